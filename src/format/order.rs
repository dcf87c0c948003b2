//! The order of keys: that of a page is the schema's, so that all pages of a collection read alike.

use crate::config::shape::Shape;
use crate::config::{Config, Field, PAGE_KEYS, TERM_KEYS};
use crate::fields::stages;
use crate::parse::page::Role;

/// The keys of a table in order, each with the order of the tables in it. Other keys come last, as they are.
#[derive(Clone, Debug, Default)]
pub struct Order {
    keys: Vec<(String, Order)>,
}

static NONE: Order = Order { keys: Vec::new() };

impl Order {
    /// The place of a key among the others.
    pub fn place(&self, key: &str) -> usize {
        self.keys.iter().position(|(known, _)| known == key).unwrap_or(self.keys.len())
    }

    /// The order of the tables at a key.
    pub fn at(&self, key: &str) -> &Self {
        self.keys.iter().find(|(known, _)| known == key).map_or(&NONE, |(_, inner)| inner)
    }

    fn flat<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        Self { keys: keys.into_iter().map(|key| (key.to_owned(), Self::default())).collect() }
    }

    #[cfg(test)]
    pub fn of(keys: &[&str]) -> Self {
        Self::flat(keys.iter().copied())
    }
}

/// The order of a page's front matter.
pub fn of_page(role: &Role, config: &Config) -> Order {
    let fields = match role {
        Role::Entry(c) => &config.collections[*c].fields[..],
        _ => &[],
    };
    Order { keys: Order::flat(PAGE_KEYS).keys.into_iter().chain(of_fields(fields, None)).collect() }
}

/// The order of a `terms.toml`.
pub fn of_terms(vocabulary: Option<usize>, config: &Config) -> Order {
    let fields = vocabulary.map_or(&[][..], |v| &config.vocabularies[v].fields);
    let keys = Order::flat(TERM_KEYS).keys.into_iter().chain(of_fields(fields, None));
    Order { keys: vec![("term".to_owned(), Order { keys: keys.collect() })] }
}

/// The fields of a page, or the parts of a record.
fn of_fields(fields: &[Field], record: Option<usize>) -> Vec<(String, Order)> {
    let own = fields.iter().enumerate().filter(|(_, field)| field.record == record);
    let one = |(place, field): (usize, &Field)| {
        let inner = match field.kind.has_parts {
            true => Order { keys: of_fields(fields, Some(place)) },
            false => of_value(&stages(field.kind).shape),
        };
        (field.id.clone(), inner)
    };
    own.map(one).collect()
}

/// What a value that is a table has in it. The response to a claim has keys of claims.
fn of_value(shape: &Shape) -> Order {
    let one = |key: &str| (key.to_owned(), Order::flat(shape.keys()));
    Order { keys: shape.keys().map(one).collect() }
}
