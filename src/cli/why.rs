//! `talkoo why`: explains why an output would be rebuilt.

use super::open::open;
use super::output::{Exit, fail, report, say, say_raw};
use crate::build::{self, Explanation, Failure, Input, Since, State};
use crate::cache::Cache;
use crate::check;
use crate::diagnostics::{has_errors, visible};
use crate::files;
use crate::options::Options;
use clap::ValueEnum;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// How an answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Answer {
    /// For people: a sentence, then a line for each input
    Text,
    /// For programs: {url, path, origin, template, key, state, will_be_rendered, compared_with, inputs}
    Json,
}

pub struct WhyOptions {
    pub drafts: bool,
    pub search: bool,
    pub format: Answer,
}

pub fn run(root: &Path, out: &Path, address: &str, request: &WhyOptions) -> Exit {
    let folder = root.join(out);
    let WhyOptions { drafts, search, format } = *request;
    let options = Options { drafts, search, memo: true, ..Options::default() };
    let cache = Cache::of(root);
    let site = match open(root, options, &cache) {
        Ok(site) => site,
        Err(error) => return fail(error),
    };
    let target = Target::of(address, root, &folder, out);
    let output = match &target {
        Target::Source(path) => build::of_file(&site, path),
        Target::Address(address) => build::at_address(&site, address)
            .or_else(|| build::of_file(&site, address))
            .or_else(|| build::of_file(&site, &format!("content/{address}"))),
    };
    let (Target::Source(address) | Target::Address(address)) = &target;
    let Some(output) = output else {
        return fail(build::no_such_address(&site, address));
    };
    let why = match build::explain(&site, output, &folder, cache.reads(&folder)) {
        Ok(why) => why,
        Err(Failure::Content(found)) => {
            report(&found, &site.snapshot.sources);
            return Exit::Problems;
        }
        Err(Failure::World(error)) => return fail(error),
    };
    if format == Answer::Json {
        say_raw(json(&output.url, &output.path, &why) + "\n");
        return Exit::Clean;
    }
    let with = why.template.as_ref().map(|path| format!("; its template is {path}"));
    say(format!("{} {}{}.", output.url, why.origin, with.unwrap_or_default()));
    say(sentence(&why, &out.join(&output.path)));
    if has_errors(&check::check(&site, options)) && renders(why.state) {
        say("Nothing is written while there are errors; `talkoo check` lists them.");
    }
    say("");
    lines(&why).iter().for_each(|line| say_raw(format!("{line}\n")));
    Exit::Clean
}

/// What the address on the command line names.
enum Target {
    /// A file of the repository.
    Source(String),
    /// An address, or a path in the output folder.
    Address(String),
}

