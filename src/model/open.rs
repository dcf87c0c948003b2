//! Open vocabularies: what pages write is a term, whether or not a file has it. Words that differ in case, accents and marks
//! between words alone are one term. Its id is the part of its address, and its label what most pages write.

use super::{Term, TermId, VocabularyTerms, sorting};
use crate::config::{Config, Labels};
use crate::files;
use crate::hash::Hash;
use crate::parse::address;
use crate::parse::terms::TermEntry;
use crate::tables::Located;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Adds the words that mean no term of a file yet. A word that is one of these terms in other letters is another name of it.
pub fn add<'p>(
    config: &Config,
    v: usize,
    words: impl Iterator<Item = (&'p str, usize)>,
    (known, terms): (&mut VocabularyTerms, &mut Vec<Term>),
) {
    let listed = by_slug(known, terms);
    let mut new: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (word, uses) in words.filter(|(word, _)| known.find(word).is_none()) {
        let spellings = new.entry(id_of(word)).or_default();
        *spellings.entry(word).or_default() += uses;
    }
    let mut added: Vec<(String, &str)> = Vec::new();
    for (slug, spellings) in &new {
        // Of spellings with as many pages, one with capitals or accents was written with more care.
        let most = spellings
            .iter()
            .map(|(word, uses)| (*uses, *word != slug, Reverse(*word)))
            .max()
            .map(|(.., Reverse(label))| label);
        match (listed.get(slug), most) {
            (Some(id), _) => name(known, spellings.keys(), *id),
            (None, Some(label)) => added.push((slug.clone(), label.trim())),
            (None, None) => {}
        }
    }
    let collator = sorting::collator(&config.language);
    added.sort_by(|(a, one), (b, other)| {
        let by_label = collator.as_ref().map_or(one.cmp(other), |c| c.compare(one, other));
        by_label.then_with(|| a.cmp(b))
    });
    for (slug, label) in added {
        let id = TermId(terms.len() as u32);
        name(known, new[&slug].keys(), id);
        known.by_id.insert(slug.clone(), id);
        known.terms.push(id);
        let entry = TermEntry {
            id: Located { value: slug, span: 0..0 },
            label: Labels::one(label),
            ..TermEntry::default()
        };
        terms.push(Term::of(v, &config.vocabularies[v].id, entry, "".into()));
    }
}

/// The id of a word. Words that differ in more than case, accents and marks between words mean different things (C and C++, or two
/// Chinese words that sound the same), although their letters of an address are the same: these get a hash of the word.
pub fn id_of(word: &str) -> String {
    const TELLING: [char; 11] = ['+', '#', '*', '!', '%', '@', '=', '<', '>', '$', '/'];
    let is_telling = |c: char| {
        let is_mark = c.is_ascii() || matches!(c, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}');
        if is_mark { TELLING.contains(&c) } else { !c.is_alphabetic() || c >= '\u{2e80}' }
    };
    let slug = address::segment(word);
    match word.chars().any(is_telling) {
        true => format!("{slug}-{}", Hash::of(files::nfc(word).trim().to_lowercase()).short()),
        false => slug,
    }
}

fn name<'p>(known: &mut VocabularyTerms, words: impl Iterator<Item = &'p &'p str>, id: TermId) {
    for word in words {
        known.by_alias.insert(files::nfc(word).to_lowercase(), id);
    }
}

/// The terms of files by their ids and names, in the letters of addresses.
fn by_slug(known: &VocabularyTerms, terms: &[Term]) -> HashMap<String, TermId> {
    let mut listed = HashMap::new();
    let of = |id: &TermId| &terms[id.0 as usize].entry;
    for id in &known.terms {
        listed.entry(id_of(&of(id).id.value)).or_insert(*id);
    }
    for id in &known.terms {
        let aliases = of(id).alias.iter().map(|alias| &*alias.value);
        for name in of(id).label.all().chain(aliases) {
            listed.entry(id_of(name)).or_insert(*id);
        }
    }
    listed
}
