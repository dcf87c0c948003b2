//! `talkoo deploy-files`: what is written is as it should be afterwards, what people wrote stays, and drift is said.

use crate::common::put;
use crate::refusals::{repository, talkoo};
use std::fs;
use std::path::Path;

const HOSTS: [(&str, &str); 7] = [
    ("github", ".github/workflows/site.yml"),
    ("gitlab", ".gitlab-ci.yml"),
    ("codeberg", ".woodpecker/site.yaml"),
    ("netlify", "netlify.toml"),
    ("cloudflare", "static/_redirects"),
    ("apache", "static/.htaccess"),
    ("nginx", "deploy/nginx-http.conf"),
];

fn run(root: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = talkoo(root, args);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|_| panic!("no {}", path.display()))
}

#[test]
fn what_is_written_stands_until_something_changes() {
    for (host, path) in HOSTS {
        let root = repository();
        let (root, file) = (root.path(), root.path().join(path));
        let (code, said) = run(root, &["deploy-files", host, "--check"]);
        assert!(code == Some(1) && said.contains(&format!("{path} is missing")), "{said}");
        assert!(!file.exists());
        let (code, said) = run(root, &["deploy-files", host]);
        assert!(code == Some(0) && said.contains(&format!("wrote {path}\n")), "{said}");
        let (code, said) = run(root, &["deploy-files", host, "--check"]);
        assert_eq!((code, said.lines().count()), (Some(0), 1), "{said}");

        // What somebody edited stays, and so does what is somebody's own.
        let written = text(&file);
        fs::write(&file, format!("{written}# more\n")).expect("a file");
        for args in [&["deploy-files", host][..], &["deploy-files", host, "--check"]] {
            let (code, said) = run(root, args);
            let is_said = said.contains(&format!("{path} was edited")) && said.contains("help:");
            assert!(code == Some(1) && is_said, "{args:?}: {said}");
        }
        assert_eq!(text(&file), format!("{written}# more\n"));
        fs::write(&file, "# Our own.\n").expect("a file");
        let (code, said) = run(root, &["deploy-files", host]);
        assert!(code == Some(0) && said.contains(&format!("{path} is your own")), "{said}");
        assert_eq!(text(&file), "# Our own.\n");
    }
}

#[test]
fn a_new_alias_is_drift_where_the_host_redirects() {
    let page = b"+++\ntitle = \"A\"\naliases = [\"/old/\", \"/?p=7\"]\n+++\n";
    for (host, path) in HOSTS {
        let root = repository();
        let root = root.path();
        run(root, &["deploy-files", host]);
        put(root, &[("content/a.md".to_owned(), page.to_vec())].into());
        let (code, said) = run(root, &["deploy-files", host, "--check"]);
        if ["github", "gitlab", "codeberg"].contains(&host) {
            assert_eq!(code, Some(0), "{said}");
            continue;
        }
        assert!(code == Some(1) && said.contains("has drifted") && said.contains("old"), "{said}");
        let (code, said) = run(root, &["deploy-files", host]);
        assert_eq!(code, Some(0), "{said}");
        let of_host = match host {
            "netlify" => text(&root.join("static/_redirects")).contains("\n/old/ /a/ 301!\n"),
            "cloudflare" => text(&root.join(path)).contains("\n/old/ /a/ 301\n"),
            "apache" => text(&root.join(path)).contains("\"^old/?$\" \"/a/\" [R=301,NE,L]"),
            _ => text(&root.join(path)).contains("\"/?p=7\" \"/a/\";"),
        };
        assert!(of_host, "{host}");
    }
}

