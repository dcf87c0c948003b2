//! `talkoo import` on the fixtures of `tests/import/`, and what `docs/content/guide/import.md` tells people to type.

use crate::common::{here, tree};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn talkoo(folder: &Path, words: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_talkoo");
    Command::new(program).args(words).current_dir(folder).output().expect("talkoo runs")
}

/// Runs an import into a new folder and returns that with what was said.
fn import(kind: &str, source: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = here("tests/import").join(source);
    let source = source.to_str().expect("its path is a text");
    let done = talkoo(folder.path(), &["import", kind, source, "--into", ".", "--all"]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    (folder, said)
}

fn text(folder: &tempfile::TempDir, path: &str) -> String {
    let text = fs::read_to_string(folder.path().join(path));
    text.unwrap_or_else(|error| panic!("{path}: {error}\n{:?}", tree(folder.path()).keys()))
}

const ALL: [(&str, &str); 10] = [
    ("wordpress", "wordpress"),
    ("wordpress", "rest"),
    ("site", "hugo"),
    ("site", "jekyll"),
    ("site", "quarto"),
    ("table", "table.csv"),
    ("table", "table.xlsx"),
    ("table", "table.ods"),
    ("bibliography", "works.json"),
    ("mirror", "mirror"),
];

#[test]
fn a_first_page_at_once_and_the_same_bytes_again() {
    for (kind, source) in ALL {
        let (folder, _) = import(kind, source);
        let before = tree(folder.path());
        assert!(before.contains_key("site.toml"), "{source}: {:?}", before.keys());
        let check = talkoo(folder.path(), &["check"]);
        let said = String::from_utf8_lossy(&check.stdout).into_owned();
        assert!(check.status.success(), "{source}: {said}");
        let source_path = here("tests/import").join(source);
        let again = ["import", kind, source_path.to_str().expect("a text"), "--into", "."];
        // A run that was killed left the settings, or all but some pages.
        let is_page = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("\nimported = ");
        let all = before.iter().filter(|(path, _)| *path != "site.toml");
        let some = before.iter().filter(|(_, bytes)| is_page(bytes)).step_by(2);
        let left_out = [all.map(|one| one.0).collect::<Vec<_>>(), some.map(|one| one.0).collect()];
        for lost in left_out {
            lost.iter()
                .for_each(|path| fs::remove_file(folder.path().join(path)).expect("it is there"));
            assert!(talkoo(folder.path(), &again).status.success());
            let after = tree(folder.path());
            let differ = before.iter().filter(|(path, bytes)| after.get(*path) != Some(bytes));
            let differ: Vec<_> = differ.map(|(path, _)| path).collect();
            assert!(differ.is_empty() && after.len() == before.len(), "{source}: {differ:?}");
        }
        assert!(talkoo(folder.path(), &["build"]).status.success(), "{source} can be built");
    }
}

#[test]
fn an_export_and_answers_of_the_same_site_give_equal_pages() {
    let (export, said) = import("wordpress", "wordpress");
    let (rest, _) = import("wordpress", "rest");
    let pages = |folder: &tempfile::TempDir| {
        let mut all = tree(&folder.path().join("content"));
        all.retain(|path, _| path.ends_with(".md") || path.ends_with(".toml"));
        all.into_iter()
            .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
            .collect::<Vec<_>>()
    };
    // Answers hold no pictures, so links to these differ.
    let plain = |text: String| {
        let text = text.replace("https://old.example.org/blog/wp-content", "/wp-content");
        text.replace("%C3%B5", "õ")
    };
    let plainly = |pages: Vec<(String, String)>| -> Vec<(String, String)> {
        pages.into_iter().map(|(path, text)| (path, plain(text))).collect()
    };
    for (one, other) in plainly(pages(&export)).into_iter().zip(plainly(pages(&rest))) {
        assert_eq!(one, other);
    }
    for why in [
        "it is a draft",
        "it has a password",
        "it is private",
        "dynamic block",
        "shortcode",
        "stored list",
    ] {
        assert!(said.contains(why), "{why} is not in {said}");
    }
    let classic = text(&export, "content/posts/a-classic-post.md");
    for due in [
        "title = \"Cooking & eating – together\"",
        "summary = \"What we cooked.\"",
        "updated = 2021-06-01",
        "authors = [\"Märi Maasikas\"]",
        "aliases = [\"/2021/04/a-classic-post/\", \"/?p=10\"]",
        "place = \"Võru\"",
        "picture = { src = \"/wp-content/uploads/2021/04/soup.png\", alt = \"Soup\" }",
        "imported = { from = \"wordpress\", id = \"10\", date = 2021-04-05 }",
        "A walk with neighbours & friends.\\\nOn a second line.",
        "![The yard](/wp-content/uploads/2021/04/%C3%B5ued.jpg \"The yard in spring\")",
        "| Year | People |\n| --- | --- |\n| 2019 | 12 |",
        "```\nif a < b {\n\n  c();\n}\n```",
        "[about the team](../about/team.md), the [block page](a-block-post.md) and [all events](/categories/events/)",
        "![Soup](/wp-content/uploads/2021/04/soup.png)",
    ] {
        assert!(classic.contains(due), "{due}\nis not in\n{classic}");
    }
    let block = text(&export, "content/posts/a-block-post.md");
    for due in [
        "note[^1] and H₂O.",
        "## A heading on two lines",
        "```rust\nlet x = \"<b>\";\n```",
        "- One\n",
        "Talkoot\n: Work done together",
        "[Map](https://maps.example.org/x)",
        "[^1]: The *note*.",
    ] {
        assert!(block.contains(due), "{due}\nis not in\n{block}");
    }
    let menu = "navigation = [\n  { label = \"Who we are\", page = \"about.md\" },";
    assert!(text(&export, "site.toml").contains(menu));
    assert!(text(&export, "content/categories/terms.toml").contains("broader = \"events\""));
    assert!(text(&export, "content/about/team.md").contains("Mari & Jaan, \\@home."));
}

#[test]
fn three_kinds_of_tables_give_the_same_pages() {
    let body = |source: &str| {
        let (folder, said) = import("table", source);
        (text(&folder, "content/table/tool-library-shared.md"), said)
    };
    let (csv, said) = body("table.csv");
    assert!(said.contains("semicolons separate the columns"), "{said}");
    for due in [
        "country = \"EE\"",
        "start = 2021-01-15",
        "themes = [\"repair\", \"ageing\"]",
        "people = 120",
    ] {
        assert!(csv.contains(due), "{due} is not in {csv}");
    }
    let without_id = |text: &str| {
        text.lines().filter(|line| !line.starts_with("imported")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(without_id(&csv), without_id(&body("table.xlsx").0));
    assert_eq!(without_id(&csv), without_id(&body("table.ods").0));
}

#[test]
fn other_generators_become_markdown() {
    let (hugo, _) = import("site", "hugo");
    let first = text(&hugo, "content/posts/first.md");
    for due in [
        "country = \"NO\"",
        "phone = \"0123\"",
        "order = 2",
        "aliases = [\"/old/first/\"]",
        "[the bundle](bundle/index.md) and [about](../about/index.md), or [again](bundle/index.md#end)",
        "> [!WARNING]\n> Mind the step.",
        "{{< chart data=\"x.json\" >}}",
    ] {
        assert!(first.contains(due), "{due}\nis not in\n{first}");
    }
    assert!(hugo.path().join("content/posts/bundle/soup.jpg").is_file());
    let (jekyll, _) = import("site", "jekyll");
    let post = text(&jekyll, "content/posts/kook.md");
    for due in [
        "aliases = [\"/toit/2019/11/30/kook/\"]",
        "[teist](teine.md)",
        "![pilti](/assets/pilt.png)",
        "```ruby",
    ] {
        assert!(post.contains(due), "{due}\nis not in\n{post}");
    }
    let (mirror, _) = import("mirror", "mirror");
    let about = text(&mirror, "content/about.md");
    assert!(
        about.contains("title = \"About us\"") && about.contains("date = 2017-05-06"),
        "{about}"
    );
    assert!(!about.contains("Paid by") && !about.contains("[Home]"), "{about}");
}

#[test]
fn a_mapping_is_read_back_and_its_mistakes_are_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = here("tests/import/table.csv");
    let source = source.to_str().expect("a text");
    let run = |words: &[&str]| {
        talkoo(
            folder.path(),
            &[&["import", "table", source, "--into", "new", "--map", "map.toml"], words].concat(),
        )
    };
    assert!(run(&["--dry-run"]).status.success());
    assert!(!folder.path().join("new").exists(), "a dry run writes nothing");
    let map = fs::read_to_string(folder.path().join("map.toml")).expect("it was proposed");
    let map = map.replace("table = \"table\"", "table = \"pilots\"");
    let map: String =
        map.lines()
            .map(|line| {
                if line.starts_with("Web =") { "Web = false\n".into() } else { format!("{line}\n") }
            })
            .collect();
    fs::write(folder.path().join("map.toml"), &map).expect("it can be written");
    assert!(run(&[]).status.success());
    let page = fs::read_to_string(folder.path().join("new/content/pilots/bicycle-cafe.md"))
        .expect("it is there");
    assert!(!page.contains("web ="), "{page}");
    let twice = "Country = { to = \"people\", type = \"text\" } # =";
    for (written, wrong, due) in [
        ("Country =", "Contry =", "did you mean `Country`?"),
        ("Country =", twice, "`Country` and `People` in [fields.table] both become `people`"),
        ("table = \"pilots\"", "table = \"search\"", "every site has /search/ for itself"),
        ("table = \"pilots\"", "table = \"countries\"", "can't be a collection and a vocabulary"),
        ("[collections]", "[collections", "map.toml: line "),
    ] {
        assert!(map.contains(written), "{written} is not in {map}");
        fs::write(folder.path().join("map.toml"), map.replace(written, wrong)).expect("written");
        let said = String::from_utf8_lossy(&run(&[]).stderr).into_owned();
        assert!(said.contains(due) && !said.contains("\\n"), "{due}: {said}");
    }
}

#[test]
fn a_repository_keeps_what_it_has() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("it can be made");
        fs::write(place, text).expect("it can be written");
    };
    put(
        "site.toml",
        "title = \"T\"\n[vocabularies.countries]\n[vocabularies.themes]\n[collections.pilots.fields]\nland = { type = \"term\", vocabulary = \"countries\", label = \"Country\" }\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n",
    );
    put("content/themes/terms.toml", "[[term]]\nid = \"food\"\nlabel = \"Food\"\n");
    put("content/pilots/bicycle-cafe.md", "+++\ntitle = \"Ours\"\n+++\n");
    put("table.csv", "Title,Country,Themes,Extra\nBicycle café,NO,Food|Agein,x\nOther,EE,Fodo,y\n");
    let done = talkoo(folder.path(), &["import", "table", "table.csv", "--all"]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(
        fs::read_to_string(folder.path().join("content/pilots/bicycle-cafe.md"))
            .expect("it is there"),
        "+++\ntitle = \"Ours\"\n+++\n"
    );
    let other =
        fs::read_to_string(folder.path().join("content/pilots/other.md")).expect("it is there");
    assert!(other.contains("land = \"EE\"") && other.contains("themes = [\"Fodo\"]"), "{other}");
    for due in ["left as they are", "did you mean `Food`?", "Extra"] {
        assert!(said.contains(due), "{due} is not in {said}");
    }
}

/// Sources that want to write elsewhere, or to be larger than they are.
#[test]
fn hostile_sources_stay_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    let item = |name: &str| {
        format!(
            "<item><title>T</title><link>https://a.example/{name}</link><content:encoded><![CDATA[&lol9; <img src=\"x\">]]></content:encoded><wp:post_id>{}</wp:post_id><wp:post_name>{name}</wp:post_name><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>",
            name.len()
        )
    };
    let names =
        ["../../../etc/passwd", "/etc/passwd", "con", "a\\b\\..\\c", "%2e%2e%2fup", "..", "C:evil"];
    let bomb = "<!DOCTYPE rss [<!ENTITY lol \"lol\"><!ENTITY lol9 \"&lol;&lol;&lol;\"><!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
    let items: String = names.iter().map(|name| item(name)).collect();
    let attachment = "<item><title>x</title><wp:post_id>99</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://a.example/wp-content/uploads/../../../../x.jpg</wp:attachment_url></item>";
    let xml = format!(
        "{bomb}<rss><channel><title>&lol9;&file;</title><link>https://a.example</link>{items}{attachment}</channel></rss>"
    );
    fs::write(folder.path().join("export.xml"), xml).expect("it can be written");
    // A folder that leads elsewhere is not written through.
    #[cfg(unix)]
    {
        fs::create_dir_all(folder.path().join("new")).expect("it can be made");
        let elsewhere = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("new/content"))
            .expect("it can be made");
        let done = talkoo(folder.path(), &["import", "wordpress", "export.xml", "--into", "new"]);
        assert_eq!(done.status.code(), Some(2));
        assert!(tree(elsewhere.path()).is_empty());
        fs::remove_dir_all(folder.path().join("new")).expect("it can be removed");
    }
    let done = talkoo(folder.path(), &["import", "wordpress", "export.xml", "--into", "new"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let written = tree(folder.path());
    assert!(
        written.keys().all(|path| path == "export.xml" || path.starts_with("new/")),
        "{:?}",
        written.keys()
    );
    let settings = fs::read_to_string(folder.path().join("new/site.toml")).expect("it is there");
    assert!(!settings.contains("root:") && !settings.contains("lollol"), "{settings}");
}

/// Types each command of the guide, in the order in which it stands there.
#[test]
fn the_guide_can_be_followed() {
    let guide = fs::read_to_string(here("docs/content/guide/import.md")).expect("it is there");
    let folder = tempfile::tempdir().expect("a folder");
    let fixtures = here("tests/import");
    let copy = |from: &str, to: &str| {
        for (path, bytes) in tree(&fixtures.join(from)) {
            let place = folder.path().join(to).join(path);
            fs::create_dir_all(place.parent().expect("a folder")).expect("it can be made");
            fs::write(place, bytes).expect("it can be written");
        }
    };
    copy("wordpress", "old");
    copy("hugo", "old-site");
    copy("mirror", "saved");
    fs::copy(fixtures.join("table.csv"), folder.path().join("pilots.csv"))
        .expect("it can be copied");
    fs::copy(fixtures.join("works.json"), folder.path().join("works.json"))
        .expect("it can be copied");
    let mut typed = 0;
    for section in guide.split("\n## ") {
        // Each part of the guide begins with a new repository.
        let _ = fs::remove_dir_all(folder.path().join("commons"));
        for line in section.lines().filter_map(|line| line.trim().strip_prefix("$ talkoo ")) {
            let done = talkoo(folder.path(), &line.split_whitespace().collect::<Vec<_>>());
            let said = String::from_utf8_lossy(&done.stdout).into_owned()
                + &String::from_utf8_lossy(&done.stderr);
            assert!(done.status.success(), "{line}: {said}");
            typed += 1;
        }
    }
    assert!(typed > 8, "the guide has {typed} commands");
}

#[test]
fn what_an_import_left_is_counted_and_the_rest_is_strict() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("it can be made");
        fs::write(place, text).expect("it can be written");
    };
    put("site.toml", "title = \"T\"\n");
    let imported = "imported = { from = \"wordpress\", id = \"1\", date = 2020-01-02 }\n";
    put(
        "content/a.md",
        &format!("+++\ntitle = \"A\"\n{imported}+++\n\n[x](gone.md) ![](no.png)\n"),
    );
    let said = |words: &[&str]| {
        let done = talkoo(folder.path(), words);
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let (code, text) = said(&["check"]);
    assert_eq!(code, Some(0), "{text}");
    for due in [
        "left to do after the import: ",
        " in 1 page\n",
        "dead-link in 1 page",
        "missing-file in 1 page",
    ] {
        assert!(text.contains(due), "{due} is not in {text}");
    }
    // Who asks for a rule sees its lines.
    assert!(said(&["check", "--rule", "dead-link"]).1.contains("content/a.md:6:"));
    // Anybody can write the key into a page, so it is always said, and `--strict` does not heed it.
    let sentence =
        "1 page carries `imported`: errors there count as warnings, with --strict as errors\n";
    assert!(text.contains(sentence), "{text}");
    let (code, strict) = said(&["check", "--strict"]);
    assert_eq!(code, Some(1));
    assert!(strict.contains("error[dead-link]") && !strict.contains("left to do"), "{strict}");
    assert!(!strict.contains("carries"), "{strict}");
    put("content/b.md", "+++\ntitle = \"B\"\n+++\n\n[x](gone.md)\n");
    let (code, text) = said(&["check"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("error[dead-link]") && text.contains("content/b.md:5:"), "{text}");
    // What keeps a site from being built stays an error wherever it is.
    put("content/b.md", "+++\ntitle = \"B\"\n+++\n");
    put("content/a.md", &format!("+++\ntitle = \"A\n{imported}+++\n"));
    assert_eq!(said(&["check"]).0, Some(1));
}
