//! What becomes of findings: the severities that `[rules]` in site.toml gives them, and those that a page
//! silences with `allow`. Only the caller knows all rules there are; they come as a list.

use crate::config::{BAD_SETTING, Config, PATH};
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot, near};
use crate::parse::Page;
use crate::parse::page::Allow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

pub static UNUSED_ALLOW: Rule = Rule {
    name: "unused-allow",
    severity: Severity::Warning,
    what: "An `allow` that silences nothing, names no rule, or gives no reason.",
    why: "An exception that nobody needs any more hides the next mistake of its kind.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\nallow = { \"heading-skip\" = \"quoted source\" }\n+++\n\n## Results\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\nallow = { \"heading-skip\" = \"quoted source\" }\n+++\n\n#### Results\n",
};

/// Rules whose findings mean that no site can be made, or not the one that was meant: `[rules]` and
/// `allow` can't talk them away.
const FIRM: [&str; 8] = [
    "bad-setting",
    "broken-template",
    "broken-theme",
    "broken-toml",
    "duplicate-address",
    "two-outputs",
    "unclosed-front-matter",
    "unreadable-file",
];

/// Whether a rule's findings can't be talked away.
pub fn is_firm(rule: &str) -> bool {
    FIRM.contains(&rule)
}

/// Whether `[rules]` turns a rule off, so that it need not look for anything.
pub fn is_off(config: &Config, rule: &str) -> bool {
    config.demands.is_off(rule) && !is_firm(rule)
}

/// The rules that one page silences.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub path: Arc<str>,
    pub rules: Vec<Allow>,
    /// Whether all rules have seen the page; drafts that stay at home are seen by few.
    pub seen: bool,
}

impl Allowed {
    /// What a page silences; none if that is nothing.
    pub fn by(page: &Page, seen: bool) -> Option<Self> {
        let some = !page.allow.is_empty();
        some.then(|| Self { path: page.path.clone(), rules: page.allow.clone(), seen })
    }
}

/// Applies `allow` and `[rules]`, and adds what is wrong with these two themselves.
pub fn settle(
    config: &Config,
    allowed: &[Allowed],
    rules: &[&'static Rule],
    found: &mut Vec<Diagnostic>,
) {
    silence(config, allowed, rules, found);
    unknown_names(config, rules, found);
    set_severities(config, found);
}

/// Gives findings the severities of `[rules]`, and drops those that are off.
pub fn set_severities(config: &Config, found: &mut Vec<Diagnostic>) {
    let set: HashMap<&str, Option<Severity>> = config
        .demands
        .rules
        .iter()
        .map(|(name, severity)| (name.value.as_str(), *severity))
        .filter(|(name, _)| !FIRM.contains(name))
        .collect();
    if set.is_empty() {
        return;
    }
    found.retain_mut(|diagnostic| match set.get(diagnostic.rule.name) {
        Some(Some(severity)) => {
            // What was said of a draft stops nobody, whatever its rule.
            let was_lowered = diagnostic.severity > diagnostic.rule.severity;
            diagnostic.severity =
                if was_lowered { diagnostic.severity.max(*severity) } else { *severity };
            true
        }
        Some(None) => false,
        None => true,
    });
}

fn unknown_names(config: &Config, rules: &[&'static Rule], found: &mut Vec<Diagnostic>) {
    let path: Arc<str> = PATH.into();
    let names = || rules.iter().map(|rule| rule.name);
    for (name, severity) in &config.demands.rules {
        let word = name.value.as_str();
        let problem = if names().all(|known| known != word) {
            let message = format!("there is no rule `{word}`");
            BAD_SETTING
                .at(&path, name.span.clone(), message)
                .help("`talkoo check --explain all` lists the rules")
                .meant(near(word, names()), Some(Spot::verbatim(name.span.clone())))
        } else if FIRM.contains(&word) && *severity != Some(Severity::Error) {
            let message = format!("`{word}` stays an error: without it the site can't be trusted");
            BAD_SETTING.at(&path, name.span.clone(), message).help("take this line away")
        } else {
            continue;
        };
        found.push(problem);
    }
}

fn silence(
    config: &Config,
    allowed: &[Allowed],
    rules: &[&'static Rule],
    found: &mut Vec<Diagnostic>,
) {
    if allowed.is_empty() {
        return;
    }
    let by_path: HashMap<&str, &Allowed> =
        allowed.iter().map(|allowed| (&*allowed.path, allowed)).collect();
    let mut used: HashSet<(&str, &str)> = HashSet::new();
    found.retain(|diagnostic| {
        let Some(allowed) = by_path.get(&*diagnostic.path) else { return true };
        let name = diagnostic.rule.name;
        let silent = !FIRM.contains(&name) && allowed.rules.iter().any(|a| a.rule.value == name);
        if silent {
            used.insert((&allowed.path, name));
        }
        !silent
    });
    let mut problems = Vec::new();
    for page in allowed {
        for allow in &page.rules {
            let name = allow.rule.value.as_str();
            // Who was not there can't say that there was nothing to see.
            let was_looked_for = page.seen && !is_off(config, name);
            let is_used = !was_looked_for || used.contains(&(&*page.path, name));
            problems.extend(allow_problem(&page.path, allow, is_used, rules));
        }
    }
    found.append(&mut problems);
}

fn allow_problem(
    path: &Arc<str>,
    allow: &Allow,
    is_used: bool,
    rules: &[&'static Rule],
) -> Option<Diagnostic> {
    let name = allow.rule.value.as_str();
    let names = || rules.iter().map(|rule| rule.name);
    let mut meant = None;
    let (message, help) = if names().all(|known| known != name) {
        meant = near(name, names());
        (format!("there is no rule `{name}` to silence"), "take it away".to_owned())
    } else if FIRM.contains(&name) {
        let message = format!("`{name}` can't be silenced: without it the site can't be trusted");
        (message, "mend what it finds, and take this away".to_owned())
    } else if allow.reason.is_empty() {
        let help = format!("write why it is right here: \"{name}\" = \"…\"");
        (format!("`{name}` is silenced without a reason"), help)
    } else if !is_used {
        let message = format!("`{name}` is silenced, and it finds nothing on this page");
        (message, "take it away; what it was for is mended".to_owned())
    } else {
        return None;
    };
    let problem = UNUSED_ALLOW.at(path, allow.rule.span.clone(), message).help(help);
    Some(problem.meant(meant, Some(Spot::verbatim(allow.rule.span.clone()))))
}
