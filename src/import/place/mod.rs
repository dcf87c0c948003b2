//! Gives everything its place in the repository: paths, front matter, links, terms, settings. The result is a plan, the
//! list of files to write; nothing is written here.

mod addresses;
mod front;
mod links;
mod paths;
mod settings;
mod terms;

use super::existing::Existing;
use super::imported::{Imported, LeftOut, Page};
use super::mapping::Mapping;
use crate::config::{self, Config};
use crate::parse::bibliography;
use addresses::Addresses;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use terms::Terms;

/// What is to be written.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order in which they are written: settings come first, because without them nothing is a repository, and a
    /// killed run that left them is gone on with by the next.
    pub files: Vec<Planned>,
    pub report: Found,
}

#[derive(Debug)]
pub struct Planned {
    pub path: String,
    pub bytes: Bytes,
}

#[derive(Debug)]
pub enum Bytes {
    /// A new file; one that exists stays as it is.
    New(String),
    /// A copy of a file.
    Copy(PathBuf),
    /// What goes behind the text of a file that may exist.
    Append(String),
}

/// What a plan says about itself.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    pub pages: usize,
    pub drafts: usize,
    pub terms: usize,
    pub works: usize,
    pub files: usize,
    pub aliases: usize,
    /// Pictures and downloads that the source only names.
    pub missing: BTreeSet<String>,
    pub left_out: Vec<LeftOut>,
    pub notes: Vec<String>,
}

/// A page that has its place.
struct Placed<'i> {
    page: &'i Page,
    /// The path in the repository.
    path: String,
    collection: &'i str,
    title: String,
    summary: Option<String>,
    body: String,
}

pub fn place(imported: &Imported, mapping: &Mapping, existing: &Existing) -> Plan {
    let mut found = Found {
        left_out: imported.left_out.clone(),
        notes: imported.notes.clone(),
        ..Found::default()
    };
    let (text, config) = settings::settings(imported, mapping, existing, &mut found);
    let placed = paths::place(imported, mapping, &config, &mut found);
    let files = paths::files(imported, mapping, &mut found);
    let addresses = Addresses::of(imported, mapping, &placed, &files);
    let mut terms = Terms::of(imported, mapping, existing, &config);
    let mut plan = Plan::default();
    let aliases = addresses.aliases(&placed, &config);
    let mut pages = Vec::new();
    for (placed, aliases) in placed.iter().zip(&aliases) {
        found.pages += 1;
        found.drafts += usize::from(placed.page.draft);
        found.aliases += aliases.len();
        let mut writer = front::Writer {
            imported,
            mapping,
            config: &config,
            addresses: &addresses,
            terms: &mut terms,
            found: &mut found,
        };
        let front = writer.front(placed, aliases);
        let body = links::rewritten(&placed.body, &mut |link, is_picture| {
            addresses.link(placed, link, is_picture, &mut found.missing)
        });
        let gap = if body.trim().is_empty() { "" } else { "\n" };
        pages.push(Planned {
            path: placed.path.clone(),
            bytes: Bytes::New(format!("+++\n{front}+++\n{gap}{body}")),
        });
    }
    let own: BTreeSet<&str> = pages.iter().map(|page| &*page.path).collect();
    let mut introductions = settings::introductions(imported, mapping, existing, &config, &own);
    if let Some(text) = text {
        let text = match text {
            Bytes::New(text) => Bytes::New(settings::with_menu(&text, imported, &placed)),
            other => other,
        };
        plan.files.push(Planned { path: config::PATH.to_owned(), bytes: text });
    }
    plan.files.append(&mut terms.files(existing, &mut found));
    plan.files.extend(works(imported, existing, &mut found));
    for (file, path) in &files {
        if let Some(place) = &file.place {
            found.files += 1;
            plan.files.push(Planned { path: path.clone(), bytes: Bytes::Copy(place.clone()) });
        }
    }
    plan.files.append(&mut introductions);
    plan.files.append(&mut pages);
    found.left_out.sort();
    found.left_out.dedup();
    plan.report = found;
    plan
}

/// The works that the bibliography does not have yet.
fn works(imported: &Imported, existing: &Existing, found: &mut Found) -> Option<Planned> {
    let mut text = String::new();
    for work in &imported.works {
        let known = existing.works.iter().find(|other| super::bibliography::is_same(other, work));
        if let Some(known) = known {
            if known.key != work.key {
                let what = format!("`{}` is in the bibliography as `{}`", work.key, known.key);
                found.left_out.push(LeftOut {
                    kind: "duplicate work",
                    place: bibliography::PATH.into(),
                    what,
                });
            }
            continue;
        }
        if existing.works.iter().any(|other| other.key == work.key) {
            let what = format!("the bibliography has another work with the key `{}`", work.key);
            found.left_out.push(LeftOut {
                kind: "work with a taken key",
                place: bibliography::PATH.into(),
                what,
            });
            continue;
        }
        found.works += 1;
        text.push('\n');
        text.push_str(&work.text);
    }
    let path = bibliography::PATH.to_owned();
    (!text.is_empty()).then_some(Planned { path, bytes: Bytes::Append(text) })
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

/// The first of two settings is the repository's.
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

/// The settings as they will be.
fn config_of(text: &str) -> Config {
    config::read(text).0
}
