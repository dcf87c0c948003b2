//! `talkoo mv` and `talkoo rm`: show what would change, then do it.

use super::fix::diff;
use super::output::{Exit, fail, report_in_full, say, say_raw, tell};
use crate::diagnostics::text::counted;
use crate::fix;
use crate::rename::{self, Plan};
use crate::sources::Sources;
use std::io::{IsTerminal, Write};
use std::path::Path;

// How far to go. As a doc comment, this would be the help of `mv` and `rm`.
#[derive(Clone, Copy, clap::Args)]
pub struct Consent {
    /// Do it without asking
    #[arg(long, short)]
    yes: bool,
    /// Show the changes and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

pub fn mv(root: &Path, old: &str, new: &str, consent: Consent) -> Exit {
    run(root, consent, "move", &|sources| rename::mv(sources, old, new))
}

pub fn rm(root: &Path, old: &str, consent: Consent) -> Exit {
    run(root, consent, "remove", &|sources| rename::rm(sources, old))
}

fn run(
    root: &Path,
    consent: Consent,
    verb: &str,
    plan: &dyn Fn(Sources) -> Result<Plan, String>,
) -> Exit {
    let mut sources = match Sources::scan(root) {
        Ok((sources, _)) => sources,
        Err(error) => return fail(error),
    };
    fix::hold(&mut sources);
    let plan = match plan(sources) {
        Ok(plan) => plan,
        Err(reason) => return fail(reason),
    };
    show(&plan);
    plan.notes.iter().for_each(|note| tell(format!("note: {note}")));
    if !plan.errors.is_empty() {
        report_in_full(&plan.errors, &plan.after);
        let n = counted(plan.errors.len(), "error");
        tell(format!("nothing was changed: there would be {n}"));
        return Exit::Problems;
    }
    // A term without a text of its own is only named in files.
    let (verb, n) = match plan.removed.len() {
        0 => ("change", plan.changes.len()),
        n => (verb, n),
    };
    match may(consent, &format!("{verb} {}?", counted(n, "file"))) {
        Some(true) => {}
        Some(false) => {
            say("nothing was changed");
            return Exit::Clean;
        }
        None => {
            tell("nothing was changed; `--yes` does it");
            return Exit::Failed;
        }
    }
    match rename::write(root, &plan) {
        Ok(()) => Exit::Clean,
        Err(reason) => fail(reason),
    }
}

fn show(plan: &Plan) {
    let coloured = std::io::stdout().is_terminal();
    plan.changes.iter().for_each(|change| say_raw(diff(change, coloured)));
    if plan.moves.is_empty() {
        plan.removed.iter().for_each(|path| say(format!("remove {path}")));
    }
    plan.moves.iter().for_each(|one| say(format!("move {} to {}", one.from, one.path)));
}

/// Whether the user agrees; `None` if nobody can be asked.
fn may(consent: Consent, question: &str) -> Option<bool> {
    if consent.dry_run {
        return Some(false);
    }
    if consent.yes {
        return Some(true);
    }
    if !std::io::stdin().is_terminal() {
        return None;
    }
    say_raw(format!("{question} [y/N] "));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).ok()?;
    Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
