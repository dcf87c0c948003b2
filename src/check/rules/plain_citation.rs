//! A work of the bibliography that a text names without citing it.

use super::Check;
use super::unlisted_citation::{named_works, names_works, reaches};
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId};

pub static RULE: Rule = Rule {
    name: "plain-citation",
    severity: Severity::Warning,
    what: "A text names a work of the bibliography in plain words, and the page does not cite it.",
    why: "Readers cannot get from the words to the work, and the work does not know who builds on it.",
    wrong: "== content/bibliography.bib\n@book{albury, author={Albury, D. and Beresford, T.}, title={A}, year={2018}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nAs Albury et al. (2018) say.\n",
    right: "== content/bibliography.bib\n@book{albury, author={Albury, D. and Beresford, T.}, title={A}, year={2018}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nAs is known [@albury].\n",
};

pub const CHECKS: &[Check] = &[Check::Suspects(names_works, check)];

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    for (page, mention, span, keys) in named_works(model, suspects) {
        if keys.is_empty() || reaches(page, &keys) {
            continue;
        }
        let message = format!("`{}` is named, and the page does not cite it", mention.words);
        let cites: Vec<String> = keys.iter().map(|key| format!("`[@{key}]`")).collect();
        let help = format!("write {} there", cites.join(" or "));
        found.push(RULE.at(&page.path, span.clone(), message).help(help));
    }
}
