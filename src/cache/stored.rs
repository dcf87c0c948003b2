//! Diagnostics on disk. They name their rule, because rules are part of the program.

use crate::diagnostics::{Diagnostic, Edit, Related, Rule, Severity, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A diagnostic on disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredDiagnostic {
    rule: String,
    severity: Severity,
    path: Arc<str>,
    span: Span,
    message: String,
    help: Option<String>,
    fix: Box<[Edit]>,
    related: Option<Box<Related>>,
}

impl StoredDiagnostic {
    pub fn of(found: &Diagnostic) -> Self {
        Self {
            rule: found.rule.name.to_owned(),
            severity: found.severity,
            path: found.path.clone(),
            span: found.span.clone(),
            message: found.message.clone(),
            help: found.help.clone(),
            fix: found.fix.clone(),
            related: found.related.clone(),
        }
    }

    /// Restores the diagnostic; none if its rule no longer exists.
    pub fn restored(self, rules: &[&'static Rule]) -> Option<Diagnostic> {
        // `rules` are sorted by name.
        let rule = rules.binary_search_by(|rule| rule.name.cmp(&self.rule)).ok()?;
        let found = rules[rule].at(&self.path, self.span, self.message).maybe(self.help);
        let (fix, related) = (self.fix, self.related);
        Some(Diagnostic { severity: self.severity, fix, related, ..found })
    }
}
