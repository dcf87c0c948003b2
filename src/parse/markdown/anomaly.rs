//! The anomalies that a text can have.

use super::mentions::Mention;
use serde::{Deserialize, Serialize};

/// An anomaly in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Anomaly {
    /// An entirely bold paragraph, and its words.
    BoldParagraph(String),
    /// A paragraph in a language other than its page's, and that language.
    ForeignParagraph(String),
    /// A table with empty header cells: their column numbers, and the number of columns.
    EmptyHeader { columns: Vec<usize>, of: usize },
    /// `[^x]` without such a footnote; it is shown as text.
    UndefinedFootnote(String),
    /// A footnote that nothing in the text refers to.
    UnusedFootnote(String),
    /// A second footnote with the same name.
    SecondFootnote(String),
    /// `[words](address)` that is not a link because its address contains a space; and where in it the address
    /// begins.
    SpacedAddress(String, usize),
    /// A character nobody types: invisible, or an unusual space. With the certain replacement, if there is
    /// one: a plain space or nothing.
    PasteArtifact(char, Option<String>),
    /// Emphasis markers shown as text because a space is in the way.
    StrayEmphasis,
    /// A work cited in plain words.
    Mention(Mention),
    /// Text decoded with the wrong encoding: `Ã¤` for `ä`.
    Garbled(String),
}
