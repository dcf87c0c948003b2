//! Languages of posts, and which posts are one in several languages. WordPress knows neither: Polylang keeps both as terms,
//! WPML as custom fields that its export adds, and qTranslate writes all languages into one text.

use super::item::Item;
use crate::import::imported::Imported;
use std::collections::{BTreeMap, BTreeSet};

/// How the fields of WPML begin.
pub const WPML: &str = "_wpml_import_";

/// The language of an item in small letters: `et` of `et`, `et_EE` and `et-ee`.
pub fn language(item: &Item) -> Option<String> {
    let own = Some(&*item.language).filter(|own| !own.is_empty());
    let said = own.or_else(|| term(item, "language")).or_else(|| field(item, "language_code"))?;
    Some(said.split(['-', '_']).next()?.to_lowercase())
}

/// What an item and its translations have in common.
pub fn group(item: &Item) -> Option<String> {
    let own = Some(&*item.translations).filter(|own| !own.is_empty());
    let said = own.or_else(|| term(item, "post_translations"));
    said.or_else(|| field(item, "translation_group")).map(str::to_owned)
}

fn term<'i>(item: &'i Item, taxonomy: &str) -> Option<&'i str> {
    item.terms.iter().find(|(of, _, _)| of == taxonomy).map(|(_, slug, _)| &**slug)
}

fn field<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    let is_it = |key: &str| key.strip_prefix(WPML) == Some(name);
    let found = item.fields.iter().find(|(key, _)| is_it(key))?;
    Some(found.1.trim()).filter(|value| !value.is_empty())
}

/// The post of each language, if qTranslate wrote several into this one: `[:en]One[:et]Üks[:]`, `<!--:en-->One<!--:-->`.
pub fn split(mut item: Item) -> Vec<Item> {
    let mut languages: Vec<String> = Vec::new();
    for text in [&item.title, &item.content, &item.excerpt] {
        for (language, _) in parts(text) {
            if let Some(language) = language.filter(|language| !languages.contains(language)) {
                languages.push(language);
            }
        }
    }
    if languages.is_empty() || languages.len() > MOST {
        return vec![item];
    }
    let take = |text: &mut String| std::mem::take(text);
    let (title, content, excerpt) =
        (take(&mut item.title), take(&mut item.content), take(&mut item.excerpt));
    let of = |language: &String| {
        let own = |text: &str| {
            let own = parts(text).into_iter();
            let own = own.filter(|(of, _)| of.as_ref().is_none_or(|of| of == language));
            own.map(|(_, text)| text).collect::<String>()
        };
        Item {
            title: own(&title),
            content: own(&content),
            excerpt: own(&excerpt),
            language: language.clone(),
            translations: format!("qtranslate {}", item.id),
            ..item.clone()
        }
    };
    languages.iter().map(of).collect()
}

/// The most languages of one text. More marks are no languages.
const MOST: usize = 12;

/// The parts of a text and their languages; none for what all languages share.
fn parts(text: &str) -> Vec<(Option<String>, &str)> {
    let mut parts = Vec::new();
    let (open, close) = if text.contains("[:") { ("[:", "]") } else { ("<!--:", "-->") };
    let (mut rest, mut language, mut from) = (text, None, 0);
    while let Some(at) = rest[from..].find(open).map(|at| from + at) {
        let inner = &rest[at + open.len()..];
        let word = inner.get(..2).filter(|word| word.bytes().all(|b| b.is_ascii_lowercase()));
        let found = match word {
            Some(word) if inner[2..].starts_with(close) => Some((Some(word.to_owned()), 2)),
            _ if inner.starts_with(close) => Some((None, 0)),
            _ => None,
        };
        let Some((next, length)) = found else {
            from = at + open.len();
            continue;
        };
        parts.push((language, &rest[..at]));
        language = next;
        rest = &inner[length + close.len()..];
        from = 0;
    }
    parts.push((language, rest));
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

/// Gives translations the place of their original, which is the page in the language of the site, or else the first.
/// `groups` has what each page shares with its translations, in the order of the pages.
pub fn join(imported: &mut Imported, groups: &[Option<String>]) {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        if let Some(group) = group {
            members.entry(group).or_default().push(at);
        }
    }
    for (_, members) in members {
        let pages = &imported.pages;
        let is_main = |at: &&usize| pages[**at].language == imported.site.language;
        let Some(original) = members.iter().find(is_main).or(members.first()) else { continue };
        let (kind, path) = (pages[*original].kind.clone(), pages[*original].path.clone());
        let mut taken = BTreeSet::from([pages[*original].language.clone()]);
        for at in members.iter().filter(|at| *at != original) {
            let page = &mut imported.pages[*at];
            if page.kind == kind && page.language.is_some() && taken.insert(page.language.clone()) {
                page.path.clone_from(&path);
            } else {
                let (place, id) = (page.title.clone(), page.id.clone());
                let what = format!("number {id} has the language or type of another translation");
                imported.leave_out("translation", place, what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_in_several_languages_is_several_posts() {
        let of = |title: &str, content: &str| {
            let item = Item { title: title.into(), content: content.into(), ..Item::default() };
            let text = |item: Item| format!("{}: {} | {}", item.language, item.title, item.content);
            split(item).into_iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(
            of("[:en]One[:et]Üks[:]", "<!--:en-->a<!--:--><!--:et-->b<!--:-->c"),
            ["en: One | ac", "et: Üks | bc"]
        );
        assert_eq!(of("[:x] <!--:] [:", "a"), [": [:x] <!--:] [: | a"]);
    }
}
