//! Rewrites the links of a Markdown text without touching anything else.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use std::ops::Range;

/// The text with other links. `to` gets the address of a link and whether it shows a picture, and gives the new one.
pub fn rewritten(text: &str, to: &mut dyn FnMut(&str, bool) -> Option<String>) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_DEFINITION_LIST;
    let parser = Parser::new_ext(text, options);
    let definitions: Vec<(Range<usize>, String)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, def)| (def.span.clone(), def.dest.to_string()))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        let (link_type, address, is_picture) = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => (link_type, dest_url, false),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => (link_type, dest_url, true),
            _ => continue,
        };
        if link_type == LinkType::Inline
            && let Some(span) = in_link(text, &range, &address)
            && let Some(new) = to(&address, is_picture)
        {
            edits.push((span, new));
        }
    }
    for (range, address) in definitions {
        let found = text[range.clone()].rfind(&*address).filter(|_| !address.is_empty());
        if let (Some(at), Some(new)) = (found, to(&address, false)) {
            edits.push((range.start + at..range.start + at + address.len(), new));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (range, new) in edits {
        // A picture in a link comes after it and lies before its address.
        if range.start < from {
            continue;
        }
        out.push_str(&text[from..range.start]);
        out.push_str(&new);
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Where the address of an inline link stands, with its `<` and `>`.
fn in_link(text: &str, range: &Range<usize>, address: &str) -> Option<Range<usize>> {
    let link = text.get(range.clone())?;
    // The address follows the last bracket that a parenthesis follows.
    let open = link.rfind("](").map(|at| at + 2)?;
    let at = open + link[open..].find(|c: char| !c.is_whitespace())?;
    let (written, length) = match link[at..].strip_prefix('<') {
        Some(inner) => {
            let end = inner.find('>')?;
            (&inner[..end], end + 2)
        }
        None => {
            let end = link[at..].find(|c: char| c.is_whitespace()).unwrap_or(link.len() - at - 1);
            (link.get(at..at + end)?, end)
        }
    };
    let is_it = written == address
        || written.replace('\\', "") == address
        || crate::import::html::plain(written) == address;
    is_it.then_some(range.start + at..range.start + at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_change() {
        let text =
            "[a](/x/ \"t\") ![p](<b c.png>) [![q](/q.png)](/x/) [r]\n`[a](/x/)`\n\n[r]: /x/\n";
        let new = rewritten(text, &mut |link, is_picture| {
            Some(format!("{}{}", if is_picture { "P" } else { "L" }, link.len()))
        });
        assert_eq!(new, "[a](L3 \"t\") ![p](P7) [![q](P6)](L3) [r]\n`[a](/x/)`\n\n[r]: L3\n");
    }
}
