//! Findings about the content, as values: rule, severity, place, sentence, help. Every stage makes
//! them, none prints them; `text`, `json`, `github` and
//! `sarif` turn them into what a person or a program reads.

pub mod explain;
pub mod fix;
pub mod github;
pub mod json;
mod near;
pub mod place;
mod rule;
pub mod rules;
pub mod sarif;
pub mod text;

pub use fix::{Edit, Spot};
pub use near::{Near, did_you_mean, near, nearest};
pub use place::Span;
pub use rule::{Prose, Rule, RuleOption, Severity};

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The file, relative to the repository.
    pub path: Arc<str>,
    pub span: Span,
    /// One sentence that says what is wrong.
    pub message: String,
    /// What to write instead, if that can be said.
    pub help: Option<String>,
    /// How this file is changed so that the finding is gone, where that is certain; else nothing.
    pub fix: Box<[Edit]>,
    /// The other place that it is about, where there are two.
    pub related: Option<Box<Related>>,
}

/// A second place of a finding, and what is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    pub path: Arc<str>,
    pub span: Span,
    pub message: String,
}

impl Rule {
    /// A finding of this rule.
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
    /// The same finding with a help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding with a help, if there is one.
    pub fn maybe(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// The same finding with the name that was meant, perhaps, and the fix if it surely was.
    /// `spot` is where the other name stands.
    pub fn meant(mut self, near: Option<Near>, spot: Option<Spot>) -> Self {
        self.help = near.map(|near| format!("did you mean `{}`?", near.name)).or(self.help);
        match (near, spot) {
            (Some(near), Some(spot)) if near.certain => self.fixed_by(spot.edit(near.name)),
            _ => self,
        }
    }

    /// The same finding with the other place that it is about.
    pub fn related(mut self, path: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        let related = Related { path: path.clone(), span, message: message.into() };
        self.related = Some(Box::new(related));
        self
    }

    /// The same finding, fixed by one more edit.
    pub fn fixed_by(mut self, edit: Edit) -> Self {
        let known = std::mem::take(&mut self.fix);
        self.fix = known.into_iter().chain([edit]).collect();
        self
    }
}

/// Sorts diagnostics by file, place and rule, and drops those said twice.
pub fn sort(found: &mut Vec<Diagnostic>) {
    fn order(d: &Diagnostic) -> (&str, usize, usize, &str, &str) {
        (&d.path, d.span.start, d.span.end, d.rule.name, &d.message)
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found.dedup_by(|a, b| order(a) == order(b));
}

/// Turns warnings into errors, as `--strict` asks.
pub fn make_strict(found: &mut [Diagnostic]) {
    for diagnostic in found {
        if diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
    }
}

/// Whether any finding is an error.
pub fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}

/// A list of names for a help: "`a`, `b` and `c`"; beyond twelve the rest is counted.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(12);
    if more > 0 {
        names.truncate(12);
        return format!("{} and {more} more", names.join(", "));
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}
