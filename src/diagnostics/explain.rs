//! Rules for those who want to know more: one for the terminal (`check --explain`), all of them for the
//! docs (`docs/rules.md`).

use super::{Rule, Severity};
use std::fmt::Write;

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// The rules of whose findings `check --fix` mends those that are certain.
pub const MENDED: [&str; 16] = [
    "alias-term",
    "bad-setting",
    "dead-anchor",
    "dead-link",
    "dead-reference",
    "dead-wikilink",
    "footnote-problems",
    "insecure-url",
    "malformed-url",
    "missing-file",
    "pasted-debris",
    "second-h1",
    "undefined-term",
    "unknown-key",
    "unknown-source",
    "unknown-term",
];

/// What `--fix` does about a rule; nothing for most.
fn mended(rule: &Rule) -> &'static str {
    if MENDED.contains(&rule.name) { "`talkoo check --fix` mends what is certain." } else { "" }
}

/// One rule: what, why, wrong, right.
pub fn explain(rule: &Rule) -> String {
    let mut out =
        format!("{} ({})\n\n{}\n{}\n", rule.name, rule.severity.word(), rule.what, rule.why);
    if !mended(rule).is_empty() {
        let _ = writeln!(out, "{}", mended(rule));
    }
    for (word, shown) in examples(rule) {
        let _ = write!(out, "\n{word}:\n");
        for (path, text) in shown {
            let _ = writeln!(out, "  {path}");
            text.lines().for_each(|line| {
                let _ = writeln!(out, "{}", format!("    {line}").trim_end());
            });
        }
    }
    out
}

/// All rules, a line each.
pub fn list(rules: &[&'static Rule]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for rule in rules {
        let _ = writeln!(out, "{:width$}  {:7}  {}", rule.name, rule.severity.word(), rule.what);
    }
    out
}

/// All rules as Markdown.
pub fn docs(rules: &[&'static Rule]) -> String {
    let mut out = String::from(
        "# What `talkoo check` finds\n\n\
         <!-- Made from the rules in src/ by `UPDATE=1 cargo test --test docs`; do not edit. -->\n\n\
         An **error** stops the build, a **warning** does so under `--strict`, a **hint** never does. `site.toml` can\n\
         change that for each rule, and a page can silence one, with a reason:\n\n\
         ```toml\n# site.toml\n[rules]\nheading-skip = \"error\"     # or \"warning\", \"hint\", \"off\"\n```\n\
         ```toml\n# the front matter of a page\nallow = { \"heading-skip\" = \"quoted source\" }\n```\n\n\
         Some rules wait to be told what to look for:\n\n\
         ```toml\n# site.toml\n\
         expect      = { pilots = 15 }                                         # unmet-count\n\
         review      = { field = \"last_reviewed\", limit = \"2025-01-01\" }     # not-reviewed\n\
         image_limit = 500                                                     # large-image, in kilobytes\n\n\
         [collections.pilots.fields]\n\
         siblings = { type = \"refs\", collection = \"pilots\", mutual = true }   # one-sided-reference\n```\n\n\
         `talkoo check --explain RULE` says the same as this page; `--rule RULE` looks for nothing else. `--fix` mends\n\
         what is certain, shows each change, and leaves the rest to you; `--fix --dry-run` only shows.\n\n\
         | rule | severity | what it finds | `--fix` |\n|---|---|---|---|\n",
    );
    for rule in rules {
        let name = rule.name;
        let _ = writeln!(
            out,
            "| [{name}](#{name}) | {} | {} | {} |",
            rule.severity.word(),
            rule.what.replace('|', "\\|"),
            if mended(rule).is_empty() { "" } else { "yes" }
        );
    }
    for rule in rules {
        let text = format!("{} {} {}", rule.what, rule.why, mended(rule));
        let _ = write!(out, "\n## {}\n\n{}\n", rule.name, text.trim_end());
        for (word, shown) in examples(rule) {
            for (path, text) in shown {
                let lang = match path.rsplit_once('.').map(|(_, end)| end) {
                    Some("md") => "markdown",
                    Some("toml") => "toml",
                    Some("bib") => "bibtex",
                    Some("html") => "html",
                    _ => "text",
                };
                let _ =
                    write!(out, "\n{word}, `{path}`:\n\n````{lang}\n{}\n````\n", text.trim_end());
            }
        }
    }
    out
}

type Files = Vec<(String, String)>;

/// The wrong example, and of the right one the files in which it differs.
fn examples(rule: &Rule) -> Vec<(&'static str, Files)> {
    let wrong = files(rule.wrong);
    let mut right = files(rule.right);
    right.retain(|file| !wrong.contains(file));
    let both = [("Wrong", wrong), ("Right", right)];
    both.into_iter().filter(|(_, files)| !files.is_empty()).collect()
}

/// The files of an example, each behind its `== path` line.
fn files(example: &str) -> Files {
    let mut files = Files::new();
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
