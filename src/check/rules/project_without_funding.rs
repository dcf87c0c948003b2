//! A project that pages name and whose funder is not told.

use super::Check;
use crate::config::PATH;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    name: "project-without-funding",
    severity: Severity::Warning,
    what: "A project that a page names, without its funding sentence in site.toml.",
    why: "Funders ask that each page says who paid for the work, in their words.",
    wrong: "== site.toml\ntitle = \"T\"\n[projects.cosie]\nname = \"CoSIE\"\n== content/a.md\n+++\ntitle = \"A\"\nproject = \"cosie\"\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[projects.cosie]\nname = \"CoSIE\"\nsentence = \"This project has received funding from the European Union's Horizon 2020 programme.\"\n== content/a.md\n+++\ntitle = \"A\"\nproject = \"cosie\"\n+++\n",
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    if model.config.projects.iter().all(|project| project.sentence.is_some()) {
        return;
    }
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for project in model.pages.iter().filter_map(|page| page.project.as_ref()) {
        *used.entry(&project.value).or_default() += 1;
    }
    for (id, n) in used {
        let Some(project) = model.config.project(id) else { continue };
        if project.sentence.is_none() {
            let pages = if n == 1 { "a page names".to_owned() } else { format!("{n} pages name") };
            let message = format!("{pages} the project `{id}`, and its funding is not told");
            let help = "add the sentence that the funder asks for: sentence = \"…\"";
            found.push(RULE.at(&PATH.into(), project.span.clone(), message).help(help));
        }
    }
}
