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
    // `MK: What came next?` is a question in an interview.
    let is_question = words.ends_with('?') && words.contains(": ");
    let word = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_caption = word.split_once(' ').is_some_and(|(first, rest)| {
        CAPTIONED.contains(&first) && rest.starts_with(|c: char| c.is_ascii_digit())
    });
    words.contains(char::is_alphabetic)
        && !is_sentence
        && !is_quotation
        && !is_question
        && !is_caption
        && !REMARKS.contains(&&*word)
        && !JOINING.contains(&&*word)
}

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let mut headings = page.body.headings.iter().peekable();
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
