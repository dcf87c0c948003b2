//! A picture in a format that browsers don't show.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, PageId, texts};
use crate::parse::markdown::To;
use crate::parse::page::Value;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("picture_format.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

/// What telephones, scanners and programs for pictures save. Browsers save such files, or show nothing.
const FORMATS: [&str; 9] = ["heic", "heif", "tif", "tiff", "psd", "eps", "ai", "raw", "dng"];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let links = texts(page).flat_map(|text| &text.links).filter(|link| link.image);
    let in_texts = links.filter_map(|link| match &link.to {
        To::File { written, .. } => Some((&**written, &link.span)),
        _ => None,
    });
    let in_fields = page.facts.iter().filter(|fact| !fact.is_default);
    let in_fields = in_fields.filter_map(|fact| match &fact.value {
        Value::Image(image) => Some((image.written.value.as_str(), &image.written.span)),
        _ => None,
    });
    for (written, span) in in_texts.chain(in_fields) {
        let path = written.split(['?', '#']).next().unwrap_or(written);
        if FORMATS.contains(&&*files::ending(path)) {
            let message = format!("browsers do not show `{written}`");
            let help = "save it as JPEG, PNG, WebP or AVIF, and write that name";
            found.push(RULE.at(&page.path, span.clone(), message).help(help));
        }
    }
}
