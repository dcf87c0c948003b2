//! The typed values of a table: texts, numbers, yes or no, lists, tables. What has another type is reported with what
//! to write instead, made from what is written.

use super::lenient;
use super::loose;
use super::reader::{Form, Item, Located, Reader, Table};
use crate::diagnostics::rules::{MISSING_FIELD, WRONG_TYPE};
use crate::diagnostics::{Diagnostic, Spot};
use crate::files;
use toml::de::DeValue;

impl Reader<'_> {
    /// Reports that `item` is not what `key` takes.
    pub fn wrong_type(&self, key: &str, item: Item, wanted: &str, example: &str) {
        let help = (!example.is_empty())
            .then(|| format!("write it like this: {}", self.line(key, example)));
        self.add(self.other_type(key, item, wanted).maybe(help));
    }

    /// Reports a list where one value belongs, and shows the value if the list has only one.
    pub fn not_a_list(&self, key: &str, item: Item, example: &str) {
        let only = item.get_ref().as_array().filter(|items| items.len() == 1);
        let source = self.source.borrow();
        let value = only.and_then(|items| source.get(items[0].span()));
        // A table with a head of its own can't be written behind a key.
        match value {
            Some(value) if value.starts_with('[') => {
                let help = format!("write its name in single brackets: [{key}]");
                self.add(self.other_type(key, item, "one entry").help(help));
            }
            Some(value) => {
                let problem = self.other_type(key, item, "one entry");
                self.add(self.written(problem, key, item, value));
            }
            None => self.wrong_type(key, item, "one entry", example),
        }
    }

    fn other_type(&self, key: &str, item: Item, wanted: &str) -> Diagnostic {
        let message = format!("`{key}` takes {wanted}, but this is {}", kind(item.get_ref()));
        WRONG_TYPE.at(self.path, self.span_of(item), message)
    }

    /// Adds the help, and the fix, to write a value like this.
    pub fn written(&self, problem: Diagnostic, key: &str, item: Item, value: &str) -> Diagnostic {
        let problem = problem.help(format!("write it like this: {}", self.line(key, value)));
        // A default of site.toml is no place in this file.
        if self.only.is_some() {
            return problem;
        }
        let value = match self.form {
            Form::Toml => value.to_owned(),
            Form::Yaml => value.replace(" = ", ": "),
        };
        problem.fixed_by(Spot::verbatim(self.span_of(item)).edit(value))
    }

    /// The text in `item`. An empty text is reported, except for a decorative picture's alternative text.
    pub fn text(&self, key: &str, item: Item) -> Option<Located<String>> {
        let source = self.source.borrow();
        let written = match item.get_ref() {
            DeValue::String(text) if text.trim().is_empty() && key != "alt" => {
                let message = format!("`{key}` is empty");
                let problem = MISSING_FIELD.at(self.path, self.span_of(item), message);
                self.add(problem.help("fill it in, or remove the line if it is optional"));
                return None;
            }
            // Marks that stand beside their letter, as macOS writes some, would be another word.
            DeValue::String(text) => {
                return Some(self.located(item, files::nfc(text).into_owned()));
            }
            DeValue::Array(items) if items.len() == 1 => items[0].get_ref().as_str(),
            DeValue::Array(_) | DeValue::Table(_) => None,
            // `title = 2021`
            _ => Some(source.get(item.span()).unwrap_or("…")),
        };
        match written.map(lenient::string) {
            Some(text) => {
                self.add(self.written(self.other_type(key, item, "a text"), key, item, &text));
            }
            None => self.wrong_type(key, item, "a text", "\"…\""),
        }
        None
    }

    /// The boolean in `item`.
    pub fn boolean(&self, key: &str, item: Item) -> Option<bool> {
        let meant = match item.get_ref() {
            DeValue::Boolean(value) => return Some(*value),
            DeValue::String(text) => loose::boolean(text),
            DeValue::Integer(n) => loose::boolean(n.as_str()),
            _ => None,
        };
        if self.form == Form::Yaml && meant.is_some() {
            return meant;
        }
        let problem = self.other_type(key, item, "true or false");
        let [yes, no] = ["true", "false"].map(|value| self.line(key, value));
        self.add(match meant {
            Some(value) => self.written(problem, key, item, &value.to_string()),
            None => problem.help(format!("write {yes} or {no}")),
        });
        None
    }

    /// The number in `item`; `example` is one that the key takes.
    pub fn number(&self, key: &str, item: Item, example: &str) -> Option<f64> {
        let meant = match item.get_ref() {
            DeValue::Integer(n) => {
                let n = i64::from_str_radix(&n.as_str().replace('_', ""), n.radix());
                return n.ok().map(|n| n as f64).or_else(|| {
                    self.wrong_type(key, item, "a number that is not as long", example);
                    None
                });
            }
            DeValue::Float(n) => {
                n.as_str().replace('_', "").parse().ok().filter(|n: &f64| n.is_finite()).map(Ok)
            }
            DeValue::String(text) => {
                let read = text.trim().parse().ok().filter(|n: &f64| n.is_finite());
                match read.filter(|_| self.form == Form::Yaml) {
                    Some(number) => Some(Ok(number)),
                    None => loose::number(text).map(|number| Err((number, loose::is_number(text)))),
                }
            }
            _ => None,
        };
        match meant {
            Some(Ok(number)) => return Some(number),
            Some(Err((number, certain))) => {
                let problem = self.other_type(key, item, "a number");
                let text = item.get_ref().as_str().unwrap_or_default();
                // No place has a degree of thousands.
                let whole = loose::thousands(text).filter(|_| !matches!(key, "lat" | "lon"));
                if let Some(whole) = whole {
                    let (whole, number) = (self.line(key, &whole), self.line(key, &number));
                    self.add(
                        problem.help(format!("write {whole} or {number}, whichever is meant")),
                    );
                    return None;
                }
                let mut problem = self.written(problem, key, item, &number);
                if !certain {
                    problem.fix = Box::default();
                }
                self.add(problem);
            }
            None if item.get_ref().is_str() => {
                let help =
                    format!("write the number in digits, such as {}", self.line(key, example));
                self.add(self.other_type(key, item, "a number").help(help));
            }
            None => self.wrong_type(key, item, "a number", example),
        }
        None
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
            // `[[period]]` for a single table
            DeValue::Array(items) if items.len() == 1 && items[0].get_ref().is_table() => {
                let problem = self.other_type(key, item, "one table");
                let one = format!("write it once, in single brackets or braces: [{key}]");
                self.add(problem.help(one));
                None
            }
            _ => {
                self.wrong_type(key, item, "a table", example);
                None
            }
        }
    }
}

fn kind(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(items) if items.is_empty() => "an empty list",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
