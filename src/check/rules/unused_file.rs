//! A picture or document that nothing shows.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, texts};
use crate::parse::markdown::To;
use crate::parse::page::Value;
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    name: "unused-file",
    severity: Severity::Hint,
    what: "A picture or document of content/ or static/ that no page shows or links to.",
    why: "It is published all the same, and nobody knows whether it may go.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n== content/map.png\nx\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n![A map of Võru county](map.png)\n== content/map.png\nx\n",
};

/// Other files of static/ have their uses outside of pages: icons, robots.txt, proofs of ownership.
const DOCUMENTS: [&str; 16] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "docx", "odt", "pptx", "xlsx",
    "ods", "csv", "mp3", "mp4",
];

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    // HTML of the author's own can show files that nobody here sees.
    if model.config.raw_html || model.files.is_empty() {
        return;
    }
    let mut used: HashSet<&str> = HashSet::new();
    for page in &model.pages {
        used.extend(texts(page).flat_map(|text| &text.links).filter_map(|link| match &link.to {
            To::File { url, .. } | To::Page { url, .. } => Some(url.trim_end_matches('/')),
            _ => None,
        }));
        used.extend(page.facts.iter().filter_map(|fact| match &fact.value {
            Value::Image(image) => Some(image.url.as_str()),
            _ => None,
        }));
    }
    for (url, path) in model.files.iter().filter(|(url, _)| !used.contains(url.as_str())) {
        let name = files::file_name(path);
        let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        let is_icon =
            ["favicon", "icon", "apple-touch", "logo"].iter().any(|n| name.starts_with(n));
        if path.starts_with("static/") && (is_icon || !DOCUMENTS.contains(&end.as_str())) {
            continue;
        }
        let message = format!("no page shows or links to {path}");
        let help = format!("link to it from a page, or take it away; it is published at {url}");
        found.push(RULE.at(path, 0..0, message).help(help));
    }
}
