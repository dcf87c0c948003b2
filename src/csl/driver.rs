//! Runs hayagriva over small groups of works. Disambiguating all works of a document is what takes a style
//! long, and only works with the same first author and year can be confused. Suffixes (2020a, 2020b) are given over the whole
//! site: page by page, a work would have another name on every page, and each page would need its own run.

use super::references::{Formatted, Reference, References};
use super::style::Style;
use super::write;
use crate::hash::{Hash, Hasher};
use crate::parse::Bibliography;
use crate::parse::bibliography::{Work, letters};
use crate::parse::dates::Date;
use crate::parse::item::{Item, Name};
use hayagriva::archive::locales;
use hayagriva::citationberg::json;
use hayagriva::citationberg::{Locale, LocaleCode};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Rendered};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many works of one author and year are told apart, because the time grows with the square of their number. More keep
/// the form that `parse` gave them.
const LARGEST: usize = 300;

/// Works that can be confused, in the order of their keys.
type Group<'w> = Vec<&'w Work>;

/// Formats the wanted works by language, reusing those formatted before.
pub fn references(
    style: &Style,
    bibliography: &Bibliography,
    wanted: &BTreeMap<String, BTreeSet<String>>,
    before: &References,
) -> References {
    let groups = groups(style, bibliography);
    let mut due: Vec<(Hash, &str, &Group)> = Vec::new();
    let mut formatted = Formatted::new();
    let mut of_language: BTreeMap<&str, Vec<Hash>> = BTreeMap::new();
    for (lang, keys) in wanted {
        for group in groups.iter().filter(|group| group.iter().any(|work| keys.contains(&work.key)))
        {
            let hash = hash(style, lang, group);
            of_language.entry(lang).or_default().push(hash);
            match before.formatted.get(&hash) {
                Some(group) => drop(formatted.insert(hash, group.clone())),
                None => due.push((hash, lang, group)),
            }
        }
    }
    // Loading the locales takes longer than formatting a hundred works, so only on demand.
    let locales = if due.is_empty() { Vec::new() } else { locales() };
    formatted.par_extend(
        due.into_par_iter().map(|(hash, lang, group)| (hash, format(style, lang, group, &locales))),
    );
    let mut references =
        References { author_date: style.author_date.clone(), ..References::default() };
    for (lang, hashes) in of_language {
        let all = hashes.iter().filter_map(|hash| formatted.get(hash)).flatten();
        let all: BTreeMap<String, Reference> =
            all.map(|(key, reference)| (key.clone(), reference.clone())).collect();
        if style.author_date.is_some() {
            references.places.insert(lang.to_owned(), places(&all, lang));
        }
        references.by_language.insert(lang.to_owned(), all);
    }
    references.formatted = formatted;
    references
}

/// Numeric styles need no disambiguation.
fn groups<'w>(style: &Style, bibliography: &'w Bibliography) -> Vec<Group<'w>> {
    let works = bibliography.works.values();
    if style.author_date.is_none() {
        return works.map(|work| vec![work]).collect();
    }
    let mut groups: BTreeMap<(String, String), Group> = BTreeMap::new();
    for work in works {
        let names = &work.item.names;
        let first = names.get("author").or_else(|| names.get("editor")).and_then(|all| all.first());
        let who = first.map_or_else(|| work.title.clone(), |name| name.family.clone());
        groups.entry((who, work.when.clone())).or_default().push(work);
    }
    groups.into_values().collect()
}

fn hash(style: &Style, lang: &str, group: &Group) -> Hash {
    let mut hasher = Hasher::new("reference 1");
    hasher.hash(style.hash()).text(lang);
    hasher.text(style.locale.as_ref().map_or("", |locale| &locale.0));
    for work in group {
        hasher.text(&work.key).hash(work.hash);
    }
    hasher.finish()
}

/// The order of references for readers: by text, as the language sorts.
fn places(all: &BTreeMap<String, Reference>, lang: &str) -> BTreeMap<String, usize> {
    let locale = icu_locale::Locale::try_from_str(lang).unwrap_or(icu_locale::Locale::UNKNOWN);
    let collator =
        icu_collator::CollatorBorrowed::try_new((&locale).into(), Default::default()).ok();
    let letters = |text: &str| text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut sorted: Vec<(String, &String)> =
        all.iter().map(|(key, reference)| (letters(&reference.text), key)).collect();
    sorted.sort_by(|(a, x), (b, y)| match &collator {
        Some(collator) => collator.compare(a, b).then(x.cmp(y)),
        None => a.cmp(b).then(x.cmp(y)),
    });
    sorted.into_iter().enumerate().map(|(place, (_, key))| (key.clone(), place)).collect()
}

fn format(
    style: &Style,
    lang: &str,
    group: &Group,
    locales: &[Locale],
) -> BTreeMap<String, Reference> {
    if group.len() > LARGEST {
        return BTreeMap::new();
    }
    let made = || formatted(style, lang, group, locales);
    // hayagriva panics on some input. Such a work keeps the form that `parse` gave it; no shared state is
    // written here.
    catch_unwind(AssertUnwindSafe(made)).unwrap_or_default()
}

