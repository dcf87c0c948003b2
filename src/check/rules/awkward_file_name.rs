//! A file name that makes trouble somewhere.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::Model;
use std::sync::Arc;

pub static RULE: Rule = Rule {
    name: "awkward-file-name",
    severity: Severity::Hint,
    what: "A file of content/ with spaces, capitals or letters beyond a to z in its name.",
    why: "Such names come out differently on other systems, and look odd in addresses: `%20` for a space.",
    wrong: "== content/My Map.md\n+++\ntitle = \"A\"\n+++\n",
    right: "== content/my-map.md\n+++\ntitle = \"A\"\n+++\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let pages = model.pages.iter().map(|page| (&page.path, page.front.clone()));
    let files = model.files.values().filter(|path| path.starts_with("content/"));
    for (path, span) in pages.chain(files.map(|path| (path, 0..0))) {
        if let Some(better) = better(path) {
            let name = files::file_name(path);
            let message = format!("the name `{name}` has spaces, capitals or unusual letters");
            found.push(RULE.at(path, span, message).help(format!("rename it to `{better}`")));
        }
    }
}

/// A name that is the same everywhere, if this one is not.
fn better(path: &Arc<str>) -> Option<String> {
    let name = files::file_name(path);
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.~+,".contains(c);
    if name.chars().all(is_plain) {
        return None;
    }
    // What stands behind dots (a language, a type) stays behind dots.
    let parts = name.split('.').map(files::slug).filter(|part| !part.is_empty());
    Some(parts.collect::<Vec<_>>().join("."))
}
