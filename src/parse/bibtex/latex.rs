//! LaTeX as plain text, as an address, or as letters of names: `decoder.rs` reads it.

use super::decoder::Decoder;
use super::letter::Letter;

/// The text, on one line.
pub fn text(raw: &str) -> String {
    // Most texts hold nothing to be read.
    const SIGNS: [char; 14] =
        ['\\', '{', '}', '$', '~', '-', '`', '\'', '<', '>', '&', '\n', '\t', '\r'];
    if !raw.contains(SIGNS) && !raw.contains("  ") {
        return raw.trim().to_owned();
    }
    let mut text: String = letters(raw).iter().map(|letter| letter.char).collect();
    if text.contains(['<', '&']) {
        text = without_tags(&text);
    }
    text.trim().to_owned()
}

/// The text without the tags that publishers leave in their titles: `CO<sub>2</sub>`, `R&amp;D`.
fn without_tags(text: &str) -> String {
    let mut text = text.to_owned();
    for tag in ["i", "em", "b", "strong", "u", "sub", "sup", "scp", "jats:italic", "jats:sub"] {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        if text.contains(&open) && text.contains(&close) {
            text = text.replace(&open, "").replace(&close, "");
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

/// The text with what its braces protect.
pub fn letters(raw: &str) -> Vec<Letter> {
    Decoder::new(raw, false).read().0
}

/// A command in the text that nothing is known of, without its backslash.
pub fn unknown_command(raw: &str) -> Option<String> {
    raw.contains('\\').then(|| Decoder::new(raw, false).read().1)?
}

/// The text as an address: there `~`, `$`, `--` and quotation marks stand for themselves.
pub fn address(raw: &str) -> String {
    /// How programs write signs that an address may hold.
    const SIGNS: [(&str, &str); 4] = [("$\\sim$", "~"), ("$_$", "_"), ("$<$", "<"), ("$>$", ">")];
    let raw = raw.trim().trim_start_matches('<').trim_end_matches('>');
    let text: String = if raw.contains(['\\', '{', '}', '\n', '$', '&']) {
        let raw = SIGNS.iter().fold(raw.to_owned(), |raw, (sign, c)| raw.replace(sign, c));
        let (letters, _) = Decoder::new(&raw, true).read();
        let text: String = letters.iter().map(|letter| letter.char).collect();
        text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    } else {
        raw.to_owned()
    };
    text.trim().to_owned()
}

/// Whether there is more than braces and white space.
pub fn has_text(raw: &str) -> bool {
    raw.chars().any(|c| !matches!(c, '{' | '}' | '~') && !c.is_whitespace())
}
