//! Pages that an import made. What it left in them stops no build: people see their site first and mend it page by page.
//! A page is done when its `imported` is taken out of its front matter.

use crate::diagnostics::text::counted;
use crate::diagnostics::{Diagnostic, Severity};
use crate::model::Model;
use std::collections::HashSet;

/// The files of pages that carry `imported`.
pub fn paths(model: &Model) -> HashSet<&str> {
    model.pages.iter().filter(|page| page.imported).map(|page| &*page.path).collect()
}

/// What people have to know of such pages, since anybody can write `imported` into one; none if there are none.
pub fn sentence(model: &Model, strict: bool) -> Option<String> {
    let paths = paths(model).len();
    let verb = if paths == 1 { "carries" } else { "carry" };
    (paths > 0 && !strict).then(|| {
        format!(
            "{} {verb} `imported`: errors there count as warnings, with --strict as errors",
            counted(paths, "page")
        )
    })
}

/// Lowers errors in imported pages to warnings, but for those without which the site could not be built or trusted.
pub fn lower(model: &Model, found: &mut [Diagnostic]) {
    let paths = paths(model);
    let lowered = found.iter_mut().filter(|one| {
        one.severity == Severity::Error && !one.rule.firm && paths.contains(&*one.path)
    });
    lowered.for_each(|diagnostic| diagnostic.severity = Severity::Warning);
}
