//! The search index: words with the documents they stand in, split into many small files (*shards*), so that a reader
//! loads only those of the typed words, and an edit writes only those of the changed ones.
//!
//! `texts` finds what a page says, `words` cuts it into words, `counted` weighs them (cached by the hash of the page),
//! `index` puts the documents together, `shards` writes the files, `facets` the values to filter by.

mod alphabet;
pub mod counted;
pub mod documents;
mod facets;
pub mod index;
mod shards;
mod stems;
pub mod texts;
mod words;

pub use counted::Words;
pub use index::Index;
