//! Proposes a mapping.

use super::kinds::{self, guess};
use super::target::{Mapping, OF_PAGES, Target, id};
use crate::config::PAGE_KEYS;
use crate::config::{Collection, Config, Field};
use crate::fields::stages;
use crate::files;
use crate::import::existing::Existing;
use crate::import::imported::{Entry, Imported, Page};
use crate::import::reserved;
use crate::model::Countries;
use std::collections::{BTreeMap, BTreeSet};

/// Names of columns in several languages, and what every page has.
const COLUMNS: [(&str, &str); 8] = [
    (
        "title",
        "title name titel pealkiri nimi titre titulo título otsikko tittel nome nombre nazwa",
    ),
    (
        "summary",
        "summary description abstract teaser kokkuvote kokkuvõte zusammenfassung resumen résumé sammanfattning tiivistelmä",
    ),
    ("date", "date published kuupaev kuupäev datum fecha päivämäärä dato"),
    ("updated", "updated modified last-modified last-updated"),
    ("authors", "author authors autor autorid verfasser auteur tekijä författare"),
    ("body", "body text content markdown sisu inhalt contenu"),
    ("slug", "slug id file filename path"),
    ("draft", "draft"),
];

pub fn propose(imported: &Imported, existing: &Existing) -> Mapping {
    let config = existing.config.as_ref();
    let mut mapping = Mapping::default();
    let mut kinds: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in &imported.pages {
        kinds.entry(&page.kind).or_default().push(page);
    }
    for taxonomy in &imported.taxonomies {
        if !taxonomy.terms.is_empty() {
            mapping
                .vocabularies
                .insert(taxonomy.id.clone(), Some(vocabulary(&taxonomy.id, config)));
        }
    }
    for (kind, pages) in &kinds {
        let mut to = collection(kind, pages, imported, config);
        to = reserved::free_name(to, "pages");
        // A folder can't be both.
        let is_taken = |to: &String| {
            mapping.vocabularies.values().flatten().any(|vocabulary| vocabulary == to)
        };
        let is_of_terms =
            matches!(imported.from, "hugo" | "zola") && mapping.vocabularies.contains_key(*kind);
        if is_of_terms {
            // A generator keeps the texts of terms in the folder of their taxonomy.
            to = String::new();
        } else if is_taken(&to) {
            to = format!("{to}-pages");
        }
        mapping.collections.insert((*kind).to_owned(), Some(to));
    }
    let countries = kinds::countries(config, imported.site.language.as_deref());
    for (kind, pages) in &kinds {
        let fields = columns(kind, pages, &mapping, imported, config, &countries);
        if !fields.is_empty() {
            mapping.fields.insert((*kind).to_owned(), fields);
        }
    }
    mapping
}

fn same(name: &str, id: &str, labels: impl Iterator<Item = impl AsRef<str>>) -> bool {
    let name = files::slug(name).replace('-', "");
    let is_it = |other: &str| files::slug(other).replace('-', "") == name;
    is_it(id) || labels.into_iter().any(|label| is_it(label.as_ref()))
}

fn collection(kind: &str, pages: &[&Page], imported: &Imported, config: Option<&Config>) -> String {
    if let Some(config) = config {
        let is_it = |c: &&Collection| same(kind, &c.id, c.label.all().chain(c.singular.all()));
        if let Some(known) = config.collections.iter().find(is_it) {
            return known.id.clone();
        }
        // A table is named after anything; its columns tell.
        if imported.from == "table" {
            let keys: BTreeSet<&str> =
                pages.iter().flat_map(|page| &page.values).map(|entry| &*entry.key).collect();
            let fit =
                |c: &Collection| keys.iter().filter(|key| field(&c.fields, key).is_some()).count();
            if let Some(best) =
                config.collections.iter().max_by_key(|c| fit(c)).filter(|c| fit(c) > 1)
            {
                return best.id.clone();
            }
        }
    }
    match kind {
        "post" => "posts".to_owned(),
        "page" | "pages" | "" if imported.from != "table" => {
            // Plain pages have no fields and no terms.
            let with = pages.iter().filter(|page| {
                !page.values.iter().all(|e| e.key == "order") || !page.terms.is_empty()
            });
            if with.count() * 2 > pages.len() { "pages".to_owned() } else { String::new() }
        }
        kind => id(kind),
    }
}

fn vocabulary(taxonomy: &str, config: Option<&Config>) -> String {
    let name = match taxonomy {
        "category" => "categories",
        "post_tag" => "tags",
        name => name,
    };
    let known = config.and_then(|config| {
        let mut all = config.vocabularies.iter();
        all.find(|v| same(name, &v.id, v.label.all().chain(v.singular.all())))
    });
    known.map_or_else(|| reserved::free_name(id(name), "terms"), |known| known.id.clone())
}

fn field<'f>(fields: &'f [Field], column: &str) -> Option<&'f Field> {
    let mut own = fields.iter().filter(|field| field.record.is_none());
    // The picture of a page, whatever it is called here.
    if column == "featured_image" {
        return own.find(|field| field.form().word == "image");
    }
    own.find(|field| same(column, &field.id, field.label.all()))
}

