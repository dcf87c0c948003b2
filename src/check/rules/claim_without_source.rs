//! A claim without a source.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::fields::terms;
use crate::model::{Model, PageId, fields_of};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("claim_without_source.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    if page.reported.iter().any(|key| key == "source") {
        return;
    }
    let fields = fields_of(&model.config, page);
    for claim in &model.graph.concepts.claims[id.0 as usize] {
        let field = &fields[page.facts[claim.fact].field];
        if field.kind != &terms::CLAIM {
            continue;
        }
        if let Some(written) = model.claim(id, *claim).filter(|claim| claim.source.is_none()) {
            let message = format!("the claim `{}` has no source", written.term.value);
            let line = page.form.line("source", "\"…\"");
            // A claim that is only a word has no place for another line.
            let how = match written.span == written.term.span {
                true => {
                    let term = toml::Value::from(written.term.value.as_str()).to_string();
                    let term = page.form.line("term", &term);
                    format!("write it like this: {{ {term}, {line} }}")
                }
                false => format!("add a line: {line}"),
            };
            let help = format!("{how}, with a key of content/bibliography.bib or a web address");
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
