//! Fields that hold several things: texts, places, records, terms and claims, references, citations.

use super::fields::{Frame, Record, example, facts};
use super::page::{Claim, Fact, Place, Value};
use crate::config::Field;
use crate::diagnostics::rules::OUT_OF_RANGE;
use crate::tables::{Item, Located};
use toml::de::DeValue;

impl Frame<'_> {
    /// A record or several: a fact that counts them, and then the facts that are their parts.
    pub(super) fn records(&self, fields: &[Field], place: usize, item: Item) -> Vec<Fact> {
        let field = &fields[place];
        let example = self.example(fields, place);
        let tables = self.items(field, item).unwrap_or_default().into_iter();
        let tables = tables.filter_map(|item| self.reader.table(&field.id, item, &example));
        let what = format!("an entry of `{}`", field.id);
        let mut parts = Vec::new();
        let mut count = 0;
        for (number, table) in tables.enumerate() {
            let ids = format!("{}-{}-", field.id, number + 1);
            let record = Some((Record { field: place, number }, &*ids));
            parts.append(&mut facts(&Frame { record, ..*self }, &table, fields, &what, true));
            self.reader.unknown_keys(&table, &what);
            count += 1;
        }
        self.count(field, item, count);
        let span = self.reader.span_of(item);
        let value = Value::Records(count);
        let counted = Fact { field: place, span, value, is_default: false, record: None };
        std::iter::once(counted).chain(parts).collect()
    }

    /// How a record is written: with the keys that it must have, or else its first.
    fn example(&self, fields: &[Field], place: usize) -> String {
        let parts = || fields.iter().filter(|field| field.record == Some(place));
        let due = parts().filter(|field| field.required);
        let mut shown: Vec<&Field> = due.collect();
        if shown.is_empty() {
            shown.extend(parts().next());
        }
        let pairs = shown.iter().map(|field| format!("{} = {}", field.id, example(&field.kind)));
        format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
    }

    /// One or several texts.
    pub(super) fn texts(&self, field: &Field, item: Item) -> Option<Vec<String>> {
        Some(self.names(field, item)?.into_iter().map(|text| text.value).collect())
    }

    /// One or several places.
    pub(super) fn places(&self, field: &Field, item: Item) -> Option<Vec<Place>> {
        let items = self.items(field, item)?.into_iter();
        let places: Vec<Place> = items.filter_map(|item| self.place(&field.id, item)).collect();
        self.count(field, item, places.len());
        Some(places)
    }

    /// How strong evidence is: a whole number from 0 to 5.
    pub(super) fn strength(&self, key: &str, item: Item) -> Option<u8> {
        let reader = self.reader;
        let number = reader.number(key, item)?;
        if !(0.0..=5.0).contains(&number) || number.fract() != 0.0 {
            let message = format!("`{key}` is {number}, and it is a whole number from 0 to 5");
            let help = "0 not assessed, 1 described, 2 counted or reported, 3 independent qualitative study, 4 with a comparator, 5 replicated";
            reader.add(OUT_OF_RANGE.at(reader.path, reader.span_of(item), message).help(help));
            return None;
        }
        Some(number as u8)
    }

    /// Terms or claims: a word, a table, or a list of either.
    pub(super) fn claims(&self, field: &Field, item: Item) -> Option<Vec<Claim>> {
        let items = self.items(field, item)?;
        // What is written and can't be read is a finding already; it counts all the same.
        self.count(field, item, items.len());
        let claims = items
            .into_iter()
            .enumerate()
            .filter_map(|(n, item)| match item.get_ref() {
                DeValue::String(_) => {
                    let term = self.reader.text(&field.id, item)?;
                    Some(Claim {
                        span: term.span.clone(),
                        term,
                        note: None,
                        source: None,
                        strength: None,
                    })
                }
                DeValue::Table(_) => self.claim(field, item, n + 1),
                _ => {
                    self.reader.wrong_type(&field.id, item, "a term", example(&field.kind));
                    None
                }
            })
            .collect();
        Some(claims)
    }

    /// One claim in the form of a table; `n` is its place in the list.
    fn claim(&self, field: &Field, item: Item, n: usize) -> Option<Claim> {
        let reader = self.reader;
        let table = reader.table(&field.id, item, "")?;
        let term = table.get("term").and_then(|i| reader.text("term", i));
        let note = table.get("note").and_then(|i| reader.text("note", i));
        let source = table.get("source").and_then(|i| reader.text("source", i));
        let strength = table.get("strength").and_then(|item| self.strength("strength", item));
        reader.unknown_keys(&table, "a claim");
        if term.is_none() {
            reader.missing(table.span.clone(), "a claim", "term", "\"…\"");
        }
        let name = format!("{}-{n}", field.id);
        let note = note.map(|note| Box::new(self.mark(&note, &name).inline()));
        Some(Claim { term: term?, note, source, strength, span: table.span })
    }

    /// Names of pages or sources, or other texts: one or several.
    pub(super) fn names(&self, field: &Field, item: Item) -> Option<Vec<Located<String>>> {
        let items = self.items(field, item)?;
        self.count(field, item, items.len());
        Some(items.into_iter().filter_map(|item| self.reader.text(&field.id, item)).collect())
    }

    /// The entries of a list; one value counts as a list of one.
    fn items<'t>(&self, field: &Field, item: Item<'t>) -> Option<Vec<Item<'t>>> {
        match item.get_ref() {
            DeValue::Array(items) if field.kind.many() => Some(items.iter().collect()),
            DeValue::Array(_) => {
                self.reader.wrong_type(&field.id, item, "one entry", example(&field.kind));
                None
            }
            _ => Some(vec![item]),
        }
    }

    fn count(&self, field: &Field, item: Item, n: usize) {
        if field.kind.many() {
            self.limit(field, item, n as f64, ["entry", "entries"]);
        }
    }
}
