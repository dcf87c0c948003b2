//! HTML within lines of Markdown: what Markdown can say, and what is balanced on its line, becomes Markdown. Everything
//! else stays as it is.

use super::attributes::attributes;
use crate::import::html::{destination, viewed};

/// Elements that begin a block. Their lines are HTML up to an empty line.
const BLOCKS: &str = "address article aside blockquote body center details dialog dd dir div dl dt fieldset figcaption figure footer form \
    frame frameset h1 h2 h3 h4 h5 h6 head header hr html legend li link main menu nav ol optgroup option p param pre script search \
    section style summary table tbody td template textarea tfoot th thead title tr track ul";

/// Whether a line begins a block of HTML.
pub fn begins_block(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix('<') else { return false };
    let name = rest.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    rest.starts_with('!') || BLOCKS.split_whitespace().any(|block| block == name)
}

/// A tag that is open: where it stands in what is written, and the tag itself.
struct Open<'l> {
    name: String,
    tag: &'l str,
    at: usize,
}

/// A line with Markdown instead of tags.
pub fn markdown(line: &str) -> String {
    if !line.contains('<') {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut open: Vec<Open> = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = code(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let Some((tag, name, is_end)) = tag(rest) else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.len()..];
        match (&*name, is_end) {
            ("br", _) => {
                let made = line_break(line, &out, rest, tag);
                if made.ends_with('\n') {
                    rest = rest.trim_start();
                }
                out.push_str(&made);
            }
            ("iframe", false) => match frame(tag, rest) {
                Some((made, after)) => {
                    out.push_str(&made);
                    rest = after;
                }
                None => out.push_str(tag),
            },
            (_, true) => match open.pop_if(|open| open.name == name) {
                Some(start) => close(&mut out, &start, tag, rest),
                None => {
                    // What is open overlaps with what ends here, so both stay.
                    open.clear();
                    out.push_str(tag);
                }
            },
            _ => {
                open.push(Open { name, tag, at: out.len() });
                out.push_str(tag);
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length of the code that a text begins with.
fn code(text: &str) -> Option<usize> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    if ticks == 0 {
        return None;
    }
    let end = text[ticks..].find(&text[..ticks]).map(|end| ticks + end + ticks);
    Some(end.unwrap_or(ticks))
}

/// The tag of a known element at the start of a text, its name, and whether it ends the element.
fn tag(text: &str) -> Option<(&str, String, bool)> {
    const KNOWN: [&str; 8] = ["b", "strong", "i", "em", "u", "a", "br", "iframe"];
    let end = text.find('>')? + 1;
    let tag = text.get(..end)?;
    let inner = tag[1..end - 1].trim_end_matches('/').trim_end();
    let (inner, is_end) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name = inner.split(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
    // `{{ … }}` in a tag may have a `>` of its own.
    let is_known = KNOWN.contains(&&*name) && !tag[1..].contains('<') && !tag.contains("{{");
    is_known.then_some((tag, name, is_end))
}

/// Replaces an element that ends here, if Markdown can say it.
fn close(out: &mut String, start: &Open, end: &str, after: &str) {
    let inner = out[start.at + start.tag.len()..].to_owned();
    let made = match &*start.name {
        "b" | "strong" => marked(&inner, "**", &out[..start.at], after),
        "i" | "em" => marked(&inner, "*", &out[..start.at], after),
        "u" => Some(inner.clone()),
        _ => link(&inner, start.tag, &out[..start.at], after),
    };
    match made {
        Some(made) => {
            out.truncate(start.at);
            out.push_str(&made);
        }
        None => out.push_str(end),
    }
}

/// A text between marks; spaces at its ends stay outside. None where the marks would not work.
fn marked(inner: &str, mark: &str, before: &str, after: &str) -> Option<String> {
    let text = inner.trim();
    if text.is_empty() {
        return Some(inner.to_owned());
    }
    let lead = &inner[..inner.len() - inner.trim_start().len()];
    let trail = &inner[inner.trim_end().len()..];
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_tight = |own: Option<char>, other: Option<char>| is_word(other) && !is_word(own);
    let opens = lead.is_empty() && is_tight(text.chars().next(), before.chars().next_back());
    let closes = trail.is_empty() && is_tight(text.chars().next_back(), after.chars().next());
    // Marks beside marks may be read as one.
    let is_beside = before.ends_with('*') || after.starts_with('*');
    let has_own =
        text.starts_with('*') != text.ends_with('*') || text.contains(mark) && mark == "**";
    (!opens && !closes && !is_beside && !has_own)
        .then(|| format!("{lead}{mark}{text}{mark}{trail}"))
}

/// A link, or the anchor of a heading.
fn link(inner: &str, tag: &str, before: &str, after: &str) -> Option<String> {
    let values = attributes(tag.trim_end_matches('>'));
    let text = inner.trim();
    if let Some(address) =
        values.get("href").map(|href| href.trim()).filter(|href| !href.is_empty())
    {
        let has_link =
            text.contains('<') || text.replace("![", "").contains("](") && !text.contains("![");
        let is_good = !text.is_empty() && !has_link && !address.contains(char::is_whitespace);
        let address = address.replace("&amp;", "&");
        return is_good.then(|| format!("[{text}]({})", destination(&address)));
    }
    let id = values.get("name").or_else(|| values.get("id"))?;
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c));
    let is_heading = before.trim_start().starts_with('#') && !before.contains("{#");
    // Only at the end of a heading can its id stand.
    (is_id && is_heading && text.is_empty() && after.trim().is_empty()).then(|| {
        let gap = if before.ends_with(' ') { "" } else { " " };
        format!("{gap}{{#{id}}}")
    })
}

/// A line break, where Markdown can have one.
fn line_break(line: &str, before: &str, after: &str, written: &str) -> String {
    let start = line.trim_start();
    let is_cell = line.contains('|');
    if is_cell || before.trim().is_empty() && !after.trim().is_empty() {
        return written.to_owned();
    }
    if before.trim().is_empty() {
        return String::new();
    }
    if start.starts_with('#') {
        return " ".to_owned();
    }
    let next = after.trim_start();
    if next.is_empty() {
        return "  ".to_owned();
    }
    // The next line would be another block.
    let is_text = next.starts_with(|c: char| c.is_alphabetic() || "[(\"'“„«!".contains(c))
        || next.starts_with("**") && !next.starts_with("** ")
        || tag(next).is_some_and(|(_, name, is_end)| !is_end && name != "br" && name != "iframe");
    if is_text { "  \n".to_owned() } else { written.to_owned() }
}

/// The video in a frame as a link, and what follows the frame.
fn frame<'l>(tag: &str, after: &'l str) -> Option<(String, &'l str)> {
    let values = attributes(tag.trim_end_matches('>'));
    let src = values.get("src").or_else(|| values.get("data-src"))?;
    let src = match src.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => src.clone(),
    };
    let video = viewed(&src);
    let after = after.trim_start().strip_prefix("</iframe>")?;
    (video != src).then(|| (format!("<{video}>"), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_can_say_is_markdown() {
        for (html, due) in [
            ("Hola <b>mundo</b>", "Hola **mundo**"),
            ("<strong>Note: </strong>text", "**Note:** text"),
            ("a <i>b</i> <em>c</em> <u>d</u>", "a *b* *c* d"),
            ("<b><i>both</i></b>", "***both***"),
            ("<a href=\"https://a.org\" target=\"_blank\">enlace</a>.", "[enlace](https://a.org)."),
            ("One<br>two<br/>- three<br>", "One  \ntwo<br/>- three  "),
            ("One<br> <b>two</b>", "One  \n**two**"),
            ("| a<br>b |", "| a<br>b |"),
            ("## Title<a name=\"cutepets\"></a>", "## Title {#cutepets}"),
            ("`<b>code</b>` <b>open", "`<b>code</b>` <b>open"),
            ("a<b>\"x\"</b>b", "a<b>\"x\"</b>b"),
            ("<b>one <i>two</b> three</i>", "<b>one <i>two</b> three</i>"),
            (
                "<iframe width=\"5\" src=\"https://www.youtube.com/embed/abc?rel=0\"></iframe>",
                "<https://www.youtube.com/watch?v=abc>",
            ),
            (
                "<iframe src=\"https://maps.example\"></iframe>",
                "<iframe src=\"https://maps.example\"></iframe>",
            ),
            ("3 < 4 and <span>x</span>", "3 < 4 and <span>x</span>"),
        ] {
            assert_eq!(markdown(html), due, "{html}");
        }
        assert!(
            begins_block("<div class=\"a\">") && begins_block("</td>") && begins_block("<!-- a")
        );
        assert!(!begins_block("<b>a</b>") && !begins_block("a <div>"));
    }
}
