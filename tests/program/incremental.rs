//! The one test that lets everything else be simple: a repository is edited at random, and after each edit the site
//! that `talkoo build` brings up to date is byte for byte what a fresh build gives, says the same, and no more was
//! rendered than what has another key. `EDITS=300 cargo test --test program incremental` makes that many edits.

use crate::built::keys;
use crate::common::dice::Dice;
use crate::common::edits::{EDITS, difference, edit, edits, nth, replace};
use crate::common::site::Site;
use crate::common::tree;
use std::fs;
use std::path::PathBuf;

fn after_any_edit_all_is_as_fresh(mut site: Site, edits: usize) {
    let mut dice = Dice(7);
    site.build();
    let mut before = keys(&site.below("public"));
    for n in 0..edits {
        let kinds = nth(n, &mut dice);
        let mut files = site.files.clone();
        kinds.iter().for_each(|kind| edit(kind, n, &mut dice, &mut files));
        site.change(files);
        // Files that are young are read again.
        if n % 3 > 0 {
            site.age();
        }
        let built = site.built(&[]);
        let (findings, fresh) = site.fresh();
        let public = site.below("public");
        assert!(public == fresh, "{n} {kinds:?}: {:?}", difference(&public, &fresh));
        assert_eq!(built.findings, findings, "{n} {kinds:?}");
        let after = keys(&fresh);
        let due = after.iter().filter(|(path, key)| before.get(*path) != Some(key)).count();
        assert_eq!(built.rendered, due, "{n} {kinds:?}: outputs rendered, and with another key");
        before = after;
    }
}

#[test]
fn after_any_edit_a_build_is_as_fresh() {
    after_any_edit_all_is_as_fresh(Site::new(), edits(3 * EDITS.len()));
}

/// The index is made anew after each, so these are few.
#[test]
fn after_any_edit_a_build_with_search_is_as_fresh() {
    after_any_edit_all_is_as_fresh(
        Site { search: true, ..Site::new() },
        edits(EDITS.len()).div_ceil(8),
    );
}

/// How many outputs an edit of a generated repository renders: the numbers that the keys promise.
#[test]
fn an_edit_renders_what_shows_it() {
    let mut site = Site::new();
    let (first, _) = site.build();
    assert!(first > 100, "{first}");
    assert_eq!(site.build().0, 0, "nothing changed");
    let mut rendered = |kind: &str| {
        let mut files = site.files.clone();
        edit(kind, 1, &mut Dice(3), &mut files);
        site.change(files);
        site.build().0
    };
    assert_eq!(rendered("body"), 1, "a body is shown on its own page alone");
    assert_eq!(rendered("static"), 1);
    let title = rendered("title");
    assert!((2..40).contains(&title), "a title is shown in some lists: {title}");
    assert!(rendered("config") > 100, "the site's title is on every page");
}

#[test]
fn nothing_depends_on_the_cache() {
    let site = Site::new();
    site.build();
    let whole = site.published();
    let cache = site.root.path().join(".cache");
    for (path, bytes) in tree(&cache) {
        // Cut short, foreign, and empty.
        for broken in [&bytes[..bytes.len() / 2], b"something else", b""] {
            fs::write(cache.join(&path), broken).expect("it can be written");
            assert_eq!(site.build().1, 0, "{path} was broken");
            assert!(site.published() == whole, "{path} was broken");
        }
    }
    fs::remove_dir_all(&cache).expect("it can be removed");
    assert_eq!(site.build(), (0, 0), "the manifest alone says what stands");
}

/// What somebody else changed, took away or left in the folder of the site.
#[test]
fn what_was_touched_by_others_is_mended() {
    let site = Site::new();
    site.build();
    let whole = site.published();
    let public = site.root.path().join("public");
    // Long ago, so that nothing is too young to be known by its stamp.
    site.build();
    fs::write(public.join("about/index.html"), "mine").expect("it can be written");
    fs::remove_file(public.join("pilots/p-06/index.html")).expect("it can be removed");
    assert_eq!(site.build(), (2, 2));
    assert!(site.published() == whole);
}

