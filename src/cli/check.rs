//! `talkoo check`.

use super::output::{fail, report, say};
use super::{Exit, Format};
use crate::diagnostics::{Severity, has_errors, json};
use crate::highlight::Highlighted;
use crate::pipeline::{Repository, Wish};
use std::path::Path;

pub fn run(root: &Path, format: Format, strict: bool, drafts: bool) -> Exit {
    let wish = Wish { drafts, strict, colours: false };
    let mut repository = match Repository::open(root, wish, &Highlighted::new()) {
        Ok(repository) => repository,
        Err(error) => return fail(error),
    };
    repository.rehearse(strict);
    match format {
        Format::Json => say(json::json(&repository.found, &|path| repository.sources.text(path))),
        Format::Text => {
            report(&repository.found, &repository.sources);
            if repository.found.iter().all(|d| d.severity == Severity::Hint) {
                let (pages, terms) = (repository.model.pages.len(), repository.model.terms.len());
                say(format!("checked {pages} pages and {terms} terms: nothing is wrong"));
            }
        }
    }
    // Without --strict a warning is said, and does not stop anybody.
    if has_errors(&repository.found) { Exit::Problems } else { Exit::Clean }
}
