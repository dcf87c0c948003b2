//! `talkoo init`: writes a small starter repository.

use super::output::{Exit, fail, say};
use include_dir::{Dir, DirEntry, include_dir};
use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::{fs, io};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

pub fn run(dir: &Path) -> Exit {
    let taken = |entries: fs::ReadDir| {
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        names
            .filter(|name| !is_of_git(name))
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
        return fail(format!("{} could not be written: {error}", dir.display()));
    }
    say(format!("created a repository in {}", dir.display()));
    say("to preview it:");
    say(format!("  cd {}", dir.display()));
    say("  talkoo watch");
    Exit::Clean
}

/// Whether a file may be there already, because git or its host made it for a new repository. It is kept.
fn is_of_git(name: &str) -> bool {
    const MADE: [&str; 5] = [".git", ".gitignore", ".gitattributes", ".github", ".gitlab-ci.yml"];
    let lower = name.to_lowercase();
    MADE.contains(&name) || lower.starts_with("readme") || lower.starts_with("licen")
}

fn copy(from: &Dir, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in from.entries() {
        let Some(name) = entry.path().file_name() else { continue };
        match entry {
            DirEntry::Dir(dir) => copy(dir, &to.join(name))?,
            // `.gitignore` is stored without its dot, because crate packages leave out dot files.
            DirEntry::File(file) => {
                let name = if name == "gitignore" { OsStr::new(".gitignore") } else { name };
                // A file that git or its host made stays as it is.
                match fs::File::create_new(to.join(name)) {
                    Ok(mut place) => place.write_all(file.contents())?,
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(())
}
