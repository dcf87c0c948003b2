//! `date`: a year, a month or a day, shown with the precision that it has.

use super::kind::*;
use crate::cldr::Cldr;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::IMPOSSIBLE_DATE;
use crate::outputs::declare::{Text, view};
use crate::tables::Form;
use crate::tables::loose::{self, LooseDate};
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
    shape: Shape::Date,
    sort_key: |value| date(value).map(order),
    date,
    choices: |value, _| date(value).map(|date| date.year..=date.year),
    ..Stages::new(
        &KIND,
        |frame, field, item| read(frame, &field.id, item).map(Value::Date),
        view,
        |_| DateView::DECLARATION,
        EXPORT,
    )
};

/// Reads a TOML date, a string, or an integer as a year.
pub fn read(frame: &Frame, key: &str, item: Item) -> Option<Date> {
    let reader = frame.reader;
    let read = match item.get_ref() {
        // What is a moment in TOML is a text in YAML, and programs write it as one in TOML, too.
        DeValue::String(text) => Date::read(loose::day_of_moment(text).unwrap_or(text.trim())),
        DeValue::Integer(year) => Date::read(year.as_str()),
        DeValue::Float(date) => Err(format!("`{}` is not a date", date.as_str())),
        DeValue::Datetime(moment) => match moment.date {
            Some(d) => Date::checked(d.year, Some(d.month.into()), Some(d.day.into())),
            None => Err("this is a time of day, not a date".into()),
        },
        _ => {
            reader.wrong_type(key, item, "a date", "2018-10-05");
            return None;
        }
    };
    read.map_err(|message| {
        let problem = IMPOSSIBLE_DATE.at(reader.path, reader.span_of(item), message);
        reader.add(meant(frame, problem, key, item));
    })
    .ok()
}

/// Says how to write what is not a date, as far as it can be understood.
fn meant(frame: &Frame, problem: Diagnostic, key: &str, item: Item) -> Diagnostic {
    const HELP: &str = "write a date as 2018, \"2018-10\" or 2018-10-05";
    let text = match item.get_ref() {
        DeValue::String(text) => &**text,
        DeValue::Integer(number) => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return problem.help(HELP),
    };
    let reader = frame.reader;
    let toml = |iso: &str| match reader.form {
        Form::Toml => loose::as_toml(iso),
        Form::Yaml => iso.to_owned(),
    };
    let is_sound = |iso: &String| Date::read(iso).is_ok();
    let in_words = || named(frame, text).map(LooseDate::One);
    match loose::date(text).or_else(in_words) {
        Some(LooseDate::One(iso)) if is_sound(&iso) => {
            // A year without its month says less than was written.
            let is_less = iso.len() == 4;
            let mut problem = reader.written(problem, key, item, &toml(&iso));
            if is_less {
                problem.fix = Box::default();
            }
            problem
        }
        Some(LooseDate::Either(first, second)) if is_sound(&first) && is_sound(&second) => {
            let (first, second) = (toml(&first), toml(&second));
            problem.help(format!("write {first} or {second}, with the year and the month first"))
        }
        Some(LooseDate::Period(start, _)) if is_sound(&start) => {
            let line = reader.line(key, &toml(&start));
            problem.help(format!("write one date, such as the first: {line}"))
        }
        Some(LooseDate::Ongoing) if loose::is_end(key) => {
            problem.help(format!("remove `{key}`: without it the period goes on"))
        }
        Some(LooseDate::Ongoing) => problem.help(format!("remove the line, or {HELP}")),
        _ => problem.help(HELP),
    }
}

/// A month or day in words of the page's language or the site's, as CLDR writes it: `märz 2021`, `5. märz 2021`.
fn named(frame: &Frame, text: &str) -> Option<String> {
    let is_number = |part: &&&str| part.bytes().all(|b| b.is_ascii_digit());
    let words = text.to_lowercase().replace(['.', ','], " ");
    let parts: Vec<&str> = words.split_whitespace().collect();
    let year = parts.iter().filter(is_number).find(|part| part.len() == 4)?;
    let day = parts.iter().filter(is_number).find(|part| part.len() <= 2);
    let word = parts.iter().find(|part| part.chars().any(char::is_alphabetic))?;
    for lang in [frame.lang, &frame.config.language] {
        let cldr = Cldr::new(lang);
        for month in 1..=12_u8 {
            let day = day.and_then(|day| day.parse().ok());
            // The name of a month can differ beside a day.
            let dates = [day, None].map(|day| Date { year: 2000, month: Some(month), day });
            let is_it = |date: Date| {
                let name = cldr.date(date).to_lowercase().replace('.', " ");
                name.split_whitespace().any(|part| part == *word)
            };
            if dates.into_iter().any(is_it) {
                let date = Date { year: year.parse().ok()?, month: Some(month), day };
                return Some(date.iso());
            }
        }
    }
    None
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

const EXPORT: Export = Export::plain(
    &[("", Holds::Date)],
    |_, _, _, fact| vec![date(&fact.value).into()],
    |_, _, _, fact| date(&fact.value).map(Date::iso).into(),
);
