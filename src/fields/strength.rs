//! `strength`: how strong evidence is, from 0 to 5. Claims have a strength too.

use super::kind::*;
use crate::diagnostics::rules::{OUT_OF_RANGE, WRONG_TYPE};
use crate::outputs::declare::{Number, Text, view};
use crate::tables::loose;

view! {
    /// How strong evidence is; also a field of the kind `strength`.
    struct StrengthView {
        level: Number = 2 =>
            "from 0 to 5: 0 not assessed, 1 described, 2 counted or reported, 3 independent qualitative study, 4 \
            with a comparator, 5 replicated",
        text: Text => "the level in words",
    }
}

pub static KIND: FieldKind = FieldKind { explore: true, ..FieldKind::new("strength", "2") };

pub static STAGES: Stages = Stages {
    shape: SHAPE,
    choices,
    choice,
    ..Stages::new(&KIND, parse, view, |_| StrengthView::DECLARATION, EXPORT)
};

/// A level.
pub const SHAPE: Shape = Shape::Whole(0, 5);

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    read(frame, &field.id, item).map(Value::Strength)
}

/// What the levels mean.
pub const SCALE: &str = "0 not assessed, 1 described, 2 counted or reported, 3 independent qualitative study, 4 with a comparator, 5 replicated";

/// An integer from 0 to 5.
pub fn read(frame: &Frame, key: &str, item: Item) -> Option<u8> {
    let reader = frame.reader;
    let span = || reader.span_of(item);
    // A word, such as "strong", or "4 of 5": only the author knows which level it is.
    let is_word = |text: &str| loose::number(text).is_none();
    if item.get_ref().as_str().is_some_and(is_word) {
        let message = format!("`{key}` takes a whole number from 0 to 5, but this is a text");
        let help = format!("write one of these numbers, without quotation marks: {SCALE}");
        reader.add(WRONG_TYPE.at(reader.path, span(), message).help(help));
        return None;
    }
    let number = reader.number(key, item, "2")?;
    if (0.0..=5.0).contains(&number) && number.fract() == 0.0 {
        return Some(number as u8);
    }
    let message = format!("`{key}` is {number}, but must be a whole number from 0 to 5");
    reader.add(OUT_OF_RANGE.at(reader.path, span(), message).help(SCALE));
    None
}

fn choices(value: &Value, _: Option<u16>) -> Option<RangeInclusive<u16>> {
    let Value::Strength(level) = *value else { return None };
    Some(level.into()..=level.into())
}

fn choice(reader: &Reader, level: u16) -> (String, String) {
    let word = format!("strength_{level}");
    (level.to_string(), reader.word(&reader.config().language, &word))
}

fn view<'f>(reader: &Reader, owner: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Strength(level) = fact.value else { return Vec::new() };
    view_of(reader, owner.lang, level).into()
}

/// The level with its word.
pub fn view_of<'a>(reader: &Reader, lang: &str, level: u8) -> StrengthView<'a> {
    let word = reader.word(lang, &format!("strength_{level}"));
    StrengthView { level: u64::from(level).into(), text: word.into() }
}

const EXPORT: Export = Export::plain(
    &[("", Holds::Integer)],
    |_, _, _, fact| vec![level(fact).map_or(Cell::Empty, |level| Cell::Number(level.into()))],
    |_, _, _, fact| level(fact).into(),
);

fn level(fact: &Fact) -> Option<u8> {
    if let Value::Strength(level) = fact.value { Some(level) } else { None }
}
