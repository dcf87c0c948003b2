//! Where pictures and downloads of WordPress lie: below the site, and beside a dump.

use crate::files;
use crate::import::html;
use crate::save;
use std::collections::HashSet;

/// The path below the site of a file in the uploads: `wp-content/uploads/2021/04/a.jpg`.
pub fn upload(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let at = path.find("wp-content/uploads/")?;
    let path = files::path_of_link(&path[at..]);
    save::is_name(&path).then_some(path)
}

/// The path below the site of a file beside the dump, where `wp-content/` may be missing.
pub fn beside(path: &str) -> Option<String> {
    upload(path).or_else(|| {
        let at = if path.starts_with("uploads/") { 0 } else { path.find("/uploads/")? + 1 };
        upload(&format!("wp-content/{}", &path[at..]))
    })
}

/// The uploads that are no copies in another size: what the dump attaches, and files beside it whose original is neither
/// attached nor there.
pub fn originals<'f>(
    attached: HashSet<String>,
    files: impl Iterator<Item = &'f String> + Clone,
) -> HashSet<String> {
    let all: HashSet<&String> = files.clone().collect();
    let is_original = |path: &&String| {
        let original = html::original(path);
        original == **path || !(attached.contains(&original) || all.contains(&original))
    };
    let own: Vec<String> = files.filter(is_original).cloned().collect();
    attached.into_iter().chain(own).collect()
}

/// The original of a picture whose address may be that of a copy; none if it is no copy. WordPress adds the size to the
/// name, but a picture can have one in its own name. If no original is known, all names with a size are taken for copies.
pub fn original(address: &str, known: &HashSet<String>) -> Option<String> {
    let is_known = |address: &str| upload(address).is_some_and(|path| known.contains(&path));
    let original = html::original(address);
    if original == address || is_known(address) {
        return None;
    }
    // Of a large picture only a smaller one may be attached.
    let scaled = original.rsplit_once('.').map(|(stem, ending)| format!("{stem}-scaled.{ending}"));
    let found = [Some(original.clone()), scaled].into_iter().flatten().find(|one| is_known(one));
    found.or(Some(original).filter(|_| known.is_empty()))
}
