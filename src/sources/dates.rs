//! When files were added and last changed, by the history in git. A build asks for this only where it is told to,
//! because the same files give other pages in another history.

use crate::hash::{Hash, Hasher};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;
use std::process::Command;

/// By path: the days on which a file of the content was added and last changed, as git writes them (`2026-03-01`).
#[derive(Clone, Debug, Default)]
pub struct GitDates {
    pub by_path: BTreeMap<String, (String, String)>,
    pub hash: Hash,
}

impl GitDates {
    /// Reads the history of the repository at `root`. What is not committed has no dates.
    pub fn read(root: &Path) -> io::Result<Self> {
        if git(root, &["rev-parse", "--is-shallow-repository"])?.trim() == "true" {
            return Err(io::Error::other(
                "--dates-from-git needs the whole history, but this is a shallow clone, in which every file seems to \
                 be as young as its oldest commit; run `git fetch --unshallow`, or set `fetch-depth: 0` where a \
                 workflow checks the repository out",
            ));
        }
        // `--relative`: the repository may be a folder of a larger one.
        const LOG: [&str; 9] = [
            "-c",
            "core.quotePath=false",
            "log",
            "--format=%x01%as",
            "--name-status",
            "--relative",
            "-M",
            "-z",
            "--",
        ];
        let log = git(root, &[&LOG[..], &["content"]].concat())?;
        Ok(Self::of(&log))
    }

    /// The dates in a log, which begins with the latest commit.
    fn of(log: &str) -> Self {
        let mut by_path: BTreeMap<String, (String, String)> = BTreeMap::new();
        // Names that a file had before, each with the one that it has now.
        let mut now: HashMap<String, String> = HashMap::new();
        for commit in log.split('\u{1}').skip(1) {
            let mut parts = commit.split('\0').map(str::trim_start);
            let date = parts.next().unwrap_or_default().trim();
            while let Some(status) = parts.next() {
                let Some(path) = parts.next().filter(|_| !status.is_empty()) else { break };
                let moved_to = if status.starts_with(['R', 'C']) { parts.next() } else { None };
                let path = match moved_to {
                    Some(to) => {
                        let latest = now.get(to).cloned().unwrap_or_else(|| to.to_owned());
                        if status.starts_with('R') {
                            now.insert(path.to_owned(), latest.clone());
                        }
                        latest
                    }
                    None => now.get(path).cloned().unwrap_or_else(|| path.to_owned()),
                };
                let dates = by_path.entry(path).or_insert_with(|| (date.into(), date.into()));
                // An earlier commit; its clock may have been wrong.
                dates.0 = date.min(&dates.0).to_owned();
                dates.1 = date.max(&dates.1).to_owned();
            }
        }
        let mut hash = Hasher::new("dates");
        for (path, (added, changed)) in &by_path {
            hash.text(path).text(added).text(changed);
        }
        Self { hash: hash.finish(), by_path }
    }
}

/// What a command of git prints.
fn git(root: &Path, args: &[&str]) -> io::Result<String> {
    let run = Command::new("git").arg("-C").arg(root).args(args).output();
    let output = run.map_err(|error| {
        io::Error::other(format!("--dates-from-git needs git, which can't be run: {error}"))
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("git gave no reason");
        return Err(io::Error::other(format!("--dates-from-git: {said}")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::GitDates;

    #[test]
    fn a_file_keeps_its_first_day_when_it_is_renamed() {
        let log = "\u{1}2026-03-01\0\nM\0content/b.md\0\u{1}2026-02-01\0\nR100\0content/a.md\0content/b.md\0\
            \u{1}2026-01-01\0\nA\0content/a.md\0A\0content/c.md\0";
        let dates = GitDates::of(log).by_path;
        let of = |path: &str| dates.get(path).map(|(added, changed)| format!("{added} {changed}"));
        assert_eq!(of("content/b.md").as_deref(), Some("2026-01-01 2026-03-01"));
        assert_eq!(of("content/c.md").as_deref(), Some("2026-01-01 2026-01-01"));
        assert_eq!(of("content/a.md"), None);
    }
}
