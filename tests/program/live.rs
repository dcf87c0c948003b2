//! `talkoo watch` with pages open: each is told what changed of it and nothing else, and what is wrong is said where
//! it is.

use crate::watched::{Events, PATIENCE, Repository, SITE, Watch, page};
use serde_json::Value;
use std::fs;
use std::time::Instant;

/// A repository with a theme of its own.
fn themed() -> Repository {
    let repository = Repository::new();
    repository.write("themes/mine/theme.toml", "name = \"mine\"\nextends = \"commons\"\n");
    repository.write("site.toml", &format!("theme = \"mine\"\n{SITE}"));
    repository
}

/// The status for a page, asked for until it is as expected.
fn status(watch: &Watch, path: &str, expected: impl Fn(&Value) -> bool) -> Value {
    let start = Instant::now();
    loop {
        let answer = watch.get(&format!("/.talkoo/status.json?path={path}"));
        let status: Value = serde_json::from_str(&answer.body).unwrap();
        if expected(&status) {
            return status;
        }
        assert!(start.elapsed() < PATIENCE, "the status of {path} stayed {status:#}");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

fn of(watch: &Watch, path: &str) -> Events {
    watch.events(path, &watch.get(path).state())
}

#[test]
fn only_the_changed_page_is_told() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let (first, second) = (watch.get("/pilots/a/").state(), watch.get("/pilots/b/").state());
    let mut of_first = watch.events("/pilots/a/", &first);
    let mut of_second = watch.events("/pilots/b/", &second);
    repository.write("content/pilots/a.md", &page("First", "Edited."));
    assert_eq!(of_first.of_page(), ("change".to_owned(), watch.get("/pilots/a/").state()));
    // The second page's first event is that of its own edit: the one before was none of its business.
    repository.write("content/pilots/b.md", &page("Second", "Edited."));
    let (event, told) = of_second.of_page();
    assert_eq!((event.as_str(), &told), ("change", &watch.get("/pilots/b/").state()));
    assert_ne!(told, second);
    // Whoever was served before the edit is told at once: a sleeping tab, or one of an earlier run.
    assert_eq!(watch.events("/pilots/a/", &first).of_page().0, "change");
    // A page that vanishes, and one that appears, are told as well.
    let mut of_none = watch.events("/pilots/d/", &watch.get("/pilots/d/").state());
    fs::rename(repository.0.join("content/pilots/a.md"), repository.0.join("content/pilots/d.md"))
        .unwrap();
    assert_eq!(of_none.of_page().0, "change");
    assert_eq!(of_first.of_page().0, "change");
}

#[test]
fn an_edit_is_told_once() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let mut events = of(&watch, "/pilots/a/");
    // What is different elsewhere and what is wrong is found out later, and is no other page.
    for words in ["One.", "Two.", "Three."] {
        repository.write("content/pilots/a.md", &page("First", words));
        let until_said = std::iter::from_fn(|| Some(events.next()));
        let told = until_said.take_while(|(name, said)| name != "status" || said != "edit");
        assert_eq!(told.filter(|(name, _)| name != "status").count(), 1, "{words}");
    }
}

#[test]
fn mistakes_leave_the_last_good_page() {
    let repository = themed();
    let watch = Watch::free(&repository.0, &[]);
    let good = watch.get("/pilots/a/");
    // Settings that are no TOML, or gone, change nothing; after they are fixed all goes on.
    for broken in [true, false] {
        if broken {
            repository.write("site.toml", "title = \n[")
        } else {
            repository.remove("site.toml")
        }
        repository.write("content/pilots/b.md", &page("Second", &format!("Mended {broken}.")));
        assert!(watch.get("/pilots/a/").body.contains("Words of the first."));
        repository.write("site.toml", &format!("theme = \"mine\"\n{SITE}"));
        watch.until("/pilots/b/", |answer| answer.body.contains(&format!("Mended {broken}.")));
    }
    assert_eq!(watch.get("/pilots/a/").state(), good.state());
    // A template that fails: what was shown stays, what was not shown says why.
    repository.write("themes/mine/templates/page.html", "<body>{{ page.nothing.at_all }}</body>");
    repository.write("content/pilots/e.md", &page("Fifth", "New."));
    let error = watch.until("/pilots/e/", |answer| answer.status == 500);
    assert!(error.body.contains("themes/mine/templates/page.html"), "{}", error.body);
    assert_eq!(watch.get("/pilots/a/").state(), good.state());
    repository.write("themes/mine/templates/page.html", "<body>fixed {{ page.title }}</body>");
    watch.until("/pilots/e/", |answer| answer.body.contains("fixed Fifth"));
}

