//! What several tests share: repositories written as one text, or lying in a folder, taken through the
//! real pipeline. Nothing here knows what any test expects.

// Each test file is a program of its own, and none uses everything.
#![allow(dead_code)]

pub mod built;
pub mod dice;
pub mod documents;
pub mod generated;
pub mod watched;

use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use talkoo::diagnostics::{Diagnostic, text};
use talkoo::pipeline::{Known, Repository, Wish, understand};
use talkoo::sources::Sources;

/// Files by path. Sorted, so that a repository is the same whoever made it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Everything is coloured, nothing is a draft.
pub const PLAIN: Wish =
    Wish { drafts: false, strict: false, colours: true, search: true, all: true };

/// Reads a repository that is written as one text: `== path` lines, each followed by that file.
/// `\xf5` stands for that byte, so that a text can show a file that is none.
pub fn files(text: &str) -> Files {
    let mut files = Files::new();
    let mut at: Option<&mut Vec<u8>> = None;
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("== "), &mut at) {
            (Some(path), _) => at = Some(files.entry(path.trim_end().to_owned()).or_default()),
            (None, Some(file)) => file.extend(bytes(line)),
            (None, None) => panic!("a repository begins with a line `== path`, not with {line:?}"),
        }
    }
    files.entry("site.toml".to_owned()).or_insert_with(|| b"title = \"T\"\n".to_vec());
    files
}

fn bytes(line: &str) -> Vec<u8> {
    let mut parts = line.split("\\xf5");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(0xf5);
        bytes.extend(part.as_bytes());
    }
    bytes
}

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

/// Writes files below a folder.
pub fn put(root: &Path, files: &Files) {
    for (path, bytes) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

/// All files below a folder with their bytes, by path with `/`.
pub fn tree(root: &Path) -> Files {
    let mut files = Files::new();
    let mut due = vec![root.to_owned()];
    while let Some(folder) = due.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                due.push(path);
            } else {
                let inside = path.strip_prefix(root).expect("it is below the root");
                let name = inside.to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).expect("it can be read"));
            }
        }
    }
    files
}

/// A folder of `tests/`, or the repository itself for the empty name.
pub fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Whether a path stays below the folder it is read from.
pub fn is_inside(path: &str) -> bool {
    path.is_empty() || path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// The setting of property tests: the same inputs on every run; with EXPLORE=20000 that many new ones.
pub fn cases(few: u32) -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match std::env::var("EXPLORE").ok().and_then(|n| n.parse().ok()) {
        Some(cases) => ProptestConfig { cases, ..default },
        None => ProptestConfig { cases: few, rng_seed: RngSeed::Fixed(1), ..default },
    }
}
