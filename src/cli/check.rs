//! `talkoo check`.

use super::external::{self, Learnt};
use super::fix;
use super::output::{Exit, fail, say, say_raw, tell_raw};
use crate::check::{self, all_rules};
use crate::diagnostics::text::{TextOf, counted};
use crate::diagnostics::{
    Diagnostic, Severity, did_you_mean, explain, fold, github, has_errors, json, sarif, text,
};
use crate::files;
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use clap::ValueEnum;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// For people: message, source line and help
    Text,
    /// For programs: an array of {rule, severity, path, line, column, message, help, related, fix}
    Json,
    /// GitHub workflow commands, which annotate the lines of a pull request
    Github,
    /// SARIF 2.1.0, for code scanning tools
    Sarif,
}

pub struct CheckOptions {
    pub format: Format,
    /// Show all problems of a rule, however many.
    pub all: bool,
    /// Say nothing if nothing is wrong.
    pub quiet: bool,
    pub strict: bool,
    pub drafts: bool,
    /// Only these rules; all if empty.
    pub rules: Vec<String>,
    /// Only these files and folders; all if empty.
    pub paths: Vec<PathBuf>,
    /// Apply fixes before reporting.
    pub fix: Option<fix::FixOptions>,
    /// Check web addresses.
    pub external: Option<External>,
}

/// Options of the link check.
pub struct External {
    /// Ignore cached results.
    pub fresh: bool,
}

