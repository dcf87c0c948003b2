//! Evidence that is claimed to be stronger than its source allows.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::{Model, PageId};
use crate::parse::page::{Fact, Value};
use crate::tables::Located;
use std::collections::HashMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("evidence_beyond_source.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

const STRONGEST: u8 = 5;

fn is_suspect(model: &Model, id: PageId) -> bool {
    evidence(model, id).any(|evidence| evidence.strength > 0)
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let limits = limits(model, found);
    if limits.is_empty() {
        return;
    }
    for id in suspects {
        for Evidence { strength, sources } in evidence(model, *id) {
            // One strong source is enough, and a source without a limit may be strong.
            let known: Option<Vec<_>> =
                sources.iter().map(|source| Some((limits.get(&*source.value)?, source))).collect();
            let strongest = known.unwrap_or_default().into_iter().max_by_key(|(limit, _)| limit.0);
            let Some(((limit, there), source)) = strongest.filter(|(limit, _)| strength > limit.0)
            else {
                continue;
            };
            let (path, key) = (&model.bibliography.path, &source.value);
            let message =
                format!("the claimed strength is {strength}, but `{key}` supports at most {limit}");
            let help = format!(
                "write strength = {limit}, name a stronger source, or change the strength of `{key}` in {path}"
            );
            let problem = RULE.at(&model.page(*id).path, source.span.clone(), message).help(help);
            let note = format!("evidence from `{key}` has at most this strength");
            found.push(problem.related(path, Span::clone(there), note));
        }
    }
}

/// The strongest evidence a work can give, and where that is written, by key. Reports values that are not a strength.
fn limits<'m>(model: &'m Model, found: &mut Vec<Diagnostic>) -> HashMap<&'m str, (u8, &'m Span)> {
    let mut limits = HashMap::new();
    for entry in &model.bibliography.entries {
        let Some(written) = &entry.strength else { continue };
        match written.value.parse::<u8>().ok().filter(|strength| *strength <= STRONGEST) {
            Some(limit) => {
                limits.insert(entry.key.value.as_str(), (limit, &written.span));
            }
            None => {
                let message = format!("`{}` is not a strength of evidence", written.value);
                let help = "write a whole number from 0 to 5: strength = {2}";
                let path = &model.bibliography.path;
                found.push(RULE.at(path, written.span.clone(), message).help(help));
            }
        }
    }
    limits
}

/// A claimed strength and its sources.
struct Evidence<'m> {
    strength: u8,
    sources: Vec<&'m Located<String>>,
}

/// All evidence on a page: claims with a source, and records that have a strength and sources among their parts.
fn evidence(model: &Model, id: PageId) -> impl Iterator<Item = Evidence<'_>> {
    let facts = model.page(id).facts.iter().enumerate().filter(|(_, fact)| !fact.is_default);
    facts.flat_map(move |(i, fact)| {
        let (claims, strength) = match fact.value {
            Value::Claims(ref claims) => (claims.as_slice(), None),
            Value::Strength(strength) => (&[][..], fact.record.map(|_| strength)),
            _ => (&[][..], None),
        };
        let of_claims = claims.iter().filter_map(|claim| {
            let sources = claim.source.iter().collect();
            Some(Evidence { strength: claim.strength?, sources })
        });
        let of_record = strength.map(|strength| {
            let parts = model.siblings(id, i).map(|(_, part)| part);
            let sources = parts.filter(|part| !part.is_default).flat_map(Fact::sources);
            Evidence { strength, sources: sources.collect() }
        });
        of_claims.chain(of_record)
    })
}
