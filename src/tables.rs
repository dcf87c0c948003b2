//! Typed access to a TOML table. Readers of settings, front matter or terms ask for the keys they know. Wrong
//! types, missing and unknown keys are reported with their spans, and reading continues.

use crate::diagnostics::rules::{BROKEN_TOML, MISSING_FIELD, UNKNOWN_KEY, WRONG_TYPE};
use crate::diagnostics::{Diagnostic, Span, Spot, listed, near};
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

/// A file being read: its path, where its TOML begins, and the diagnostics so far.
pub struct Reader<'a> {
    pub path: &'a Arc<str>,
    /// The byte offset of the TOML in the file.
    pub offset: usize,
    /// The span of everything, if the TOML is not literally in the file.
    pub only: Option<Span>,
    pub problems: RefCell<Vec<Diagnostic>>,
    /// Missing keys by the span of their table. They are reported at the end, because a misspelt key may be
    /// the missing one.
    missing: RefCell<Vec<(Span, String, Diagnostic)>>,
    /// The intended names of misspelt keys, by the span of their table.
    misspelt: RefCell<Vec<(Span, String)>>,
}

impl<'a> Reader<'a> {
    pub fn new(path: &'a Arc<str>, offset: usize) -> Self {
        Self {
            path,
            offset,
            only: None,
            problems: RefCell::default(),
            missing: RefCell::default(),
            misspelt: RefCell::default(),
        }
    }

    /// A reader of TOML that is not literally in the file, but belongs to this span.
    pub fn of_place(path: &'a Arc<str>, place: Span) -> Self {
        Self { only: Some(place), ..Self::new(path, 0) }
    }

