//! One author with two spellings.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::Model;
use crate::parse::bibliography;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

pub static RULE: Rule = Rule {
    name: "author-spelt-two-ways",
    severity: Severity::Hint,
    what: "Two authors of the bibliography with the same initial whose family names differ in a single letter or accent.",
    why: "The works of one person stand under two names, and a reader finds half of them.",
    wrong: "== content/bibliography.bib\n@book{a, title={A}, author={Jalonen, Harri}, year={2020}}\n@book{b, title={B}, author={Jahonen, H.}, year={2021}}\n",
    right: "== content/bibliography.bib\n@book{a, title={A}, author={Jalonen, Harri}, year={2020}}\n@book{b, title={B}, author={Jalonen, H.}, year={2021}}\n",
};

/// Shorter names that differ in a letter are two names: Berg and Borg.
const SHORTEST: usize = 5;

/// A spelling: how often it is used, and the place of the entry that has it first.
struct Spelling<'m> {
    family: &'m str,
    plain: String,
    given: &'m str,
    entry: usize,
    uses: usize,
}

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let spellings = spellings(model);
    let mut seen = HashSet::new();
    for (a, b) in neighbours(&spellings) {
        let (one, other) = (&spellings[a], &spellings[b]);
        if one.family == other.family || !are_one(one, other) {
            continue;
        }
        // The rarer spelling is the one to look at; of two as rare, the later one.
        let rank = |spelling: &Spelling| (spelling.uses, Reverse(spelling.entry));
        let (common, rare) = if rank(one) >= rank(other) { (one, other) } else { (other, one) };
        if !seen.insert((common.family, rare.family)) {
            continue;
        }
        let (first, second) = (
            &model.bibliography.entries[rare.entry].key,
            &model.bibliography.entries[common.entry].key,
        );
        let message = format!(
            "the author `{}` of `{}` is `{}` in `{}`",
            rare.family, first.value, common.family, second.value
        );
        let help = "if they are one person, spell the name as the person does; if they are two, all is well";
        let path = bibliography::PATH.into();
        found.push(RULE.at(&path, first.span.clone(), message).help(help));
    }
}

fn spellings(model: &Model) -> Vec<Spelling<'_>> {
    let mut all: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for (i, entry) in model.bibliography.entries.iter().enumerate() {
        for (family, given) in &entry.authors {
            all.entry((family, given)).or_insert((i, 0)).1 += 1;
        }
    }
    let spelling = |((family, given), (entry, uses))| Spelling {
        family,
        plain: deunicode::deunicode(family).to_lowercase(),
        given,
        entry,
        uses,
    };
    all.into_iter().map(spelling).collect()
}

/// Pairs whose names are the same but for a letter and whose given names begin alike. Names that differ
/// in a letter are the same without that letter, so nobody compares all with all.
fn neighbours(spellings: &[Spelling]) -> Vec<(usize, usize)> {
    let mut by_rest: HashMap<(char, String), Vec<usize>> = HashMap::new();
    for (i, spelling) in spellings.iter().enumerate() {
        let Some(initial) = spelling.given.chars().next() else { continue };
        let letters: Vec<char> = spelling.plain.chars().collect();
        let mut rests: Vec<String> = vec![spelling.plain.clone()];
        if letters.len() >= SHORTEST && letters.len() < 50 {
            rests.extend((0..letters.len()).map(|left_out| {
                let rest = letters.iter().enumerate().filter(|(at, _)| *at != left_out);
                rest.map(|(_, c)| *c).collect()
            }));
        }
        rests.sort();
        rests.dedup();
        for rest in rests {
            by_rest.entry((initial, rest)).or_default().push(i);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for alike in by_rest.values() {
        // One name with many given names would make all pairs of these; neighbours are enough.
        pairs.extend(alike.windows(2).map(|pair| (pair[0], pair[1])));
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// Whether two names can be one: full given names must agree, an initial agrees with any that begins so.
fn are_one(a: &Spelling, b: &Spelling) -> bool {
    let first = |given: &str| {
        let word = given.split([' ', '-']).next().unwrap_or_default().trim_end_matches('.');
        deunicode::deunicode(word).to_lowercase()
    };
    let (x, y) = (first(a.given), first(b.given));
    let given = x == y || x.chars().count() == 1 || y.chars().count() == 1;
    given && strsim::damerau_levenshtein(&a.plain, &b.plain) <= 1
}
