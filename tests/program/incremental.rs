//! The one test that lets everything else be simple: a repository is edited at random, and after each edit the site
//! that `talkoo build` brings up to date is byte for byte what a fresh build gives, says the same, and no more was
//! rendered than what has another key. `EDITS=300 cargo test --test program incremental` makes that many edits.

use crate::built::{Built, keys};
use crate::common::dice::Dice;
use crate::common::edits::{EDITS, difference, edit, edits, nth, replace};
use crate::common::site::Site;
use crate::common::tree;
use std::fs;

/// Puts one text in place of another in a file of the site.
fn edited(site: &mut Site, path: &str, from: &str, to: &str) {
    let mut files = site.files.clone();
    replace(&mut files, path, from, to);
    assert!(files != site.files, "{path} has no {from:?}");
    site.change(files);
}

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
        let built = as_fresh(&site, &format!("{n} {kinds:?}"));
        let after = keys(&site.below("fresh"));
        let due = after.iter().filter(|(path, key)| before.get(*path) != Some(key)).count();
        assert_eq!(built.rendered, due, "{n} {kinds:?}: outputs rendered, and with another key");
        before = after;
    }
}

/// The index is made anew after each, so these are few.
#[test]
fn after_any_edit_a_build_with_search_is_as_fresh() {
    after_any_edit_all_is_as_fresh(
        Site { search: true, ..Site::new() },
        edits(4 * EDITS.len()).div_ceil(8),
    );
}

/// With data files, which show all pages, and a home page that counts them.
#[test]
fn after_any_edit_a_build_is_as_fresh() {
    let mut site = Site::new();
    let mut files = site.files.clone();
    let more =
        "doorways = [{ label = \"My field\", vocabulary = \"themes\" }]\n[data]\n[bibliography]";
    replace(&mut files, "site.toml", "[bibliography]", more);
    let answered = "vocabulary = \"barriers\", response = \"enablers\"";
    replace(&mut files, "site.toml", "vocabulary = \"barriers\"", answered);
    site.change(files);
    after_any_edit_all_is_as_fresh(site, edits(3 * EDITS.len() / 2));
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
    assert_eq!(rendered("body"), 1, "a body is shown on its own page");
    assert_eq!(rendered("static"), 1);
    let title = rendered("title");
    assert!((2..80).contains(&title), "a title is shown in some lists and citations: {title}");
    assert!(rendered("config") > 100, "the site's title is on every page");
}

/// A build whose site must be the one that a build without any memory makes.
fn as_fresh(site: &Site, what: &str) -> Built {
    let built = site.built(&[]);
    let (findings, fresh) = site.fresh();
    let public = site.below("public");
    assert!(public == fresh, "{what}: {:?}", difference(&public, &fresh));
    assert_eq!(built.findings, findings, "{what}");
    built
}

#[test]
fn nothing_depends_on_the_cache() {
    let mut site = Site::new();
    site.age();
    site.build();
    let cache = site.root.path().join(".cache");
    let names: Vec<String> = tree(&cache).into_keys().collect();
    assert!(names.len() > 3, "{names:?}");
    for (n, name) in names.iter().enumerate() {
        for how in ["cut", "other", "flipped", "foreign", "gone"] {
            let path = cache.join(name);
            let bytes = fs::read(&path).expect("it is kept");
            let broken = match how {
                "cut" => bytes[..bytes.len() / 2].to_vec(),
                "flipped" => {
                    let mut bytes = bytes.clone();
                    let at = 2 * bytes.len() / 3;
                    bytes[at] ^= 1;
                    bytes
                }
                "other" => [&bytes[..bytes.len() - 40], &[0xff; 40]].concat(),
                _ => b"something else".to_vec(),
            };
            fs::write(&path, broken).expect("it can be written");
            if how == "gone" {
                fs::remove_file(&path).expect("it can be removed");
            }
            let what = format!("{name} is {how}");
            edited(
                &mut site,
                "content/about.md",
                "We are many.",
                &format!("We are many. {n} {how}"),
            );
            // Without the note of what was written, everything is made again and compared.
            let rendered = as_fresh(&site, &what).rendered;
            assert!(rendered == 1 || name.contains("/last-"), "{what}: {rendered} are made");
            assert_eq!(site.build(), (0, 0), "after {what}");
        }
    }
    fs::remove_dir_all(&cache).expect("it can be removed");
    assert_eq!(site.build().1, 0, "what is made again has the same bytes");
}

