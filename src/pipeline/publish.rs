//! The way out: what has to be rendered is rendered and written, and what stands already is left alone.

use super::{Repository, read};
use crate::cache::Entry;
use crate::config;
use crate::diagnostics::{self, Diagnostic};
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::parse::markdown::Text;
use crate::parse::{self, Page, Parsed};
use crate::plan::{self, Key, Output, What};
use crate::render::{self, Cards, Site};
use crate::write::{self, Put, Report, Stamps, Writing};
use rayon::prelude::*;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A site that was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    pub report: Report,
    /// The outputs that were made; the others stood already, under the keys that they have now.
    pub made: Vec<Entry>,
    pub stamps: Stamps,
    /// The fingerprint of the manifest.
    pub manifest: Fingerprint,
}

/// The files of all outputs, and of what those consist that are made now.
type Puts = (Vec<Put>, Vec<Entry>);

/// Why an output has no bytes.
pub(super) enum Failure {
    /// Something is wrong with the content or the theme.
    Found(Box<Diagnostic>),
    World(io::Error),
}

impl Repository {
    /// What rendering reads.
    pub fn site<'a>(&'a self, cards: &'a Cards) -> Site<'a> {
        let Self { model, theme, plan, shelf, .. } = self;
        Site { model, theme, plan, shelf, cards, depth: 0, text: None }
    }

