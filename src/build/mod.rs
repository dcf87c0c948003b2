//! The build: what is not known to stand already is made and written, and what stands is left alone.
//! `verify` makes all of it and compares, `explain` says what an output is made from.

mod explain;
mod find;
mod record;
mod run;
mod verify;

pub use explain::{Explanation, Input, Since, State, explain};
pub use find::{at_address, is_of_search, no_such_address, of_file};
pub use record::{carried, record};
pub use run::{Outcome, run};
pub use verify::verify;

use crate::diagnostics::{self, Diagnostic};
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::model::{PageId, TermId};
use crate::outputs::cards::Cards;
use crate::outputs::kind::Made;
use crate::outputs::reader::{self, Reader, Reads};
use crate::outputs::recorded::{Recorded, Stored};
use crate::outputs::render::{Making, Rendered};
use crate::outputs::{self, Output};
use crate::parse::markdown::Text;
use crate::parse::{self, Page, Parsed};
use crate::search::{self, Document};
use crate::site::Site;
use crate::write::{self, Put, Report, Stamps, Writing};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Why there is no site, or no output.
#[derive(Debug)]
pub enum Failure {
    /// Something is wrong with the content or the theme.
    Content(Vec<Diagnostic>),
    World(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::World(error)
    }
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Self::Content(vec![*diagnostic])
    }
}

/// A site that was written.
pub struct Built {
    pub report: Report,
    /// How many outputs were rendered; the others stood already.
    pub rendered: usize,
    pub stamps: Stamps,
    /// What the outputs read, for the next build.
    pub recorded: Stored,
}

/// Views are made for so many outputs at once, and rendered before the next ones are made.
const TOGETHER: usize = 256;

/// Writes the site into `folder`. `stamps` and `recorded` are those of the last build. `tick` is told after
/// each output how many are done. On failure nothing is changed.
pub fn build(
    site: &Site,
    folder: &Path,
    stamps: Stamps,
    recorded: Option<Stored>,
    tick: &(dyn Fn(usize) + Sync),
) -> Result<Built, Failure> {
    let writing = write::begin(folder, stamps)?;
    let mut recorded = recorded.map(|stored| stored.restored(site.inputs())).unwrap_or_default();
    match put_all(site, &writing, &mut recorded, tick) {
        Ok((puts, rendered)) => {
            let is_output = |path: &str| path == search::FOLDER || site.outputs.at(path).is_some();
            let recorded = recorded.stored(site.inputs(), is_output);
            let (report, stamps) = writing.finish(puts)?;
            Ok(Built { report, rendered, stamps, recorded })
        }
        Err(failure) => {
            // The reason is the first error; that tidying up failed as well would only hide it.
            let _ = writing.abandon();
            Err(failure)
        }
    }
}

/// Makes what does not stand, and puts it on its way. Also how many outputs were rendered.
fn put_all(
    site: &Site,
    writing: &Writing,
    recorded: &mut Recorded,
    tick: &(dyn Fn(usize) + Sync),
) -> Result<(Vec<Put>, usize), Failure> {
    let (mut puts, mut due) = standing(site, writing, recorded);
    let done = AtomicUsize::new(puts.len());
    let (mut rendered, mut problems) = (0, Vec::new());
    // Depth by depth: a card has other HTML at each, and only those of one are in memory.
    due.sort_by_key(|output| files::depth(&output.url));
    for due in due.chunk_by(|a, b| files::depth(&a.url) == files::depth(&b.url)) {
        let cards = Cards::of(site.model.pages.len());
        for some in due.chunks(TOGETHER) {
            let made: Vec<_> = some.par_iter().map(|output| view(site, output, &cards)).collect();
            let (mut views, mut reads) = (Vec::new(), Vec::new());
            for (output, made) in some.iter().zip(made) {
                match made {
                    Ok((making, made, read)) => {
                        views.push((*output, (making, made)));
                        reads.push((output.path.clone(), output.url.clone(), read));
                    }
                    Err(Failure::Content(found)) => problems.extend(found),
                    Err(world) => return Err(world),
                }
            }
            let keys = recorded.add(site.inputs(), reads);
            let put = |((output, made), key): ((&Output, _), Fingerprint)| {
                let put = put(site, writing, output, made, key);
                tick(done.fetch_add(1, Ordering::Relaxed) + 1);
                put
            };
            let some: Vec<_> = views.into_par_iter().zip(keys).map(put).collect();
            for result in some {
                match result {
                    Ok((put, is_rendered)) => {
                        rendered += usize::from(is_rendered);
                        puts.push(put);
                    }
                    Err(Failure::Content(found)) => problems.extend(found),
                    Err(world) => return Err(world),
                }
            }
        }
    }
    if !problems.is_empty() {
        diagnostics::sort(&mut problems);
        problems.dedup_by(|a, b| (&a.path, &a.span, &a.message) == (&b.path, &b.span, &b.message));
        return Err(Failure::Content(problems));
    }
    puts.extend(put_search(site, writing, recorded)?);
    Ok((puts, rendered))
}

