//! Records as templates see them: each a small table of fields.

use super::fields::{self, Owner};
use super::reader::Reader;
use super::view::{map, pairs_to_map};
use crate::config::Field;
use crate::model::{PageClaim, PageId};
use crate::parse::page::Fact;
use tera::{Map, Value};

/// A field of records: `place` is its own in the list, `n` how many there are. Those that say nothing
/// are left out.
pub fn view(
    reader: &Reader,
    owner: &Owner,
    fields: &[Field],
    facts: &[Fact],
    place: usize,
    n: usize,
) -> Value {
    let all = (0..n).map(|number| {
        let parts = facts.iter().filter(|fact| fact.record == Some(number));
        record(reader, owner, fields, place, &parts.collect::<Vec<_>>())
    });
    let items: Vec<Value> = all.flatten().collect();
    let mut pairs = fields::head(&fields[place], owner.lang);
    pairs.push(("items", items.into()));
    pairs_to_map(&pairs)
}

/// What a page says beside a claim that is a part of a record: the other parts, but for references to
/// pages. None if the claim stands for itself.
pub fn beside(
    reader: &Reader,
    owner: &Owner,
    page: PageId,
    claim: PageClaim,
) -> Option<Value> {
    let parts = reader.record(page, claim.fact as u32);
    let collection = reader.face(page).collection?;
    let fields = &reader.config().collections[collection].fields;
    let place = fields[parts.first()?.1.field].record?;
    let parts: Vec<&Fact> = parts.into_iter().map(|(_, fact)| fact).collect();
    record(reader, owner, fields, place, &parts)
}

/// One record, by its field's place and its parts: its fields in order and by id. None if all are empty.
fn record(
    reader: &Reader,
    owner: &Owner,
    fields: &[Field],
    place: usize,
    parts: &[&Fact],
) -> Option<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut by_id = Map::new();
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record == Some(place)) {
        let fact = parts.iter().find(|fact| fact.field == i);
        let view = fact.map(|fact| fields::view(reader, owner, field, fact));
        let view = view.filter(|view| !fields::is_empty(view));
        by_id.insert(field.id.clone().into(), view.clone().into());
        all.extend(view);
    }
    (!all.is_empty()).then(|| map([("fields", all.into()), ("field", by_id.into())]))
}
