//! `talkoo why`: what an output is made of, and what of that changed since it was made.

use super::output::{fail, say};
use super::{Answer, Exit};
use crate::cache::Cache;
use crate::diagnostics::has_errors;
use crate::files;
use crate::pipeline::{Inputs, Known, Repository, Since, State, Why, WhyPart, Wish};
use serde::Serialize;
use std::path::{Path, PathBuf};

pub struct Wishes {
    pub drafts: bool,
    pub search: bool,
    pub format: Answer,
}

pub fn run(root: &Path, out: &Path, address: &str, wishes: &Wishes) -> Exit {
    let folder = root.join(out);
    let wish =
        Wish { drafts: wishes.drafts, colours: true, search: wishes.search, ..Wish::default() };
    let cache = Cache::of(root);
    let repository = match Repository::open(root, wish, &Known::from(&cache)) {
        Ok(repository) => repository,
        Err(error) => return fail(error),
    };
    let asked = Asked::of(address, root, &folder, out);
    let output = match &asked {
        Asked::Source(path) => repository.of_file(path),
        Asked::Address(address) => repository
            .at_address(address)
            .or_else(|| repository.of_file(address))
            .or_else(|| repository.of_file(&format!("content/{address}"))),
    };
    let (Asked::Source(address) | Asked::Address(address)) = &asked;
    let Some(output) = output else {
        if repository.is_of_search(address) {
            say(of_search(&repository));
            return Exit::Clean;
        }
        return fail(repository.no_such_address(address));
    };
    let why = repository.why(output, &folder, &cache);
    if wishes.format == Answer::Json {
        say(json(&output.url, &output.path, &why));
        return Exit::Clean;
    }
    let with = why.told.template.as_ref().map(|path| format!("; its template is {path}"));
    say(format!("{} {}{}.", output.url, why.told.origin, with.unwrap_or_default()));
    say(sentence(&why, &out.join(&output.path)));
    if has_errors(&repository.found) && renders(why.state) {
        say("As long as there are errors nothing is written: `talkoo check` names them.");
    }
    say("");
    lines(&why).iter().for_each(say);
    Exit::Clean
}

/// What was asked for.
enum Asked {
    /// A file of the repository.
    Source(String),
    /// An address, or a path in the folder of the site.
    Address(String),
}

impl Asked {
    /// A file that is there is meant from where one stands, or else from the root; all else is an address.
    fn of(text: &str, root: &Path, folder: &Path, out: &Path) -> Self {
        let there = [PathBuf::from(text), root.join(text)];
        let file =
            there.iter().find(|path| path.is_file()).and_then(|path| path.canonicalize().ok());
        let inside =
            |folder: &Path| files::repository_path(&folder.canonicalize().ok()?, file.as_deref()?);
        if let Some(path) = inside(folder) {
            return Self::Address(path);
        }
        if let Some(path) = inside(root) {
            return Self::Source(path);
        }
        let plain = text.trim_start_matches("./");
        let below = out.to_str().and_then(|out| plain.strip_prefix(out)?.strip_prefix('/'));
        Self::Address(below.unwrap_or(plain).to_owned())
    }
}

fn of_search(repository: &Repository) -> String {
    let (pages, terms) = (repository.model.pages.len(), repository.model.terms.len());
    format!(
        "That belongs to the search index, which is made of the texts of all {pages} pages and {terms} terms, and anew whenever one of them changed."
    )
}

fn renders(state: State) -> bool {
    !matches!(state, State::Stands)
}

fn changed(why: &Why) -> String {
    let n = why.parts.iter().filter(|part| part.changed == Some(true)).count();
    format!("{n} of its {} inputs", why.parts.len())
}

/// How the output stands, and why.
fn sentence(why: &Why, file: &Path) -> String {
    let file = file.display();
    let is_known = why.parts.iter().any(|part| part.changed == Some(true));
    match (why.state, why.since) {
        (State::NothingBuilt, _) => {
            "Nothing was built yet, so the next build renders it. It is made of:".to_owned()
        }
        (State::New, _) => "The last build had no such file, so the next renders it. It is made of:".to_owned(),
        (State::Outdated, Since::LastMade) if is_known => {
            format!("The next build renders it: {} changed since the last.", changed(why))
        }
        (State::Outdated, Since::OtherProgram) => {
            "The next build renders it: another Talkoo made the last, and this one may make something else. It is made of:".to_owned()
        }
        (State::Outdated, _) => {
            "The next build renders it: something changed since the last, of which no details are known. It is made of:".to_owned()
        }
        (State::Touched, _) => {
            format!("Nothing changed, but {file} is not what the last build wrote, so the next renders it.")
        }
        (State::Stands, Since::MadeBefore) if is_known => format!(
            "Nothing changed since the last build. When it was last rendered, {} had changed:",
            changed(why)
        ),
        (State::Stands, _) => "Nothing changed since the last build.".to_owned(),
    }
}

