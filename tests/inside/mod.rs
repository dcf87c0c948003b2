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
mod keys;
mod links;
mod mending;
mod preview;
mod properties;
mod published;
mod rules;
mod templates;
mod views;
mod visits;
