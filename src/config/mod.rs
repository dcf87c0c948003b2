//! `site.toml`: the settings of a repository and its collections, fields and vocabularies. Mistakes are
//! reported, and everything else is still used.

mod addresses;
mod authors;
mod bibliography;
mod browse;
pub mod browsing;
mod collections;
mod data;
mod demands;
pub mod described;
mod groups;
mod heading_ids;
pub mod identifiers;
mod in_short;
pub mod labels;
pub mod names;
mod navigation;
mod published;
mod read;
mod search;
pub mod settings;
pub mod shape;
mod share_images;

pub use crate::fields::field::{Field, address_part, parts};
pub use addresses::{is_local_host, is_plain_address, is_web_address};
pub use authors::{Author, authors as read_authors};
pub use browsing::{Filter, InShort, Sort, Stub};
pub use collections::{PAGE_KEYS, TERM_KEYS};
pub use described::LICENCE;
pub use heading_ids::HeadingIds;
pub use labels::Labels;
pub use published::{ADDRESSES, addresses as read_addresses};
pub use read::{licence as read_licence, read};
pub use settings::{
    COUNTRIES, Collection, Config, Contact, Licence, NavigationItem, NavigationTarget, PATH,
    Project, Responsible, Review, Vocabulary,
};
