//! Explains why an output is or was rendered: what it reads, its state in the output folder, and which of its
//! inputs changed since it was built.

use super::make::{Failure, view};
use crate::config;
use crate::hash::Hash;
use crate::model::Target;
use crate::outputs::Output;
use crate::outputs::cards::Cards;
use crate::outputs::ids::Id;
use crate::outputs::reader;
use crate::outputs::recorded::{Read, Stored};
use crate::outputs::things::Thing;
use crate::site::Site;
use crate::write::{self, Listed};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The explanation for one output.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What it is and where it comes from, as the end of a sentence.
    pub origin: String,
    /// The file of its template, if it has one.
    pub template: Option<String>,
    pub key: Hash,
    pub state: State,
    pub since: Since,
    /// Its inputs by kind, in the order in which they are first read.
    pub inputs: Vec<Input>,
}

/// The state of an output in the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The folder has no build yet.
    NothingBuilt,
    /// The last build did not have it.
    New,
    /// It is current.
    Current,
    /// Its key is current, but the file was changed or deleted after the build.
    Touched,
    /// It was built from other inputs.
    Outdated,
}

/// Which version of an output its inputs are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The current one.
    LastMade,
    /// The one before that.
    MadeBefore,
    /// None: its reads are not recorded, or there is nothing to compare.
    Unknown,
}

/// All inputs of one kind.
#[derive(Clone, Debug)]
pub struct Input {
    /// The kind in one word, and as a phrase.
    pub kind: &'static str,
    pub about: &'static str,
    /// Files, addresses or keys. Empty if the phrase is enough.
    pub names: Vec<String>,
    /// The names whose content changed.
    pub changed_names: Vec<String>,
    /// Whether any of them changed; none if unknown.
    pub changed: Option<bool>,
}

/// Explains why the output is rendered when the site is built into `folder`, or why it was rendered last time.
/// `stored` are the recorded reads of the last build.
pub fn explain(
    site: &Site,
    output: &Output,
    folder: &Path,
    stored: Option<Stored>,
) -> Result<Explanation, Failure> {
    let cards = Cards::of(site.model.pages.len());
    let (_, _, reads) = view(site, output, &cards)?;
    let key = reader::key(&output.url, reads.iter().map(|thing| thing.hash(site.inputs())));
    let state = state(output, key, folder);
    let recorded = stored.and_then(|stored| stored.restored(site.inputs()).reads_of(&output.path));
    let is_changed = |read: &Read| match state {
        State::Outdated => read.is_other,
        _ => read.was_other,
    };
    let recorded = match state {
        State::NothingBuilt | State::New => None,
        _ => recorded,
    };
    let since = match (state, &recorded) {
        (State::Outdated, Some(_)) => Since::LastMade,
        (State::Current | State::Touched, Some(read)) if read.iter().any(is_changed) => {
            Since::MadeBefore
        }
        _ => Since::Unknown,
    };
    let is_current = matches!(state, State::Current | State::Touched);
    let (mut inputs, mut named) = (Vec::new(), HashSet::new());
    for thing in &reads {
        let read = recorded.as_ref().map(|reads| reads.iter().find(|read| read.thing == *thing));
        let changed = match read {
            // An input that is read now but was not read then is new.
            Some(read) => Some(read.map_or(state == State::Outdated, is_changed)),
            None => is_current.then_some(false),
        };
        add(&mut inputs, &mut named, site, *thing, changed);
    }
    // The output's own address would only repeat the question.
    for input in inputs.iter_mut().filter(|input| input.names == [output.url.as_str()]) {
        input.names.clear();
        input.changed_names.clear();
    }
    let chain = reads.iter().find_map(|thing| match thing {
        Thing::Template(place) => site.theme.chain_at(*place).files.first(),
        _ => None,
    });
    let (template, origin) = (chain.cloned(), output.kind.origin(&site.model));
    Ok(Explanation { origin, template, key, state, since, inputs })
}

fn state(output: &Output, key: Hash, folder: &Path) -> State {
    let written = match write::listed(folder) {
        Listed::Nothing => return State::NothingBuilt,
        Listed::Damaged => return State::New,
        Listed::Files(manifest) => manifest.files.get(&output.path).copied(),
    };
    match written {
        None => State::New,
        Some(written) if written.key != key => State::Outdated,
        Some(written) => {
            let bytes = fs::read(folder.join(&output.path));
            let is_same = bytes.is_ok_and(|bytes| Hash::of(bytes) == written.hash);
            if is_same { State::Current } else { State::Touched }
        }
    }
}

/// Adds a thing to the inputs of its kind. `named` are the names already listed, by kind.
fn add(
    inputs: &mut Vec<Input>,
    named: &mut HashSet<(&'static str, bool, String)>,
    site: &Site,
    thing: Thing,
    changed: Option<bool>,
) {
    let (kind, about) = thing.kind();
    let place = inputs.iter().position(|input| input.kind == kind).unwrap_or_else(|| {
        let (names, changed_names) = Default::default();
        inputs.push(Input { kind, about, names, changed_names, changed: None });
        inputs.len() - 1
    });
    let input = &mut inputs[place];
    input.changed = input.changed.max(changed);
    for name in names(site, thing) {
        if changed == Some(true) && named.insert((kind, true, name.clone())) {
            input.changed_names.push(name.clone());
        }
        if named.insert((kind, false, name.clone())) {
            input.names.push(name);
        }
    }
}

/// The names of what a thing is about.
fn names(site: &Site, thing: Thing) -> Vec<String> {
    let (model, shared) = (&site.model, &site.shared);
    let name = match (thing, thing.id()) {
        (Thing::Settings(), _) => config::PATH.to_owned(),
        (Thing::Template(place), _) => return site.theme.chain_at(place).files.clone(),
        (Thing::Page(id), _) => model.file_of(model.page(id)).to_string(),
        (_, Some(Id::Page(id))) => model.url(Target::Page(id)),
        (_, Some(Id::Term(id))) => model.url(Target::Term(id)),
        (_, Some(Id::Work(id))) => shared.works[id.0 as usize].clone(),
        (_, Some(Id::File(id))) => shared.files[id.0 as usize].clone(),
        (_, Some(Id::Name(id))) => shared.names[id.0 as usize].clone(),
        (_, None) => return Vec::new(),
    };
    vec![name]
}
