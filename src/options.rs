//! What a run is asked for.

/// Options that decide what a site consists of and what is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// Whether code is highlighted and references are formatted; `check` has no use for either.
    pub memo: bool,
    /// Whether all outputs will be rendered: then the texts of pages are set aside until they are. Otherwise
    /// they are dropped, and the few that are shown are parsed again.
    pub bodies: bool,
}
