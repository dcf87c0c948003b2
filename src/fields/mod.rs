//! The kinds of fields, a file for each: how it is declared, parsed, sorted and chosen by, shown, searched, and
//! what `talkoo new` writes. A new kind is a file and a line in the list below. Its values take one of the forms
//! in `value.rs`: what holds for all values of a form holds for them as well.

pub mod boolean;
pub mod cites;
pub mod date;
pub mod field;
pub mod image;
pub mod kind;
pub mod markdown;
pub mod number;
pub mod period;
pub mod place;
pub mod record;
pub mod refs;
pub mod strength;
pub mod terms;
pub mod text;
pub mod url;
pub mod value;

use field::FieldKind;
use kind::Stages;

/// All kinds, in the order in which messages name them.
static KINDS: [&Stages; 15] = [
    &text::STAGES,
    &markdown::STAGES,
    &number::STAGES,
    &boolean::STAGES,
    &date::STAGES,
    &period::STAGES,
    &url::STAGES,
    &image::STAGES,
    &place::STAGES,
    &strength::STAGES,
    &record::STAGES,
    &terms::STAGES,
    &terms::CLAIM_STAGES,
    &refs::STAGES,
    &cites::STAGES,
];

pub fn kinds() -> impl Iterator<Item = &'static FieldKind> {
    KINDS.iter().map(|stages| stages.kind)
}

/// The kind that a word of site.toml names, and whether it names a list.
pub fn named(word: &str) -> Option<(&'static FieldKind, bool)> {
    kinds().find_map(|kind| {
        let many = kind.many.as_ref().is_some_and(|many| many.word == word);
        (many || kind.one.word == word).then_some((kind, many))
    })
}

/// What is done with a kind. Fields have theirs from the list; of any other the values would be texts.
pub fn stages(kind: &FieldKind) -> &'static Stages {
    KINDS.iter().find(|stages| stages.kind == kind).unwrap_or(&KINDS[0])
}
