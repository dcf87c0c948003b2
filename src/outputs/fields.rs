//! The fields of a page or term as templates see them: all of them, and grouped by section. The file of each kind
//! builds the views.

use super::declare::{Field as AnyField, Filled, Href, Item, Pairs, Text, Yes, list, map, view};
use super::reader::Reader;
use crate::config::Licence;
use crate::fields::field::{Field, Group};
use crate::fields::kind::Owner;
use crate::fields::record::{self, RecordView};
use crate::fields::stages;
use crate::fields::terms::is_claim_list;
use crate::fields::value::Fact;
use crate::model::{PageClaim, PageId};
use std::sync::Arc;
use tera::{Map, Value};

view! {
    /// A field with a value, of a page, a term or a record.
    struct FieldHead {
        id: Text, label: Text,
        kind: Text => "its kind",
        group: Option<Text> => "the heading of its group in `site.toml`",
        before: Yes => "whether it stands before the text",
    }

    /// A group of fields.
    struct FieldGroup {
        label: Text, fields: Filled<AnyField>,
        before: Yes => "whether it stands before the text",
    }

    /// A licence.
    struct LicenceView {
        name: Text,
        href: Option<Href> => "the address of its text",
    }
}

/// The fields with values, all of them and by section.
#[derive(Default)]
pub struct Fields {
    /// In the order of the settings.
    pub all: Vec<Value>,
    /// By id; fields without a value are none.
    pub by_id: Map,
    sections: Vec<(&'static str, Value)>,
    /// By group, in the order in which the groups first occur.
    groups: Vec<Grouped>,
}

/// The fields of a group that have values.
struct Grouped {
    group: Arc<Group>,
    before: bool,
    fields: Vec<Value>,
}

pub fn fields(reader: &Reader, owner: &Owner, fields: &[Field], facts: &[Fact]) -> Fields {
    let mut shown = Fields { by_id: reader.no_fields(), ..Fields::default() };
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record.is_none()) {
        let fact = facts.iter().find(|fact| fact.field == i);
        let view = one(reader, owner, fields, facts, i);
        shown.by_id.insert(field.id.clone().into(), view.clone().into());
        let (Some(fact), Some(view)) = (fact, view) else { continue };
        shown.all.push(view.clone());
        if let Some(group) = &field.group {
            match shown.groups.iter_mut().find(|other| other.group.id == group.id) {
                Some(other) => other.fields.push(view.clone()),
                None => {
                    let (group, fields) = (group.clone(), vec![view.clone()]);
                    shown.groups.push(Grouped { group, before: field.before, fields });
                }
            }
        }
        let section = (stages(field.kind).section)(field, is_claim_list(fact));
        shown.sections.push((section, view));
    }
    shown
}

/// The view of one field, given its index.
pub fn one(
    reader: &Reader,
    owner: &Owner,
    fields: &[Field],
    facts: &[Fact],
    i: usize,
) -> Option<Value> {
    let field = &fields[i];
    let fact = facts.iter().find(|fact| fact.field == i)?;
    if !field.kind.has_parts {
        return view(reader, owner, field, fact);
    }
    let part = |field: &Field, fact: &Fact| view(reader, owner, field, fact);
    headed(owner, field, record::items(fields, facts, i, part).into())
}

impl Fields {
    /// The fields of a section, in the order of the settings.
    pub fn of(&self, section: &str) -> Vec<Value> {
        let own = self.sections.iter().filter(|(of, _)| *of == section);
        own.map(|(_, view)| view.clone()).collect()
    }

    /// The view of the groups.
    pub fn grouped(&self, lang: &str) -> Value {
        list(self.groups.iter().map(|Grouped { group, before, fields }| FieldGroup {
            label: group.label.get(lang).into(),
            fields: fields.clone().into(),
            before: (*before).into(),
        }))
    }
}

/// The view of a field of any kind but record; none if there is nothing to show.
fn view(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> Option<Value> {
    headed(owner, field, (stages(field.kind).view)(reader, owner, field, fact))
}

/// The view of a field with the names that all fields have; none for an empty list.
fn headed(owner: &Owner, field: &Field, own: Pairs) -> Option<Value> {
    let is_empty = |item: &Item| matches!(item, Item::Value(list) if list.len() == Some(0));
    if own.iter().any(|(name, item)| *name == "items" && is_empty(item)) {
        return None;
    }
    let mut pairs: Pairs = head(field, owner.lang).into();
    pairs.extend(own);
    Some(map(&pairs))
}

/// The names that all fields have.
pub fn head<'f>(field: &'f Field, lang: &str) -> FieldHead<'f> {
    FieldHead {
        id: field.id.as_str().into(),
        label: field.label.get(lang).into(),
        kind: field.kind.view.unwrap_or(field.form().word).into(),
        group: field.group.as_ref().map(|group| group.label.get(lang)).into(),
        before: field.before.into(),
    }
}

/// For a claim in a record: the other fields of the record except references to pages. None for any other claim.
pub fn beside(
    reader: &Reader,
    owner: &Owner,
    page: PageId,
    claim: PageClaim,
) -> Option<RecordView<'static>> {
    let parts = reader.record(page, claim.fact as u32);
    let fields = &reader.config().collections[reader.face(page).collection?].fields;
    let place = fields[parts.first()?.1.field].record?;
    let parts: Vec<&Fact> = parts.into_iter().map(|(_, fact)| fact).collect();
    record::view(fields, place, &parts, |field, fact| view(reader, owner, field, fact))
}

pub fn licence(licence: &Licence) -> LicenceView<'_> {
    LicenceView { name: licence.name.as_str().into(), href: licence.url.as_deref().into() }
}
