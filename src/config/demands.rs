//! Reads the checks of a repository: `[rules]`, `[expect]`, `[review]` and `image_limit`. Rule names are
//! checked later, by `check`.

use super::names::one_of;
use super::settings::{Config, Demands, Review, Rules};
use crate::diagnostics::rules::BAD_SETTING;
use crate::diagnostics::{Severity, Spot, near};
use crate::tables::{Located, Reader, Table};

const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("hint", Some(Severity::Hint)),
    ("off", None),
];

pub fn demands(reader: &Reader, table: &Table, config: &Config) -> Demands {
    let image_limit = table.get("image_limit").and_then(|item| {
        let limit = reader.number("image_limit", item, "1000")?;
        if limit >= 1.0 {
            return Some(limit as u64);
        }
        let message = format!("`image_limit` is {limit}, which no picture can meet");
        reader.add(
            BAD_SETTING
                .at(reader.path, reader.span_of(item), message)
                .help("set the largest size of a picture in kilobytes: image_limit = 500"),
        );
        None
    });
    Demands {
        rules: rules(reader, table),
        expect: expect(reader, table, config),
        review: review(reader, table, config),
        image_limit,
    }
}

/// The value of `rules` in site.toml or in a collection.
pub fn rules(reader: &Reader, table: &Table) -> Rules {
    const EXAMPLE: &str = "{ heading-skip = \"hint\" }";
    let rules = table.get("rules").and_then(|item| reader.table("rules", item, EXAMPLE));
    let entries = rules.iter().flat_map(Table::entries);
    let read = entries.filter_map(|(name, span, item)| {
        let words = SEVERITIES.map(|(word, _)| word);
        let text = reader.text(name, item)?;
        let word = one_of(reader, &text, &words, "a severity")?;
        let (_, severity) = SEVERITIES.into_iter().find(|(known, _)| *known == word)?;
        Some((Located { value: name.to_owned(), span: reader.file_span(&span) }, severity))
    });
    read.collect()
}

fn expect(reader: &Reader, table: &Table, config: &Config) -> Vec<(Located<String>, usize)> {
    let expect =
        table.get("expect").and_then(|item| reader.table("expect", item, "{ pilots = 15 }"));
    let known: Vec<&str> = config
        .collections
        .iter()
        .map(|collection| collection.id.as_str())
        .chain(config.vocabularies.iter().map(|vocabulary| vocabulary.id.as_str()))
        .collect();
    let entries = expect.iter().flat_map(Table::entries);
    let read = entries.filter_map(|(name, span, item)| {
        let name = Located { value: name.to_owned(), span: reader.file_span(&span) };
        if !known.contains(&name.value.as_str()) {
            let message = format!("there is no collection and no vocabulary `{}`", name.value);
            let near = near(&name.value, known.iter().copied());
            let spot = Spot::verbatim(name.span.clone());
            reader.add(BAD_SETTING.at(reader.path, name.span, message).meant(near, Some(spot)));
            return None;
        }
        let number = reader.number(&name.value, item, "15")?;
        if number < 0.0 || number.fract() != 0.0 {
            reader.wrong_type(&name.value, item, "a whole number", "15");
            return None;
        }
        Some((name, number as usize))
    });
    read.collect()
}

fn review(reader: &Reader, table: &Table, config: &Config) -> Option<Review> {
    const EXAMPLE: &str = "{ field = \"last_reviewed\", limit = \"2025-01-01\" }";
    let table = reader.table("review", table.get("review")?, EXAMPLE)?;
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let (field, limit) = (text("field"), text("limit"));
    for (key, example) in [("field", "\"last_reviewed\""), ("limit", "\"2025-01-01\"")] {
        if table.get(key).is_none() {
            reader.missing(table.span.clone(), "[review]", key, example);
        }
    }
    reader.unknown_keys(&table, "[review]");
    let field = field?;
    let fields = config.collections.iter().flat_map(|collection| &collection.fields);
    if fields.clone().any(|other| other.id == field.value && other.internal) {
        let message = format!("`review` can't read the internal field `{}`", field.value);
        let help = "readers see when a page was last reviewed: remove `internal` from the field";
        reader.add(BAD_SETTING.at(reader.path, field.span, message).help(help));
        return None;
    }
    Some(Review { field, limit: limit? })
}
