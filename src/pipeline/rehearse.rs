//! Rendering without writing: what is wrong with templates is found only when they are used, and whether
//! what stands is what would be made can only be seen by making it.

use super::Repository;
use crate::check;
use crate::diagnostics::{self, Diagnostic};
use crate::plan::{self, Output, What};
use crate::write;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::{fs, mem};

impl Repository {
    /// Renders to find mistakes in templates. Of a large site some outputs of each kind speak for all.
    pub fn rehearse(&mut self, strict: bool) {
        const FEW: usize = 4;
        if diagnostics::has_errors(&self.theme.problems) {
            return;
        }
        let all = self.plan.outputs.len() <= 1000;
        let outputs: Vec<&Output> = self.plan.outputs.iter().collect();
        let sample = self.sample(&outputs, if all { usize::MAX } else { FEW });
        let mut problems: Vec<Diagnostic> = match self.cards(&sample) {
            Ok(cards) => {
                let problem = |output: &&Output| self.made(output, &cards).err().map(|d| *d);
                sample.par_iter().filter_map(problem).collect()
            }
            Err(problem) => vec![*problem],
        };
        check::set_severities(&self.model.config, &mut problems);
        self.found.extend(problems);
        diagnostics::sort(&mut self.found);
        if strict {
            diagnostics::make_strict(&mut self.found);
        }
    }

    /// At most `few` outputs of each template and kind.
    pub fn sample<'p>(&self, outputs: &[&'p Output], few: usize) -> Vec<&'p Output> {
        let mut seen: HashMap<(&str, mem::Discriminant<What>), usize> = HashMap::new();
        let mut is_wanted = |output: &&&Output| {
            let Some(template) = plan::template(&self.model, &output.what) else { return false };
            let n = seen.entry((template, mem::discriminant(&output.what))).or_default();
            *n += 1;
            *n <= few
        };
        outputs.iter().filter(|output| is_wanted(output)).copied().collect()
    }

    /// Makes the whole site afresh and compares it with what stands in `folder`: the paths that are not
    /// the same, sorted. Findings are those of templates.
    pub fn verify(&self, folder: &Path) -> Result<Vec<String>, Vec<Diagnostic>> {
        let outputs: Vec<&Output> = self.plan.outputs.iter().collect();
        let cards = self.cards(&outputs).map_err(|problem| vec![*problem])?;
        let stands = |path: &str, bytes: &[u8]| {
            fs::read(folder.join(path)).is_ok_and(|known| known == bytes)
        };
        let differs = |output: &Output| -> Result<Option<String>, Box<Diagnostic>> {
            let bytes = self.made(output, &cards)?;
            Ok((!stands(&output.path, &bytes)).then(|| output.path.clone()))
        };
        let results: Vec<_> = self.plan.outputs.par_iter().map(differs).collect();
        let mut differing = BTreeSet::new();
        let mut problems = Vec::new();
        // What can't be read is no difference that a finding could name; the build says what it is.
        let index = self.search_files().unwrap_or_default();
        differing.extend(
            index.iter().filter(|(path, bytes)| !stands(path, bytes)).map(|(path, _)| path.clone()),
        );
        for result in results {
            match result {
                Ok(path) => differing.extend(path),
                Err(problem) => problems.push(*problem),
            }
        }
        let index = index.iter().map(|(path, _)| path.as_str());
        let outputs = self.plan.outputs.iter().map(|o| o.path.as_str());
        let outputs: BTreeSet<&str> = outputs.chain(index).collect();
        let written = write::manifest(folder).unwrap_or_default().files;
        differing.extend(written.into_keys().filter(|path| !outputs.contains(path.as_str())));
        diagnostics::sort(&mut problems);
        if problems.is_empty() { Ok(differing.into_iter().collect()) } else { Err(problems) }
    }
}
