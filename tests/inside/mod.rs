//! Tests of the stages from inside the crate: one program, and nothing has to be public for its sake.
//! What only runs the program is in `tests/program/`; what brings a harness of its own is a file of `tests/`.

mod addresses;
mod common;
mod commonmark;
mod csl;
mod determinism;
mod docs;
mod documents;
mod extremes;
mod fixes;
mod keys;
mod linkcheck;
mod links;
mod preview;
mod properties;
mod published;
mod rules;
mod templates;
mod views;
