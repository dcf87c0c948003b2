//! Published sites: lists in parts of a hundred, a sitemap, a way from the home page to every page, valid
//! feeds.

use super::common::{self, Files, generated, given, output, outputs, repository, rules};
use crate::files::{join, output_path};
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

/// A repository with `n` pilots under one term.
fn pilots(n: usize) -> Files {
    let mut files = common::files(
        "== site.toml\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n[vocabularies.themes]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"all\"\nlabel = \"All\"\n",
    );
    for i in 1..=n {
        let text = format!("+++\ntitle = \"Pilot {i}\"\nthemes = [\"all\"]\n+++\n");
        files.insert(format!("content/pilots/p-{i}.md"), text.into_bytes());
    }
    files
}

/// The values of an attribute of all elements that match a selector.
fn values(html: &str, selector: &str, attribute: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(selector).expect("a selector");
    document
        .select(&selector)
        .filter_map(|element| Some(element.attr(attribute)?.to_owned()))
        .collect()
}

// ---------------------------------------------------------------- parts

#[test]
fn the_hundred_and_first_entry_is_on_a_second_part() {
    let repository = repository(&pilots(101));
    for list in ["pilots", "themes/all"] {
        let root = if list == "pilots" { ".." } else { "../.." };
        let first = output(&repository, &format!("{list}/index.html"));
        let second = output(&repository, &format!("{list}/2/index.html"));
        assert_eq!(values(&first, "main h3 a", "href").len(), 100, "{list}");
        assert_eq!(
            values(&second, "main h3 a", "href"),
            [format!("../{root}/pilots/p-101/")],
            "{list}"
        );
        assert_eq!(values(&first, "a[rel=next]", "href"), [format!("{root}/{list}/2/")]);
        assert_eq!(values(&second, "a[rel=prev]", "href"), [format!("../{root}/{list}/")]);
        assert!(
            values(&first, "a[rel=prev]", "href").is_empty()
                && values(&second, "a[rel=next]", "href").is_empty()
        );
    }
    let paths: Vec<&String> = repository.outputs().iter().map(|output| &output.path).collect();
    assert!(!paths.iter().any(|path| path.contains("/3/")), "{paths:?}");
}

#[test]
fn a_hundred_entries_are_one_part() {
    let repository = repository(&pilots(100));
    let first = output(&repository, "themes/all/index.html");
    assert!(values(&first, ".pager a", "href").is_empty());
    assert!(!repository.outputs().iter().any(|output| output.path.contains("/2/")));
}

/// Numbers in titles are sorted by value, so that part 2 starts where readers expect it.
#[test]
fn lists_are_in_the_order_that_people_expect() {
    let first = output(&repository(&pilots(11)), "pilots/index.html");
    let due: Vec<String> = (1..=11).map(|i| format!("../pilots/p-{i}/")).collect();
    assert_eq!(values(&first, "main h3 a", "href"), due);
}

#[test]
fn a_page_at_the_address_of_a_part_is_found() {
    let mut files = pilots(101);
    files.insert(
        "content/pilots/2.md".into(),
        b"+++\ntitle = \"Two\"\nthemes = [\"all\"]\n+++\n".to_vec(),
    );
    assert!(rules(&repository(&files).found).contains(&"two-outputs"));
}

/// A refresh drops the query and the fragment of the old address; the script keeps them.
#[test]
fn an_old_address_leads_to_the_same_place_of_the_page() {
    let mut files = pilots(1);
    let page = b"+++\ntitle = \"A\"\naliases = [\"/old/\"]\n+++\n";
    files.insert("content/pilots/a.md".into(), page.to_vec());
    let old = output(&repository(&files), "old/index.html");
    assert_eq!(values(&old, "a#to", "href"), ["../pilots/a/"]);
    let part = "<noscript><meta http-equiv=\"refresh\" content=\"0; url=../pilots/a/\"></noscript>";
    assert!(old.contains(part) && old.contains("<script src=\"../assets/moved."), "{old}");
    assert!(!old.contains("<script>"), "a strict Content-Security-Policy would stop it: {old}");
}

// ---------------------------------------------------------------- what readers read

