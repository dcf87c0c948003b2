//! Front matter into typed values, as the fields of `site.toml` say.

use super::dates::{Date, Period};
use super::markdown::{self, Context, Position, To};
use super::page::{Fact, Image, Place, Value};
use crate::config::{Config, Field, FieldKind, is_web_address};
use crate::diagnostics::rules::{BAD_ADDRESS, IMPOSSIBLE_DATE, OUT_OF_RANGE};
use crate::diagnostics::{Diagnostic, Span};
use crate::tables::{Item, Located, Reader, Table};
use std::sync::Arc;
use toml::de::DeValue;

/// What reading a value needs to know of the page.
pub struct Frame<'a> {
    pub reader: &'a Reader<'a>,
    pub config: &'a Config,
    pub url: &'a str,
    pub lang: &'a str,
    /// The record that is being read, and its name in ids (`evidence-1-`); none outside of records.
    pub record: Option<(Record, &'a str)>,
}

/// A record by its field's place in the list and its own number there.
#[derive(Clone, Copy)]
pub struct Record {
    pub field: usize,
    pub number: usize,
}

/// Reads all fields of a table, of a page or of a record; `what` names it in findings (`a pilot`).
pub fn facts(
    frame: &Frame,
    table: &Table,
    fields: &[Field],
    what: &str,
    complete: bool,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let record = frame.record.map(|(record, _)| record.number);
    let within = frame.record.map(|(record, _)| record.field);
    let here = fields.iter().enumerate().filter(|(_, field)| field.record == within);
    for (i, field) in here {
        match table.get(&field.id) {
            Some(item) if matches!(field.kind, FieldKind::Record { .. }) => {
                facts.append(&mut frame.records(fields, i, item));
            }
            Some(item) => {
                let span = frame.reader.span_of(item);
                let value = frame.value(field, item);
                let fact = |value| Fact { field: i, span, value, is_default: false, record };
                facts.extend(value.map(fact));
            }
            None => match &field.default {
                Some(default) => {
                    let reader = Reader::of_place(frame.reader.path, table.span.clone());
                    let frame = Frame { reader: &reader, ..*frame };
                    let value = frame.default(field, &default.value);
                    facts.extend(value.map(|value| Fact {
                        field: i,
                        span: table.span.clone(),
                        value,
                        is_default: true,
                        record,
                    }));
                }
                None if complete && is_due(field) => {
                    frame.reader.missing(table.span.clone(), what, &field.id, example(&field.kind));
                }
                None => {}
            },
        }
    }
    facts.shrink_to_fit();
    facts
}

/// Whether a page without the field is incomplete.
pub fn is_due(field: &Field) -> bool {
    field.required || (field.kind.many() && field.min.is_some_and(|min| min > 0.0))
}

/// What is wrong with the defaults in site.toml.
pub fn defaults(config: &Config) -> Vec<Diagnostic> {
    let collections = config.collections.iter().flat_map(|collection| &collection.fields);
    let vocabularies = config.vocabularies.iter().flat_map(|vocabulary| &vocabulary.fields);
    let path: Arc<str> = crate::config::PATH.into();
    let mut problems = Vec::new();
    for field in collections.chain(vocabularies) {
        let Some(default) = &field.default else { continue };
        let reader = Reader::of_place(&path, default.span.clone());
        let frame =
            Frame { reader: &reader, config, url: "/", lang: &config.language, record: None };
        let named = Field { id: "default".into(), ..field.clone() };
        frame.default(&named, &default.value);
        problems.append(&mut reader.into_problems());
    }
    problems
}

/// How a value of a type is written.
pub fn example(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text { many: false } | FieldKind::Markdown => "\"…\"",
        FieldKind::Text { many: true } => "[\"…\"]",
        FieldKind::Number => "12",
        FieldKind::Strength => "2",
        FieldKind::Record { many: false } => "{ … }",
        FieldKind::Record { many: true } => "[{ … }]",
        FieldKind::Boolean => "true",
        FieldKind::Date => "2018-10-05",
        FieldKind::Period => "{ start = \"2018-10\", end = 2019 }",
        FieldKind::Url => "\"https://…\"",
        FieldKind::Image => "{ src = \"photo.jpg\", alt = \"…\" }",
        FieldKind::Place { many: false } => "{ name = \"Võru\", lat = 57.84, lon = 27.00 }",
        FieldKind::Place { many: true } => "[{ name = \"Võru\", lat = 57.84, lon = 27.00 }]",
        FieldKind::Terms { many: false, .. } => "\"…\"",
        FieldKind::Terms { claims: false, .. } => "[\"…\"]",
        FieldKind::Terms { .. } => "[{ term = \"…\", note = \"…\", source = \"…\" }]",
        FieldKind::Refs { many: false, .. } | FieldKind::Cites { many: false } => "\"…\"",
        FieldKind::Refs { .. } | FieldKind::Cites { .. } => "[\"…\"]",
    }
}

