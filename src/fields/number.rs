//! `number`: an integer or a decimal number. `min` and `max` limit it.

use super::kind::*;
use crate::outputs::declare::{Text, view};

view! {
    /// A field of the kind `number`.
    struct NumberView {
        text: Text = "12",
    }
}

pub static KIND: FieldKind = FieldKind { is_sortable: true, ..FieldKind::new("number", "12") };

pub static STAGES: Stages = Stages {
    shape: Shape::Number,
    sort_key,
    ..Stages::new(&KIND, parse, view, |_| NumberView::DECLARATION, EXPORT)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    // The example keeps to the limits of the field.
    let example = 12.0_f64.max(field.min.unwrap_or(12.0)).min(field.max.unwrap_or(f64::MAX));
    let number = frame.reader.number(&field.id, item, &example.to_string())?;
    frame.limit(field, item, number, ["", ""]);
    Some(Value::Number(number))
}

fn sort_key(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn view<'f>(_: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let number = sort_key(&fact.value);
    number.map(|number| NumberView { text: number.to_string().into() }.into()).unwrap_or_default()
}

const EXPORT: Export = Export::plain(
    &[("", Holds::Number)],
    |_, _, _, fact| vec![sort_key(&fact.value).map_or(Cell::Empty, Cell::Number)],
    |_, _, _, fact| sort_key(&fact.value).into(),
);
