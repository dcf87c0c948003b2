//! The anomalies that a text can have.

use super::foreign::Markup;
use super::mentions::Mention;
use serde::{Deserialize, Serialize};

/// Why stars are shown as text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stars {
    /// A space is in the way, or nothing closes them.
    Loose,
    /// They close between a mark and a letter.
    BesideMark,
    /// They close in another paragraph.
    OverParagraphs,
}

/// An anomaly in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Anomaly {
    /// An entirely bold paragraph, and its words.
    BoldParagraph(String),
    /// A paragraph in a language other than its page's, and the tag of that language.
    ForeignParagraph(String),
    /// A table with empty header cells: their column numbers, and the number of columns.
    EmptyHeader { columns: Vec<usize>, of: usize },
    /// `[^x]` without such a footnote; it is shown as text.
    UndefinedFootnote(String),
    /// A footnote that nothing in the text refers to.
    UnusedFootnote(String),
    /// A second footnote with the same name.
    SecondFootnote(String),
    /// A line that a footnote takes in though it was meant as text, and the footnote.
    SwallowedLine(String),
    /// `^[words]`, a footnote in Pandoc's way, which is shown as text.
    InlineFootnote,
    /// A footnote without text.
    EmptyFootnote(String),
    /// `[[` without `]]`, with the name behind it, and the label if only the bar between the two is in the way.
    OpenWikilink { name: String, label: Option<String> },
    /// An id that another heading has been given, too.
    SecondId(String),
    /// The cells of a row beyond the head, which readers do not see: their text.
    ExtraCells(String),
    /// A line right below a table, which has become a row of it.
    TextInTable,
    /// What was meant as a table: the number of cells in its head, and in the line below.
    NoTable { head: usize, line: usize },
    /// Rows of a table without the line of dashes that would make them one.
    RowsAlone,
    /// `[words](address)` that is not a link because its address contains a space; and where in it the address
    /// begins.
    SpacedAddress(String, usize),
    /// A character nobody types: invisible, or an unusual space. With the certain replacement, if there is
    /// one: a plain space or nothing.
    PasteArtifact(char, Option<String>),
    /// A bullet typed as a character, and what to write instead.
    TypedBullet(char, String),
    /// What an office program prints in place of a reference it lost.
    LostReference,
    /// Emphasis markers shown as text.
    StrayEmphasis(Stars),
    /// A work cited in plain words.
    Mention(Mention),
    /// Text decoded with the wrong encoding: `Ã¤` for `ä`.
    Garbled(String),
    /// What another program would replace and this one prints.
    Foreign(Markup),
}
