//! Runs before compilation: hashes Talkoo's own source, and turns the languages into constants. Cache files and
//! manifests are only trusted by the program that wrote them, and a version number does not tell a developer's
//! builds apart. An error in `languages/*.toml` fails the compilation.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.lock"), PathBuf::from("Cargo.toml")];
    for folder in ["src", "themes", "languages"] {
        println!("cargo::rerun-if-changed={folder}");
        walk(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut hash = Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    for file in files.iter().filter(|file| file.is_file()) {
        hash.add(file.to_string_lossy().replace('\\', "/").as_bytes());
        hash.add(&fs::read(file)?);
    }
    // The same source with other features gives other output.
    let mut features: Vec<String> = env::vars()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CARGO_FEATURE_"))
        .collect();
    features.sort();
    features.iter().for_each(|feature| hash.add(feature.as_bytes()));
    println!("cargo::rustc-env=TALKOO_SOURCE={:032x}", hash.0);

    println!("cargo::rustc-env=TALKOO_COMMIT={}", commit().unwrap_or("unknown".into()));
    println!("cargo::rustc-env=TALKOO_FEATURES={}", names(&features));

    let languages = languages(files.iter().filter(|file| file.starts_with("languages")))?;
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&out).join("languages.rs"), languages)
}

/// The commit that a release is made from, in short: given by whoever builds it, or read from a clone or a package. A
/// developer's build has none, since it would be compiled anew after each commit.
fn commit() -> Option<String> {
    println!("cargo::rerun-if-env-changed=TALKOO_BUILT_FROM");
    let whole = env::var("TALKOO_BUILT_FROM").ok().or_else(|| {
        let is_release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
        is_release.then(|| of_package().or_else(of_clone)).flatten()
    })?;
    let short: String = whole.trim().chars().take(9).collect();
    short.chars().all(|c| c.is_ascii_hexdigit()).then_some(short)
}

/// The commit in the file that `cargo package` adds.
fn of_package() -> Option<String> {
    let info = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, rest) = info.split_once("\"sha1\": \"")?;
    rest.split('"').next().map(str::to_owned)
}

fn of_clone() -> Option<String> {
    let read = |path: &str| {
        let text = fs::read_to_string(path).ok()?;
        // A path that does not exist would count as changed for ever.
        println!("cargo::rerun-if-changed={path}");
        Some(text)
    };
    let head = read(".git/HEAD")?;
    match head.trim().strip_prefix("ref: ") {
        Some(name) => read(&format!(".git/{name}")),
        None => Some(head),
    }
}

/// The features as they are written in Cargo.toml.
fn names(features: &[String]) -> String {
    let name = |feature: &String| {
        feature.trim_start_matches("CARGO_FEATURE_").replace('_', "-").to_lowercase()
    };
    let names: Vec<String> = features.iter().map(name).filter(|name| name != "default").collect();
    names.join(" ")
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// FNV-1a, 128 bits. It is short, and no attacker is involved in a developer's own build.
struct Fnv(u128);

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&(bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u128::from(*byte))
                .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}

/// A file of `languages/`; `en.toml` explains its parts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    quotes: [String; 4],
    #[serde(default)]
    capital_nouns: bool,
    #[serde(default)]
    vague_links: Vec<String>,
    detection: Option<Detection>,
    #[serde(default)]
    words: BTreeMap<String, Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Detection {
    code: String,
    small_words: Vec<String>,
    resembles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Forms(BTreeMap<String, String>),
}

/// The constant `LANGUAGES` of `src/languages.rs`, as Rust code. `Debug` prints texts and lists as literals.
fn languages<'a>(files: impl Iterator<Item = &'a PathBuf>) -> io::Result<String> {
    let mut rust = String::from("pub static LANGUAGES: &[Language] = &[\n");
    let mut files: Vec<&PathBuf> = files.collect();
    files.sort_by_key(|file| file.file_stem()); // by tag: `fr` before `fr-CH`
    for file in files {
        let read = toml::from_str(&fs::read_to_string(file)?);
        let Language { quotes, capital_nouns, vague_links, detection, words } =
            read.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let tag = file.file_stem().unwrap_or_default();
        let detection = detection.map(|Detection { code, small_words, resembles }| {
            let resembles: Vec<String> = resembles.iter().map(|code| lang(code)).collect();
            format!(
                "Detection {{ code: {}, small_words: &{small_words:?}, resembles: &[{}] }}",
                lang(&code),
                resembles.join(", ")
            )
        });
        let detection =
            detection.map_or_else(|| "None".to_owned(), |detection| format!("Some({detection})"));
        let words: String = words.iter().map(|(key, word)| entry(key, word)).collect();
        let _ = writeln!(
            rust,
            "Language {{ tag: {tag:?}, quotes: {quotes:?}, capital_nouns: {capital_nouns}, \
             vague_links: &{vague_links:?}, detection: {detection}, words: &[{words}] }},"
        );
    }
    Ok(rust + "];\n")
}

/// whatlang's name of a code of ISO 639-3: `Lang::Est`.
fn lang(code: &str) -> String {
    let (first, rest) = code.split_at(code.len().min(1));
    format!("Lang::{}{rest}", first.to_uppercase())
}

fn entry(key: &str, word: &Word) -> String {
    match word {
        Word::Text(text) => format!("({key:?}, Word::Text({text:?})), "),
        Word::Forms(forms) => {
            let forms: Vec<_> = forms.iter().collect();
            format!("({key:?}, Word::Forms(&{forms:?})), ")
        }
    }
}
