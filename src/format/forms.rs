//! One form for what TOML can write in several: short tables stand in braces, not under a head of their own, and a list of one
//! entry has brackets. Programs that save pages write all tables with heads. A table with comments in it stays as it is.

use super::document::{Document, Entry, Key, Line, Pair, Section, Value};
use super::order::Order;
use super::write::plain;

/// The document in these forms.
pub fn settle(document: &mut Document, order: &Order) {
    // Inner tables move before outer ones, and the last of a list before the first.
    let depth = document.sections.iter().map(|section| section.head.len()).max().unwrap_or(0);
    for depth in (1..=depth).rev() {
        for n in (1..document.sections.len()).rev() {
            let is_due = document.sections[n].head.len() == depth;
            let parent = if is_due { parent(&document.sections, n, order) } else { None };
            let Some(parent) = parent else { continue };
            let section = document.sections.remove(n);
            fold(&mut document.sections[parent], section);
        }
    }
    for section in &mut document.sections {
        let own = section.head.iter().fold(order, |order, key| order.at(plain(key)));
        for pair in &mut section.pairs {
            let inner = pair.key.iter().fold(own, |order, key| order.at(plain(key)));
            list(&mut pair.value, inner);
        }
    }
}

/// The section that a table belongs into, if it is to stand there in braces. A list stays whole.
fn parent(sections: &[Section], n: usize, order: &Order) -> Option<usize> {
    let section = &sections[n];
    let (name, above) = section.head.split_last()?;
    let own = section.head.iter().fold(order, |order, key| order.at(plain(key)));
    let found = (0..n).rev().find(|before| sections[*before].head == above)?;
    let below = &sections[found + 1..];
    let end = below.iter().position(|next| next.head == above).unwrap_or(below.len());
    let has_inner = |next: &Section| {
        next.head.len() > section.head.len() && next.head.starts_with(&section.head)
    };
    let can_move = |next: &Section| match next.head == section.head {
        true => is_plain(next),
        // It would have nothing to stand below.
        false => !has_inner(next),
    };
    let mut pairs = sections[found].pairs.iter();
    let is_taken = pairs.any(|pair| pair.key.first() == Some(name) && !is_tables(&pair.value));
    (own.is_in_braces && below[..end].iter().all(can_move) && !is_taken).then_some(found)
}

fn is_tables(value: &Value) -> bool {
    let is_table = |entry: &Entry| matches!(entry.value, Value::Table(_));
    matches!(value, Value::List(entries, _) if entries.iter().all(is_table))
}

/// Whether there is nothing in a table that can't stand in braces.
fn is_plain(section: &Section) -> bool {
    let is_bare = |pair: &Pair| {
        let is_blank = pair.above.iter().all(|line| *line == Line::Blank);
        let is_free = pair.comment.is_none() && pair.below.is_empty() && is_blank;
        is_free && is_on_a_line(&pair.value)
    };
    section.above.iter().all(|line| *line == Line::Blank)
        && section.comment.is_none()
        && section.below.is_empty()
        && section.pairs.iter().all(is_bare)
}

fn is_on_a_line(value: &Value) -> bool {
    match value {
        Value::Written(text) => !text.contains('\n'),
        Value::Text(_) => true,
        Value::List(entries, end) => {
            let is_bare = |entry: &Entry| entry.above.is_empty() && entry.comment.is_none();
            end.is_empty()
                && entries.iter().all(|entry| is_bare(entry) && is_on_a_line(&entry.value))
        }
        Value::Table(pairs) => pairs.iter().all(|(_, value)| is_on_a_line(value)),
    }
}

/// Puts a table in braces into its section. Those of a list come from the last to the first.
fn fold<'t>(parent: &mut Section<'t>, mut section: Section<'t>) {
    let Some(name) = section.head.pop() else { return };
    let pairs: Vec<(Key, Value)> =
        section.pairs.into_iter().map(|pair| (pair.key, pair.value)).collect();
    let table = Value::Table(pairs);
    if !section.is_list {
        parent.pairs.push(pair(name, table));
        return;
    }
    let entry = Entry { above: Vec::new(), value: table, comment: None };
    let list = parent.pairs.iter_mut().find(|pair| pair.key == [name]);
    match list.map(|pair| &mut pair.value) {
        Some(Value::List(entries, _)) => entries.insert(0, entry),
        _ => parent.pairs.push(pair(name, Value::List(vec![entry], Vec::new()))),
    }
}

fn pair<'t>(name: &'t str, value: Value<'t>) -> Pair<'t> {
    Pair { above: Vec::new(), key: vec![name], value, comment: None, below: Vec::new() }
}

/// Gives brackets to a single entry, at any depth.
fn list(value: &mut Value, order: &Order) {
    match value {
        Value::List(entries, _) => {
            entries.iter_mut().for_each(|entry| in_table(&mut entry.value, order))
        }
        _ => {
            in_table(value, order);
            if order.is_list {
                let entry = std::mem::replace(value, Value::Written(""));
                let entry = Entry { above: Vec::new(), value: entry, comment: None };
                *value = Value::List(vec![entry], Vec::new());
            }
        }
    }
}

fn in_table(value: &mut Value, order: &Order) {
    if let Value::Table(pairs) = value {
        for (key, value) in pairs {
            list(value, key.iter().fold(order, |order, key| order.at(plain(key))));
        }
    }
}

/// Data with brackets around single entries, to compare it.
pub fn listed(value: toml::Value, order: &Order) -> toml::Value {
    match value {
        toml::Value::Table(table) => {
            let one = |(key, value): (String, toml::Value)| {
                let inner = order.at(&key);
                let value = listed(value, inner);
                let is_single = inner.is_list && !value.is_array();
                let value = if is_single { toml::Value::Array(vec![value]) } else { value };
                (key, value)
            };
            toml::Value::Table(table.into_iter().map(one).collect())
        }
        toml::Value::Array(entries) => {
            toml::Value::Array(entries.into_iter().map(|entry| listed(entry, order)).collect())
        }
        other => other,
    }
}
