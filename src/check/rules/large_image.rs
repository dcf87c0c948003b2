//! A picture that takes a long time to load.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, RuleOption, Severity};
use crate::files;
use crate::model::Model;

pub static RULE: Rule = Rule {
    options: &[RuleOption {
        name: "image_limit",
        takes: "a number",
        default: Some("500"),
        about: "the largest size of a picture in kilobytes",
    }],
    ..Rule::new(Severity::Warning, include_str!("large_image.md"))
};

/// The default of `image_limit`, in kilobytes.
const LIMIT: u64 = 500;

pub const CHECKS: &[Check] = &[Check::Whole(check)];

const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tiff"];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let limit = model.config.demands.image_limit.unwrap_or(LIMIT);
    for (url, path) in &model.files.by_url {
        let size = model.files.sizes.get(url).map_or(0, |extent| extent.bytes);
        if size > limit * 1000 && PICTURES.contains(&&*files::ending(path)) {
            let message =
                format!("this picture has {} kB; the limit is {limit} kB", size.div_ceil(1000));
            let help =
                "save it smaller, as JPEG or WebP; a width of 1600 pixels is enough for a page";
            found.push(RULE.at(path, 0..0, message).help(help));
        }
    }
}