/// All HTML pages except redirects and the 404 page.
fn read_by_people(all: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let is_read = |(path, bytes): &(&String, &Vec<u8>)| {
        path.ends_with(".html")
            && *path != "404.html"
            && !String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"")
    };
    all.iter().filter(is_read).map(|(path, _)| path.clone()).collect()
}

#[test]
fn the_sitemap_lists_what_readers_read_and_nothing_else() {
    let all = outputs(&repository(&generated::repository()));
    let sitemap = String::from_utf8_lossy(&all["sitemap.xml"]).into_owned();
    let locations = sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    let listed: Vec<String> =
        locations.map(|url| output_path(&url.replace("https://example.org/sub/", "/"))).collect();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), read_by_people(&all));
    assert_eq!(listed.len(), read_by_people(&all).len(), "an address is listed twice");
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    let all = outputs(&repository(&generated::repository()));
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut due = vec!["index.html".to_owned()];
    while let Some(path) = due.pop() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for href in values(&String::from_utf8_lossy(&all[&path]), "a[href]", "href") {
            let href = href.split('#').next().unwrap_or_default();
            if href.is_empty() || href.contains("://") {
                continue;
            }
            let target = join(folder, href).expect("links stay inside the site");
            let target = if href.ends_with('/') || href == "." {
                output_path(&format!("/{target}/").replace("//", "/"))
            } else {
                target
            };
            if target.ends_with(".html") && all.contains_key(&target) && seen.insert(target.clone())
            {
                due.push(target);
            }
        }
    }
    let lost: Vec<String> = read_by_people(&all).difference(&seen).cloned().collect();
    assert!(lost.is_empty(), "no link leads to {lost:?}");
}

#[test]
fn feeds_and_sitemaps_are_xml() {
    let all = outputs(&repository(&generated::repository()));
    for (path, bytes) in all.iter().filter(|(path, _)| path.ends_with(".xml")) {
        assert_eq!(xml_error(bytes), None, "{path}");
    }
}

fn xml_error(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Some(format!("{c:?} is not a character of XML 1.0"));
    }
    let mut reader = quick_xml::Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return None,
            Err(error) => return Some(error.to_string()),
            Ok(_) => {}
        }
    }
}

/// TOML can write such characters ("\u0001"), XML 1.0 can't.
#[test]
fn feeds_are_xml_whatever_a_title_says() {
    let repository = given(
        "== site.toml\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n[collections.posts]\n== content/posts/a.md\n+++\ntitle = \"\\u0001 <&> \\u000b\"\ndate = 2020\n+++\n",
    );
    assert_eq!(xml_error(output(&repository, "feed.xml").as_bytes()), None);
}

/// The protocol allows 50,000 addresses in one file.
#[test]
fn large_sitemaps_are_split() {
    let mut files =
        common::files("== site.toml\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n");
    for i in 0..50_000 {
        files.insert(format!("content/{i}.md"), b"+++\ntitle = \"x\"\n+++\n".to_vec());
    }
    let repository = repository(&files);
    let count = |path: &str| output(&repository, path).matches("<loc>").count();
    // With the home page and the search there are two too many.
    assert_eq!(
        (count("sitemap.xml"), count("sitemap-1.xml"), count("sitemap-2.xml")),
        (2, 50_000, 2)
    );
}

// ---------------------------------------------------------------- documents

/// A page shows several texts: its body, its fields, notes of other pages.
#[test]
fn ids_are_unique_whatever_texts_a_page_has() {
    let text = "A note.[^1]\n\n## Results\n\n[^1]: A footnote.";
    let repository = given(&format!(
        "== site.toml\ntitle = \"T\"\n[collections.pilots.fields]\nprose = {{ type = \"markdown\" }}\n\
         == content/pilots/a.md\n+++\ntitle = \"A\"\nprose = '''{text}'''\n+++\n{text}\n"
    ));
    let mut ids = values(&output(&repository, "pilots/a/index.html"), "[id]", "id");
    ids.sort();
    let all = ids.clone();
    ids.dedup();
    assert_eq!(ids, all);
}

