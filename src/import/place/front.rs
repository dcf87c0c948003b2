//! The front matter of a page, as TOML.

use super::addresses::{Addresses, Kept};
use super::columns::Parts;
use super::exported;
use super::paths::id_of;
use super::plan::{Found, Placed};
use super::terms::{Meaning, Terms};
use super::values::{Lines, list, toml_date};
use crate::config::Config;
use crate::files;
use crate::import::imported::{Entry, Imported, LeftOut, Lost, date, listed_date};
use crate::import::mapping::written::quoted;
use crate::import::mapping::{Mapping, Target};
use crate::parse::address::{self, Role};
use crate::tables::loose::{self, LooseDate};
use std::collections::{BTreeMap, HashSet};

pub struct Writer<'w> {
    pub imported: &'w Imported,
    pub mapping: &'w Mapping,
    pub config: &'w Config,
    pub addresses: &'w Addresses,
    pub terms: &'w mut Terms,
    pub found: &'w mut Found,
}

impl Writer<'_> {
    /// The front matter without its fences. `imported` says where the page comes from.
    pub fn front(&mut self, placed: &Placed, kept: &Kept) -> String {
        let page = placed.page;
        let mut out = Lines::default();
        out.put("title", quoted(&placed.title));
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                out.put(key, value);
            }
        };
        let summary = placed
            .summary
            .as_deref()
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        line("summary", summary.filter(|text| !text.is_empty()).map(|text| quoted(&text)));
        let own = |key: &str| self.of_page(placed, key);
        let mut lost = Lost::new();
        let mut dated = |key| own(key).and_then(|text| listed_date(key, &text, &mut lost));
        let date = page.date.or_else(|| dated("date"));
        let updated = page.updated.or_else(|| dated("updated"));
        line("date", date.map(toml_date));
        line("updated", updated.map(toml_date));
        let mut authors = page.authors.clone();
        authors.extend(own("authors").into_iter().flat_map(|names| page.lists.entries(&names)));
        authors.retain(|name| !name.trim().is_empty());
        authors.dedup();
        line("authors", (!authors.is_empty()).then(|| list(&authors)));
        // The licence of the whole site need not be said again.
        let site = self.config.licence.as_ref().map(|licence| &*licence.name);
        let licence = page.licence.clone().or_else(|| own("licence"));
        let licence = licence.filter(|licence| site != Some(licence));
        line("licence", licence.map(|text| quoted(&text)));
        line("project", page.project.clone().or_else(|| own("project")).map(|id| quoted(&id)));
        line("slug", kept.slug.as_deref().map(quoted));
        let mut aliases = kept.aliases.clone();
        aliases.extend(own("aliases").into_iter().flat_map(|all| page.lists.entries(&all)));
        line("aliases", (!aliases.is_empty()).then(|| list(&aliases)));
        let said = own("draft");
        let is_read = said.as_deref().map(loose::boolean);
        if let (Some(None), Some(said)) = (is_read, said) {
            lost.push(("draft", format!("`{said}` is neither yes nor no, so it is one")));
        }
        // What nobody can read is not published.
        let is_draft = page.draft || is_read.is_some_and(|is| is != Some(false));
        line("draft", is_draft.then(|| "true".to_owned()));
        line("order", own("order").and_then(|text| loose::number(&text)));
        for (kind, what) in lost {
            self.leave_out(kind, &page.id, &what);
        }
        let collection = self.collection(placed).map(|c| &self.config.collections[c]);
        let mut whole: BTreeMap<&str, Parts> = BTreeMap::new();
        for entry in &page.values {
            let Some(target) = self.mapping.target(&page.kind, &entry.key) else {
                self.leave_out("column", &entry.key, &format!("in {}", page.id));
                continue;
            };
            if target.kind.is_empty() {
                continue;
            }
            if collection.is_none_or(|c| c.fields.iter().all(|field| field.id != target.to)) {
                self.leave_out("column without a field", &target.to, &format!("in {}", page.id));
                continue;
            }
            if target.part.is_some() || matches!(&*target.kind, "place" | "places") {
                whole.entry(&target.to).or_default().take(page, target, entry);
            } else if let Some(value) = self.value(placed, target, entry) {
                out.put(&target.to, value);
            }
        }
        for (to, parts) in whole {
            let Some(value) = parts.value() else {
                let what = format!("`{to}` in {}: {}", page.id, parts.written());
                self.leave_out("parts that are no value", to, &what);
                continue;
            };
            out.put(to, value);
        }
        if let Some(collection) = collection {
            let mut lost = Lost::new();
            exported::fields(&page.exported, &collection.fields, &mut out, &mut lost);
            for (kind, what) in lost {
                self.leave_out(kind, &page.id, &what);
            }
        }
        self.taxonomies(placed, &mut out);
        for (to, value) in std::mem::take(&mut out.twice) {
            self.leave_out("second value of a field", &to, &format!("{value} in {}", page.id));
        }
        let day = page
            .date
            .or(page.updated)
            .map(|date| format!(", date = {}", toml_date(date)))
            .unwrap_or_default();
        let from = format!("from = {}", quoted(self.imported.from));
        out.put("imported", format!("{{ {from}, id = {}{day} }}", quoted(&id_of(page))));
        out.text
    }

    /// The collection whose fields a page has. The page of the list itself has none.
    fn collection(&self, placed: &Placed) -> Option<usize> {
        let inside = placed.path.strip_prefix("content/").unwrap_or(&placed.path);
        let is_list = matches!(address::of_page(inside, self.config).role, Role::Collection(_));
        self.config.collection(placed.collection).filter(|_| !is_list)
    }

    /// What columns give of what every page has.
    fn of_page(&self, placed: &Placed, wanted: &str) -> Option<String> {
        let page = placed.page;
        let is_it = |entry: &&Entry| {
            self.mapping
                .target(&page.kind, &entry.key)
                .is_some_and(|target| target.to == wanted && target.kind.is_empty())
        };
        page.values.iter().find(is_it).map(|entry| entry.values.join("; "))
    }

    fn leave_out(&mut self, kind: &'static str, place: &str, what: &str) {
        let (place, what) = (place.to_owned(), what.to_owned());
        self.found.left_out.push(LeftOut { kind, place, what });
    }

    /// The terms of a page, by the field that has their vocabulary.
    fn taxonomies(&mut self, placed: &Placed, out: &mut Lines) {
        let Some(c) = self.collection(placed) else {
            for (taxonomy, terms) in &placed.page.terms {
                self.leave_out(
                    "terms of a plain page",
                    taxonomy,
                    &format!("{} on {}", terms.join(", "), placed.path),
                );
            }
            return;
        };
        // Several taxonomies may have become one vocabulary.
        let mut found: Vec<(String, Vec<String>, bool)> = Vec::new();
        for (taxonomy, words) in &placed.page.terms {
            let what = format!("{} on {}", words.join(", "), placed.path);
            let Some(vocabulary) = self.mapping.vocabulary(taxonomy).map(str::to_owned) else {
                self.leave_out("terms that the mapping leaves out", taxonomy, &what);
                continue;
            };
            let is_field = |field: &&crate::config::Field| {
                field.record.is_none()
                    && field.vocabulary.as_ref().is_some_and(|own| own.value == vocabulary)
            };
            let Some(field) = self.config.collections[c].fields.iter().find(is_field) else {
                self.leave_out("terms without a field", taxonomy, &what);
                continue;
            };
            let (field, many) = (field.id.clone(), field.many);
            let ids = self.ids(&vocabulary, words, &placed.path);
            match found.iter_mut().find(|(known, ..)| *known == field) {
                Some((_, known, _)) => {
                    let new: Vec<_> = ids.into_iter().filter(|id| !known.contains(id)).collect();
                    known.extend(new);
                }
                None => found.push((field, ids, many)),
            }
        }
        for (field, ids, many) in found {
            if let Some(value) = of_many(&ids, many) {
                out.put(&field, value);
            }
        }
    }

    fn ids(&mut self, vocabulary: &str, words: &[String], path: &str) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut taken = HashSet::new();
        for word in words {
            let id = match self.terms.meaning(vocabulary, word) {
                Meaning::Term(id) => id,
                Meaning::Nearly(near) => {
                    self.leave_out(
                        "unknown term",
                        word,
                        &format!("did you mean `{near}`? in {path}"),
                    );
                    word.clone()
                }
            };
            if taken.insert(id.clone()) {
                ids.push(id);
            }
        }
        ids
    }

    /// A value of a field as TOML. One that the type can't hold is written as it is, and `check` explains it.
    fn value(&mut self, placed: &Placed, target: &Target, entry: &Entry) -> Option<String> {
        let whole = entry.values.join("; ");
        let many = crate::fields::named(&target.kind).is_some_and(|(_, many)| many);
        let parts: Vec<String> = match many {
            true => {
                entry.values.iter().flat_map(|value| placed.page.lists.entries(value)).collect()
            }
            false => vec![whole.clone()],
        };
        if parts.iter().all(|part| part.trim().is_empty()) {
            return None;
        }
        let kind = &*target.kind;
        Some(match kind {
            "number" | "strength" => loose::number(&whole)
                .filter(|_| loose::is_number(&whole))
                .unwrap_or_else(|| quoted(&whole)),
            "boolean" => loose::boolean(&whole).map_or_else(|| quoted(&whole), |is| is.to_string()),
            "date" => date(&whole).map_or_else(|| quoted(&whole), toml_date),
            "period" => period(&whole).unwrap_or_else(|| quoted(&whole)),
            "image" => self.image(placed, entry),
            "term" | "terms" | "claim" | "claims" => {
                let vocabulary = target.vocabulary.clone()?;
                let ids = self.ids(&vocabulary, &parts, &placed.path);
                of_many(&ids, many)?
            }
            "ref" | "refs" => {
                let name = |part: &String| match self.addresses.path(placed, part) {
                    Some(path) => files::file_name(path).trim_end_matches(".md").to_owned(),
                    None => part.clone(),
                };
                let names: Vec<String> = parts.iter().map(name).collect();
                of_many(&names, many)?
            }
            _ => of_many(&parts, many)?,
        })
    }

    /// A picture, with its alternative text as the second value.
    fn image(&mut self, placed: &Placed, entry: &Entry) -> String {
        let address = entry.values.first().cloned().unwrap_or_default();
        let path = self.addresses.path(placed, &address).cloned();
        if path.is_none() {
            self.found.missing.insert(address.clone());
        }
        let src = path.map_or(address, |path| files::link_to(&placed.path, &path));
        match entry.values.get(1).filter(|alt| !alt.is_empty()) {
            Some(alt) => format!("{{ src = {}, alt = {} }}", quoted(&src), quoted(alt)),
            None => format!("{{ src = {} }}", quoted(&src)),
        }
    }
}

/// One text, or a list.
fn of_many(parts: &[String], many: bool) -> Option<String> {
    match many {
        true if parts.is_empty() => None,
        true => Some(list(parts)),
        false => parts.first().map(|part| quoted(part)),
    }
}

fn period(text: &str) -> Option<String> {
    let toml = |iso: &str| loose::as_toml(iso);
    Some(match loose::date(text)? {
        LooseDate::One(iso) => toml(&iso),
        LooseDate::Period(start, Some(end)) => {
            format!("{{ start = {}, end = {} }}", toml(&start), toml(&end))
        }
        LooseDate::Period(start, None) => format!("{{ start = {} }}", toml(&start)),
        _ => return None,
    })
}
