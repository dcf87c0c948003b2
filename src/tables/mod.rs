//! Typed access to a table of TOML, or of YAML. Readers of settings, front matter or terms ask for the keys they know.
//! Wrong types, missing and unknown keys are reported with their spans, and reading continues. What can't be parsed is
//! explained in plain words.

mod brackets;
mod broken;
mod causes;
mod entries;
mod keys;
mod lenient;
pub mod loose;
mod reader;
pub mod tokens;
mod unfolded;
mod values;
mod yaml;

pub use reader::{Form, Item, Located, Reader, Table};
