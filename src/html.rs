//! Escapes text for HTML.

/// Escapes `text` for use between tags or in a quoted attribute. No crate writes these bytes: `html-escape`
/// and `v_htmlescape` turn each slash into `&#x2F;`, and Tera's and pulldown-cmark's functions leave `'`
/// unescaped.
pub fn escape_into(out: &mut String, text: &str) {
    // Runs that need no escape are copied at once; most texts need none.
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

/// [`escape_into`] a new string.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}
