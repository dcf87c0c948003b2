//! An address that was published and that nothing stands at any more.

use super::Check;
use crate::check::suggest::Suggestions;
use crate::config::ADDRESSES;
use crate::diagnostics::{Diagnostic, Rule, RuleOption, Severity};
use crate::files;
use crate::model::Model;
use crate::parse::address;
use std::cell::LazyCell;
use std::collections::HashMap;

pub static RULE: Rule = Rule {
    options: &[RuleOption {
        name: "keep_addresses",
        takes: "true or false",
        default: Some("false"),
        about: "whether `talkoo build` lists the published addresses in `addresses.txt`",
    }],
    ..Rule::new(Severity::Error, include_str!("lost_address.md"))
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let now = Suggestions::new(|| model.kept_addresses().into_iter().collect());
    let slugged = model.pages.iter().filter(|page| page.slug.is_some());
    let by_slug: HashMap<String, &str> = slugged
        .map(|page| (address::of_page(page.inside(), &model.config).url, &*page.url))
        .collect();
    let former = LazyCell::new(|| model.former_terms());
    let stands = |url: &str| {
        model.at(url).is_some() || model.redirect(url).is_some() || former.contains_key(url)
    };
    for address in model.published.iter().filter(|address| !stands(&address.value)) {
        let url = &address.value;
        let is_draft = model.files.drafts.contains(url);
        let message = match is_draft {
            true => format!("{url} was published, and its page is a draft now"),
            false => format!("{url} was published, and nothing stands there any more"),
        };
        let moved = now.limited(|| {
            let name = |url: &str| files::file_name(url.trim_end_matches('/')).to_owned();
            now.names().iter().find(|other| name(other) == name(url))
        });
        let by_slug = by_slug.get(url).map(|url| (*url).to_owned());
        let alias = format!("aliases = [\"{url}\"]");
        let of_term = of_term(model, url);
        let help = match (is_draft, by_slug.or_else(|| moved.flatten().cloned())) {
            (true, _) => {
                "publish it, or withdraw it: withdrawn = { date = …, reason = \"…\" }".to_owned()
            }
            (false, Some(to)) => format!("if it is {to} now, add to this page: {alias}"),
            (false, None) => of_term.unwrap_or_else(|| format!(
                "add to the page that took its place: {alias}; or bring the page back and withdraw it: \
                 withdrawn = {{ date = …, reason = \"…\" }}"
            )),
        };
        found.push(RULE.at(&ADDRESSES.into(), address.span.clone(), message).help(help));
    }
}

/// What to do about the address of a term that only pages had.
fn of_term(model: &Model, url: &str) -> Option<String> {
    let (vocabulary, name) = url.trim_matches('/').rsplit_once('/')?;
    let is_open = model.config.vocabularies.iter().any(|of| of.open && of.id == vocabulary);
    let name = files::decode(name);
    is_open.then(|| {
        format!(
            "if it is another name of a term, list the term in content/{vocabulary}/terms.toml with \
             alias = [\"{name}\"]; if nobody can know the address, delete this line"
        )
    })
}
