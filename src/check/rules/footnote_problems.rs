//! Footnotes without a note, and notes without a footnote mark.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, near};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Anomaly, Marked};

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
                    // Short names like `1` and `2` are all near each other.
                    let near = near(name, unused.iter().copied()).filter(|_| name.len() > 2);
                    let part = spot.part(2..2 + name.len());
                    at(format!("there is no footnote `{name}`"))
                        .help(format!("write the note on a line of its own: `[^{name}]: …`"))
                        .meant(near, Some(part))
                }
                Anomaly::UnusedFootnote(name) => {
                    let help = format!("write `[^{name}]` after the words that it belongs to");
                    at(format!("nothing refers to the footnote `{name}`")).help(help)
                }
                Anomaly::SecondFootnote(name) => {
                    at(format!("the footnote `{name}` is defined twice"))
                        .help("give it a different name, or remove it")
                }
                _ => continue,
            });
        }
    }
}

/// The footnotes that could have been meant, at most [`MANY`].
fn unused(text: &Marked) -> Vec<&str> {
    const MANY: usize = 50;
    let names = text.anomalies.iter().filter_map(|(anomaly, _)| match anomaly {
        Anomaly::UnusedFootnote(name) => Some(name.as_str()),
        _ => None,
    });
    names.take(MANY).collect()
}
