//! Addresses are plain whatever files, links and aliases are called, and nothing is written outside of the
//! site's folder.

use super::common::{self, cases, is_inside};
use crate::config::{self, Config};
use crate::files;
use crate::parse::address;
use crate::parse::dates::Date;
use proptest::prelude::*;

fn config() -> Config {
    config::read(
        "title = \"T\"\nlanguages = [\"et\"]\n[collections.pilots]\n[vocabularies.themes]\n",
    )
    .0
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn links_never_leave(folder in "[a-z./]{0,12}", link in "[a-zõ./\\\\%2e #?:-]{0,20}") {
        // Folders come from the walk and are clean; links are not.
        let folder = files::join("", &folder).unwrap_or_default();
        if let Some(path) = files::join(&folder, &link) {
            prop_assert!(is_inside(&path), "{path}");
        }
    }

    /// Folders are never called `.` or `..`, but a file can be: `...md` is the page `..`.
    #[test]
    fn addresses_are_safe_paths(folders in "([^/.\\x00][^/\\x00]{0,4}/){0,3}", stem in "[^/\\x00]{1,8}") {
        // Such a page is an error: see `a_page_of_dots_stays_inside`.
        prop_assume!(!stem.trim_matches('.').is_empty());
        let address = address::of_page(&format!("{folders}{stem}.md"), &config());
        prop_assert!(address.url.starts_with('/') && address.url.ends_with('/'), "{}", address.url);
        prop_assert!(address.url.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%".contains(&b)), "{}", address.url);
        prop_assert!(is_inside(&files::output_path(&files::decode(&address.url))), "{}", address.url);
    }

    #[test]
    fn slugs_are_plain_and_stay(text in "\\PC{0,20}") {
        let slug = files::slug(&text);
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{slug}");
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"), "{slug}");
        prop_assert_eq!(files::slug(&slug), slug);
    }

    #[test]
    fn encoded_paths_are_read_back(path in "\\PC{0,20}") {
        prop_assert_eq!(files::decode(&files::encode(&path)).into_owned(), path);
    }

    #[test]
    fn dates_are_read_back(text in "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|\\PC{0,12}") {
        if let Ok(date) = Date::read(&text) {
            prop_assert_eq!(date.iso(), text);
            prop_assert!(date.earliest() <= date.latest());
        }
    }
}

// ---------------------------------------------------------------- errors

/// Checks that a repository has no errors and that all outputs are inside the site's folder.
fn stays_inside(text: &str) {
    let repository = common::given(text);
    let outside: Vec<&String> =
        repository.outputs().iter().map(|o| &o.path).filter(|path| !is_inside(path)).collect();
    assert!(
        repository.has_errors() || outside.is_empty(),
        "written outside of the site: {outside:?}"
    );
}

#[test]
fn an_alias_stays_inside() {
    stays_inside("== content/a.md\n+++\ntitle = \"A\"\naliases = [\"/%2e%2e/x/\"]\n+++\n");
}

#[test]
fn a_page_of_dots_stays_inside() {
    stays_inside("== content/...md\n+++\ntitle = \"A\"\n+++\n");
    stays_inside("== content/a/..md\n+++\ntitle = \"A\"\n+++\n");
}

#[test]
fn an_empty_id_is_no_address() {
    stays_inside(
        "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n== content/themes/terms.toml\n[[term]]\nid = \"\"\nlabel = \"A\"\n",
    );
    stays_inside("== site.toml\ntitle = \"T\"\n[collections.\"\"]\n");
}

/// `.talkoo/` in the output folder is reserved; a file of the site there would be rewritten by every build.
#[test]
fn a_file_does_not_take_the_place_of_our_notes() {
    let repository = common::given("== static/.talkoo/manifest\nx\n");
    let taken = repository.outputs().iter().any(|output| output.path.starts_with(".talkoo/"));
    assert!(repository.has_errors() || !taken);
}
