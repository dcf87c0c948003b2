//! The numbers of works in the bibliography: ISBN and ISSN, with their check digits. (`malformed-url`
//! looks at DOIs.)

use super::bibtex::Entry;
use crate::config::identifiers::{is_isbn, is_issn};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::BAD_NUMBER;
use std::sync::Arc;

/// Reports the numbers of an entry that can't be right. One field may hold several, with words behind them.
pub fn check(path: &Arc<str>, entry: &Entry, problems: &mut Vec<Diagnostic>) {
    let mut report = |name: &str, message: String, help: &str| {
        let span =
            entry.fields.get(name).map_or(entry.key.span.clone(), |field| field.span.clone());
        problems.push(BAD_NUMBER.at(path, span, message).help(help));
    };
    for (name, is_right) in [("isbn", is_isbn as fn(&str) -> bool), ("issn", is_issn)] {
        let text = entry.text(name).unwrap_or_default();
        for number in numbers(&text).filter(|number| !is_right(number)) {
            let message =
                format!("`{number}` is no {}: its check digit does not fit", name.to_uppercase());
            report(name, message, "copy it from the title page or from the publisher's catalogue");
        }
    }
}

/// What looks like a number in a field.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split([',', ';', '/', '(', ')']).flat_map(|part| part.split(" and "));
    words
        .map(|part| part.trim().trim_start_matches("ISBN").trim_start_matches("ISSN").trim())
        .filter(|part| part.chars().filter(char::is_ascii_digit).count() >= 7)
}
