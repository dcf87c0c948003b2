//! A picture, or another file that a page loads, on another website.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::{Attribute, To};

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("remote_image.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for link in texts(page).flat_map(|text| &text.links) {
        let is_loaded = link.html == Some(Attribute::Load);
        if let To::Web(address) = &link.to
            && (link.image || is_loaded)
        {
            let message = match is_loaded {
                true => format!("the page loads {address} from another website"),
                false => format!("the picture {address} is on another website"),
            };
            let help = "save it beside the page, if its licence allows that, or link to it";
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}
