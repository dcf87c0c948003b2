//! What has to be known of a text before the pass over it: the ids that its headings are given, because those win over
//! automatic ones further up, and comments with text behind them. Most texts have neither.

use crate::diagnostics::Span;
use crate::diagnostics::place::line_end;
use memchr::memmem;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::borrow::Cow;
use std::collections::HashSet;
use unicase::UniCase;

/// What Markdown can do here.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// The ids written at headings, without the underscores that are reserved.
pub fn own_ids(text: &str) -> HashSet<String> {
    if memmem::find(text.as_bytes(), b"#").is_none()
        || memmem::find(text.as_bytes(), b"{").is_none()
    {
        return HashSet::new();
    }
    let ids = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::Heading { id: Some(id), .. }) => {
            Some(id.trim_start_matches('_').to_owned())
        }
        _ => None,
    });
    ids.collect()
}

/// The labels of the footnotes of a text.
pub fn footnotes(text: &str) -> HashSet<UniCase<String>> {
    let labels = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::FootnoteDefinition(label)) => Some(UniCase::new(label.to_string())),
        _ => None,
    });
    labels.collect()
}

/// The text in which a comment before words on its line no longer makes HTML of the line. CommonMark ends such a block with
/// the line, so `<!-- ask --> The **pilot**` would be HTML; here it is a paragraph. The comment becomes a tag of the same
/// length, so all positions stay.
pub fn with_short_comments(text: &str) -> Cow<'_, str> {
    if memmem::find(text.as_bytes(), b"<!--").is_none() {
        return text.into();
    }
    let comments: Vec<Span> = Parser::new_ext(text, options())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock)))
        .flat_map(|(_, block)| comments(text, block))
        .collect();
    if comments.is_empty() {
        return text.into();
    }
    let mut bytes = String::with_capacity(text.len());
    let mut done = 0;
    for comment in comments {
        bytes.push_str(&text[done..comment.start]);
        bytes.push_str(COMMENT);
        bytes.extend(std::iter::repeat_n(' ', comment.len() - COMMENT.len() - 1));
        bytes.push('>');
        done = comment.end;
    }
    bytes.push_str(&text[done..]);
    bytes.into()
}

/// The beginning of the tag that stands for a comment. No element has this name.
pub const COMMENT: &str = "<c-c";

/// The comments in a block of HTML that stand at the beginning of a line, with words behind them on the last.
fn comments(text: &str, block: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = block.start;
    while let Some(rest) = text.get(at..block.end).filter(|rest| !rest.is_empty()) {
        let start = at + (rest.len() - rest.trim_start().len());
        let Some(length) = text[start..block.end].find("-->") else { break };
        if !text[start..].starts_with("<!--") {
            break;
        }
        let end = start + length + "-->".len();
        let line = block.end.min(line_end(text, end));
        if !text[end..line].trim().is_empty() {
            found.push(start..end);
        }
        at = line;
    }
    found
}
