//! What follows from a page or a field and the settings alone.

use crate::config::{Config, Field};
use crate::parse::Page;
use crate::parse::page::Role;
use std::sync::Arc;

/// Whether a page is listed: an entry of a collection in the language of the site, or in another language if
/// there is no such page in the site's. `pages` are sorted by path.
pub(crate) fn is_listed(config: &Config, pages: &[Arc<Page>], page: &Page) -> bool {
    let is_there = |path: &str| pages.binary_search_by(|other| (*other.path).cmp(path)).is_ok();
    is_listed_among(config, &is_there, page)
}

/// The same, given a test for the existence of a path.
pub(super) fn is_listed_among(
    config: &Config,
    is_there: &dyn Fn(&str) -> bool,
    page: &Page,
) -> bool {
    let stem = page.path.strip_suffix(".md").unwrap_or(&page.path);
    let has_original = || is_there(&format!("{}.md", config.language_of(stem).0));
    let stays = page.withdrawn.is_none() && matches!(page.role, Role::Entry(_));
    stays && (page.lang == config.language || !has_original())
}

/// The vocabulary of a field of terms.
pub fn vocabulary_of(config: &Config, field: &Field) -> Option<usize> {
    config.vocabulary(&field.vocabulary.as_ref()?.value)
}

/// The vocabulary of the responses to the claims of a field.
pub fn response_vocabulary_of(config: &Config, field: &Field) -> Option<usize> {
    config.vocabulary(&field.response.as_ref()?.value)
}

/// The fields of the collection that a page belongs to.
pub fn fields_of<'c>(config: &'c Config, page: &Page) -> &'c [Field] {
    match page.role {
        Role::Entry(c) => &config.collections[c].fields,
        _ => &[],
    }
}
