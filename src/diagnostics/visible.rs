//! Control characters in names and values from files, made visible. A name with a line end could otherwise forge a line
//! of the report, which a CI may take for a command, and an escape sequence could steer a terminal.

use std::borrow::Cow;

/// The text on one line, with its control characters as `\n` or `\u{9b}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match is_hidden(c) {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The text on as many lines as it has, with its other control characters made visible.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    match text.contains(|c| c != '\n' && is_hidden(c)) {
        true => text.split('\n').map(visible).collect::<Vec<_>>().join("\n").into(),
        false => Cow::Borrowed(text),
    }
}

/// JSON whose strings have no hidden characters as such, since people read it on terminals, too.
pub fn visible_json(json: String) -> String {
    // Those outside of strings are spaces and ends of lines.
    let is_hidden = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(is_hidden) {
        return json;
    }
    let mut shown = String::with_capacity(json.len() + 8);
    for c in json.chars() {
        match is_hidden(c) {
            true => shown.push_str(&format!("\\u{:04x}", c as u32)),
            false => shown.push(c),
        }
    }
    shown
}

/// Control characters, line and paragraph separators, and what changes the direction of writing.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_letters_stay() {
        assert_eq!(
            visible("a\n::error::b\u{9b}2J\u{1b}\u{85}"),
            r"a\n::error::b\u{9b}2J\u{1b}\u{85}"
        );
        assert_eq!(visible("\u{202e}õ\u{2028}"), r"\u{202e}õ\u{2028}");
        assert!(matches!(visible("Võru ø \u{301}"), Cow::Borrowed(_)));
        assert_eq!(visible_lines("a\nb\r"), "a\nb\\r");
        let json = serde_json::json!(["\u{202e}\u{9b}2J\nõ"]).to_string();
        let shown = visible_json(json.clone());
        assert!(!shown.contains(is_hidden), "{shown}");
        let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(read(&shown), read(&json));
    }
}
