//! Applies the severities of `[rules]` and `[collections.<name>.rules]` in site.toml and the `allow` of pages. They may
//! only name rules that exist, and can't lower or silence firm rules.

use super::rules::all_rules;
use crate::config::{Config, PATH};
use crate::diagnostics::rules::{BAD_SETTING, UNUSED_ALLOW};
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot, near};
use crate::parse::page::{Allow, Allowed};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Whether site.toml turns a rule off everywhere, so that it need not run.
pub fn is_off(config: &Config, rule: &Rule) -> bool {
    !rule.firm && config.is_off(rule.name)
}

/// Applies `allow` and the severities of site.toml, and adds diagnostics about these themselves.
pub fn apply_severities(config: &Config, allowed: &[Allowed], found: &mut Vec<Diagnostic>) {
    silence(config, allowed, found);
    check_names(config, found);
    set_severities(config, found);
}

/// Sets the severities of site.toml, and drops the diagnostics of rules that are off.
fn set_severities(config: &Config, found: &mut Vec<Diagnostic>) {
    found.retain_mut(|diagnostic| {
        let Rule { name, firm, .. } = *diagnostic.rule;
        match config.severity(name, &diagnostic.path).filter(|_| !firm) {
            Some(Some(severity)) => diagnostic.severity = severity,
            Some(None) => return false,
            None => {}
        }
        true
    });
}

/// Reports names in site.toml that are not rules, and firm rules that it lowers.
fn check_names(config: &Config, found: &mut Vec<Diagnostic>) {
    let rules = all_rules();
    let of_collections = config.collections.iter().flat_map(|collection| &collection.rules);
    for (name, severity) in config.demands.rules.iter().chain(of_collections) {
        let word = name.value.as_str();
        let problem = |message| BAD_SETTING.at(&PATH.into(), name.span.clone(), message);
        match rules.iter().find(|rule| rule.name == word) {
            None => {
                let near = near(word, rules.iter().map(|rule| rule.name));
                let problem = problem(format!("there is no rule `{word}`"))
                    .help("`talkoo check --explain all` lists the rules");
                found.push(problem.meant(near, Some(Spot::verbatim(name.span.clone()))));
            }
            Some(rule) if rule.firm && *severity != Some(Severity::Error) => {
                let message =
                    format!("`{word}` stays an error: without it the site can't be trusted");
                found.push(problem(message).help("remove this line"));
            }
            Some(_) => {}
        }
    }
}

fn silence(config: &Config, allowed: &[Allowed], found: &mut Vec<Diagnostic>) {
    if allowed.is_empty() {
        return;
    }
    let by_path: HashMap<&str, &Allowed> =
        allowed.iter().map(|allowed| (&*allowed.path, allowed)).collect();
    let mut used: HashSet<(&str, &str)> = HashSet::new();
    found.retain(|diagnostic| {
        let Some(allowed) = by_path.get(&*diagnostic.path) else { return true };
        let Rule { name, firm, .. } = *diagnostic.rule;
        let silent = !firm && allowed.rules.iter().any(|allow| allow.rule.value == name);
        if silent {
            used.insert((&allowed.path, name));
        }
        !silent
    });
    let rules = all_rules();
    for page in allowed {
        for allow in &page.rules {
            let is_needed = |rule: &Rule| {
                // A rule that did not run on the page can't tell that `allow` is unused.
                let did_run = page.seen && !is_off(config, rule);
                !did_run || used.contains(&(&*page.path, rule.name))
            };
            found.extend(allow_problem(&page.path, allow, &rules, is_needed));
        }
    }
}

fn allow_problem(
    path: &Arc<str>,
    allow: &Allow,
    rules: &[&'static Rule],
    is_needed: impl Fn(&Rule) -> bool,
) -> Option<Diagnostic> {
    let name = allow.rule.value.as_str();
    let at = |message, help| UNUSED_ALLOW.at(path, allow.rule.span.clone(), message).help(help);
    Some(match rules.iter().find(|rule| rule.name == name) {
        None => {
            let near = near(name, rules.iter().map(|rule| rule.name));
            let message = format!("there is no rule `{name}` to silence");
            let problem = at(message, "remove it".to_owned());
            problem.meant(near, Some(Spot::verbatim(allow.rule.span.clone())))
        }
        Some(rule) if rule.firm => at(
            format!("`{name}` can't be silenced: without it the site can't be trusted"),
            "fix what it reports, and remove this".to_owned(),
        ),
        Some(_) if allow.reason.is_empty() => at(
            format!("`{name}` is silenced without a reason"),
            format!("write the reason: \"{name}\" = \"…\""),
        ),
        Some(rule) if !is_needed(rule) => at(
            format!("`{name}` is silenced, but finds nothing on this page"),
            "remove it; the problem is already fixed".to_owned(),
        ),
        Some(_) => return None,
    })
}
