//! `talkoo init`: writes a small starter repository.

use super::output::{Exit, fail, say};
use include_dir::{Dir, DirEntry, include_dir};
use std::path::Path;
use std::{fs, io};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

pub fn run(dir: &Path) -> Exit {
    match fs::read_dir(dir).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            return fail(format!("{} is not empty; choose another folder", dir.display()));
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

fn copy(from: &Dir, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in from.entries() {
        let Some(name) = entry.path().file_name() else { continue };
        match entry {
            DirEntry::Dir(dir) => copy(dir, &to.join(name))?,
            // Stored without its dot, because crate packages leave out dot files.
            DirEntry::File(file) if name == "gitignore" => {
                fs::write(to.join(".gitignore"), file.contents())?
            }
            DirEntry::File(file) => fs::write(to.join(name), file.contents())?,
        }
    }
    Ok(())
}
