//! The settings of the repository after the import: a whole `site.toml` for a new one, or the collections and vocabularies
//! that an existing one lacks, which go behind its own.

use super::old_terms;
use super::plan::{Bytes, Found, Placed, Planned};
use super::values::list;
use crate::config::{self, COUNTRIES, Config, PATH};
use crate::import::existing::Existing;
use crate::import::imported::{Imported, LeftOut};
use crate::import::mapping::written::{key, quoted};
use crate::import::mapping::{Mapping, Target};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What WordPress and the generators call lists of tags.
const TAGS: [&str; 4] = ["post_tag", "tags", "keywords", "topics"];

/// Where a menu is that of a site of Markdown.
const SITES: [&str; 6] = ["hugo", "jekyll", "zola", "quarto", "collectionbuilder", "markdown"];

/// The most entries of a menu that are taken over.
const MENU: usize = 12;

/// The text to write, if any, and the settings as they will be.
pub fn settings(
    imported: &Imported,
    mapping: &Mapping,
    existing: &Existing,
    found: &mut Found,
) -> (Option<Bytes>, Config) {
    let schema = schema(imported, mapping, existing, found);
    match existing.texts.get(PATH) {
        None => {
            let text = head(imported, mapping) + &schema;
            let config = config::read(&text).0;
            (Some(Bytes::New(text)), config)
        }
        Some(before) => {
            let config = config::read(&format!("{}\n{schema}", before.trim_end())).0;
            let text = (!schema.is_empty()).then_some(Bytes::Append(schema));
            (text, config)
        }
    }
}

/// The languages besides the site's that pages are in.
fn languages(imported: &Imported, main: &str) -> Vec<String> {
    let all = imported.pages.iter().filter_map(|page| page.language.as_deref());
    let good = all.filter(|lang| *lang != main && is_language(lang));
    good.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

fn is_language(tag: &str) -> bool {
    (2..=11).contains(&tag.len()) && icu_locale::Locale::try_from_str(tag).is_ok()
}

/// The language of the site: what it says, or else that of most pages.
fn language(imported: &Imported) -> String {
    let said = imported.site.language.clone().filter(|lang| is_language(lang));
    said.unwrap_or_else(|| {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let all = imported.pages.iter().filter_map(|page| page.language.as_deref());
        all.filter(|lang| is_language(lang)).for_each(|lang| *times.entry(lang).or_default() += 1);
        let most = times.iter().max_by_key(|(_, times)| **times);
        most.map_or("en", |(lang, _)| lang).to_owned()
    })
}

/// What stands above the schema in a new file.
fn head(imported: &Imported, mapping: &Mapping) -> String {
    let site = &imported.site;
    let title = if site.title.is_empty() { "Imported pages" } else { &site.title };
    let language = language(imported);
    let mut out = format!(
        "# The settings of this repository. `talkoo check` reports mistakes in this file.\n\ntitle = {}\n",
        quoted(title)
    );
    if !site.description.is_empty() {
        out += &format!("description = {}\n", quoted(&site.description));
    }
    out += &format!("language = {}\n", quoted(&language));
    let others = languages(imported, &language);
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|lang| quoted(lang)).collect();
        out += &format!("languages = [{}]\n", others.join(", "));
    }
    if let Some(manner) = site.heading_ids {
        out += &format!("heading_ids = {}\n", quoted(manner));
    }
    out += "theme = \"commons\"\n";
    let address = site
        .address
        .as_ref()
        .filter(|address| config::is_web_address(address) && !address.contains(['?', '#']));
    out += "\n# The address of the site. Feeds, the sitemap and canonical links need it.\n";
    match address {
        Some(address) => out += &format!("base_url = {}\n", quoted(&format!("{address}/"))),
        None => out += "# base_url = \"https://example.org/\"\n",
    }
    if let Some(menu) = menu(imported, mapping) {
        out += &format!(
            "\n# The menu: pages, by their path in content/, and vocabularies.\nnavigation = [\n{menu}]\n"
        );
    }
    out
}

/// The lines of the menu, before which those of the source come; none if there is nothing to put there.
fn menu(imported: &Imported, mapping: &Mapping) -> Option<String> {
    let is_there = |id: &String| {
        imported.pages.iter().any(|page| page.id == *id || page.kind == *id && page.kind != "pages")
    };
    let is_site = SITES.contains(&imported.from);
    if is_site && imported.menu.iter().any(|(_, id)| is_there(id)) {
        return Some(String::new());
    }
    let line =
        |id: &str, target: &str| format!("  {{ label = {}, {target} }},\n", quoted(&label(id)));
    let is_public = |collection: &&String| {
        let is_in = |kind: &str| mapping.collection(kind) == Some(collection);
        let mut own = imported.pages.iter().filter(|page| is_in(&page.kind)).peekable();
        own.peek().is_none() || own.any(|page| !page.draft)
    };
    let collections = collections(mapping);
    let mut lines: Vec<String> = collections
        .iter()
        .filter(is_public)
        .map(|id| line(id, &format!("page = {}", quoted(&format!("{id}/index.md")))))
        .collect();
    // What repeats in front matter of other generators is seldom what readers look for.
    if !is_site {
        let all = vocabularies(imported, mapping);
        lines.extend(all.iter().map(|id| line(id, &format!("vocabulary = {}", quoted(id)))));
    }
    (!lines.is_empty()).then(|| lines.concat())
}

