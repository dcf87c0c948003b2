//! Text inside HTML.

/// Writes `text` so that it is text in HTML, between tags or in a quoted attribute. Ten lines of our own,
/// since no crate writes these bytes: `html-escape` and `v_htmlescape` make `&#x2F;` of each slash, and
/// Tera's and pulldown-cmark's leave `'` as it is.
pub fn escape_into(out: &mut String, text: &str) {
    // What needs no escape is taken over in one piece, and most texts need none.
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| entity(byte).is_some()) {
        out.push_str(&rest[..at]);
        out.extend(entity(rest.as_bytes()[at]));
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

/// [`escape_into`] as a text of its own.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}
