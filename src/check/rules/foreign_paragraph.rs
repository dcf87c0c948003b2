//! A paragraph in a language other than its page's.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::languages::LANGUAGES;
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Anomaly;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("foreign_paragraph.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

/// With so many paragraphs in one other language, the page may be in that language.
const MANY: usize = 2;

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let mut languages: BTreeMap<&str, Vec<&Spot>> = BTreeMap::new();
    for (anomaly, spot) in texts(page).flat_map(|text| &text.anomalies) {
        if let Anomaly::ForeignParagraph(language) = anomaly {
            languages.entry(language).or_default().push(spot);
        }
    }
    for (language, spots) in languages {
        let of_page = spots.first().copied().into_iter().filter(|_| spots.len() >= MANY);
        for spot in of_page {
            let more = spots.len() - 1;
            let message =
                format!("this paragraph and {more} more look {language}, but their page is not");
            let stem = page.path.strip_suffix(".md").unwrap_or(&page.path);
            let help = match tag(language) {
                Some(tag) => format!(
                    "if the page is in {language}, rename it to {stem}.{tag}.md; otherwise quote them (`> …`)"
                ),
                None => "if that is intended, quote them (`> …`)".to_owned(),
            };
            found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
        }
        for spot in spots.iter().filter(|_| spots.len() < MANY) {
            let message = format!("this paragraph looks {language}, but its page is not");
            let help = "if that is intended, quote it (`> …`); otherwise move it to the page in that language";
            found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
        }
    }
}

/// The tag of a language that a paragraph may have.
fn tag(name: &str) -> Option<&'static str> {
    let is_it = |language: &&crate::languages::Language| {
        language.detection.as_ref().is_some_and(|detection| detection.code.eng_name() == name)
    };
    LANGUAGES.iter().find(is_it).map(|language| language.tag)
}
