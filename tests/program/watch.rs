//! `talkoo watch` as a server: what it serves and to whom, that edits are seen, that it begins and ends well.

use crate::watched::{Repository, Watch, page};
use std::fs;
use std::net::TcpListener;
use std::process::Command;

#[test]
fn pages_are_served_with_their_types() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let page = watch.get("/pilots/a/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.head.contains("cache-control: no-store"), "{}", page.head);
    assert!(page.body.contains("Words of the first.") && page.body.contains("/.talkoo/preview.js"));
    assert!(watch.get("/data.csv").head.contains("content-type: text/csv; charset=utf-8"));
    assert!(watch.get("/feed.xml").head.contains("content-type: application/atom+xml"));
    let head = watch.ask("HEAD /pilots/a/ HTTP/1.1");
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: "));
    let moved = watch.get("/pilots/a?x=1");
    assert!(
        moved.status == 302 && moved.head.contains("location: /pilots/a/?x=1"),
        "{}",
        moved.head
    );
    assert!(watch.get("/commons/pilots/a/").head.contains("location: /pilots/a/"));
    let missing = watch.get("/nowhere/");
    assert!(missing.status == 404 && missing.body.contains("/.talkoo/preview.js"));
    assert!(!repository.0.join("public").exists() && !repository.0.join(".cache").exists());
}

#[test]
fn only_this_machine_may_read_and_nothing_else_is_reached() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    assert_eq!(watch.ask("GET / HTTP/1.1\r\nHost: example.org").status, 403);
    assert_eq!(watch.ask("GET / HTTP/1.1\r\nHost: localhost:1").status, 403);
    assert_eq!(watch.ask("GET /.talkoo/events?path=/ HTTP/1.1\r\nHost: example.org").status, 403);
    assert_eq!(watch.ask("GET http://example.org/ HTTP/1.1").status, 403);
    assert_eq!(watch.ask("POST / HTTP/1.1\r\nContent-Length: 0").status, 405);
    for path in [
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/..%2fsite.toml",
        "/site.toml",
        "//data.csv",
        "/pilots/../data.csv",
    ] {
        assert_eq!(watch.get(path).status, 404, "{path}");
    }
}

#[test]
fn pages_of_other_sites_are_told_nothing() {
    let repository = Repository::new();
    repository.write("static/.env", "KEY=1");
    let watch = Watch::free(&repository.0, &["--drafts"]);
    let ask = |path: &str, from: &str| {
        watch.ask(&format!("GET {path} HTTP/1.1\r\nSec-Fetch-Site: {from}"))
    };
    let as_script = "cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script";
    for path in ["/pilots/c/", "/data.csv", "/.talkoo/events?path=/", "/.talkoo/status.json?path=/"]
    {
        let refused = ask(path, as_script);
        assert!(refused.status == 403 && !refused.body.contains("Third"), "{path}");
    }
    let visit = "cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document";
    assert_eq!(ask("/pilots/c/", visit).status, 200);
    for answer in [ask("/data.csv", "same-origin"), watch.get("/nowhere/"), ask("/", as_script)] {
        let policy = "cross-origin-resource-policy: same-origin";
        assert!(answer.head.contains(policy), "{}", answer.head);
    }
    assert_eq!(watch.get("/.env").status, 404);
}

#[test]
fn ranges_of_files_are_served() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let part = watch.ask("GET /data.csv HTTP/1.1\r\nRange: bytes=2-4");
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert!(part.head.contains("content-range: bytes 2-4/10"), "{}", part.head);
    let beyond = watch.ask("GET /data.csv HTTP/1.1\r\nRange: bytes=10-");
    assert!(
        beyond.status == 416 && beyond.head.contains("content-range: bytes */10"),
        "{}",
        beyond.head
    );
    let last = watch.ask("GET /data.csv HTTP/1.1\r\nRange: Bytes=-3");
    assert_eq!((last.status, last.body.as_str()), (206, "789"));
    // What is not served in parts is served whole: several ranges, a condition that nothing here can meet, pages.
    for rest in [
        "/data.csv HTTP/1.1\r\nRange: bytes=0-0,5-6",
        "/data.csv HTTP/1.1\r\nRange: bytes=2-4\r\nIf-Range: \"x\"",
        "/pilots/a/ HTTP/1.1\r\nRange: bytes=0-1",
    ] {
        let whole = watch.ask(&format!("GET {rest}"));
        assert!(whole.status == 200 && whole.body.len() >= 10, "{rest}");
    }
    let head = watch.ask("HEAD /data.csv HTTP/1.1\r\nRange: bytes=2-4");
    assert!(head.status == 200 && head.head.contains("content-length: 10"), "{}", head.head);
}

#[test]
fn edits_new_folders_and_deletions_are_seen() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    repository.write("content/pilots/a.md", &page("First", "Other words."));
    watch.until("/pilots/a/", |answer| answer.body.contains("Other words."));
    // In a folder that is new, and again in it when it is known.
    repository.write("content/notes/deep/d.md", &page("Fourth", "In a new folder."));
    watch.until("/notes/deep/d/", |answer| answer.status == 200);
    repository.write("content/notes/deep/d.md", &page("Fourth", "In a known folder."));
    watch.until("/notes/deep/d/", |answer| answer.body.contains("In a known folder."));
    repository.remove("content/pilots/b.md");
    watch.until("/pilots/b/", |answer| answer.status == 404);
    // A top folder that comes, goes and comes again.
    for text in ["one", "two"] {
        fs::remove_dir_all(repository.0.join("static")).unwrap();
        watch.until("/data.csv", |answer| answer.status == 404);
        repository.write("static/data.csv", text);
        watch.until("/data.csv", |answer| answer.body == text);
        repository.write("static/data.csv", "edited");
        watch.until("/data.csv", |answer| answer.body == "edited");
    }
}

#[test]
fn edits_are_seen_without_events() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &["--poll"]);
    for text in ["Other words.", "And others again."] {
        repository.write("content/pilots/a.md", &page("First", text));
        watch.until("/pilots/a/", |answer| answer.body.contains(text));
    }
    repository.write("content/notes/deep/d.md", &page("Fourth", "In a new folder."));
    watch.until("/notes/deep/d/", |answer| answer.status == 200);
    repository.remove("content/pilots/b.md");
    watch.until("/pilots/b/", |answer| answer.status == 404);
    repository.write("static/data.csv", "edited");
    watch.until("/data.csv", |answer| answer.body == "edited");
}

#[test]
fn drafts_are_shown_on_demand() {
    let repository = Repository::new();
    assert_eq!(Watch::free(&repository.0, &[]).get("/pilots/c/").status, 404);
    assert_eq!(Watch::free(&repository.0, &["--drafts"]).get("/pilots/c/").status, 200);
}

#[test]
fn a_taken_port_leads_to_the_next_free_one() {
    let repository = Repository::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let watch = Watch::start(&repository.0, &["--port", &port.to_string()]);
    assert!(watch.port > port);
    assert_eq!(watch.get("/").status, 200);
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_cleanly() {
    let repository = Repository::new();
    let mut watch = Watch::free(&repository.0, &[]);
    let _open_page = watch.events("/", "");
    let id = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(watch.child.wait().unwrap().code(), Some(0));
}
