//! Tests of the stages inside the crate: one test program, and nothing must be public for them. Tests that
//! only run the program are in `tests/program/`; those with their own harness are files in `tests/`.

mod addresses;
mod bibliographies;
mod bounds;
mod common;
mod commonmark;
mod csl;
mod described;
mod determinism;
mod docs;
mod documents;
mod extremes;
mod fixes;
mod formatted;
mod fuzz;
mod helps;
mod keys;
mod languages;
mod linkcheck;
mod linklimits;
mod links;
mod portable;
mod preview;
mod properties;
mod prose;
mod published;
mod rules;
mod templates;
mod theming;
mod views;
mod writing;
