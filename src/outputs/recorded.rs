//! Records what the outputs of a build read. In the next build the key of an output is then the current hash of
//! these things, and its view is not needed.

use super::Output;
use super::ids::{Id, Renumbering};
use super::inputs::{Inputs, Origins};
use super::reader::{Reads, key};
use super::things::Thing;
use crate::hash::Hash;
use crate::model::PageId;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// What outputs read, with the hash of each thing.
#[derive(Clone, Default)]
pub struct Recorded {
    things: Vec<Recording>,
    places: FxHashMap<Thing, u32>,
    outputs: HashMap<String, OutputReads>,
}

/// A thing that some output read.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Recording {
    thing: Thing,
    hash: Hash,
    /// Its hash in the previous build; none if nothing read it then.
    before: Option<Hash>,
}

/// What one output read, as indices into `things`.
#[derive(Clone, Default, Serialize, Deserialize)]
struct OutputReads {
    reads: Vec<u32>,
    /// The reads that had changed when the output was last made.
    changed: Vec<u32>,
}

/// The same on disk, with the names that ids refer to.
#[derive(Serialize, Deserialize)]
pub struct Stored {
    origins: Origins,
    pages: Vec<(Arc<str>, Hash)>,
    terms: Vec<String>,
    works: Vec<String>,
    files: Vec<String>,
    names: Vec<String>,
    layout: Hash,
    things: Vec<(Thing, Hash)>,
    outputs: Vec<(String, OutputReads)>,
}

/// A thing that an output read, for `why`.
pub struct Read {
    pub thing: Thing,
    /// Whether it changed since the output was made.
    pub is_other: bool,
    /// Whether it had changed when the output was last made.
    pub was_other: bool,
}

impl Recorded {
    /// The key of the output at `url`, if its reads are recorded.
    pub fn key(&self, path: &str, url: &str) -> Option<Hash> {
        let OutputReads { reads, .. } = self.outputs.get(path)?;
        Some(key(url, reads.iter().map(|place| self.things[*place as usize].hash)))
    }

    /// Records what outputs read when their views were made, by path and address. Returns their keys.
    pub fn add(
        &mut self,
        inputs: Inputs,
        made: impl IntoIterator<Item = (String, String, Reads)>,
    ) -> Vec<Hash> {
        let made: Vec<(String, String, Reads)> = made.into_iter().collect();
        let mut new: Vec<Thing> = Vec::new();
        for thing in made.iter().flat_map(|(_, _, reads)| reads) {
            self.places.entry(*thing).or_insert_with(|| {
                new.push(*thing);
                (self.things.len() + new.len() - 1) as u32
            });
        }
        let recording = |thing: Thing| Recording { thing, hash: thing.hash(inputs), before: None };
        self.things.par_extend(new.into_par_iter().map(recording));
        let mut keys = Vec::with_capacity(made.len());
        for (path, url, reads) in made {
            let reads: Vec<u32> = reads.iter().map(|thing| self.places[thing]).collect();
            keys.push(key(&url, reads.iter().map(|place| self.things[*place as usize].hash)));
            let was = self.outputs.remove(&path).unwrap_or_default();
            let is_other = |place: &u32| self.things[*place as usize].is_other();
            let changed = was.reads.into_iter().filter(is_other).collect();
            self.outputs.insert(path, OutputReads { reads, changed });
        }
        keys
    }

    /// Updates the hashes of the edited pages, after local edits.
    pub fn rehash(&mut self, inputs: Inputs, edited: &[PageId]) {
        self.things.par_iter_mut().for_each(|recording| {
            recording.before = Some(recording.hash);
            let is_other = match recording.thing.id() {
                Some(Id::Page(id)) => edited.contains(&id),
                _ => matches!(recording.thing, Thing::IndexShard(_)),
            };
            if is_other {
                recording.hash = recording.thing.hash(inputs);
            }
        });
    }

    /// Whether anything that an output reads changed; none if its reads are not recorded.
    pub fn is_changed(&self, path: &str) -> Option<bool> {
        let OutputReads { reads, .. } = self.outputs.get(path)?;
        Some(reads.iter().any(|place| self.things[*place as usize].is_other()))
    }

    /// What an output read.
    pub fn reads_of(&self, path: &str) -> Option<Vec<Read>> {
        let OutputReads { reads, changed } = self.outputs.get(path)?;
        let read = |place: &u32| {
            let recording = &self.things[*place as usize];
            let was_other = changed.contains(place);
            Read { thing: recording.thing, is_other: recording.is_other(), was_other }
        };
        Some(reads.iter().map(read).collect())
    }

