//! Styled characters: the form in which references are repaired.

/// A character and its style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StyledChar {
    pub letter: char,
    pub look: Look,
    /// The link it is part of, by its index in the list of links.
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
