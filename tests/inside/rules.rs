//! Every rule has a page with a wrong and a right example. Authors see these, so they must be true: the rule
//! fires on the first, `--fix` does what the rule claims, and the rule is silent on the second.

use super::common::{PLAIN, files, findings, given, here, rules, tree};
use crate::check::all_rules;
use crate::diagnostics::Rule;
use crate::fix;
use crate::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// The folder of the rules' pages.
const FOLDERS: [&str; 2] = ["src/check/rules", "src/diagnostics/rules"];

/// The name of a rule's file, without its ending.
fn file_name(rule: &Rule) -> String {
    rule.name.replace('-', "_")
}

#[test]
fn rules_find_what_their_examples_show() {
    let mut wrong = Vec::new();
    for rule in all_rules() {
        let example = rule.prose().wrong;
        if !example.is_empty() && !rules(&given(example).found).contains(&rule.name) {
            wrong.push(format!("{} is silent on its example:\n{example}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A right example must not contain other mistakes. Hints are allowed.
#[test]
fn right_examples_are_right() {
    let mut wrong = Vec::new();
    for rule in all_rules().into_iter().filter(|rule| !rule.prose().right.is_empty()) {
        let repository = given(rule.prose().right);
        if rules(&repository.found).contains(&rule.name) || repository.has_errors() {
            wrong.push(format!("{}:\n{}", rule.name, findings(&repository)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A rule with a fix fixes its example, and other rules fix nothing.
#[test]
fn rules_fix_what_they_say_they_fix() {
    let mut wrong = Vec::new();
    for rule in all_rules() {
        let files = files(rule.prose().wrong);
        let of_files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let fixed = fix::fix(Sources::given(of_files), PLAIN, &|d| d.rule.name == rule.name);
        let is_clean = !rules(&fixed.diagnostics).contains(&rule.name);
        match rule.fix {
            true if fixed.fixed == 0 => wrong.push(format!("{} fixes nothing", rule.name)),
            true if !is_clean => wrong.push(format!("{} is not fixed", rule.name)),
            false if fixed.fixed > 0 => wrong.push(format!("{} has a fix", rule.name)),
            _ => {}
        }
        let others = given(rule.prose().wrong).found;
        let secret = others.iter().filter(|d| !d.fix.is_empty() && !d.rule.fix);
        wrong.extend(secret.map(|d| format!("{} has a fix ({})", d.rule.name, rule.name)));
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

/// A page has the rule's name as heading, what and why as sentences, and two examples; parsing loses nothing.
#[test]
fn pages_have_all_parts_and_no_more() {
    for rule in all_rules() {
        let prose = rule.prose();
        let mut page = format!("# {}\n\n{}\n\n{}\n", rule.name, prose.what, prose.why);
        for (word, example) in [("wrong", prose.wrong), ("right", prose.right)] {
            if !["unreadable-file", "plain-code"].contains(&rule.name) {
                page += &format!("\n````{word}\n{example}````\n");
            }
        }
        assert_eq!(rule.markdown, page, "the page of {} has another form", rule.name);
        for part in [prose.what, prose.why] {
            assert!(part.ends_with('.') && part.len() > 10, "{}: no sentence: {part}", rule.name);
        }
        assert!(!prose.what.contains('\n'), "{}: what it finds is more than a line", rule.name);
    }
}

/// `check --explain` shows by example how an option is set.
#[test]
fn examples_set_the_options() {
    for rule in all_rules() {
        for option in rule.options {
            let is_set = rule.prose().right.contains(&format!("{} = ", option.name));
            assert!(is_set, "the example of {} does not set `{}`", rule.name, option.name);
        }
    }
}

/// A file that is not listed would not be compiled, and a rule declared elsewhere would be unknown to
/// `--explain` and `[rules]`.
#[test]
fn all_rules_are_listed() {
    let listed: BTreeMap<String, &str> =
        all_rules().into_iter().map(|rule| (file_name(rule), rule.markdown)).collect();
    let mut pages = BTreeMap::new();
    for folder in FOLDERS {
        for (path, bytes) in tree(&here(folder)) {
            let (name, ending) = path.split_once('.').expect("files have an ending");
            assert!(name == "mod" || listed.contains_key(name), "{folder}/{path} is not listed");
            if ending == "md" {
                pages.insert(name.to_owned(), String::from_utf8(bytes).expect("it is UTF-8"));
            }
        }
    }
    for (name, page) in &listed {
        let own = pages.get(name).is_some_and(|own| own == page);
        assert!(own, "{name}.md is not the page of its rule");
    }
    for (path, text) in tree(&here("src")) {
        let is_place = path == "diagnostics/rules.rs" || path.starts_with("check/rules/");
        let declares = String::from_utf8_lossy(&text).contains("Rule::new(");
        assert!(is_place || !declares, "src/{path} declares a rule");
    }
}
