//! The context in which a value is read, and code shared by several kinds of field.

use super::markdown::{self, Context, Position};
use crate::config::Config;
use crate::diagnostics::Span;
use crate::diagnostics::rules::OUT_OF_RANGE;
use crate::fields::field::Field;
use crate::tables::{Item, Located, Reader};
use toml::de::DeValue;

/// The context in which a value is read.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub reader: &'a Reader<'a>,
    pub config: &'a Config,
    pub url: &'a str,
    pub lang: &'a str,
    /// The current record and its prefix for ids (`evidence-1-`); `None` outside of records.
    pub record: Option<(Record, &'a str)>,
}

/// A record: the index of its field, and its own index in that field.
#[derive(Clone, Copy)]
pub struct Record {
    pub field: usize,
    pub number: usize,
}

impl Frame<'_> {
    /// One or several texts, such as names of pages or sources.
    pub fn names(&self, field: &Field, item: Item) -> Option<Vec<Located<String>>> {
        let items = self.items(field, item)?;
        Some(items.into_iter().filter_map(|item| self.reader.text(&field.id, item)).collect())
    }

    /// The entries of a list, checked against the field's limits. A single value is a list of one. Unreadable
    /// entries are reported elsewhere and still count.
    pub fn items<'t>(&self, field: &Field, item: Item<'t>) -> Option<Vec<Item<'t>>> {
        let items = match item.get_ref() {
            DeValue::Array(items) if field.many => items.iter().collect(),
            DeValue::Array(_) => {
                self.reader.not_a_list(&field.id, item, field.form().example);
                return None;
            }
            _ => vec![item],
        };
        if field.many {
            self.limit(field, item, items.len() as f64, ["entry", "entries"]);
        }
        Some(items)
    }

    /// A text whose length is checked against the field's limits.
    pub fn characters(&self, field: &Field, item: Item) -> Option<Located<String>> {
        let text = self.reader.text(&field.id, item)?;
        let n = text.value.chars().count() as f64;
        self.limit(field, item, n, ["character", "characters"]);
        Some(text)
    }

    /// Checks a number against `min` and `max` of its field.
    pub fn limit(&self, field: &Field, item: Item, n: f64, unit: [&str; 2]) {
        let (less, more) = (field.min.filter(|min| n < *min), field.max.filter(|max| n > *max));
        let Some((word, limit)) = less.map(|l| ("at least", l)).or(more.map(|l| ("at most", l)))
        else {
            return;
        };
        let unit = unit[usize::from(limit != 1.0)];
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        let message = format!("`{}` takes {word} {limit}{unit}, but this is {n}", field.id);
        self.reader.add(OUT_OF_RANGE.at(self.reader.path, self.reader.span_of(item), message));
    }

    /// Marks up a value. Its ids are prefixed with the page's name and `name`, because several texts can
    /// appear on one page.
    pub fn mark(&self, text: &Located<String>, name: &str) -> markdown::Marked {
        let page = self.url.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let record = self.record.map_or("", |(_, name)| name);
        let ids = format!("{page}-{record}{name}-");
        markdown::mark(&text.value, &Context { ids: &ids, ..self.context(text.span.clone()) })
    }

    /// The context of a value that holds Markdown or an address.
    pub fn context(&self, span: Span) -> Context<'_> {
        Context {
            ids: "",
            below_title: false,
            path: self.reader.path,
            url: self.url,
            lang: self.lang,
            config: self.config,
            position: Position::Value(span),
        }
    }
}
