//! Keys make the incremental build safe: an output whose key did not change must have the same bytes, or
//! readers get stale pages. Each test edits a repository in one way and looks at every output.

use super::common::{self, Files, generated, repository};
use crate::diagnostics::has_errors;
use crate::fingerprint::Fingerprint;
use crate::plan::Part;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is made, by path.
type Outputs = BTreeMap<String, Made>;

#[derive(PartialEq)]
struct Made {
    key: Fingerprint,
    parts: Vec<(Part, Fingerprint)>,
    bytes: Vec<u8>,
}

fn outputs(files: &Files) -> Outputs {
    let repository = repository(files);
    assert!(!has_errors(&repository.found), "{}", common::findings(&repository));
    let bytes = common::outputs(&repository);
    let one = |o: &crate::plan::Output| {
        let key = repository.key_in_parts(o);
        assert_eq!(key.finish(), repository.key(o), "{}", o.path);
        let (parts, bytes) = (key.parts().collect(), bytes[&o.path].clone());
        (o.path.clone(), Made { key: key.finish(), parts, bytes })
    };
    repository.plan.outputs.iter().map(one).collect()
}

/// The generated repository, made.
static BEFORE: LazyLock<Outputs> = LazyLock::new(|| outputs(&generated::repository()));

/// What an edit did: outputs with another key, outputs that came or went. Fails on a stale one: other
/// bytes under the same key.
fn edit(change: impl FnOnce(&mut Files)) -> Vec<String> {
    let mut files = generated::repository();
    change(&mut files);
    compared(&BEFORE, &outputs(&files))
}

/// [`edit`] of a repository that was made ready for it.
fn edit_of_edit(first: impl FnOnce(&mut Files), then: impl FnOnce(&mut Files)) {
    let mut files = generated::repository();
    first(&mut files);
    let before = outputs(&files);
    then(&mut files);
    compared(&before, &outputs(&files));
}

fn compared(before: &Outputs, after: &Outputs) -> Vec<String> {
    assert!(before != after, "the edit changes nothing");
    let mut stale = Vec::new();
    let mut changed = Vec::new();
    for (path, made) in after {
        let known = before.get(path);
        if let Some(known) = known {
            // So `talkoo why` can always name what changed.
            assert_eq!(known.key == made.key, known.parts == made.parts, "{path}: key and parts");
        }
        match known {
            Some(known) if known.key == made.key => {
                if known.bytes != made.bytes {
                    stale.push(format!("{path}: {}", difference(&known.bytes, &made.bytes)));
                }
            }
            _ => changed.push(path.clone()),
        }
    }
    changed.extend(before.keys().filter(|path| !after.contains_key(*path)).cloned());
    assert!(stale.is_empty(), "other bytes under the same key:\n{}", stale.join("\n"));
    changed
}

/// Where two texts begin to differ.
fn difference(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let part =
        |text: &str| text.chars().skip(same.saturating_sub(40)).take(100).collect::<String>();
    format!("{:?} is now {:?}", part(&old), part(&new))
}

/// Replaces a text in a file; it must be there.
fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).expect("it is text");
    assert!(text.contains(from), "{path} has no {from:?}");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}

/// An edit that replaces a text.
fn replaced(path: &str, from: &str, to: &str) -> Vec<String> {
    edit(|files| replace(files, path, from, to))
}

const PILOT: &str = "content/pilots/p-06.md";
const PAGE: &str = "pilots/p-06/index.html";

// ---------------------------------------------------------------- what changes nothing else

#[test]
fn a_body_edit_changes_the_key_of_its_page_alone() {
    assert_eq!(replaced(PILOT, "Result 6.", "Another result."), [PAGE]);
    assert_eq!(replaced("content/about.md", "We are many.", "We are few."), ["about/index.html"]);
    assert_eq!(replaced("content/index.md", "Welcome", "Come in"), ["index.html"]);
    assert_eq!(
        replaced("content/pilots/index.md", "All of", "Every one of"),
        ["pilots/index.html"]
    );
    assert_eq!(
        replaced("content/enablers/enablers-0.md", "Prose", "Words"),
        ["enablers/enablers-0/index.html"]
    );
    assert_eq!(
        replaced("content/pilots/p-10.et.md", "Vaata", "Palun vaata"),
        ["et/pilots/p-10/index.html", "pilots/p-10/index.html"]
    );
}

#[test]
fn a_static_file_is_its_own_output() {
    assert_eq!(replaced("static/plain.txt", "plain", "other"), ["plain.txt"]);
    assert_eq!(replaced("content/pilots/map.png", "a picture", "another"), ["pilots/map.png"]);
}

