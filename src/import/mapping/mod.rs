//! How the parts of a source become parts of a repository: types collections, taxonomies vocabularies, columns and custom
//! fields fields. It is proposed from the source and the schema, written as a TOML file with comments, and read back.

mod kinds;
mod propose;
mod target;
pub mod written;

pub use propose::propose;
pub use target::{Mapping, Target, id};
pub use written::{read, write};