/// What was asked for and where it went belongs to what is remembered.
#[test]
fn other_builds_in_between_leave_nothing_stale() {
    let mut site = Site::new();
    let about = "content/about.md";
    edited(&mut site, about, "\"About\"\n", "\"About\"\ndraft = false\n");
    site.age();
    as_fresh(&site, "first");
    edited(&mut site, about, "draft = false", "draft = true");
    site.age();
    as_fresh(&site, "a draft");
    assert!(site.built(&["--drafts"]).rendered > 0, "it is published");
    as_fresh(&site, "without drafts again");
    site.built(&["--out", "other"]);
    edited(&mut site, about, "draft = true", "draft = false");
    edited(&mut site, about, "\"About\"", "\"About us\"");
    site.age();
    as_fresh(&site, "a title");
    site.built(&["--out", "other"]);
    assert!(site.below("other") == site.below("public"), "each folder is remembered by itself");
    edited(&mut site, about, "\"About us\"", "\"Us\"");
    site.age();
    site.built(&["--no-cache"]);
    assert_eq!(as_fresh(&site, "somebody else built").written, 0);
    edited(&mut site, about, "\"Us\"", "\"About\"");
    site.age();
    as_fresh(&site, "and all is known again");
}

#[test]
fn errors_stop_a_build_and_leave_nothing_behind() {
    let mut site = Site::new();
    site.build();
    let (good, whole) = (site.files.clone(), site.published());
    edited(&mut site, "content/about.md", "We are", "[Nowhere](nowhere.md) we are");
    // Something else changes as well, while nothing can be built.
    edited(&mut site, "content/pilots/p-06.md", "\"Pilot 6\"", "\"Renamed\"");
    let failed = site.run(&["build"]);
    let says = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(failed.status.code() == Some(1) && says.contains("dead-link"), "{says}");
    assert!(site.published() == whole);
    let mut files = site.files.clone();
    files.insert("content/about.md".to_owned(), good["content/about.md"].clone());
    site.change(files);
    assert!(as_fresh(&site, "without the error").rendered > 1, "the title of another page is new");
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
    assert_eq!(site.why("/pilots/p-06/"), ["current", "unknown"]);
    let pilot = "content/pilots/p-06.md";
    edited(&mut site, pilot, "Result 6.", "Another result.");
    assert_eq!(site.why("/pilots/p-06/"), ["outdated", "last-build", "page"]);
    assert_eq!(site.why("/pilots/p-07/"), ["current", "unknown"]);
    assert_eq!(site.build().0, 1);
    assert_eq!(site.why("/pilots/p-06/"), ["current", "build-before", "page"]);
    edited(&mut site, pilot, "\"Pilot 6\"", "\"Renamed\"");
    assert_eq!(site.why("/pilots/p-06/"), ["outdated", "last-build", "page", "cards", "citation"]);
    assert_eq!(site.why("/pilots/"), ["outdated", "last-build", "cards", "entries", "choices"]);
    assert_eq!(site.why("/themes/themes-0/"), ["outdated", "last-build", "members", "cards"]);
    edited(&mut site, pilot, "+++\n", "+++\naliases = [\"/six/\"]\n");
    assert_eq!(site.why("/six/")[0], "new");
    site.build();
    assert_eq!(site.why("/pilots/")[2..], ["cards", "entries", "choices"]);
    // A file that somebody else changed.
    let public = site.root.path().join("public");
    fs::write(public.join("about/index.html"), "mine").expect("it can be written");
    assert_eq!(site.why("/about/")[0], "touched");
    // Without the memory it is still known that something changed, and not what.
    edited(&mut site, "site.toml", "\"Generated\"", "\"Other\"");
    assert_eq!(site.why("/about/"), ["outdated", "last-build", "page", "settings", "site"]);
    let cache = site.root.path().join(".cache");
    let reads = tree(&cache).into_keys().find(|path| path.contains("/reads-"));
    fs::remove_file(cache.join(reads.expect("builds keep it"))).expect("it can be removed");
    assert_eq!(site.why("/about/"), ["outdated", "unknown"]);
}
