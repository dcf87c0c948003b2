//! What can be wrong with an entry of TOML or YAML, in plain words.

/// What was wrong, as a sentence for the author. Of several the first found is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cause {
    pub message: &'static str,
    /// Whether nothing else can be meant.
    pub certain: bool,
}

pub const fn certain(message: &'static str) -> Cause {
    Cause { message, certain: true }
}

pub const fn unsure(message: &'static str) -> Cause {
    Cause { message, certain: false }
}

pub const TYPOGRAPHIC: Cause =
    certain("these are typographic quotation marks, but a text needs the straight ones: \" \"");
pub const INSIDE: Cause =
    certain("this text has quotation marks inside, and seems to end at the first of them");
pub const UNCLOSED: Cause = certain("this text has no closing quotation mark");
pub const UNOPENED: Cause = certain("this text has no opening quotation mark");
pub const UNQUOTED: Cause = certain("a text needs quotation marks around it");
pub const BACKSLASH: Cause =
    certain("a backslash `\\` has a meaning of its own between these quotation marks");
pub const PATH: Cause =
    unsure("this is the path of a file on your computer, which readers of the site can't reach");
pub const DATE: Cause = certain("a date is written with the year first: 2021-03-12");
pub const MONTH: Cause = certain("a year with a month needs quotation marks around it");
pub const PERIOD: Cause = unsure("a time from one date to another has a start and an end");
pub const EITHER: Cause = unsure("this date can be read in two ways");
pub const COMMA: Cause = certain("a decimal number has a point, and no comma");
pub const TWO_READINGS: Cause = unsure("this number can be read in two ways");
pub const SPACED: Cause = certain("a number is written without spaces and without zeros before it");
pub const BOOLEAN: Cause = certain("this is written `true` or `false`, in small letters");
pub const BARE_LIST: Cause = certain("several values need square brackets around them");
pub const OPEN_LIST: Cause = certain("this list has no closing bracket `]`");
pub const OPEN_TABLE: Cause = certain("this has no closing bracket `}`");
pub const COMMAS: Cause = certain("there is a comma too many");
pub const OTHER_BRACKETS: Cause = certain("a list has square brackets around it");
pub const NO_COMMA: Cause = certain("the entries of a list need a comma between them");
pub const AFTER: Cause = certain("there is something after the value");
pub const OPEN_LINES: Cause =
    unsure("this text begins with three quotation marks, and needs three at its end");
pub const NO_DATE: Cause = unsure("there is no such date");
pub const BESIDE: Cause = unsure("there is something beside the text in quotation marks");
pub const ONGOING: Cause = certain("a period that goes on has no end");
pub const COLON: Cause = certain("between a key and its value stands `=`");

/// How dates are written.
pub const DATE_HELP: &str = "a date is 2018, \"2018-10\" or 2018-10-05";
pub const NOT_A_LINE: Cause = unsure("this line is not a key with a value, such as title = \"…\"");
pub const NO_VALUE: Cause = unsure("there is no value here");
pub const UNREADABLE: Cause = unsure("this value can't be read");
pub const LINES: Cause = certain(
    "this text goes on on the next line, so it needs three quotation marks before and behind it",
);
pub const NOTE: Cause = certain("a note to yourself begins with `#`");
pub const SIGNS: Cause = certain("between a key and its value stands one `=`");
pub const TWO_PAIRS: Cause = certain("every key begins a line of its own");
