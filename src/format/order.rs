//! The order of keys: that of a page is the schema's, so that all pages of a collection read alike.

use crate::config::described::{PAGE, TERM};
use crate::config::shape::{Setting, Shape};
use crate::config::{Config, Field, parts};
use crate::fields::{stages, terms};
use crate::parse::page::Role;

/// The keys of a table in order, each with the order of the tables in it. Other keys come last, as they are.
#[derive(Clone, Debug, Default)]
pub struct Order {
    keys: Vec<(String, Order)>,
    /// Whether the value at the key is a list; one entry alone gets its brackets.
    pub is_list: bool,
    /// Whether tables at the key stand in braces; claims and records have heads of their own.
    pub is_in_braces: bool,
}

static NONE: Order = Order { keys: Vec::new(), is_list: false, is_in_braces: false };

impl Order {
    /// The place of a key among the others.
    pub fn place(&self, key: &str) -> usize {
        self.keys.iter().position(|(known, _)| known == key).unwrap_or(self.keys.len())
    }

    /// The order of the tables at a key.
    pub fn at(&self, key: &str) -> &Self {
        self.keys.iter().find(|(known, _)| known == key).map_or(&NONE, |(_, inner)| inner)
    }

    fn of_keys(keys: impl IntoIterator<Item = (String, Order)>) -> Self {
        Self { keys: keys.into_iter().collect(), ..Self::default() }
    }

    #[cfg(test)]
    pub fn of(keys: &[&str]) -> Self {
        Self::of_keys(keys.iter().map(|key| ((*key).to_owned(), Self::default())))
    }

    /// The order with that of another key.
    #[cfg(test)]
    pub fn with(mut self, key: &str, inner: Self) -> Self {
        self.keys.push((key.to_owned(), inner));
        self
    }
}

/// The order of a page's front matter.
pub fn of_page(role: &Role, config: &Config) -> Order {
    let fields = match role {
        Role::Entry(c) => &config.collections[*c].fields[..],
        _ => &[],
    };
    Order::of_keys(of_settings(&PAGE).chain(of_fields(fields, None)))
}

/// The order of a `terms.toml`.
pub fn of_terms(vocabulary: Option<usize>, config: &Config) -> Order {
    let fields = vocabulary.map_or(&[][..], |v| &config.vocabularies[v].fields);
    let term = Order::of_keys(of_settings(&TERM).chain(of_fields(fields, None)));
    Order::of_keys([("term".to_owned(), term)])
}

/// What every page or term can have.
fn of_settings(settings: &'static [Setting]) -> impl Iterator<Item = (String, Order)> {
    settings.iter().map(|setting| {
        let is_list = matches!(&setting.shape, Shape::Several(one) if !one.is_table());
        // What is said of each of several files is long.
        let is_in_braces = !matches!(&setting.shape, Shape::Each(one) if one.is_table());
        (setting.key.to_owned(), Order { is_list, is_in_braces, ..of_value(&setting.shape) })
    })
}

/// The fields of a page, or the parts of a record.
fn of_fields(fields: &[Field], record: Option<usize>) -> Vec<(String, Order)> {
    let one = |(place, field): (usize, &Field)| {
        let inner = match field.kind.has_parts {
            true => Order::of_keys(of_fields(fields, Some(place))),
            false => of_value(&stages(field.kind).shape),
        };
        let has_heads = field.kind.has_parts || field.vocabulary.is_some();
        let is_list = field.many && (!has_heads || field.kind == &terms::KIND);
        (field.id.clone(), Order { is_list, is_in_braces: !has_heads, ..inner })
    };
    parts(fields, record).map(one).collect()
}

/// What a value that is a table has in it. The response to a claim has keys of claims.
fn of_value(shape: &Shape) -> Order {
    let flat = |key: &str| (key.to_owned(), Order { is_in_braces: true, ..Order::default() });
    let one = |key| {
        let inner = Order::of_keys(shape.keys().map(flat));
        (key, Order { is_in_braces: true, ..inner })
    };
    Order::of_keys(shape.keys().map(str::to_owned).map(one))
}
