//! `year`: a year alone. `min` and `max` are its limits.

use super::date;
use super::kind::*;

pub static KIND: FieldKind =
    FieldKind { is_sortable: true, explore: true, ..FieldKind::new("year", "2018") };

pub static STAGES: Stages = Stages {
    sort_key: date::STAGES.sort_key,
    date: date::STAGES.date,
    choices: date::STAGES.choices,
    ..Stages::new(&KIND, parse, date::STAGES.view)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let date = date::read(frame, &field.id, item)?;
    frame.limit(field, item, date.year.into(), ["", ""]);
    Some(Value::Date(Date { month: None, day: None, ..date }))
}