/// The settings with the menu of the source before what every repository of ours has.
pub fn with_menu(
    text: &str,
    imported: &Imported,
    mapping: &Mapping,
    placed: &[Placed],
    found: &mut Found,
) -> String {
    let by_id: HashMap<&str, &Placed> =
        placed.iter().rev().map(|placed| (&*placed.page.id, placed)).collect();
    let target = |id: &str| match by_id.get(id) {
        Some(of) => Some((of.path.strip_prefix("content/")?.to_owned(), of.title.clone())),
        // The list of a type.
        None => mapping
            .collection(id)
            .filter(|collection| !collection.is_empty())
            .map(|collection| (format!("{collection}/index.md"), label(collection))),
    };
    for (n, (name, id)) in imported.menu.iter().enumerate() {
        let is_number = id.chars().all(|c| c.is_ascii_digit());
        let what = match target(id) {
            None if is_number => format!("it leads to number {id}, which is no page here"),
            None => format!("it leads to `{id}`, which is no page here"),
            Some(_) if n >= MENU => format!("a menu takes {MENU} entries"),
            Some(_) => continue,
        };
        let kind = "entry of the menu";
        found.left_out.push(LeftOut { kind, place: name.clone(), what });
    }
    let line = |(name, id): &(String, String)| {
        let (page, title) = target(id)?;
        let name = if name.is_empty() { &title } else { name };
        let page = format!("page = {}", quoted(&page));
        (!text.contains(&page)).then(|| format!("  {{ label = {}, {page} }},\n", quoted(name)))
    };
    let mut lines: Vec<String> = imported.menu.iter().take(MENU).filter_map(line).collect();
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    let lines = lines.concat();
    let head = "navigation = [\n";
    match text.contains(head) {
        true => text.replacen(head, &format!("{head}{lines}"), 1),
        false if lines.is_empty() => text.to_owned(),
        false => format!("{text}\nnavigation = [\n{lines}]\n"),
    }
}

fn collections(mapping: &Mapping) -> BTreeSet<String> {
    mapping.collections.values().flatten().filter(|to| !to.is_empty()).cloned().collect()
}

/// The vocabularies that pages use: those of taxonomies and of columns.
fn vocabularies(imported: &Imported, mapping: &Mapping) -> BTreeSet<String> {
    let columns = mapping.fields.values().flat_map(BTreeMap::values).flatten();
    let of_columns = columns.filter_map(|target| target.vocabulary.clone());
    let with_fields = |page: &&crate::import::imported::Page| {
        mapping.collection(&page.kind).is_some_and(|to| !to.is_empty())
    };
    let used = imported.pages.iter().filter(with_fields).flat_map(|page| &page.terms);
    let of_taxonomies =
        used.filter_map(|(taxonomy, _)| mapping.vocabulary(taxonomy).map(str::to_owned));
    of_columns.chain(of_taxonomies).collect()
}

