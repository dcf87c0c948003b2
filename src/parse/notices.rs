//! What a page says about itself after it was published: that it is withdrawn, or what was corrected, when and why. Of
//! a withdrawn page only its title, its addresses and the notice are left, whatever its file still holds.

use super::frame::Frame;
use super::page::{Notice, Page};
use crate::fields::date;
use crate::tables::{Item, Table};
use std::cmp::Reverse;
use toml::de::DeValue;

const EXAMPLE: &str = "{ date = 2026-03-01, reason = \"…\" }";

/// The value of `withdrawn`.
pub fn withdrawn(frame: &Frame, table: &Table) -> Option<Notice> {
    notice(frame, "withdrawn", table.get("withdrawn")?)
}

/// The value of `corrected`: one notice or several; the latest comes first.
pub fn corrected(frame: &Frame, table: &Table) -> Vec<Notice> {
    let Some(item) = table.get("corrected") else { return Vec::new() };
    let items: Vec<Item> = match item.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![item],
    };
    let read = items.into_iter().filter_map(|item| notice(frame, "corrected", item));
    let mut notices: Vec<Notice> = read.collect();
    notices.sort_by_key(|notice| Reverse(notice.date.latest()));
    notices
}

fn notice(frame: &Frame, key: &str, item: Item) -> Option<Notice> {
    let reader = frame.reader;
    let table = reader.table(key, item, EXAMPLE)?;
    let date = table.get("date").map(|item| date::read(frame, "date", item));
    let reason = table.get("reason").map(|item| reader.text("reason", item));
    reader.unknown_keys(&table, &format!("`{key}`"));
    let of = format!("`{key}`");
    if date.is_none() {
        reader.missing(table.span.clone(), &of, "date", "2026-03-01");
    }
    if reason.is_none() {
        reader.missing(table.span.clone(), &of, "reason", "\"…\"");
    }
    Some(Notice { date: date??, reason: reason??.value })
}

/// Leaves nothing of a withdrawn page but its tombstone: the title, who wrote it and when, and why it was withdrawn.
pub fn strip(page: &mut Page) {
    page.face.summary = None;
    page.summary_span = None;
    page.facts.clear();
    page.anomalies.clear();
    page.corrected.clear();
    page.pictures.clear();
}
