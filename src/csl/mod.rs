//! References in the style of `[bibliography] style` (CSL, the Citation Style Language). Each work is
//! formatted once for each style and language, and cached between runs. Without the cargo feature `csl`, the
//! short form that `parse` makes is used everywhere.

#[cfg(feature = "csl")]
mod bounds;
#[cfg(feature = "csl")]
mod driver;
#[cfg(feature = "csl")]
mod letters;
mod references;
#[cfg(feature = "csl")]
mod repair;
#[cfg(feature = "csl")]
mod sheet;
#[cfg(feature = "csl")]
mod style;
#[cfg(feature = "csl")]
mod write;

#[cfg(feature = "csl")]
pub use driver::references;
pub use references::{AuthorDate, Reference, References};
#[cfg(feature = "csl")]
pub use style::find;

/// A stand-in for builds without the feature: no style is ever found.
#[cfg(not(feature = "csl"))]
mod without {
    use crate::config::Config;
    use crate::csl::References;
    use crate::diagnostics::Diagnostic;
    use crate::parse::Bibliography;
    use crate::sources::Source;
    use std::collections::BTreeMap;

    /// Never constructed.
    pub enum Style {}

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
pub use without::{find, references};
