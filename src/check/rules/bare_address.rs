//! A link whose text is its address.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::To;

pub static RULE: Rule = Rule::new(Severity::Hint, include_str!("bare_address.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for link in texts(page).flat_map(|text| &text.links) {
        let To::Web(address) = &link.to else { continue };
        let words = link.words.trim_end_matches('/');
        let is_address = words.contains("://") || words.starts_with("www.");
        // `[vunkimano.ee](https://vunkimano.ee/)` is fine: that is the name of the site.
        if link.image || !is_address || !address.starts_with("http") {
            continue;
        }
        let message = "the text of this link is its address";
        let help = format!("write the name of the target: `[…]({address})`");
        found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
    }
}