/// The tables of vocabularies and collections that are not there yet.
fn schema(
    imported: &Imported,
    mapping: &Mapping,
    existing: &Existing,
    found: &mut Found,
) -> String {
    let mut out = String::new();
    let config = existing.config.as_ref();
    let has_vocabulary = |id: &str| config.is_some_and(|config| config.vocabulary(id).is_some());
    let missing = vocabularies(imported, mapping).into_iter().filter(|id| !has_vocabulary(id));
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        out += "\n# The terms of each vocabulary are in content/<name>/terms.toml; countries are built in.\n";
    }
    for vocabulary in missing {
        let singular = if vocabulary == COUNTRIES { "singular = \"Country\"\n" } else { "" };
        // New tags come with new pages.
        let is_open = |taxonomy: &&str| mapping.vocabulary(taxonomy) == Some(&*vocabulary);
        let open = if TAGS.iter().any(is_open) { "open = true\n" } else { "" };
        let old: Vec<String> =
            old_terms::folders(imported, mapping, &vocabulary).into_iter().collect();
        let old = match old.is_empty() {
            true => String::new(),
            false => format!("aliases = {}\n", list(&old)),
        };
        out += &format!(
            "[vocabularies.{}]\nlabel = {}\n{singular}{open}{old}\n",
            key(&vocabulary),
            quoted(&label(&vocabulary))
        );
    }
    let mut taxonomies: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for page in imported.pages.iter().filter(|page| !page.terms.is_empty()) {
        let own = page.terms.iter().map(|(taxonomy, _)| &**taxonomy);
        taxonomies.entry(&page.kind).or_default().extend(own);
    }
    let dated = imported.pages.iter().filter(|page| page.date.is_some());
    let dated: BTreeSet<&str> = dated.filter_map(|page| mapping.collection(&page.kind)).collect();
    for collection in collections(mapping) {
        let known = config
            .and_then(|config| config.collection(&collection).map(|c| &config.collections[c]));
        let fields = fields(&collection, &taxonomies, mapping);
        if let Some(known) = known {
            for (field, target) in
                fields.iter().filter(|(id, _)| known.fields.iter().all(|field| field.id != **id))
            {
                let what = format!(
                    "to take it over, add this to [collections.{collection}.fields]: {}",
                    line(target).trim()
                );
                found.left_out.push(LeftOut {
                    kind: "column without a field",
                    place: field.clone(),
                    what,
                });
            }
            continue;
        }
        let is_ordered = imported.pages.iter().any(|page| {
            let is_order = |target: &Target| target.to == "order";
            mapping.collection(&page.kind) == Some(&*collection)
                && page
                    .values
                    .iter()
                    .any(|entry| mapping.target(&page.kind, &entry.key).is_some_and(is_order))
        });
        let sort = if is_ordered {
            "order"
        } else if dated.contains(&*collection) {
            "-date"
        } else {
            "title"
        };
        out += &format!(
            "\n[collections.{}]\nlabel = {}\nsort = {}\n",
            key(&collection),
            quoted(&label(&collection)),
            quoted(sort)
        );
        let explored: Vec<String> = fields
            .iter()
            .filter(|(_, (target, _))| target.vocabulary.is_some())
            .map(|(id, _)| quoted(id))
            .collect();
        if !explored.is_empty() {
            out += &format!("explore = [{}]\n", explored.join(", "));
        }
        if !fields.is_empty() {
            out += &format!("\n[collections.{}.fields]\n", key(&collection));
            fields.values().for_each(|field| out += &line(field));
        }
    }
    out
}

/// The fields of a collection, by name, each with what people call it.
fn fields(
    collection: &str,
    taxonomies: &BTreeMap<&str, BTreeSet<&str>>,
    mapping: &Mapping,
) -> BTreeMap<String, (Target, String)> {
    let mut fields: BTreeMap<String, (Target, String)> = BTreeMap::new();
    let kinds = mapping.collections.iter().filter(|(_, to)| to.as_deref() == Some(collection));
    for (kind, _) in kinds {
        for (column, target) in mapping.fields.get(kind).into_iter().flatten() {
            let Some(target) = target.as_ref().filter(|target| !target.kind.is_empty()) else {
                continue;
            };
            let name = if target.to == "picture" { "Picture" } else { column.as_str() };
            let name = Some(labelled(name)).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| label(&target.to));
            fields.entry(target.to.clone()).or_insert((target.clone(), name));
        }
        for taxonomy in taxonomies.get(&**kind).into_iter().flatten() {
            let Some(vocabulary) = mapping.vocabulary(taxonomy) else { continue };
            let has_it =
                |(target, _): &(Target, String)| target.vocabulary.as_deref() == Some(vocabulary);
            if !fields.values().any(has_it) {
                let (to, kind) = (vocabulary.to_owned(), "terms".to_owned());
                let target =
                    Target { to, kind, vocabulary: Some(vocabulary.to_owned()), part: None };
                fields.insert(vocabulary.to_owned(), (target, label(vocabulary)));
            }
        }
    }
    fields
}

/// A field as a line of site.toml.
fn line((target, label): &(Target, String)) -> String {
    let vocabulary = target.vocabulary.as_ref();
    let vocabulary = vocabulary.map(|id| format!(", vocabulary = {}", quoted(id)));
    format!(
        "{} = {{ type = {}{}, label = {} }}\n",
        key(&target.to),
        quoted(&target.kind),
        vocabulary.unwrap_or_default(),
        quoted(label)
    )
}

/// A name for people: `post-tags` → `Post tags`.
fn label(id: &str) -> String {
    labelled(&id.replace('-', " "))
}

fn labelled(column: &str) -> String {
    let words = column.replace('_', " ");
    let mut chars = words.trim().chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// The pages that the menu leads to and nobody has: one for each collection, and the home page of a new repository. A run
/// that was killed may have left settings and no page.
pub fn introductions(
    imported: &Imported,
    mapping: &Mapping,
    existing: &Existing,
    config: &Config,
    own: &BTreeSet<&str>,
) -> Vec<Planned> {
    let mut pages = Vec::new();
    if existing.pages.is_empty() && !imported.pages.is_empty() {
        pages.push(("content/index.md".to_owned(), config.title.clone()));
    }
    for collection in collections(mapping) {
        pages.push((format!("content/{collection}/index.md"), label(&collection)));
    }
    pages.retain(|(path, _)| !own.contains(&**path) && !existing.pages.contains(path));
    let planned = pages.into_iter().map(|(path, title)| Planned {
        path,
        bytes: Bytes::New(format!("+++\ntitle = {}\n+++\n", quoted(&title))),
    });
    planned.collect()
}
