//! The part of the preview that runs in the browser: files at addresses that no file of a repository can have
//! (`.talkoo/` is reserved), and the tag that loads them in each page.

use super::media;
use hyper::body::Bytes;

/// The address of a page's events.
pub const EVENTS: &str = "/.talkoo/events";
/// The address of the status: problems and changes.
pub const STATUS: &str = "/.talkoo/status.json";

/// Files rather than inline code, to satisfy a Content-Security-Policy that only allows the site's own
/// scripts.
const FILES: [(&str, &str); 6] = [
    ("/.talkoo/preview.js", include_str!("client/preview.js")),
    ("/.talkoo/patch.js", include_str!("client/patch.js")),
    ("/.talkoo/panel.js", include_str!("client/panel.js")),
    ("/.talkoo/findings.js", include_str!("client/findings.js")),
    ("/.talkoo/idiomorph.js", include_str!("client/idiomorph.js")),
    ("/.talkoo/preview.css", include_str!("client/preview.css")),
];

/// One of the client's files, with its media type.
pub fn file(path: &str) -> Option<(String, &'static str)> {
    let (name, text) = FILES.iter().find(|(name, _)| *name == path)?;
    Some((media::of(name), text))
}

/// Adds the client at the end of a page. `state` is the state it is served in.
pub fn with_client(html: &[u8], state: &str, is_trouble: bool) -> Bytes {
    const END: &[u8] = b"</body>";
    let trouble = if is_trouble { " data-trouble" } else { "" };
    let tag = format!(
        "<script type=\"module\" src=\"{}\" data-talkoo data-state=\"{state}\"{trouble}></script>\n",
        FILES[0].0
    );
    let at = html
        .windows(END.len())
        .rposition(|bytes| bytes.eq_ignore_ascii_case(END))
        .unwrap_or(html.len());
    [&html[..at], tag.as_bytes(), &html[at..]].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_comes_before_the_end() {
        let page = with_client("<body>õ</BODY></html>".as_bytes(), "ab-1", false);
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert!(
            page.starts_with("<body>õ<script") && page.ends_with("</script>\n</BODY></html>"),
            "{page}"
        );
        assert!(page.contains("src=\"/.talkoo/preview.js\" data-talkoo data-state=\"ab-1\">"));
        assert!(with_client(b"text", "", true).ends_with(b" data-trouble></script>\n"));
    }
}