    /// Parses the TOML. Reports all errors and returns what could be parsed.
    pub fn parse<'t>(&self, text: &'t str) -> Spanned<DeTable<'t>> {
        let (mut table, errors) = DeTable::parse_recoverable(text);
        let mut broken = Vec::new();
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = format!("this is not TOML: {}", error.message().replace('\n', ", "));
            let is_date = message.contains("invalid date") || message.contains("invalid datetime");
            let help = is_date.then(|| "a date is 2018, \"2018-10\" or 2018-10-05".to_owned());
            self.add(BROKEN_TOML.at(self.path, self.file_span(&span), message).maybe(help));
            broken.push(span);
        }
        if !broken.is_empty() {
            keep_sound(table.get_mut(), &broken);
        }
        table
    }

    /// Records a diagnostic.
    pub fn add(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    /// The diagnostics. A missing key is not reported if it is there but misspelt.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        let misspelt = self.misspelt.into_inner();
        let is_there =
            |table: &Span, key: &str| misspelt.iter().any(|(t, k)| t == table && k == key);
        let missing = self.missing.into_inner().into_iter();
        let missing = missing.filter(|(table, key, _)| !is_there(table, key));
        let mut problems = self.problems.into_inner();
        problems.extend(missing.map(|(_, _, problem)| problem));
        problems
    }

    /// The intended names of misspelt keys in the table at `span`.
    pub fn misspelt_in(&self, span: &Span) -> Vec<String> {
        let misspelt = self.misspelt.borrow();
        misspelt.iter().filter(|(table, _)| table == span).map(|(_, key)| key.clone()).collect()
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

    /// Reports that `item` is not what `key` takes.
    pub fn wrong_type(&self, key: &str, item: Item, wanted: &str, example: &str) {
        let message = format!("`{key}` takes {wanted}, but this is {}", kind(item.get_ref()));
        let help = (!example.is_empty()).then(|| format!("write it like this: {key} = {example}"));
        self.add(WRONG_TYPE.at(self.path, self.span_of(item), message).maybe(help));
    }

    /// The text in `item`. An empty text is reported, except for a decorative picture's alternative text.
    pub fn text(&self, key: &str, item: Item) -> Option<Located<String>> {
        match item.get_ref() {
            DeValue::String(text) if text.trim().is_empty() && key != "alt" => {
                let problem =
                    MISSING_FIELD.at(self.path, self.span_of(item), format!("`{key}` is empty"));
                self.add(problem.help("fill it in, or remove the line if it is optional"));
                None
            }
            DeValue::String(text) => Some(self.located(item, text.to_string())),
            _ => {
                self.wrong_type(key, item, "a text", "\"…\"");
                None
            }
        }
    }

    /// The boolean in `item`.
    pub fn boolean(&self, key: &str, item: Item) -> Option<bool> {
        let value = item.get_ref().as_bool();
        if value.is_none() {
            self.wrong_type(key, item, "true or false", "true");
        }
        value
    }

    /// The number in `item`.
    pub fn number(&self, key: &str, item: Item) -> Option<f64> {
        let number = match item.get_ref() {
            DeValue::Integer(n) => {
                i64::from_str_radix(&n.as_str().replace('_', ""), n.radix()).ok().map(|n| n as f64)
            }
            DeValue::Float(n) => n.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, item, "a number", "12");
        }
        number
    }

    /// The texts in `item`: an array, or a single text.
    pub fn texts(&self, key: &str, item: Item) -> Vec<Located<String>> {
        match item.get_ref() {
            DeValue::String(_) => self.text(key, item).into_iter().collect(),
            DeValue::Array(array) => array.iter().filter_map(|item| self.text(key, item)).collect(),
            _ => {
                self.wrong_type(key, item, "a list of texts", "[\"…\", \"…\"]");
                Vec::new()
            }
        }
    }

    /// The table in `item`.
    pub fn table<'t>(&self, key: &str, item: Item<'t>, example: &str) -> Option<Table<'t>> {
        match item.get_ref() {
            DeValue::Table(table) => Some(Table::new(table, self.span_of(item))),
            _ => {
                self.wrong_type(key, item, "a table", example);
                None
            }
        }
    }

    pub fn located<T>(&self, item: Item, value: T) -> Located<T> {
        Located { value, span: self.span_of(item) }
    }

    /// Reports the keys that were never read; `what` names the table (`a pilot`).
    pub fn unknown_keys(&self, table: &Table, what: &str) {
        let asked = table.asked.borrow();
        for (key, item) in table.table {
            let name = key.get_ref().as_ref();
            if asked.iter().any(|known| known == name) {
                continue;
            }
            let message = format!("{what} has no key `{name}`");
            let problem = UNKNOWN_KEY.at(self.path, self.file_span(&key.span()), message);
            let names = || asked.iter().map(String::as_str);
            let near = near(name, names());
            // The suggestion may be a key that exists already, which can't be written twice.
            let free = near.filter(|near| !table.table.contains_key(near.name));
            if let Some(near) = free {
                self.misspelt.borrow_mut().push((table.span.clone(), near.name.to_owned()));
            }
            let can_be_written = free.is_some() && is_one_line(key, item);
            let spot = can_be_written.then(|| Spot::verbatim(self.file_span(&key.span())));
            self.add(problem.help(format!("it can have {}", listed(names()))).meant(near, spot));
        }
    }

    /// Reports that `key` is missing from the table at `span`.
    pub fn missing(&self, span: Span, what: &str, key: &str, example: &str) {
        let message = format!("{what} needs `{key}`, which is missing");
        let problem = MISSING_FIELD.at(self.path, span.clone(), message);
        let problem = problem.help(format!("add a line: {key} = {example}"));
        self.missing.borrow_mut().push((span, key.to_owned(), problem));
    }
}

/// A table that records which keys were read.
pub struct Table<'t> {
    table: &'t DeTable<'t>,
    /// The table's span in the file.
    pub span: Span,
    asked: RefCell<Vec<String>>,
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

/// Whether a key and its value are in one place. A table with its own header (`[key]`) can be continued
/// elsewhere.
fn is_one_line(key: &Spanned<std::borrow::Cow<str>>, item: Item) -> bool {
    item.span().start >= key.span().end && !item.get_ref().is_table()
}

/// Removes what the parser invented to recover from an error.
fn keep_sound(table: &mut DeTable, broken: &[Span]) {
    let touched =
        |span: &Span| broken.iter().any(|error| error.start <= span.end && span.start <= error.end);
    let keys: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
    for key in keys {
        let Some(item) = table.get_mut(key.as_str()) else { continue };
        let span = item.span();
        let sound = match item.get_mut() {
            DeValue::Table(inner) => {
                keep_sound(inner, broken);
                true
            }
            DeValue::Array(items)
                if !items.is_empty() && items.iter().all(|item| item.get_ref().is_table()) =>
            {
                for item in items.iter_mut() {
                    if let DeValue::Table(inner) = item.get_mut() {
                        keep_sound(inner, broken);
                    }
                }
                true
            }
            _ => !span.is_empty() && !touched(&span),
        };
        if !sound {
            table.remove(key.as_str());
        }
    }
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
