//! YAML as Jekyll, Hugo and others read it although the standard does not: quoted texts that go on at the margin, and
//! brackets that close there.

use std::borrow::Cow;

/// The text without the line breaks inside quoted values, and before brackets that close at the margin, in as many bytes.
/// The standard wants the next line indented further, but Jekyll, Hugo and others read it.
pub fn unfolded(text: &str) -> Cow<'_, str> {
    let mut whole = Cow::Borrowed(text);
    let mut open: Option<char> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = line.split_once(": ").map_or("", |(_, value)| value.trim_start());
        let (mark, inner) = match (open, value.chars().next()) {
            (Some(mark), _) => (Some(mark), line),
            (None, Some(mark @ ('"' | '\''))) => (Some(mark), &value[1..]),
            _ => (None, ""),
        };
        let inner = inner.replace("\\\\", "").replace("\\\"", "").replace("''", "");
        open = mark.filter(|mark| !inner.contains(*mark));
        at += line.len();
        let is_bracket_next = text[at..].starts_with([']', '}']);
        if (open.is_some() || is_bracket_next) && at < text.len() {
            let end = line.len() - line.trim_end_matches(['\r', '\n']).len();
            whole.to_mut().replace_range(at - end..at, &" ".repeat(end));
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_quoted_text_may_go_on_at_the_margin() {
        let text = "title: \"In this\r\nyear\"\nnote: 'it''s\nlong'\nlist: [\n  a,\n]\nid: x\n";
        let (table, broken) = super::super::yaml::read(text);
        assert!(broken.is_empty(), "{broken:?}");
        let value = |key: &str| table.get_ref().get(key).and_then(|value| value.get_ref().as_str());
        assert_eq!(value("note"), Some("it's long"));
        assert_eq!(value("id"), Some("x"));
        assert!(value("title").is_some_and(|title| title.starts_with("In this")));
    }
}
