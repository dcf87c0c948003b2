//! Gives everything its place in the repository: paths, front matter, links, terms, settings. The result is a plan, the
//! list of files to write; nothing is written here.

mod addresses;
mod columns;
mod exported;
mod front;
mod links;
mod paths;
mod plan;
mod settings;
mod terms;
mod values;

use super::existing::Existing;
use super::imported::{Imported, LeftOut};
use super::mapping::Mapping;
use crate::config;
use crate::parse::bibliography;
use addresses::Addresses;
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
    let placed = paths::place(imported, mapping, &config, &mut found);
    let files = paths::files(imported, mapping, &mut found);
    let addresses = Addresses::of(imported, mapping, &placed, &files);
    let mut terms = Terms::of(imported, mapping, existing, &config);
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
    let own: BTreeSet<&str> = pages.iter().map(|page| &*page.path).collect();
    let mut introductions = settings::introductions(imported, mapping, existing, &config, &own);
    if let Some(text) = text {
        let text = match text {
            Bytes::New(text) => {
                Bytes::New(settings::with_menu(&text, imported, &placed, &mut found))
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
    plan.files.append(&mut pages);
    found.left_out.sort();
    found.left_out.dedup();
    plan.report = found;
    plan
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
        if existing.works.has_key(&work.key) {
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
