//! `talkoo completions` and `talkoo manual`: what a shell and `man` know of the commands, made from their declarations.

use super::output::{Exit, fail, say, say_raw};
use clap::Command;
use clap_complete::Shell;
use fs_err as fs;
use std::path::Path;

/// Prints the completions.
pub fn completions(shell: Shell, command: &mut Command) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "talkoo", &mut script);
    say_raw(String::from_utf8_lossy(&script));
    Exit::Clean
}

/// Writes a page for the program and one for each command.
pub fn manual(dir: &Path, command: Command) -> Exit {
    let pages = fs::create_dir_all(dir).and_then(|()| clap_mangen::generate_to(command, dir));
    match pages {
        Ok(()) => {
            say(format!("the manual pages are in {}", dir.display()));
            Exit::Clean
        }
        Err(error) => fail(error),
    }
}
