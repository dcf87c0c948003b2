//! A work in the bibliography that a text names without citing it.

use super::Check;
use super::unlisted_citation::{named_works, names_works, reaches};
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("plain_citation.md"));

pub const CHECKS: &[Check] = &[Check::Page(linked_keys), Check::Suspects(names_works, check)];

/// Links whose own text is the key of a work. A link inside a link is none, so the key is printed as typed.
fn linked_keys(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for link in texts(page).flat_map(|text| &text.links).filter(|link| !link.image) {
        let Some(key) = link.words.trim_matches(['[', ']']).strip_prefix('@') else { continue };
        if model.bibliography.works.contains_key(key) {
            let message = format!("`@{key}` is the text of a link, where it is printed as typed");
            let help =
                format!("cite the work alone, `[@{key}]`, or behind a link with words of its own");
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    for (page, mention, span, keys) in named_works(model, suspects) {
        if keys.is_empty() || reaches(page, &keys) {
            continue;
        }
        let message = format!("`{}` is named, but the page does not cite it", mention.words);
        let cites: Vec<String> = keys.iter().map(|key| format!("`[@{key}]`")).collect();
        let help = format!("write {} there", cites.join(" or "));
        found.push(RULE.at(&page.path, span.clone(), message).help(help));
    }
}
