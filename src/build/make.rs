//! Makes single outputs, with the text of their page, and defines how that can fail.

use crate::diagnostics::Diagnostic;
use crate::hash::Hash;
use crate::outputs::Output;
use crate::outputs::cards::Cards;
use crate::outputs::kind::Made;
use crate::outputs::reader::{self, Reads};
use crate::outputs::render::{Making, Rendered};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

/// Why there is no site or no output.
#[derive(Debug)]
pub enum Failure {
    /// The content or the theme has errors.
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

/// The view of an output with its reads, and what is needed to render it.
pub(super) type MadeView<'a> = (Making<'a>, Made<'a>, Reads);

pub(super) fn view<'a>(
    site: &'a Site,
    output: &Output,
    cards: &'a Cards,
) -> Result<MadeView<'a>, Failure> {
    let mut texts = Vec::new();
    for id in output.kind.texts(&site.model) {
        let text = site.snapshot.text(site.model.page(id))?;
        texts.extend(text.map(|text| (id, text)));
    }
    let making = Making { inputs: site.inputs(), cards, texts: texts.into() };
    let (made, reads) = making.view(output)?;
    Ok((making, made, reads))
}

/// Makes a single output. If its key equals `cached_key`, it is not rendered and there are no bytes.
pub fn make(
    site: &Site,
    output: &Output,
    cached_key: Option<Hash>,
) -> Result<(Hash, Option<Vec<u8>>), Failure> {
    let cards = Cards::of(site.model.pages.len());
    let (making, made, reads) = view(site, output, &cards)?;
    let hashes = reads.iter().map(|thing| thing.hash(site.inputs()));
    let key = reader::key(&output.url, hashes);
    if cached_key == Some(key) {
        return Ok((key, None));
    }
    Ok((key, Some(bytes(site, &making, made)?)))
}

/// The bytes of an output whose view is made.
pub(super) fn bytes(site: &Site, making: &Making, made: Made) -> Result<Vec<u8>, Failure> {
    match making.render(made)? {
        Rendered::Bytes(bytes) => Ok(bytes),
        Rendered::File(path) => file(site, path),
    }
}

/// Makes all outputs, by path.
pub fn render(site: &Site) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let one = |output: &Output| -> Result<(String, Vec<u8>), Failure> {
        let (_, bytes) = make(site, output, None)?;
        Ok((output.path.clone(), bytes.unwrap_or_default()))
    };
    site.outputs.all.par_iter().map(one).collect()
}

/// The bytes of a file that is published unchanged.
fn file(site: &Site, path: &str) -> Result<Vec<u8>, Failure> {
    let file = site.snapshot.sources.file(path).ok_or(io::Error::from(io::ErrorKind::NotFound))?;
    let source = file.read()?;
    site.snapshot.unchanged(path, source.hash)?;
    Ok(source.bytes)
}
