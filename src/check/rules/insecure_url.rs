//! `http:` where the same address is known with `https:`.

use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::{Model, texts};
use crate::parse::Page;
use crate::parse::markdown::To;
use crate::parse::page::Fact;
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    name: "insecure-url",
    severity: Severity::Warning,
    what: "An address with `http:` that stands elsewhere in the repository, or in the bibliography, with `https:`.",
    why: "Over `http:` anybody on the way can read along and change what the reader gets.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nSee [the site](http://vunkimano.ee/) and [how it began](https://vunkimano.ee/).\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nSee [the site](https://vunkimano.ee/) and [how it began](https://vunkimano.ee/).\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let of_pages = || model.pages.iter().flat_map(|page| addresses(page));
    let insecure: HashSet<&str> = of_pages()
        .filter_map(|(address, _)| Some(place(address.strip_prefix("http://")?)))
        .collect();
    // Nearly always there is nothing to look for.
    if insecure.is_empty() {
        return;
    }
    let works = model.bibliography.works.values().filter_map(|work| work.url.as_deref());
    let secure: HashSet<&str> = works
        .chain(of_pages().map(|(address, _)| address))
        .filter_map(|address| Some(place(address.strip_prefix("https://")?)))
        .filter(|place| insecure.contains(place))
        .collect();
    for page in &model.pages {
        for (address, span) in addresses(page) {
            let Some(rest) = address.strip_prefix("http://") else { continue };
            if secure.contains(place(rest)) {
                let message = format!("`{address}` is also known with `https:`");
                let help = format!("write `https://{rest}`");
                found.push(RULE.at(&page.path, span.clone(), message).help(help));
            }
        }
    }
}

/// What is the same address: the last slash and the place on the page do not matter.
fn place(rest: &str) -> &str {
    rest.split('#').next().unwrap_or(rest).trim_end_matches('/')
}

/// All web addresses that a page names.
fn addresses(page: &Page) -> impl Iterator<Item = (&str, &Span)> {
    let links = texts(page).flat_map(|text| &text.links).filter_map(|link| match &link.to {
        To::Web(address) => Some((address.as_str(), &link.span)),
        _ => None,
    });
    let facts = page.facts.iter().filter(|fact| !fact.is_default);
    links.chain(facts.flat_map(Fact::addresses))
}
