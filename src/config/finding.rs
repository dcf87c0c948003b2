//! Reads how readers find the pages of a collection: the fields that `explore` offers as filters, those
//! that a `matrix` is made of, and those that a `map` shows. Whether a field is fit for it follows from its type.

use super::collections::one_of;
use super::{COUNTRIES, Field, FieldKind};
use crate::diagnostics::listed;
use crate::diagnostics::rules::BAD_SETTING;
use crate::files;
use crate::tables::{Reader, Table};

/// How readers find the pages of a collection, besides its list. The numbers are places in its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// Fields to filter by.
    pub explore: Vec<usize>,
    /// Fields of terms that are laid out as tables, pages × terms.
    pub matrix: Vec<usize>,
    /// Fields of countries and of places that are shown on the map.
    pub map: Vec<usize>,
}

pub fn finding(reader: &Reader, table: &Table, fields: &[Field]) -> Finding {
    let read = |key: &str, fits: fn(&FieldKind) -> bool, takes: &str| {
        let names = table.get(key).map(|item| reader.texts(key, item)).unwrap_or_default();
        let fit: Vec<String> =
            (0..fields.len()).filter(|i| fits(&fields[*i].kind)).map(|i| path(fields, i)).collect();
        let mut places: Vec<usize> = Vec::new();
        for name in names {
            match (0..fields.len()).find(|i| path(fields, *i) == name.value) {
                Some(i) if !fits(&fields[i].kind) => {
                    let kind = fields[i].kind.word();
                    let message = format!("`{key}` can't show the {kind} `{}`", name.value);
                    let help = match fit.is_empty() {
                        true => format!("it takes {takes}"),
                        false => {
                            let fit = listed(fit.iter().map(String::as_str));
                            format!("it takes {takes}; here that is {fit}")
                        }
                    };
                    reader.add(BAD_SETTING.at(reader.path, name.span, message).help(help));
                }
                Some(i) if places.contains(&i) => {
                    let message = format!("`{}` stands here twice", name.value);
                    reader.add(BAD_SETTING.at(reader.path, name.span, message));
                }
                Some(i) => places.push(i),
                None => {
                    let fit: Vec<&str> = fit.iter().map(String::as_str).collect();
                    one_of(reader, &name, &fit, &format!("a field that `{key}` can show"));
                }
            }
        }
        places
    };
    Finding {
        explore: read(
            "explore",
            is_facet,
            "fields of terms, claims, dates, periods, strengths and booleans",
        ),
        matrix: read("matrix", is_of_terms, "fields of terms and claims"),
        map: read("map", is_on_map, "fields of countries and of places"),
    }
}

fn is_facet(kind: &FieldKind) -> bool {
    is_of_terms(kind)
        || matches!(
            kind,
            FieldKind::Date | FieldKind::Period | FieldKind::Strength | FieldKind::Boolean
        )
}

fn is_of_terms(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Terms { .. })
}

fn is_on_map(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Terms { vocabulary, .. } => vocabulary.value == COUNTRIES,
        FieldKind::Place { .. } => true,
        _ => false,
    }
}

/// How settings name a field: `country`, and for a part of a record `evidence.direction`.
pub fn path(fields: &[Field], place: usize) -> String {
    let field = &fields[place];
    match field.record {
        Some(record) => format!("{}.{}", fields[record].id, field.id),
        None => field.id.clone(),
    }
}

/// The same as a part of an address.
pub fn address_part(fields: &[Field], place: usize) -> String {
    files::slug(&path(fields, place))
}
