//! Edits of the generated repository that leave it without errors, and helpers for tests with edits.

use super::Files;
use super::dice::Dice;
use super::generated::CHAPTERS;

/// The kinds of edits.
pub const EDITS: [&str; 27] = [
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
    "order",
    "chapter",
    "section",
    "slug",
    "tag",
];

/// Makes an edit of this kind; each `n` makes a different one.
pub fn edit(kind: &str, n: usize, dice: &mut Dice, files: &mut Files) {
    let pilot = format!("content/pilots/p-{:02}.md", dice.roll(40));
    let chapter = format!("content/{}.md", CHAPTERS[dice.roll(CHAPTERS.len())]);
    let put = |files: &mut Files, path: &str, text: String| {
        files.insert(path.to_owned(), text.into_bytes());
    };
    match kind {
        "body" => append(files, &pilot, &format!("\nSentence {n}.\n")),
        "citation" => {
            append(files, &pilot, &format!("\nSaid so [@work{}, p. {n}].\n", dice.roll(4)));
        }
        // The sentence around a citation is also on the work's page.
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
        "order" => replace(files, &chapter, "order = ", &format!("order = {}", n % 9 + 1)),
        "chapter" => replace(files, &chapter, "title = \"", &format!("title = \"{n} ")),
        "section" => put(
            files,
            &format!("content/{}/new-{n}/index.md", ["handbook/write", "guide"][n % 2]),
            format!("+++\ntitle = \"Section {n}\"\n+++\n"),
        ),
        // Pages link to their neighbours by file.
        "slug" => {
            let text = String::from_utf8(files[&pilot].clone()).expect("it is text");
            let lines = text.lines().filter(|line| !line.starts_with("slug"));
            let rest = lines.skip(1).collect::<Vec<_>>().join("\n");
            let slug = pilot.trim_start_matches("content/pilots/").trim_end_matches(".md");
            put(files, &pilot, format!("+++\nslug = \"{slug}-{n}\"\n{rest}\n"));
        }
        // Themes are an open vocabulary.
        "tag" => {
            replace(files, &pilot, "themes = [\"", &format!("themes = [\"New {}\", \"", n % 5))
        }
        other => panic!("what is {other}?"),
    }
}

/// How many random edits a test makes: few, or with EDITS=300 that many.
pub fn edits(few: usize) -> usize {
    std::env::var("EDITS").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

/// The kinds of the nth edit: every kind once in order, then random ones, sometimes two at once.
pub fn nth(n: usize, dice: &mut Dice) -> Vec<&'static str> {
    let mut kinds = vec![EDITS[if n < EDITS.len() { n } else { dice.roll(EDITS.len()) }]];
    if n % 4 == 3 {
        kinds.push(EDITS[dice.roll(EDITS.len())]);
        // The same term can't be added twice.
        kinds.dedup();
    }
    kinds
}

/// The paths where two sites differ.
pub fn difference(a: &Files, b: &Files) -> Vec<String> {
    let all = a.keys().chain(b.keys());
    let mut paths: Vec<String> = all.filter(|path| a.get(*path) != b.get(*path)).cloned().collect();
    paths.dedup();
    paths
}

/// Appends a text to a file.
pub fn append(files: &mut Files, path: &str, text: &str) {
    files.get_mut(path).expect("it is there").extend(text.as_bytes());
}

/// Replaces the first occurrence of a text.
pub fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("it is text");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}
