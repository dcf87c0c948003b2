//! Names of people and organisations by BibTeX's rules: `Given von Family`, `von Family, Given` and
//! `von Family, Jr., Given`, with `and` between them; what stands in braces is one word. BibLaTeX's long form
//! (`family=…, given=…`) is read too.

use super::latex::letters;
use super::letter::{Guard, Letter};
use serde::{Deserialize, Serialize};

/// A person. An organisation has only a family name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Name {
    pub family: String,
    pub given: String,
    /// `von` in "von Hippel".
    pub particle: String,
    pub suffix: String,
}

impl Name {
    /// The name by which a work is known: `von Hippel`.
    pub fn short(&self) -> String {
        format!("{} {}", self.particle, self.family).trim().to_owned()
    }

    /// Given names first: `Martin Luther King Jr.`.
    pub fn full(&self) -> String {
        let parts = [&self.given, &self.particle, &self.family, &self.suffix];
        let parts: Vec<&str> =
            parts.map(String::as_str).into_iter().filter(|p| !p.is_empty()).collect();
        parts.join(" ")
    }

    /// Family name first: `King Jr., Martin Luther`.
    pub fn inverted(&self) -> String {
        let family = format!("{} {}", self.short(), self.suffix);
        format!("{}, {}", family.trim(), self.given).trim_end_matches(", ").to_owned()
    }
}

/// What may follow a name although it is no given name.
const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "Ph.D."];

/// Words that only names of organisations have: `City of Espoo`, `Fox & Sons`, `European Commission`.
const OF_ORGANISATIONS: [&str; 32] = [
    "&",
    "of",
    "for",
    "für",
    "und",
    "pour",
    "och",
    "og",
    "Agency",
    "Association",
    "Centre",
    "Commission",
    "Committee",
    "Consortium",
    "Council",
    "Department",
    "Foundation",
    "Institute",
    "Kommission",
    "Ministeerium",
    "Ministerio",
    "Ministerium",
    "Ministero",
    "Ministry",
    "Network",
    "Organisation",
    "Organization",
    "Parliament",
    "Universidad",
    "Universität",
    "University",
    "Università",
];

/// The names in a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    pub names: Vec<Name>,
    /// Whether there are more people: `and others`.
    pub more: bool,
    /// Whether something else than `and` seems to part them.
    pub is_odd: bool,
}

/// Reads a field.
pub fn people(raw: &str) -> People {
    let letters = letters(raw);
    let is_odd = letters.iter().any(is_semicolon);
    let mut people = People { is_odd, ..People::default() };
    for person in persons(&letters).into_iter().flat_map(|person| person.split(is_semicolon)) {
        let mut words = words(person);
        people.more |= take_others(&mut words);
        people.is_odd |= looks_like_two(&words) && long_form(person).is_none();
        let all: Vec<&[Letter]> = words.iter().flatten().copied().collect();
        match joined(&all).to_lowercase().trim_matches(',').trim() {
            "" => {}
            "others" | "et al." | "et al" if all[0][0].guard != Guard::Braces => people.more = true,
            _ => people.names.extend(name(person, words)),
        }
    }
    people
}

/// Takes `et al.` from the end of a name.
fn take_others(parts: &mut [Vec<&[Letter]>]) -> bool {
    let Some(words) = parts.last_mut().filter(|words| words.len() > 1) else { return false };
    let start = words.len() - 2;
    let is_there = ["et al", "et al."].contains(&&*joined(&words[start..]).to_lowercase());
    if is_there {
        words.truncate(start);
    }
    is_there
}

/// Whether something else than `and` seems to part people: too many commas, a comma behind an initial, or `&` in front of
/// one. The same goes for remarks in brackets: `Tamm, T. (Ed.)`.
fn looks_like_two(parts: &[Vec<&[Letter]>]) -> bool {
    let is_initial = |word: &&[Letter]| matches!(word, [letter, stop] if letter.char.is_uppercase() && stop.char == '.');
    let is_suffix = |part: &[&[Letter]]| part.is_empty() || SUFFIXES.contains(&&*joined(part));
    let is_remark = |word: &&[Letter]| word[0].guard == Guard::None && word[0].char == '(';
    let mut behind = parts.iter().flatten().skip_while(|word| joined(&[**word]) != "&");
    match parts {
        [_, _, ..] if behind.any(is_initial) => true,
        [_, rest] if rest.iter().any(is_remark) => true,
        [family, rest] => family.iter().any(is_initial) && !is_suffix(rest),
        // Between two commas stands `Jr.`, or it stands behind the second one.
        [_, second, third] => !is_suffix(second) && !is_suffix(third),
        _ => parts.len() > 3,
    }
}

fn is_semicolon(letter: &Letter) -> bool {
    letter.guard == Guard::None && letter.char == ';'
}

fn is_comma(letter: &Letter) -> bool {
    letter.guard == Guard::None && letter.char == ','
}

fn is_space(letter: &Letter) -> bool {
    letter.guard == Guard::None && letter.char.is_whitespace()
}

/// The parts between the words `and`.
fn persons(letters: &[Letter]) -> Vec<&[Letter]> {
    let mut persons = Vec::new();
    let (mut start, mut word) = (0, 0);
    // A space at the end ends the last word.
    for at in 0..=letters.len() {
        if letters.get(at).is_some_and(|letter| !is_space(letter)) {
            continue;
        }
        let is_and = letters[word..at].iter().all(|letter| letter.guard == Guard::None)
            && letters[word..at].iter().map(|l| l.char.to_ascii_lowercase()).eq("and".chars());
        if is_and {
            persons.push(&letters[start..word]);
            start = at;
        }
        word = at + 1;
    }
    persons.push(&letters[start..]);
    persons
}