fn formatted(
    style: &Style,
    lang: &str,
    group: &Group,
    locales: &[Locale],
) -> BTreeMap<String, Reference> {
    let items: Vec<json::Item> = group.iter().map(|work| csl_item(&work.key, &work.item)).collect();
    let rendered = rendered(style, lang, &items, locales);
    let listed = rendered.bibliography.map(|list| list.items).unwrap_or_default();
    let mut references = BTreeMap::new();
    for item in listed {
        let Some(place) = group.iter().position(|work| work.key == item.key) else { continue };
        let work = group[place];
        let words = work.item.words.as_deref();
        let (html, text) = write::reference(&item, words, work.url.as_deref());
        // A style without a layout for this type would produce an empty line.
        if text.chars().filter(|c| c.is_alphanumeric()).count() > 2 {
            let cite = style.author_date.as_ref().zip(rendered.citations.get(place));
            let cite = cite.map(|(form, cite)| write::citation(&cite.citation, form, words));
            let cite = cite.filter(|cite| !cite.is_empty());
            references.insert(item.key, Reference { html, text, cite });
        }
    }
    tell_apart(&mut references);
    references
}

/// Lets hayagriva format works that can be confused.
pub(super) fn rendered(
    style: &Style,
    lang: &str,
    items: &[json::Item],
    locales: &[Locale],
) -> Rendered {
    let locale = locale(style, lang);
    let mut driver = BibliographyDriver::new();
    for item in items {
        let cited = vec![CitationItem::with_entry(item)];
        driver.citation(CitationRequest::new(
            cited,
            &style.sheet,
            Some(locale.clone()),
            locales,
            Some(1),
        ));
    }
    driver.finish(BibliographyRequest::new(&style.sheet, Some(locale), locales))
}

/// hayagriva only appends letters to years. This disambiguates works without a year as CSL does: `CoSIE,
/// n.d.-a`.
fn tell_apart(references: &mut BTreeMap<String, Reference>) {
    let mut alike: BTreeMap<String, Vec<&mut Reference>> = BTreeMap::new();
    for reference in references.values_mut() {
        if let Some(cite) = reference.cite.clone() {
            alike.entry(cite).or_default().push(reference);
        }
    }
    for (cite, works) in alike.into_iter().filter(|(_, works)| works.len() > 1) {
        let Some((_, undated)) = cite.rsplit_once(", ") else { continue };
        for (n, reference) in works.into_iter().enumerate() {
            let lettered = format!("{undated}-{}", letters(n));
            reference.text = reference.text.replacen(undated, &lettered, 1);
            reference.html = reference.html.replacen(undated, &lettered, 1);
            reference.cite = Some(format!("{}-{}", cite, letters(n)));
        }
    }
}

/// The locale of the page's language, as the style wants it: a British style has British English.
fn locale(style: &Style, lang: &str) -> LocaleCode {
    let own = style.locale.as_ref().or(style.sheet.default_locale.as_ref());
    let base = |locale: &&LocaleCode| locale.0.split('-').next() == Some(lang);
    own.filter(base).cloned().unwrap_or_else(|| LocaleCode(lang.to_owned()))
}

pub(super) fn csl_item(key: &str, item: &Item) -> json::Item {
    let mut map = BTreeMap::new();
    map.insert("id".to_owned(), json::Value::String(key.to_owned()));
    map.insert("type".to_owned(), json::Value::String(item.kind.clone()));
    for (variable, text) in &item.texts {
        map.insert(variable.clone(), json::Value::String(text.clone()));
    }
    for (variable, names) in &item.names {
        map.insert(variable.clone(), json::Value::Names(names.iter().map(csl_name).collect()));
    }
    let mut dates: BTreeMap<&str, Date> =
        item.dates.iter().map(|(variable, date)| (variable.as_str(), *date)).collect();
    if item.words.is_some() {
        dates.insert("issued", Date { year: write::NO_YEAR, month: None, day: None });
    }
    for (variable, date) in dates {
        let parts =
            [Some(i64::from(date.year)), date.month.map(i64::from), date.day.map(i64::from)];
        let parts: Vec<i64> = parts.into_iter().flatten().collect();
        let circa = variable == "issued" && item.is_circa;
        let date = serde_json::json!({ "date-parts": [parts], "circa": circa });
        let date = serde_json::from_value(date);
        if let Ok(date) = date {
            map.insert(variable.to_owned(), json::Value::Date(date));
        }
    }
    json::Item(map)
}

/// Given names without a place where hayagriva would break them wrongly: it makes "H hua" of "Hao-hua".
fn whole_words(given: &str) -> String {
    let mut next = given.chars().skip(1);
    given
        .chars()
        .map(|c| {
            let is_inner = next.next().is_some_and(char::is_lowercase);
            if c == '-' && is_inner { '\u{2011}' } else { c }
        })
        .collect()
}

fn csl_name(name: &Name) -> json::NameValue {
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    if name.given.is_empty() && name.particle.is_empty() && name.suffix.is_empty() {
        return json::NameValue::Literal(json::LiteralName { literal: name.family.clone() });
    }
    // hayagriva joins the two again, but looks for particles in a family name that has none: "{de Sousa}".
    let short = name.short();
    let (particle, family) = short.split_once(' ').unwrap_or(("", &short));
    json::NameValue::Item(json::NameItem {
        family: family.to_owned(),
        given: some(&whole_words(&name.given)),
        non_dropping_particle: some(&particle.to_owned()),
        dropping_particle: None,
        suffix: some(&name.suffix),
        comma_suffix: None,
    })
}
