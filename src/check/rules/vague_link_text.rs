//! A link whose text does not say where it leads.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::languages;
use crate::model::{Model, PageId, texts};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("vague_link_text.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let mut vague = languages::of(&page.lang).map(|language| language.vague_links);
    let Some(vague) = vague.find(|vague| !vague.is_empty()) else { return };
    let links = texts(page).flat_map(|text| &text.links);
    for link in links.filter(|link| !link.image && !link.titled) {
        let words = link.words.trim_matches(|c: char| !c.is_alphanumeric());
        if vague.iter().any(|vague| is_same(words, vague)) {
            let message = format!("the link `{}` does not say where it leads", link.words);
            let help = "use the target's name as the link text";
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}

/// Whether words equal the lower-case ones, ignoring case.
fn is_same(words: &str, lower: &str) -> bool {
    words.len() == lower.len() && words.chars().flat_map(char::to_lowercase).eq(lower.chars())
}
