//! Evidence that is claimed to be stronger than its source allows.

use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::Model;
use crate::parse::Page;
use crate::parse::page::Value;
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    name: "evidence-beyond-source",
    severity: Severity::Warning,
    what: "A claim with a greater `strength` than its source can give: the bibliography says with `strength = {2}` how strong evidence from a work can be (0 to 5).",
    why: "Readers compare pilots by the strength of their evidence; a project's own report does not become a study by being cited.",
    wrong: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"claims\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\n== content/bibliography.bib\n@online{report, title={R}, url={https://example.org/report}, strength={1}}\n== content/pilots/a.md\n+++\ntitle = \"A\"\nsummary = \"S\"\nthemes = [{ term = \"living-lab\", source = \"report\", strength = 3 }]\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"claims\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"living-lab\"\nlabel = \"Living lab\"\n== content/bibliography.bib\n@online{report, title={R}, url={https://example.org/report}, strength={1}}\n== content/pilots/a.md\n+++\ntitle = \"A\"\nsummary = \"S\"\nthemes = [{ term = \"living-lab\", source = \"report\", strength = 1 }]\n+++\n",
};

const STRONGEST: u8 = 5;

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let limits = limits(model, found);
    if limits.is_empty() {
        return;
    }
    for page in &model.pages {
        for Evidence { strength, source, span } in evidence(page) {
            let Some((limit, there)) = limits.get(source).filter(|(limit, _)| strength > *limit)
            else {
                continue;
            };
            let path = &model.bibliography.path;
            let message = format!(
                "the strength {strength} is claimed with `{source}`, which can give {limit}"
            );
            let help = format!(
                "write strength = {limit}, name a stronger source, or change what {path} says of `{source}`"
            );
            let problem = RULE.at(&page.path, span.clone(), message).help(help);
            let note = format!("evidence from `{source}` has at most this strength");
            found.push(problem.related(path, Span::clone(there), note));
        }
    }
}

/// How strong evidence from a work can be, and where that is written, by key. What is no strength is a finding.
fn limits<'m>(model: &'m Model, found: &mut Vec<Diagnostic>) -> HashMap<&'m str, (u8, &'m Span)> {
    let mut limits = HashMap::new();
    for entry in &model.bibliography.entries {
        let Some(written) = &entry.strength else { continue };
        match written.value.parse::<u8>().ok().filter(|strength| *strength <= STRONGEST) {
            Some(limit) => {
                limits.insert(entry.key.value.as_str(), (limit, &written.span));
            }
            None => {
                let message = format!("`{}` is no strength of evidence", written.value);
                let help = "write a whole number from 0 to 5: strength = {2}";
                let path = &model.bibliography.path;
                found.push(RULE.at(path, written.span.clone(), message).help(help));
            }
        }
    }
    limits
}

/// A strength that is claimed with a source, and where.
struct Evidence<'m> {
    strength: u8,
    source: &'m str,
    span: &'m Span,
}

/// All evidence of a page, whatever its form. A new form of evidence is added here.
fn evidence(page: &Page) -> impl Iterator<Item = Evidence<'_>> {
    let facts = page.facts.iter().filter(|fact| !fact.is_default);
    let claims = facts.flat_map(|fact| match &fact.value {
        Value::Claims(claims) => claims.as_slice(),
        _ => &[],
    });
    claims.filter_map(|claim| {
        let source = claim.source.as_ref()?;
        Some(Evidence { strength: claim.strength?, source: &source.value, span: &source.span })
    })
}
