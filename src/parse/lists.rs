//! Fields that hold several things: terms and claims, references, citations.

use super::fields::{Frame, example};
use super::page::Claim;
use super::rules::OUT_OF_RANGE;
use crate::config::Field;
use crate::tables::{Item, Located};
use toml::de::DeValue;

impl Frame<'_> {
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
        let strength = table.get("strength").and_then(|item| {
            let number = reader.number("strength", item)?;
            if !(0.0..=5.0).contains(&number) || number.fract() != 0.0 {
                let message = format!("`strength` is {number}, and it is a whole number from 0 to 5");
                let help = "0 not assessed, 1 described, 2 counted or reported, 3 independent qualitative study, 4 with a comparator, 5 replicated";
                reader.add(OUT_OF_RANGE.at(reader.path, reader.span_of(item), message).help(help));
                return None;
            }
            Some(number as u8)
        });
        reader.unknown_keys(&table, "a claim");
        if term.is_none() {
            reader.missing(table.span.clone(), "a claim", "term", "\"…\"");
        }
        let name = format!("{}-{n}", field.id);
        let note = note.map(|note| Box::new(self.mark(&note, &name).inline()));
        Some(Claim { term: term?, note, source, strength, span: table.span })
    }

    /// Names of pages or sources: one or several texts.
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
            self.limit(field, item, n as f64, if n == 1 { "entry" } else { "entries" });
        }
    }
}
