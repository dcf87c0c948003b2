//! `talkoo check --fix`: prints the fixes as a diff and writes them.

use super::output::{Exit, fail, say, say_raw, tell};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::text::counted;
use crate::fix::{self, Change};
use crate::options::Options;
use crate::site::Site;
use crate::sources::Sources;
use similar::{ChangeTag, TextDiff};
use std::io::IsTerminal;
use std::path::Path;

/// Options of `--fix`.
#[derive(Clone, Copy)]
pub struct FixOptions {
    /// Print the fixes and write nothing.
    pub dry_run: bool,
    /// Print no diff, because standard output is for programs.
    pub silent: bool,
}

/// Fixes the diagnostics that are `wanted`. Returns the fixed site with the remaining diagnostics, or `Err` if
/// the program should end here.
pub fn run(
    root: &Path,
    mut sources: Sources,
    options: Options,
    fix: FixOptions,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Result<(Site, Vec<Diagnostic>), Exit> {
    fix::hold(&mut sources);
    let fixed = fix::fix(sources, options, wanted);
    if !fix.silent {
        let coloured = std::io::stdout().is_terminal();
        fixed.changes.iter().for_each(|change| say_raw(diff(change, coloured)));
    }
    let say = |line: String| if fix.silent { tell(line) } else { say(line) };
    let n = counted(fixed.fixed, "problem");
    let files = counted(fixed.changes.len(), "file");
    if fixed.changes.is_empty() {
        say("nothing can be fixed automatically".to_owned());
        return if fix.dry_run { Err(Exit::Clean) } else { Ok((fixed.site, fixed.diagnostics)) };
    }
    if fix.dry_run {
        say(format!("{n} in {files} can be fixed; nothing was written"));
        return Err(Exit::Clean);
    }
    let refused: Vec<String> =
        fixed.changes.iter().filter_map(|change| fix::write(root, change).err()).collect();
    if !refused.is_empty() {
        for error in refused {
            fail(error);
        }
        return Err(Exit::Failed);
    }
    say(format!("fixed {n} in {files}"));
    Ok((fixed.site, fixed.diagnostics))
}

/// A change in the format of `diff -u`.
pub fn diff(change: &Change, coloured: bool) -> String {
    let paint = |colour: &str, text: String| match coloured {
        true => format!("\u{1b}[{colour}m{text}\u{1b}[0m\n"),
        false => format!("{text}\n"),
    };
    let diff = TextDiff::from_lines(&change.before, &change.after);
    let mut out = paint("1", format!("--- {}", change.path));
    out += &paint("1", format!("+++ {}", change.path));
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        out += &paint("36", hunk.header().to_string());
        for line in hunk.iter_changes() {
            let (sign, colour) = match line.tag() {
                ChangeTag::Delete => ('-', "31"),
                ChangeTag::Insert => ('+', "32"),
                ChangeTag::Equal => (' ', "0"),
            };
            out += &paint(colour, format!("{sign}{}", visible(line.value())));
        }
    }
    out
}

/// A line with its invisible characters spelt out, because a fix may remove one.
fn visible(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.trim_end_matches(['\n', '\r']).chars() {
        match c {
            '\u{a0}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                out.push_str(&format!("<U+{:04X}>", c as u32));
            }
            // A terminal would interpret it.
            c if c.is_control() && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
