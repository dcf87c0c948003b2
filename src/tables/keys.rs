//! The keys of a table that nobody asked for, and those that are missing.

use super::reader::{Item, Outer, Reader, Table};
use crate::diagnostics::rules::{MISSING_FIELD, UNKNOWN_KEY};
use crate::diagnostics::{Diagnostic, Edit, Span, Spot, listed, near};
use std::borrow::Cow;
use std::collections::HashSet;
use toml::Spanned;
use toml::de::DeValue;

/// How many unknown keys of a table are compared with those it can have. Who has more did not misspell them.
const GUESSES: usize = 200;

impl Reader<'_> {
    /// Says which table the inner tables belong to; `what` names it (`a pilot`), `keys` are those it can have.
    pub fn set_outer<'k>(
        &self,
        table: &Table,
        what: &str,
        keys: impl IntoIterator<Item = &'k str>,
    ) {
        let keys = keys.into_iter().map(str::to_owned).collect();
        let given = table.entries().into_iter().map(|(key, ..)| key.to_owned()).collect();
        let end = table.table.iter().filter_map(|(key, item)| head(key, item)).min();
        let end = end.map(|at| self.file_span(&(at..at)).start);
        let outer = Outer { span: table.span.clone(), what: what.to_owned(), keys, given, end };
        self.outer.replace(Some(outer));
    }

    /// The diagnostics. A missing key is not reported if it is there but misspelt.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        let misspelt = self.misspelt.into_inner();
        let misspelt: HashSet<(usize, usize, &str)> =
            misspelt.iter().map(|(table, key)| (table.start, table.end, &**key)).collect();
        let is_there = |table: &Span, key: &str| misspelt.contains(&(table.start, table.end, key));
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

    /// Reports the keys that were never read; `what` names the table (`a pilot`).
    pub fn unknown_keys(&self, table: &Table, what: &str) {
        self.unknown_keys_or(table, what, &|_| None);
    }

    /// The same; `inner` says where a key belongs that is one of an inner table.
    pub fn unknown_keys_or(
        &self,
        table: &Table,
        what: &str,
        inner: &dyn Fn(&str) -> Option<String>,
    ) {
        let asked = table.asked.borrow();
        let mut guesses = GUESSES;
        for (key, item) in table.table {
            let name = key.get_ref().as_ref();
            if asked.iter().any(|known| known == name)
                || self.is_misplaced(&table.span, what, (name, key.span()), item)
            {
                continue;
            }
            let message = format!("{what} has no key `{name}`");
            let problem = UNKNOWN_KEY.at(self.path, self.file_span(&key.span()), message);
            if let Some(help) = inner(name) {
                self.add(problem.help(help));
                continue;
            }
            let names = || asked.iter().map(String::as_str);
            let near = if guesses > 0 { near(name, names()) } else { None };
            guesses = guesses.saturating_sub(1);
            // The suggestion may be a key that exists already, which can't be written twice.
            let free = near.filter(|near| !table.table.contains_key(near.name));
            if let Some(near) = free {
                self.misspelt.borrow_mut().push((table.span.clone(), near.name.to_owned()));
            }
            let can_be_written = free.is_some() && stands_alone(&key.span(), item);
            let spot = can_be_written.then(|| Spot::verbatim(self.file_span(&key.span())));
            self.add(problem.help(format!("it can have {}", listed(names()))).meant(near, spot));
        }
    }

    /// Reports a key of the outer table that stands in the inner one at `table`. Returns whether it is one.
    pub fn is_misplaced(
        &self,
        table: &Span,
        what: &str,
        (name, key): (&str, Span),
        item: Item,
    ) -> bool {
        let outer = self.outer.borrow();
        let Some(outer) = outer.as_ref().filter(|outer| outer.span != *table) else {
            return false;
        };
        // One that the outer table has already can't be moved there.
        let is_it =
            |known: &&String| known.eq_ignore_ascii_case(name) && !outer.given.contains(*known);
        let Some(meant) = outer.keys.iter().find(is_it) else {
            return false;
        };
        self.misspelt.borrow_mut().push((outer.span.clone(), meant.clone()));
        let span = self.file_span(&key);
        let message = format!(
            "`{name}` is a key of {}, but here it belongs to {what}, which has no such key",
            outer.what
        );
        let problem = UNKNOWN_KEY.at(self.path, span.clone(), message);
        let is_below = outer.end.is_some_and(|end| end < span.start && stands_alone(&key, item));
        let problem = match outer.end.filter(|_| is_below) {
            Some(end) => problem
                .help("move the line up, above the first line in brackets")
                .related(self.path, self.head_at(end), "the first line in brackets"),
            None => {
                let source = self.source.borrow();
                let value = source.get(item.span()).unwrap_or("…");
                problem.help(format!("write it outside of this: {}", self.line(meant, value)))
            }
        };
        self.add(match self.moved(outer, meant, &key, item).filter(|_| is_below) {
            Some([insert, remove]) => problem.fixed_by(insert).fixed_by(remove),
            None => problem,
        });
        true
    }

    /// The span of a head that begins at a place of the file.
    fn head_at(&self, at: usize) -> Span {
        let source = self.source.borrow();
        let rest = source.get(at.saturating_sub(self.offset)..).unwrap_or_default();
        at..at + rest.lines().next().unwrap_or_default().trim_end().len()
    }

    /// The edits that move a line up to the outer table.
    fn moved(&self, outer: &Outer, meant: &String, key: &Span, item: Item) -> Option<[Edit; 2]> {
        if outer.given.contains(meant) || self.only.is_some() {
            return None;
        }
        let source = self.source.borrow();
        let span = key.start..item.span().end;
        let start = source[..span.start].rfind('\n')? + 1;
        let end = source[span.end..].find('\n').map_or(source.len(), |line| span.end + line + 1);
        // A comment or another key on the line would move with it or be lost.
        let is_alone =
            source[start..span.start].trim().is_empty() && source[span.end..end].trim().is_empty();
        let ending = if source[..end].ends_with("\r\n") { "\r\n" } else { "\n" };
        let line = format!("{meant}{}{ending}", source.get(key.end..item.span().end)?);
        let insert = Spot::verbatim(outer.end?..outer.end?).edit(line);
        let remove = Spot::verbatim(self.file_span(&(start..end))).edit("");
        is_alone.then_some([insert, remove])
    }

    /// Reports that `key` is missing from the table at `span`.
    pub fn missing(&self, span: Span, what: &str, key: &str, example: &str) {
        let outer = self.outer.borrow();
        let outer = outer.as_ref().filter(|outer| outer.span == span && outer.end.is_some());
        let place = if outer.is_some() { " above the first line in brackets" } else { "" };
        let line = self.line(key, example);
        let source = self.source.borrow();
        // A default of site.toml is no place in this file.
        let start = span.start.checked_sub(self.offset).filter(|_| self.only.is_none());
        let written = start.and_then(|start| source.get(start..start + span.len()));
        // A table in braces has no line of its own for a key.
        let rest = written.and_then(|written| written.strip_prefix('{')).map(str::trim_start);
        let help = match rest.filter(|rest| !rest.contains('\n')) {
            Some("}") => format!("write it like this: {{ {line} }}"),
            Some(rest) => format!("write it like this: {{ {line}, {rest}"),
            None => format!("add a line{place}: {line}"),
        };
        self.missing_with_help(span, what, key, help);
    }

    /// The same with another help.
    pub fn missing_with_help(&self, span: Span, what: &str, key: &str, help: String) {
        let message = format!("{what} needs `{key}`, which is missing");
        let problem = MISSING_FIELD.at(self.path, span.clone(), message).help(help);
        self.missing.borrow_mut().push((span, key.to_owned(), problem));
    }
}

/// Whether a key and its value are in one place. A table with its own head (`[key]`) can be continued elsewhere.
fn stands_alone(key: &Span, item: Item) -> bool {
    item.span().start >= key.end && !item.get_ref().is_table()
}

/// Where the head of a table stands, if it has one. That of `[a.b]` is the first of `a`, too.
fn head(key: &Spanned<Cow<str>>, item: Item) -> Option<usize> {
    let table = match item.get_ref() {
        DeValue::Array(items) => items.first()?,
        _ => item,
    };
    let inner = table.get_ref().as_table()?;
    let start = table.span().start.min(item.span().start);
    let own = (start < key.span().start).then_some(start);
    let heads = inner
        .iter()
        .filter(|(key, item)| item.get_ref().is_table() && item.span().start < key.span().start);
    own.or_else(|| heads.map(|(_, item)| item.span().start).min())
}
