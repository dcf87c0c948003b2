//! Files of content as they were read: what is in them and what is wrong with them, by path. Between two
//! runs of one process everything is kept; on disk pages without the HTML of their bodies, which is
//! parsed again in the few cases that it is needed.

use super::findings::Finding;
use crate::diagnostics::{Diagnostic, Rule};
use crate::files::Extent;
use crate::fingerprint::Fingerprint;
use crate::parse::{Bibliography, Page, TermFile};
use crate::sources::Stamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::sync::Arc;

/// Files as they were read.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The fingerprint of the settings by which pages and terms were read.
    pub settings: Fingerprint,
    pub by_path: HashMap<Arc<str>, Record>,
    /// How many of them were not known before.
    pub fresh: usize,
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Record {
    /// None for a file that must be read again to know it.
    pub stamp: Option<Stamp>,
    pub print: Fingerprint,
    pub content: Content,
    pub problems: Arc<[Diagnostic]>,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    Page(Arc<Page>),
    Terms(Arc<TermFile>),
    Bibliography(Arc<Bibliography>),
    /// It is published as it is; how large it is.
    File(Extent),
}

/// A record on disk. Vocabularies and the bibliography are few, and read anew.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: Arc<str>,
    stamp: Option<Stamp>,
    print: Fingerprint,
    page: Option<Arc<Page>>,
    size: Extent,
    problems: Vec<Finding>,
}

/// So many records are written and read in one piece, each piece by whichever thread is free.
const PIECE: usize = 256;
/// So many pieces are in memory at one time.
const AT_ONCE: usize = 16;

impl Records {
    /// The fingerprints of the files that are published as they are.
    pub fn prints(&self) -> BTreeMap<Arc<str>, Fingerprint> {
        let files = self.by_path.iter().filter(|(_, r)| matches!(r.content, Content::File(_)));
        files.map(|(path, record)| (path.clone(), record.print)).collect()
    }

    /// Writes the records, piece by piece: all of them at once would be as much again as is in memory.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut all: Vec<(&Arc<str>, &Record)> = self.by_path.iter().collect();
        all.sort_by_key(|(path, _)| *path);
        let piece = |records: &[(&Arc<str>, &Record)]| {
            let entries = records.iter().filter_map(|(path, record)| Entry::of(path, record));
            postcard::to_stdvec(&entries.collect::<Vec<_>>())
        };
        out.write_all(&postcard::to_stdvec(&self.settings).map_err(io::Error::other)?)?;
        for some in all.chunks(PIECE * AT_ONCE) {
            let pieces = some.par_chunks(PIECE).map(piece).collect::<Result<Vec<_>, _>>();
            for piece in pieces.map_err(io::Error::other)? {
                out.write_all(&(piece.len() as u64).to_le_bytes())?;
                out.write_all(&piece)?;
            }
        }
        Ok(())
    }

    /// The inverse of [`Records::write`]; none if any of it can't be read.
    pub(super) fn from_bytes(bytes: &[u8], rules: &[&'static Rule]) -> Option<Self> {
        let (settings, mut rest): (Fingerprint, &[u8]) = postcard::take_from_bytes(bytes).ok()?;
        let mut pieces = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk() {
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let (piece, after) = after.split_at_checked(length)?;
            pieces.push(piece);
            rest = after;
        }
        if !rest.is_empty() {
            return None;
        }
        let read = |piece: &[u8]| -> Option<Vec<(Arc<str>, Record)>> {
            let entries: Vec<Entry> = postcard::from_bytes(piece).ok()?;
            entries.into_iter().map(|entry| entry.restored(rules)).collect()
        };
        let pieces = pieces.into_par_iter().map(read).collect::<Option<Vec<_>>>()?;
        Some(Self { settings, by_path: pieces.into_iter().flatten().collect(), fresh: 0 })
    }
}

impl Entry {
    fn of(path: &Arc<str>, record: &Record) -> Option<Self> {
        let (page, size) = match &record.content {
            Content::Page(page) => (Some(page.clone()), Extent::default()),
            Content::File(size) => (None, *size),
            Content::Terms(_) | Content::Bibliography(_) => return None,
        };
        let problems = record.problems.iter().map(Finding::of).collect();
        let (path, stamp, print) = (path.clone(), record.stamp, record.print);
        Some(Self { path, stamp, print, page, size, problems })
    }

    fn restored(self, rules: &[&'static Rule]) -> Option<(Arc<str>, Record)> {
        let problems = self.problems.into_iter().map(|found| found.restored(rules));
        let record = Record {
            stamp: self.stamp,
            print: self.print,
            content: self.page.map_or(Content::File(self.size), Content::Page),
            problems: problems.collect::<Option<_>>()?,
        };
        Some((self.path, record))
    }
}
