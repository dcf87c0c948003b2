//! A picture without alternative text.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, PageId, fields_of, texts};
use crate::parse::markdown::{Attribute, Link, To};
use crate::parse::page::Value;
use std::cell::LazyCell;
use std::collections::HashSet;

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("missing_alt.md"));

pub const CHECKS: &[Check] = &[Check::Suspects(is_suspect, check)];

fn is_suspect(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    texts(page).flat_map(|text| &text.links).any(is_shown)
        || page.facts.iter().any(|fact| matches!(fact.value, Value::Image(_)))
}

fn check(model: &Model, suspects: &[PageId], found: &mut Vec<Diagnostic>) {
    let titles = LazyCell::new(|| titles(model));
    // A picture of a page or term of the site shows just that.
    let is_title =
        |alt: &str| !alt.trim().is_empty() && titles.contains(&alt.trim().to_lowercase());
    for id in suspects {
        check_page(model, *id, &is_title, found);
    }
}

/// The names of all pages and terms, in small letters.
fn titles(model: &Model) -> HashSet<String> {
    let pages = model.page_ids().map(|id| model.page_title(id));
    let terms = model.graph.concepts.terms.iter().flat_map(|term| term.entry.label.all());
    pages.chain(terms).map(str::to_lowercase).collect()
}

fn check_page(
    model: &Model,
    id: PageId,
    is_title: &dyn Fn(&str) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let page = model.page(id);
    for link in texts(page).flat_map(|text| &text.links).filter(|link| is_shown(link)) {
        let written = match &link.to {
            To::File { written, .. } | To::Outside { written } => written,
            To::Web(address) => address,
            // `missing-file` reports a page that is shown as a picture.
            To::Page { .. } | To::Here { .. } | To::Wiki { .. } => continue,
        };
        if let Some(message) = problem(&link.words, written)
            && !is_title(&link.words)
        {
            let help = match link.html {
                Some(_) => "write what it shows in the attribute `alt`: `alt=\"…\"`".to_owned(),
                None => {
                    format!("write what it shows between the square brackets: `![…]({written})`")
                }
            };
            found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
        }
    }
    for fact in page.facts.iter().filter(|fact| !fact.is_default) {
        let Value::Image(image) = &fact.value else { continue };
        // In a field, an explicitly empty text marks a decorative picture.
        let message = match &image.alt {
            Some(alt) if alt.trim().is_empty() => continue,
            alt => problem(alt.as_deref().unwrap_or_default(), &image.written.value),
        };
        if let Some(message) = message
            && !image.alt.as_deref().is_some_and(is_title)
        {
            let id = &fields_of(&model.config, page)[fact.field].id;
            let src = &image.written.value;
            let help = format!("write what it shows: {id} = {{ src = \"{src}\", alt = \"…\" }}");
            found.push(RULE.at(&page.path, image.written.span.clone(), message).help(help));
        }
    }
}

/// Whether a picture has something to tell. In HTML an empty alternative text marks a decorative one.
fn is_shown(link: &Link) -> bool {
    link.image && link.html != Some(Attribute::Decoration)
}

fn problem(alt: &str, written: &str) -> Option<String> {
    const EMPTY: [&str; 6] = ["image", "picture", "photo", "img", "pilt", "kuva"];
    const ENDS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];
    if alt.is_empty() {
        return Some("this picture has no text for people who can't see it".to_owned());
    }
    let is_empty = EMPTY.iter().any(|word| alt.eq_ignore_ascii_case(word));
    let is_file_name = || is_name(alt, files::file_name(written)) && !is_description(alt);
    if is_empty || ENDS.contains(&&*files::ending(alt)) || is_file_name() {
        return Some(format!("`{alt}` does not say what the picture shows"));
    }
    None
}

/// Whether a text tells something although it is the file's name as well: it has three words, or it is a name that someone
/// gave, such as `Mari Maasikas` or `UNESCO`. Digits are of cameras.
fn is_description(alt: &str) -> bool {
    let words = || alt.split_whitespace();
    let in_letters = words().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    if in_letters.count() > 2 {
        return true;
    }
    let capitals = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    let is_short_form = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let has_digits = alt.contains(|c: char| c.is_ascii_digit());
    !has_digits && !alt.contains('_') && (capitals > 1 || words().any(is_short_form))
}

/// Whether a text is the file name, however its words are joined.
fn is_name(alt: &str, encoded: &str) -> bool {
    // Slugs are slow to compute, and the two usually begin differently.
    let both = first_sign(alt).zip(first_sign(encoded).filter(|_| !encoded.contains('%')));
    if both.is_some_and(|(a, b)| !a.eq_ignore_ascii_case(&b)) {
        return false;
    }
    let name = files::decode(encoded);
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    alt == name || files::slug(alt) == files::slug(stem)
}

/// The first character of a text's slug; none if only the whole slug can tell.
fn first_sign(text: &str) -> Option<char> {
    let first = text.chars().find(|c| c.is_ascii_alphanumeric() || !c.is_ascii());
    first.filter(char::is_ascii)
}
