//! Tests the layering: which part of `src/` may use which, and what the parts never do. It reads tokens: every path in
//! every file, whether imported, re-exported or written out, is resolved to the file that defines the item. The tables
//! at the top hold all that the layering allows.

mod common;

use common::{here, tree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Modules that every module may use, and that may use each other.
const BASE: &str = "hash derived content_hash files save html encoding words languages tables diagnostics config options timings";

/// A kind of field is one file for all stages that its values pass through. It uses each stage, and the stages reach it
/// through a table, so it lies across the layers.
const ACROSS: &str = "fields";

/// What each module may use besides the base, in pipeline order. `module/file` allows only that file.
const ARROWS: &[(&str, &str)] = &[
    // The base, and the modules that lie across.
    ("config", "fields"),
    ("cldr", "parse/dates"),
    ("fields", "parse model csl/mod csl/references outputs search cldr"),
    // The stages: files become pages, pages become a model, model and theme become outputs.
    ("sources", ""),
    ("parse", "sources fields"),
    ("model", "parse fields"),
    ("theme", "sources parse"),
    ("outputs", "parse model theme fields highlight csl cldr search draw"),
    ("write", "sources"),
    // Pure functions whose results are cached.
    ("highlight", "parse"),
    ("csl", "sources parse"),
    ("draw", ""),
    ("search", "parse model fields"),
    // The shells: they hold the results of the stages and do the IO.
    ("cache", "sources parse model outputs write highlight csl search"),
    ("bodies", "cache/at parse"),
    ("snapshot", "sources parse bodies cache"),
    ("parts", "sources parse model cache snapshot"),
    ("site", "sources parse model theme outputs highlight csl search cache snapshot parts timings"),
    ("check", "parse model fields site outputs/map/atlas"),
    ("build", "sources parse model outputs write cache snapshot site check"),
    ("linkcheck", "parse model fields"),
    ("dossier", "model outputs build site preview/links parse/address"),
    ("fix", "sources snapshot site check"),
    ("format", "sources parse fields fix snapshot"),
    ("import", "sources parse model fields outputs/cite/bibtex outputs/cite/record"),
    ("schema", "model fields"),
    ("cms", "model fields schema cldr"),
    ("deploy", ""),
    ("rename", "sources parse model fields save snapshot site check fix"),
    ("preview", "sources model outputs snapshot site check build"),
    (
        "cli",
        "sources model fields cache snapshot site check build write linkcheck fix format import rename preview dossier schema cms deploy parse/page",
    ),
    ("main", "cli"),
    ("lib", "build check site"),
];

/// Modules without disk, clock, environment or global state.
const PURE: &str = "config cldr encoding diagnostics tables html languages options content_hash fields parse model check theme outputs \
    highlight csl search schema cms deploy draw";

/// Files that are part of an import cycle inside their module. The list may only get shorter: move what they share into
/// a separate file.
const CIRCLES: &str = "outputs/reader.rs outputs/things.rs outputs/view.rs";

/// What modules must not contain: modules, exempt files, tokens, reason.
const NEVER: &[(Where, &str, &str, &str)] = &[
    (
        Where::AllBut("cli"),
        "",
        "println! eprintln! print! eprint! dbg! process::exit stdout() stderr()",
        "only cli prints, and decides how the program ends",
    ),
    (
        Where::In(PURE),
        "",
        "fs:: File::open File::create OpenOptions env:: SystemTime Instant net:: Command::new include_dir!",
        "the middle touches neither disk, clock, network nor environment",
    ),
    (
        Where::In(PURE),
        // Cards and works are built by the first output that needs them, and live only as long as the run. Blocks of code
        // that are highlighted together share compiled expressions, which live as long as that call.
        "outputs/cards.rs outputs/shared.rs highlight/regexes.rs",
        "thread_local! OnceLock OnceCell LazyLock Mutex RwLock AtomicBool AtomicU32 AtomicU64 AtomicUsize",
        "the stages remember nothing from one call to the next",
    ),
    (
        Where::In("sources write files hash"),
        "",
        "thread_local! OnceLock LazyLock Mutex RwLock AtomicBool AtomicU32 AtomicU64 AtomicUsize",
        "the two ends remember nothing either",
    ),
    (
        Where::AllBut("write cache cli save rename"),
        "",
        "fs::write fs::remove_file fs::remove_dir fs::remove_dir_all fs::rename fs::copy fs::create_dir \
         fs::create_dir_all File::create File::options OpenOptions set_permissions",
        "what is published goes through write, sources go through save, cache writes its own folder, cli single files; rename moves sources",
    ),
];

/// Files that may store a closure: a stored closure could do all of the above unnoticed.
const KEEP_CLOSURES: &str = "";

enum Where {
    In(&'static str),
    AllBut(&'static str),
}

impl Where {
    fn has(&self, module: &str) -> bool {
        match self {
            Self::In(modules) => has(modules, module),
            Self::AllBut(modules) => !has(modules, module),
        }
    }
}

fn has(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}

// ---------------------------------------------------------------- the tests

static SOURCE: LazyLock<Crate> = LazyLock::new(Crate::read);

#[test]
fn no_arrow_but_those_of_the_picture() {
    let is_drawn = |from: &str, to: &str| {
        let (module, target) = (module(from), module(to));
        let drawn = ARROWS.iter().find(|(module_, _)| *module_ == module).map_or("", |(_, to)| to);
        module == target
            || has(BASE, target)
            || has(drawn, target)
            || has(drawn, to.trim_end_matches(".rs"))
    };
    let wrong: Vec<String> = SOURCE
        .arrows()
        .iter()
        .filter(|(from, to)| !is_drawn(from, to))
        .map(|(from, to)| format!("{from} → {to}"))
        .collect();
    assert!(wrong.is_empty(), "the picture has no such arrows:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_picture() {
    let there: BTreeSet<&str> = SOURCE.files.keys().map(|path| module(path)).collect();
    let drawn = ARROWS.iter().map(|(module, _)| *module).chain(BASE.split_whitespace());
    let drawn: BTreeSet<&str> = drawn.chain(["lib"]).collect();
    let (more, less) = (there.difference(&drawn), drawn.difference(&there));
    let (more, less): (Vec<_>, Vec<_>) = (more.collect(), less.collect());
    assert!(more.is_empty() && less.is_empty(), "draw {more:?}, wipe {less:?} out");
}

#[test]
fn files_know_each_other_in_no_circle() {
    let all = SOURCE.arrows();
    let is_known = |(from, to): &&(String, String)| has(CIRCLES, to) && module(from) == module(to);
    let is_across =
        |(from, to): &&(String, String)| has(ACROSS, module(from)) && !has(ACROSS, module(to));
    let all: BTreeSet<(String, String)> =
        all.iter().filter(|arrow| !is_across(arrow)).cloned().collect();
    let rest = all.iter().filter(|arrow| !is_known(arrow)).cloned().collect();
    let lines: Vec<String> = circles(&rest).iter().map(|files| files.join(" ")).collect();
    assert!(lines.is_empty(), "these know each other in a circle:\n{}", lines.join("\n"));
    let round: BTreeSet<String> = circles(&all).into_iter().flatten().collect();
    let gone: Vec<&str> =
        CIRCLES.split_whitespace().filter(|file| !round.contains(*file)).collect();
    assert!(gone.is_empty(), "in no circle any more, take them from CIRCLES: {gone:?}");
}

#[test]
fn no_part_does_what_is_not_its_own() {
    let mut wrong = Vec::new();
    for (path, file) in &SOURCE.files {
        for (place, may, words, why) in NEVER {
            if place.has(module(path)) && !has(may, path) {
                let named = words.split_whitespace().filter(|word| file.says(word));
                wrong.extend(named.map(|word| format!("{path}: {word} ({why})")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A pure module may borrow a closure for a call, but not store one.
#[test]
fn the_middle_keeps_no_closures() {
    let keeps = |file: &File| {
        let starts = file.tokens.windows(3).filter(|t| t[1] == "dyn" && t[2].starts_with("Fn"));
        starts.into_iter().any(|t| !matches!(t[0].as_str(), "&" | "mut") && !t[0].starts_with('\''))
    };
    let middle = SOURCE.files.iter().filter(|(path, _)| has(PURE, module(path)));
    let keep: Vec<&str> =
        middle.filter(|(_, file)| keeps(file)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(keep.join(" "), KEEP_CLOSURES);
}

#[test]
fn every_file_says_what_it_is_for() {
    let sources = tree(&here("src")).into_iter();
    let silent =
        sources.filter(|(path, bytes)| path.ends_with(".rs") && !bytes.starts_with(b"//! "));
    let silent: Vec<String> = silent.map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "these files have no module doc: {silent:?}");
}

// ---------------------------------------------------------------- reading the imports

/// The top module that a file belongs to.
fn module(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

/// A file in src/: its tokens without comments, literals and tests, and the paths in them.
#[derive(Default)]
struct File {
    tokens: Vec<String>,
    /// Imported names and their paths.
    names: BTreeMap<String, Vec<String>>,
    paths: Vec<Vec<String>>,
}

/// All files by path.
struct Crate {
    files: BTreeMap<String, File>,
}

impl Crate {
    fn read() -> Self {
        let sources = tree(&here("src")).into_iter().filter(|(path, _)| path.ends_with(".rs"));
        Self::of(sources.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))))
    }

    fn of(sources: impl Iterator<Item = (String, String)>) -> Self {
        let read = |(path, text): (String, String)| {
            let file = File::read(&text);
            (path, file)
        };
        Self { files: sources.map(read).collect() }
    }

    /// Which file uses which.
    fn arrows(&self) -> BTreeSet<(String, String)> {
        let mut arrows = BTreeSet::new();
        for (from, file) in &self.files {
            for path in &file.paths {
                let to = self.absolute(from, path).and_then(|path| self.definition(&path, 0));
                arrows.extend(to.filter(|to| to != from).map(|to| (from.clone(), to)));
            }
        }
        arrows
    }

    /// A path in a file, resolved from the crate root; none if it leads out of the crate.
    fn absolute(&self, from: &str, path: &[String]) -> Option<Vec<String>> {
        let mut at = module_of(from);
        let mut rest = path;
        while let Some(first) = rest.first() {
            match first.as_str() {
                "crate" | "talkoo" => at = Vec::new(),
                "self" => {}
                "super" => drop(at.pop()),
                _ => break,
            }
            rest = &rest[1..];
        }
        if rest.len() == path.len() {
            let (first, more) = path.split_first()?;
            if let Some(name) = self.files[from].names.get(first).filter(|name| name[0] != *first) {
                return Some([self.absolute(from, name)?, more.to_vec()].concat());
            }
            at.push(first.clone());
            self.file(&at)?;
            rest = more;
        }
        Some([at, rest.to_vec()].concat())
    }

    /// The file that defines the item of a path. Re-exports are followed.
    fn definition(&self, path: &[String], depth: usize) -> Option<String> {
        let known = (0..=path.len()).rev().find(|n| self.file(&path[..*n]).is_some())?;
        let file = self.file(&path[..known])?;
        let Some(item) = path.get(known).filter(|_| depth < 9) else { return Some(file) };
        let named = self.files[&file].names.get(item);
        let through = named.and_then(|name| self.absolute(&file, name));
        let through = through.filter(|name| name != path);
        through.and_then(|name| self.definition(&name, depth + 1)).or(Some(file))
    }

    /// The file of a module.
    fn file(&self, module: &[String]) -> Option<String> {
        let path = module.join("/");
        let paths = [format!("{path}.rs"), format!("{path}/mod.rs"), "lib.rs".to_owned()];
        let mut there = paths.into_iter().take(if path.is_empty() { 3 } else { 2 });
        there.find(|path| self.files.contains_key(path))
    }
}

/// The module path of a file.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
}

impl File {
    fn read(text: &str) -> Self {
        let mut file = Self { tokens: tokens(text), ..Self::default() };
        let tokens = without_tests(std::mem::take(&mut file.tokens));
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] == "use" {
                at = file.import(&tokens, at + 1, &[]);
            } else if is_word(&tokens[at]) && (at == 0 || tokens[at - 1] != ".") {
                let mut path = vec![tokens[at].clone()];
                while tokens.get(at + 1).is_some_and(|t| t == "::") && is_word(&tokens[at + 2]) {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                file.paths.push(path);
            }
            at += 1;
        }
        // A single word may be anything; if it was imported, the import has been recorded.
        file.paths.retain(|path| path.len() > 1);
        file.tokens = tokens;
        file
    }

    /// Reads a `use` tree from a token on, below a path; returns where it ends.
    fn import(&mut self, tokens: &[String], mut at: usize, below: &[String]) -> usize {
        let mut path = below.to_vec();
        loop {
            match tokens[at].as_str() {
                "::" => {}
                "{" => {
                    while tokens[at] != "}" {
                        at = self.import(tokens, at + 1, &path);
                    }
                    return at + 1;
                }
                "*" => self.paths.push(path.clone()),
                "as" => {
                    self.names.insert(tokens[at + 1].clone(), path.clone());
                    self.paths.push(path);
                    return at + 2;
                }
                "," | "}" | ";" => {
                    if tokens[at - 1] != "*" && path.len() > below.len() {
                        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                            path.pop();
                        }
                        let name = path.last().cloned().unwrap_or_default();
                        self.names.insert(name, path.clone());
                        self.paths.push(path);
                    }
                    return at;
                }
                word => path.push(word.to_owned()),
            }
            at += 1;
        }
    }

    /// Whether it contains these tokens in a row: `fs::write`.
    fn says(&self, words: &str) -> bool {
        let words = tokens(words);
        self.tokens.windows(words.len()).any(|window| window == words)
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The tokens of a text, without comments. Literals are left empty; `::` and `!=` are one token each.
fn tokens(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = word_at(rest);
        let (token, length) = if first.is_whitespace() {
            ("", first.len_utf8())
        } else if rest.starts_with("//") {
            ("", rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            ("", rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(length) = literal(rest) {
            ("\"\"", length)
        } else {
            let signs = if rest.starts_with("::") || rest.starts_with("!=") { 2 } else { 1 };
            let length = match first {
                // A lifetime is two tokens, the quote and a word.
                '\'' => 1 + word_at(&rest[1..]),
                _ if word > 0 => word,
                _ => signs.max(first.len_utf8()),
            };
            (&rest[..length], length)
        };
        all.extend((!token.is_empty()).then(|| token.to_owned()));
        rest = &rest[length..];
    }
    all
}

/// The length of the word that starts here.
fn word_at(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// The length of the string or character literal that starts here, if any.
fn literal(text: &str) -> Option<usize> {
    let open = text.trim_start_matches(['b', 'r', 'c']);
    let before = text.len() - open.len();
    let marks = open.len() - open.trim_start_matches('#').len();
    if before > 2 || marks > 0 && !text[..before].contains('r') {
        return None;
    }
    if let Some(raw) = open[marks..].strip_prefix('"').filter(|_| text[..before].contains('r')) {
        let close = format!("\"{}", "#".repeat(marks));
        return Some(before + marks + 1 + raw.find(&close)? + close.len());
    }
    let mut chars = open.char_indices().skip(1);
    let is_char = open.starts_with("'\\") || open.chars().nth(2) == Some('\'');
    let quote = open.chars().next().filter(|c| *c == '"' || *c == '\'' && is_char)?;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            c if c == quote => return Some(before + at + 1),
            _ => {}
        }
    }
    None
}

/// Drops the items behind `#[cfg(test)]`.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    let marks = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let (mut at, mut depth) = (0, 0);
    while at < tokens.len() {
        if tokens[at..].starts_with(&marks.map(str::to_owned)) {
            loop {
                at += 1;
                match tokens[at].as_str() {
                    "{" | "[" | "(" => depth += 1,
                    "}" | "]" | ")" => depth -= 1,
                    _ => {}
                }
                if depth == 0 && matches!(tokens[at].as_str(), "}" | ";") {
                    break;
                }
            }
        } else {
            kept.push(tokens[at].clone());
        }
        at += 1;
    }
    kept
}

/// The import cycles, each as a group of files.
fn circles(arrows: &BTreeSet<(String, String)>) -> BTreeSet<Vec<String>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    arrows.iter().for_each(|(from, to)| next.entry(from).or_default().push(to));
    let reached = |from: &str| {
        let (mut seen, mut due) = (BTreeSet::new(), vec![from.to_owned()]);
        while let Some(at) = due.pop() {
            for to in next.get(at.as_str()).into_iter().flatten() {
                if seen.insert(to.to_string()) {
                    due.push(to.to_string());
                }
            }
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<String>> =
        next.keys().map(|from| (*from, reached(from))).collect();
    let circle = |from: &&str| {
        let back = |to: &&String| all.get(to.as_str()).is_some_and(|back| back.contains(*from));
        all[from].iter().filter(back).cloned().collect::<Vec<_>>()
    };
    all.keys().map(circle).filter(|circle| !circle.is_empty()).collect()
}

#[test]
fn arrows_are_read_wherever_they_are_written() {
    let sources = [
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "//! crate::b\nmod one;\npub use one::{One, two as Two};\npub struct Own;"),
        ("a/one.rs", "use super::Own; #[cfg(test)] mod tests { use crate::b::x; }"),
        (
            "b.rs",
            "use crate::{a::{self, One}, c}; fn f<'a>() { format!(\"\", \"crate::d\", crate::c::g::h()) }",
        ),
        ("c.rs", "use crate::a; fn g() { a::Two; a::one::x(); std::fs::read() }"),
        (
            "d.rs",
            "/* crate::a */ const C: char = '\"'; const R: &str = r#\"crate::a\"#; // crate::a\nuse crate::c;",
        ),
    ];
    let sources = sources.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let arrows = Crate::of(sources.into_iter()).arrows();
    let arrows: Vec<String> = arrows.iter().map(|(from, to)| format!("{from} {to}")).collect();
    let due = [
        "a/mod.rs a/one.rs",
        "a/one.rs a/mod.rs",
        "b.rs a/mod.rs",
        "b.rs a/one.rs",
        "b.rs c.rs",
        "c.rs a/mod.rs",
        "c.rs a/one.rs",
        "d.rs c.rs",
    ];
    assert_eq!(arrows, due);
}
