//! Checks the repository as a whole. Problems of a single file are found when it is read.

mod forms;
pub mod imported;
pub mod rules;
mod severities;
mod suggest;

pub use rules::all_rules;
pub use severities::apply_severities;

use crate::diagnostics::rules::MERGE_CONFLICT;
use crate::diagnostics::{self, Diagnostic, Severity, fold, text};
use crate::model::{Model, PageId, texts};
use crate::options::Options;
use crate::parse::bibliography;
use crate::site::Site;
use rayon::prelude::*;
use rules::Check;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All diagnostics of a site, sorted by place.
pub fn check(site: &Site, options: Options) -> Vec<Diagnostic> {
    let (mut found, allowed) = site.snapshot.problems(options);
    found.extend_from_slice(&site.diagnostics);
    found.append(&mut of_model(&site.model));
    found.extend_from_slice(&site.outputs.diagnostics);
    found.append(&mut site.plain_code());
    found.extend_from_slice(&site.theme.problems);
    found.extend_from_slice(&site.tried.diagnostics);
    apply_severities(&site.model.config, &allowed, &mut found);
    if !options.strict {
        imported::lower(&site.model, &mut found);
    }
    // An incomplete draft is normal, so nothing in it stops a build.
    let mut drafts = site.snapshot.left_out(options);
    drafts.extend(site.model.files.of_drafts.values().map(|path| &**path));
    let of_drafts = found.iter_mut().filter(|diagnostic| drafts.contains(&*diagnostic.path));
    of_drafts.for_each(|diagnostic| diagnostic.severity = Severity::Hint);
    keep_causes(&mut found);
    diagnostics::sort(&mut found);
    if options.strict {
        diagnostics::make_strict(&mut found);
    }
    found
}

/// Drops what follows from a conflict of git: the other problems of the same file.
fn keep_causes(found: &mut Vec<Diagnostic>) {
    let is_conflict = |diagnostic: &Diagnostic| diagnostic.rule.name == MERGE_CONFLICT.name;
    let conflicts = found.iter().filter(|diagnostic| is_conflict(diagnostic));
    let files: BTreeSet<Arc<str>> = conflicts.map(|diagnostic| diagnostic.path.clone()).collect();
    if !files.is_empty() {
        found.retain(|diagnostic| is_conflict(diagnostic) || !files.contains(&diagnostic.path));
    }
}

/// Diagnostics as text, each with its source lines.
pub fn report(site: &Site, found: &[Diagnostic]) -> String {
    text::text(&fold::all(found), &|path| site.snapshot.sources.text(path), false)
}

/// The diagnostics of the rules that need the model, except those that are off. They are unsorted, but their order does
/// not depend on the threads: only the first diagnostics of a rule get a guess, and of two at one place the first
/// stays.
fn of_model(model: &Model) -> Vec<Diagnostic> {
    let checks = active(model);
    let (seen, mut found) = rayon::join(|| see(model, &checks), || whole(model, &checks));
    rules::not_reviewed::setting(model, &mut found);
    rules::unknown_term::setting(model, &mut found);
    found.extend(suspected(model, &checks, &seen.suspects));
    found.extend(seen.found);
    found.retain_mut(|diagnostic| place_in_file(model, diagnostic));
    found
}

fn active(model: &Model) -> Vec<&'static Check> {
    let active = rules::ALL.iter().filter(|rule| !severities::is_off(&model.config, rule.rule));
    active.flat_map(|rule| rule.checks).collect()
}

/// The result of the pass over the pages.
#[derive(Default)]
struct Seen {
    found: Vec<Diagnostic>,
    /// The pages that a check needs again, with the index of the check.
    suspects: Vec<(usize, PageId)>,
}

impl Seen {
    fn then(mut self, mut next: Self) -> Self {
        self.found.append(&mut next.found);
        self.suspects.append(&mut next.suspects);
        self
    }
}

/// One pass over the pages with all checks.
fn see(model: &Model, checks: &[&Check]) -> Seen {
    let look = |mut seen: Seen, id| {
        let id = PageId(id);
        for (place, check) in checks.iter().enumerate() {
            match check {
                Check::Page(check) => check(model, id, &mut seen.found),
                Check::Anomaly(rule, judge) => {
                    let page = model.page(id);
                    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
                        let at = |message| rule.at(&page.path, spot.span.clone(), message);
                        seen.found
                            .extend(judge(anomaly).map(|(message, help)| at(message).help(help)));
                    }
                }
                Check::Suspects(is_suspect, _) if is_suspect(model, id) => {
                    seen.suspects.push((place, id));
                }
                Check::Suspects(..) | Check::Whole(_) => {}
            }
        }
        seen
    };
    let ids = 0..model.pages.len() as u32;
    ids.into_par_iter().fold(Seen::default, look).reduce(Seen::default, Seen::then)
}

fn suspected(model: &Model, checks: &[&Check], suspects: &[(usize, PageId)]) -> Vec<Diagnostic> {
    let ask = |(place, check): (usize, &&Check)| {
        let mut found = Vec::new();
        if let Check::Suspects(_, check) = check {
            let own = suspects.iter().filter(|(of, _)| *of == place).map(|(_, id)| *id);
            check(model, &own.collect::<Vec<_>>(), &mut found);
        }
        found
    };
    checks.par_iter().enumerate().flat_map_iter(ask).collect()
}

fn whole(model: &Model, checks: &[&Check]) -> Vec<Diagnostic> {
    let ask = |check: &&Check| {
        let mut found = Vec::new();
        if let Check::Whole(check) = check {
            check(model, &mut found);
        }
        found
    };
    checks.par_iter().flat_map_iter(ask).collect()
}

/// A page generated from a bibliography entry has no file, so its diagnostics move to the entry. Only firm ones stay,
/// because nobody wrote the page. Returns whether the diagnostic stays.
fn place_in_file(model: &Model, diagnostic: &mut Diagnostic) -> bool {
    let Some(entry) = model.graph.concepts.publications.unwritten.get(&diagnostic.path) else {
        return true;
    };
    diagnostic.path = bibliography::PATH.into();
    diagnostic.span = entry.clone();
    diagnostic.rule.firm
}
