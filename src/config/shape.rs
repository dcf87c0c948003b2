//! What a value may look like, for people and for editors: of a setting, of a key of every page or term, and of each kind
//! of field. The readers judge values; what is said here is the description that JSON Schemas are made from.

/// A key of a table, with what it takes and what it is for.
#[derive(Debug)]
pub struct Setting {
    pub key: &'static str,
    pub shape: Shape,
    /// One sentence without a full stop.
    pub about: &'static str,
    pub is_required: bool,
}

/// The form of a value.
#[derive(Debug)]
pub enum Shape {
    Text,
    /// `true` or `false`.
    Yes,
    Number,
    /// A whole number in these limits.
    Whole(i64, i64),
    /// A year, a month or a day.
    Date,
    /// An address of the web.
    Address,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The word for a kind of field.
    Kind,
    /// A part of an address: an id.
    Slug,
    /// A term of the vocabulary that a field names, or of the vocabulary that is described.
    Term,
    /// A term of the vocabulary of responses that a field names.
    Response,
    /// A text, or a text for each language.
    Labels,
    /// A list, or a single entry of one.
    Several(&'static Shape),
    Any(&'static [Shape]),
    Table(&'static [Setting]),
    /// A value for each name.
    Each(&'static Shape),
    /// Whatever TOML can say.
    Anything,
}

pub const TEXTS: Shape = Shape::Several(&Shape::Text);

impl Setting {
    pub const fn new(key: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { key, shape, about, is_required: false }
    }

    /// One that a table can't do without.
    pub const fn needed(key: &'static str, shape: Shape, about: &'static str) -> Self {
        Self { is_required: true, ..Self::new(key, shape, about) }
    }
}

/// The keys of settings.
pub const fn keys<const N: usize>(settings: &'static [Setting; N]) -> [&'static str; N] {
    let mut keys = [""; N];
    let mut n = 0;
    while n < N {
        keys[n] = settings[n].key;
        n += 1;
    }
    keys
}

impl Shape {
    /// The keys of a value that is a table.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let settings = match self {
            Self::Table(settings) => settings,
            Self::Any(shapes) => shapes.iter().find_map(Self::table).unwrap_or_default(),
            _ => &[],
        };
        settings.iter().map(|setting| setting.key)
    }

    /// Whether it is a table, and nothing else.
    pub fn is_table(&self) -> bool {
        matches!(self, Self::Table(_) | Self::Each(_))
    }

    fn table(&self) -> Option<&'static [Setting]> {
        if let Self::Table(settings) = self { Some(settings) } else { None }
    }
}