/// A page keeps a place for its pictures, so their size is part of it.
#[test]
fn the_size_of_a_picture_is_part_of_the_key() {
    let sized = "<svg width=\"3\" height=\"2\"></svg>";
    let changed = replaced("content/pilots/map.png", "a picture", sized);
    assert!(changed.iter().any(|path| path.ends_with("/index.html")), "{changed:?}");
}

// ---------------------------------------------------------------- nothing is stale

#[test]
fn faces_reach_all_who_show_them() {
    let changed = replaced(
        PILOT,
        "title = \"Pilot 6\"",
        "title = \"Renamed\"\naliases = [\"/pilot-6/\"]\ndraft = false",
    );
    for path in [
        PAGE,
        "pilots/index.html",
        "themes/themes-0/index.html",
        "pilots/p-35/index.html",
        "feed.xml",
        "pilot-6/index.html",
    ] {
        assert!(changed.iter().any(|known| known == path), "{path} shows the title: {changed:?}");
    }
    replaced(PILOT, "Summary 6.", "Another.");
    replaced(PILOT, "country = \"IT\"", "country = \"FI\"");
    replaced(PILOT, "themes = [\"themes-0\"", "themes = [\"themes-5\"");
    replaced(PILOT, "start = 2016", "start = 2001");
    replaced(PILOT, "end = 2022", "end = 2021");
    replaced(PILOT, "next = \"p-07\"", "next = \"p-09\"");
    replaced("content/pilots/p-10.et.md", "Katse 10", "Uus katse");
    replaced("content/posts/post-02.md", "date = 2012", "date = 2009");
    replaced("content/posts/post-02.md", "Author 2", "Somebody else");
}

#[test]
fn pages_come_and_go() {
    edit(|files| drop(files.remove("content/posts/post-07.md")));
    edit(|files| drop(files.remove("content/pilots/p-10.et.md")));
    edit(|files| drop(files.remove("content/enablers/index.md")));
    edit(|files| drop(files.remove("content/enablers/enablers-0.md")));
    edit(|files| {
        let text = String::from_utf8_lossy(&files["content/posts/post-07.md"])
            .replace("Post 7", "Added")
            .into_bytes();
        files.insert("content/posts/added.md".into(), text);
    });
    edit(|files| {
        files.insert(
            "content/pilots/p-11.et.md".into(),
            b"+++\ntitle = \"Katse 11\"\n+++\n".to_vec(),
        );
        files.insert("content/enablers/enablers-4.md".into(), b"+++\n+++\nProse.\n".to_vec());
        files.insert("static/added.txt".into(), b"x".to_vec());
    });
    edit(|files| replace(files, "content/posts/post-07.md", "+++\n", "+++\ndraft = true\n"));
}

#[test]
fn terms_reach_all_who_show_them() {
    let terms = "content/enablers/terms.toml";
    replaced(terms, "en = \"enablers 1\"", "en = \"Renamed\"");
    replaced(terms, "et = \"enablers 1 et\"", "et = \"Uus nimi\"");
    replaced(terms, "What enablers 1 means", "It means this");
    replaced(terms, "source = \"work1\"", "source = \"work3\"");
    replaced(terms, "alias = [\"enablers alias\"]", "alias = [\"another\"]");
    replaced(terms, "related = [\"enablers-0\"]", "related = [\"enablers-1\"]");
    replaced(terms, "broader = \"enablers-4\"", "broader = \"enablers-0\"");
    replaced(terms, "broader = \"enablers-4\"\n", "");
    replaced(
        "content/barriers/terms.toml",
        "answered_by = [\"enablers-1\"]",
        "answered_by = [\"enablers-5\"]",
    );
    edit(|files| {
        let added = b"[[term]]\nid = \"added\"\nlabel = \"Added\"\nbroader = \"enablers-0\"\n";
        files.get_mut(terms).expect("it is there").extend(added);
    });
}

#[test]
fn links_and_claims_reach_their_other_end() {
    replaced(PILOT, "It links to", "Therefore it links to");
    replaced(PILOT, "[another pilot](p-09.md#results)", "another pilot");
    replaced(PILOT, "(p-09.md#results)", "(p-12.md)");
    replaced(PILOT, "[[p-17]]", "[[p-18]]");
    replaced(PILOT, "Text 6 has", "Text 6, after [@work0], has");
    replaced(PILOT, "Note 6", "Another note");
    replaced(PILOT, "[[enablers-0]]", "[[enablers-5]]");
    replaced(PILOT, "strength = 0", "strength = 5");
    replaced(PILOT, "source = \"work2\"", "source = \"work3\"");
    replaced(PILOT, "source = \"https://example.org/6\"", "source = \"https://example.org/\"");
    replaced(PILOT, "term = \"barriers-0\"", "term = \"barriers-2\"");
}