#[test]
fn a_style_sheet_is_named_to_the_pages_that_link_it() {
    let repository = themed();
    repository.write("themes/mine/assets/print.css", "body { color: black }");
    repository.write("static/own.css", "p { color: black }");
    repository.write("static/own/index.html", "<link rel=stylesheet href=../own.css><p>Own</p>");
    let watch = Watch::free(&repository.0, &[]);
    let (mut of_first, mut of_own) = (of(&watch, "/pilots/a/"), of(&watch, "/own/"));
    repository.write("themes/mine/assets/print.css", "body { color: red }");
    let (event, told) = of_first.of_page();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(event, "style");
    let sheets = told["sheets"].as_array().unwrap();
    let (old, new) = (sheets[0][0].as_str().unwrap(), sheets[0][1].as_str().unwrap());
    assert!(sheets.len() == 1 && old.starts_with("/assets/print.") && old != new, "{told}");
    assert_eq!(watch.get(new).body, "body { color: red }");
    assert_eq!(told["state"], watch.get("/pilots/a/").state());
    // A file below static/ keeps its name; only the page that links it is told.
    repository.write("static/own.css", "p { color: red }");
    let (event, told) = of_own.of_page();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((event.as_str(), &told["sheets"][0][1]), ("style", &Value::from("/own.css")));
    repository.write("content/pilots/a.md", &page("First", "Edited."));
    assert_eq!(of_first.of_page().0, "change");
}

#[test]
fn a_picture_or_script_beneath_a_page_loads_it_anew() {
    let repository = Repository::new();
    repository.write("static/a.svg", "<svg/>");
    repository.write("content/own.md", &page("Own", "![A picture](/a.svg)"));
    let watch = Watch::free(&repository.0, &[]);
    let state = watch.get("/own/").state();
    let mut of_own = watch.events("/own/", &state);
    repository.write("static/a.svg", "<svg><g/></svg>");
    assert_eq!(of_own.of_page().0, "reload");
    // A page that slept meanwhile can't be told which file it was.
    assert_eq!(watch.events("/own/", &state).of_page().0, "reload");
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    assert!(status(&watch, "/pilots/a/", |status| status["errors"] == 0)["away"].is_null());
    repository
        .write("content/pilots/a.md", "+++\ntitle = \"Renamed\"\ndate = \"soon\"\n+++\n<b>\n");
    let told = status(&watch, "/pilots/a/", |status| status["errors"] == 1);
    let finding = &told["here"][0];
    assert_eq!((&finding["path"], &finding["line"]), (&"content/pilots/a.md".into(), &3.into()));
    let shown = &finding["excerpt"][0];
    assert_eq!(
        (&shown["before"], &shown["marked"]),
        (&"date = ".into(), &"\"soon\"".into()),
        "{finding:#}"
    );
    assert!(finding["rule"].is_string() && finding["help"].is_string(), "{finding:#}");
    assert_eq!(told["edit"], "1 page, 1 list, 2 feeds");
    // Another page shows it in the list of all, with the way to the page.
    let other = status(&watch, "/pilots/b/", |status| status["errors"] == 1);
    assert_eq!(other["here"][0]["severity"], "warning");
    assert_eq!(other["problems"][0]["url"], "/pilots/a/");
    repository.write("content/pilots/a.md", &page("First", "Mended."));
    status(&watch, "/pilots/a/", |status| status["errors"] == 0);
}