impl Target {
    /// A file that exists, looked up from the current folder and then from the root, is itself; anything else is an
    /// address.
    fn of(text: &str, root: &Path, folder: &Path, out: &Path) -> Self {
        let candidates = [PathBuf::from(text), root.join(text)];
        let file =
            candidates.iter().find(|path| path.is_file()).and_then(|path| path.canonicalize().ok());
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

fn renders(state: State) -> bool {
    !matches!(state, State::Current)
}

fn changed(why: &Explanation) -> String {
    let n = why.inputs.iter().filter(|input| input.changed == Some(true)).count();
    format!("{n} of its {} inputs", why.inputs.len())
}

/// The state of the output and the reason for it.
fn sentence(why: &Explanation, file: &Path) -> String {
    let file = file.display();
    let has_details = why.inputs.iter().any(|input| input.changed == Some(true));
    match (why.state, why.since) {
        (State::NothingBuilt, _) => {
            "Nothing has been built yet, so the next build renders it. Its inputs:".to_owned()
        }
        (State::New, _) => "The last build had no such file, so the next build renders it. Its inputs:".to_owned(),
        (State::Outdated, Since::LastMade) if has_details => {
            format!("The next build renders it: {} changed since the last build.", changed(why))
        }
        (State::Outdated, _) => {
            "The next build renders it: something changed since the last build; which input is not recorded. Its inputs:".to_owned()
        }
        (State::Touched, _) => {
            format!("Its inputs are unchanged, but {file} is not what the last build wrote, so the next build renders it.")
        }
        (State::Current, Since::MadeBefore) if has_details => format!(
            "Nothing changed since the last build. When it was last rendered, {} had changed:",
            changed(why)
        ),
        (State::Current, _) => "Nothing changed since the last build.".to_owned(),
    }
}

/// A line for each kind of input: its name, whether it changed, what it is. Changed inputs come first.
fn lines(why: &Explanation) -> Vec<String> {
    let mut inputs: Vec<&Input> = why.inputs.iter().collect();
    inputs.sort_by_key(|input| input.changed != Some(true));
    let width = why.inputs.iter().map(|input| input.kind.len()).max().unwrap_or_default();
    let line = |input: &&Input| {
        // `say` removes the colours when output is not a terminal.
        let (bold, plain) = ("\u{1b}[1;33m", "\u{1b}[0m");
        let change = match input.changed {
            Some(true) => format!("{bold}changed{plain}    "),
            Some(false) => "unchanged  ".to_owned(),
            None => String::new(),
        };
        format!("  {:width$}  {change}{}", input.kind, in_words(input))
    };
    inputs.iter().map(line).collect()
}

/// How many names of a list are printed.
const FEW: usize = 2;

/// `the definitions of terms: 4 (/a/, /b/, …)`; changed names come first.
fn in_words(input: &Input) -> String {
    let others = input.names.iter().filter(|name| !input.changed_names.contains(name));
    let names: Vec<&str> =
        input.changed_names.iter().chain(others).map(|name| short(name)).collect();
    match names.as_slice() {
        [] => input.about.to_owned(),
        [only] => format!("{}: {}", input.about, visible(only)),
        names => {
            let more = if names.len() > FEW { ", …" } else { "" };
            let few = names[..FEW].join(", ");
            format!("{}: {} ({}{more})", input.about, names.len(), visible(&few))
        }
    }
}

/// A template is shown by its file name.
fn short(name: &str) -> &str {
    if name.starts_with("themes/") { files::file_name(name) } else { name }
}

/// The answer for programs.
#[derive(Serialize)]
struct Record<'a> {
    url: &'a str,
    /// Relative to the output folder.
    path: &'a str,
    origin: &'a str,
    template: Option<&'a str>,
    state: &'static str,
    will_be_rendered: bool,
    /// What `changed` compares with.
    compared_with: &'static str,
    key: String,
    inputs: Vec<InputRecord<'a>>,
}

#[derive(Serialize)]
struct InputRecord<'a> {
    kind: &'static str,
    about: &'static str,
    /// None if that is not known.
    changed: Option<bool>,
    names: &'a [String],
    changed_names: &'a [String],
}

fn json(url: &str, path: &str, why: &Explanation) -> String {
    let record = Record {
        url,
        path,
        origin: &why.origin,
        template: why.template.as_deref(),
        state: match why.state {
            State::NothingBuilt => "nothing-built",
            State::New => "new",
            State::Current => "current",
            State::Touched => "touched",
            State::Outdated => "outdated",
        },
        will_be_rendered: renders(why.state),
        compared_with: match why.since {
            Since::LastMade => "last-build",
            Since::MadeBefore => "build-before",
            Since::Unknown => "unknown",
        },
        key: why.key.to_string(),
        inputs: why.inputs.iter().map(input_record).collect(),
    };
    // Strings and lists of strings always serialize.
    serde_json::to_string_pretty(&record).unwrap_or_default()
}

fn input_record(input: &Input) -> InputRecord<'_> {
    let Input { kind, about, names, changed_names, changed } = input;
    InputRecord { kind, about, changed: *changed, names, changed_names }
}
