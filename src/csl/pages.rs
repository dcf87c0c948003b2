//! Formats pages as works. Each stands by itself: readers cite one of them at a time, so none gets a letter because
//! another has the same authors and year.

use super::citations::{Citations, key};
use super::driver::{csl_item, rendered};
use super::style::Style;
use super::write;
use crate::hash::Hash;
use crate::html;
use crate::parse::item::Item;
use hayagriva::archive::locales;
use hayagriva::citationberg::Locale;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Formats the pages, given by language, reusing those formatted before.
pub fn citations(style: &Style, pages: &[(String, Item)], before: &Citations) -> Citations {
    let keyed = pages.iter().map(|(lang, item)| (key(style.hash(), lang, item), lang, item));
    let (known, due): (Vec<_>, Vec<_>) =
        keyed.partition(|(key, ..)| before.pages.contains_key(key));
    let words = if due.is_empty() { BTreeMap::new() } else { words(&due) };
    let known = known.into_iter().map(|(key, ..)| (key, before.pages[&key].clone()));
    let made = due.into_par_iter().filter_map(|(key, lang, item)| {
        Some((key, citation(style, lang, item, &words[lang.as_str()])?))
    });
    let made: Vec<(Hash, String)> = made.collect();
    Citations { style: style.hash(), pages: known.chain(made).collect() }
}

/// The words of each language, and those of English, which stand in for missing ones. With the words of all languages,
/// each page would take half as long again.
fn words<'a>(due: &[(Hash, &'a String, &Item)]) -> BTreeMap<&'a str, Vec<Locale>> {
    let all = locales();
    let langs: BTreeSet<&str> = due.iter().map(|(_, lang, _)| lang.as_str()).collect();
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let of = |lang: &str| {
        let is_of = |locale: &&Locale| {
            let tag = locale.lang.as_ref().map_or("", |code| &code.0);
            [base(lang), "en".to_owned()].contains(&base(tag))
        };
        all.iter().filter(is_of).cloned().collect()
    };
    langs.into_iter().map(|lang| (lang, of(lang))).collect()
}

/// A page as HTML; none if the style can't show it.
fn citation(style: &Style, lang: &str, item: &Item, words: &[Locale]) -> Option<String> {
    let items = [csl_item("page", item)];
    // hayagriva panics on some input; no shared state is written here.
    let made = catch_unwind(AssertUnwindSafe(|| rendered(style, lang, &items, words))).ok()?;
    let url = item.texts.get("URL").map(String::as_str);
    let (html, text) = write::reference(made.bibliography?.items.first()?, None, url);
    // The page need not link to itself.
    let link = url.map(|url| format!("<a href=\"{}\">", html::escape(url))).unwrap_or_default();
    let is_shown = text.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    is_shown.then(|| html.replace(&link, "").replace("</a>", ""))
}