/// Authors of pages must not be able to run scripts in readers' browsers.
#[test]
fn what_authors_write_is_text() {
    let evil = "<script>alert(1)</script>\\\"'><img src=x onerror=y>";
    let repository = given(&format!(
        "== site.toml\ntitle = \"{evil}\"\ndescription = \"{evil}\"\nauthors = [\"{evil}\"]\nlicence = \"{evil}\"\n\
         base_url = \"https://example.org/\"\n[projects.p]\nname = \"{evil}\"\nsentence = \"{evil}\"\n\
         [vocabularies.themes]\nlabel = \"{evil}\"\ndescription = \"{evil}\"\n[collections.pilots]\nlabel = \"{evil}\"\n\
         [collections.pilots.fields]\nthemes = {{ type = \"claims\", vocabulary = \"themes\", label = \"{evil}\" }}\n\
         text = {{ type = \"text\" }}\nplace = {{ type = \"place\" }}\nsources = {{ type = \"cites\" }}\n\
         == content/bibliography.bib\n@book{{k, author={{<script>, A.}}, title={{<script>}}, year={{2020}}}}\n\
         == content/themes/terms.toml\n[[term]]\nid = \"a\"\nlabel = \"{evil}\"\ndefinition = \"{evil}\"\nalias = [\"{evil}\"]\nsource = \"k\"\n\
         == content/pilots/a.md\n+++\ntitle = \"{evil}\"\nsummary = \"{evil}\"\nproject = \"p\"\ntext = \"{evil}\"\nplace = \"{evil}\"\n\
         sources = [\"k\"]\nauthors = [\"{evil}\"]\nthemes = [{{ term = \"a\", note = \"{evil}\", source = \"k\" }}]\n+++\n\
         {evil} [@k, {evil}] [[a|{evil}]] [[a]]\n\n## {evil}\n\n```{evil}\n{evil}\n```\n\n[x](b.md '{evil}')\n\
         == content/pilots/b.md\n+++\ntitle = \"B\"\nthemes = []\n+++\n[{evil}](a.md) [[{evil}]]\n",
    ));
    // It may have errors; then only a preview shows it, also in a browser.
    // The search index is texts in scripts, which its page never takes for HTML.
    let others = |(path, _): &(String, _)| !(path.starts_with("search/") && path.ends_with(".js"));
    for (path, bytes) in outputs(&repository).into_iter().filter(others) {
        // The theme's scripts are files, so no script is inline.
        let text = String::from_utf8_lossy(&bytes);
        let text = without_own_scripts(&text);
        let html = Html::parse_document(&text);
        // The theme's scripts are files.
        let own = Selector::parse("script[src*='/assets/']:empty").expect("a selector");
        let data = Selector::parse("script[type='application/ld+json']").expect("a selector");
        for script in html.select(&data) {
            let json = script.text().collect::<String>();
            assert!(
                !json.contains('<') && serde_json::from_str::<serde_json::Value>(&json).is_ok(),
                "{path}"
            );
        }
        let risky = Selector::parse(
            "script:not([src*='/assets/'], [type='application/ld+json']), [onerror], img[src=x]",
        );
        let risky = risky.expect("a selector");
        assert!(!path.ends_with(".html") || html.select(&risky).next().is_none(), "{path} runs it");
        let own = html.select(&own).count() + html.select(&data).count();
        assert_eq!(text.matches("<script").count(), own, "{path} has one more");
    }
}

/// A page without the elements that load the theme's scripts.
fn without_own_scripts(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some(at) = rest.find("<script src=\"") {
        let end = rest[at..].find("></script>").expect("the element ends") + at;
        let is_own = rest[at..end].contains("/assets/") && rest[at..end].ends_with("\" defer");
        kept.push_str(if is_own { &rest[..at] } else { &rest[..end] });
        rest = &rest[end + if is_own { "></script>".len() } else { 0 }..];
    }
    kept + rest
}

/// A file can't be where a page's folder must be.
#[test]
fn a_file_in_the_place_of_a_folder_is_found() {
    for path in ["static/pilots", "content/pilots/a", "static/themes/all", "static/assets"] {
        let mut files = pilots(2);
        files.insert(
            "content/pilots/a.md".into(),
            b"+++\ntitle = \"A\"\nthemes = [\"all\"]\n+++\n".to_vec(),
        );
        files.insert(path.to_owned(), b"x".to_vec());
        let repository = repository(&files);
        let clash = repository.has_errors();
        assert!(clash, "{path} can't be written, and nobody says so");
    }
}
