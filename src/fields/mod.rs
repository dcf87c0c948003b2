//! The kinds of fields, one file each: how a field is declared, parsed, sorted, filtered, shown, searched and exported,
//! and what `talkoo new` writes. To add a kind, add a file and a line in the list below. Its values use one of the
//! forms in `value.rs`.

pub mod boolean;
pub mod cites;
pub mod date;
pub mod export;
pub mod field;
pub mod image;
pub mod kind;
pub mod markdown;
pub mod number;
pub mod owner;
pub mod period;
pub mod place;
pub mod record;
pub mod refs;
pub mod strength;
pub mod terms;
pub mod terms_export;
pub mod text;
pub mod url;
pub mod value;

use field::FieldKind;
use kind::Stages;

/// All kinds, in the order in which messages list them.
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

/// The kind for a word of site.toml, and whether the word names a list.
pub fn named(word: &str) -> Option<(&'static FieldKind, bool)> {
    kinds().find_map(|kind| {
        let many = kind.many.as_ref().is_some_and(|many| many.word == word);
        (many || kind.one.word == word).then_some((kind, many))
    })
}

/// The stages of a kind. Every field has a kind from the list.
pub fn stages(kind: &FieldKind) -> &'static Stages {
    KINDS.iter().find(|stages| stages.kind == kind).unwrap_or(&KINDS[0])
}
