//! What comes along when text is pasted from a word processor or a web page.

use crate::diagnostics::{Diagnostic, Rule, Severity, Span};
use crate::model::{Model, texts};
use crate::parse::markdown::Oddity;
use std::collections::BTreeMap;

pub static RULE: Rule = Rule {
    name: "pasted-debris",
    severity: Severity::Warning,
    what: "Characters that nobody types: invisible ones, hyphens that hide, spaces that do not break between plain words, garbled letters.",
    why: "The search does not find words with an invisible character in them, and lines break in odd places.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nA day\u{200b}centre.\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nA day centre.\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        // One finding a kind: a pasted page can have hundreds.
        let mut kinds: BTreeMap<String, (Span, usize, String)> = BTreeMap::new();
        for (oddity, span) in texts(page).flat_map(|text| &text.oddities) {
            let (name, help) = match oddity {
                Oddity::Debris(c) => of(*c),
                Oddity::Garbled(letters) => (
                    format!("a garbled letter (`{letters}`)"),
                    "copy the text again, with the encoding UTF-8".to_owned(),
                ),
                _ => continue,
            };
            let kind = kinds.entry(name).or_insert_with(|| (span.clone(), 0, help));
            kind.1 += 1;
        }
        for (name, (span, n, help)) in kinds {
            let message = match n {
                1 => format!("here is {name}"),
                n => format!("here is {name}, and there are {} more on this page", n - 1),
            };
            found.push(RULE.at(&page.path, span, message).help(help));
        }
    }
}

fn of(c: char) -> (String, String) {
    let name = match c {
        '\u{a0}' => "a space that does not break",
        '\u{ad}' => "a hyphen that hides (soft hyphen)",
        '\u{200b}' => "an invisible character (zero-width space)",
        '\u{feff}' => "an invisible character (byte order mark)",
        '\u{e000}'..='\u{f8ff}' => "a character that only one font has",
        _ => "an invisible character",
    };
    let help = match c {
        '\u{a0}' => "type a plain space instead",
        '\u{e000}'..='\u{f8ff}' => "type the character that was meant, or a list with `-`",
        _ => {
            "delete it: go behind the letter after it and press backspace until it is gone, then type the letter again"
        }
    };
    (format!("{name} (U+{:04X})", c as u32), help.to_owned())
}
