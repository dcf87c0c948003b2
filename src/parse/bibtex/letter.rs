//! Letters of a decoded text. Names are told apart by the braces that were around them.

/// A character, and what braces around it say about names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    pub char: char,
    pub guard: Guard,
}

/// How braces protect a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// Not at all.
    None,
    /// As part of a command, `{\'E}`: it parts no names, but counts as capital or small.
    Command,
    /// As `{WHO}`: it parts nothing and is neither capital nor small.
    Braces,
}
