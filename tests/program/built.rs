//! A repository on disk that the program builds, again and again.

use crate::common::Files;
use crate::common::site::Site;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Output};

/// What a build said.
pub struct Built {
    pub rendered: usize,
    pub written: usize,
    /// What it found.
    pub findings: String,
}

impl Site {
    /// The program with a command, to be run.
    pub fn command(&self, command: &[&str]) -> Command {
        let search = (!self.search).then_some("--no-search");
        let mut program = Command::new(env!("CARGO_BIN_EXE_talkoo"));
        program.args(command).args(search).arg("--root").arg(self.root.path());
        program
    }

    /// Runs the program.
    pub fn run(&self, command: &[&str]) -> Output {
        self.command(command).output().expect("it runs")
    }

    /// Builds; how many outputs were rendered and written.
    pub fn build(&self) -> (usize, usize) {
        let built = self.built(&[]);
        (built.rendered, built.written)
    }

    /// Builds.
    pub fn built(&self, more: &[&str]) -> Built {
        let output = self.run(&[&["build", "--timings"], more].concat());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let findings = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{text}{findings}");
        let number = |before: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let at = words.windows(2).position(|pair| format!("{} {}", pair[0], pair[1]) == before);
            at.map_or(0, |at| words[at - 1].parse().expect("a number"))
        };
        let written = text.split(" outputs: ").nth(1).and_then(|rest| rest.split(' ').next());
        Built {
            rendered: number("outputs rendered"),
            written: written.and_then(|n| n.parse().ok()).expect("it is said"),
            findings,
        }
    }

    /// Builds into an empty folder, with nothing remembered: what was found, and all files.
    pub fn fresh(&self) -> (String, Files) {
        let _ = fs::remove_dir_all(self.root.path().join("fresh"));
        (self.built(&["--no-cache", "--out", "fresh"]).findings, self.below("fresh"))
    }

    /// What was published, without our own notes.
    pub fn published(&self) -> Files {
        let all = self.below("public").into_iter();
        all.filter(|(path, _)| !path.starts_with(".talkoo/")).collect()
    }

    /// What `talkoo why` says of an output: how it stands, what that is compared with, which inputs are others.
    pub fn why(&self, address: &str) -> Vec<String> {
        let output = self.run(&["why", address, "--format", "json"]);
        let why: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        let text = |value: &Value| value.as_str().expect("it is text").to_owned();
        let inputs = why["inputs"].as_array().expect("it is a list").iter();
        let changed =
            inputs.filter(|input| input["changed"] == true).map(|input| text(&input["kind"]));
        [text(&why["state"]), text(&why["compared_with"])].into_iter().chain(changed).collect()
    }
}

/// The keys of a site's outputs by path, as its manifest has them.
pub fn keys(site: &Files) -> BTreeMap<String, String> {
    let manifest = String::from_utf8_lossy(&site[".talkoo/manifest"]).into_owned();
    let line = |line: &str| {
        let [key, _, path] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        (path.to_owned(), key.to_owned())
    };
    manifest.lines().skip(1).map(line).collect()
}