/// The words of a name, in the parts between its commas.
fn words(person: &[Letter]) -> Vec<Vec<&[Letter]>> {
    let parts = person.split(is_comma);
    parts.map(|part| part.split(is_space).filter(|word| !word.is_empty()).collect()).collect()
}

/// Given names, with a space after each initial: `V. J.J.M.`.
fn given(words: &[&[Letter]]) -> String {
    let all = joined(words);
    let mut spaced = String::with_capacity(all.len());
    let mut last = ['.', ' '];
    for c in all.chars() {
        if last[0].is_uppercase() && last[1] == '.' && c.is_alphabetic() {
            spaced.push(' ');
        }
        spaced.push(c);
        last = [last[1], c];
    }
    spaced
}

fn joined(words: &[&[Letter]]) -> String {
    let words: Vec<String> =
        words.iter().map(|word| word.iter().map(|letter| letter.char).collect()).collect();
    words.join(" ").replace('\u{a0}', " ").trim().to_owned()
}

/// Whether a word is a particle: its first letter that braces leave alone is small.
fn is_particle(word: &&[Letter]) -> bool {
    let first =
        word.iter().find(|letter| letter.guard != Guard::Braces && letter.char.is_alphabetic());
    first.is_some_and(|letter| letter.char.is_lowercase())
}

fn name(person: &[Letter], mut parts: Vec<Vec<&[Letter]>>) -> Option<Name> {
    if let Some(name) = long_form(person) {
        return Some(name);
    }
    // A comma at the end is a slip: "CoSIE,".
    while parts.len() > 1 && parts.last().is_some_and(Vec::is_empty) {
        parts.pop();
    }
    let late_suffix = take_suffix(&mut parts);
    let name = match parts.as_slice() {
        [] => return None,
        [all] if all.iter().any(|word| OF_ORGANISATIONS.contains(&&*joined(&[word]))) => {
            Name { family: joined(all), ..Name::default() }
        }
        [all] => {
            // The particles or the family name begin with the first small word, or with the last word.
            let last = all.len().saturating_sub(1);
            let family = all[..last].iter().position(is_particle).unwrap_or(last);
            let (first, family) = all.split_at(family);
            let (particle, family) = particles(family);
            Name { family, given: given(first), particle, suffix: String::new() }
        }
        [family, rest @ ..] => {
            let (particle, family) = particles(family);
            let (suffix, given) = match rest {
                [first] => (String::new(), given(first)),
                [suffix, rest @ ..] => {
                    let rest: Vec<String> = rest.iter().map(|part| given(part)).collect();
                    (joined(suffix), rest.join(", "))
                }
                [] => Default::default(),
            };
            Name { family, given, particle, suffix }
        }
    };
    // Without a family name what there is stands for it.
    let is_odd = name.family.is_empty();
    let odd = |name: Name| Name { family: name.given, given: String::new(), ..name };
    let mut name = if is_odd { odd(name) } else { name };
    if let Some(suffix) = late_suffix {
        name.suffix = suffix;
    }
    (!name.family.is_empty()).then_some(name)
}

/// Takes a suffix that does not stand where it should, since nobody is called Jr.: `Martin Luther King, Jr.`,
/// `Henry Ford II`, `Ford, Henry Jr.`, `Ford, Henry, Jr.`
fn take_suffix(parts: &mut Vec<Vec<&[Letter]>>) -> Option<String> {
    let is_suffix = |word: &str| SUFFIXES.contains(&word);
    let ends = |words: &[&[Letter]]| is_suffix(&joined(&words[words.len() - 1..]));
    match parts.as_mut_slice() {
        [all, suffix] if all.len() > 1 && is_suffix(&joined(suffix)) => parts.pop(),
        [_, first, suffix] if is_suffix(&joined(suffix)) && !is_suffix(&joined(first)) => {
            parts.pop()
        }
        [words] if words.len() > 2 && ends(words) => words.pop().map(|suffix| vec![suffix]),
        [_, words] if words.len() > 1 && ends(words) => words.pop().map(|suffix| vec![suffix]),
        _ => None,
    }
    .map(|suffix| joined(&suffix))
}

/// Particles and family name: `von der` and `Leyen`. The last word is always a name.
fn particles(words: &[&[Letter]]) -> (String, String) {
    let last = words.len().saturating_sub(1);
    let end = words[..last].iter().rposition(is_particle).map_or(0, |at| at + 1);
    (joined(&words[..end]), joined(&words[end..]))
}

/// `family=Hippel, given=Eric, prefix=von`.
fn long_form(person: &[Letter]) -> Option<Name> {
    let mut name = Name::default();
    for part in person.split(is_comma) {
        let part: String = part.iter().map(|letter| letter.char).collect();
        let (key, value) = part.split_once('=')?;
        let value = value.trim().to_owned();
        match key.trim() {
            "family" => name.family = value,
            "given" => name.given = value,
            "prefix" => name.particle = value,
            "suffix" => name.suffix = value,
            "given-i" | "family-i" | "prefix-i" | "suffix-i" | "id" | "useprefix" | "hash" => {}
            _ => return None,
        }
    }
    Some(name).filter(|name| !name.family.is_empty())
}