#[test]
fn settings_theme_and_works_reach_everything() {
    for n in 0..4 {
        replaced("content/bibliography.bib", &format!("Author{n}"), "Somebody");
    }
    replaced("site.toml", "title = \"Generated\"", "title = \"Commons\"");
    replaced("site.toml", "inverse = \"After\"", "inverse = \"Comes after\"");
    replaced("site.toml", "https://example.org/sub/", "https://example.org/elsewhere/");
    replaced("themes/mine/strings/en.toml", "Has in common", "Shares");
    let put = |path: &'static str, text: &'static str| {
        edit(move |files| drop(files.insert(path.to_owned(), text.as_bytes().to_vec())))
    };
    put(
        "themes/mine/templates/page.html",
        "{% extends \"commons/page.html\" %}{% block head %}<!-- x -->{% endblock head %}",
    );
    put(
        "themes/mine/templates/404.html",
        "{% extends \"commons/404.html\" %}{% block head %}<!-- x -->{% endblock head %}",
    );
    put("themes/mine/assets/style.css", "body { color: red }");
    put("themes/mine/assets/added.txt", "x");
}

#[test]
fn templates_reach_who_names_them_however_that_is_written() {
    const NAMED: &str = "themes/mine/templates/named.html";
    let put = |files: &mut Files, path: &str, text: &str| {
        drop(files.insert(path.to_owned(), text.as_bytes().to_vec()));
    };
    for (page, named) in [
        ("{% include `named.html` %}", "NAMED"),
        ("{{ <named /> }}", "{%component named()%}NAMED{%endcomponent named%}"),
        ("{{ <named /> }}", "{%-\ncomponent named(@ page) -%}NAMED{% endcomponent named %}"),
    ] {
        edit_of_edit(
            |files| {
                put(files, "themes/mine/templates/page.html", page);
                put(files, NAMED, named);
            },
            |files| put(files, NAMED, &named.replace("NAMED", "named")),
        );
    }
}

#[test]
fn works_reach_their_pages_and_citations_the_works() {
    let changed = replaced(PILOT, "Cited [@work2, p. 6]", "Seen in [@work2, p. 6]");
    assert_eq!(changed, [PAGE, "publications/work2/index.html"]);
    replaced(PILOT, "Barrier note 6", "See [@work3]: note 6");
    replaced(PILOT, "source = \"work2\"", "source = \"work3\"");
    replaced("content/posts/post-02.md", "sources = [\"work2\"]", "sources = [\"work3\"]");
    replaced("content/enablers/terms.toml", "source = \"work1\"", "source = \"work3\"");
    replaced("content/bibliography.bib", "year={2000}", "year={2009}");
    edit(|files| drop(files.remove("content/publications/work1.md")));
    edit(|files| {
        files.insert("content/publications/work2.md".into(), b"+++\n+++\nProse.\n".to_vec());
    });
    edit(|files| {
        files.remove("content/publications/work1.md");
        replace(files, "site.toml", "collection = \"publications\"\n", "");
    });
}

/// A work that nothing cites any more loses its page, and one that is cited at last gets one.
#[test]
fn pages_of_works_come_and_go() {
    let added = "@book{added, author={New, A.}, title={Added}, year={2020}}\n@book{work0";
    edit_of_edit(
        |files| replace(files, "content/bibliography.bib", "@book{work0", added),
        |files| replace(files, PILOT, "Text 6 has", "Text 6, after [@added], has"),
    );
    edit_of_edit(
        |files| {
            replace(files, "content/bibliography.bib", "@book{work0", added);
            replace(files, PILOT, "Text 6 has", "Text 6, after [@added], has");
        },
        |files| replace(files, PILOT, " after [@added],", ""),
    );
}

// ---------------------------------------------------------------- what is easily forgotten

/// The note on a term's page stands there with its links; their targets are holes in its HTML.
#[test]
fn a_link_in_a_note_is_part_of_the_key() {
    replaced(PILOT, "[that pilot](p-11.md)", "[that pilot](p-12.md)");
}

#[test]
fn the_place_in_a_cited_work_is_part_of_the_key() {
    replaced(PILOT, "[@work2, p. 6]", "[@work2, p. 7]");
}

#[test]
fn feeds_with_undated_pages_know_what_these_are_dated_with() {
    replaced("content/posts/post-11.md", "date = 2021", "date = 2031");
}

