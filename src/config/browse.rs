//! Reads how readers browse a collection: the fields `explore` offers as filters, and those of a `matrix` or
//! `map`. Which fields are suitable depends on their kind.

use super::names::one_of;
use super::settings::{Browse, COUNTRIES};
use crate::diagnostics::listed;
use crate::diagnostics::rules::BAD_SETTING;
use crate::fields;
use crate::fields::field::{Field, FieldKind, path};
use crate::tables::{Reader, Table};

pub fn browse(reader: &Reader, table: &Table, fields: &[Field]) -> Browse {
    let read = |key: &str, fits: fn(&Field) -> bool, takes: &str| {
        let is_fit = |field: &Field| fits(field) && !field.internal;
        let names = table.get(key).map(|item| reader.texts(key, item)).unwrap_or_default();
        let fit: Vec<String> =
            (0..fields.len()).filter(|i| is_fit(&fields[*i])).map(|i| path(fields, i)).collect();
        let mut places: Vec<usize> = Vec::new();
        for name in names {
            match (0..fields.len()).find(|i| path(fields, *i) == name.value) {
                Some(i) if !is_fit(&fields[i]) => {
                    let kind = match fields[i].internal {
                        true => "internal field",
                        false => fields[i].form().word,
                    };
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
                    let message = format!("`{}` is listed twice", name.value);
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
    Browse {
        explore: read("explore", |field| field.kind.explore, &takes(|kind| kind.explore)),
        matrix: read("matrix", |field| field.kind.matrix, &takes(|kind| kind.matrix)),
        compare: read("compare", |field| field.kind.matrix, &takes(|kind| kind.matrix)),
        map: read("map", is_on_map, "fields of countries and of places"),
    }
}

/// The kinds that qualify, for a help text.
fn takes(one: fn(&FieldKind) -> bool) -> String {
    let word = |kind: &FieldKind| match &kind.many {
        Some(many) => many.word.to_owned(),
        None => format!("{}s", kind.one.word),
    };
    let words: Vec<String> = fields::kinds().filter(|kind| one(kind)).map(word).collect();
    let words = words.join(", ");
    let (most, last) = words.rsplit_once(", ").unwrap_or_default();
    format!("fields of {most} and {last}")
}

/// Only the vocabulary of countries is on the map.
fn is_on_map(field: &Field) -> bool {
    field.kind.map && field.vocabulary.as_ref().is_none_or(|id| id.value == COUNTRIES)
}
