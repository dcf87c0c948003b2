//! `talkoo mv` and `talkoo rm` for terms: what names a term by its id follows it, and its old address leads to the new one.

use crate::common::{Files, put};
use crate::refusals::run;
use std::fs;
use std::path::Path;

const SITE: &str = r#"title = "Commons"
languages = ["sv"]
[rules]
missing-summary = "off"
unused-term = "off"
[vocabularies.enablers]
[vocabularies.barriers]
[vocabularies.barriers.fields]
answered_by = { type = "terms", vocabulary = "enablers" }
[collections.pilots]
stub = { state = "trust" }
[collections.pilots.fields]
enablers = { type = "claims", vocabulary = "enablers" }
barriers = { type = "claims", vocabulary = "barriers", response = "enablers" }
state = { type = "term", vocabulary = "enablers" }
"#;

const ENABLERS: &str = "# What helps.

# The first.
[[term]]
id = \"trust\"
label = \"Trust over time\"

[[term]]
id = \"time\"
label = \"Time\"
broader = \"trust\"
related = [\"trust\"]
";

const BARRIERS: &str = "[[term]]
id = \"haste\"
label = \"Haste\"
answered_by = [\"trust\"]

# No enabler, in spite of its name.
[[term]]
id = \"trust\"
label = \"Blind trust\"
";

const A: &str = "+++
title = \"A\"
enablers = [{ term = \"trust\", note = \"See [[enablers/trust]]\" }, \"Trust over time\"]
barriers = [{ term = \"haste\", response = [\"trust\"] }, \"trust\"]
+++
[[enablers/trust#top|so]], [[Trust over time]], [by address](/enablers/trust/?x=1#top), [by file](../enablers/trust.md)
[filtered](/pilots/?barriers=trust&enablers=trust&enablers=time), [by file](index.md?enablers=trust)
";

fn repository(text_of_term: bool) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let files = [
        ("site.toml", SITE),
        ("content/index.md", "+++\ntitle = \"Home\"\n+++\n[A](pilots/a.md)\n"),
        ("content/enablers/terms.toml", ENABLERS),
        ("content/barriers/terms.toml", BARRIERS),
        ("content/pilots/a.md", A),
        ("content/pilots/b.md", "---\ntitle: B\nenablers: trust\n---\n"),
    ];
    let files: Files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
    put(root.path(), &files);
    if text_of_term {
        let texts = [("trust", "It grows.\n"), ("trust.sv", "Den växer.\n")];
        for (name, text) in texts {
            let path = root.path().join(format!("content/enablers/{name}.md"));
            fs::write(path, format!("+++\ntitle = \"{name}\"\n+++\n## Top\n\n{text}"))
                .expect("a file");
        }
    }
    root
}

fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|_| panic!("no {path}"))
}

#[test]
fn everything_that_names_a_term_follows_it() {
    for text_of_term in [true, false] {
        let root = repository(text_of_term);
        let root = root.path();
        if !text_of_term {
            let without = A.replace("#top", "");
            fs::write(root.join("content/pilots/a.md"), without).expect("a file");
        }
        let before = text(root, "content/pilots/a.md");
        let (_, said) = run(root, &["mv", "enablers/trust", "mutual-trust", "--dry-run"]);
        assert!(said.contains("nothing was changed"), "{said}");
        assert_eq!(text(root, "content/pilots/a.md"), before);

        let (is_done, said) =
            run(root, &["mv", "/enablers/trust/", "enablers/mutual-trust", "--yes"]);
        assert!(is_done, "{said}");
        let enablers = ENABLERS.replace("\"trust\"", "\"mutual-trust\"");
        assert_eq!(text(root, "content/enablers/terms.toml"), enablers);
        let barriers = BARRIERS.replace("[\"trust\"]", "[\"mutual-trust\"]");
        assert_eq!(text(root, "content/barriers/terms.toml"), barriers);
        let a = before
            .replace("term = \"trust\"", "term = \"mutual-trust\"")
            .replace("response = [\"trust\"]", "response = [\"mutual-trust\"]")
            .replace("enablers/trust", "enablers/mutual-trust")
            .replace("enablers=trust", "enablers=mutual-trust");
        assert_eq!(text(root, "content/pilots/a.md"), a);
        assert!(text(root, "content/pilots/b.md").contains("enablers: mutual-trust\n"));
        assert!(text(root, "site.toml").contains("stub = { state = \"mutual-trust\" }"));
        let page = text(root, "content/enablers/mutual-trust.md");
        assert!(page.contains("aliases = [\"/enablers/trust/\"]\n"), "{page}");
        if text_of_term {
            let swedish = text(root, "content/enablers/mutual-trust.sv.md");
            assert!(swedish.contains("aliases = [\"/sv/enablers/trust/\"]\n"), "{swedish}");
        }
        assert!(!root.join("content/enablers/trust.md").exists());
        let (is_sound, said) = run(root, &["check"]);
        assert!(is_sound, "{said}");
        let (is_done, said) = run(root, &["build", "--no-search"]);
        assert!(is_done, "{said}");
        let old = text(root, "public/enablers/trust/index.html");
        assert!(old.contains("<a id=\"to\" href=\"../../enablers/mutual-trust/\">"), "{old}");

        let (is_done, said) = run(root, &["mv", "enablers/mutual-trust", "trust", "--yes"]);
        assert!(is_done, "{said}");
        assert_eq!(text(root, "content/pilots/a.md"), before);
        let page = text(root, "content/enablers/trust.md");
        assert!(page.contains("aliases = [\"/enablers/mutual-trust/\"]\n"), "{page}");
    }
}

#[test]
fn what_a_term_can_not_become_is_said() {
    let root = repository(true);
    let root = root.path();
    for (args, why) in [
        (["mv", "enablers/trust", "time"], "has a term `time` already"),
        (["mv", "enablers/trust", "barriers/x"], "stays in its vocabulary"),
        (["mv", "enablers/trust", "Mutual trust"], "can't be the id"),
        (
            ["mv", "trust", "x"],
            "can mean several things; write /enablers/trust/ for the term, or /barriers/trust/",
        ),
        (["mv", "enablers/nothing", "x"], "no page, term, collection or vocabulary"),
    ] {
        let (is_done, said) = run(root, &[&args[..], &["--yes"]].concat());
        assert!(!is_done && said.contains(why), "{args:?}: {said}");
        assert_eq!(text(root, "content/enablers/terms.toml"), ENABLERS);
    }
}

#[test]
fn a_term_goes_if_nothing_would_break() {
    let root = repository(true);
    let root = root.path();
    let (is_done, said) = run(root, &["rm", "enablers/trust", "--yes"]);
    assert!(
        !is_done && said.contains("unknown-term") && said.contains("nothing was changed"),
        "{said}"
    );
    assert_eq!(text(root, "content/enablers/terms.toml"), ENABLERS);
    let (is_done, said) = run(root, &["rm", "time", "--yes"]);
    assert!(is_done, "{said}");
    let without = ENABLERS.split("\n[[term]]\nid = \"time\"").next().expect("the beginning");
    assert_eq!(text(root, "content/enablers/terms.toml"), format!("{without}\n"));
}
