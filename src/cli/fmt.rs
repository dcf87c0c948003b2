//! `talkoo fmt`: writes front matter and vocabularies in one style, or shows what would change.

use super::check::{inside, is_inside};
use super::fix::diff;
use super::output::{Exit, fail, report_in_full, say, say_raw, tell};
use crate::diagnostics::text::counted;
use crate::diagnostics::{Diagnostic, has_errors};
use crate::fix::{self, Change};
use crate::format::{self, Outcome};
use crate::snapshot;
use crate::sources::{File, Sources};
use rayon::prelude::*;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub fn run(root: &Path, paths: &[PathBuf], check: bool) -> Exit {
    let sources = match Sources::scan(root) {
        Ok((sources, _)) => sources,
        Err(error) => return fail(error),
    };
    let within = match inside(root, paths, &sources) {
        Ok(within) => within,
        Err(message) => return fail(message),
    };
    let (config, problems) = snapshot::settings(&sources);
    if has_errors(&problems) {
        report_in_full(&problems, &sources);
        tell("nothing was formatted: the order of keys is that of site.toml, which has errors");
        return Exit::Problems;
    }
    let is_wanted = |file: &&File| {
        format::is_formatted(file)
            && (within.is_empty() || within.iter().any(|folder| is_inside(&file.path, folder)))
    };
    let files: Vec<&File> = sources.files.iter().filter(is_wanted).collect();
    let outcomes: Vec<Outcome> =
        files.par_iter().map(|file| format::format(file, &config)).collect();
    let sorted = Sorted::of(outcomes);
    let refused = match check {
        true => Vec::new(),
        false => sorted.changes.iter().filter_map(|one| fix::write(root, one).err()).collect(),
    };
    report_in_full(&sorted.problems, &sources);
    refused.iter().for_each(|reason: &String| tell(format!("error: {reason}")));
    if !refused.is_empty() {
        return Exit::Failed;
    }
    sorted.show(files.len(), check);
    let is_done = sorted.problems.is_empty() && (!check || sorted.changes.is_empty());
    if is_done { Exit::Clean } else { Exit::Problems }
}

#[derive(Default)]
struct Sorted {
    changes: Vec<Change>,
    yaml: Vec<Arc<str>>,
    /// How many files are left alone because of mistakes, and the mistakes.
    broken: usize,
    problems: Vec<Diagnostic>,
}

impl Sorted {
    fn of(outcomes: Vec<Outcome>) -> Self {
        let mut sorted = Self::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Same => {}
                Outcome::Changed(change) => sorted.changes.push(*change),
                Outcome::Yaml(path) => sorted.yaml.push(path),
                Outcome::Broken(problems) => {
                    sorted.broken += 1;
                    sorted.problems.extend(problems);
                }
            }
        }
        sorted
    }

    fn show(&self, files: usize, check: bool) {
        if check {
            let coloured = std::io::stdout().is_terminal();
            self.changes.iter().for_each(|change| say_raw(diff(change, coloured)));
        } else {
            self.changes.iter().for_each(|change| say(format!("formatted {}", change.path)));
        }
        if let Some(first) = self.yaml.first() {
            let n = counted(self.yaml.len(), "file");
            say(format!("front matter in YAML is left as it is: {n}, such as {first}"));
        }
        if self.broken > 0 {
            let n = counted(self.broken, "file");
            tell(format!("{n} left alone because of the errors above"));
        }
        let n = counted(files, "file");
        say(match (self.changes.len(), check) {
            (0, _) => format!("nothing to format in {n}"),
            (changed, true) => format!("{changed} of {n} would be formatted; nothing was written"),
            (changed, false) => format!("formatted {changed} of {n}"),
        });
    }
}
