//! Finds the front matter of a page: the TOML between a first `+++` line and the next.

use crate::diagnostics::rules::{NO_FRONT_MATTER, UNCLOSED_FRONT_MATTER};
use crate::diagnostics::{Diagnostic, Span};
use std::sync::Arc;

/// The parts of a page's text.
#[derive(Debug, PartialEq)]
pub struct Split {
    /// The first `+++`; diagnostics about missing keys point here.
    pub fence: Span,
    /// The TOML.
    pub front: Span,
    /// The Markdown.
    pub body: Span,
}

/// Splits a page. Without front matter everything is body; if the front matter is never closed, both parts
/// are empty.
pub fn split(path: &Arc<str>, text: &str) -> (Split, Option<Diagnostic>) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[start..].split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end() != "+++" {
        let end = (start + first.trim_end().len()).max(start);
        let problem = NO_FRONT_MATTER
            .at(path, start..end, "this page does not start with a `+++` line")
            .help("start it with:\n+++\ntitle = \"…\"\n+++");
        return (
            Split { fence: start..end, front: start..start, body: start..text.len() },
            Some(problem),
        );
    }
    let fence = start..start + 3;
    let front_start = start + first.len();
    let mut at = front_start;
    for line in text[front_start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return (
                Split { fence, front: front_start..at, body: at + line.len()..text.len() },
                None,
            );
        }
        at += line.len();
    }
    let problem = UNCLOSED_FRONT_MATTER
        .at(path, fence.clone(), "the front matter that starts here is never closed")
        .help("add a second `+++` line between the front matter and the text");
    (Split { fence, front: front_start..front_start, body: text.len()..text.len() }, Some(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, &str) {
        let (split, _) = split(&"a.md".into(), text);
        (&text[split.front], &text[split.body])
    }

    #[test]
    fn front_matter_is_found_with_any_line_ending_and_mark() {
        assert_eq!(parts("+++\na=1\n+++\nText"), ("a=1\n", "Text"));
        assert_eq!(parts("\u{feff}+++\r\na=1\r\n+++\r\nText"), ("a=1\r\n", "Text"));
        assert_eq!(parts("+++\n+++"), ("", ""));
        assert_eq!(parts("Text"), ("", "Text"));
        assert_eq!(parts("+++\na=1\n"), ("", ""));
        assert_eq!(parts(""), ("", ""));
    }
}