#[test]
fn a_place_on_a_linked_page_is_part_of_the_key() {
    edit_of_edit(
        |files| replace(files, PILOT, "[[enablers-0]]", "[[p-11#results]]"),
        |files| replace(files, PILOT, "[[p-11#results]]", "[[p-11#_fn-1]]"),
    );
}

#[test]
fn code_in_a_note_is_part_of_the_key() {
    let note = "\"\"\"\n```python\nbefore()\n```\n\"\"\"";
    edit_of_edit(
        |files| replace(files, PILOT, "\"Barrier note 6.\"", note),
        |files| replace(files, PILOT, "before()", "after()"),
    );
}

#[test]
fn works_that_the_fields_of_terms_cite_are_part_of_the_key() {
    edit_of_edit(
        |files| replace(files, BARRIERS, "sources = [\"work0\"]", "sources = [\"work1\"]"),
        |files| replace(files, "content/bibliography.bib", "title={Work 1}", "title={Other work}"),
    );
}

const BARRIERS: &str = "content/barriers/terms.toml";

/// A term may have tables of its own, `[term.definition]` say; what they hold is part of it.
fn table_of_a_term(table: &str, from: &str, to: &str) {
    let first = "[[term]]\nid = \"barriers-0\"";
    let cites = "sources = { type = \"cites\" }";
    let claims = format!("{cites}\nclaims = {{ type = \"claims\", vocabulary = \"enablers\" }}");
    edit_of_edit(
        |files| {
            let added = format!("[[term]]\nid = \"added\"\nlabel = \"Added\"\n{table}{first}");
            replace(files, "site.toml", cites, &claims);
            replace(files, BARRIERS, first, &added);
        },
        |files| replace(files, BARRIERS, from, to),
    );
}

#[test]
fn a_definition_in_a_table_is_part_of_the_key() {
    table_of_a_term("[term.definition]\net = \"x\"\nen = \"Before.\"\n", "Before.", "After.");
}

#[test]
fn a_definition_with_dots_is_part_of_the_key() {
    table_of_a_term("definition.et = \"x\"\ndefinition.en = \"Before.\"\n", "Before.", "After.");
}

#[test]
fn a_claim_of_a_term_is_part_of_the_key() {
    let claims = "[[term.claims]]\nterm = \"enablers-0\"\n[[term.claims]]\nnote = \"x\"\nterm = \"enablers-1\"\n";
    table_of_a_term(claims, "term = \"enablers-1\"\n[[term]]", "term = \"enablers-2\"\n[[term]]");
}

#[test]
fn parts_of_a_record_reach_the_term_beside_them() {
    let term = "themes/themes-1/index.html".to_owned();
    for (from, to) in [
        ("Outcome 6", "Another outcome"),
        ("level = 0", "level = 5"),
        ("Remark 6", "Another remark"),
        ("Answer 6.", "Another answer."),
        ("note = \"Remark 6, see [[p-13]]", "note = \"Remark 6, see [[p-14]]"),
    ] {
        assert!(replaced(PILOT, from, to).contains(&term), "{to} is shown beside the term");
    }
    replaced(PILOT, "with = \"p-15\"", "with = \"p-16\"");
    replaced(PILOT, "Second 6", "Another second");
    replaced("content/bibliography.bib", "Work 1", "Renamed");
    replaced("content/pilots/p-13.md", "Pilot 13", "Renamed");
    replaced(
        "content/themes/terms.toml",
        "label = { en = \"themes 1\"",
        "label = { en = \"renamed\"",
    );
}

// ---------------------------------------------------------------- finding

#[test]
fn what_helps_to_find_pages_knows_what_it_shows() {
    let has = |changed: &[String], path: &str| changed.iter().any(|known| known == path);
    let changed = replaced(PILOT, "title = \"Pilot 6\"", "title = \"Renamed\"");
    for path in [
        "pilots/explore/index.html",
        "pilots/matrix/enablers/index.html",
        "pilots/matrix/enablers.csv",
    ] {
        assert!(has(&changed, path), "{path} shows the title: {changed:?}");
    }
    // Strengths are cells of the matrix, and no reason to touch another one or the list.
    let changed = replaced(PILOT, "strength = 0", "strength = 5");
    assert!(has(&changed, "pilots/matrix/enablers/index.html"), "{changed:?}");
    assert!(!has(&changed, "pilots/explore/index.html"), "{changed:?}");
    assert!(!has(&changed, "pilots/matrix/evidence-answer/index.html"), "{changed:?}");
    let changed = replaced(PILOT, "start = 2016", "start = 2001");
    assert!(has(&changed, "pilots/explore/index.html"), "years are facets: {changed:?}");
}

