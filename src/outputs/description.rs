//! The description of a document, for search engines and for links that are shared: the summary, or else the
//! beginning of the text.

use super::body;
use super::reader::Reader;
use crate::config::Config;
use crate::model::PageId;
use html5gum::{Token, Tokenizer};

/// The longest beginning of a text, in characters: search engines cut a longer one off.
const LONGEST: usize = 160;

/// The summary of a page, if it has one.
pub fn summary(reader: &Reader, id: Option<PageId>) -> Option<String> {
    id.and_then(|id| reader.face(id).summary).map(str::to_owned)
}

/// The beginning of a page's text, on the page itself: its first paragraph with words.
pub fn beginning(reader: &Reader, id: Option<PageId>) -> Option<String> {
    // As on another page, where citations are names and not numbers.
    let html = body::body(reader, id?, "/./");
    let paragraphs = html.split("<p>").skip(1);
    let words = paragraphs.map(|part| plain(part.split("</p>").next().unwrap_or_default()));
    words.into_iter().find(|words| words.contains(char::is_alphanumeric)).map(|words| cut(&words))
}

/// The description of a document that says nothing of itself: what is true of the whole site.
pub fn of_site(config: &Config, title: &str, lang: &str) -> String {
    let is_home = title == config.title;
    match config.description.is_empty() || lang != config.language {
        false if is_home => config.description.clone(),
        false if title.ends_with(['.', '?', '!']) => format!("{title} {}", config.description),
        false => format!("{title}. {}", config.description),
        true if is_home => title.to_owned(),
        true => format!("{title} · {}", config.title),
    }
}

/// The words of a paragraph, without the numbers of footnotes.
fn plain(html: &str) -> String {
    let (mut words, mut is_note) = (String::new(), false);
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::String(text) if !is_note => words.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) if *tag.name == *b"br" => words.push(' '),
            Token::StartTag(tag) => {
                let class = tag.attributes.get(&b"class"[..]);
                is_note |= class.is_some_and(|class| ***class == *b"footnote-ref");
            }
            Token::EndTag(tag) if *tag.name == *b"sup" => is_note = false,
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, cut after a word if it is too long.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let kept = &text[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(words, _)| words);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '–', ' ']))
}
