//! The pages of the handbook about rules and commands are generated from these. Update them with
//! `UPDATE=1 cargo test --lib docs`.

use crate::check::all_rules;
use crate::config::described;
use crate::config::shape::{Setting, Shape};
use crate::diagnostics::Rule;
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
---
title: The rules of the check
summary: Everything that the check finds, why it matters, and how it is put right.
order: 5
allow: { merge-conflict: one of the examples }
---

<!-- Made from the rules in src/ by `UPDATE=1 cargo test --lib docs`; do not edit. -->

An **error** stops the build, a **warning** does so with `--strict`, a **hint** never does. `site.toml` can change
the severity of a rule, for the whole repository or for one collection, and a page can silence it, with a reason:

```toml
# site.toml
[rules]
heading-skip = \"error\"     # or \"warning\", \"hint\", \"off\"

[collections.posts.rules]    # in the files of content/posts/
heading-skip = \"off\"
```
```toml
# the front matter of a page
allow = { \"heading-skip\" = \"quoted source\" }
```

Rules marked *always* can be neither changed nor silenced, because without them the site can't be trusted.

`talkoo check --explain RULE` prints a rule's page, with a wrong and a right example; `--rule RULE` reports only this
rule. `--fix` fixes what is certain, shows each change, and leaves the rest to you; `--fix --dry-run` only shows the
changes. Of a rule with more than 20 findings one is shown, with the number of the others; `--all` shows them, and
`--format json`, `github` and `sarif` always have all.

";

/// A rule with its examples.
fn one(rule: &Rule) -> String {
    let prose = rule.prose();
    let mut out = format!("\n## {}\n\n{}\n\n{}\n", rule.name, prose.what, prose.why);
    for (word, example) in [("Wrong", prose.wrong), ("Right", prose.right)] {
        if !example.is_empty() {
            let _ = write!(out, "\n{word}:\n\n````text\n{}\n````\n", example.trim_end());
        }
    }
    out
}

fn rules_page(rules: &[&'static Rule]) -> String {
    let mut out = HEAD.to_owned();
    out += "| rule | severity | what it finds | `--fix` |\n|---|---|---|---|\n";
    for rule in rules {
        let always = if rule.firm { ", always" } else { "" };
        let fix = if rule.fix { "yes" } else { "" };
        let (name, severity, what) = (rule.name, rule.severity.word(), rule.prose().what);
        assert!(!what.contains('|'), "{name}: `|` would end the cell of the table");
        let _ = writeln!(out, "| [{name}](#{name}) | {severity}{always} | {what} | {fix} |");
    }
    out += "\nSome rules have options in `site.toml`. Those without a default look for nothing until they are set.\n\n";
    out += "| option | of the rule | takes | default | what it says |\n|---|---|---|---|---|\n";
    for rule in rules {
        for option in rule.options {
            let default = option.default.map(|value| format!("`{value}`")).unwrap_or_default();
            let (name, takes, about) = (option.name, option.takes, option.about);
            let _ = writeln!(out, "| `{name}` | {} | {takes} | {default} | {about} |", rule.name);
        }
    }
    out.extend(rules.iter().map(|rule| one(rule)));
    out
}

const COMMANDS: &str = "\
---
title: Commands
summary: What talkoo help says of each command and its options.
order: 1
---

<!-- Made from the program by `UPDATE=1 cargo test --lib docs`; do not edit. -->

Every command takes `--root DIR`, the repository; otherwise it is the nearest parent folder with a `site.toml`.
";

fn commands_page() -> String {
    let mut out = COMMANDS.to_owned();
    for command in crate::cli::command().get_subcommands_mut() {
        let name = command.get_name().to_owned();
        let mut command = command.clone().bin_name(format!("talkoo {name}")).term_width(96);
        let help = command.render_long_help().to_string();
        let (about, rest) = help.split_once("\n\n").unwrap_or((&help, ""));
        let _ = write!(
            out,
            "\n## talkoo {name}\n\n{}\n\n```text\n{}\n```\n",
            about.trim(),
            rest.trim_end()
        );
    }
    out
}

const SETTINGS: &str = "\
---
title: Settings, front matter and terms
summary: Every key that site.toml, pages and terms can have, and what it takes.
order: 2
---

<!-- Made from the program by `UPDATE=1 cargo test --lib docs`; do not edit. -->

The fields that your pages have besides are those of `[collections.<name>.fields]`. `talkoo schema` writes the same as JSON Schemas,
with the terms of your repository.
";

/// What a setting takes, in words.
fn takes(shape: &Shape) -> String {
    match shape {
        Shape::Text | Shape::Kind => "text".into(),
        Shape::Yes => "true or false".into(),
        Shape::Number | Shape::Whole(..) => "number".into(),
        Shape::Date => "date".into(),
        Shape::Address => "web address".into(),
        Shape::Word(words) => format!("`{}`", words.join("`, `")),
        Shape::Slug => "id".into(),
        Shape::Term | Shape::Response => "term".into(),
        Shape::Labels => "text, or one for each language".into(),
        Shape::Several(of) => format!("one or several: {}", takes(of)),
        Shape::Any(shapes) => shapes.iter().map(takes).collect::<Vec<_>>().join(", or "),
        Shape::Table(_) => "table".into(),
        Shape::Each(of) => format!("for each name: {}", takes(of)),
        Shape::Anything => "anything".into(),
    }
}

/// The table inside a shape.
fn inner(shape: &Shape) -> Option<&'static [Setting]> {
    match shape {
        Shape::Table(settings) => Some(settings),
        Shape::Several(of) | Shape::Each(of) => inner(of),
        Shape::Any(shapes) => shapes.iter().find_map(inner),
        _ => None,
    }
}

fn settings(out: &mut String, title: &str, all: &'static [Setting]) {
    let _ = write!(out, "\n## {title}\n\n| key | takes | what it is for |\n|---|---|---|\n");
    for setting in all {
        let needed = if setting.is_required { ", needed" } else { "" };
        let (key, about) = (setting.key, setting.about);
        let _ = writeln!(out, "| `{key}` | {}{needed} | {about} |", takes(&setting.shape));
    }
    // A record's fields are those of a field.
    let is_own = |inside: &'static [Setting]| !std::ptr::eq(inside, all);
    for setting in all {
        if let Some(inside) = inner(&setting.shape).filter(|inside| is_own(inside)) {
            settings(out, &format!("{title}: {}", setting.key), inside);
        }
    }
}

fn settings_page() -> String {
    let mut out = SETTINGS.to_owned();
    settings(&mut out, "site.toml", &described::SITE);
    settings(&mut out, "Front matter", &described::PAGE);
    settings(&mut out, "terms.toml", &described::TERM);
    out
}

fn is_up_to_date(page: &str, due: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference").join(page);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, due).expect("it can be written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(is == due, "{page} is not what the program says; UPDATE=1 writes it anew");
}

#[test]
fn the_list_of_rules_is_up_to_date() {
    is_up_to_date("rules.md", &rules_page(&all_rules()));
}

#[test]
fn the_list_of_settings_is_up_to_date() {
    is_up_to_date("settings.md", &settings_page());
}

#[test]
fn the_list_of_commands_is_up_to_date() {
    is_up_to_date("commands.md", &commands_page());
}
