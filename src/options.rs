//! The options of a run.

/// Options that affect the outputs or the diagnostics of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Whether the site has a search index.
    pub search: bool,
    /// Whether links name the page of a folder, so that the site works from a disk.
    pub portable: bool,
    /// Whether code is highlighted and references are formatted; `check` needs neither.
    pub memo: bool,
    /// Whether all outputs will be rendered. If so, the texts of pages go to a temporary file (see `bodies`), and the
    /// search index is made. If not, they are dropped, and the few that are shown are parsed again.
    pub bodies: bool,
}
