//! Talkoo: a static site generator for co-creation knowledge repositories. ARCHITECTURE.md describes the pipeline
//! and its invariants.
//!
//! A program that uses Talkoo as a library needs what is re-exported here:
//!
//! ```
//! use talkoo::{Options, Site, check, has_errors, render, report};
//!
//! let root = tempfile::tempdir()?;
//! std::fs::create_dir(root.path().join("content"))?;
//! std::fs::write(root.path().join("site.toml"), "title = \"Commons\"")?;
//! std::fs::write(root.path().join("content/a.md"), "+++\ntitle = \"A\"\n+++\n[B](b.md)\n")?;
//!
//! let options = Options::default();
//! let site = Site::open(root.path(), options)?;
//! let found = check(&site, options);
//! assert!(has_errors(&found) && report(&site, &found).contains("dead-link"));
//!
//! std::fs::write(root.path().join("content/b.md"), "+++\ntitle = \"B\"\n+++\n")?;
//! let site = Site::open(root.path(), options)?;
//! assert!(!has_errors(&check(&site, options)));
//! let files = render(&site).expect("the site has no errors");
//! assert!(files.contains_key("a/index.html") && files.contains_key("b/index.html"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod bodies;
mod build;
mod cache;
mod check;
mod cldr;
pub mod cli;
mod cms;
mod config;
mod content_hash;
mod csl;
mod deploy;
mod derived;
mod diagnostics;
mod dossier;
mod draw;
mod encoding;
mod fields;
mod files;
mod fix;
mod format;
mod hash;
mod highlight;
mod html;
mod import;
mod languages;
mod linkcheck;
mod model;
mod options;
mod outputs;
mod parse;
mod parts;
mod preview;
mod rename;
mod save;
mod schema;
mod search;
mod site;
mod snapshot;
mod sources;
mod tables;
mod theme;
mod timings;
mod words;
mod write;

pub use build::{Failure, render};
pub use check::{check, report};
pub use diagnostics::{Diagnostic, has_errors};
pub use options::Options;
pub use site::Site;

#[cfg(any(test, fuzzing))]
#[path = "../fuzz/targets.rs"]
pub mod fuzz;

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod inside;
