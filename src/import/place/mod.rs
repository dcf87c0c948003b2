//! Gives everything its place in the repository: paths, front matter, links, terms, settings. The result is a plan, the
//! list of files to write; nothing is written here.

mod addresses;
mod columns;
mod exported;
mod front;
mod links;
mod old_terms;
mod paths;
mod plan;
mod settings;
mod terms;
mod values;

use super::existing::Existing;
use super::imported::{Imported, LeftOut};
use super::mapping::{self, Mapping};
use crate::config;
use crate::files;
use crate::parse::bibliography;
use addresses::Addresses;
use plan::Placed;
pub use plan::{Bytes, Found, Plan, Planned};
use std::collections::BTreeSet;
use terms::Terms;

pub fn place(imported: &Imported, mapping: &Mapping, existing: &Existing) -> Plan {
    let mut found = Found {
        left_out: imported.left_out.clone(),
        notes: imported.notes.clone(),
        ..Found::default()
    };
    let (text, config) = settings::settings(imported, mapping, existing, &mut found);
    renamed(mapping, &mut found);
    let placed = paths::place(imported, mapping, &config, &mut found);
    let files = paths::files(imported, mapping, &config, &mut found);
    let mut terms = Terms::of(imported, mapping, existing, &config);
    let old = old_terms::of(imported, mapping, &placed, &mut terms);
    let addresses = Addresses::of(imported, &placed, &old, &files);
    let mut plan = Plan::default();
    let kept = addresses.kept(&placed, &config, &mut found.left_out);
    let mut pages = Vec::new();
    for (placed, kept) in placed.iter().zip(&kept) {
        found.pages += 1;
        found.drafts += usize::from(placed.page.draft);
        found.aliases += kept.aliases.len() + usize::from(kept.slug.is_some());
        let mut writer = front::Writer {
            imported,
            mapping,
            config: &config,
            addresses: &addresses,
            terms: &mut terms,
            found: &mut found,
        };
        let front = writer.front(placed, kept);
        let body = links::rewritten(&placed.body, &mut |link, is_picture| {
            addresses.link(placed, link, is_picture, &mut found.missing)
        });
        let gap = if body.trim().is_empty() { "" } else { "\n" };
        pages.push(Planned {
            path: placed.path.clone(),
            bytes: Bytes::New(format!("+++\n{front}+++\n{gap}{body}")),
        });
    }
    declare(&placed, mapping, &mut terms);
    let own: BTreeSet<&str> = pages.iter().map(|page| &*page.path).collect();
    let mut of_terms = old_terms::pages(&old, &addresses, &config, &own, &mut found);
    let mut introductions = settings::introductions(imported, mapping, existing, &config, &own);
    if let Some(text) = text {
        let text = match text {
            Bytes::New(text) => {
                Bytes::New(settings::with_menu(&text, imported, mapping, &placed, &mut found))
            }
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
    plan.files.append(&mut of_terms);
    plan.files.append(&mut pages);
    found.left_out.sort();
    found.left_out.dedup();
    plan.report = found;
    plan
}

/// Makes terms of those that only have a text.
fn declare(placed: &[Placed], mapping: &Mapping, terms: &mut Terms) {
    for placed in placed.iter().filter(|placed| placed.collection.is_empty()) {
        let Some(vocabulary) = mapping.vocabulary(&placed.page.kind) else { continue };
        let name = files::file_name(&placed.path).split('.').next().unwrap_or_default();
        if name != "index" {
            terms.meaning(vocabulary, name);
        }
    }
}

/// Lists columns whose name something else has.
fn renamed(mapping: &Mapping, found: &mut Found) {
    for (kind, columns) in &mapping.fields {
        for (column, target) in columns {
            let to = target.as_ref().map(|target| &*target.to).unwrap_or_default();
            if let Some(own) = to.strip_suffix("-here").filter(|own| mapping::id(column) == *own) {
                let what = format!("`{to}`, since `{own}` is something else in `{kind}`");
                let (kind, place) = ("renamed field", column.clone());
                found.left_out.push(LeftOut { kind, place, what });
            }
        }
    }
}

/// The works that the bibliography does not have yet.
fn works(imported: &Imported, existing: &Existing, found: &mut Found) -> Option<Planned> {
    let mut text = String::new();
    for work in imported.works.iter() {
        if let Some(known) = existing.works.same(work) {
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
        if let Some(known) = existing.works.with_key(&work.key) {
            // An earlier run wrote a work whose title says too little to find it by.
            if known.name == work.name {
                continue;
            }
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
