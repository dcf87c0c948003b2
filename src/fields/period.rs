//! `period`: a time from one date to another; without an end it is ongoing. A single date is a period of that
//! length.

use super::date;
use super::export::object;
use super::kind::*;
use crate::diagnostics::rules::{IMPOSSIBLE_DATE, WRONG_TYPE};
use crate::outputs::declare::{Text, view};
use crate::parse::dates::Period;
use crate::tables::loose::{self, LooseDate};

view! {
    /// A field of the kind `period`.
    struct PeriodView {
        text: Text => "in words",
        start: Option<Text> = "2018-10" => "when it begins, for machines",
        end: Option<Text> = "2019" => "when it ends, for machines",
    }
}

pub static KIND: FieldKind = FieldKind {
    is_sortable: true,
    explore: true,
    ..FieldKind::new("period", "{ start = \"2018-10\", end = 2019 }")
};

pub static STAGES: Stages = Stages {
    shape: Shape::Any(&[Shape::Date, Shape::Table(&KEYS)]),
    inner_example: KIND.one.example,
    sort_key: |value| period(value)?.point().map(date::order),
    date: |value| period(value).and_then(|period| period.end.or(period.start)),
    choices,
    ..Stages::new(&KIND, parse, view, |_| PeriodView::DECLARATION, EXPORT)
};

static KEYS: [Setting; 2] = [
    Setting::new("start", Shape::Date, "when it begins"),
    Setting::new("end", Shape::Date, "when it ends; it goes on if there is none"),
];

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let text = item.get_ref().as_str().unwrap_or_default();
    let period = loose::date(text).filter(|_| Date::read(text.trim()).is_err());
    if let Some(period @ (LooseDate::Period(..) | LooseDate::Ongoing)) = period {
        let message = format!("`{text}` is not a date");
        let reader = frame.reader;
        let problem = IMPOSSIBLE_DATE.at(reader.path, reader.span_of(item), message);
        reader.add(match as_table(&period) {
            Some(table) => reader.written(problem, &field.id, item, &table),
            None => problem.help(format!(
                "write when it began: {}",
                reader.line(&field.id, "{ start = \"2018-10\" }")
            )),
        });
        return None;
    }
    if let Some(table) = two_dates(item) {
        let message = format!("`{}` takes a start and an end, but this is a list", field.id);
        let problem = WRONG_TYPE.at(frame.reader.path, frame.reader.span_of(item), message);
        frame.reader.add(frame.reader.written(problem, &field.id, item, &table));
        return None;
    }
    if item.get_ref().is_array() {
        frame.reader.not_a_list(&field.id, item, KIND.one.example);
        return None;
    }
    if !item.get_ref().is_table() {
        let date = date::read(frame, &field.id, item)?;
        return Some(Value::Period(Period { start: Some(date), end: Some(date) }));
    }
    let table = frame.reader.table(&field.id, item, "")?;
    let date = |key: &str| table.get(key).and_then(|item| date::read(frame, key, item));
    let (start, end) = (date("start"), date("end"));
    frame.reader.unknown_keys(&table, "a period");
    if let (Some(start), Some(end)) = (start, end)
        && end.latest() < start.earliest()
    {
        let message =
            format!("this period ends ({}) before it starts ({})", end.iso(), start.iso());
        frame.reader.add(IMPOSSIBLE_DATE.at(frame.reader.path, table.span, message));
    }
    (start.is_some() || end.is_some()).then_some(Value::Period(Period { start, end }))
}

/// The period from the first to the second date of a list of two.
fn two_dates(item: Item) -> Option<String> {
    let dates = item.get_ref().as_array().filter(|dates| dates.len() == 2)?;
    let text = |item: &Item| {
        item.get_ref()
            .as_str()
            .map(str::to_owned)
            .or_else(|| item.get_ref().as_integer().map(|n| n.as_str().to_owned()))
    };
    let dates = dates.iter().map(|item| text(&item)).collect::<Option<Vec<_>>>()?;
    as_table(&loose::date(&dates.join(" – "))?)
}

/// A period as TOML.
fn as_table(period: &LooseDate) -> Option<String> {
    let LooseDate::Period(start, end) = period else { return None };
    let dates = std::iter::once(start).chain(end);
    let is_sound = dates.clone().all(|date| Date::read(date).is_ok());
    let pairs = ["start", "end"].into_iter().zip(dates);
    let pairs = pairs.map(|(key, date)| format!("{key} = {}", loose::as_toml(date)));
    is_sound.then(|| format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", ")))
}

fn period(value: &Value) -> Option<Period> {
    if let Value::Period(period) = value { Some(*period) } else { None }
}

/// Its years. An ongoing period ends in the last year that any page mentions, because the model does not know
/// today's date.
fn choices(value: &Value, last: Option<u16>) -> Option<RangeInclusive<u16>> {
    let period = period(value)?;
    let first = period.point()?.year;
    let last = period.end.map_or(last.unwrap_or(first), |end| end.year);
    // A period of more than a century is a typing mistake; only its start counts.
    Some(if last.saturating_sub(first) > 100 { first..=first } else { first..=last })
}

fn view<'f>(reader: &Reader, owner: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Some(period) = period(&fact.value) else { return Vec::new() };
    let words = reader.dates(reader.language(owner.lang));
    let view = PeriodView {
        text: words.period(period).into(),
        start: period.start.map(Date::iso).into(),
        end: period.end.map(Date::iso).into(),
    };
    view.into()
}

const EXPORT: Export = Export {
    properties,
    ..Export::plain(&[("_start", Holds::Date), ("_end", Holds::Date)], cells, json)
};

fn cells(_: &Reader, _: &Owner, _: &Field, fact: &Fact) -> Vec<Cell> {
    let (start, end) = period(&fact.value).map_or((None, None), |one| (one.start, one.end));
    vec![start.into(), end.into()]
}

fn json(_: &Reader, _: &Owner, _: &Field, fact: &Fact) -> serde_json::Value {
    let (start, end) = period(&fact.value).map_or((None, None), |one| (one.start, one.end));
    object([("start", start.map(Date::iso).into()), ("end", end.map(Date::iso).into())])
}

/// The time that it is about (ISO 8601); `..` stands for what is not known or goes on.
fn properties(
    _: &Reader,
    _: &Owner,
    _: &Field,
    fact: &Fact,
) -> Vec<(&'static str, serde_json::Value)> {
    let Some(period) = period(&fact.value) else { return Vec::new() };
    let side = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), Date::iso);
    let text = match (period.start, period.end) {
        (start, end) if start == end => side(start),
        (start, end) => format!("{}/{}", side(start), side(end)),
    };
    vec![("temporalCoverage", text.into())]
}
