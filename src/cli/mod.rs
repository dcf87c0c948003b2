//! The command line. Only this module prints and decides the exit status.

mod addresses;
mod args;
mod build;
mod check;
mod cms;
mod deploy;
mod dossier;
mod external;
mod fix;
mod fmt;
mod import;
mod init;
mod new;
mod open;
mod output;
mod progress;
mod reference;
mod rename;
mod schema;
mod watch;
mod why;

use args::{Command, Options};
use check::Format;
use clap::{CommandFactory, Parser};
use output::Exit;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the program; the first argument is its name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let options = match Options::try_parse_from(args) {
        Ok(options) => options,
        Err(error) => {
            // Help and version arrive as errors too; clap gives them exit code 0.
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let root = options.root.unwrap_or_else(nearest_root);
    let exit = match options.command {
        Command::Init { dir, editor } => {
            let made = dir.as_deref().map_or(Exit::Clean, init::run);
            match editor.filter(|_| made == Exit::Clean) {
                Some(editor) => schema::editor(dir.as_deref().unwrap_or(&root), editor),
                None => made,
            }
        }
        Command::DeployFiles { host, check } => deploy::run(&root, host, check),
        Command::Cms { check } => cms::run(&root, check),
        Command::Schema { out } => schema::run(&root, &out),
        Command::New { collection, title } => new::run(&root, &collection, &title.join(" ")),
        Command::Import { import } => import::run(&root, import),
        Command::Check { explain: Some(rule), .. } => check::explain(&rule),
        Command::Check {
            paths,
            rule: rules,
            explain: None,
            format,
            all,
            quiet,
            strict,
            drafts,
            fix,
            dry_run,
            external,
            fresh,
        } => {
            let silent = format != Format::Text;
            let fix = fix.then_some(fix::FixOptions { dry_run, silent });
            let external = external.then_some(check::External { fresh });
            let options = check::CheckOptions {
                format,
                all,
                quiet,
                strict,
                drafts,
                rules,
                paths,
                fix,
                external,
            };
            check::run(&root, &options)
        }
        Command::Build {
            out,
            drafts,
            strict,
            timings,
            no_search,
            no_cache,
            verify,
            portable,
            dates_from_git,
            quiet,
        } => {
            let search = !no_search;
            let options = crate::options::Options {
                drafts,
                strict,
                search,
                portable,
                memo: true,
                bodies: true,
            };
            let request =
                build::BuildOptions { options, timings, no_cache, verify, dates_from_git, quiet };
            build::run(&root, &out, &request)
        }
        Command::Watch { port, open, drafts, poll } => {
            watch::run(&root, &watch::WatchOptions { port, open, drafts, poll })
        }
        Command::Fmt { paths, check } => fmt::run(&root, &paths, check),
        Command::Mv { old, new, consent } => rename::mv(&root, &old, &new, consent),
        Command::Rm { page, consent } => rename::rm(&root, &page, consent),
        Command::Completions { shell } => reference::completions(shell, &mut Options::command()),
        Command::Manual { dir } => reference::manual(&dir, Options::command()),
        Command::Dossier { pages, out } => dossier::run(&root, &pages, &out),
        Command::Why { address, format, out, drafts, no_search } => {
            let options = why::WhyOptions { drafts, search: !no_search, format };
            why::run(&root, &out, &address, &options)
        }
    };
    ExitCode::from(exit as u8)
}

/// The nearest parent folder with a site.toml; without one, the current folder.
fn nearest_root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_else(|_| ".".into());
    let root = here.ancestors().find(|folder| folder.join(crate::config::PATH).is_file());
    match root {
        // A relative root keeps paths in messages short.
        Some(root) if root == here => ".".into(),
        Some(root) => root.to_owned(),
        None => ".".into(),
    }
}

/// The commands as they are declared, for the handbook.
#[cfg(test)]
pub fn command() -> clap::Command {
    Options::command()
}