/// The outputs that stand as they would be made, and those that are due, as far as it is known what they read.
fn standing<'s>(
    site: &'s Site,
    writing: &Writing,
    recorded: &Recorded,
) -> (Vec<Put>, Vec<&'s Output>) {
    let stands = |output: &Output| {
        let key = recorded.key(&output.path, &output.url)?;
        writing.standing(&output.path, key)
    };
    let standing: Vec<Option<Put>> = site.outputs.all.par_iter().map(stands).collect();
    let (mut puts, mut due) = (Vec::new(), Vec::new());
    for (output, standing) in site.outputs.all.iter().zip(standing) {
        match standing {
            Some(put) => puts.push(put),
            None => due.push(output),
        }
    }
    (puts, due)
}

/// The view of an output and what it read, with what it takes to render it.
type MadeView<'a> = (Making<'a>, Made<'a>, Reads);

fn view<'a>(site: &'a Site, output: &Output, cards: &'a Cards) -> Result<MadeView<'a>, Failure> {
    let text = match site.text_of(output) {
        Some(page) => text(site, page)?.map(Arc::new),
        None => None,
    };
    let making = Making { inputs: site.inputs(), cards, text };
    let (made, reads) = making.view(output)?;
    Ok((making, made, reads))
}

/// Puts an output on its way, if it does not stand under this key. Also whether it was rendered.
fn put(
    site: &Site,
    writing: &Writing,
    output: &Output,
    (making, made): (Making, Made),
    key: Fingerprint,
) -> Result<(Put, bool), Failure> {
    if let Some(standing) = writing.standing(&output.path, key) {
        return Ok((standing, false));
    }
    let bytes = match making.render(output, made)? {
        Rendered::Bytes(bytes) => bytes,
        Rendered::File(path) => file(site, path)?,
    };
    Ok((writing.put(&output.path, key, &bytes)?, true))
}

/// Makes a single output, unless its key is the one that is `known`: then there are no bytes.
pub fn make(
    site: &Site,
    output: &Output,
    known: Option<Fingerprint>,
) -> Result<(Fingerprint, Option<Vec<u8>>), Failure> {
    let cards = Cards::of(site.model.pages.len());
    let (making, made, reads) = view(site, output, &cards)?;
    let hashes = reads.iter().map(|thing| thing.hash(site.inputs()));
    let key = reader::key(&output.url, hashes);
    if known == Some(key) {
        return Ok((key, None));
    }
    let bytes = match making.render(output, made)? {
        Rendered::Bytes(bytes) => bytes,
        Rendered::File(path) => file(site, path)?,
    };
    Ok((key, Some(bytes)))
}

/// Makes all outputs, by their paths; the files of the search index are none of them.
pub fn render(site: &Site) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let one = |output: &Output| -> Result<(String, Vec<u8>), Failure> {
        let (_, bytes) = make(site, output, None)?;
        Ok((output.path.clone(), bytes.unwrap_or_default()))
    };
    site.outputs.all.par_iter().map(one).collect()
}

/// The bytes of a file that is published as it is.
fn file(site: &Site, path: &str) -> Result<Vec<u8>, Failure> {
    let file = site.snapshot.sources.file(path).ok_or_else(gone)?;
    let source = file.read()?;
    same(site, path, source.print)?;
    Ok(source.bytes)
}

