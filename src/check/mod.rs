//! What is wrong with the repository as a whole. What is wrong with one file was found when it was read.

pub mod rules;
mod settle;
mod suggest;

pub use settle::{Allowed, UNUSED_ALLOW, set_severities, settle};

use crate::diagnostics::Diagnostic;
use crate::model::{Model, PageId};
use crate::parse::bibliography;
use rayon::prelude::*;
use rules::Check;

/// All findings of the rules that need the model, unsorted, but in the same order whatever the threads:
/// only the first findings of a rule get a guess, and of two at one place the first is kept. Rules that are
/// off do not look.
pub fn check(model: &Model) -> Vec<Diagnostic> {
    let asked = rules::ALL.iter().filter(|rule| !settle::is_off(&model.config, rule.rule.name));
    let checks: Vec<&Check> = asked.flat_map(|rule| rule.checks).collect();
    let (seen, mut found) = rayon::join(|| see(model, &checks), || whole(model, &checks));
    found.extend(suspected(model, &checks, &seen.suspects));
    found.extend(seen.found);
    found.retain_mut(|diagnostic| is_for_somebody(model, diagnostic));
    found
}

/// What one look at the pages gives.
#[derive(Default)]
struct Seen {
    found: Vec<Diagnostic>,
    /// The pages that a check wants to look at again, with the check's place.
    suspects: Vec<(usize, PageId)>,
}

impl Seen {
    fn then(mut self, mut next: Self) -> Self {
        self.found.append(&mut next.found);
        self.suspects.append(&mut next.suspects);
        self
    }
}

/// Goes over the pages once, with all checks at each.
fn see(model: &Model, checks: &[&Check]) -> Seen {
    let look = |mut seen: Seen, id| {
        let id = PageId(id);
        for (place, check) in checks.iter().enumerate() {
            match check {
                Check::Page(check) => check(model, id, &mut seen.found),
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

/// Of a page that is made of its entry in the bibliography nobody can be asked more than the entry says.
/// What stops the site is said where the entry stands.
fn is_for_somebody(model: &Model, diagnostic: &mut Diagnostic) -> bool {
    let Some(entry) = model.publications.unwritten.get(&diagnostic.path) else { return true };
    diagnostic.path = bibliography::PATH.into();
    diagnostic.span = entry.clone();
    settle::is_firm(diagnostic.rule.name)
}
