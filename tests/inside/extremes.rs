//! Extreme files, as scripts write them: very deep, long or many. None may crash the program or stall a
//! build.

use super::common::{self, Files, repository};
use crate::build::{Failure, render};

fn page(body: &str) -> Files {
    common::files(&format!("== content/a.md\n+++\ntitle = \"A\"\n+++\n{body}\n"))
}

/// Renders everything; diagnostics do not matter.
fn survives(files: &Files) {
    let repository = repository(files);
    common::findings(&repository);
    if !repository.has_errors()
        && let Err(Failure::World(error)) = render(&repository.site)
    {
        panic!("{error}");
    }
}

#[test]
fn deep_markdown() {
    let n = 10_000;
    for sign in [
        ">", "> ", "[", "![", "[[", "(", "*", "**a ", "_", "`", "<", "<b>", "- ", "1. ", "[^a]: ",
        "> - ", "{#", "\"", "[a](", "| ",
    ] {
        survives(&page(&sign.repeat(n)));
    }
    survives(&page(&format!("{}a{}", "[".repeat(n), "](x)".repeat(n))));
    survives(&page(&format!("{}a{}", "*".repeat(n), "*".repeat(n))));
}

#[test]
fn long_lines_and_many_lines() {
    survives(&page(&"word ".repeat(100_000)));
    survives(&page(&"w".repeat(500_000)));
    survives(&page(&"[a](b.md) ".repeat(2_000)));
    survives(&page(&"# H\n\n".repeat(2_000)));
    survives(&page(&"[^a] ".repeat(2_000)));
    survives(&page(&"|".repeat(2_000)));
    survives(&page(&"line\n".repeat(50_000)));
}

#[test]
fn deep_front_matter() {
    let n = 10_000;
    for value in [
        "[".repeat(n),
        "{ a = ".repeat(n),
        format!("{}{}", "[".repeat(n), "]".repeat(n)),
        "\"".repeat(n),
    ] {
        survives(&common::files(&format!("== content/a.md\n+++\ntitle = {value}\n+++\n")));
        survives(&common::files(&format!("== site.toml\ntitle = {value}\n")));
    }
    for value in ["[".repeat(n), "{a: ".repeat(n), "- ".repeat(n), "? ".repeat(n)] {
        survives(&common::files(&format!("== content/a.md\n---\ntitle: {value}\n---\n")));
        survives(&common::files(&format!("== content/t/terms.toml\n[[term]]\nid = {value}\n")));
    }
    let dots = vec!["a"; n].join(".");
    survives(&common::files(&format!("== content/a.md\n+++\n{dots} = 1\n[{dots}]\n+++\n")));
    survives(&common::files(&format!(
        "== content/bibliography.bib\n@book{{a, title={}\n",
        "{".repeat(n)
    )));
}

/// Each term below the previous one, all of which is published. Real vocabularies are some five deep.
#[test]
fn deep_vocabularies() {
    let mut text = "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n".to_owned();
    for i in 0..100 {
        text += &format!("[[term]]\nid = \"t{i}\"\nlabel = \"T\"\n");
        if i > 0 {
            text += &format!("broader = \"t{}\"\n", i - 1);
        }
    }
    text += "== content/pilots/a.md\n+++\ntitle = \"A\"\nthemes = [\"t99\"]\n+++\n";
    let repository = repository(&common::files(&text));
    assert!(common::outputs(&repository).contains_key("themes/t0/index.html"));
}

#[test]
fn empty_files() {
    survives(&common::files(
        "== site.toml\n== content/a.md\n== content/b/terms.toml\n== content/bibliography.bib\n== static/x\n",
    ));
}

/// A repository without pages is valid.
#[test]
fn a_repository_without_pages_is_published() {
    let repository = repository(&common::files(
        "== site.toml\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n[vocabularies.countries]\n[collections.pilots]\n",
    ));
    assert!(repository.found.is_empty(), "{}", common::findings(&repository));
    assert!(common::outputs(&repository).contains_key("pilots/index.html"));
}

/// What an author sees of a line without end is some of it.
#[test]
fn long_lines_are_cut_in_reports() {
    let line = format!("x = {}", "[".repeat(200_000));
    for text in [format!("+++\n{line}\n+++\n"), format!("---\n{line}\n---\n")] {
        let repository = repository(&common::files(&format!("== content/a.md\n{text}")));
        let report = common::findings(&repository);
        assert!(!report.is_empty() && report.len() < 10_000, "{}", report.len());
    }
}

#[test]
fn many_findings_stay_small() {
    let fixes = |files: &Files| -> usize {
        repository(files).found.iter().map(|found| found.fix.len()).sum()
    };
    assert!(fixes(&page(&"# H\n\n".repeat(1000))) <= 3000);
    let term = |i: usize| {
        format!("[[term]]\nid = \"t{i}\"\nlabel = \"T{i}\"\nbroader = \"t{}\"\n", (i + 1) % 1000)
    };
    let terms: String = (0..1000).map(term).collect();
    let settings = "[vocabularies.themes]\n";
    let files = format!("== site.toml\n{settings}== content/themes/terms.toml\n{terms}");
    let found = repository(&common::files(&files)).found;
    let cycles: Vec<_> = found.iter().filter(|one| one.rule.name == "term-cycle").collect();
    assert_eq!(cycles.len(), 1000);
    assert!(cycles.iter().all(|one| one.message.ends_with("→ 989 more")), "{:?}", cycles[0]);
}

#[test]
fn a_page_has_a_bounded_sum_of_highlighted_code() {
    let plain = |body: &str| {
        let found = repository(&page(body)).found;
        found.iter().filter(|one| one.rule.name == "plain-code").count()
    };
    assert_eq!(plain(&"```rust\nfn\n```\n\n".repeat(514)), 2);
    assert_eq!(plain(&format!("```rust\n{}\n```", "a".repeat(2001))), 1);
    assert_eq!(plain(&format!("```rust\n{}\n```", "a\n".repeat(33_000))), 1);
    assert_eq!(plain(&format!("```text\n{}\n```", "a".repeat(2001))), 0);
}
