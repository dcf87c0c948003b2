//! A file name that causes trouble on some systems.

use super::{Check, undeclared_language};
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::files;
use crate::model::{Model, PageId};
use crate::parse::address;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("awkward_file_name.md"));

pub const CHECKS: &[Check] = &[Check::Page(page), Check::Whole(files)];

/// A file or folder can't have a longer name.
const LONGEST: usize = 255;

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    found.extend(problem(model, &page.path, &page.front));
}

fn files(model: &Model, found: &mut Vec<Diagnostic>) {
    let own = model.files.by_url.values().filter(|path| path.starts_with("content/"));
    found.extend(own.filter_map(|path| problem(model, path, &(0..0))));
}

fn problem(model: &Model, path: &Arc<str>, span: &Span) -> Option<Diagnostic> {
    // `long-name` reports a name that can only be spelt out at length.
    let better = better(path).filter(|name| name.len() <= LONGEST)?;
    let name = files::file_name(path);
    let message = format!("the name `{name}` has spaces, capitals or unusual letters");
    let is_taken = |name: &str| {
        let other = format!("{}/{name}", files::folder(path));
        let is_file = || address::of_file(&other).is_some_and(|url| model.has_file(&url));
        model.graph.links.by_path.contains_key(&*other) || is_file()
    };
    let help = match is_taken(&better) {
        false => format!("rename it to `{better}`"),
        true => format!("give it another name; `{better}` is a file of its own"),
    };
    Some(RULE.at(path, span.clone(), message).help(help))
}

/// A portable name, if this one is not.
fn better(path: &Arc<str>) -> Option<String> {
    let name = files::file_name(path);
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.~+,".contains(c);
    if name.chars().all(is_plain) {
        return None;
    }
    // Keep the dots before a language or a file type, and the language as site.toml writes it.
    let last = name.matches('.').count();
    let part = |(n, part): (usize, &str)| match n + 1 == last && n > 0 {
        true if undeclared_language::tag(part).is_some() => part.to_owned(),
        _ => files::slug(part),
    };
    let parts: Vec<String> =
        name.split('.').enumerate().map(part).filter(|part| !part.is_empty()).collect();
    let better = parts.join(".");
    // Only the language has capitals, or nothing is left.
    (better != name && parts.len() > 1).then_some(better)
}
