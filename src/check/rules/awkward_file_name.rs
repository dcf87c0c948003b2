//! A file name that causes trouble on some systems.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::files;
use crate::model::{Model, PageId};
use std::sync::Arc;

pub static RULE: Rule =
    Rule::new("awkward-file-name", Severity::Hint, include_str!("awkward_file_name.md"));

pub const CHECKS: &[Check] = &[Check::Page(page), Check::Whole(files)];

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    found.extend(problem(&page.path, &page.front));
}

fn files(model: &Model, found: &mut Vec<Diagnostic>) {
    let own = model.files.by_url.values().filter(|path| path.starts_with("content/"));
    found.extend(own.filter_map(|path| problem(path, &(0..0))));
}

fn problem(path: &Arc<str>, span: &Span) -> Option<Diagnostic> {
    let better = better(path)?;
    let name = files::file_name(path);
    let message = format!("the name `{name}` has spaces, capitals or unusual letters");
    Some(RULE.at(path, span.clone(), message).help(format!("rename it to `{better}`")))
}

/// A portable name, if this one is not.
fn better(path: &Arc<str>) -> Option<String> {
    let name = files::file_name(path);
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.~+,".contains(c);
    if name.chars().all(is_plain) {
        return None;
    }
    // Keep the dots before a language or a file type.
    let parts = name.split('.').map(files::slug).filter(|part| !part.is_empty());
    Some(parts.collect::<Vec<_>>().join("."))
}
