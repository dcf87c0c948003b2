//! The one test that lets everything else be simple: a repository is edited at random, and after each edit
//! the site that `talkoo build` brings up to date, and the state of the preview, are byte for byte what a
//! fresh start gives; and no more is rendered than what has another key.

mod common;

use common::built::{Site, WISH, append, difference, open, replace, why};
use common::dice::Dice;
use common::{Files, put, repository_as, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use talkoo::diagnostics::{Severity, text};
use talkoo::fingerprint::Fingerprint;
use talkoo::pipeline::{After, Repository, Since, State};

/// The kinds of edits, each of which leaves a repository without errors.
const EDITS: [&str; 22] = [
    "body",
    "title",
    "claim",
    "link",
    "term",
    "vocabulary",
    "add",
    "delete",
    "rename",
    "template",
    "style",
    "config",
    "static",
    "bibliography",
    "citation",
    "sentence",
    "work",
    "summary",
    "period",
    "place",
    "definition",
    "alias",
];

/// Makes an edit of this kind; `n` makes it another one each time.
fn edit(kind: &str, n: usize, dice: &mut Dice, files: &mut Files) {
    let pilot = format!("content/pilots/p-{:02}.md", dice.roll(40));
    let put = |files: &mut Files, path: &str, text: String| {
        files.insert(path.to_owned(), text.into_bytes());
    };
    match kind {
        "body" => append(files, &pilot, &format!("\nSentence {n}.\n")),
        "citation" => {
            append(files, &pilot, &format!("\nSaid so [@work{}, p. {n}].\n", dice.roll(4)));
        }
        // The sentence around a citation stands on the page of the work too.
        "sentence" => replace(files, &pilot, "Cited [@", &format!("Cited {n} times [@")),
        "work" => append(files, "content/publications/work1.md", &format!("\nSentence {n}.\n")),
        "link" => append(files, &pilot, &format!("\nSee [it {n}](p-{:02}.md).\n", dice.roll(40))),
        "title" => replace(files, &pilot, "title = \"", &format!("title = \"{n} ")),
        "claim" => replace(files, &pilot, "note = \"Note", &format!("note = \"{n} Note")),
        "term" => replace(files, "content/enablers/terms.toml", "en = \"", &format!("en = \"{n} ")),
        "vocabulary" => append(
            files,
            "content/enablers/terms.toml",
            &format!(
                "[[term]]\nid = \"added-{n}\"\nlabel = \"Added {n}\"\nbroader = \"enablers-0\"\n"
            ),
        ),
        "add" => put(
            files,
            &format!("content/posts/new-{n}.md"),
            format!(
                "+++\ntitle = \"New {n}\"\ndate = 2024-01-01\nthemes = [\"themes-1\"]\n+++\nSee [[p-05]].\n"
            ),
        ),
        "delete" => drop(files.remove(&format!("content/posts/post-{:02}.md", dice.roll(12)))),
        "rename" => {
            let from = format!("content/posts/post-{:02}.md", dice.roll(12));
            if let Some(bytes) = files.remove(&from) {
                files.insert(format!("content/posts/renamed-{n}.md"), bytes);
            }
        }
        "template" => put(
            files,
            "themes/mine/templates/page.html",
            format!(
                "{{% extends \"commons/page.html\" %}}{{% block head %}}<!-- {n} -->{{% endblock head %}}"
            ),
        ),
        "style" => put(files, "themes/mine/assets/style.css", format!("body {{ order: {n} }}\n")),
        "config" => replace(files, "site.toml", "title = \"", &format!("title = \"{n} ")),
        "static" => put(files, &format!("static/file-{}.txt", dice.roll(3)), format!("{n}\n")),
        "bibliography" => {
            replace(files, "content/bibliography.bib", "title={", &format!("title={{{n} "))
        }
        "summary" => replace(files, &pilot, "summary = \"", &format!("summary = \"{n} ")),
        "period" => replace(files, &pilot, "period = { start = 20", "period = { start = 19"),
        "place" => replace(files, &pilot, "name = \"Town", &format!("name = \"Old {n} Town")),
        "definition" => {
            replace(files, "content/themes/terms.toml", "\"What", &format!("\"What {n}"));
        }
        "alias" => replace(
            files,
            "content/enablers/terms.toml",
            "alias = [",
            &format!("alias = [\"another name {n}\", "),
        ),
        other => panic!("what is {other}?"),
    }
}

fn keys(repository: &Repository) -> BTreeMap<String, Fingerprint> {
    repository.plan.outputs.iter().map(|o| (o.path.clone(), repository.key(o))).collect()
}

#[test]
fn after_any_edit_all_is_as_fresh() {
    let mut site = Site::new();
    let mut dice = Dice(7);
    site.build();
    let mut preview = open(site.root.path());
    let mut before = keys(&repository_as(&site.files, WISH));
    let mut quick = 0;
    for n in 0..3 * EDITS.len() {
        // Every kind once in order, then at random, sometimes two at once.
        let mut kinds = vec![EDITS[if n < EDITS.len() { n } else { dice.roll(EDITS.len()) }]];
        if n % 4 == 3 {
            kinds.push(EDITS[dice.roll(EDITS.len())]);
        }
        let mut files = site.files.clone();
        kinds.iter().for_each(|kind| edit(kind, n, &mut dice, &mut files));
        let changed = site.change(files);
        let fresh = repository_as(&site.files, WISH);
        let (bytes, after) = (common::outputs(&fresh), keys(&fresh));
        // The build, from what is remembered. Files that are young are read again.
        if n % 3 > 0 {
            site.age();
        }
        let built = site.built(&[]);
        let (rendered, written) = (built.rendered, built.written);
        quick += usize::from(built.is_quick);
        let published = site.published();
        assert!(published == bytes, "{kinds:?}: {:?}", difference(&published, &bytes));
        let due = after.iter().filter(|(path, key)| before.get(*path) != Some(key)).count();
        assert_eq!(rendered, due, "{kinds:?}: outputs rendered, and outputs with another key");
        assert!(written <= rendered, "{kinds:?}: {written} written of {rendered} rendered");
        let seen = fresh.found.iter().filter(|found| found.severity != Severity::Hint).cloned();
        let seen: Vec<_> = seen.collect();
        let seen = text::text(&seen, &|path| fresh.sources.text(path), false);
        assert!(built.findings.starts_with(&seen), "{kinds:?}: {}\n{seen}", built.findings);
        // The preview, from the edition before.
        let next = preview.after(site.root.path(), Some(&changed), WISH).expect("it is there");
        if let After::New(next) | After::Touched(next) = next {
            preview = next;
        }
        let shown = common::outputs(&preview);
        assert!(shown == bytes, "{kinds:?}: {:?}", difference(&shown, &bytes));
        let found = preview.checked(WISH).len();
        assert_eq!(found, open(site.root.path()).found.len(), "{kinds:?}: findings of the preview");
        before = after;
    }
    assert!(quick > 3, "edits of texts are quick, {quick} were");
}

/// The preview after an edit of this kind, and whether it took over from before how things are tied.
fn shares_ties(kind: &str) -> bool {
    let mut site = Site::new();
    append(&mut site.files, "content/about.md", "\nSee [[Pilot 12]].\n");
    put(site.root.path(), &site.files);
    let preview = open(site.root.path());
    let mut files = site.files.clone();
    match kind {
        "renamed for a wikilink" => {
            replace(&mut files, "content/pilots/p-12.md", "Pilot 12", "The twelfth");
        }
        kind => {
            let mut dice = Dice(3);
            // Not every page has what is edited.
            while files == site.files {
                edit(kind, 1, &mut dice, &mut files);
            }
        }
    }
    let changed = site.change(files);
    match preview.after(site.root.path(), Some(&changed), WISH).expect("it is there") {
        After::New(next) => next.model.shares_ties_with(&preview.model),
        _ => panic!("{kind} is an edit"),
    }
}

#[test]
fn edits_of_words_share_the_ties() {
    for kind in ["body", "title", "summary", "period", "place", "term", "definition", "alias"] {
        assert!(shares_ties(kind), "{kind}");
    }
    for kind in ["link", "vocabulary", "add", "bibliography", "renamed for a wikilink"] {
        assert!(!shares_ties(kind), "{kind}");
    }
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
    assert_eq!(why(&site, "/pilots/p-06/"), (State::NothingBuilt, Since::Unknown, vec![]));
    site.build();
    assert_eq!(why(&site, "/pilots/p-06/"), (State::Stands, Since::Unknown, vec![]));
    let edited = |site: &mut Site, path: &str, from: &str, to: &str| {
        let mut files = site.files.clone();
        replace(&mut files, path, from, to);
        site.change(files);
    };
    let pilot = "content/pilots/p-06.md";
    edited(&mut site, pilot, "Result 6.", "Another result.");
    assert_eq!(why(&site, "/pilots/p-06/"), (State::Outdated, Since::LastMade, vec!["page"]));
    assert_eq!(why(&site, "/pilots/p-07/"), (State::Stands, Since::Unknown, vec![]));
    assert_eq!(site.build().0, 1);
    assert_eq!(why(&site, "/pilots/p-06/"), (State::Stands, Since::MadeBefore, vec!["page"]));
    edited(&mut site, pilot, "\"Pilot 6\"", "\"Renamed\"");
    let outdated = |names: &[&'static str]| (State::Outdated, Since::LastMade, names.to_vec());
    assert_eq!(why(&site, "/pilots/p-06/"), outdated(&["title", "page"]));
    assert_eq!(why(&site, "/pilots/"), outdated(&["entries"]));
    assert_eq!(why(&site, "/themes/themes-0/"), outdated(&["members"]));
    edited(&mut site, pilot, "+++\n", "+++\naliases = [\"/six/\"]\n");
    assert_eq!(why(&site, "/six/").0, State::New);
    site.build();
    assert_eq!(why(&site, "/pilots/").2, ["entries"]);
    // A file that somebody else changed.
    let public = site.root.path().join("public");
    fs::write(public.join("about/index.html"), "mine").expect("it can be written");
    assert_eq!(why(&site, "/about/").0, State::Touched);
    // Without the memory it is still known that something changed, and not what.
    edited(&mut site, "site.toml", "\"Generated\"", "\"Other\"");
    // A page is read by the settings, so it may say something else.
    assert_eq!(why(&site, "/about/"), outdated(&["site", "page"]));
    let (log, bytes) = parts_log(&site);
    fs::write(&log, [&[b'0'; 32], &bytes[32..]].concat()).expect("it can be written");
    assert_eq!(why(&site, "/about/"), (State::Outdated, Since::OtherProgram, vec![]));
    fs::remove_file(&log).expect("it can be removed");
    assert_eq!(why(&site, "/about/"), (State::Outdated, Since::Unknown, vec![]));
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
