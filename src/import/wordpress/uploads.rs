//! Where pictures and downloads of WordPress lie: below the site, and beside a dump.

use crate::files;
use crate::save;

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