#[test]
fn why_names_what_changed() {
    let mut site = Site::new();
    assert_eq!(site.why("/pilots/p-06/"), ["nothing-built", "unknown"]);
    site.build();
    assert_eq!(site.why("/pilots/p-06/"), ["stands", "unknown"]);
    let edited = |site: &mut Site, path: &str, from: &str, to: &str| {
        let mut files = site.files.clone();
        replace(&mut files, path, from, to);
        site.change(files);
    };
    let pilot = "content/pilots/p-06.md";
    edited(&mut site, pilot, "Result 6.", "Another result.");
    assert_eq!(site.why("/pilots/p-06/"), ["outdated", "last-build", "page"]);
    assert_eq!(site.why("/pilots/p-07/"), ["stands", "unknown"]);
    assert_eq!(site.build().0, 1);
    assert_eq!(site.why("/pilots/p-06/"), ["stands", "build-before", "page"]);
    edited(&mut site, pilot, "\"Pilot 6\"", "\"Renamed\"");
    assert_eq!(site.why("/pilots/p-06/"), ["outdated", "last-build", "title", "page"]);
    assert_eq!(site.why("/pilots/"), ["outdated", "last-build", "entries"]);
    assert_eq!(site.why("/themes/themes-0/"), ["outdated", "last-build", "members"]);
    edited(&mut site, pilot, "+++\n", "+++\naliases = [\"/six/\"]\n");
    assert_eq!(site.why("/six/")[0], "new");
    site.build();
    assert_eq!(site.why("/pilots/")[2..], ["entries"]);
    // A file that somebody else changed.
    let public = site.root.path().join("public");
    fs::write(public.join("about/index.html"), "mine").expect("it can be written");
    assert_eq!(site.why("/about/")[0], "touched");
    // Without the memory it is still known that something changed, and not what.
    edited(&mut site, "site.toml", "\"Generated\"", "\"Other\"");
    // A page is read by the settings, so it may say something else.
    assert_eq!(site.why("/about/"), ["outdated", "last-build", "site", "page"]);
    let (log, bytes) = parts_log(&site);
    fs::write(&log, [&[b'0'; 32], &bytes[32..]].concat()).expect("it can be written");
    assert_eq!(site.why("/about/"), ["outdated", "other-program"]);
    fs::remove_file(&log).expect("it can be removed");
    assert_eq!(site.why("/about/"), ["outdated", "unknown"]);
}

fn parts_log(site: &Site) -> (PathBuf, Vec<u8>) {
    let cache = site.root.path().join(".cache");
    let all = tree(&cache).into_iter();
    let mut logs = all.filter(|(path, _)| path.contains("/parts-"));
    let (path, bytes) = logs.next().expect("builds remember parts");
    assert_eq!(logs.next(), None, "there is one");
    (cache.join(path), bytes)
}

/// A build adds what it rendered, and nothing if that is nothing; and the log does not grow for ever.
#[test]
fn what_outputs_are_made_of_is_added_to_a_log() {
    let mut site = Site::new();
    let (outputs, _) = site.build();
    let whole = parts_log(&site).1;
    assert!(whole.len() / outputs < 100, "{} bytes for {outputs} outputs", whole.len());
    site.build();
    assert!(parts_log(&site).1 == whole, "nothing changed");
    let mut dice = Dice(5);
    for n in 0..12 {
        let mut files = site.files.clone();
        edit(if n % 4 == 3 { "config" } else { "body" }, n, &mut dice, &mut files);
        site.change(files);
        let (_, before) = parts_log(&site);
        site.build();
        let (_, after) = parts_log(&site);
        assert!(after.len() < 3 * whole.len() + whole.len() / 4, "{n}: {}", after.len());
        if n % 4 == 0 {
            assert!(after.len() < before.len() + 100 || after.len() < before.len(), "{n}");
        }
    }
}
