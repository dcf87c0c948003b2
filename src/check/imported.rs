//! Pages that an import made. What it left in them stops no build: people see their site first and mend it page by page.
//! A page is done when its `imported` is taken out of its front matter.

use crate::diagnostics::text::counted;
use crate::diagnostics::{Diagnostic, Severity};
use crate::files;
use crate::model::Model;
use std::collections::HashSet;
use std::path::Path;

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

/// Lowers errors in imported pages to warnings, but for those without which the site could not be built or trusted; and
/// those about documents that lie beside such pages, which came with them.
pub fn lower(model: &Model, found: &mut [Diagnostic]) {
    let paths = paths(model);
    let folders: HashSet<&str> = paths
        .iter()
        .map(|path| files::folder(path))
        .filter(|folder| *folder != "content")
        .collect();
    let is_beside = |one: &Diagnostic| {
        let mut above = Path::new(&*one.path).ancestors().skip(1).filter_map(Path::to_str);
        one.rule.name == "unlinked-document" && above.any(|folder| folders.contains(folder))
    };
    let lowered = found.iter_mut().filter(|one| {
        let is_of_import = paths.contains(&*one.path) || is_beside(one);
        one.severity == Severity::Error && !one.rule.firm && is_of_import
    });
    lowered.for_each(|diagnostic| diagnostic.severity = Severity::Warning);
}
