//! A picture hosted on another website.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::To;

pub static RULE: Rule = Rule::new("remote-image", Severity::Error, include_str!("remote_image.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for link in texts(page).flat_map(|text| &text.links).filter(|link| link.image) {
        if let To::Web(address) = &link.to {
            let message = format!("the picture {address} is on another website");
            let help = "save it beside the page, if its licence allows that, or link to it";
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
}
