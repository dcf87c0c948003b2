//! Footnotes without a note, and notes without a footnote mark.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity, near};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Anomaly, Marked};

pub static RULE: Rule =
    Rule::new(Severity::Warning, include_str!("footnote_problems.md")).fixable();

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
                Anomaly::SwallowedLine(name) => at(format!(
                    "this line belongs to the footnote `{name}` above it"
                ))
                .help(
                    "leave a line empty before it, or indent it by four spaces if it is meant to",
                ),
                Anomaly::EmptyFootnote(name) => {
                    let help = format!("write it on the same line: `[^{name}]: …`");
                    at(format!("the footnote `{name}` has no text")).help(help)
                }
                Anomaly::InlineFootnote => at("a note in `^[…]` is printed as it is".to_owned())
                    .help("write `[^1]` here, and the note on a line of its own: `[^1]: …`"),
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
