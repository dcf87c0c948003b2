//! Diagnostics as values: rule, severity, place, message, help. Every stage creates them, none prints them; `text`,
//! `json`, `github` and `sarif` render them.

pub mod explain;
pub mod fix;
pub mod fold;
pub mod github;
pub mod json;
mod near;
pub mod place;
mod rule;
pub mod rules;
pub mod sarif;
pub mod text;
mod visible;

pub use fix::{Edit, Spot};
pub use near::{Near, did_you_mean, is_misspelling, near, nearest};
pub use place::Span;
pub use rule::{Prose, Rule, RuleOption, Severity};
pub use visible::{visible, visible_lines};

use crate::files::SETTINGS;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A problem in the repository.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The file, relative to the repository.
    pub path: Arc<str>,
    pub span: Span,
    /// One sentence that says what is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Edits of this file that solve it; empty unless they are certain.
    pub fix: Box<[Edit]>,
    /// A second place that it is about.
    pub related: Option<Box<Related>>,
}

/// A second place of a diagnostic, and what is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    pub path: Arc<str>,
    pub span: Span,
    pub message: String,
}

impl Rule {
    /// A diagnostic of this rule.
    pub fn at(
        &'static self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            rule: self,
            severity: self.severity,
            path: path.clone(),
            span,
            message: message.into(),
            help: None,
            fix: Box::default(),
            related: None,
        }
    }
}

impl Diagnostic {
    /// Sets the help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the help, or removes it.
    pub fn maybe(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Suggests the name that may have been meant, and adds a fix if that is certain. `spot` is where the wrong name
    /// is.
    pub fn meant(mut self, near: Option<Near>, spot: Option<Spot>) -> Self {
        self.help = near.map(|near| format!("did you mean `{}`?", near.name)).or(self.help);
        match (near, spot) {
            (Some(near), Some(spot)) if near.certain => self.fixed_by(spot.edit(near.name)),
            _ => self,
        }
    }

    /// Adds a second place.
    pub fn related(mut self, path: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        let related = Related { path: path.clone(), span, message: message.into() };
        self.related = Some(Box::new(related));
        self
    }

    /// Adds an edit to the fix.
    pub fn fixed_by(mut self, edit: Edit) -> Self {
        let edits = std::mem::take(&mut self.fix);
        self.fix = edits.into_iter().chain([edit]).collect();
        self
    }
}

/// Sorts diagnostics by file, place and rule, and drops duplicates. Those of the settings come first, because others often
/// follow from them.
pub fn sort(found: &mut Vec<Diagnostic>) {
    fn order(d: &Diagnostic) -> (bool, &str, usize, usize, &str, &str) {
        let is_later = *d.path != *SETTINGS;
        (is_later, &d.path, d.span.start, d.span.end, d.rule.name, &d.message)
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found.dedup_by(|a, b| order(a) == order(b));
}

/// Turns warnings into errors, for `--strict`.
pub fn make_strict(found: &mut [Diagnostic]) {
    for diagnostic in found {
        if diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
    }
}

/// Whether any diagnostic is an error.
pub fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}

/// A list of names for a message: "`a`, `b` and `c`". Only the first twelve are named; the rest is counted.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    listed_up_to(12, names)
}

/// The same with another number of names.
pub fn listed_up_to<'a>(most: usize, names: impl IntoIterator<Item = &'a str>) -> String {
    let mut rest = names.into_iter();
    let mut names: Vec<String> = rest.by_ref().take(most).map(|name| format!("`{name}`")).collect();
    // A list of a slice knows its length; to count thousands of names in each of thousands of diagnostics would not end.
    let more = match rest.size_hint() {
        (least, Some(most)) if least == most => least,
        _ => rest.count(),
    };
    if more > 0 {
        return format!("{} and {more} more", names.join(", "));
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}
