//! A file being read: its tables and values with their spans, and the diagnostics so far.

use super::broken;
use super::yaml;
use crate::diagnostics::rules::BROKEN_TOML;
use crate::diagnostics::{Diagnostic, Span, Spot};
use std::cell::RefCell;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and its span in the file.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

impl Located<String> {
    /// Where the text can be edited: `span` is that of the TOML string with this value.
    pub fn spot(&self) -> Spot {
        Spot { span: self.span.clone(), inside: Some(0..self.value.len()) }
    }
}

/// A TOML value with its span.
pub type Item<'t> = &'t Spanned<DeValue<'t>>;

/// How a file writes its tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Form {
    #[default]
    Toml,
    /// Front matter between `---` lines. All its values are texts, or tables and lists of texts.
    Yaml,
}

/// A file being read: its path, where its TOML begins, and the diagnostics so far.
pub struct Reader<'a> {
    pub path: &'a Arc<str>,
    /// The byte offset of the TOML in the file.
    pub offset: usize,
    pub form: Form,
    /// The span of everything, if the TOML is not literally in the file.
    pub only: Option<Span>,
    pub problems: RefCell<Vec<Diagnostic>>,
    /// The TOML or YAML itself.
    pub(super) source: RefCell<String>,
    /// The table that all other tables belong to: that of a page or of a term.
    pub(super) outer: RefCell<Option<Outer>>,
    /// The languages of the site, its own first. Empty where they are not known.
    pub languages: RefCell<Vec<String>>,
    /// Missing keys by the span of their table. They are reported at the end, because a misspelt key may be
    /// the missing one.
    pub(super) missing: RefCell<Vec<(Span, String, Diagnostic)>>,
    /// The intended names of misspelt keys, by the span of their table.
    pub(super) misspelt: RefCell<Vec<(Span, String)>>,
}

/// A table whose keys are often written below one of its inner tables by mistake.
pub struct Outer {
    pub span: Span,
    /// What it belongs to: "a pilot".
    pub what: String,
    /// The keys that it can have.
    pub keys: Vec<String>,
    /// Those that it has.
    pub given: Vec<String>,
    /// Where its own keys end and the first inner table with a head begins, in the file.
    pub end: Option<usize>,
}

impl Form {
    /// A line of a file: a key with a value that is given as TOML.
    pub fn line(self, key: &str, value: &str) -> String {
        match self {
            Self::Toml => format!("{key} = {value}"),
            Self::Yaml => format!("{key}: {}", value.replace(" = ", ": ")),
        }
    }
}

impl<'a> Reader<'a> {
    pub fn new(path: &'a Arc<str>, offset: usize) -> Self {
        Self {
            path,
            offset,
            form: Form::Toml,
            only: None,
            problems: RefCell::default(),
            source: RefCell::default(),
            outer: RefCell::default(),
            missing: RefCell::default(),
            misspelt: RefCell::default(),
            languages: RefCell::default(),
        }
    }

    /// A reader of TOML that is not literally in the file, but belongs to this span.
    pub fn of_place(path: &'a Arc<str>, place: Span) -> Self {
        Self { only: Some(place), ..Self::new(path, 0) }
    }

    /// Parses the text. Reports all errors and returns what could be parsed. `sound` is where a text with errors is
    /// copied without them.
    pub fn parse<'t>(&self, text: &'t str, sound: &'t mut String) -> Spanned<DeTable<'t>> {
        self.source.replace(text.to_owned());
        if self.form == Form::Yaml {
            let (table, broken) = yaml::read(text);
            self.broken(broken);
            return table;
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return table;
        }
        let (broken, rest) = broken::explain(text);
        self.broken(broken);
        *sound = rest;
        DeTable::parse_recoverable(sound).0
    }

    fn broken(&self, found: Vec<broken::Broken>) {
        for broken::Broken { span, message, help, fix, first } in found {
            let span = self.file_span(&span);
            let mut problem = BROKEN_TOML.at(self.path, span.clone(), message).maybe(help);
            if let Some(fix) = fix.filter(|_| self.only.is_none()) {
                problem = problem.fixed_by(Spot::verbatim(span).edit(fix));
            }
            if let Some(first) = first {
                problem = problem.related(self.path, self.file_span(&first), "it is first here");
            }
            self.add(problem);
        }
    }

    /// Records a diagnostic.
    pub fn add(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    /// A span of the TOML as a span of the file.
    pub fn file_span(&self, span: &Span) -> Span {
        let in_file = || self.offset + span.start..self.offset + span.end;
        self.only.clone().unwrap_or_else(in_file)
    }

    /// The span of a value in the file.
    pub fn span_of(&self, item: Item) -> Span {
        self.file_span(&item.span())
    }

    pub fn located<T>(&self, item: Item, value: T) -> Located<T> {
        Located { value, span: self.span_of(item) }
    }

    /// A line of the file: a key with a value that is given as TOML.
    pub fn line(&self, key: &str, value: &str) -> String {
        self.form.line(key, value)
    }
}

/// A table that records which keys were read.
pub struct Table<'t> {
    pub(super) table: &'t DeTable<'t>,
    /// The table's span in the file.
    pub span: Span,
    pub(super) asked: RefCell<Vec<String>>,
}

impl<'t> Table<'t> {
    pub fn new(table: &'t DeTable<'t>, span: Span) -> Self {
        Self { table, span, asked: RefCell::default() }
    }

    /// The value at `key`, if it is there.
    pub fn get(&self, key: &str) -> Option<Item<'t>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.iter().any(|known| known == key) {
            asked.push(key.to_owned());
        }
        self.table.get(key)
    }

    /// Whether a key is there; it need not be a known one.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// All keys with their spans in the TOML and their values, in the order of the file.
    pub fn entries(&self) -> Vec<(&'t str, Span, Item<'t>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, item)| (key.get_ref().as_ref(), key.span(), item))
            .collect();
        entries.sort_by_key(|(_, span, _)| span.start);
        entries
    }
}
