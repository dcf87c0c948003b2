//! A broader or related term that does not exist.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, near};
use crate::model::Model;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("undefined_term.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for term in model.graph.concepts.terms.iter() {
        let entry = &term.entry;
        for word in entry.broader.iter().chain(&entry.related) {
            if model.find_term(term.vocabulary, &word.value).is_some() {
                continue;
            }
            let id = &model.config.vocabularies[term.vocabulary].id;
            let words = model.term_words(term.vocabulary);
            let message = format!("the vocabulary `{id}` has no term `{}`", word.value);
            let near = near(&word.value, words.iter().map(String::as_str));
            let problem = RULE.at(&term.path, word.span.clone(), message);
            found.push(problem.meant(near, Some(word.spot())));
        }
    }
}