/// Aliases come from the pages of many people. An address that would like to be a setting is an address.
#[test]
fn an_address_means_nothing_to_a_server() {
    let root = repository();
    let root = root.path();
    let page = "+++\ntitle = \"A\"\naliases = ['/a\" \"/b\" [R] $1 %1 ${y};.*/', \"/Mad på hjul/\"]\n+++\n";
    put(root, &[("content/a.md".to_owned(), page.as_bytes().to_vec())].into());
    let address = r#"a" "/b" [R] $1 %1 ${y};.*"#;
    for (host, path, line) in [
        (
            "apache",
            "static/.htaccess",
            r#"  RewriteRule "^a\x22\x20\x22/b\x22\x20\x5bR\x5d\x20\x241\x20\x251\x20\x24\x7by\x7d\x3b\.\x2a/?$" "/a/" [R=301,NE,L]"#,
        ),
        ("nginx", "deploy/nginx-http.conf", r#"  "/a\" \"/b\" [r] $1 %1 ${y};.*/" "/a/";"#),
        (
            "netlify",
            "static/_redirects",
            "/a%22%20%22/b%22%20%5BR%5D%20%241%20%251%20%24%7By%7D%3B.%2A/ /a/ 301!",
        ),
    ] {
        let (code, said) = run(root, &["deploy-files", host]);
        assert_eq!(code, Some(0), "{said}");
        let written = text(&root.join(path));
        assert!(written.lines().any(|one| one == line), "{written}");
        assert!(host == "nginx" || !written.contains(address), "{written}");
    }
}

/// A file of the site's own in /assets/ keeps its name when it changes.
#[test]
fn only_files_with_a_hash_in_their_names_are_kept_for_long() {
    let root = repository();
    let root = root.path();
    run(root, &["deploy-files", "cloudflare"]);
    assert!(text(&root.join("static/_headers")).contains("immutable"));
    put(root, &[("static/assets/a.png".to_owned(), b"x".to_vec())].into());
    run(root, &["deploy-files", "cloudflare"]);
    assert!(!text(&root.join("static/_headers")).contains("immutable"));
}

#[test]
fn a_ci_finds_its_file_at_the_top_of_the_git_repository() {
    let top = tempfile::tempdir().expect("a folder");
    fs::create_dir(top.path().join(".git")).expect("a folder");
    let root = top.path().join("our docs");
    put(&root, &[("site.toml".to_owned(), b"title = \"T\"\n".to_vec())].into());
    let (code, said) = run(&root, &["deploy-files", "github"]);
    assert_eq!(code, Some(0), "{said}");
    let workflow = text(&top.path().join(".github/workflows/site.yml"));
    assert!(workflow.contains("talkoo check --root 'our docs' --format github"), "{workflow}");
    assert!(workflow.contains("path: our docs/public\n"), "{workflow}");
    assert!(workflow.contains("\n# The site in our docs/\n"), "{workflow}");

    // The host has one site for a git repository, so a second one must not take the place of the first.
    let more = top.path().join("more");
    put(&more, &[("site.toml".to_owned(), b"title = \"M\"\n".to_vec())].into());
    for args in [&["deploy-files", "github"][..], &["deploy-files", "github", "--check"]] {
        let (code, said) = run(&more, args);
        assert!(code == Some(1) && said.contains("publishes another site of this"), "{said}");
    }
    assert_eq!(text(&top.path().join(".github/workflows/site.yml")), workflow);
    let (code, said) = run(&root, &["deploy-files", "netlify"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!text(&root.join("netlify.toml")).contains("--root"), "it begins there");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let (root, elsewhere) = (repository(), tempfile::tempdir().expect("a folder"));
    std::os::unix::fs::symlink(elsewhere.path(), root.path().join(".github")).expect("a link");
    let (code, said) = run(root.path(), &["deploy-files", "github"]);
    assert!(code == Some(2) && said.contains("symbolic link"), "{said}");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("it is there").count(), 0);
}

/// nginx reads the files of all its sites together.
#[test]
fn two_sites_fit_on_one_server() {
    let files = |address: &str| {
        let root = repository();
        let root = root.path();
        let site = text(&root.join("site.toml"));
        fs::write(root.join("site.toml"), format!("base_url = \"{address}\"\n{site}"))
            .expect("a file");
        let long = format!("+++\ntitle = \"A\"\naliases = [\"/{}/\"]\n+++\n", "long-".repeat(20));
        put(root, &[("content/a.md".to_owned(), long.into_bytes())].into());
        let (code, said) = run(root, &["deploy-files", "nginx"]);
        assert_eq!(code, Some(0), "{said}");
        let of = |name: &str| text(&root.join(format!("deploy/nginx-{name}.conf")));
        (of("http"), of("server"), of("tables"))
    };
    let (one, other) = (files("https://a.org/"), files("https://b.org/x/"));
    assert_eq!(one.2, other.2);
    assert!(one.2.contains("map_hash_bucket_size 512;") && !one.0.contains("map_hash"), "{one:?}");
    assert!(
        one.0.contains("$moved_in_a_org ") && other.0.contains("$moved_in_b_org_x "),
        "{one:?}"
    );
    assert!(one.1.contains("if ($moved_in_a_org)"), "{one:?}");
}
