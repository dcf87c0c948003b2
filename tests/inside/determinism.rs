//! The same repository gives the same bytes, whatever the threads, the order of files or the history of the
//! output folder; and a build changes nothing but its own files there.

use super::common::{self, Checked, Files, WITHOUT_SEARCH, generated, put, tree};
use crate::build::{self, Built, Failure};
use crate::write::{Report, Stamps};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::{TempDir, tempdir};

/// A repository on disk.
fn on_disk(files: &Files) -> TempDir {
    let root = tempdir().expect("a temporary folder");
    put(root.path(), files);
    root
}

/// Tries to build into `public/` of the repository.
fn try_build(root: &Path) -> Result<Built, Failure> {
    let checked = Checked::open(root, WITHOUT_SEARCH);
    assert!(!checked.has_errors(), "{}", common::findings(&checked));
    build::build(&checked.site, &root.join("public"), Stamps::default(), None, &|_| {})
}

/// Builds into `public/` of the repository.
fn build(root: &Path) -> Report {
    try_build(root).unwrap_or_else(|why| panic!("{why:?}")).report
}

/// The site, without the manifest.
fn site(root: &Path) -> Files {
    tree(&root.join("public"))
        .into_iter()
        .filter(|(path, _)| !path.starts_with(".talkoo/"))
        .collect()
}

fn times(root: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let time = |path: &String| {
        let path = root.join("public").join(path);
        let time = path.metadata().and_then(|meta| meta.modified()).expect("it has a time");
        (path, time)
    };
    tree(&root.join("public")).keys().map(time).collect()
}

/// Sets all times back, so that a rewritten file is noticed however fast the build is.
fn make_old(root: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in tree(root).keys() {
        let file = fs::File::options().write(true).open(root.join(path)).expect("it opens");
        file.set_modified(long_ago).expect("its time can be set");
    }
}

// ---------------------------------------------------------------- the same bytes

#[test]
fn threads_and_the_order_of_files_do_not_matter() {
    let files = generated::repository();
    let one = on_disk(&files);
    let many = tempdir().expect("a temporary folder");
    for (path, bytes) in files.iter().rev() {
        put(many.path(), &Files::from([(path.clone(), bytes.clone())]));
    }
    let pool = |n| rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads");
    pool(1).install(|| build(one.path()));
    pool(8).install(|| build(many.path()));
    assert!(site(one.path()).len() > 100);
    assert!(
        tree(&one.path().join("public")) == tree(&many.path().join("public")),
        "the two sites differ"
    );
}

#[test]
fn findings_are_the_same_with_any_threads() {
    let mut text = "== content/a.md\n+++\ntitel = 1\n+++\n[x](no.md) [[no]]\n== content/b.md\n+++\n+++\n[x](no.md)\n== content/c.md\nx\n".to_owned();
    // More misspelt names than get a suggestion: the same ones must get it.
    for i in 100..250 {
        let body = format!("[x](page-{i}x.md) [[page-{i}x]] [@work-{i}] ![A view](view-{i}.png)");
        text += &format!("== content/page-{i}.md\n+++\ntitle = \"{i}\"\n+++\n\n{body}\n");
    }
    let root = on_disk(&common::files(&text));
    let findings = |n: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().expect("threads");
        pool.install(|| common::findings(&Checked::open(root.path(), WITHOUT_SEARCH)))
    };
    assert_eq!(findings(1), findings(8));
}

#[test]
fn a_site_does_not_say_when_or_where_it_was_built() {
    let root = on_disk(&generated::repository());
    build(root.path());
    let folder = root.path().to_string_lossy().into_owned();
    for (path, bytes) in tree(&root.path().join("public")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(&folder), "{path} names the folder it was built in");
    }
}

// ---------------------------------------------------------------- history

#[test]
fn a_second_build_touches_nothing() {
    let root = on_disk(&generated::repository());
    let first = build(root.path());
    assert_eq!((first.unchanged, first.removed), (0, 0));
    make_old(&root.path().join("public"));
    let before = times(root.path());
    let second = build(root.path());
    let unchanged = first.written;
    assert_eq!(second, Report { unchanged, ..Report::default() });
    assert_eq!(times(root.path()), before);
}

#[test]
fn only_what_differs_is_written() {
    let root = on_disk(&generated::repository());
    build(root.path());
    make_old(&root.path().join("public"));
    let before = times(root.path());
    let page = root.path().join("content/pilots/p-06.md");
    let text = fs::read_to_string(&page).expect("it can be read").replace("Result 6.", "Another.");
    fs::write(page, text).expect("it can be written");
    assert_eq!(build(root.path()).written, 1);
    let after = times(root.path());
    let changed: Vec<&PathBuf> =
        after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    let changed: Vec<String> =
        changed.iter().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    assert!(
        changed.iter().any(|path| path.ends_with("public/pilots/p-06/index.html")),
        "{changed:?}"
    );
    assert!(
        changed.iter().all(|path| path.contains("/p-06/") || path.contains("/.talkoo/")),
        "{changed:?}"
    );
}

