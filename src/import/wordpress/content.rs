//! The text of a post as the editor stored it, before it is HTML: paragraphs of the classic editor, comments of the block
//! editor, shortcodes.

use super::uploads::original;
use crate::html::escape;
use crate::import::html::Html;
use crate::import::input::is_media;
use std::collections::{BTreeMap, HashSet};

/// Pictures by the number of their attachment: address and alternative text.
pub type Pictures = BTreeMap<String, (String, String)>;

/// Stored text as HTML. What is left out goes into `left_out`.
pub fn html(
    stored: &str,
    pictures: &Pictures,
    left_out: &mut Vec<(&'static str, String)>,
) -> String {
    let text = stored.replace("\r\n", "\n").replace('\r', "\n");
    let is_blocks = text.contains("<!-- wp:");
    let text = blocks(&text, left_out);
    let text = shortcodes(&text, pictures, left_out);
    let text = addresses(&text);
    if is_blocks { text } else { paragraphs(&text) }
}

/// The parts before and behind `<!--more-->`, without the mark.
pub fn excerpt(stored: &str) -> Option<&str> {
    let at = stored.find("<!--more").or_else(|| stored.find("<span id=\"more-"))?;
    Some(&stored[..at])
}

/// Drops the comments of blocks. One that closes itself is made on the server from what is not in the export.
fn blocks(text: &str, left_out: &mut Vec<(&'static str, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("<!--") {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find("-->") else {
            rest = &rest[at..];
            break;
        };
        let comment = rest[at + 4..at + end].trim();
        rest = &rest[at + end + 3..];
        let Some(block) = comment.strip_prefix("wp:").and_then(|block| block.strip_suffix('/'))
        else {
            continue;
        };
        let name = block.split([' ', '{']).next().unwrap_or_default();
        if !matches!(name, "footnotes" | "spacer" | "separator" | "more" | "nextpage") {
            left_out.push(("dynamic block", name.to_owned()));
        }
    }
    out + rest
}

/// What page builders write around the parts of a page: rows, columns, and boxes of plain text.
const LAYOUT: &str = "vc_section vc_row vc_row_inner vc_column vc_column_inner vc_column_text et_pb_section et_pb_row \
    et_pb_row_inner et_pb_column et_pb_column_inner et_pb_text fusion_builder_container fusion_builder_row \
    fusion_builder_column fusion_text av_section av_one_full av_one_half av_textblock";

fn is_layout(name: &str) -> bool {
    LAYOUT.split_whitespace().any(|own| own == name)
}

