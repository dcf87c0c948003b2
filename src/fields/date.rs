//! `date`: a year, a month or a day, shown with the precision that it has.

use super::kind::*;
use crate::cldr::Cldr;
use crate::diagnostics::rules::IMPOSSIBLE_DATE;
use crate::outputs::declare::{Text, view};
use toml::de::DeValue;

view! {
    /// A date, also as a field of the kind `date`.
    struct DateView {
        text: Text => "in words",
        datetime: Text = "2018-10-05" => "for machines, with the precision it has: `2018`, `2018-10` or `2018-10-05`",
    }
}

pub static KIND: FieldKind =
    FieldKind { is_sortable: true, explore: true, ..FieldKind::new("date", "2018-10-05") };

pub static STAGES: Stages = Stages {
    sort_key: |value| date(value).map(order),
    date,
    choices: |value, _| date(value).map(|date| date.year..=date.year),
    ..Stages::new(
        &KIND,
        |frame, field, item| read(frame, &field.id, item).map(Value::Date),
        view,
        |_| DateView::DECLARATION,
    )
};

/// Reads a TOML date, a string, or an integer as a year.
pub fn read(frame: &Frame, key: &str, item: Item) -> Option<Date> {
    let reader = frame.reader;
    let read = match item.get_ref() {
        DeValue::String(text) => Date::read(text),
        DeValue::Integer(year) => Date::read(year.as_str()),
        DeValue::Datetime(moment) => match moment.date {
            Some(d) => Date::checked(d.year, Some(d.month.into()), Some(d.day.into())),
            None => Err("this is a time of day, not a date".into()),
        },
        _ => {
            reader.wrong_type(key, item, "a date", "2018-10-05");
            return None;
        }
    };
    let problem = |message| IMPOSSIBLE_DATE.at(reader.path, reader.span_of(item), message);
    let help = "write a date as 2018, \"2018-10\" or 2018-10-05";
    read.map_err(|message| reader.add(problem(message).help(help))).ok()
}

fn date(value: &Value) -> Option<Date> {
    if let Value::Date(date) = value { Some(*date) } else { None }
}

/// A number that sorts dates by their first possible day.
pub fn order(date: Date) -> f64 {
    let (year, month, day) = date.earliest();
    f64::from(year) * 10_000.0 + f64::from(month) * 100.0 + f64::from(day)
}

fn view<'f>(reader: &Reader, owner: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let words = reader.dates(reader.language(owner.lang));
    date(&fact.value).map(|date| in_words(date, words).into()).unwrap_or_default()
}

/// A date in words and for machines.
pub fn in_words<'a>(date: Date, cldr: &Cldr) -> DateView<'a> {
    DateView { text: cldr.date(date).into(), datetime: date.iso().into() }
}
