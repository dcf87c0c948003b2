//! A cache and a list of written files that are damaged, or that somebody wrote who wants to be believed: what a build
//! does not notice, `build --verify` finds, and its way out works.

use crate::common::site::Site;
use std::fs;
use std::path::{Path, PathBuf};

/// The exit status of `build --verify`, and what it says.
fn verified(site: &Site) -> (Option<i32>, String) {
    let output = site.run(&["build", "--verify"]);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn cache_file(site: &Site, name: &str) -> PathBuf {
    let versions = fs::read_dir(site.root.path().join(".cache")).expect("there is a cache");
    let version = versions.flatten().next().expect("there is one version");
    version.path().join(name)
}

/// A file of the cache with other content and the hash of this content, as somebody could write it.
fn poison(path: &Path, from: &str, to: &str) {
    let bytes = fs::read(path).expect("it is kept");
    let hash = |bytes: &[u8]| blake3::hash(bytes).as_bytes()[..16].to_vec();
    let head = (0..200).find(|at| bytes[*at..*at + 16] == hash(&bytes[*at + 16..]));
    let head = head.expect("it has a hash of its content");
    let content = latin(&bytes[head + 16..]).replace(from, to);
    let content: Vec<u8> = content.chars().map(|c| c as u8).collect();
    assert!(content != bytes[head + 16..], "{from} is in {path:?}");
    let bytes = [&bytes[..head], &hash(&content)[..], &content[..]].concat();
    fs::write(path, bytes).expect("it can be written");
}

/// Each byte as a character.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[test]
fn a_poisoned_cache_is_found_out_and_leaves_no_trace() {
    for (name, from, to) in [("code", "print", "PRINT"), ("references", "Work", "Fork")] {
        let site = Site::new();
        site.build();
        let whole = site.published();
        let public = site.root.path().join("public");
        poison(&cache_file(&site, name), from, to);
        fs::remove_dir_all(&public).expect("it is there");
        site.build();
        assert!(site.published() != whole, "{name} is believed, for its hash is right");
        let (code, said) = verified(&site);
        assert!(code == Some(1) && said.contains("delete .cache/"), "{name}: {said}");
        assert_eq!(site.build(), (0, 0), "{name}: a build would not put it right, as was said");

        fs::remove_dir_all(site.root.path().join(".cache")).expect("it is there");
        site.build();
        assert!(site.published() == whole, "{name}: keys cover what came from it");
        assert_eq!(verified(&site).0, Some(0));
    }
}

#[test]
fn a_damaged_list_of_files_is_found_out() {
    let mut site = Site::new();
    site.age();
    site.build();
    let whole = site.published();
    let (public, home) = (site.root.path().join("public"), "index.html");
    let manifest = public.join(".talkoo/manifest");
    let text = fs::read_to_string(&manifest).expect("it is there");
    let line = text.lines().find(|line| line.ends_with(" index.html")).expect("it is listed");
    let (key, hash) = (&line[..32], blake3::hash(b"mine").to_hex());
    let edited = text.replace(line, &format!("{key} {} {home}", &hash[..32]));
    let cut = text[..text.len() / 2].to_owned();
    let old = text.replacen("manifest 3", "manifest 2", 1);
    for (what, damaged) in
        [("empty", String::new()), ("edited", edited), ("cut", cut), ("old", old)]
    {
        fs::write(public.join(home), "mine").expect("it can be written");
        fs::write(public.join("old.html"), "of an earlier build").expect("it can be written");
        fs::write(&manifest, damaged).expect("it can be written");
        let (code, said) = verified(&site);
        assert_eq!(code, Some(1), "{what}: {said}");
        for part in ["is damaged", "different: index.html", "not of this site: old.html"] {
            assert!(said.contains(part), "{what}, {part}: {said}");
        }
        let built = site.built(&[]);
        assert!(built.rendered > 100, "{what}: nothing is believed");
        assert!(built.findings.contains("is damaged"), "{what}: {}", built.findings);
        assert!(built.findings.contains("`old.html`"), "{what}: {}", built.findings);
        fs::remove_file(public.join("old.html")).expect("what is not known to be ours stays");
        assert!(site.published() == whole, "{what}");
        assert_eq!(verified(&site).0, Some(0), "{what}");
        assert_eq!(site.build(), (0, 0), "{what}");
    }
    // What the cache knows to be of the site goes with its page.
    fs::write(&manifest, "").expect("it can be written");
    let mut files = site.files.clone();
    files.remove("content/posts/post-07.md");
    site.change(files);
    site.build();
    assert!(!public.join("posts/post-07/index.html").exists());
}

/// An output and its line, with the right hash over all lines.
#[test]
fn a_forged_list_of_files_is_found_out() {
    let site = Site::new();
    site.build();
    let whole = site.published();
    let public = site.root.path().join("public");
    let manifest = public.join(".talkoo/manifest");
    let text = fs::read_to_string(&manifest).expect("it is there");
    let hex = |text: &str| blake3::hash(text.as_bytes()).to_hex()[..32].to_owned();
    let line = text.lines().find(|line| line.ends_with(" index.html")).expect("it is listed");
    let lines = text.split_once('\n').expect("it has lines").1;
    let lines = lines.replace(line, &format!("{} {} index.html", &line[..32], hex("mine")));
    fs::write(public.join("index.html"), "mine").expect("it can be written");
    fs::write(&manifest, format!("talkoo manifest 3 {}\n{lines}", hex(&lines)))
        .expect("it can be written");
    let (code, said) = verified(&site);
    assert!(code == Some(1) && said.contains("talkoo build --no-cache"), "{said}");
    assert_eq!(site.build().1, 0, "it is believed");
    site.built(&["--no-cache"]);
    assert!(site.published() == whole);
    assert_eq!(verified(&site).0, Some(0));
}
