//! The descriptions of settings, of what every page and every term can have: they have each key that a reader asks for, and
//! no other.

use crate::config::described::{PAGE, SITE, TERM};
use crate::config::shape::{Setting, Shape};
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use crate::{Options, Site, check};

type Files<'f> = &'f [(&'f str, String)];

fn messages(files: Files) -> Vec<(String, String)> {
    let sources = Sources::given(files.iter().map(|(path, text)| (*path, text.as_bytes())));
    let scanned = (std::sync::Arc::new(sources), Vec::new());
    let options = Options::default();
    let snapshot = Snapshot::of(scanned, options, &Default::default());
    let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
    let found = check(&site, options).into_iter();
    found.map(|one| (one.message.to_string(), one.help.unwrap_or_default().to_string())).collect()
}

/// How many keys a message offers instead of `zzz`, which is no key.
fn asked(files: Files) -> usize {
    let messages = messages(files);
    let (_, help) = messages
        .iter()
        .find(|(message, _)| message.contains("no key `zzz`"))
        .unwrap_or_else(|| panic!("nothing about zzz: {files:?} {messages:?}"));
    let more = help.strip_suffix(" more").and_then(|help| help.rsplit(' ').next()?.parse().ok());
    help.matches('`').count() / 2 + more.unwrap_or(0)
}

/// The settings of a table at a key, whatever is around it.
fn inner(settings: &'static [Setting], key: &str) -> &'static [Setting] {
    let setting = settings.iter().find(|one| one.key == key);
    fn table(shape: &'static Shape) -> Option<&'static [Setting]> {
        match shape {
            Shape::Table(settings) => Some(settings),
            Shape::Each(inner) | Shape::Several(inner) => table(inner),
            Shape::Any(shapes) => shapes.iter().find_map(table),
            _ => None,
        }
    }
    setting.and_then(|one| table(&one.shape)).unwrap_or_else(|| panic!("{key} is no table"))
}

/// Whether the readers ask for these keys and no others. The last file has `zzz = 1` in their table.
fn same(settings: &[Setting], files: Files, what: &str) {
    assert_eq!(settings.len(), asked(files), "{what}: described, asked for");
    let (rest, [(path, text)]) = files.split_at(files.len() - 1) else { panic!("no file") };
    let has = |key: &str| text.contains(&format!("{key} ="));
    let sign = if text.contains(", zzz") { ", " } else { "\n" };
    let keys = settings.iter().map(|one| one.key).filter(|key| !has(key));
    let all = keys.map(|key| format!("{key} = 1")).collect::<Vec<_>>().join(sign);
    let changed = [(*path, text.replace("zzz = 1", &all))];
    for (message, _) in messages(&[rest, &changed].concat()) {
        assert!(!message.contains("no key `"), "{what}: {message}");
    }
}

#[test]
fn each_setting_is_described() {
    let fields = "a = { type = \"terms\", zzz = 1 }";
    let cases = [
        ("", "zzz = 1"),
        ("projects", "[projects.a]\nzzz = 1"),
        ("vocabularies", "[vocabularies.a]\nzzz = 1"),
        ("collections", "[collections.a]\nzzz = 1"),
        ("collections fields", &format!("[collections.a.fields]\n{fields}")),
        ("navigation", "navigation = [{ label = \"A\", page = \"a.md\", zzz = 1 }]"),
        ("bibliography", "[bibliography]\nzzz = 1"),
        ("search", "[search]\nzzz = 1"),
        ("data", "[data]\nzzz = 1"),
        ("review", "[review]\nfield = \"a\"\nlimit = \"2020\"\nzzz = 1"),
        ("licence", "licence = { name = \"A\", zzz = 1 }"),
        ("responsible", "responsible = { name = \"A\", zzz = 1 }"),
        ("authors", "authors = [{ name = \"A\", zzz = 1 }]"),
    ];
    for (path, text) in cases {
        let settings = path.split_whitespace().fold(&SITE[..], inner);
        same(settings, &[("site.toml", format!("title = \"T\"\n{text}\n"))], path);
    }
}

#[test]
fn each_key_of_pages_and_terms_is_described() {
    let cases = [
        ("", "zzz = 1"),
        ("withdrawn", "withdrawn = { date = 2020, reason = \"a\", zzz = 1 }"),
        ("corrected", "corrected = { date = 2020, reason = \"a\", zzz = 1 }"),
        ("pictures", "pictures = { \"a.png\" = { credit = \"A\", zzz = 1 } }"),
        ("imported", "imported = { from = \"a\", zzz = 1 }"),
    ];
    for (path, text) in cases {
        let settings = path.split_whitespace().fold(&PAGE[..], inner);
        let page = format!("+++\ntitle = \"T\"\n{text}\n+++\n");
        let files = [("site.toml", "title = \"T\"\n".to_owned()), ("content/a.md", page)];
        same(settings, &files, path);
    }
    for (path, text) in [("", "zzz = 1"), ("match", "match = { zzz = 1 }")] {
        let settings = path.split_whitespace().fold(&TERM[..], inner);
        let terms = format!("[[term]]\nid = \"a\"\nlabel = \"A\"\n{text}\n");
        let site = "title = \"T\"\n[vocabularies.v]\n".to_owned();
        same(settings, &[("site.toml", site), ("content/v/terms.toml", terms)], path);
    }
}
