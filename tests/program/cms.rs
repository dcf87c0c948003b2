//! `talkoo cms`: what somebody edited stays, the repository is found in git, and the servers leave its page to its own policy.

use crate::common::put;
use crate::refusals::{repository, talkoo};
use std::fs;
use std::path::Path;
use std::process::Command;

fn run(root: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = talkoo(root, args);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|_| panic!("no {path}"))
}

#[test]
fn what_somebody_edited_stays() {
    let root = repository();
    let root = root.path();
    run(root, &["cms"]);
    for path in ["static/admin/index.html", "static/admin/config.yml"] {
        let written = text(root, path);
        fs::write(root.join(path), format!("{written}# more\n")).expect("a file");
        let (code, said) = run(root, &["cms"]);
        assert!(code == Some(1) && said.contains(&format!("{path} was edited")), "{said}");
        let own = written.split_once('\n').map_or("", |(_, rest)| rest);
        fs::write(root.join(path), own).expect("a file");
        let (code, said) = run(root, &["cms"]);
        assert!(code == Some(0) && said.contains(&format!("{path} is your own")), "{said}");
        assert_eq!(text(root, path), own);
    }
}

#[test]
fn the_repository_is_the_one_that_git_pushes_to() {
    let top = tempfile::tempdir().expect("a folder");
    let root = top.path().join("our site");
    put(&root, &[("site.toml".to_owned(), b"title = \"T\"\n".to_vec())].into());
    let (code, said) = run(&root, &["cms"]);
    assert!(code == Some(0) && said.contains("only works with a folder"), "{said}");
    let git = |args: &[&str]| {
        let done = Command::new("git").arg("-C").arg(top.path()).args(args).status();
        assert!(done.is_ok_and(|status| status.success()), "git {args:?}");
    };
    git(&["init", "--quiet"]);
    git(&["remote", "add", "origin", "git@codeberg.org:team/commons.git"]);
    let (code, said) = run(&root, &["cms"]);
    assert!(code == Some(0) && !said.contains("only works with a folder"), "{said}");
    let config = text(&root, "static/admin/config.yml");
    for line in [
        "  name: gitea\n  repo: team/commons\n",
        "  base_url: \"https://codeberg.org\"\n",
        "media_folder: our site/static/media\n",
    ] {
        assert!(config.contains(line), "{line}{config}");
    }
    assert!(!config.contains("editorial_workflow"), "{config}");
    assert!(
        text(&root, "static/admin/index.html")
            .contains("connect-src 'self' blob: data: https://codeberg.org;")
    );
}

/// Of two policies a browser obeys both, and that of the pages allows no styles of scripts.
#[test]
fn a_server_leaves_the_page_to_its_own_policy() {
    let root = repository();
    let root = root.path();
    let relaxed = |host: &str, path: &str| {
        run(root, &["deploy-files", host]);
        text(root, path)
            .lines()
            .any(|line| line.contains("frame-ancestors 'self'") && !line.contains("default-src"))
    };
    let hosts = [
        ("netlify", "static/_headers"),
        ("cloudflare", "static/_headers"),
        ("apache", "static/.htaccess"),
        ("nginx", "deploy/nginx-http.conf"),
    ];
    assert!(hosts.iter().all(|(host, path)| !relaxed(host, path)));
    run(root, &["cms"]);
    for (host, path) in hosts {
        assert!(relaxed(host, path), "{host}");
    }
}