/// What the body of a page is shown as; none if the page has it itself.
fn text(site: &Site, page: &Page) -> Result<Option<Text>, Failure> {
    if !page.is_outline {
        return Ok(None);
    }
    if let Some(text) = site.snapshot.bodies.text(&page.path) {
        return Ok(Some(text?));
    }
    let file = site.snapshot.sources.file(&page.path).ok_or_else(gone)?;
    let source = file.read()?;
    same(site, &page.path, source.print)?;
    match parse::parse(&source, &site.model.config) {
        Some(Parsed::Page(page)) => Ok(Some(page.body.text)),
        _ => Err(gone()),
    }
}

/// Keys were made of what was read then: with other bytes now, they would say what is not so.
fn same(site: &Site, path: &str, hash: Fingerprint) -> Result<(), Failure> {
    match site.snapshot.entries.by_path.get(path).is_some_and(|entry| entry.hash == hash) {
        true => Ok(()),
        false => {
            let message = format!("{path} changed while the site was made; try again");
            Err(Failure::World(io::Error::other(message)))
        }
    }
}

fn gone() -> Failure {
    Failure::World(io::ErrorKind::NotFound.into())
}

/// Puts the search index on its way; that of the last build stays if nothing in it would be different.
fn put_search(
    site: &Site,
    writing: &Writing,
    recorded: &mut Recorded,
) -> Result<Vec<Put>, Failure> {
    if !site.has_search {
        return Ok(Vec::new());
    }
    let known = recorded.key(search::FOLDER, search::FOLDER);
    if let Some(standing) = known.and_then(|key| writing.standing_below(search::FOLDER, key)) {
        return Ok(standing);
    }
    let (documents, reads) = documents(site)?;
    let added = [(search::FOLDER.to_owned(), search::FOLDER.to_owned(), reads)];
    let key = recorded.add(site.inputs(), added).remove(0);
    if let Some(standing) = writing.standing_below(search::FOLDER, key) {
        return Ok(standing);
    }
    let files = search::index(documents).map_err(io::Error::other)?;
    let put = |(name, bytes): (String, Vec<u8>)| {
        writing.put(&format!("{}{name}", search::FOLDER), key, &bytes)
    };
    Ok(files.into_par_iter().map(put).collect::<io::Result<_>>()?)
}

/// The files of the search index, by their paths in the site; none if it has no search.
pub fn search_files(site: &Site) -> Result<Vec<search::File>, Failure> {
    if !site.has_search {
        return Ok(Vec::new());
    }
    let files = search::index(documents(site)?.0).map_err(io::Error::other)?;
    let named = |(name, bytes)| (format!("{}{name}", search::FOLDER), bytes);
    Ok(files.into_iter().map(named).collect())
}

/// Every page and term as a document, in the order of their addresses, and what they read.
pub(crate) fn documents(site: &Site) -> Result<(Vec<Document>, Reads), Failure> {
    let cards = Cards::default();
    let reader = |prose: Option<&Page>| -> Result<Reader, Failure> {
        let text = match prose {
            Some(page) => text(site, page)?.map(Arc::new),
            None => None,
        };
        Ok(Reader::new(site.inputs(), &cards, text, 0))
    };
    let of_page = |id: PageId| -> Result<_, Failure> {
        let reader = reader(Some(site.model.page(id)))?;
        Ok((outputs::search::page_document(&reader, id), reader.finish()?))
    };
    let of_term = |id: TermId| -> Result<_, Failure> {
        let reader = reader(site.model.term(id).page.map(|id| site.model.page(id)))?;
        Ok((Some(outputs::search::term_document(&reader, id)), reader.finish()?))
    };
    let all = reader(None)?;
    let (pages, terms) = all.everything();
    let all = all.finish()?;
    let pages: Vec<_> = pages.into_par_iter().map(of_page).collect::<Result<_, Failure>>()?;
    let terms: Vec<_> = terms.into_par_iter().map(of_term).collect::<Result<_, Failure>>()?;
    let (documents, reads): (Vec<_>, Vec<Reads>) =
        [(None, all)].into_iter().chain(pages).chain(terms).unzip();
    let mut documents: Vec<Document> = documents.into_iter().flatten().collect();
    documents.sort_by(|a, b| a.url.cmp(&b.url));
    documents.dedup_by(|a, b| a.url == b.url);
    let mut seen = HashSet::new();
    let reads = reads.into_iter().flatten().filter(|thing| seen.insert(*thing));
    Ok((documents, reads.collect()))
}
