//! Talkoo: a static site generator for co-creation knowledge repositories. The modules below are the
//! pipeline in its order; ARCHITECTURE.md has the picture and the invariants.

mod bodies;
pub mod build;
pub mod cache;
pub mod check;
pub mod cli;
pub mod config;
mod content_hash;
pub mod csl;
pub mod diagnostics;
pub mod fields;
pub mod files;
pub mod fingerprint;
pub mod highlight;
pub mod html;
pub mod languages;
pub mod mend;
pub mod model;
pub mod options;
pub mod outputs;
pub mod parse;
pub mod search;
pub mod server;
pub mod site;
pub mod snapshot;
pub mod sources;
pub mod tables;
pub mod theme;
pub mod timings;
pub mod visits;
pub mod words;
pub mod write;

#[cfg(test)]
#[path = "../tests/inside/mod.rs"]
mod inside;
