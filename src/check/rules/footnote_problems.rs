//! Footnotes that do not find their text, or texts that do not find their footnote.

use crate::diagnostics::{Diagnostic, Rule, Severity, did_you_mean};
use crate::model::{Model, texts};
use crate::parse::markdown::{Marked, Oddity};

pub static RULE: Rule = Rule {
    name: "footnote-problems",
    severity: Severity::Warning,
    what: "A footnote that is not defined, defined twice, or never referred to.",
    why: "A mark without a note sends the reader looking for nothing; a note without a mark is never read in its place.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nIt went well.[^1]\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nIt went well.[^1]\n\n[^1]: Says the report.\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        for text in texts(page) {
            let unused = unused(text);
            for (oddity, span) in &text.oddities {
                let (message, help) = match oddity {
                    Oddity::UndefinedFootnote(name) => {
                        // Of names like `1` and `2` every one is near every other.
                        let near =
                            did_you_mean(name, unused.iter().copied()).filter(|_| name.len() > 2);
                        let help = near.unwrap_or_else(|| {
                            format!("write the note on a line of its own: `[^{name}]: …`")
                        });
                        (format!("there is no footnote `{name}`"), help)
                    }
                    Oddity::UnusedFootnote(name) => {
                        let help = format!("write `[^{name}]` behind the words that it is about");
                        (format!("nothing refers to the footnote `{name}`"), help)
                    }
                    Oddity::SecondFootnote(name) => {
                        let help = "give it another name, or take it away".to_owned();
                        (format!("the footnote `{name}` is here for the second time"), help)
                    }
                    _ => continue,
                };
                found.push(RULE.at(&page.path, span.clone(), message).help(help));
            }
        }
    }
}

/// The footnotes that could be meant; of very many, nobody can tell.
fn unused(text: &Marked) -> Vec<&str> {
    const MANY: usize = 50;
    let names = text.oddities.iter().filter_map(|(oddity, _)| match oddity {
        Oddity::UnusedFootnote(name) => Some(name.as_str()),
        _ => None,
    });
    names.take(MANY).collect()
}
