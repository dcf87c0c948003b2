//! `boolean`: yes or no.

use super::kind::*;
use crate::outputs::declare::{Yes, view};

view! {
    /// A field of the kind `boolean`.
    struct BooleanView {
        yes: Yes => "the value",
    }
}

pub static KIND: FieldKind = FieldKind { explore: true, ..FieldKind::new("boolean", "true") };

pub static STAGES: Stages = Stages {
    shape: Shape::Yes,
    choices,
    choice,
    ..Stages::new(&KIND, parse, view, |_| BooleanView::DECLARATION, EXPORT)
};

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    frame.reader.boolean(&field.id, item).map(Value::Boolean)
}

fn choices(value: &Value, _: Option<u16>) -> Option<RangeInclusive<u16>> {
    let number = u16::from(matches!(value, Value::Boolean(true)));
    Some(number..=number)
}

fn choice(reader: &Reader, number: u16) -> (String, String) {
    let word = if number == 0 { "no" } else { "yes" };
    (word.to_owned(), reader.word(&reader.config().language, word))
}

fn view<'f>(_: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    BooleanView { yes: matches!(fact.value, Value::Boolean(true)).into() }.into()
}

const EXPORT: Export = Export::plain(
    &[("", Holds::Yes)],
    |_, _, _, fact| vec![Cell::Yes(matches!(fact.value, Value::Boolean(true)))],
    |_, _, _, fact| matches!(fact.value, Value::Boolean(true)).into(),
);
