//! Every rule carries an example of what it finds, and the same one mended. These are shown to authors, so
//! they must be true: the rule fires on the first and stays silent on the second.

use super::common::{self, findings, given, rules};
use crate::pipeline::all_rules;
use std::collections::BTreeSet;

#[test]
fn rules_find_what_their_examples_show() {
    let mut wrong = Vec::new();
    for rule in all_rules().into_iter().filter(|rule| !rule.wrong.is_empty()) {
        let repository = given(rule.wrong);
        if !rules(&repository.found).contains(&rule.name) {
            wrong.push(format!("{} is silent on its example:\n{}", rule.name, rule.wrong));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mended_examples_are_clean() {
    let mut wrong = Vec::new();
    for rule in all_rules().into_iter().filter(|rule| !rule.right.is_empty()) {
        let repository = given(rule.right);
        if rules(&repository.found).contains(&rule.name) {
            wrong.push(format!(
                "{} fires on its mended example:\n{}",
                rule.name,
                findings(&repository)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An example with a second mistake teaches the wrong thing. Hints are no mistakes.
#[test]
fn mended_examples_have_no_other_error() {
    let mut wrong = Vec::new();
    for rule in all_rules().into_iter().filter(|rule| !rule.right.is_empty()) {
        let repository = given(rule.right);
        if crate::diagnostics::has_errors(&repository.found) {
            wrong.push(format!("{}:\n{}", rule.name, findings(&repository)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for rule in all_rules() {
        let plain = rule.name.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(plain, "`{}` is not in kebab-case", rule.name);
        assert!(seen.insert(rule.name), "there are two rules `{}`", rule.name);
    }
}

/// The docs and `--help` list `all_rules()`: a rule declared in src/ and left out there would be a secret.
#[test]
fn all_rules_are_listed() {
    let listed: BTreeSet<&str> = all_rules().iter().map(|rule| rule.name).collect();
    for (path, text) in common::tree(&common::here("src")) {
        let text = String::from_utf8_lossy(&text).into_owned();
        for rest in text.split(": Rule = Rule {").skip(1) {
            let name = rest.split('"').nth(1).unwrap_or_default();
            assert!(
                listed.contains(name),
                "src/{path} declares `{name}`, and all_rules() does not have it"
            );
        }
    }
}

#[test]
fn rules_say_what_and_why_in_sentences() {
    for rule in all_rules() {
        for (part, text) in [("what", rule.what), ("why", rule.why)] {
            assert!(
                text.ends_with('.') && text.len() > 10,
                "{}: `{part}` is no sentence: {text}",
                rule.name
            );
        }
    }
}