#[test]
fn a_changed_repository_gives_what_a_fresh_build_gives() {
    let mut files = generated::repository();
    let root = on_disk(&files);
    build(root.path());
    files.remove("content/posts/post-07.md");
    files.remove("content/pilots/p-10.et.md");
    files.remove("static/plain.txt");
    // A file becomes a folder, and the other way round.
    files.insert("static/plain.txt/inside.txt".into(), b"x".to_vec());
    files.insert("content/about/us.md".into(), b"+++\ntitle = \"Us\"\n+++\n".to_vec());
    for path in ["content", "static"] {
        fs::remove_dir_all(root.path().join(path)).expect("it can be removed");
    }
    put(root.path(), &files);
    build(root.path());
    let fresh = on_disk(&files);
    build(fresh.path());
    assert!(site(root.path()) == site(fresh.path()), "history shows");
}

#[test]
fn what_is_gone_is_removed_and_what_is_foreign_stays() {
    let mut files = generated::repository();
    let root = on_disk(&files);
    build(root.path());
    let public = root.path().join("public");
    let foreign = ["CNAME", "posts/post-07/mine.txt"];
    put(&public, &foreign.map(|path| (path.to_owned(), b"mine".to_vec())).into());
    for path in ["content/posts/post-06.md", "content/posts/post-07.md"] {
        files.remove(path);
        fs::remove_file(root.path().join(path)).expect("it can be removed");
    }
    assert_eq!(build(root.path()).removed, 2);
    assert!(!public.join("posts/post-06").exists(), "an empty folder is left behind");
    assert!(!public.join("posts/post-07/index.html").exists());
    for path in foreign {
        assert!(public.join(path).is_file(), "{path} was not ours to take away");
    }
}

// ---------------------------------------------------------------- the output folder

#[test]
fn a_foreign_folder_is_refused_and_left_alone() {
    let root = on_disk(&generated::repository());
    put(&root.path().join("public"), &Files::from([("precious.txt".to_owned(), b"x".to_vec())]));
    let before = tree(root.path());
    let Err(Failure::World(error)) = try_build(root.path()) else { panic!("it is not refused") };
    assert!(error.to_string().contains("was not made by Talkoo"), "{error}");
    assert!(tree(root.path()) == before, "something was written all the same");
}

#[test]
fn an_empty_folder_is_taken() {
    let root = on_disk(&generated::repository());
    fs::create_dir(root.path().join("public")).expect("a folder can be made");
    assert!(build(root.path()).written > 100);
}

#[test]
fn a_first_build_appears_whole_and_leaves_nothing_beside_it() {
    let root = on_disk(&generated::repository());
    build(root.path());
    let names = fs::read_dir(root.path()).expect("it can be read").flatten();
    let mut names: Vec<String> =
        names.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["content", "public", "site.toml", "static", "themes"]);
    let public = tree(&root.path().join("public"));
    assert!(
        !public.keys().any(|path| path.starts_with(".talkoo/stage")),
        "the stage is left behind"
    );
}

#[test]
fn a_mistake_in_a_template_changes_nothing() {
    let mut files = generated::repository();
    let root = on_disk(&files);
    build(root.path());
    let before = tree(&root.path().join("public"));
    // Samples are no such term.
    let template = b"{% if term.id == 'enablers-0' %}{{ term.lable }}{% endif %}";
    files.insert("themes/mine/templates/term.html".into(), template.to_vec());
    files.insert("content/about.md".into(), b"+++\ntitle = \"Changed\"\n+++\n".to_vec());
    put(root.path(), &files);
    let Err(Failure::Content(problems)) = try_build(root.path()) else { panic!("it is built") };
    assert!(problems.iter().all(|problem| problem.rule.name == "broken-template"), "{problems:?}");
    assert!(tree(&root.path().join("public")) == before, "the site changed");
}

/// An interrupted run leaves a stage or a partial manifest; the next run repairs it.
#[test]
fn a_run_after_a_killed_one_mends_the_site() {
    let root = on_disk(&generated::repository());
    build(root.path());
    let whole = site(root.path());
    let public = root.path().join("public");
    put(&public, &Files::from([(".talkoo/stage/half.html".to_owned(), b"x".to_vec())]));
    fs::write(public.join("about/index.html"), "half").expect("it can be written");
    let manifest = public.join(".talkoo/manifest");
    let text = fs::read_to_string(&manifest).expect("it can be read");
    let half: Vec<&str> = text.lines().filter(|line| !line.contains("pilots")).collect();
    fs::write(&manifest, format!("{}\nnonsense\n", half.join("\n"))).expect("it can be written");
    build(root.path());
    assert!(site(root.path()) == whole, "it is not fixed");
}
