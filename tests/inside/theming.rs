//! What docs/content/reference/templates.md says about a look of one's own, followed to the letter.

use super::common::{Files, findings, here, outputs, repository, sections, tree};

/// The starter with the theme of the docs: it has pages, terms, filters, a matrix and a search.
fn followed() -> Files {
    let docs =
        std::fs::read_to_string(here("docs/content/reference/templates.md")).expect("it is there");
    let (_, theme) = docs.split_once("```\n== ").expect("it shows a theme");
    let (theme, _) = theme.split_once("```\n").expect("the example ends");
    let mut files = tree(&here("src/cli/starter"));
    files.extend(
        sections(&format!("== {theme}")).into_iter().map(|(path, text)| (path, text.into())),
    );
    let settings = String::from_utf8_lossy(&files["site.toml"]).replace("\"commons\"", "\"ours\"");
    files.insert("site.toml".to_owned(), settings.into());
    files
}

#[test]
fn a_theme_as_documented_changes_what_it_says() {
    let files = followed();
    let site = repository(&files);
    assert_eq!(findings(&site), "");
    let made = outputs(&site);
    let text = |path: &str| String::from_utf8_lossy(&made[path]).into_owned();
    let pages = made.keys().filter(|path| path.ends_with(".html"));
    // A redirect has nothing of the frame.
    let pages: Vec<&String> = pages.filter(|path| !path.ends_with("explore/index.html")).collect();
    assert!(pages.len() >= 20, "{pages:?}");
    for path in pages {
        let page = text(path);
        assert_eq!(
            page.matches("<p class=\"notice\">This site is still growing.</p>").count(),
            1,
            "{path}"
        );
        assert_eq!(page.matches("/ours.").count(), 1, "{path}");
        assert!(page.contains("<h1"), "{path} has its own text, too");
    }
    let home = text("index.html");
    assert!(home.contains("<p class=\"our-figure\">") && !home.contains("class=\"weave\""));
    assert!(home.contains("Start here") && !home.contains("Find your way in"));
    let page = text("pilots/open-workshop/index.html");
    assert!(page.contains("<p class=\"our-end\">Thank you for reading.</p>"));
}

#[test]
fn two_variables_in_tokens_change_two_variables() {
    let own = "themes/ours/assets/tokens.css";
    let files = followed();
    let tokens = |files: &Files| {
        let made = outputs(&repository(files));
        let (_, css) = made.iter().find(|(path, _)| path.contains("/tokens.")).expect("tokens");
        String::from_utf8(css.clone()).expect("text")
    };
    let without = Files::from_iter(files.clone().into_iter().filter(|(path, _)| path != own));
    let inherited = tokens(&without);
    let written = String::from_utf8_lossy(&files[own]).into_owned();
    assert!(inherited.contains("--link:") && inherited.contains("@layer tokens, base"));
    assert_eq!(tokens(&files), format!("{inherited}\n@layer tokens {{\n{written}\n}}\n"));
    // A file with layers of its own stays as it is, after what it inherits.
    let layered = "@layer tokens { :root { --link: red; } }\n";
    let mut with_layers = files.clone();
    with_layers.insert(own.to_owned(), layered.into());
    assert_eq!(tokens(&with_layers), format!("{inherited}\n{layered}"));
}
