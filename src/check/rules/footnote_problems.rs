//! Footnotes that do not find their text, or texts that do not find their footnote.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, near};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Marked, Anomaly};

pub static RULE: Rule = Rule {
    fix: true,
    ..Rule::new("footnote-problems", Severity::Warning, include_str!("footnote_problems.md"))
};

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for text in texts(page) {
        let unused = unused(text);
        for (anomaly, spot) in &text.anomalies {
            let at = |message| RULE.at(&page.path, spot.span.clone(), message);
            found.push(match anomaly {
                Anomaly::UndefinedFootnote(name) => {
                    // Of names like `1` and `2` every one is near every other.
                    let near = near(name, unused.iter().copied()).filter(|_| name.len() > 2);
                    let part = spot.part(2..2 + name.len());
                    at(format!("there is no footnote `{name}`"))
                        .help(format!("write the note on a line of its own: `[^{name}]: …`"))
                        .meant(near, Some(part))
                }
                Anomaly::UnusedFootnote(name) => {
                    let help = format!("write `[^{name}]` behind the words that it is about");
                    at(format!("nothing refers to the footnote `{name}`")).help(help)
                }
                Anomaly::SecondFootnote(name) => {
                    at(format!("the footnote `{name}` is here for the second time"))
                        .help("give it another name, or take it away")
                }
                _ => continue,
            });
        }
    }
}

/// The footnotes that could be meant; of very many, nobody can tell.
fn unused(text: &Marked) -> Vec<&str> {
    const MANY: usize = 50;
    let names = text.anomalies.iter().filter_map(|(anomaly, _)| match anomaly {
        Anomaly::UnusedFootnote(name) => Some(name.as_str()),
        _ => None,
    });
    names.take(MANY).collect()
}
