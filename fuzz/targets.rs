//! What strangers can send, each as a function of bytes: files of a repository, their names, and requests to the preview.
//! A target goes as far as `check`, `check --fix` and `build` go, and panics if a promise is broken. Two programs call them: libFuzzer,
//! which follows what the bytes reach (`fuzz/run`), and `cargo test --lib fuzz`, which changes the seeds by dice.

use crate::build;
use crate::cache::Entries;
use crate::check::check;
use crate::diagnostics::fix::apply;
use crate::diagnostics::{fold, has_errors, json, text};
use crate::hash::Hash;
use crate::import::place::{Bytes, place};
use crate::import::{Existing, Imported, bibliography, mapping, mirror, site, table, wordpress};
use crate::options::Options;
use crate::parse::{active, photo};
use crate::preview::{Preview, edition::Edition, serve};
use crate::site::{CachedMemo, Site};
use crate::snapshot::Snapshot;
use crate::sources::Sources;
use crate::write::Manifest;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::watch;

/// A function of what a stranger sends.
pub type Target = fn(&[u8]);

/// All targets by name; `fuzz/seeds/` has a folder for each.
pub const ALL: [(&str, Target); 14] = [
    ("front_matter", front_matter),
    ("yaml", yaml),
    ("markdown", markdown),
    ("settings", settings),
    ("terms", terms),
    ("bibliography", bibliography),
    ("style", style),
    ("code", code),
    ("picture", picture),
    ("addresses", addresses),
    ("request", request),
    ("manifest", manifest),
    ("cache", cache),
    ("import", import),
];

pub const SETTINGS: &str = include_str!("site.toml");
const OPTIONS: Options = Options {
    drafts: false,
    strict: false,
    search: false,
    portable: false,
    memo: true,
    bodies: true,
};

type File<'a> = (&'a str, &'a [u8]);

/// What other targets need to be linked.
const OTHERS: [File; 4] = [
    ("site.toml", SETTINGS.as_bytes()),
    ("content/themes/terms.toml", b"[[term]]\nid = \"trust\"\nlabel = \"Trust\"\n"),
    ("content/bibliography.bib", b"@book{k, title={K}, author={A, B}, year=2020}\n"),
    ("content/b.md", b"+++\ntitle = \"B\"\n+++\n## Heading\n[@k] [a](pilots/a.md) [[trust]]\n"),
];

/// The repository of these files and those of [`OTHERS`] that are not given.
fn snapshot(files: &[File]) -> Snapshot {
    let is_given = |other: &&File| files.iter().all(|file| file.0 != other.0);
    let sources = Sources::given(OTHERS.iter().filter(is_given).chain(files).copied());
    Snapshot::of((Arc::new(sources), Vec::new()), OPTIONS, &Default::default())
}

/// The site before any of its files is a stranger's. What the theme makes of samples is known from it.
static BEFORE: LazyLock<Site> = LazyLock::new(|| {
    Site::of(snapshot(&[]), OPTIONS, &CachedMemo::default(), &mut Default::default())
});

/// Checks, fixes and renders a repository of these files.
fn repository(files: &[File]) {
    let site = BEFORE.after(snapshot(files), None, OPTIONS);
    let found = check(&site, OPTIONS);
    let text_of = |path: &str| site.snapshot.sources.text(path);
    text::text(&fold::all(&found), &text_of, false);
    json::json(&found, &text_of);
    for (path, _) in files {
        let fixes = found.iter().filter(|one| *one.path == **path).map(|one| &*one.fix);
        apply(&text_of(path).unwrap_or_default(), fixes);
    }
    if !has_errors(&found) {
        let outputs = build::render(&site).unwrap_or_else(|why| panic!("{why:?}"));
        outputs.iter().for_each(|(path, bytes)| is_harmless(path, bytes));
    }
}

/// Text stays text: none of the scripts that seeds try to slip in is markup in a page, and no file leaves its folder.
fn is_harmless(path: &str, bytes: &[u8]) {
    assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".."), "{path}");
    if path.ends_with(".html") {
        let html = String::from_utf8_lossy(bytes);
        for script in ["<script>alert", "<img src=x onerror", "href=\"javascript:", "<svg onload"] {
            assert!(!html.contains(script), "{path} has {script}");
        }
    }
}

fn page(parts: [&[u8]; 3]) {
    repository(&[("content/pilots/a.md", &parts.concat())]);
}

pub fn front_matter(bytes: &[u8]) {
    page([b"+++\n", bytes, b"\n+++\n[B](../b.md)\n"]);
}

pub fn yaml(bytes: &[u8]) {
    page([b"---\n", bytes, b"\n---\n[B](../b.md)\n"]);
}

pub fn markdown(bytes: &[u8]) {
    page([b"+++\ntitle = \"A\"\n+++\n", bytes, b""]);
}

pub fn settings(bytes: &[u8]) {
    repository(&[
        ("site.toml", bytes),
        ("content/pilots/a.md", b"+++\ntitle = \"A\"\n+++\n[B](../b.md)\n"),
    ]);
}

pub fn terms(bytes: &[u8]) {
    repository(&[("content/themes/terms.toml", bytes)]);
}

pub fn bibliography(bytes: &[u8]) {
    repository(&[("content/bibliography.bib", bytes)]);
}

