//! `talkoo check`.

use super::external::{self, Learnt};
use super::fix;
use super::output::{Exit, fail, report_by_file, say, say_raw, tell};
use crate::check::{self, all_rules};
use crate::diagnostics::{
    Diagnostic, Severity, did_you_mean, explain, github, has_errors, json, sarif,
};
use crate::files;
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// For people: the sentence, the line, the help
    Text,
    /// For programs: one array of {rule, severity, path, line, column, message, help, related, fix}
    Json,
    /// For GitHub: workflow commands, shown beside the lines of a pull request
    Github,
    /// For tools that keep findings: SARIF 2.1.0
    Sarif,
}

pub struct CheckOptions {
    pub format: Format,
    pub strict: bool,
    pub drafts: bool,
    /// Only findings of these rules; of all if it is empty.
    pub rules: Vec<String>,
    /// Only findings in these files and folders; in all if it is empty.
    pub paths: Vec<PathBuf>,
    /// Whether what is certain is fixed first, and how.
    pub fix: Option<fix::FixOptions>,
    /// Whether web addresses are visited.
    pub external: Option<External>,
}

/// How web addresses are visited.
pub struct External {
    /// Whether those visited lately are visited again.
    pub fresh: bool,
}

pub fn run(root: &Path, asked: &CheckOptions) -> Exit {
    if let Some(unknown) = asked.rules.iter().find(|name| !is_rule(name)) {
        return no_rule(unknown);
    }
    let (drafts, strict) = (asked.drafts, asked.strict);
    let options = Options { drafts, strict, search: true, ..Options::default() };
    let (sources, scan) = match Sources::scan(root) {
        Ok(scanned) => scanned,
        Err(error) => return fail(error),
    };
    let within = match inside(root, &asked.paths, &sources) {
        Ok(within) => within,
        Err(message) => return fail(message),
    };
    let wanted = |diagnostic: &Diagnostic| is_wanted(diagnostic, &asked.rules, &within);
    let (site, mut found) = match asked.fix {
        Some(fix) => match fix::run(root, sources, options, fix, &wanted) {
            Ok((site, found)) => (site, [scan, found].concat()),
            Err(exit) => return exit,
        },
        None => {
            let snapshot = Snapshot::of((Arc::new(sources), scan), options, &Default::default());
            let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
            let found = check::check(&site, options);
            (site, found)
        }
    };
    found.retain(wanted);
    let learnt = asked.external.as_ref().map(|external| {
        let wanted = |path: &str| within.is_empty() || within.iter().any(|f| is_inside(path, f));
        external::visit(root, &site, external.fresh, &wanted)
    });
    show(root, &site, &found, asked.format, learnt.as_ref());
    // Without --strict a warning is said, and does not stop anybody.
    if has_errors(&found) { Exit::Problems } else { Exit::Clean }
}

/// `--explain RULE`, or `--explain all` for a list.
pub fn explain(name: &str) -> Exit {
    let rules = all_rules();
    match rules.iter().find(|rule| rule.name == name) {
        Some(rule) => say_raw(explain::explain(rule)),
        None if name == "all" => say_raw(explain::list(&rules)),
        None => return no_rule(name),
    }
    Exit::Clean
}

fn is_rule(name: &str) -> bool {
    all_rules().iter().any(|rule| rule.name == name)
}

fn no_rule(name: &str) -> Exit {
    let help = did_you_mean(name, all_rules().iter().map(|rule| rule.name))
        .unwrap_or_else(|| "`talkoo check --explain all` lists them".to_owned());
    fail(format!("there is no rule `{name}`; {help}"))
}

fn is_wanted(diagnostic: &Diagnostic, rules: &[String], within: &[String]) -> bool {
    (rules.is_empty() || rules.iter().any(|name| name == diagnostic.rule.name))
        && (within.is_empty() || within.iter().any(|folder| is_inside(&diagnostic.path, folder)))
}

/// Whether a path is a folder, or lies in it.
fn is_inside(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The paths as the repository calls them. They are meant from where one stands, or else from the root.
fn inside(root: &Path, paths: &[PathBuf], sources: &Sources) -> Result<Vec<String>, String> {
    let whole = root.canonicalize().map_err(|error| error.to_string())?;
    let of = |path: &PathBuf| {
        let here = path.canonicalize().ok().and_then(|path| files::repository_path(&whole, &path));
        let there = || {
            let path = whole.join(path).canonicalize().ok()?;
            files::repository_path(&whole, &path)
        };
        let known = |inside: &String| {
            let mut files = sources.files.iter();
            inside.is_empty() || files.any(|file| file.path.starts_with(inside.as_str()))
        };
        here.filter(known).or_else(|| there().filter(known)).ok_or_else(|| {
            format!("there is no file or folder {} in this repository", path.display())
        })
    };
    paths.iter().map(of).collect()
}

fn show(root: &Path, site: &Site, found: &[Diagnostic], format: Format, learnt: Option<&Learnt>) {
    let text_of = |path: &str| site.snapshot.sources.text(path);
    match format {
        Format::Json => match learnt {
            Some(learnt) => say(json::with(found, &text_of, "external", learnt.json(site))),
            None => say(json::json(found, &text_of)),
        },
        Format::Sarif => say(sarif::sarif(found, &text_of)),
        Format::Github => {
            let is_below = root.is_relative() && root != Path::new(".");
            let prefix = if is_below { format!("{}/", root.display()) } else { String::new() };
            say_raw(github::github(found, &text_of, prefix.trim_start_matches("./")));
        }
        Format::Text => {
            report_by_file(found, &site.snapshot.sources);
            if found.iter().all(|d| d.severity == Severity::Hint) {
                let (pages, terms) = (site.model.pages.len(), site.model.graph.terms.len());
                say(format!("checked {pages} pages and {terms} terms: nothing is wrong"));
            }
        }
    }
    match learnt {
        Some(learnt) if format == Format::Text => say_raw(learnt.text(site)),
        // Standard output is for programs, and has no place for it there.
        Some(learnt) if format != Format::Json => tell(learnt.text(site)),
        _ => {}
    }
}
