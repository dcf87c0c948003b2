//! Files of content as they were read: what is in them and what is wrong with them, by path. Between two
//! runs of one process everything is kept; on disk pages without the HTML of their bodies, which is
//! parsed again in the few cases that it is needed.
//!
//! The file begins with the identity of what is in it and the fingerprint of the settings. Then come the
//! records by path; then where each of them stands, with its fingerprint, and at the end the length of that. So
//! all of them can be read at once by several threads, and any of them alone.

use super::findings::Finding;
use super::{known, read_at};
use crate::diagnostics::{Diagnostic, Rule};
use crate::files::Extent;
use crate::fingerprint::{Fingerprint, Mixer, SOURCE};
use crate::parse::{Bibliography, Page, TermFile};
use crate::sources::Stamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
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

impl Content {
    /// Whether it is this very page, and not one that was made of it.
    pub fn is_page(&self, page: &Arc<Page>) -> bool {
        matches!(self, Self::Page(own) if Arc::ptr_eq(own, page))
    }
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

    /// Those that are remembered, in the order of their paths.
    pub fn kept(&self) -> Vec<(&Arc<str>, &Record)> {
        let is_kept = |content: &Content| matches!(content, Content::Page(_) | Content::File(_));
        let mut kept: Vec<_> = self.by_path.iter().filter(|(_, r)| is_kept(&r.content)).collect();
        kept.sort_by_key(|(path, _)| *path);
        kept
    }

    /// By what these records are known, if they come in the order of their paths: records of one identity
    /// have the same bytes.
    pub fn identity(&self, kept: &[(&Arc<str>, &Record)]) -> Fingerprint {
        let mut all = Mixer::new("records");
        all.print(self.settings);
        for some in kept.chunks(PIECE) {
            let mut mixer = Mixer::new("record");
            for (path, Record { stamp, print, .. }) in some {
                let Stamp { length, modified, changed } = stamp.unwrap_or_default();
                mixer.text(path).print(*print);
                mixer.byte(u8::from(stamp.is_some()));
                mixer.number(length as usize).number(modified as usize).number(changed as usize);
            }
            all.print(mixer.finish());
        }
        all.finish()
    }

    /// Writes the records, piece by piece: all of them at once would be as much again as is in memory.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let all = self.kept();
        let head = (self.identity(&all), self.settings);
        let head = postcard::to_stdvec(&head).map_err(io::Error::other)?;
        out.write_all(SOURCE.as_bytes())?;
        out.write_all(&head)?;
        let mut at = (SOURCE.len() + head.len()) as u64;
        let mut places: Vec<Place> = Vec::with_capacity(all.len());
        for some in all.chunks(PIECE * AT_ONCE) {
            let pieces = some.par_chunks(PIECE).map(piece).collect::<Result<Vec<_>, _>>();
            for (piece, lengths) in pieces.map_err(io::Error::other)? {
                out.write_all(&piece)?;
                for (length, print) in lengths {
                    places.push(Place(at, length, print));
                    at += length as u64;
                }
            }
        }
        let places = postcard::to_stdvec(&places).map_err(io::Error::other)?;
        out.write_all(&places)?;
        out.write_all(&(places.len() as u64).to_le_bytes())
    }

    /// The inverse of [`Records::write`]; none if any of it can't be read.
    pub(super) fn from_bytes(bytes: &[u8], rules: &[&'static Rule]) -> Option<Self> {
        let (head, places) = split(known(bytes)?)?;
        let ((_, settings), _): (Head, &[u8]) = postcard::take_from_bytes(head).ok()?;
        let places: Vec<Place> = postcard::from_bytes(places).ok()?;
        let one = |place: &Place| {
            let start = usize::try_from(place.0).ok()?;
            place.entry(bytes.get(start..start.checked_add(place.1)?)?)?.restored(rules)
        };
        let some = |places: &[Place]| places.iter().map(one).collect::<Option<Vec<_>>>();
        let read = places.par_chunks(PIECE).map(some).collect::<Option<Vec<_>>>()?;
        Some(Self { settings, by_path: read.into_iter().flatten().collect(), fresh: 0 })
    }
}

/// The identity of the records, and the settings by which they were read.
type Head = (Fingerprint, Fingerprint);

/// Where a record begins in the file, how long it is, and the fingerprint of its bytes.
#[derive(Serialize, Deserialize)]
struct Place(u64, usize, Fingerprint);

impl Place {
    /// The record, if these are its bytes. What is remembered is shown as if it had been read just now, so it must
    /// not be anything else that can be decoded.
    fn entry(&self, bytes: &[u8]) -> Option<Entry> {
        let is_it = Fingerprint::of(bytes) == self.2;
        is_it.then(|| postcard::from_bytes(bytes).ok()).flatten()
    }
}

type Piece = (Vec<u8>, Vec<(usize, Fingerprint)>);

/// The bytes of a length, and of an identity.
const LENGTH: usize = 8;
const IDENTITY: usize = 16;

/// Some records as bytes, with the length and the fingerprint of each.
fn piece(records: &[(&Arc<str>, &Record)]) -> Result<Piece, postcard::Error> {
    let (mut bytes, mut lengths) = (Vec::new(), Vec::with_capacity(records.len()));
    for entry in records.iter().filter_map(|(path, record)| Entry::of(path, record)) {
        let before = bytes.len();
        bytes = postcard::to_extend(&entry, bytes)?;
        lengths.push((bytes.len() - before, Fingerprint::of(&bytes[before..])));
    }
    Ok((bytes, lengths))
}

/// The records, and where each of them stands.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (rest, length) = bytes.split_last_chunk::<LENGTH>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    rest.split_at_checked(rest.len().checked_sub(length)?)
}

/// Pages as they were remembered, each to be read alone.
pub struct Packed {
    file: File,
    places: Vec<Place>,
}

impl Packed {
    /// The records in a file, if it holds those that are asked for.
    pub(super) fn of(file: File, identity: Fingerprint) -> Option<Self> {
        let part = |start: u64, length: usize| -> Option<Vec<u8>> {
            let mut bytes = vec![0; length];
            read_at(&file, &mut bytes, start).ok().map(|()| bytes)
        };
        let head = part(0, SOURCE.len() + IDENTITY)?;
        let own: Fingerprint = postcard::from_bytes(known(&head)?).ok()?;
        let end = file.metadata().ok()?.len().checked_sub(LENGTH as u64)?;
        let length = u64::from_le_bytes(part(end, LENGTH)?.try_into().ok()?);
        let start = end.checked_sub(length)?;
        let places = postcard::from_bytes(&part(start, usize::try_from(length).ok()?)?).ok()?;
        (own == identity).then_some(Self { file, places })
    }

    /// The page of a record, by its place among [`Records::kept`]; none if it can't be read.
    pub fn page(&self, number: usize) -> Option<Arc<Page>> {
        let place = self.places.get(number)?;
        let Place(start, length, _) = *place;
        let end = self.file.metadata().ok()?.len();
        if start.checked_add(length as u64)? > end {
            return None;
        }
        let mut bytes = vec![0; length];
        read_at(&self.file, &mut bytes, start).ok()?;
        place.entry(&bytes)?.page
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
