//! `talkoo init`: writes a small starter repository.

use super::output::{Exit, fail, say};
use crate::save;
use include_dir::{Dir, DirEntry, include_dir};
use std::path::Path;
use std::{fs, io};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

pub fn run(dir: &Path) -> Exit {
    let taken = |entries: fs::ReadDir| {
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        names
            .filter(|name| !may_stay(name))
            .min_by_key(|name| (name.starts_with('.'), name.clone()))
    };
    match fs::read_dir(dir).map(taken) {
        Ok(Some(name)) => {
            let dir = dir.display();
            return fail(format!("{dir} is not empty: it contains {name}; choose another folder"));
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return fail(format!("{} can't be used: {error}", dir.display()));
        }
        _ => {}
    }
    if let Err(error) = copy(&STARTER, dir) {
        return fail(error);
    }
    say(format!("created a repository in {}", dir.display()));
    say("to preview it:");
    say(format!("  cd {}", dir.display()));
    say("  talkoo watch");
    Exit::Clean
}

/// Whether a file may be there already, because git or its host made it for a new repository, or the system for any folder.
/// It is kept.
fn may_stay(name: &str) -> bool {
    const MADE: [&str; 8] = [
        ".git",
        ".gitignore",
        ".gitattributes",
        ".github",
        ".gitlab-ci.yml",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    ];
    let lower = name.to_lowercase();
    MADE.contains(&name) || lower.starts_with("readme") || lower.starts_with("licen")
}

fn copy(from: &Dir, to: &Path) -> Result<(), String> {
    for entry in from.entries() {
        match entry {
            DirEntry::Dir(dir) => copy(dir, to)?,
            // `.gitignore` is stored without its dot, because crate packages leave out dot files.
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let path = if path == "gitignore" { ".gitignore" } else { &path };
                // A file that git or its host made stays as it is.
                save::create(to, path, file.contents())?;
            }
        }
    }
    Ok(())
}
