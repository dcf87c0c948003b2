//! What is wrong with the repository as a whole. What is wrong with one file was found when it was read.

pub mod rules;
mod severities;
mod suggest;

pub use rules::all_rules;
pub use severities::{Allowed, apply_severities, set_severities};

use crate::diagnostics::{Diagnostic, Rule, Span};
use crate::model::{Model, PageId};
use crate::parse::bibliography;
use rayon::prelude::*;
use rules::Check;
use std::collections::BTreeSet;

/// What the rules that need the model find.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Unsorted, but in the same order whatever the threads: only the first findings of a rule get a guess,
    /// and of two at one place the first is kept.
    pub findings: Vec<Diagnostic>,
    /// The pages whose own findings are not known by a look at them alone: rules that look at several pages
    /// found something in their texts, or what is wrong with them is said elsewhere.
    pub entangled: BTreeSet<PageId>,
}

/// All findings of the rules that need the model. Rules that are off do not look.
pub fn check(model: &Model) -> Found {
    let checks = asked(model);
    let (seen, mut findings) = rayon::join(|| see(model, &checks), || whole(model, &checks));
    rules::not_reviewed::setting(model, &mut findings);
    findings.extend(suspected(model, &checks, &seen.suspects));
    let mut entangled: BTreeSet<PageId> =
        findings.iter().flat_map(|finding| entangled(model, finding)).collect();
    entangled.extend(seen.elsewhere);
    findings.extend(seen.found);
    findings.retain_mut(|diagnostic| is_for_somebody(model, diagnostic));
    Found { findings, entangled }
}

/// The findings of the rules that look at single pages, in pages that were edited and stay at home
/// ([`crate::model::stays_at_home`]). None if that is not all that has to be said of these pages.
pub fn again(model: &Model, before: &Model, edited: &[PageId]) -> Option<Vec<Diagnostic>> {
    let checks = asked(model);
    let mut found = Vec::new();
    for id in edited {
        for check in &checks {
            match check {
                Check::Page(check) => check(model, *id, &mut found),
                Check::Suspects(is_suspect, _)
                    if is_suspect(model, *id) != is_suspect(before, *id) =>
                {
                    return None;
                }
                Check::Suspects(..) | Check::Whole(_) => {}
            }
        }
    }
    let is_own =
        |finding: &Diagnostic| edited.iter().any(|id| model.page(*id).path == finding.path);
    found.iter().all(is_own).then_some(found)
}

/// Whether a rule finds nothing about a page by a look at this page alone.
pub fn looks_around(rule: &Rule) -> bool {
    let own = rules::ALL.iter().find(|own| own.rule.name == rule.name);
    own.is_some_and(|own| !own.checks.iter().any(|check| matches!(check, Check::Page(_))))
}

fn asked(model: &Model) -> Vec<&'static Check> {
    let asked = rules::ALL.iter().filter(|rule| !severities::is_off(&model.config, rule.rule));
    asked.flat_map(|rule| rule.checks).collect()
}

/// The pages about whose texts a finding of a rule is that looks at several pages. Of their front matter it
/// stays true as long as that is the same.
fn entangled(model: &Model, finding: &Diagnostic) -> Vec<PageId> {
    let related = finding.related.iter().map(|related| (&related.path, &related.span));
    let places = related.chain([(&finding.path, &finding.span)]);
    let pages = places.filter_map(|(path, span)| Some((*model.by_path.get(path)?, span)));
    let is_about_text = |(id, span): &(PageId, &Span)| {
        !looks_around(finding.rule) || span.end > model.page(*id).toml.end
    };
    pages.filter(is_about_text).map(|(id, _)| id).collect()
}

/// What one look at the pages gives.
#[derive(Default)]
struct Seen {
    found: Vec<Diagnostic>,
    /// The pages with findings in other files, and those to which findings in others lead.
    elsewhere: Vec<PageId>,
    /// The pages that a check wants to look at again, with the check's place.
    suspects: Vec<(usize, PageId)>,
}

impl Seen {
    fn then(mut self, mut next: Self) -> Self {
        self.found.append(&mut next.found);
        self.elsewhere.append(&mut next.elsewhere);
        self.suspects.append(&mut next.suspects);
        self
    }
}

/// Goes over the pages once, with all checks at each.
fn see(model: &Model, checks: &[&Check]) -> Seen {
    let look = |mut seen: Seen, id| {
        let id = PageId(id);
        let first = seen.found.len();
        for (place, check) in checks.iter().enumerate() {
            match check {
                Check::Page(check) => check(model, id, &mut seen.found),
                Check::Suspects(is_suspect, _) if is_suspect(model, id) => {
                    seen.suspects.push((place, id));
                }
                Check::Suspects(..) | Check::Whole(_) => {}
            }
        }
        for finding in &seen.found[first..] {
            if finding.path != model.page(id).path {
                seen.elsewhere.push(id);
            }
            let there = finding.related.as_ref().and_then(|there| model.by_path.get(&there.path));
            seen.elsewhere.extend(there.filter(|there| **there != id));
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

/// Of a page that is made of its entry in the bibliography nobody can be asked more than the entry says.
/// What stops the site is said where the entry stands.
fn is_for_somebody(model: &Model, diagnostic: &mut Diagnostic) -> bool {
    let Some(entry) = model.publications.unwritten.get(&diagnostic.path) else { return true };
    diagnostic.path = bibliography::PATH.into();
    diagnostic.span = entry.clone();
    diagnostic.rule.firm
}
