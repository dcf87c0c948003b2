//! A number that the repository promises and does not keep.

use super::Check;
use crate::config::PATH;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;

pub static RULE: Rule = Rule {
    name: "unmet-count",
    severity: Severity::Error,
    what: "A collection or vocabulary with another number of entries than `[expect]` in site.toml says.",
    why: "A page that got lost on the way, or is still a draft, is missing without anyone noticing.",
    wrong: "== site.toml\ntitle = \"T\"\nexpect = { pilots = 2 }\n[collections.pilots]\n== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n",
    right: "== site.toml\ntitle = \"T\"\nexpect = { pilots = 1 }\n[collections.pilots]\n== content/pilots/a.md\n+++\ntitle = \"A\"\n+++\n",
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for (name, expected) in &model.config.demands.expect {
        let id = name.value.as_str();
        let (n, what) = match (model.config.collection(id), model.config.vocabulary(id)) {
            (Some(c), _) => (model.graph.collections[c].len(), "pages"),
            (None, Some(v)) => (model.graph.vocabularies[v].terms.len(), "terms"),
            (None, None) => continue,
        };
        if n == *expected {
            continue;
        }
        let message = format!("`{id}` is to have {expected} {what}, and it has {n}");
        let help = match n < *expected {
            true => "add what is missing (drafts do not count), or change the number",
            false => "change the number if that is right",
        };
        found.push(RULE.at(&PATH.into(), name.span.clone(), message).help(help));
    }
}
