//! Why an output is rendered, or was: of what it is made, what stands in the folder of the site, and which
//! parts of its key are others than when that was made.

use super::Repository;
use super::publish::entry;
use crate::cache::{Cache, Entry, Made, Remembered};
use crate::fingerprint::Fingerprint;
pub use crate::plan::Inputs;
use crate::plan::{Output, Part, Told, ToldPart};
use crate::write;
use rayon::prelude::*;
use std::path::Path;
use std::{fs, io};

/// The answer about one output.
#[derive(Clone, Debug)]
pub struct Why {
    pub key: Fingerprint,
    pub state: State,
    pub since: Since,
    pub told: Told,
    /// The parts that are there, or were, in order.
    pub parts: Vec<WhyPart>,
}

/// How an output stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing was built into the folder yet.
    NothingBuilt,
    /// The site was built without it.
    New,
    /// It stands, made of the same as now.
    Stands,
    /// It would stand, but its file is not what was written.
    Touched,
    /// It stands, made of something else.
    Outdated,
}

/// What the parts are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// What stands.
    LastMade,
    /// What stood before that.
    MadeBefore,
    /// Nothing: that isn't remembered, or there is nothing to compare.
    Unknown,
    /// Nothing: another Talkoo made it, which alone makes every key another.
    OtherProgram,
}

/// A part of a key, then and now.
#[derive(Clone, Debug)]
pub struct WhyPart {
    pub part: Part,
    /// What it is; none if it is there no more.
    pub told: Option<ToldPart>,
    /// Whether it is another than then; none if that isn't known.
    pub changed: Option<bool>,
}

impl Repository {
    /// Why an output is rendered when the site is built into `folder`, or why it was.
    pub fn why(&self, output: &Output, folder: &Path, cache: &Cache) -> Why {
        let told = self.plan.told(&self.model, &self.theme, output);
        let key = self.key(output);
        let built = write::manifest(folder);
        let written = built.as_ref().and_then(|built| built.files.get(&output.path));
        let state = match (&built, written) {
            (None, _) => State::NothingBuilt,
            (_, None) => State::New,
            (_, Some(written)) if written.key != key => State::Outdated,
            (_, Some(written)) => {
                let bytes = fs::read(folder.join(&output.path));
                let stands = bytes.is_ok_and(|bytes| Fingerprint::of(bytes) == written.print);
                if stands { State::Stands } else { State::Touched }
            }
        };
        let remembered = match written {
            Some(written) => cache.parts(folder, &output.path, written.key),
            None => Remembered::Nothing,
        };
        let (since, then) = match (state, remembered) {
            (State::Outdated, Remembered::Made { last, .. }) => (Since::LastMade, Some(last)),
            (State::Outdated, Remembered::OtherProgram) => (Since::OtherProgram, None),
            (State::Stands | State::Touched, Remembered::Made { before: Some(before), .. }) => {
                (Since::MadeBefore, Some(before))
            }
            _ => (Since::Unknown, None),
        };
        let mut parts = compared(&told.parts, then.as_ref());
        if matches!(state, State::Stands | State::Touched) && then.is_none() {
            parts.iter_mut().for_each(|part| part.changed = Some(false));
        }
        Why { key, state, since, told, parts }
    }

    /// Remembers of what the outputs were made that a build made. What is there already is only added to.
    pub fn remember_parts(&self, cache: &Cache, folder: &Path, made: &[Entry]) -> io::Result<()> {
        let outputs = &self.plan.outputs;
        if cache.add_parts(folder, made, outputs.iter().map(|output| output.path.as_str()))? {
            return Ok(());
        }
        if made.len() == outputs.len() {
            return cache.keep_parts(folder, made);
        }
        let of = |output: &Output| {
            let key = self.key_in_parts(output);
            entry(output, key.finish(), &key)
        };
        cache.keep_parts(folder, &outputs.par_iter().map(of).collect::<Vec<_>>())
    }
}

/// The parts of now, then those that are gone.
fn compared(now: &[ToldPart], then: Option<&Made>) -> Vec<WhyPart> {
    let was = |part: Part| {
        let of_part = |then: &Made| then.iter().find(|(n, _)| *n == part.number()).map(|(_, p)| *p);
        then.map(of_part)
    };
    let part = |told: &ToldPart| WhyPart {
        part: told.part,
        changed: was(told.part).map(|was| was != Some(told.print.first())),
        told: Some(told.clone()),
    };
    let mut parts: Vec<WhyPart> = now.iter().map(part).collect();
    let before = then.into_iter().flatten().filter_map(|(number, _)| Part::of_number(*number));
    let gone = before.filter(|part| now.iter().all(|told| told.part != *part));
    parts.extend(gone.map(|part| WhyPart { part, told: None, changed: Some(true) }));
    parts
}
