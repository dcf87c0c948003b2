//! A paragraph in a language other than its page's.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot};
use crate::languages;
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
        if let Anomaly::ForeignParagraph(tag) = anomaly {
            languages.entry(tag).or_default().push(spot);
        }
    }
    for (tag, spots) in languages {
        let language = name(tag);
        if let [spot, others @ ..] = &spots[..]
            && spots.len() >= MANY
        {
            let more = others.len();
            let message =
                format!("this paragraph and {more} more look {language}, but their page is not");
            let stem = page.path.strip_suffix(".md").unwrap_or(&page.path);
            let help = format!(
                "if the page is in {language}, rename it to {stem}.{tag}.md; otherwise quote them (`> …`)"
            );
            found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
            continue;
        }
        for spot in spots {
            let message = format!("this paragraph looks {language}, but its page is not");
            let help = "if that is intended, quote it (`> …`); otherwise move it to the page in that language";
            found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
        }
    }
}

/// The English name of a language that a paragraph may have.
fn name(tag: &str) -> &str {
    let detection = languages::of(tag).find_map(|language| language.detection.as_ref());
    detection.map_or(tag, |detection| detection.code.eng_name())
}
