//! Variables of a theme's `tokens.css` that nothing reads. A browser passes over a misspelt one in silence.

use super::chain::ThemeFile;
use crate::diagnostics::rules::UNUSED_VARIABLE;
use crate::diagnostics::{Diagnostic, Span, near};
use std::collections::BTreeSet;

/// The files that can read a variable.
const READERS: [&str; 4] = [".css", ".js", ".html", ".svg"];

/// Reports the variables that the `tokens` of themes declare and that no style sheet, script or template reads. `files` are
/// those of a theme and all that it extends; the tokens of the `base` are not looked at.
pub fn unused(tokens: &str, base: &str, files: &[&ThemeFile], problems: &mut Vec<Diagnostic>) {
    let is_own = |file: &ThemeFile| file.name == tokens && file.theme != base;
    if !files.iter().any(|file| is_own(file)) {
        return;
    }
    let can_read = |file: &&&ThemeFile| READERS.iter().any(|end| file.name.ends_with(end));
    let texts: Vec<_> = files
        .iter()
        .filter(can_read)
        .map(|file| (file, String::from_utf8_lossy(&file.source.bytes)))
        .collect();
    let scanned: Vec<_> =
        texts.iter().map(|(file, text)| (file, scan(text, file.name.ends_with(".css")))).collect();
    let read: BTreeSet<&str> =
        scanned.iter().flat_map(|(_, scanned)| &scanned.read).copied().collect();
    for (file, Scanned { declared, .. }) in scanned.iter().filter(|(file, _)| is_own(file)) {
        for (name, span) in declared.iter().filter(|(name, _)| !read.contains(name)) {
            let message = format!("nothing in the theme reads the variable `{name}`");
            let problem = UNUSED_VARIABLE.at(&file.source.path, span.clone(), message);
            let help = "read it in a style sheet, as in `color: var(--link)`, or remove it";
            let near = near(name, read.iter().copied());
            problems.push(problem.help(help).meant(near, None));
        }
    }
}

/// The variables of a file.
struct Scanned<'t> {
    declared: Vec<(&'t str, Span)>,
    read: Vec<&'t str>,
}

/// Finds the variables in a text. Only a style sheet declares some: at the beginning of a block or behind a `;`.
fn scan(text: &str, is_css: bool) -> Scanned<'_> {
    let mut found = Scanned { declared: Vec::new(), read: Vec::new() };
    let mut at = 0;
    // Where the last declaration or block ended.
    let mut is_begun = true;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if is_css && rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        }
        if is_css && matches!(c, '"' | '\'') {
            at += 1 + rest[1..].find([c, '\n']).map_or(rest.len() - 1, |end| end + 1);
            continue;
        }
        let name = rest.strip_prefix("--").map(|tail| {
            let end = tail.find(|c: char| !is_letter(c)).unwrap_or(tail.len());
            &rest[..end + 2]
        });
        if let Some(name) = name.filter(|name| name.len() > 2) {
            let is_set = is_css && is_begun && rest[name.len()..].trim_start().starts_with(':');
            match is_set {
                true => found.declared.push((name, at..at + name.len())),
                false => found.read.push(name),
            }
            at += name.len();
            is_begun = false;
            continue;
        }
        is_begun = matches!(c, '{' | '}' | ';') || (is_begun && c.is_whitespace());
        at += c.len_utf8();
    }
    found
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}
