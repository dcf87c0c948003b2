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

/// A file with other content, and before it the hash that everybody can make.
fn poison(path: &Path, from: &str, to: &str) {
    let bytes = fs::read(path).expect("it is kept");
    let content: Vec<u8> = latin(&bytes[16..]).replace(from, to).chars().map(|c| c as u8).collect();
    assert!(content != bytes[16..], "{from} is in {path:?}");
    let hash = blake3::hash(&content).as_bytes()[..16].to_vec();
    fs::write(path, [hash, content].concat()).expect("it can be written");
}

/// Each byte as a character.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[test]
fn a_cache_that_somebody_else_wrote_is_not_believed() {
    for (name, from, to) in [("code", "print", "PRINT"), ("references", "Work", "Fork")] {
        let site = Site::new();
        site.build();
        let whole = site.published();
        poison(&cache_file(&site, name), from, to);
        fs::remove_dir_all(site.root.path().join("public")).expect("it is there");
        site.build();
        assert!(site.published() == whole, "{name}");
    }
}

/// As a pull request could bring it: a site with its cache, built on another machine.
#[test]
fn a_site_of_another_user_is_made_again() {
    let (site, home) = (Site::new(), tempfile::tempdir().expect("a folder"));
    let mut command = site.command(&["build"]);
    command.env("HOME", home.path()).env("USERPROFILE", home.path());
    assert!(command.output().expect("it runs").status.success());
    let (rendered, written) = site.build();
    assert!(rendered > 100 && written == 0, "{rendered} rendered, {written} written");
    assert_eq!(site.build(), (0, 0), "now it is known");
}

/// Links in the output folder and the cache, with which a repository could have files of its reader changed.
#[cfg(unix)]
#[test]
fn links_lead_no_build_out_of_its_folders() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.build();
    let root = site.root.path();
    let other = tempfile::tempdir().expect("a folder");
    let kept = other.path().join("index.html");
    fs::write(&kept, "kept").expect("it can be written");
    let whole = site.published();
    let (folder, _) = whole.keys().find_map(|path| path.split_once("/index.html")).expect("a page");
    let folder = root.join("public").join(folder);

    // A folder in which a first build puts its files is one.
    fs::remove_dir_all(root.join("public")).expect("it is there");
    symlink(other.path(), root.join(".public.talkoo-new")).expect("links can be made");
    site.build();
    assert!(site.published() == whole);
    assert_eq!(fs::read(&kept).expect("it is there"), b"kept");

    // A folder of the site is a link: nothing is written, read or removed behind it.
    fs::remove_dir_all(&folder).expect("it is there");
    symlink(other.path(), &folder).expect("links can be made");
    let output = site.run(&["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("is a link"), "{said}");
    assert_eq!(fs::read(&kept).expect("it is there"), b"kept");
    fs::remove_file(&folder).expect("it is there");

    // So is the cache, or a file of it: it is not followed.
    let cache = root.join(".cache");
    fs::remove_dir_all(&cache).expect("it is there");
    symlink(other.path(), &cache).expect("links can be made");
    site.build();
    assert!(site.published() == whole);
    assert_eq!(fs::read_dir(other.path()).expect("it is there").count(), 1);

    // And Talkoo's own folder in the site.
    let own = root.join("public/.talkoo");
    fs::rename(&own, other.path().join("own")).expect("it can be moved");
    symlink(other.path().join("own"), &own).expect("links can be made");
    let output = site.run(&["build"]);
    assert!(!output.status.success(), "a link in place of Talkoo's own folder");
}

/// As a pull request could bring it: a site in the output folder, and no cache that this user made.
#[test]
fn what_is_not_of_the_site_is_named() {
    let site = Site::new();
    site.age();
    site.build();
    let root = site.root.path().to_owned();
    fs::create_dir_all(root.join("public/more")).expect("a folder");
    fs::write(root.join("public/more/index.html"), "mine").expect("a file");
    fs::remove_dir_all(root.join(".cache")).expect("it is there");
    let built = site.built(&[]);
    assert!(
        built.findings.contains("1 file in the output folder is not of this site"),
        "{}",
        built.findings
    );
    let (code, said) = verified(&site);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("not of this site: more/index.html"), "{said}");
    fs::remove_dir_all(root.join("public/more")).expect("it is there");
    assert_eq!(verified(&site).0, Some(0));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_list_does_not_stop_the_build() {
    let site = Site::new();
    site.age();
    site.build();
    let manifest = site.root.path().join("public/.talkoo/manifest");
    fs::remove_file(&manifest).expect("it is there");
    let made = std::process::Command::new("mkfifo").arg(&manifest).status();
    assert!(made.expect("mkfifo runs").success());
    let built = site.built(&[]);
    assert!(built.findings.contains("is damaged"), "{}", built.findings);
    assert!(manifest.is_file());
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
    assert!(code == Some(1) && said.contains("different: index.html"), "{said}");
    assert_eq!(site.build().1, 1, "only what the last build wrote is believed");
    assert!(site.published() == whole);
    assert_eq!(verified(&site).0, Some(0));
}