fn columns(
    kind: &str,
    pages: &[&Page],
    mapping: &Mapping,
    imported: &Imported,
    config: Option<&Config>,
    countries: &Countries,
) -> BTreeMap<String, Option<Target>> {
    let mut found: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for entry in pages.iter().flat_map(|page| &page.values) {
        if !found.contains_key(&*entry.key) {
            order.push(&entry.key);
        }
        found.entry(&entry.key).or_default().push(entry);
    }
    let to = mapping.collection(kind).unwrap_or_default();
    let known = config.and_then(|config| Some(&config.collections[config.collection(to)?]));
    let is_table = imported.from == "table";
    // The fields that hold the terms of these pages.
    let terms = pages.iter().flat_map(|page| &page.terms);
    let terms: BTreeSet<&str> =
        terms.filter_map(|(taxonomy, _)| mapping.vocabulary(taxonomy)).collect();
    let of_terms = |vocabulary: &&str| match known {
        Some(known) => field_of(&known.fields, vocabulary).map(|field| field.id.clone()),
        None => Some((*vocabulary).to_owned()),
    };
    let mut taken: BTreeSet<String> = terms.iter().filter_map(of_terms).collect();
    let mut columns = BTreeMap::new();
    for column in &order {
        let target = if let Some(field) = known.and_then(|c| field(&c.fields, column)) {
            Some(to_field(field, None))
        } else if let Some((field, part)) = known.and_then(|c| part(&c.fields, column)) {
            Some(to_field(field, Some(part)))
        } else if *column == "order" {
            Some(Target::of_pages("order"))
        } else if let Some(own) = of_pages(column).filter(|own| is_table && !taken.contains(*own)) {
            Some(Target::of_pages(own))
        } else if known.is_some() || to.is_empty() {
            // The schema is the target, and plain pages have no fields.
            None
        } else {
            let (kind, vocabulary) = guess(column, &found[column], countries);
            let mut to =
                if *column == "featured_image" { "picture".to_owned() } else { id(column) };
            if PAGE_KEYS.contains(&&*to) || OF_PAGES.contains(&&*to) || terms.contains(&*to) {
                to = format!("{to}-here");
            }
            // A vocabulary has one field, which holds the terms.
            let (kind, vocabulary) = match vocabulary {
                Some(own) if terms.contains(&*own) => (kind.replace("term", "text"), None),
                own => (kind, own),
            };
            let is_collection = |v: &String| mapping.collections.values().flatten().any(|c| c == v);
            let vocabulary = vocabulary.map(|v| match is_collection(&v) || reserved::is_name(&v) {
                true => format!("{v}-terms"),
                false => v,
            });
            Some(Target { to, kind, vocabulary, part: None })
        };
        let key = |target: &Target| match &target.part {
            Some(part) => format!("{}.{part}", target.to),
            None => target.to.clone(),
        };
        let target = target.filter(|target| taken.insert(key(target)));
        columns.insert((*column).to_owned(), target);
    }
    // Exports of our own are read with their titles.
    let is_untitled = pages.iter().any(|page| page.title.is_empty());
    if is_table && is_untitled && !taken.contains("title") {
        title(&order, &found, pages.len(), &mut columns);
    }
    columns
}

/// The field that holds the terms of a vocabulary.
fn field_of<'f>(fields: &'f [Field], vocabulary: &str) -> Option<&'f Field> {
    let has = |field: &Field| field.vocabulary.as_ref().is_some_and(|own| own.value == vocabulary);
    fields.iter().find(|field| field.record.is_none() && has(field))
}

fn to_field(field: &Field, part: Option<&str>) -> Target {
    let vocabulary = field.vocabulary.as_ref().map(|v| v.value.clone());
    let (to, kind) = (field.id.clone(), field.form().word.to_owned());
    Target { to, kind, vocabulary, part: part.map(str::to_owned) }
}

/// The field of which a column has a part, as tables of this program name it: `period_start`, or "Period start".
fn part<'f>(fields: &'f [Field], column: &str) -> Option<(&'f Field, &'static str)> {
    let own = fields.iter().filter(|field| field.record.is_none());
    let columns = own.flat_map(|field| {
        let columns = stages(field.kind).export.columns_of(field);
        columns
            .iter()
            .map(move |(suffix, _)| (field, *suffix))
            .filter(|(_, suffix)| !suffix.is_empty())
    });
    let mut columns = columns.filter(|(field, suffix)| {
        let word = suffix.replace('_', " ");
        let labels = field.label.all().map(|label| format!("{label}{word}"));
        same(column, &format!("{}{suffix}", field.id), labels)
    });
    columns.next().map(|(field, suffix)| (field, suffix.trim_start_matches('_')))
}

fn of_pages(column: &str) -> Option<&'static str> {
    let column = column.to_lowercase();
    let slug = files::slug(&column);
    let names = |all: &str| all.split_whitespace().any(|name| name == column || name == slug);
    COLUMNS.iter().find(|(_, all)| names(all)).map(|(own, _)| *own)
}

/// Without a column of that name, the first whose texts differ in every row is the title.
fn title(
    order: &[&str],
    found: &BTreeMap<&str, Vec<&Entry>>,
    rows: usize,
    columns: &mut BTreeMap<String, Option<Target>>,
) {
    let is_title = |column: &&&str| {
        let entries = &found[**column];
        let texts: BTreeSet<&str> = entries.iter().map(|entry| &*entry.values[0]).collect();
        let has_words = texts
            .iter()
            .all(|text| text.chars().any(char::is_alphabetic) && text.chars().count() < 150);
        entries.len() == rows
            && texts.len() == rows
            && has_words
            && !texts.iter().any(|text| text.starts_with("http"))
    };
    let column = order.iter().find(is_title).or_else(|| order.first());
    if let Some(column) = column {
        columns.insert((*column).to_owned(), Some(Target::of_pages("title")));
    }
}