impl Frame<'_> {
    /// The value of a field, checked against its type and limits.
    fn value(&self, field: &Field, item: Item) -> Option<Value> {
        let (key, reader) = (field.id.as_str(), self.reader);
        match &field.kind {
            FieldKind::Text { many: true } => self.texts(field, item).map(Value::Texts),
            FieldKind::Text { many: false } => {
                reader.text(key, item).map(|t| t.value).map(|text| {
                    self.limit(
                        field,
                        item,
                        text.chars().count() as f64,
                        ["character", "characters"],
                    );
                    Value::Text(text)
                })
            }
            FieldKind::Markdown => {
                let text = reader.text(key, item)?;
                self.limit(
                    field,
                    item,
                    text.value.chars().count() as f64,
                    ["character", "characters"],
                );
                Some(Value::Markdown(Box::new(self.mark(&text, &field.id))))
            }
            FieldKind::Number => reader.number(key, item).map(|number| {
                self.limit(field, item, number, ["", ""]);
                Value::Number(number)
            }),
            FieldKind::Boolean => reader.boolean(key, item).map(Value::Boolean),
            FieldKind::Date => self.date(key, item).map(Value::Date),
            FieldKind::Period => self.period(key, item).map(Value::Period),
            FieldKind::Url => self.address(&reader.text(key, item)?).map(Value::Url),
            FieldKind::Image => self.image(key, item).map(|image| Value::Image(Box::new(image))),
            FieldKind::Place { .. } => self.places(field, item).map(Value::Places),
            FieldKind::Strength => self.strength(key, item).map(Value::Strength),
            // Read by `facts`, as its parts are facts themselves.
            FieldKind::Record { .. } => None,
            FieldKind::Terms { .. } => self.claims(field, item).map(Value::Claims),
            FieldKind::Refs { .. } => self.names(field, item).map(Value::Refs),
            FieldKind::Cites { .. } => self.names(field, item).map(Value::Cites),
        }
    }

    /// The default of a field, read as what an author writes. What is wrong with it is a mistake of
    /// site.toml, and found there, once: see [`defaults`].
    fn default(&self, field: &Field, default: &str) -> Option<Value> {
        let text = format!("value = {default}");
        let table = toml::de::DeTable::parse(&text).ok()?;
        self.value(field, table.get_ref().get("value")?)
    }

    pub(super) fn limit(&self, field: &Field, item: Item, n: f64, unit: [&str; 2]) {
        let (less, more) = (field.min.filter(|min| n < *min), field.max.filter(|max| n > *max));
        let Some((word, limit)) = less.map(|l| ("at least", l)).or(more.map(|l| ("at most", l)))
        else {
            return;
        };
        let unit = unit[usize::from(limit != 1.0)];
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        let message = format!("`{}` takes {word} {limit}{unit}, and this is {n}", field.id);
        self.reader.add(OUT_OF_RANGE.at(self.reader.path, self.reader.span_of(item), message));
    }

    /// Marks up a value. `name` tells it from the other texts of the page, and with the page's own name
    /// from those of others: several texts stand on one page, and ids in them must not meet.
    pub(super) fn mark(&self, text: &Located<String>, name: &str) -> markdown::Marked {
        let page = self.url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let record = self.record.map_or("", |(_, name)| name);
        let ids = format!("{page}-{record}{name}-");
        markdown::mark(&text.value, &Context { ids: &ids, ..self.context(text.span.clone()) })
    }

    fn context(&self, span: Span) -> Context<'_> {
        Context {
            ids: "",
            below_title: false,
            path: self.reader.path,
            url: self.url,
            lang: self.lang,
            config: self.config,
            position: Position::Value(span),
        }
    }

    /// A date: a TOML date, a text, or a number for a year.
    pub fn date(&self, key: &str, item: Item) -> Option<Date> {
        let read = match item.get_ref() {
            DeValue::String(text) => Date::read(text),
            DeValue::Integer(year) => Date::read(year.as_str()),
            DeValue::Datetime(moment) => match moment.date {
                Some(d) => Date::checked(d.year, Some(d.month.into()), Some(d.day.into())),
                None => Err("this is a time of day, not a date".into()),
            },
            _ => {
                self.reader.wrong_type(key, item, "a date", "2018-10-05");
                return None;
            }
        };
        read.map_err(|message| {
            let problem = IMPOSSIBLE_DATE
                .at(self.reader.path, self.reader.span_of(item), message)
                .help("a date is 2018, \"2018-10\" or 2018-10-05");
            self.reader.add(problem);
        })
        .ok()
    }

    fn period(&self, key: &str, item: Item) -> Option<Period> {
        if !item.get_ref().is_table() {
            // One date stands for a period within it.
            let date = self.date(key, item)?;
            return Some(Period { start: Some(date), end: Some(date) });
        }
        let table = self.reader.table(key, item, "")?;
        let start = table.get("start").and_then(|item| self.date("start", item));
        let end = table.get("end").and_then(|item| self.date("end", item));
        self.reader.unknown_keys(&table, "a period");
        if let (Some(start), Some(end)) = (start, end)
            && end.latest() < start.earliest()
        {
            let message =
                format!("this period ends ({}) before it starts ({})", end.iso(), start.iso());
            self.reader.add(IMPOSSIBLE_DATE.at(self.reader.path, table.span, message));
        }
        (start.is_some() || end.is_some()).then_some(Period { start, end })
    }

    fn address(&self, text: &Located<String>) -> Option<String> {
        if is_web_address(&text.value) {
            return Some(text.value.clone());
        }
        let message = format!("`{}` is not a web address", text.value);
        self.reader.add(
            BAD_ADDRESS
                .at(self.reader.path, text.span.clone(), message)
                .help("a web address begins with https:// and has no spaces"),
        );
        None
    }

    fn image(&self, key: &str, item: Item) -> Option<Image> {
        let (src, alt, caption) = match item.get_ref() {
            DeValue::String(_) => (self.reader.text(key, item)?, None, None),
            _ => {
                let table = self.reader.table(key, item, "{ src = \"photo.jpg\", alt = \"…\" }")?;
                let text = |key: &str| table.get(key).and_then(|i| self.reader.text(key, i));
                let (src, alt, caption) = (text("src"), text("alt"), text("caption"));
                self.reader.unknown_keys(&table, "an image");
                if src.is_none() {
                    self.reader.missing(table.span.clone(), "an image", "src", "\"photo.jpg\"");
                }
                (src?, alt.map(|t| t.value), caption.map(|t| t.value))
            }
        };
        match markdown::resolve(&src.value, &self.context(src.span.clone())) {
            To::File { url, .. } => Some(Image { written: src, url, alt, caption }),
            _ => {
                let message = format!("`{}` is not a file of this repository", src.value);
                self.reader.add(BAD_ADDRESS.at(self.reader.path, src.span, message).help(
                    "name a picture beside the page, or one of static/ as \"../../static/…\"",
                ));
                None
            }
        }
    }

    pub(super) fn place(&self, key: &str, item: Item) -> Option<Place> {
        if item.get_ref().is_str() {
            return Some(Place { name: self.reader.text(key, item)?.value, position: None });
        }
        let reader = self.reader;
        let table = reader.table(key, item, "{ name = \"Võru\", lat = 57.84, lon = 27.00 }")?;
        let name = table.get("name").and_then(|i| reader.text("name", i)).map(|t| t.value);
        let degrees = |key: &str, limit: f64| {
            let item = table.get(key)?;
            let value = reader.number(key, item)?;
            if value.abs() > limit {
                let message =
                    format!("`{key}` is {value}, and it lies between -{limit} and {limit}");
                reader.add(OUT_OF_RANGE.at(reader.path, reader.span_of(item), message));
                return None;
            }
            Some(value)
        };
        let (lat, lon) = (degrees("lat", 90.0), degrees("lon", 180.0));
        reader.unknown_keys(&table, "a place");
        if name.is_none() {
            reader.missing(table.span.clone(), "a place", "name", "\"Võru\"");
        }
        Some(Place { name: name?, position: lat.zip(lon) })
    }
}