    /// Prepares the records of these outputs for the cache.
    pub fn stored(mut self, inputs: Inputs, outputs: &[Output]) -> Stored {
        let recorded = outputs.iter().filter_map(|output| self.outputs.remove_entry(&output.path));
        let mut outputs: Vec<(String, OutputReads)> = recorded.collect();
        let mut is_read = vec![false; self.things.len()];
        for (_, OutputReads { reads, changed }) in &outputs {
            reads.iter().chain(changed).for_each(|place| is_read[*place as usize] = true);
        }
        let mut places = vec![0; self.things.len()];
        let mut things = Vec::new();
        for (place, recording) in self.things.iter().enumerate().filter(|(i, _)| is_read[*i]) {
            places[place] = things.len() as u32;
            things.push((recording.thing, recording.hash));
        }
        for (_, OutputReads { reads, changed }) in &mut outputs {
            reads.iter_mut().chain(changed).for_each(|place| *place = places[*place as usize]);
        }
        let (model, shared) = (inputs.model, inputs.shared);
        Stored {
            origins: inputs.origins(),
            pages: model.pages.iter().map(|page| (page.path.clone(), page.hash)).collect(),
            terms: model.graph.concepts.terms.iter().map(|term| term.url.clone()).collect(),
            works: shared.works.clone(),
            files: shared.files.clone(),
            names: shared.names.clone(),
            layout: shared.layout,
            things,
            outputs,
        }
    }
}

impl Recording {
    fn is_other(&self) -> bool {
        self.before.is_some_and(|before| before != self.hash)
    }
}

impl Stored {
    /// Restores the records for another model, with current hashes. Outputs that read something that no longer
    /// exists are left out, because their reads are unknown until their view is made. So is everything if the
    /// layout of the indices changed.
    pub fn restored(self, inputs: Inputs) -> Recorded {
        if self.layout != inputs.shared.layout {
            return Recorded::default();
        }
        let new = self.renumbering(inputs);
        let origins = inputs.origins();
        let own = |id: PageId| inputs.model.pages.get(id.0 as usize).map(|page| page.hash);
        let is_same = |before: Thing, now: Thing| {
            let is_same_page = match (before.id(), now.id()) {
                (Some(Id::Page(old)), Some(Id::Page(new))) => {
                    self.pages.get(old.0 as usize).map(|(_, own)| *own) == own(new)
                }
                _ => true,
            };
            is_same_page && now.is_same(&origins, &self.origins)
        };
        let recording = |(thing, before): &(Thing, Hash)| -> Option<Recording> {
            let now = thing.renumbered(&new)?;
            let hash = if is_same(*thing, now) { *before } else { now.hash(inputs) };
            Some(Recording { thing: now, hash, before: Some(*before) })
        };
        let all: Vec<Option<Recording>> = self.things.par_iter().map(recording).collect();
        let mut places: Vec<Option<u32>> = Vec::with_capacity(all.len());
        let mut recorded = Recorded::default();
        recorded.places.reserve(all.len());
        recorded.things.reserve(all.len());
        for recording in all {
            places.push(recording.map(|recording| {
                let place = recorded.things.len() as u32;
                recorded.places.insert(recording.thing, place);
                recorded.things.push(recording);
                place
            }));
        }
        recorded.outputs.reserve(self.outputs.len());
        for (path, OutputReads { reads, changed }) in self.outputs {
            let place = |place: &u32| places.get(*place as usize).copied().flatten();
            let changed = changed.iter().filter_map(place).collect();
            if let Some(reads) = reads.iter().map(place).collect() {
                recorded.outputs.insert(path, OutputReads { reads, changed });
            }
        }
        recorded
    }

    fn renumbering(&self, inputs: Inputs) -> Renumbering {
        fn find(names: &[String], sorted: &[String]) -> Vec<Option<u32>> {
            let place = |name: &String| sorted.binary_search(name).ok().map(|place| place as u32);
            names.iter().map(place).collect()
        }
        let (model, shared) = (inputs.model, inputs.shared);
        let terms = model.graph.concepts.terms.iter().enumerate();
        let terms: HashMap<&str, u32> =
            terms.map(|(i, term)| (term.url.as_str(), i as u32)).collect();
        let page = |(path, _): &(Arc<str>, _)| model.graph.links.by_path.get(path).map(|id| id.0);
        Renumbering {
            pages: self.pages.iter().map(page).collect(),
            terms: self.terms.iter().map(|url| terms.get(url.as_str()).copied()).collect(),
            works: find(&self.works, &shared.works),
            files: find(&self.files, &shared.files),
            names: find(&self.names, &shared.names),
        }
    }
}