pub fn style(bytes: &[u8]) {
    let settings = format!("{SETTINGS}[bibliography]\nstyle = \"content/house.csl\"\n");
    repository(&[("site.toml", settings.as_bytes()), ("content/house.csl", bytes)]);
}

/// The first line is the language.
pub fn code(bytes: &[u8]) {
    page([b"+++\ntitle = \"A\"\n+++\n~~~~~~ ", bytes, b"\n~~~~~~\n"]);
}

/// Pictures and drawings are files of the repository, as one of each kind of ending.
pub fn picture(bytes: &[u8]) {
    for path in ["content/a.jpg", "content/a.svg", "content/a.xml"] {
        crate::files::Extent::of(bytes);
        photo::problem(&path.into(), bytes);
        active::problem(&path.into(), bytes);
    }
}

/// Each line is the path of a page, an alias and a link.
pub fn addresses(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines = || text.lines().filter(|line| !line.chars().any(char::is_control)).take(20);
    let mut files: Vec<(String, String)> = Vec::new();
    for line in lines() {
        let alias = line.replace(['"', '\\'], "");
        let body = format!(
            "+++\ntitle = \"A\"\naliases = [\"/{alias}\"]\n+++\n[x]({line})\n![y](<{line}>)\n[[{line}]]\n"
        );
        let path = format!("content/{line}");
        let is_name = crate::files::join("", &path).as_ref() == Some(&path);
        if is_name && files.iter().all(|(other, _)| *other != path) {
            files.push((path, body));
        }
    }
    let files: Vec<File> = files.iter().map(|(path, body)| (&**path, body.as_bytes())).collect();
    repository(&files);
}

/// A preview that listens, for all tries.
static PREVIEW: LazyLock<u16> = LazyLock::new(|| {
    let edition = Edition {
        site: Arc::new(BEFORE.clone()),
        found: Arc::default(),
        changed: Arc::default(),
        away: None,
    };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it listens").port();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
        let (_sender, editions) = watch::channel(edition);
        runtime.block_on(serve(listener, Preview { editions, port }))
    });
    port
});

/// The bytes of a connection; `PORT` stands for the preview's port. The answer is none of a crash, and leads nowhere else.
pub fn request(bytes: &[u8]) {
    let port = *PREVIEW;
    let sent = match str::from_utf8(bytes) {
        Ok(text) => text.replace("PORT", &port.to_string()).into_bytes(),
        Err(_) => bytes.to_vec(),
    };
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("it can be set");
    // Who has answered a mistake may have closed the connection already.
    let _ = stream.write_all(&sent).and_then(|()| stream.shutdown(Shutdown::Write));
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("it never ends"),
        _ => {}
    }
    let answer = String::from_utf8_lossy(&answer).to_lowercase();
    assert!(!answer.starts_with("http/1.1 500"), "{answer}");
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    for line in head.lines() {
        if let Some(place) = line.strip_prefix("location: ") {
            assert!(place.starts_with('/') && !place.starts_with("//"), "{line}");
        }
    }
}

/// What stands in a manifest, behind a hash that fits.
pub fn manifest(bytes: &[u8]) {
    let lines = String::from_utf8_lossy(bytes);
    let text = format!("talkoo manifest 3 {}\n{lines}", Hash::of(&*lines));
    let manifest = Manifest::read(&text).expect("its hash fits");
    manifest.files.keys().for_each(|path| is_harmless(path, b""));
}

/// A piece of the cache, behind a hash that fits.
pub fn cache(bytes: &[u8]) {
    let (key, settings) = ([0; 32], Hash::default());
    let head = (settings, Hash::keyed(&key, bytes), bytes.len());
    let head = postcard::to_stdvec(&head).expect("it can be written");
    Entries::from_bytes(&[&head, bytes].concat(), &key, &crate::check::all_rules());
}

/// What somebody brings in; the first letter says the format. What is written stays in the repository, whatever it holds, and
/// can be checked and built.
pub fn import(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let imported = match kind {
        b'w' => wordpress::of_bytes(bytes),
        b's' => Some(site::of_bytes(bytes)),
        b'm' => Some(mirror::of_bytes(bytes)),
        b'c' => table::of_bytes(bytes, "csv"),
        b'x' => table::of_bytes(bytes, "xlsx"),
        b'o' => table::of_bytes(bytes, "ods"),
        b'b' => {
            let mut imported = Imported::default();
            bibliography::of_text(&String::from_utf8_lossy(bytes), "a", &mut imported);
            Some(imported)
        }
        _ => None,
    };
    let Some(imported) = imported else { return };
    let existing = Existing::default();
    let proposed = mapping::propose(&imported, &existing);
    let written = mapping::write(&proposed, &imported);
    assert_eq!(mapping::read(&written, &proposed), Ok(proposed.clone()), "{written}");
    let plan = place(&imported, &proposed, &existing);
    let text = |bytes: &Bytes| match bytes {
        Bytes::New(text) | Bytes::Append(text) => text.clone(),
        Bytes::Copy(_) => String::new(),
    };
    let files: Vec<(String, String)> =
        plan.files.iter().map(|file| (file.path.clone(), text(&file.bytes))).collect();
    for (path, _) in &files {
        assert!(crate::save::is_name(path), "{path}");
    }
    let files: Vec<File> = files.iter().map(|(path, text)| (&**path, text.as_bytes())).collect();
    repository(&files);
}
