//! Talkoo: a static site generator for co-creation knowledge repositories. The modules below are the
//! pipeline in its order; ARCHITECTURE.md has the picture and the invariants.

pub mod cache;
pub mod check;
pub mod cli;
pub mod config;
pub mod csl;
pub mod diagnostics;
pub mod files;
pub mod fingerprint;
pub mod highlight;
pub mod html;
pub mod languages;
pub mod mend;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod plan;
pub mod render;
pub mod search;
pub mod server;
pub mod sources;
pub mod tables;
pub mod theme;
pub mod visits;
pub mod words;
pub mod write;
