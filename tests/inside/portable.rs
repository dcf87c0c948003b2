//! `build --portable`, on this repository's own content: each link on a page names a file that is there, all other files
//! are those of the usual site, and one build follows the other in the same folder.

use super::common::{Checked, PLAIN, here, outputs, tree};
use super::documents::document;
use crate::build::build;
use crate::options::Options;
use crate::write::Stamps;

const PORTABLE: Options = Options { portable: true, ..PLAIN };

#[test]
fn each_link_names_a_file_and_all_else_is_as_usual() {
    let usual = outputs(&Checked::open(&here(""), PLAIN));
    let portable = outputs(&Checked::open(&here(""), PORTABLE));
    assert!(usual.keys().eq(portable.keys()));
    let mut links = 0;
    for (path, bytes) in &portable {
        if !path.ends_with(".html") {
            assert!(usual.get(path) == Some(bytes), "{path} differs");
            continue;
        }
        let html = String::from_utf8_lossy(bytes);
        let own = document(&html);
        for link in own.links.iter().filter(|link| !link.contains(':') && !link.starts_with('#')) {
            let address = link.split(['?', '#']).next().unwrap_or_default();
            assert!(!address.ends_with(['/', '.']), "{path} leads to the folder {link}");
            links += 1;
        }
        // The words stay: without the names of the pages it is the usual page.
        let plain = |html: &str| html.replace("/index.html", "/");
        let before = String::from_utf8_lossy(&usual[path]).into_owned();
        assert_eq!(plain(&html), plain(&before), "{path}");
    }
    assert!(links > 5000, "{links}");
}

#[test]
fn one_build_follows_the_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("public");
    for options in [PLAIN, PORTABLE, PLAIN] {
        let site = Checked::open(&here(""), options);
        build(&site.site, &out, Stamps::default(), None, &|_| {}).expect("it can be built");
        let written = tree(&out);
        for (path, bytes) in outputs(&site) {
            assert!(written.get(&path) == Some(&bytes), "{path} is not fresh");
        }
    }
}
