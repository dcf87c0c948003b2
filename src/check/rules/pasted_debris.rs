//! Stray characters in text pasted from a word processor or a web page.

use super::Check;
use crate::diagnostics::{Diagnostic, Edit, Rule, Severity, Spot};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Anomaly;
use std::collections::BTreeMap;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("pasted_debris.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Page(page), Check::Whole(terms)];

fn page(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let odd = texts(page).flat_map(|text| &text.anomalies).chain(&page.anomalies);
    of_file(&page.path, "page", odd, found);
}

fn terms(model: &Model, found: &mut Vec<Diagnostic>) {
    for file in &model.term_files {
        of_file(&file.path, "file", file.anomalies.iter(), found);
    }
}

/// One diagnostic for each kind of character, because a pasted page can have hundreds.
struct Kind {
    spot: Spot,
    n: usize,
    help: String,
    fix: Vec<Edit>,
}

fn of_file<'m>(
    path: &Arc<str>,
    noun: &str,
    anomalies: impl Iterator<Item = &'m (Anomaly, Spot)>,
    found: &mut Vec<Diagnostic>,
) {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    for (anomaly, spot) in anomalies {
        let ((name, help), edit) = match anomaly {
            Anomaly::PasteArtifact(c, becomes) => {
                (of(*c), becomes.as_ref().map(|text| spot.clone().edit(text)))
            }
            Anomaly::Garbled(letters) => {
                let name = match letters.starts_with(['Ð', 'Ñ']) {
                    true => "a garbled word in Cyrillic letters".to_owned(),
                    false => format!("a garbled letter (`{letters}`)"),
                };
                ((name, "copy the text again, encoded as UTF-8".to_owned()), None)
            }
            Anomaly::TypedBullet(c, instead) => {
                let (what, help) = match instead.is_empty() {
                    true => ("in a list, which has its own", "remove it"),
                    false => ("which makes no list", "write `- ` instead"),
                };
                let name = format!("a typed bullet (`{c}`), {what}");
                ((name, help.to_owned()), Some(spot.clone().edit(instead)))
            }
            Anomaly::LostReference => {
                let name =
                    "a message of the word processor about a reference that it lost".to_owned();
                ((name, "write what it referred to, or remove it".to_owned()), None)
            }
            _ => continue,
        };
        let new = || Kind { spot: spot.clone(), n: 0, help, fix: Vec::new() };
        let kind = kinds.entry(name).or_insert_with(new);
        kind.n += 1;
        kind.fix.extend(edit);
    }
    for (name, Kind { spot, n, help, mut fix }) in kinds {
        let message = match n {
            1 => format!("here is {name}"),
            2 => format!("here is {name}, and there is one more on this {noun}"),
            n => format!("here is {name}, and there are {} more on this {noun}", n - 1),
        };
        fix.sort_by_key(Edit::place);
        found.push(Diagnostic { fix: fix.into(), ..RULE.at(path, spot.span, message).help(help) });
    }
}

fn of(c: char) -> (String, String) {
    let name = match c {
        '\u{a0}' => "a non-breaking space",
        '\u{ad}' => "an invisible hyphen (soft hyphen)",
        '\u{200b}' => "an invisible character (zero-width space)",
        '\u{feff}' => "an invisible character (byte order mark)",
        '\u{e000}'..='\u{f8ff}' => "a character that only exists in one font",
        '\u{fffd}' => "a letter that was lost",
        _ => "an invisible character",
    };
    let help = match c {
        '\u{a0}' => "type a plain space instead",
        '\u{fffd}' => "type the letter that was meant",
        '\u{e000}'..='\u{f8ff}' => "type the character that was meant, or a list with `-`",
        _ => {
            "delete it: put the cursor after the next letter, press backspace until it is gone, then type the letter again"
        }
    };
    (format!("{name} (U+{:04X})", c as u32), help.to_owned())
}