#[test]
fn places_reach_the_map_and_the_page_of_their_country() {
    let changed = replaced("content/pilots/p-08.md", "Town 0", "City");
    for path in ["index.html", "countries/index.html", "countries/ee/index.html"] {
        assert!(changed.iter().any(|known| known == path), "{path} has the pin: {changed:?}");
    }
    assert!(!changed.iter().any(|known| known == "countries/it/index.html"), "{changed:?}");
    replaced("content/pilots/p-08.md", "lat = 58.0", "lat = 57.5");
    replaced("content/pilots/p-08.md", "country = \"EE\"", "country = \"IT\"");
}

/// The index is made anew when a text of a page changes, and not when a template does.
#[test]
fn the_search_index_has_a_key_of_its_own() {
    let key = |files: &Files| repository(files).search_key().expect("there is a search");
    let files = generated::repository();
    let mut other = files.clone();
    replace(&mut other, PILOT, "Result 6.", "Another result.");
    assert_ne!(key(&files), key(&other));
    let mut other = files.clone();
    other.insert("themes/mine/assets/added.txt".to_owned(), b"x".to_vec());
    assert_eq!(key(&files), key(&other));
}

// ---------------------------------------------------------------- the parts of a key

/// The parts of an output that an edit made others, by name.
fn changed_parts(path: &str, file: &str, from: &str, to: &str) -> Vec<&'static str> {
    let mut files = generated::repository();
    replace(&mut files, file, from, to);
    let after = outputs(&files);
    let (then, now) = (&BEFORE[path].parts, &after[path].parts);
    let changed = now.iter().filter(|part| !then.contains(part)).map(|(part, _)| *part);
    let gone = then.iter().map(|(part, _)| *part);
    let gone = gone.filter(|part| now.iter().all(|(known, _)| known != part));
    let mut names: Vec<&str> = changed.chain(gone).map(Part::name).collect();
    names.sort_unstable();
    names
}

#[test]
fn parts_say_what_changed() {
    let of_body = |path| changed_parts(path, PILOT, "Result 6.", "Another result.");
    assert_eq!(of_body(PAGE), ["page"]);
    assert_eq!(of_body("pilots/index.html"), [""; 0]);
    let of_title = |path| changed_parts(path, PILOT, "\"Pilot 6\"", "\"Renamed\"");
    assert_eq!(of_title(PAGE), ["page", "title"]);
    assert_eq!(of_title("pilots/index.html"), ["entries"]);
    assert_eq!(of_title("themes/themes-0/index.html"), ["members"]);
    assert_eq!(of_title("pilots/p-09/index.html"), ["inbound"]);
    assert_eq!(of_title("about/index.html"), [""; 0]);
    assert_eq!(of_title("feed.xml"), ["entries"]);
    let of_term = |path| {
        changed_parts(path, "content/themes/terms.toml", "What themes 0 means", "What it means")
    };
    assert_eq!(of_term(PAGE), ["terms"]);
    assert_eq!(of_term("themes/themes-0/index.html"), ["term", "title"]);
    assert_eq!(of_term("themes/index.html"), ["counts"]);
    let of_work = |path| changed_parts(path, "content/bibliography.bib", "Work 1", "Another");
    assert_eq!(of_work("posts/post-01/index.html"), ["works"]);
    let of_settings = |path| changed_parts(path, "site.toml", "Generated", "Renamed");
    assert_eq!(of_settings("robots.txt"), ["site"]);
    let strings = "themes/mine/strings/en.toml";
    assert_eq!(changed_parts("404.html", strings, "Has in common", "Shares"), ["theme"]);
    assert_eq!(changed_parts("plain.txt", "static/plain.txt", "plain", "other"), ["file"]);
}

#[test]
fn what_a_claim_says_is_told_apart() {
    let claim = |files: &mut Files, says: &str| {
        let text = format!(
            "[[enablers]]\nterm = \"enablers-3\"\n{says} = \"https://example.org/x\"\n+++\nText"
        );
        replace(files, PILOT, "+++\nText", &text);
    };
    edit_of_edit(
        |files| claim(files, "note"),
        |files| replace(files, PILOT, "note = \"https:", "source = \"https:"),
    );
}

#[test]
fn whether_a_wikilink_is_called_as_what_it_leads_to_is_seen_there() {
    let changed = replaced("content/about.md", "[[enablers-1]]", "[[enablers-1|enablers-1]]");
    assert!(changed.contains(&"enablers/enablers-1/index.html".to_owned()), "{changed:?}");
}