/// The beginning of a text. A search for what closes goes no further, so that many open ones take no quadratic time.
fn near(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The attributes of a shortcode: `ids="1,2" link=file`.
fn attributes(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = text.trim();
    while let Some(at) = rest.find('=') {
        let key = rest[..at].split_whitespace().last().unwrap_or_default().to_lowercase();
        let value = rest[at + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'' | '”' | '″' | '“')) => {
                let inner = &value[quote.len_utf8()..];
                let end = inner.find(['"', '\'', '”', '″']).unwrap_or(inner.len());
                let sign = inner[end..].chars().next().map_or(0, char::len_utf8);
                (&inner[..end], &inner[end + sign..])
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        found.insert(key, value.to_owned());
        rest = after;
    }
    found
}

/// Shortcodes that mean something in HTML become that; others stay as text and are listed.
fn shortcodes(
    text: &str,
    pictures: &Pictures,
    left_out: &mut Vec<(&'static str, String)>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        let found = &rest[at..];
        rest = &found[1..];
        // `[[code]]` shows a shortcode and is none.
        if rest.starts_with('[') {
            out.push('[');
            continue;
        }
        // What closes a shortcode of a page builder goes with it.
        let closes = rest.strip_prefix('/').and_then(|rest| rest.split_once(']'));
        if let Some((_, after)) = closes.filter(|(name, _)| is_layout(name)) {
            out.push_str("\n\n");
            rest = after;
            continue;
        }
        let name: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            .collect();
        let Some(end) = near(rest, 4_000).find(']').filter(|_| !name.is_empty()) else {
            out.push('[');
            continue;
        };
        let inner = &rest[name.len()..end];
        let is_code = inner.is_empty() || inner.starts_with([' ', '/', '\n']);
        let after = &rest[end + 1..];
        let close = format!("[/{name}]");
        let content =
            near(after, 20_000).find(&close).map(|at| (&after[..at], &after[at + close.len()..]));
        let values = attributes(inner.trim_end_matches('/'));
        let value = |key: &str| values.get(key).cloned().unwrap_or_default();
        let made = match &*name {
            _ if !is_code => None,
            name if is_layout(name) => {
                left_out.push(("page builder", format!("[{name}] only places what is in it")));
                Some(("\n\n".to_owned(), after))
            }
            "caption" | "wp_caption" => content.map(|(content, after)| {
                let end = end_of_picture(content);
                let (shown, words) = content.split_at(end);
                let words = if words.trim().is_empty() {
                    value("caption")
                } else {
                    words.trim().to_owned()
                };
                let figure = format!("<figure>{shown}<figcaption>{words}</figcaption></figure>");
                (figure, after)
            }),
            "gallery" => Some((gallery(&value("ids"), pictures, left_out), after)),
            "audio" | "video" | "embed" | "playlist" | "youtube" | "vimeo" => {
                let (content, after) = content.unwrap_or(("", after));
                let named = ["src", "mp3", "mp4", "m4a", "ogg", "webm", "url", "id"];
                let own = named.iter().map(|key| value(key)).find(|address| !address.is_empty());
                let bare = inner.trim().trim_start_matches('=').to_owned();
                let address = own
                    .or_else(|| Some(content.trim().to_owned()).filter(|c| !c.is_empty()))
                    .unwrap_or(bare);
                let address = if address.contains("//") { address } else { String::new() };
                let tag = if matches!(&*name, "audio" | "video") { &*name } else { "iframe" };
                Some((format!("\n\n<{tag} src=\"{}\"></{tag}>\n\n", escape(&address)), after))
                    .filter(|_| !address.is_empty())
            }
            _ => None,
        };
        match made {
            Some((made, after)) => {
                out.push_str(&made);
                rest = after;
            }
            None => {
                let is_likely =
                    is_code && (content.is_some() || !values.is_empty() || name.contains('_'));
                if is_likely {
                    left_out.push(("shortcode", format!("[{name}]")));
                }
                out.push('[');
            }
        }
    }
    out + rest
}

/// Where the picture of a `[caption]` ends, which may be a link. What follows it are the words.
fn end_of_picture(content: &str) -> usize {
    let start = content.len() - content.trim_start().len();
    let link = content[start..].starts_with("<a").then(|| content.find("</a>")).flatten();
    let tag = || content.find('>').map_or(0, |at| at + 1);
    link.map_or_else(tag, |at| at + "</a>".len())
}

fn gallery(ids: &str, pictures: &Pictures, left_out: &mut Vec<(&'static str, String)>) -> String {
    let mut out = String::new();
    for id in ids.split([',', ' ']).filter(|id| !id.is_empty()) {
        match pictures.get(id) {
            Some((address, alt)) => {
                out += &format!(
                    "\n\n<figure><img src=\"{}\" alt=\"{}\"></figure>\n\n",
                    escape(address),
                    escape(alt)
                );
            }
            None => {
                left_out.push(("picture of a gallery", format!("number {id} is not in the export")))
            }
        }
    }
    if ids.is_empty() {
        left_out.push((
            "gallery",
            "it shows all pictures of its post, which the export does not name".to_owned(),
        ));
    }
    out
}

/// An address alone on its line is what WordPress embeds, but in code.
fn addresses(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut is_code = false;
    let lines = text.split('\n').zip(lower.split('\n')).map(|(line, lower)| {
        let was_code = is_code;
        for (at, _) in lower.match_indices('<') {
            let is_it = |tag: &&str| lower[at..].starts_with(*tag);
            is_code = match is_code {
                false => ["<pre", "<code"].iter().any(is_it),
                true => !["</pre", "</code"].iter().any(is_it),
            };
        }
        if was_code || is_code { line.to_owned() } else { embedded(line) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line that is an address as a link to what is there. A picture or download is no page.
fn embedded(line: &str) -> String {
    let word = line.trim();
    let is_address = (word.starts_with("https://") || word.starts_with("http://"))
        && !word.contains([' ', '<', '>', '"']);
    if !is_address {
        return line.to_owned();
    }
    let shown = crate::import::html::viewed(word);
    let called = match is_media(word.split(['?', '#']).next().unwrap_or_default()) {
        true => shown.clone(),
        false => crate::import::html::called(&shown),
    };
    format!("<p><a href=\"{}\">{}</a></p>", escape(&shown), escape(&called))
}

/// Paragraphs as the classic editor shows them: an empty line parts two, a line break is one. Blocks of HTML and code
/// stay as they are.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some(start) = lower[from..].find("<pre").map(|at| from + at) {
        plain_paragraphs(&text[from..start], &mut out);
        let end = lower[start..].find("</pre>").map_or(text.len(), |end| start + end + 6);
        out.push_str(&text[start..end]);
        from = end;
    }
    plain_paragraphs(&text[from..], &mut out);
    out
}

fn plain_paragraphs(text: &str, out: &mut String) {
    for chunk in text
        .split("\n\n")
        .map(|chunk| chunk.trim_matches('\n'))
        .filter(|chunk| !chunk.trim().is_empty())
    {
        match is_block(chunk.trim_start()) {
            true => out.push_str(chunk),
            false => {
                // A block that begins within a paragraph ends it.
                out.push_str("<p>");
                let lines: Vec<&str> = chunk.lines().collect();
                for (n, line) in lines.iter().enumerate() {
                    out.push_str(line);
                    let next = lines.get(n + 1).map_or("", |next| next.trim_start());
                    let is_broken = n + 1 < lines.len() && !is_block(next) && !ends_block(line);
                    out.push_str(if is_broken { "<br>" } else { "\n" });
                }
                out.push_str("</p>");
            }
        }
        out.push_str("\n\n");
    }
}

const BLOCKS: &str = "table thead tfoot caption col colgroup tbody tr td th div dl dd dt ul ol li pre form map area \
    blockquote address style p h1 h2 h3 h4 h5 h6 hr fieldset legend section article aside header footer nav figure \
    figcaption details summary iframe video audio script noscript";

fn is_block(text: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let tag = tag.trim_start_matches('/');
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    BLOCKS.split_whitespace().any(|block| block == name)
}

fn ends_block(line: &str) -> bool {
    let line = line.trim_end();
    line.ends_with('>') && line.rfind('<').is_some_and(|at| is_block(&line[at..]))
}

/// Footnotes, which the block editor keeps beside the post, as a list that the converter knows.
pub fn footnotes(stored: &str) -> String {
    let Ok(serde_json::Value::Array(notes)) = serde_json::from_str(stored) else {
        return String::new();
    };
    let item = |note: &serde_json::Value| {
        let (id, content) = (note.get("id")?.as_str()?, note.get("content")?.as_str()?);
        Some(format!("<li id=\"{}\">{content}</li>", escape(id)))
    };
    format!("<ol>{}</ol>", notes.iter().filter_map(item).collect::<String>())
}

/// HTML with its pictures in their original size.
pub fn in_original_size(html: &str, uploads: &str, known: &HashSet<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(uploads) {
        let end =
            rest[at..].find(['"', '\'', ' ', ')', '<', '\\']).map_or(rest.len(), |end| at + end);
        out.push_str(&rest[..at]);
        let address = &rest[at..end];
        out.push_str(original(address, known).as_deref().unwrap_or(address));
        rest = &rest[end..];
    }
    out + rest
}

/// Markdown of a post.
pub fn markdown(
    converter: &Html,
    html: &str,
    left_out: &mut Vec<(&'static str, String)>,
) -> String {
    let mut converted = converter.markdown(html);
    left_out.append(&mut converted.left_out);
    converted.markdown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classic_editor_has_no_paragraphs() {
        let mut left_out = Vec::new();
        let made = html(
            "One\ntwo\n\n<ul>\n<li>a</li>\n</ul>\n\n<pre>x\n\ny</pre>\nEnd",
            &Pictures::new(),
            &mut left_out,
        );
        assert_eq!(
            made,
            "<p>One<br>two\n</p>\n\n<ul>\n<li>a</li>\n</ul>\n\n<pre>x\n\ny</pre><p>End\n</p>\n\n"
        );
        assert!(left_out.is_empty());
    }

    #[test]
    fn shortcodes_are_made_or_listed() {
        let mut left_out = Vec::new();
        let pictures =
            Pictures::from([("7".to_owned(), ("https://a/b.jpg".to_owned(), "B".to_owned()))]);
        let made = html(
            "[caption id=\"x\" width=\"3\"]<img src=\"a.jpg\"> Words[/caption] [gallery ids=\"7,8\"] [sic] [contact_form id=1]",
            &pictures,
            &mut left_out,
        );
        assert!(
            made.contains("<figure><img src=\"a.jpg\"><figcaption>Words</figcaption></figure>"),
            "{made}"
        );
        assert!(
            made.contains("<img src=\"https://a/b.jpg\" alt=\"B\">") && made.contains("[sic]"),
            "{made}"
        );
        let kinds: Vec<&str> = left_out.iter().map(|left| left.0).collect();
        assert_eq!(kinds, ["picture of a gallery", "shortcode"]);
    }
}
