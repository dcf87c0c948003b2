//! `site.toml`: what the repository is called, which collections, fields and vocabularies it has.
//! Every mistake in it is a finding; what can be understood is used all the same.

mod addresses;
mod bibliography;
mod browse;
mod collections;
mod demands;
mod groups;
pub mod labels;
pub mod names;
mod read;
pub mod settings;

pub use crate::fields::field::{Field, address_part};
pub use addresses::{is_plain_address, is_web_address};
pub use labels::Labels;
pub use read::{authors as read_authors, licence as read_licence, read};
pub use settings::{
    COUNTRIES, Collection, Config, Licence, NavigationItem, NavigationTarget, PATH, Project,
    Review, Sort, Vocabulary,
};
