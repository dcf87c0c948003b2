//! A link to a heading that does not exist.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot, listed, near};
use crate::model::{Model, PageId, texts};
use crate::parse::Page;
use crate::parse::markdown::{Link, To};
use std::collections::{HashMap, HashSet};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("dead_anchor.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Page(check)];

/// How many dead anchors of a page get a guess.
const GUESSES: usize = 20;

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let (mut known, mut guesses) = (HashMap::new(), GUESSES);
    for link in texts(page).flat_map(|text| &text.links) {
        let Some(anchor) = link.to.anchor() else { continue };
        let anchor = &*anchor;
        let target = match &link.to {
            To::Here { .. } => Some(page),
            // `dead-link` and `dead-wikilink` report links that lead nowhere.
            _ => match model.target(id, &link.to) {
                Some(target) => model.text_of(target),
                None => continue,
            },
        };
        // Browsers know `#top`, which HTML defines as the beginning of the page.
        if anchor.is_empty()
            || anchor.eq_ignore_ascii_case("top")
            || target.is_some_and(|page| {
                known.entry(&*page.path).or_insert_with(|| Anchors::of(page)).has(anchor)
            })
        {
            continue;
        }
        let near = guesses.checked_sub(1).and_then(|left| {
            guesses = left;
            near(anchor, ids_of(target?))
        });
        let help = target.and_then(|page| Some(known.get(&*page.path)?.help.clone()));
        let message = match (target, model.target(id, &link.to)) {
            (Some(other), _) if !std::ptr::eq(other, page) => {
                format!("{} has no heading `#{anchor}`", other.path)
            }
            (None, Some(there)) => {
                let title = model.title(there, &page.lang);
                format!("the page of {title} has no text, so it has no heading `#{anchor}`")
            }
            _ => format!("this page has no heading `#{anchor}`"),
        };
        let problem = RULE.at(&page.path, link.span.clone(), message).maybe(help);
        found.push(problem.meant(near, spot(link, anchor)));
    }
}

/// The spot of the anchor at the end of the address, if it is written without encoding.
fn spot(link: &Link, anchor: &str) -> Option<Spot> {
    let address = link.address.as_ref()?;
    let written = address.inside.as_ref().unwrap_or(&address.span).len();
    let is_last = match &link.to {
        To::Page { tail, .. } | To::Here { tail } => tail.ends_with(&format!("#{anchor}")),
        _ => true,
    };
    let is_plain = crate::files::encode(anchor) == anchor;
    (is_last && is_plain).then(|| address.part(written.saturating_sub(anchor.len())..written))
}

/// The ids of a page's headings.
fn ids_of(page: &Page) -> impl Iterator<Item = &str> {
    texts(page).flat_map(|text| &text.headings).map(|heading| &*heading.id)
}

/// What a link to a page can lead to.
struct Anchors<'p> {
    /// What to say about a link that leads to none of them.
    help: String,
    headings: HashSet<&'p str>,
    /// Escaped.
    others: HashSet<&'p str>,
}

impl<'p> Anchors<'p> {
    fn of(page: &'p Page) -> Self {
        let headings: HashSet<&str> = ids_of(page).collect();
        let help = match headings.is_empty() {
            true => "the page has no headings: take the part from `#` on away".to_owned(),
            false => format!("the page has {}", listed(ids_of(page))),
        };
        let others = texts(page).flat_map(|text| &text.anchors).map(String::as_str);
        Self { help, headings, others: others.collect() }
    }

    fn has(&self, anchor: &str) -> bool {
        self.headings.contains(anchor) || self.others.contains(&*crate::html::escape(anchor))
    }
}
