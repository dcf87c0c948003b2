//! The outputs that help readers find pages: facets over a collection, matrices of pages and terms. They
//! come in parts as all lists do, with files beside them for scripts and other programs.

use super::{What, part_url, parts};
use crate::model::{Model, Target};
use std::ops::Range;

/// Pages in one file of the script's knowledge, so that an edit rewrites a small one.
pub const SHARD: usize = 1000;

/// How many files the script of the page that explores a list of `n` needs: none if all are on the page.
pub fn shards(n: usize) -> usize {
    if parts(n) == 1 { 0 } else { n.div_ceil(SHARD) }
}

/// The entries in a shard.
pub fn shard_range(shard: usize, n: usize) -> Range<usize> {
    (shard - 1) * SHARD..(shard * SHARD).min(n)
}

/// The address of a shard.
pub fn entries_url(model: &Model, collection: usize, shard: usize) -> String {
    format!("{}entries-{shard}.js", model.url(Target::Explore(collection)))
}

/// The address of a matrix as a table.
pub fn table_url(model: &Model, collection: usize, matrix: usize) -> String {
    let url = model.url(Target::Matrix(collection, matrix));
    format!("{}.csv", url.trim_end_matches('/'))
}

/// What people read.
pub fn readers(model: &Model, whats: &mut Vec<(String, What)>) {
    for (c, list) in model.collections.iter().enumerate() {
        if model.is_explored(c) {
            let url = model.url(Target::Explore(c));
            whats.extend((1..=parts(list.len())).map(|p| (part_url(&url, p), What::Explore(c, p))));
        }
        for m in 0..model.matrices[c].len() {
            let url = model.url(Target::Matrix(c, m));
            whats.extend(
                (1..=parts(list.len())).map(|p| (part_url(&url, p), What::Matrix(c, m, p))),
            );
        }
    }
}

/// What goes along for programs.
pub fn machines(model: &Model, whats: &mut Vec<(String, What)>) {
    for (c, list) in model.collections.iter().enumerate() {
        if model.is_explored(c) {
            let shards = 1..=shards(list.len());
            whats.extend(shards.map(|s| (entries_url(model, c, s), What::Entries(c, s))));
        }
        let tables = 0..model.matrices[c].len();
        whats.extend(tables.map(|m| (table_url(model, c, m), What::Table(c, m))));
    }
}
