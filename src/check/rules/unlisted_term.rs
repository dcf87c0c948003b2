//! Terms of an open vocabulary that only pages have.

use super::Check;
use super::similar_term::doubtful;
use super::unknown_term::meant_by_texts;
use crate::diagnostics::text::counted;
use crate::diagnostics::{Diagnostic, Rule, Severity, Spot, listed};
use crate::model::{Model, TermId};
use crate::parse::terms::TermEntry;
use std::sync::Arc;
use toml::Value;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("unlisted_term.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let slips = meant_by_texts(model);
    for (v, vocabulary) in model.config.vocabularies.iter().enumerate().filter(|(_, v)| v.open) {
        // A slip in the file would look as if somebody wanted it.
        let doubtful = doubtful(model, v);
        let terms = model.graph.concepts.vocabularies[v].terms.iter();
        let is_sure = |id: &&TermId| !doubtful.contains(id) && !slips.contains_key(id);
        let terms = terms.filter(|id| model.is_unlisted(**id)).filter(is_sure);
        let entries: Vec<_> = terms.map(|id| &model.term(*id).entry).collect();
        if entries.is_empty() {
            continue;
        }
        let of_it = model.term_files.iter().filter(|file| file.vocabulary == Some(v));
        let file = of_it.min_by(|a, b| a.path.cmp(&b.path));
        let path: Arc<str> = match file {
            Some(file) => file.path.clone(),
            None => format!("content/{}/terms.toml", vocabulary.id).into(),
        };
        let names = listed(entries.iter().map(|entry| &*entry.label.main));
        let are = if entries.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} of the open vocabulary `{}` {are} in no file: {names}",
            counted(entries.len(), "term"),
            vocabulary.id
        );
        let help = "listed there, they can have definitions, other names and places below others";
        let problem = RULE.at(&path, 0..0, message).help(help);
        let (end, newline) = file.map_or((Some(0), "\n"), |file| (file.end, file.newline));
        found.push(match end {
            Some(end) => {
                let gap = if end > 0 { "\n" } else { "" };
                let lines: Vec<String> = entries.into_iter().map(written).collect();
                let text = format!("{gap}{}", lines.join("\n")).replace('\n', newline);
                problem.fixed_by(Spot::verbatim(end..end).edit(text))
            }
            None => problem,
        });
    }
}

/// A term as its file has it.
fn written(entry: &TermEntry) -> String {
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let (id, label) = (quoted(&entry.id.value), quoted(&entry.label.main));
    format!("[[term]]\nid = {id}\nlabel = {label}\n")
}
