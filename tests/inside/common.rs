//! Runs repositories through the real pipeline; shared by all tests.

#[path = "../common/mod.rs"]
mod shared;

pub use shared::*;

use crate::build;
use crate::check::{check, report};
use crate::diagnostics::{Diagnostic, has_errors};
use crate::options::Options;
use crate::outputs::Output;
use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use std::path::Path;
use std::sync::Arc;

/// Builds everything, without drafts.
pub const PLAIN: Options = Options {
    drafts: false,
    strict: false,
    search: true,
    portable: false,
    memo: true,
    bodies: true,
};

/// The search index is rebuilt whenever a text changes, so few tests enable it.
pub const WITHOUT_SEARCH: Options = Options { search: false, ..PLAIN };

/// A site and its diagnostics.
pub struct Checked {
    pub site: Site,
    pub found: Vec<Diagnostic>,
}

impl Checked {
    fn of(snapshot: Snapshot, options: Options) -> Self {
        let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
        Self { found: check(&site, options), site }
    }

    /// A repository on disk.
    pub fn open(root: &Path, options: Options) -> Self {
        Self::of(Snapshot::open(root, options, &Default::default()).expect("it opens"), options)
    }

    pub fn has_errors(&self) -> bool {
        has_errors(&self.found)
    }

    pub fn outputs(&self) -> &[Output] {
        &self.site.outputs.all
    }
}

/// The site of these files.
pub fn repository(files: &Files) -> Checked {
    let given = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    let sources = (Arc::new(Sources::given(given)), Vec::new());
    Checked::of(Snapshot::of(sources, PLAIN, &Default::default()), PLAIN)
}

/// [`repository`] of a text.
pub fn given(text: &str) -> Checked {
    repository(&files(text))
}

/// All outputs of a site by path.
pub fn outputs(checked: &Checked) -> Files {
    build::render(&checked.site).unwrap_or_else(|why| panic!("{why:?}"))
}

/// An output's bytes.
pub fn made(site: &Site, output: &Output) -> Result<Vec<u8>, build::Failure> {
    Ok(build::make(site, output, None)?.1.expect("no key was known"))
}

/// One output as text.
pub fn output(checked: &Checked, path: &str) -> String {
    let output = checked.site.outputs.at(path);
    let output = output.unwrap_or_else(|| panic!("there is no output {path}"));
    String::from_utf8(made(&checked.site, output).expect("it renders")).expect("it is UTF-8")
}

/// The diagnostics, as shown to authors.
pub fn findings(checked: &Checked) -> String {
    report(&checked.site, &checked.found)
}

/// The names of the rules that fired.
pub fn rules(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.rule.name).collect()
}

/// The configuration of property tests: the same inputs on every run, or with EXPLORE=20000 that many new
/// ones.
pub fn cases(few: u32) -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var("EXPLORE").ok().and_then(|n| n.parse().ok()) {
        Some(cases) => ProptestConfig { cases, ..default },
        None => ProptestConfig { cases: few, rng_seed: RngSeed::Fixed(1), ..default },
    }
}
