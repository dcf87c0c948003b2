//! Reads how readers browse a collection: what `explore` offers as filters, and those of a `matrix` or
//! `map`. Which fields are suitable depends on their kind.

use super::browsing::{Browse, Filter};
use super::names::{is_lost, one_of};
use super::settings::COUNTRIES;
use crate::diagnostics::listed;
use crate::diagnostics::rules::BAD_SETTING;
use crate::fields;
use crate::fields::field::{Field, FieldKind, path};
use crate::tables::{Reader, Table};

/// `has_works` says whether works have their pages in the collection.
pub fn browse(
    reader: &Reader,
    table: &Table,
    fields: &[Field],
    misdeclared: &[String],
    has_works: bool,
) -> Browse {
    let read = |key: &str, fits: fn(&Field) -> bool, takes: &str, others: &[(&str, Filter)]| {
        let is_fit = |field: &Field| fits(field) && !field.internal;
        let names = table.get(key).map(|item| reader.texts(key, item)).unwrap_or_default();
        let own = (0..fields.len()).filter(|i| is_fit(&fields[*i])).map(|i| path(fields, i));
        let fit: Vec<String> = own.chain(others.iter().map(|(id, _)| id.to_string())).collect();
        let mut places: Vec<Filter> = Vec::new();
        for name in names {
            let field = (0..fields.len()).find(|i| path(fields, *i) == name.value);
            let other = others.iter().find(|(id, _)| *id == name.value).map(|(_, other)| *other);
            match field.map(Filter::Field).or(other) {
                Some(Filter::Field(i)) if !is_fit(&fields[i]) => {
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
                Some(filter) if places.contains(&filter) => {
                    let message = format!("`{}` is listed twice", name.value);
                    reader.add(BAD_SETTING.at(reader.path, name.span, message));
                }
                Some(filter) => places.push(filter),
                None if is_lost(misdeclared, &name.value) => {}
                None => {
                    let fit: Vec<&str> = fit.iter().map(String::as_str).collect();
                    one_of(reader, &name, &fit, &format!("a field that `{key}` can show"));
                }
            }
        }
        places
    };
    let fields_of = |key: &str, fits: fn(&Field) -> bool, takes: &str| -> Vec<usize> {
        read(key, fits, takes, &[]).into_iter().filter_map(Filter::field).collect()
    };
    let can_filter = format!("`year` and {}", takes(|kind| kind.explore));
    let of_pages = if has_works { &OF_PAGES[..] } else { &OF_PAGES[..1] };
    Browse {
        explore: read("explore", |field| field.kind.explore, &can_filter, of_pages),
        matrix: fields_of("matrix", |field| field.kind.matrix, &takes(|kind| kind.matrix)),
        compare: fields_of("compare", |field| field.kind.matrix, &takes(|kind| kind.matrix)),
        map: fields_of("map", is_on_map, "fields of countries and of places"),
    }
}

/// What `explore` takes besides fields; the second only for works.
const OF_PAGES: [(&str, Filter); 2] = [("year", Filter::Year), ("type", Filter::WorkType)];

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