/// A line for each part: its name, whether it changed, what it is.
fn lines(why: &Why) -> Vec<String> {
    let width = why.parts.iter().map(|part| part.part.name().len()).max().unwrap_or_default();
    let line = |part: &WhyPart| {
        // Colours are left out again where nobody could see them.
        let (bold, plain) = ("\u{1b}[1;33m", "\u{1b}[0m");
        let change = match part.changed {
            Some(true) => format!("{bold}changed{plain}    "),
            Some(false) => "unchanged  ".to_owned(),
            None => String::new(),
        };
        format!("  {:width$}  {change}{}", part.part.name(), in_words(part))
    };
    why.parts.iter().map(line).collect()
}

/// So many names stand for all of a list.
const FEW: usize = 2;

/// `who refers to it, and in which words: 4 pages (/a/, /b/, …)`.
fn in_words(part: &WhyPart) -> String {
    let Some(told) = &part.told else { return "nothing any more".to_owned() };
    let kinds: Vec<_> =
        told.inputs.kinds().into_iter().filter(|(_, _, names)| !names.is_empty()).collect();
    if let [(_, _, [only])] = kinds.as_slice() {
        return format!("{}: {only}", told.about);
    }
    let listed = |(one, several, names): &(&str, &str, &[String])| {
        let few: Vec<&str> = names.iter().take(FEW).map(|name| short(one, name)).collect();
        let (kind, more) = (if names.len() == 1 { one } else { several }, names.len() > FEW);
        format!("{} {kind} ({}{})", names.len(), few.join(", "), if more { ", …" } else { "" })
    };
    match kinds.is_empty() {
        true => told.about.clone(),
        false => {
            let lists: Vec<String> = kinds.iter().map(listed).collect();
            format!("{}: {}", told.about, lists.join(", "))
        }
    }
}

/// Of several files, which are templates, the names are enough.
fn short<'n>(kind: &str, name: &'n str) -> &'n str {
    if kind == "file" { files::file_name(name) } else { name }
}

/// The answer for programs.
#[derive(Serialize)]
struct Record<'a> {
    url: &'a str,
    /// In the folder of the site.
    path: &'a str,
    origin: &'a str,
    template: Option<&'a str>,
    state: &'static str,
    will_be_rendered: bool,
    /// What `changed` compares with.
    compared_with: &'static str,
    key: String,
    parts: Vec<PartRecord<'a>>,
}

#[derive(Serialize)]
struct PartRecord<'a> {
    part: &'static str,
    /// None if that is not known.
    changed: Option<bool>,
    /// None if it is there no more.
    about: Option<&'a str>,
    #[serde(flatten)]
    inputs: Option<&'a Inputs>,
}

fn json(url: &str, path: &str, why: &Why) -> String {
    let record = Record {
        url,
        path,
        origin: &why.told.origin,
        template: why.told.template.as_deref(),
        state: match why.state {
            State::NothingBuilt => "nothing-built",
            State::New => "new",
            State::Stands => "stands",
            State::Touched => "touched",
            State::Outdated => "outdated",
        },
        will_be_rendered: renders(why.state),
        compared_with: match why.since {
            Since::LastMade => "last-build",
            Since::MadeBefore => "build-before",
            Since::OtherProgram => "other-program",
            Since::Unknown => "unknown",
        },
        key: why.key.to_string(),
        parts: why.parts.iter().map(part_record).collect(),
    };
    // Texts and lists of texts: there is nothing that could be refused.
    serde_json::to_string_pretty(&record).unwrap_or_default()
}

fn part_record(part: &WhyPart) -> PartRecord<'_> {
    PartRecord {
        part: part.part.name(),
        changed: part.changed,
        about: part.told.as_ref().map(|told| told.about.as_str()),
        inputs: part.told.as_ref().map(|told| &told.inputs),
    }
}