    /// The bytes of an output. `Err` is a finding.
    pub fn bytes(&self, output: &Output) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.made(output, &self.cards(&[output])?)
    }

    /// The cards that some outputs show.
    pub(super) fn cards(&self, outputs: &[&Output]) -> Result<Cards, Box<Diagnostic>> {
        Cards::of(&self.model, &self.theme, &self.shelf, outputs)
    }

    /// The bytes of an output whose cards are made. `Err` is a finding.
    pub(super) fn made(&self, output: &Output, cards: &Cards) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.bytes_with(output, cards).map_err(|failure| match failure {
            Failure::Found(problem) => problem,
            Failure::World(error) => Box::new(read::unreadable(&self.path_of(output), &error)),
        })
    }

    fn bytes_with(&self, output: &Output, cards: &Cards) -> Result<Vec<u8>, Failure> {
        if let What::File(path) = &output.what {
            let file = self.sources.file(path).ok_or_else(gone)?;
            let source = file.read().map_err(Failure::World)?;
            return self.same(path, source.print).map(|()| source.bytes);
        }
        let text = match self.text_of(output) {
            Some(page) => self.text(page)?,
            None => None,
        };
        let site = Site { text: text.as_ref(), ..self.site(cards) };
        render::render(output, site).map_err(Failure::Found)
    }

    /// What the body of a page is shown as; none if the page has it itself.
    pub(super) fn text(&self, page: &Page) -> Result<Option<Text>, Failure> {
        if !page.is_outline {
            return Ok(None);
        }
        let text = match self.bodies.text(&page.path) {
            Some(text) => text.map_err(Failure::World)?,
            None => self.parsed_again(page)?,
        };
        Ok(Some(text))
    }

    fn parsed_again(&self, page: &Page) -> Result<Text, Failure> {
        let file = self.sources.file(&page.path).ok_or_else(gone)?;
        let source = file.read().map_err(Failure::World)?;
        self.same(&page.path, source.print)?;
        match parse::parse(&source, &self.model.config) {
            Some(Parsed::Page(page)) => Ok(page.body.text),
            _ => Err(gone()),
        }
    }

    /// Keys were made of what was read then: with other bytes now, they would say what is not so.
    fn same(&self, path: &str, print: Fingerprint) -> Result<(), Failure> {
        match self.records.by_path.get(path).is_some_and(|record| record.print == print) {
            true => Ok(()),
            false => {
                let message = format!("{path} changed while the site was made; try again");
                Err(Failure::World(io::Error::other(message)))
            }
        }
    }

    fn path_of(&self, output: &Output) -> Arc<str> {
        match &output.what {
            What::File(path) => path.clone(),
            _ => self.text_of(output).map_or_else(|| config::PATH.into(), |page| page.path.clone()),
        }
    }

    fn text_of(&self, output: &Output) -> Option<&Page> {
        plan::text(&self.model, &output.what).map(|id| self.model.page(id))
    }

    /// Renders what is not known to stand already, and writes the site into `folder`. `stamps` are those
    /// of the last time. `tick` is told after each output how many are done.
    /// Findings are those of templates, and then nothing was changed.
    pub fn publish(
        &self,
        folder: &Path,
        stamps: Stamps,
        tick: &(dyn Fn(usize) + Sync),
    ) -> io::Result<Result<Published, Vec<Diagnostic>>> {
        let writing = write::begin(folder, stamps)?;
        match self.put_all(&writing, tick) {
            Ok((puts, made)) => {
                let (report, stamps, manifest) = writing.finish(puts)?;
                Ok(Ok(Published { report, made, stamps, manifest }))
            }
            Err(Ok(problems)) => writing.abandon().map(|()| Err(problems)),
            Err(Err(error)) => {
                // The reason is the first error; that tidying up failed as well would only hide it.
                let _ = writing.abandon();
                Err(error)
            }
        }
    }

    /// Renders what shows edited texts, if all else stands as the last build left it with these stamps and this
    /// manifest; see [`Repository::after_texts`]. None if it does not, or if something can't be rendered: then
    /// nothing was changed.
    pub fn publish_texts(
        &self,
        folder: &Path,
        stamps: Stamps,
        manifest: Fingerprint,
    ) -> io::Result<Option<Published>> {
        let Ok(writing) = write::begin(folder, stamps) else { return Ok(None) };
        let own = self.plan.outputs.iter().map(|output| output.path.as_str()).collect();
        let made = writing.all_but(&own, manifest).and_then(|others| {
            let (mut puts, made) = self.put_all(&writing, &|_| {}).ok()?;
            puts.extend(others);
            Some((puts, made))
        });
        // What could not be read is shown as empty, and the long way reads it again.
        match made.filter(|_| !self.model.pages.has_lost()) {
            Some((puts, made)) => {
                let (report, stamps, manifest) = writing.finish(puts)?;
                Ok(Some(Published { report, made, stamps, manifest }))
            }
            None => writing.abandon().map(|()| None),
        }
    }

    /// Renders what does not stand, and puts it on its way.
    fn put_all(
        &self,
        writing: &Writing,
        tick: &(dyn Fn(usize) + Sync),
    ) -> Result<Puts, Result<Vec<Diagnostic>, io::Error>> {
        let (mut puts, mut due, made) = self.due(writing);
        let done = AtomicUsize::new(puts.len());
        let mut problems = Vec::new();
        // Depth by depth: a card has other HTML at each, and only those of one are in memory.
        due.sort_by_key(|(output, _)| files::depth(&output.url));
        for due in due.chunk_by(|(a, _), (b, _)| files::depth(&a.url) == files::depth(&b.url)) {
            let outputs: Vec<&Output> = due.iter().map(|(output, _)| *output).collect();
            let cards = self.cards(&outputs).map_err(|problem| Ok(vec![*problem]))?;
            let put = |(output, key): &(&Output, Fingerprint)| -> Result<Put, Failure> {
                let bytes = self.bytes_with(output, &cards)?;
                let put = writing.put(&output.path, *key, &bytes).map_err(Failure::World)?;
                tick(done.fetch_add(1, Ordering::Relaxed) + 1);
                Ok(put)
            };
            for result in due.par_iter().map(put).collect::<Vec<_>>() {
                match result {
                    Ok(put) => puts.push(put),
                    Err(Failure::Found(problem)) => problems.push(*problem),
                    Err(Failure::World(error)) => return Err(Err(error)),
                }
            }
        }
        diagnostics::sort(&mut problems);
        if problems.is_empty() {
            puts.extend(self.put_search(writing).map_err(Err)?);
        }
        if problems.is_empty() { Ok((puts, made)) } else { Err(Ok(problems)) }
    }

    /// What stands, what is to be made under which key, and what is remembered of that.
    fn due(&self, writing: &Writing) -> (Vec<Put>, Vec<(&Output, Fingerprint)>, Vec<Entry>) {
        let stands = |output: &Output| {
            let key = self.key_in_parts(output);
            let print = key.finish();
            let standing = writing.standing(&output.path, print);
            standing.ok_or_else(|| (print, entry(output, print, &key)))
        };
        let standing: Vec<_> = self.plan.outputs.par_iter().map(stands).collect();
        let (mut puts, mut due, mut made) = (Vec::new(), Vec::new(), Vec::new());
        for (output, standing) in self.plan.outputs.iter().zip(standing) {
            match standing {
                Ok(put) => puts.push(put),
                Err((key, entry)) => {
                    due.push((output, key));
                    made.push(entry);
                }
            }
        }
        (puts, due, made)
    }
}

/// What is remembered of an output that is made.
pub(super) fn entry(output: &Output, print: Fingerprint, key: &Key) -> Entry {
    Entry::of(&output.path, print, key.parts().map(|(part, print)| (part.number(), print)))
}

fn gone() -> Failure {
    Failure::World(io::ErrorKind::NotFound.into())
}
