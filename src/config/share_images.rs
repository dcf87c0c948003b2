//! Reads `share_images`: what has a picture of its own, which other sites show beside a link.

use super::settings::ShareImages;
use crate::diagnostics::near;
use crate::diagnostics::rules::BAD_SETTING;
use crate::tables::{Reader, Table};

/// The key in the settings.
const KEY: &str = "share_images";

pub fn share_images(reader: &Reader, table: &Table) -> ShareImages {
    const HELP: &str = "the list may have \"site\", \"collections\", \"countries\" and \"pages\"";
    const KNOWN: [&str; 4] = ["site", "collections", "countries", "pages"];
    let Some(item) = table.get(KEY) else { return ShareImages::default() };
    let listed = reader.texts(KEY, item);
    for one in listed.iter().filter(|one| !KNOWN.contains(&&*one.value)) {
        let message = format!("`{}` has no share image", one.value);
        let problem = BAD_SETTING.at(reader.path, one.span.clone(), message).help(HELP);
        reader.add(problem.meant(near(&one.value, KNOWN), Some(one.spot())));
    }
    let has = |name: &str| listed.iter().any(|one| one.value == name);
    ShareImages {
        site: has("site"),
        collections: has("collections"),
        countries: has("countries"),
        pages: has("pages"),
    }
}
