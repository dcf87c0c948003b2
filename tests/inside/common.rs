//! Repositories taken through the real pipeline: all that the tests need of it stands here.

#[path = "../common/mod.rs"]
mod shared;

pub use shared::*;

use crate::diagnostics::{Diagnostic, text};
use crate::pipeline::{Known, Repository, Wish, understand};
use crate::sources::Sources;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use std::collections::BTreeMap;

/// Everything is coloured, nothing is a draft.
pub const PLAIN: Wish =
    Wish { drafts: false, strict: false, colours: true, search: true, all: true };

/// The repository that these files make, understood and rehearsed.
pub fn repository(files: &Files) -> Repository {
    repository_as(files, PLAIN)
}

/// [`repository`] as it is wished.
pub fn repository_as(files: &Files, wish: Wish) -> Repository {
    let given = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let mut repository = understand(Sources::given(given), wish, &Known::default());
    repository.rehearse(false);
    repository
}

/// [`repository`] of a text.
pub fn given(text: &str) -> Repository {
    repository(&files(text))
}

/// All outputs of a repository by path.
pub fn outputs(repository: &Repository) -> BTreeMap<String, Vec<u8>> {
    let bytes = |output| repository.bytes(output).unwrap_or_else(|problem| panic!("{problem:?}"));
    repository.plan.outputs.iter().map(|output| (output.path.clone(), bytes(output))).collect()
}

/// One output as text.
pub fn output(repository: &Repository, path: &str) -> String {
    let output = repository.plan.outputs.iter().find(|output| output.path == path);
    let output = output.unwrap_or_else(|| panic!("there is no output {path}"));
    String::from_utf8(repository.bytes(output).expect("it renders")).expect("it is UTF-8")
}

/// What was found, as an author reads it.
pub fn findings(repository: &Repository) -> String {
    text::text(&repository.found, &|path| repository.sources.text(path), false)
}

/// The names of the rules that fired.
pub fn rules(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.rule.name).collect()
}

/// The setting of property tests: the same inputs on every run; with EXPLORE=20000 that many new ones.
pub fn cases(few: u32) -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var("EXPLORE").ok().and_then(|n| n.parse().ok()) {
        Some(cases) => ProptestConfig { cases, ..default },
        None => ProptestConfig { cases: few, rng_seed: RngSeed::Fixed(1), ..default },
    }
}
