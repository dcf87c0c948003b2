//! The words of a piece of HTML, for cells and JSON: paragraphs and entries of lists on lines of their own.

use html5gum::{Token, Tokenizer};

/// The elements that begin on a new line.
const BLOCKS: [&[u8]; 14] = [
    b"p",
    b"div",
    b"ul",
    b"ol",
    b"li",
    b"br",
    b"tr",
    b"table",
    b"blockquote",
    b"pre",
    b"dt",
    b"dd",
    b"h2",
    b"h3",
];

pub fn words(html: &str) -> String {
    // Most texts have no markup.
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let (mut out, mut is_note) = (String::with_capacity(html.len()), false);
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(text) if !is_note => out.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) => {
                let class = tag.attributes.get(&b"class"[..]);
                is_note |= class.is_some_and(|class| ***class == *b"footnote-ref");
                if BLOCKS.contains(&&**tag.name) && !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            Token::EndTag(tag) if *tag.name == *b"sup" => is_note = false,
            _ => {}
        }
    }
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn markup_goes_and_words_stay() {
        let html =
            "<p>A <em>b</em> &amp; <a href=\"x\">c</a></p>\n<ul>\n<li>d\n<li>e &lt;f&gt;</ul>";
        assert_eq!(words(html), "A b & c\nd\ne <f>");
        assert_eq!(words("plain "), "plain");
    }
}
