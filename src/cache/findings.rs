//! Findings as they are kept: with the rule's name, since a rule is a part of the program.

use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A finding, to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    rule: String,
    severity: Severity,
    path: Arc<str>,
    span: Span,
    message: String,
    help: Option<String>,
}

impl Finding {
    pub fn of(found: &Diagnostic) -> Self {
        Self {
            rule: found.rule.name.to_owned(),
            severity: found.severity,
            path: found.path.clone(),
            span: found.span.clone(),
            message: found.message.clone(),
            help: found.help.clone(),
        }
    }

    /// The finding again; none if there is no such rule any more.
    pub fn restored(self, rules: &[&'static Rule]) -> Option<Diagnostic> {
        // `rules` come sorted by name.
        let rule = rules.binary_search_by(|rule| rule.name.cmp(&self.rule)).ok()?;
        let found = rules[rule].at(&self.path, self.span, self.message).maybe(self.help);
        Some(Diagnostic { severity: self.severity, ..found })
    }
}
