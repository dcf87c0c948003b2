//! Records as templates see them: each a small table of fields.

use super::fields::{self, Owner};
use super::{Site, map, pairs_to_map};
use crate::config::Field;
use crate::model::{PageClaim, PageId, fields_of};
use crate::parse::page::Fact;
use tera::{Map, Value};

/// A field of records: `place` is its own in the list, `n` how many there are. Those that say nothing
/// are left out.
pub fn view(
    site: Site,
    owner: &Owner,
    fields: &[Field],
    facts: &[Fact],
    place: usize,
    n: usize,
) -> Value {
    let all = (0..n).map(|number| {
        let parts = facts.iter().filter(|fact| fact.record == Some(number));
        record(site, owner, fields, place, &parts.collect::<Vec<_>>())
    });
    let items: Vec<Value> = all.flatten().collect();
    let mut pairs = fields::head(&fields[place], owner.lang);
    pairs.push(("items", items.into()));
    pairs_to_map(&pairs)
}

/// What a page says beside a claim that is a part of a record: the other parts, but for references to
/// pages. None if the claim stands for itself.
pub fn beside(site: Site, owner: &Owner, page: PageId, claim: PageClaim) -> Option<Value> {
    let whole = site.model.page(page);
    let fields = fields_of(&site.model.config, whole);
    let place = fields[whole.facts[claim.fact].field].record?;
    let parts: Vec<&Fact> = site.model.siblings(page, claim.fact).map(|(_, fact)| fact).collect();
    record(site, owner, fields, place, &parts)
}

/// One record, by its field's place and its parts: its fields in order and by id. None if all are empty.
fn record(
    site: Site,
    owner: &Owner,
    fields: &[Field],
    place: usize,
    parts: &[&Fact],
) -> Option<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut by_id = Map::new();
    for (i, field) in fields.iter().enumerate().filter(|(_, field)| field.record == Some(place)) {
        let fact = parts.iter().find(|fact| fact.field == i);
        let view = fact.map(|fact| fields::view(site, owner, field, fact));
        let view = view.filter(|view| !fields::is_empty(view));
        by_id.insert(field.id.clone().into(), view.clone().into());
        all.extend(view);
    }
    (!all.is_empty()).then(|| map([("fields", all.into()), ("field", by_id.into())]))
}
