//! A claim without a source.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::fields::terms;
use crate::model::{Model, PageId, fields_of};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("claim_without_source.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let fields = fields_of(&model.config, page);
    for claim in &model.graph.concepts.claims[id.0 as usize] {
        let field = &fields[page.facts[claim.fact].field];
        if field.kind != &terms::CLAIM {
            continue;
        }
        if let Some(written) = model.claim(id, *claim).filter(|claim| claim.source.is_none()) {
            let message = format!("the claim `{}` has no source", written.term.value);
            let line = page.form.line("source", "\"…\"");
            let help = format!(
                "add a line: {line}, with a key of content/bibliography.bib or a web address"
            );
            found.push(RULE.at(&page.path, written.term.span.clone(), message).help(help));
        }
        let responses = model.claim(id, *claim).map_or(&[][..], |claim| &claim.responses);
        for response in responses.iter().filter(|response| response.source.is_none()) {
            let written = response.term.as_ref();
            let name = written.map_or_else(String::new, |term| format!(" `{}`", term.value));
            let message = format!("the response{name} has no source");
            let help = "add a source to it: a key of content/bibliography.bib or a web address";
            let span = written.map_or(&response.span, |term| &term.span).clone();
            found.push(RULE.at(&page.path, span, message).help(help));
        }
    }
}
