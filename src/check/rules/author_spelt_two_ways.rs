//! One author with two spellings.

use super::Check;
use crate::config::Author;
use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::Model;
use crate::parse::Page;
use crate::parse::page::Role;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("author_spelt_two_ways.md"));

pub const CHECKS: &[Check] = &[Check::Whole(check)];

/// Names shorter than this that differ in a letter are different names: Berg and Borg.
const SHORTEST: usize = 5;

/// A spelling, how often it is used, and where it is used first.
struct Spelling<'m> {
    family: &'m str,
    plain: String,
    given: &'m str,
    place: Place<'m>,
    uses: usize,
}

/// Where an author is named. `order` is the order of the search.
#[derive(Clone)]
struct Place<'m> {
    order: usize,
    path: &'m Arc<str>,
    span: &'m Span,
    /// For the message: a work's key or a page's path.
    name: &'m str,
}

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let spellings = spellings(model);
    let mut seen = HashSet::new();
    for (a, b) in neighbours(&spellings) {
        let (one, other) = (&spellings[a], &spellings[b]);
        // `listed-twice` reports a name that is twice on one page.
        let is_listed_twice = one.place.path == other.place.path
            && *one.place.path != model.bibliography.path
            && (&one.plain, plain(one.given)) == (&other.plain, plain(other.given));
        if one.family == other.family || is_listed_twice || !are_one(one, other) {
            continue;
        }
        // Report the rarer spelling, or the later one if they are equally common.
        let rank = |spelling: &Spelling| (spelling.uses, Reverse(spelling.place.order));
        let (common, rare) = if rank(one) >= rank(other) { (one, other) } else { (other, one) };
        if !seen.insert((common.family, rare.family)) {
            continue;
        }
        let message = format!(
            "the author `{}` of `{}` is `{}` in `{}`",
            rare.family, rare.place.name, common.family, common.place.name
        );
        let help =
            "if this is one person, use the person's own spelling; if there are two, ignore this";
        let problem = RULE.at(rare.place.path, rare.place.span.clone(), message).help(help);
        let there = format!("here it is `{}`", common.family);
        found.push(problem.related(common.place.path, common.place.span.clone(), there));
    }
}

fn spellings(model: &Model) -> Vec<Spelling<'_>> {
    let bibliography = &model.bibliography;
    let of_works = bibliography.entries.iter().flat_map(|entry| {
        let (path, span, name) = (&bibliography.path, &entry.key.span, &*entry.key.value);
        let names = entry.authors.iter().map(|name| (name.family.as_str(), name.given.as_str()));
        names.map(move |author| (author, Place { order: 0, path, span, name }))
    });
    let of_pages = model.pages.iter().flat_map(|page| {
        let path = &page.path;
        let authors = page.authors.iter().zip(&page.author_spans);
        let own = is_person(model, page).then_some((&page.face.title, &page.front));
        let authors = authors.map(|(author, span)| (parts_of(author), span));
        let names = authors.chain(own.map(|(name, span)| (parts(name), span)));
        names.map(move |(author, span)| (author, Place { order: 0, path, span, name: path }))
    });
    let mut all: BTreeMap<(&str, &str), (Place, usize)> = BTreeMap::new();
    for (order, (author, place)) in of_works.chain(of_pages).enumerate() {
        all.entry(author).or_insert((Place { order, ..place }, 0)).1 += 1;
    }
    let spelling = |((family, given), (place, uses))| Spelling {
        family,
        plain: plain(family),
        given,
        place,
        uses,
    };
    all.into_iter().map(spelling).collect()
}

/// Whether a page is about a person.
fn is_person(model: &Model, page: &Page) -> bool {
    const PEOPLE: [&str; 4] = ["people", "persons", "authors", "team"];
    let Role::Entry(collection) = page.role else { return false };
    PEOPLE.contains(&model.config.collections[collection].id.as_str())
}

fn parts_of(author: &Author) -> (&str, &str) {
    let known = author.parts.as_ref();
    known.map_or_else(|| parts(&author.name), |(family, given)| (family, given))
}

/// Family and given name of `Jalonen, Harri` or `Harri Jalonen`.
fn parts(name: &str) -> (&str, &str) {
    let by_comma = name.split_once(',');
    let (family, given) = by_comma.unwrap_or_else(|| {
        let (given, family) = name.trim().rsplit_once(' ').unwrap_or(("", name));
        (family, given)
    });
    (family.trim(), given.trim())
}

/// Pairs whose family names differ in at most a letter and whose given names have the same initial. Names that differ
/// in a letter are equal without that letter, so they are found by hash instead of comparing all pairs.
fn neighbours(spellings: &[Spelling]) -> Vec<(usize, usize)> {
    let mut by_rest: HashMap<(char, String), Vec<usize>> = HashMap::new();
    for (i, spelling) in spellings.iter().enumerate() {
        let Some(initial) = plain(spelling.given).chars().next() else { continue };
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
        // Only adjacent pairs, because a common family name would give a quadratic number.
        pairs.extend(alike.windows(2).map(|pair| (pair[0], pair[1])));
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// A name without accents and capitals.
fn plain(name: &str) -> String {
    deunicode::deunicode(name).to_lowercase()
}

/// Whether two names can be one person. Of people known by their initials there are many, so their family names may only
/// differ in accents and capitals; with the same given names in full, in a letter.
fn are_one(a: &Spelling, b: &Spelling) -> bool {
    let initial = |word: &str| word.chars().next();
    let words = |given: &str| -> Vec<String> {
        let words = given.split(|c: char| c.is_whitespace() || c == '-' || c == '.');
        words.filter(|word| !word.is_empty()).map(plain).collect()
    };
    let is_short = |word: &String| word.chars().count() == 1;
    let (x, y) = (words(a.given), words(b.given));
    let agree = x
        .iter()
        .zip(&y)
        .all(|(x, y)| if is_short(x) || is_short(y) { initial(x) == initial(y) } else { x == y });
    let in_full = x == y && x.iter().any(|word| !is_short(word));
    // "Müller" is also written "Mueller".
    let is_equal = a.plain == b.plain || umlauts(a.family) == umlauts(b.family);
    agree && (is_equal || in_full && strsim::damerau_levenshtein(&a.plain, &b.plain) <= 1)
}

/// A name with its umlauts written out.
fn umlauts(family: &str) -> String {
    let mut name = family.to_lowercase();
    for (umlaut, letters) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")]
    {
        name = name.replace(umlaut, letters);
    }
    plain(&name)
}
