//! The fields of a page or term as templates see them: all of them, and sorted by how they are shown. How one is
//! shown stands with its kind.

use super::reader::Reader;
use super::view::{map, pairs_to_map};
use crate::config::Licence;
use crate::fields::field::{Field, Group};
use crate::fields::kind::{Owner, Pairs};
use crate::fields::value::Fact;
use crate::fields::{record, stages};
use crate::model::{PageClaim, PageId};
use std::sync::Arc;
use tera::{Map, Value};

/// The filled fields, all of them and by how they are shown.
#[derive(Default)]
pub struct Fields {
    /// In the order of the settings.
    pub all: Vec<Value>,
    /// By id; those that are not filled are none.
    pub by_id: Map,
    sections: Vec<(&'static str, Value)>,
    /// Those that `site.toml` puts under a common heading, the headings in the order in which they first come.
    groups: Vec<(Arc<Group>, Vec<Value>)>,
}

pub fn fields(reader: &Reader, owner: &Owner, fields: &[Field], facts: &[Fact]) -> Fields {
    let mut shown = Fields { by_id: reader.no_fields(), ..Fields::default() };
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record.is_none()) {
        let fact = facts.iter().find(|fact| fact.field == i);
        let view = fact.and_then(|fact| match field.kind.has_parts {
            true => {
                let part = |field: &Field, fact: &Fact| view(reader, owner, field, fact);
                let items = record::items(fields, facts, i, part);
                headed(owner, field, vec![("items", items.into())])
            }
            false => view(reader, owner, field, fact),
        });
        shown.by_id.insert(field.id.clone().into(), view.clone().into());
        let (Some(fact), Some(view)) = (fact, view) else { continue };
        shown.all.push(view.clone());
        if let Some(group) = &field.group {
            match shown.groups.iter_mut().find(|(known, _)| known.id == group.id) {
                Some((_, fields)) => fields.push(view.clone()),
                None => shown.groups.push((group.clone(), vec![view.clone()])),
            }
        }
        shown.sections.push(((stages(field.kind).section)(fact), view));
    }
    shown
}

impl Fields {
    /// Those of a section, in the order of the settings.
    pub fn of(&self, section: &str) -> Vec<Value> {
        let own = self.sections.iter().filter(|(of, _)| *of == section);
        own.map(|(_, view)| view.clone()).collect()
    }

    /// The groups as templates see them.
    pub fn grouped(&self, lang: &str) -> Vec<Value> {
        let view = |(group, fields): &(Arc<Group>, Vec<Value>)| {
            map([("label", group.label.get(lang).into()), ("fields", fields.clone().into())])
        };
        self.groups.iter().map(view).collect()
    }
}

/// A field of any kind but record; none if there is nothing to show.
fn view(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> Option<Value> {
    headed(owner, field, (stages(field.kind).view)(reader, owner, field, fact))
}

/// What a kind shows of a field, behind what every view of a field begins with; none of an empty list.
fn headed(owner: &Owner, field: &Field, own: Pairs) -> Option<Value> {
    let is_empty = |(name, value): &(&str, Value)| *name == "items" && value.len() == Some(0);
    if own.iter().any(is_empty) {
        return None;
    }
    let mut pairs: Pairs = vec![
        ("id", field.id.as_str().into()),
        ("label", field.label.get(owner.lang).into()),
        ("kind", field.kind.view.unwrap_or(field.form().word).into()),
        ("group", field.group.as_ref().map(|group| group.label.get(owner.lang)).into()),
    ];
    pairs.extend(own);
    Some(pairs_to_map(&pairs))
}

/// What a page says beside a claim that is a part of a record: the other parts, but for references to
/// pages. None if the claim stands for itself.
pub fn beside(reader: &Reader, owner: &Owner, page: PageId, claim: PageClaim) -> Option<Value> {
    let parts = reader.record(page, claim.fact as u32);
    let fields = &reader.config().collections[reader.face(page).collection?].fields;
    let place = fields[parts.first()?.1.field].record?;
    let parts: Vec<&Fact> = parts.into_iter().map(|(_, fact)| fact).collect();
    record::view(fields, place, &parts, |field, fact| view(reader, owner, field, fact))
}

pub fn licence(licence: Option<&Licence>) -> Value {
    licence
        .map(|licence| {
            map([("name", licence.name.as_str().into()), ("href", licence.url.as_deref().into())])
        })
        .into()
}
