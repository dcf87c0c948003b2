//! A paragraph in another language than its page.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::Oddity;

pub static RULE: Rule = Rule {
    name: "foreign-paragraph",
    severity: Severity::Hint,
    what: "A paragraph that is plainly in another language than its page.",
    why: "A screen reader reads it out with the sounds of the wrong language, and many readers can't read it at all.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nMaakonna elanikud kogunesid kaheks päevaks vanasse koolimajja, et koos ametnikega välja mõelda\nteenused, mida nad ise kasutavad, ja juba esimesel õhtul oli selge, et kõige rohkem on puudu\nusaldusest ja mitte rahast.\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nThe people of the county met for two days in an old schoolhouse to think up services that they\nuse themselves, and on the first evening it was clear that what they lacked most was trust.\n",
};

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for (oddity, spot) in texts(page).flat_map(|text| &text.oddities) {
        let Oddity::ForeignParagraph(language) = oddity else { continue };
        let message = format!("this paragraph looks {language}, and its page is not");
        let help =
            "if it is meant to be, quote it (`> …`); else it belongs on the page in that language";
        found.push(RULE.at(&page.path, spot.span.clone(), message).help(help));
    }
}
