//! A bold line used as a heading.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::model::{Model, PageId};
use crate::parse::markdown::Anomaly;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("bold_as_heading.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

/// A longer paragraph is an emphasized sentence, not a heading.
const LONG: usize = 80;

/// Words between two choices, in the languages of the interface and their neighbours.
const JOINING: [&str; 22] = [
    "or", "and", "oder", "und", "ou", "et", "või", "ja", "tai", "eller", "och", "og", "o", "y",
    "e", "lub", "albo", "a", "nebo", "vai", "ir", "или",
];

/// Words that begin a remark.
const REMARKS: [&str; 12] = [
    "note",
    "notes",
    "warning",
    "caution",
    "important",
    "tip",
    "hint",
    "example",
    "update",
    "edit",
    "disclaimer",
    "correction",
];

/// Words before the number of a table or a picture, whose caption is often bold.
const CAPTIONED: [&str; 5] = ["table", "figure", "fig.", "box", "chart"];

/// Whether bold words are the name of what follows: not a sentence or the beginning of one, a quotation, a remark, a caption or
/// a joining word.
fn names_a_section(words: &str) -> bool {
    let is_sentence =
        words.ends_with(['.', '!', ',', ';', ':', '…']) || words.chars().count() > LONG;
    let is_quotation = words.starts_with(['“', '„', '«', '»', '”', '"', '‘', '‚', '‹', '—', '–']);
    let is_item = words.starts_with(['-', '•', '●', '○', '▪', '➢', '·', '→', '&', '+', '*']);
    // `Deadline: 17 May` is a fact, `MK: What came next?` a question in an interview; `Step 2: Map the actors` is a heading.
    let is_labelled = words.split_once(": ").is_some_and(|(label, _)| !label.contains(digit));
    let word = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_caption = word.split_once(' ').is_some_and(|(first, rest)| {
        CAPTIONED.contains(&first) && rest.starts_with(|c: char| c.is_ascii_digit())
    });
    words.contains(char::is_alphabetic)
        && !is_sentence
        && !is_quotation
        && !is_item
        && !is_labelled
        && !words.split_whitespace().any(is_moment)
        && !is_caption
        && !REMARKS.contains(&&*word)
        && !JOINING.contains(&&*word)
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a word is a date or a time of day: `21.09.2024`, `10:00`.
fn is_moment(word: &str) -> bool {
    let parts = || word.split(['.', '/', '-', ':']);
    let is_date = parts().filter(|part| !part.is_empty()).count() == 3;
    let is_time = word.contains(':') && parts().count() == 2;
    word.starts_with(digit)
        && (is_date || is_time)
        && parts().all(|part| part.chars().all(|c| c.is_ascii_digit() || c == ','))
}

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let own = |heading: &&crate::parse::markdown::Heading| !heading.is_quoted;
    let mut headings = page.body.headings.iter().filter(own).peekable();
    let mut level = 2;
    for (anomaly, Spot { span, .. }) in &page.body.anomalies {
        let Anomaly::BoldParagraph(words) = anomaly else { continue };
        while let Some(heading) = headings.next_if(|heading| heading.span.start < span.start) {
            level = (heading.written + 1).clamp(2, 6);
        }
        if !names_a_section(words) {
            continue;
        }
        let message = format!("`{words}` looks like a heading but is only bold");
        let help = match *words == page.face.title {
            true => "remove this line: the title is already shown above the text".to_owned(),
            false => format!("write it as a heading: `{} {words}`", "#".repeat(level as usize)),
        };
        found.push(RULE.at(&page.path, span.clone(), message).help(help));
    }
}