#[test]
fn what_can_not_be_read_leaves_pages_as_they_were() {
    let repository = Repository::new();
    repository.write("site.toml", &format!("{SITE}[vocabularies.themes]\n"));
    let terms = "[[term]]\nid = \"care\"\nlabel = \"Care\"\n";
    repository.write("content/themes/terms.toml", terms);
    let watch = Watch::free(&repository.0, &[]);
    let (good, term) = (watch.get("/pilots/a/"), watch.get("/themes/care/"));
    assert_eq!(term.status, 200);
    // Front matter while it is typed.
    repository.write("content/pilots/a.md", "+++\ntitle = \"Fir\n+++\nWords.\n");
    let told =
        status(&watch, "/pilots/a/", |status| status["old"] == true && status["errors"] == 1);
    assert_eq!(told["here"][0]["rule"], "broken-toml");
    assert_eq!(watch.get("/pilots/a/").state(), good.state());
    repository.write("content/pilots/a.md", &page("First", "Words of the first."));
    // A vocabulary: its terms are not gone, and every page says why nothing new comes.
    repository.write("content/themes/terms.toml", &format!("{terms}[[term\n"));
    let is_there = |status: &Value| status["here"][0]["path"] == "content/themes/terms.toml";
    status(&watch, "/themes/care/", is_there);
    status(&watch, "/pilots/a/", is_there);
    assert_eq!(watch.get("/themes/care/").state(), term.state());
    repository.write("content/themes/terms.toml", terms);
    status(&watch, "/themes/care/", |status| status["old"] == false && status["errors"] == 0);
    // The settings.
    let mut of_first = of(&watch, "/pilots/a/");
    repository.write("site.toml", "title = \n[");
    let told = status(&watch, "/pilots/a/", |status| status["away"].is_string());
    assert_eq!(told["here"][0]["path"], "site.toml");
    assert_eq!(of_first.next().0, "status");
    // Another file that is saved meanwhile fixes nothing.
    repository.write("content/pilots/b.md", &page("Second", "Edited."));
    assert_eq!(of_first.next().0, "status");
    assert!(status(&watch, "/pilots/a/", |_| true)["away"].is_string());
    repository.write("site.toml", &format!("{SITE}[vocabularies.themes]\n"));
    status(&watch, "/pilots/a/", |status| status["away"].is_null());
}

#[test]
fn a_template_that_fails_is_told_on_its_pages() {
    let repository = themed();
    let watch = Watch::free(&repository.0, &[]);
    let good = watch.get("/pilots/a/");
    let mut events = watch.events("/pilots/a/", &good.state());
    let path = "themes/mine/templates/page.html";
    for broken in ["<body>{{ page.nothing.at_all }}</body>", "<body>{{ page.title </body>"] {
        repository.write(path, broken);
        let told = status(&watch, "/pilots/a/", |status| status["here"][0]["path"] == path);
        assert_eq!(
            (&told["old"], &told["here"][0]["rule"]),
            (&true.into(), &"broken-template".into())
        );
        assert_eq!(watch.get("/pilots/a/").state(), good.state());
    }
    repository.remove(path);
    status(&watch, "/pilots/a/", |status| status["old"] == false && status["errors"] == 0);
    // All that was no change of the page.
    repository.write("content/pilots/a.md", &page("First", "Edited."));
    assert_eq!(events.of_page(), ("change".to_owned(), watch.get("/pilots/a/").state()));
}

#[test]
fn the_terminal_says_each_edit_in_a_line() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let next = || watch.lines.recv_timeout(PATIENCE).unwrap();
    // What was wrong at the start.
    let said = next();
    assert!(said.ends_with("  3 warnings"), "{said}");
    repository.write("content/pilots/a.md", &page("Renamed", "[no](nowhere.md)"));
    let said = next();
    let (changed, rest) = said.split_once(" changed in ").unwrap();
    assert!(changed.ends_with("  1 page, 1 list, 2 feeds"), "{said}");
    assert!(rest.ends_with(" ms; 1 error, 3 warnings"), "{said}");
    repository.write("content/pilots/a.md", &page("Renamed", "Words."));
    let said = next();
    assert!(said.ends_with(" ms; 3 warnings"), "{said}");
}

#[test]
fn what_nobody_asks_for_is_rendered_too() {
    let repository = themed();
    // The last of many: the first ones do not tell for it.
    for i in 0..60 {
        repository
            .write(&format!("content/pilots/p{i:02}.md"), &page(&format!("P{i:02}"), "Words."));
    }
    let template = "{% if page.title == \"P59\" %}{{ page.nothing.there }}{% endif %}\n";
    repository.write("themes/mine/templates/page.html", template);
    let watch = Watch::free(&repository.0, &[]);
    status(&watch, "/", |status| status.to_string().contains("themes/mine/templates/page.html"));
}
