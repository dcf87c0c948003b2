//! Letters with their looks: what a reference is while it is repaired.

/// A letter with its looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StyledChar {
    pub letter: char,
    pub look: Look,
    /// The link it is part of, by its place in the list beside.
    pub link: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    pub italic: bool,
    pub bold: bool,
    pub small_caps: bool,
    pub underlined: bool,
    pub raised: bool,
    pub lowered: bool,
}
