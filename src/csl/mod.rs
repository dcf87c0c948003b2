//! References in the style of `[bibliography] style` (CSL, the Citation Style Language). Each work is
//! formatted once for each style and language, and cached between runs. Without the cargo feature `csl`, the
//! short form that `parse` makes is used everywhere.

#[cfg(feature = "csl")]
mod bounds;
mod citations;
#[cfg(feature = "csl")]
mod driver;
#[cfg(feature = "csl")]
mod letters;
#[cfg(feature = "csl")]
mod pages;
mod references;
#[cfg(feature = "csl")]
mod repair;
#[cfg(feature = "csl")]
mod sheet;
#[cfg(feature = "csl")]
mod style;
#[cfg(feature = "csl")]
mod write;

pub use citations::Citations;
#[cfg(feature = "csl")]
pub use driver::references;
#[cfg(feature = "csl")]
pub use pages::citations;
pub use references::{AuthorDate, Reference, References};
#[cfg(feature = "csl")]
pub use style::{Style, find};

/// A stand-in for builds without the feature: no style is ever found.
#[cfg(not(feature = "csl"))]
mod without {
    use crate::config::Config;
    use crate::csl::{Citations, References};
    use crate::diagnostics::Diagnostic;
    use crate::hash::Hash;
    use crate::parse::Bibliography;
    use crate::parse::item::Item;
    use crate::sources::Source;
    use std::collections::BTreeMap;

    /// Never constructed.
    #[derive(Debug)]
    pub enum Style {}

    impl Style {
        pub fn hash(&self) -> Hash {
            match *self {}
        }
    }

    pub fn citations(style: &Style, _: &[(String, Item)], _: &Citations) -> Citations {
        match *style {}
    }

    pub fn find(_: &Config, _: &[Source]) -> (Option<Style>, Vec<Diagnostic>) {
        (None, Vec::new())
    }

    pub fn references(
        _: &Style,
        _: &Bibliography,
        _: &BTreeMap<String, std::collections::BTreeSet<String>>,
        _: &References,
    ) -> References {
        Default::default()
    }
}
#[cfg(not(feature = "csl"))]
pub use without::{Style, citations, find, references};
