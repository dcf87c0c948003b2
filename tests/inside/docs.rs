//! `docs/rules.md` is generated from the rules. Update it with `UPDATE=1 cargo test --lib docs`.

use crate::check::all_rules;
use crate::diagnostics::Rule;
use std::fmt::Write;
use std::path::Path;

const HEAD: &str = "\
# The rules of `talkoo check`

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

/// The path of a rule's page, relative to docs/.
fn page(rule: &Rule) -> String {
    let folders = ["src/check/rules", "src/diagnostics/rules"];
    let paths = folders.map(|folder| format!("{folder}/{}.md", rule.name.replace('-', "_")));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = paths.iter().find(|path| root.join(path).is_file());
    format!("../{}", path.unwrap_or_else(|| panic!("{} has no page", rule.name)))
}

fn docs(rules: &[&'static Rule]) -> String {
    let mut out = HEAD.to_owned();
    out += "| rule | severity | what it finds | `--fix` |\n|---|---|---|---|\n";
    for rule in rules {
        let always = if rule.firm { ", always" } else { "" };
        let fix = if rule.fix { "yes" } else { "" };
        let (name, severity, what) = (rule.name, rule.severity.word(), rule.prose().what);
        assert!(!what.contains('|'), "{name}: `|` would end the cell of the table");
        let _ = writeln!(out, "| [{name}]({}) | {severity}{always} | {what} | {fix} |", page(rule));
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
    out
}

#[test]
fn the_list_of_rules_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let due = docs(&all_rules());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &due).expect("it can be written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(is == due, "docs/rules.md is not what the rules say; UPDATE=1 writes it anew");
}
