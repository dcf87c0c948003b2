//! `check --explain`: a rule's page, laid out for the terminal.

use super::Rule;
use std::fmt::Write;

/// One rule: what, why, its options, wrong, right.
pub fn explain(rule: &Rule) -> String {
    let prose = rule.prose();
    let severity = rule.severity.word();
    let mut out = format!("{} ({severity})\n\n{}\n{}\n", rule.name, prose.what, prose.why);
    if rule.fix {
        out.push_str("`talkoo check --fix` fixes the certain cases.\n");
    }
    if !rule.options.is_empty() {
        out.push_str("\nIn site.toml:\n");
    }
    for option in rule.options {
        let default = option.default.map(|value| format!(", default {value}"));
        let default = default.unwrap_or_default();
        let _ = writeln!(out, "  {} ({}{default}): {}", option.name, option.takes, option.about);
    }
    // The right example shows only the files that differ.
    let wrong = files(prose.wrong);
    let mut right = files(prose.right);
    right.retain(|file| !wrong.contains(file));
    for (word, shown) in [("Wrong", wrong), ("Right", right)] {
        if !shown.is_empty() {
            let _ = write!(out, "\n{word}:\n");
        }
        for (path, text) in shown {
            let _ = writeln!(out, "  {path}");
            for line in text.lines() {
                let _ = writeln!(out, "{}", format!("    {line}").trim_end());
            }
        }
    }
    out
}

/// All rules, a line each.
pub fn list(rules: &[&'static Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for rule in rules {
        let (severity, what) = (rule.severity.word(), rule.prose().what);
        let _ = writeln!(out, "{:width$}  {severity:7}  {what}", rule.name);
    }
    out
}

/// The files of an example. Each begins with a `== path` line.
fn files(example: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in example.split_inclusive('\n') {
        match (line.strip_prefix("== "), files.last_mut()) {
            (Some(path), _) => files.push((path.trim_end().to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    for (path, text) in &mut files {
        if path.ends_with(".png") {
            *text = format!("(a picture of {} bytes)\n", text.len());
        }
    }
    files
}