pub fn run(root: &Path, request: &CheckOptions) -> Exit {
    if let Some(unknown) = request.rules.iter().find(|name| !is_rule(name)) {
        return no_rule(unknown);
    }
    let (drafts, strict) = (request.drafts, request.strict);
    let options = Options { drafts, strict, search: true, ..Options::default() };
    let (sources, scan) = match Sources::scan(root) {
        Ok(scanned) => scanned,
        Err(error) => return fail(error),
    };
    let within = match inside(root, &request.paths, &sources) {
        Ok(within) => within,
        Err(message) => return fail(message),
    };
    let wanted = |diagnostic: &Diagnostic| is_wanted(diagnostic, &request.rules, &within);
    let (site, mut found) = match request.fix {
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
    let links = request.external.as_ref().map(|external| {
        let wanted = |path: &str| within.is_empty() || within.iter().any(|f| is_inside(path, f));
        external::visit(root, &site, external.fresh, &wanted)
    });
    show(root, &site, &found, request, links.as_ref());
    // With --strict, warnings are errors by now.
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

/// Whether a path is `folder` or inside it.
pub fn is_inside(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The paths relative to the repository. Each is looked up from the current folder first, then from the root.
pub fn inside(root: &Path, paths: &[PathBuf], sources: &Sources) -> Result<Vec<String>, String> {
    let absolute = root.canonicalize().map_err(|error| error.to_string())?;
    let of = |path: &PathBuf| {
        let here =
            path.canonicalize().ok().and_then(|path| files::repository_path(&absolute, &path));
        let there = || {
            let path = absolute.join(path).canonicalize().ok()?;
            files::repository_path(&absolute, &path)
        };
        let exists = |inside: &String| {
            let mut files = sources.files.iter();
            inside.is_empty() || files.any(|file| file.path.starts_with(inside.as_str()))
        };
        here.filter(exists).or_else(|| there().filter(exists)).ok_or_else(|| {
            format!("there is no file or folder {} in this repository", path.display())
        })
    };
    paths.iter().map(of).collect()
}

fn show(
    root: &Path,
    site: &Site,
    found: &[Diagnostic],
    request: &CheckOptions,
    links: Option<&Learnt>,
) {
    let text_of = |path: &str| site.snapshot.sources.text(path);
    let lowered = check::imported::sentence(&site.model, request.strict);
    match request.format {
        Format::Json => match links {
            Some(links) => {
                say_raw(json::with(found, &text_of, "external", links.json(site)) + "\n");
            }
            None => say_raw(json::json(found, &text_of) + "\n"),
        },
        Format::Sarif => say_raw(sarif::sarif(found, &text_of) + "\n"),
        Format::Github => {
            let is_below = root.is_relative() && root != Path::new(".");
            let prefix = if is_below { format!("{}/", root.display()) } else { String::new() };
            say_raw(github::github(found, &text_of, prefix.trim_start_matches("./")));
        }
        Format::Text => {
            // Who asks for a rule or a file wants to see it all.
            let is_part = request.all || !request.rules.is_empty() || !request.paths.is_empty();
            let rest = if is_part { found.to_vec() } else { say_left(site, found) };
            say_by_file(&rest, &text_of, request.all);
            if let Some(links) = links {
                say_raw(links.text(site));
            }
            if !(request.quiet && found.is_empty()) {
                say(verdict(site, found, request, links));
                if let Some(sentence) = &lowered {
                    say(sentence);
                }
            }
            if !found.is_empty() {
                say("run `talkoo check --explain RULE` to learn more about a rule");
            }
        }
    }
    if let (Some(sentence), true) = (lowered, request.format != Format::Text) {
        tell_raw(sentence + "\n");
    }
    // GitHub's and SARIF's formats have no place for it, so it goes to standard error.
    if let (Some(links), Format::Github | Format::Sarif) = (links, request.format) {
        tell_raw(links.text(site) + "\n");
    }
}

/// What imports left in their pages, counted by rule; the rest is as strict as ever, and printed in full.
fn say_left(site: &Site, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let imported = check::imported::paths(&site.model);
    let is_left =
        |one: &Diagnostic| one.severity != Severity::Error && imported.contains(&*one.path);
    let (left, rest): (Vec<_>, Vec<_>) = found.iter().cloned().partition(is_left);
    let pages = |of: &mut dyn Iterator<Item = &Diagnostic>| {
        let paths: BTreeSet<&str> = of.map(|one| &*one.path).collect();
        counted(paths.len(), "page")
    };
    if !left.is_empty() {
        let mut by_rule: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        left.iter().for_each(|one| by_rule.entry(one.rule.name).or_default().push(one));
        let mut by_rule: Vec<_> = by_rule.into_iter().collect();
        by_rule.sort_by_key(|(name, of)| (Reverse(of.len()), *name));
        say(format!("left to do after the import: {} in {}", left.len(), pages(&mut left.iter())));
        for (name, of) in by_rule {
            say(format!("{:>5}  {name} in {}", of.len(), pages(&mut of.iter().copied())));
        }
        say(
            "`talkoo check --rule RULE` shows where; a page is done when its line `imported` is taken out",
        );
        say("");
    }
    rest
}

/// Prints diagnostics grouped by file, then a table of the rules.
fn say_by_file(found: &[Diagnostic], text_of: TextOf, all: bool) {
    let styled = std::io::stdout().is_terminal();
    let shown = if all { fold::all(found) } else { fold::fold(found) };
    say_raw(text::by_file(&shown, found, text_of, styled));
    // With a single rule the table would repeat the counts.
    if found.iter().any(|diagnostic| diagnostic.rule.name != found[0].rule.name) {
        say_raw(text::by_rule(found) + "\n");
    }
}

/// The last sentence of a report. "Nothing is wrong" only if everything was looked at and nothing was found.
fn verdict(
    site: &Site,
    found: &[Diagnostic],
    request: &CheckOptions,
    links: Option<&Learnt>,
) -> String {
    let pages = counted(site.model.pages.len(), "page");
    let terms = counted(site.model.graph.concepts.terms.len(), "term");
    let is_part = !request.rules.is_empty() || !request.paths.is_empty();
    let result = match found.is_empty() {
        false => text::counts(found),
        true if is_part => "nothing is wrong in what you asked for".to_owned(),
        true if links.is_some_and(|links| !links.is_good(site)) => {
            "nothing is wrong apart from web addresses".to_owned()
        }
        true => "nothing is wrong".to_owned(),
    };
    format!("checked {pages} and {terms}: {result}")
}
