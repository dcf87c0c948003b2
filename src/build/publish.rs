//! Makes and writes the outputs that are not current, and leaves the others alone.

use super::make::{Failure, bytes, view};
use crate::diagnostics;
use crate::files;
use crate::hash::Hash;
use crate::outputs::Output;
use crate::outputs::cards::Cards;
use crate::outputs::kind::Made;
use crate::outputs::recorded::{Recorded, Stored};
use crate::outputs::render::Making;
use crate::site::Site;
use crate::write::{self, Put, Report, Stamps, Writing};
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A site after writing.
pub struct Built {
    pub report: Report,
    /// How many outputs were rendered; the others were current.
    pub rendered: usize,
    pub stamps: Stamps,
    /// What the outputs read, for the next build.
    pub recorded: Stored,
}

/// This many views are made at once and rendered before the next ones are made.
const TOGETHER: usize = 256;

/// Writes the site into `folder`. `stamps` and `recorded` come from the last build; without
/// them everything is made anew. `tick` gets the number of
/// finished outputs after each one. On failure nothing changes.
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
            let recorded = recorded.stored(site.inputs(), &site.outputs.all);
            let (report, stamps) = writing.finish(puts)?;
            Ok(Built { report, rendered, stamps, recorded })
        }
        Err(failure) => {
            // The first error is the one to report, not a failed cleanup.
            let _ = writing.abandon();
            Err(failure)
        }
    }
}

/// Makes and stages the outputs that are not current. Also returns how many were rendered.
fn put_all(
    site: &Site,
    writing: &Writing,
    recorded: &mut Recorded,
    tick: &(dyn Fn(usize) + Sync),
) -> Result<(Vec<Put>, usize), Failure> {
    let (mut puts, mut due) = standing(site, writing, recorded);
    let done = AtomicUsize::new(puts.len());
    let (mut rendered, mut problems) = (0, Vec::new());
    // By depth: the HTML of a card depends on it, and only the cards of one depth are in memory.
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
            let put = |((output, made), key): ((&Output, _), Hash)| {
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
        return Err(Failure::Content(problems));
    }
    Ok((puts, rendered))
}

/// Splits the outputs into those that are current according to the recorded reads, and the rest.
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

/// Stages an output, unless the one with this key is already there. Also returns whether it was rendered.
fn put(
    site: &Site,
    writing: &Writing,
    output: &Output,
    (making, made): (Making, Made),
    key: Hash,
) -> Result<(Put, bool), Failure> {
    if let Some(standing) = writing.standing(&output.path, key) {
        return Ok((standing, false));
    }
    let bytes = bytes(site, &making, made)?;
    Ok((writing.put(&output.path, key, &bytes)?, true))
}
