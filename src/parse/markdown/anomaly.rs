//! What can look odd in a text.

use super::mentions::Mention;
use serde::{Deserialize, Serialize};

/// Something odd in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Anomaly {
    /// A paragraph that is bold from end to end, and its words.
    BoldParagraph(String),
    /// A paragraph in another language than its page, and which.
    ForeignParagraph(String),
    /// A table with empty cells in its header: the numbers of their columns, of how many.
    EmptyHeader { columns: Vec<usize>, of: usize },
    /// `[^x]` without a footnote of that name; it is shown as text.
    UndefinedFootnote(String),
    /// A footnote that nothing in the text refers to.
    UnusedFootnote(String),
    /// A second footnote of one name.
    SecondFootnote(String),
    /// `[words](address)` that is no link, because a space is in the address.
    SpacedAddress(String),
    /// A character that nobody types: invisible, or a space that is none. With what surely ought to
    /// stand there: a plain space, or nothing.
    PasteArtifact(char, Option<String>),
    /// Marks of emphasis that are printed as they are, because a space is in their way.
    StrayEmphasis,
    /// A work in plain words.
    Mention(Mention),
    /// Letters that were read with the wrong encoding: `Ã¤` for `ä`.
    Garbled(String),
}
