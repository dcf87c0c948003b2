//! The page that explores a collection: its facets and, in parts, its entries; and the files from which
//! its script knows the entries of the other parts.

use super::lists::{collection_view, pager, with_part};
use super::{Here, Shown, Site, map};
use crate::config::field_path;
use crate::fields::field::FieldKind;
use crate::fields::stages;
use crate::model::{Choice, Facet, FacetValue, Target};
use crate::plan::{entries_url, part_range, shard_range, shards};
use tera::Value;

pub fn explore(site: Site, c: usize, part: usize, shown: &mut Shown) -> Here {
    let model = site.model;
    let list = &model.collections[c];
    let url = model.url(Target::Explore(c));
    let range = part_range(part, list.len());
    let of_pages = &model.facets[c].of_pages[range.clone()];
    let entries: Vec<Value> = list[range]
        .iter()
        .zip(of_pages)
        .map(|(id, values)| {
            let numbers: Vec<String> = values.iter().map(usize::to_string).collect();
            map([
                ("card", site.cards.card(*id, site.depth).into()),
                ("values", numbers.join(" ").into()),
            ])
        })
        .collect();
    let facets: Vec<Value> = match part {
        1 => model.facets[c].facets.iter().map(|one| facet(site, c, one)).collect(),
        _ => Vec::new(),
    };
    let files: Vec<Value> = (1..=shards(list.len()))
        .filter(|_| part == 1)
        .map(|shard| entries_url(model, c, shard).into())
        .collect();
    shown.put("collection", || collection_view(site, c));
    shown.put("entries", || entries.into());
    shown.put("facets", || facets.into());
    shown.put("files", || files.into());
    shown.put("pager", || pager(&url, part, list.len()));
    let collection = &model.config.collections[c];
    let word = site.shelf.word(&model.config.language, "explore");
    let title = with_part(site, format!("{word}: {}", collection.label.main), part, list.len());
    let mut here = Here::new(site, "explore", title);
    here.above.push((collection.label.main.clone(), model.url(Target::Collection(c))));
    here
}

fn facet(site: Site, c: usize, facet: &Facet) -> Value {
    let fields = &site.model.config.collections[c].fields;
    let field = &fields[facet.field];
    let vocabulary = crate::model::vocabulary_of(&site.model.config, field);
    let values: Vec<Value> = (facet.first..)
        .zip(&facet.values)
        .map(|(i, one)| value(site, field.kind, one, i))
        .collect();
    map([
        ("id", field_path(fields, facet.field).into()),
        ("label", field.label.main.as_str().into()),
        ("record", field.record.map(|record| fields[record].label.main.as_str()).into()),
        ("vocabulary", vocabulary.map(|v| site.model.config.vocabularies[v].id.as_str()).into()),
        ("values", values.into()),
    ])
}

fn value(site: Site, kind: &FieldKind, value: &FacetValue, number: usize) -> Value {
    let (id, label, url) = match value.choice {
        Choice::Term(id) => {
            let term = site.model.term(id);
            let label = term.entry.label.get(&site.model.config.language).to_owned();
            (term.entry.id.value.clone(), label, Some(term.url.as_str()))
        }
        Choice::Number(number) => {
            let (id, label) = (stages(kind).choice)(site, number);
            (id, label, None)
        }
    };
    map([
        ("id", id.into()),
        ("label", label.into()),
        ("url", url.into()),
        ("number", number.into()),
        ("count", value.count.into()),
        ("depth", value.depth.into()),
    ])
}

/// A shard of what the script knows: address, title, summary and the numbers of the values. It is a
/// script itself, because pages that are opened from a disk may load scripts and nothing else.
pub fn entries(site: Site, c: usize, shard: usize) -> Vec<u8> {
    let model = site.model;
    let range = shard_range(shard, model.collections[c].len());
    let ids = &model.collections[c][range.clone()];
    let rows: Vec<_> = ids
        .iter()
        .zip(&model.facets[c].of_pages[range])
        .map(|(id, values)| {
            let page = model.page(*id);
            let summary = page.face.summary.as_deref().unwrap_or_default();
            (page.url.as_str(), model.page_title(*id), summary, values)
        })
        .collect();
    // Texts and numbers always have a form in JSON.
    let rows = serde_json::to_string(&rows).unwrap_or_default();
    format!("talkooEntries({shard},{rows})\n").into_bytes()
}
