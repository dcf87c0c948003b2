//! The picture of DESIGN.md, section 4, as a test: which part may know which. An arrow that is not here is a
//! mistake, or a change of the picture, which is then drawn here and there. Also what the parts never do.

mod common;

use common::{here, tree};
use std::collections::{BTreeMap, BTreeSet};

/// Everything knows these, and they know each other.
const BASE: [&str; 7] =
    ["fingerprint", "files", "html", "languages", "tables", "diagnostics", "config"];

/// Who knows whom beyond the base: the arrows of the picture, in its order.
const ARROWS: [(&str, &[&str]); 20] = [
    ("words", &["parse"]), // dates in words; only `parse::dates`, see below
    ("sources", &[]),
    ("csl", &["sources", "parse"]),
    ("parse", &["sources"]),
    ("highlight", &["parse"]),
    ("model", &["parse", "highlight", "csl"]),
    ("check", &["parse", "model"]),
    ("theme", &["sources", "parse"]),
    ("plan", &["parse", "model", "theme"]),
    ("search", &[]),
    ("render", &["parse", "highlight", "csl", "model", "theme", "plan", "words", "search"]),
    ("write", &["sources"]), // stamps
    ("cache", &["highlight", "csl", "sources", "parse"]),
    (
        "pipeline",
        &[
            "sources",
            "parse",
            "highlight",
            "csl",
            "model",
            "check",
            "theme",
            "plan",
            "render",
            "search",
            "write",
            "cache",
        ],
    ),
    ("import", &["sources", "parse"]),
    ("visits", &["parse", "model"]),
    ("mend", &["pipeline", "sources", "highlight"]),
    ("server", &["pipeline", "sources", "parse", "model", "plan", "render"]),
    // The shell around everything.
    (
        "cli",
        &[
            "pipeline",
            "server",
            "import",
            "mend",
            "visits",
            "cache",
            "sources",
            "parse",
            "highlight",
            "csl",
            "model",
            "write",
        ],
    ),
    ("main", &["cli"]),
];

/// No disk, no clock, no environment, no state beside what they are given.
const PURE: [&str; 14] = [
    "parse",
    "model",
    "check",
    "plan",
    "render",
    "highlight",
    "csl",
    "theme",
    "config",
    "words",
    "diagnostics",
    "tables",
    "html",
    "languages",
];

/// The modules of src/ with the text of their files, without comments and unit tests.
fn modules() -> BTreeMap<String, Vec<(String, String)>> {
    let mut modules: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (path, bytes) in tree(&here("src")).into_iter().filter(|(path, _)| path.ends_with(".rs")) {
        let text = String::from_utf8(bytes).expect("sources are UTF-8");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let module = path.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        modules.entry(module).or_default().push((path, code.join("\n")));
    }
    modules.remove("lib");
    modules
}

/// The modules that a text names by `crate::…`.
fn named(text: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut first = true;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => first = true,
                c if first && !c.is_whitespace() => {
                    found.insert(name(&group[i..]));
                    first = false;
                }
                _ => {}
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn allowed(module: &str) -> BTreeSet<&'static str> {
    let arrows = ARROWS.iter().find(|(from, _)| *from == module);
    let own: &[&str] = arrows.map_or(&[], |(_, to)| to);
    own.iter().copied().chain(BASE).collect()
}

#[test]
fn no_arrow_but_those_of_the_picture() {
    let mut wrong = Vec::new();
    for (module, files) in modules() {
        let allowed = allowed(&module);
        for (path, code) in files {
            for to in named(&code)
                .into_iter()
                .filter(|to| *to != module && !allowed.contains(to.as_str()))
            {
                wrong.push(format!("src/{path}: {module} → {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "the picture has no such arrows:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_picture() {
    let known = |module: &String| {
        BASE.contains(&module.as_str()) || ARROWS.iter().any(|(from, _)| from == module)
    };
    let unknown: Vec<String> = modules().into_keys().filter(|module| !known(module)).collect();
    assert!(unknown.is_empty(), "draw {unknown:?} into the picture");
}

/// `words` stands below the stages; dates are the one thing of `parse` that it may know.
#[test]
fn words_know_dates_only() {
    for (path, code) in &modules()["words"] {
        let rest = code.replace("crate::parse::dates", "");
        assert!(!named(&rest).contains("parse"), "src/{path} knows more of parse than dates");
    }
}

/// `super::` in the first file of a module would be a way around the arrows.
#[test]
fn modules_name_each_other_by_crate() {
    for (path, code) in modules().into_values().flatten() {
        let is_first =
            !path.contains('/') || path.matches('/').count() == 1 && path.ends_with("/mod.rs");
        assert!(
            !is_first || !code.contains("super::"),
            "src/{path} names another module by `super::`"
        );
    }
}

fn forbidden(modules_in_question: impl Fn(&str) -> bool, words: &[&str], why: &str) {
    forbidden_but(&[], modules_in_question, words, why);
}

/// The same but for some files, which say themselves why.
fn forbidden_but(
    free: &[&str],
    modules_in_question: impl Fn(&str) -> bool,
    words: &[&str],
    why: &str,
) {
    let mut wrong = Vec::new();
    for (path, code) in modules()
        .into_iter()
        .filter(|(module, _)| modules_in_question(module))
        .flat_map(|(_, files)| files)
        .filter(|(path, _)| !free.contains(&path.as_str()))
    {
        wrong.extend(
            words
                .iter()
                .filter(|word| code.contains(**word))
                .map(|word| format!("src/{path}: {word}")),
        );
    }
    assert!(wrong.is_empty(), "{why}:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_prints_and_exits() {
    let words = [
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "process::exit",
        "stdout()",
        "stderr()",
    ];
    forbidden(
        |module| module != "cli",
        &words,
        "only cli prints, and decides how the program ends",
    );
}

#[test]
fn the_middle_is_pure() {
    let words = [
        "std::fs",
        "fs::",
        "std::env",
        "env::",
        "SystemTime",
        "Instant",
        "std::net",
        "Command::new",
        "include_dir",
    ];
    forbidden(
        |module| PURE.contains(&module),
        &words,
        "the middle touches neither disk, clock nor environment",
    );
}

#[test]
fn the_middle_has_no_state() {
    let words = [
        "static mut",
        "thread_local!",
        "OnceLock",
        "OnceCell",
        "LazyLock",
        "Mutex",
        "RwLock",
        "Atomic",
        "RefCell<HashMap",
    ];
    let read_only = |module: &str| {
        PURE.contains(&module) || matches!(module, "sources" | "write" | "files" | "fingerprint")
    };
    let why = "the stages remember nothing from one call to the next";
    forbidden_but(&["model/pages.rs"], read_only, &words, why);
}

#[test]
fn only_write_changes_the_output_folder() {
    let words = [
        "fs::write",
        "fs::remove",
        "fs::rename",
        "fs::create_dir",
        "File::create",
        "set_permissions",
    ];
    // cache writes into .cache/, init and new write a repository, import writes sources, mend mends them.
    let others = |module: &str| !matches!(module, "write" | "cache" | "cli" | "import" | "mend");
    forbidden(others, &words, "what is published goes through write");
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = tree(&here("src"))
        .into_iter()
        .filter(|(path, bytes)| path.ends_with(".rs") && !bytes.starts_with(b"//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "these open without a word: {silent:?}");
}

#[test]
fn the_reader_of_arrows_reads_groups_and_paths() {
    let names = named(
        "use crate::config::{Config, a};\nuse crate::{files, parse::{self, b}, html};\nlet x = crate::model::y();",
    );
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(names, ["config", "files", "html", "model", "parse"]);
}
