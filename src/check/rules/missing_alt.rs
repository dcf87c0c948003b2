//! A picture without words.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::model::{Model, fields_of, texts};
use crate::parse::markdown::To;
use crate::parse::page::Value;

pub static RULE: Rule = Rule {
    name: "missing-alt",
    severity: Severity::Warning,
    what: "A picture without an alternative text, or with its file name for one.",
    why: "Who can not see the picture does not learn what it shows.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n![](map.png)\n== content/map.png\nx\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\n![A map of Võru county with the three villages](map.png)\n== content/map.png\nx\n",
};

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        for link in texts(page).flat_map(|text| &text.links).filter(|link| link.image) {
            let written = match &link.to {
                To::File { written, .. } | To::Page { written, .. } | To::Outside { written } => {
                    written
                }
                To::Web(address) => address,
                To::Here { .. } | To::Wiki { .. } => continue,
            };
            if let Some(message) = problem(&link.words, written) {
                let help =
                    format!("write between the square brackets what it shows: `![…]({written})`");
                found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
            }
        }
        for fact in page.facts.iter().filter(|fact| !fact.is_default) {
            let Value::Image(image) = &fact.value else { continue };
            // In a field, an empty text is written on purpose: this picture only decorates.
            let message = match &image.alt {
                Some(alt) if alt.trim().is_empty() => continue,
                alt => problem(alt.as_deref().unwrap_or_default(), &image.written.value),
            };
            if let Some(message) = message {
                let id = &fields_of(&model.config, page)[fact.field].id;
                let src = &image.written.value;
                let help =
                    format!("write what it shows: {id} = {{ src = \"{src}\", alt = \"…\" }}");
                found.push(RULE.at(&page.path, image.written.span.clone(), message).help(help));
            }
        }
    }
}

fn problem(alt: &str, written: &str) -> Option<String> {
    const EMPTY: [&str; 6] = ["image", "picture", "photo", "img", "pilt", "kuva"];
    if alt.is_empty() {
        return Some("this picture has no words for those who can't see it".to_owned());
    }
    let name = files::decode(files::file_name(written));
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    let is_name = alt == name || files::slug(alt) == files::slug(stem) || looks_like_a_file(alt);
    if is_name || EMPTY.contains(&alt.to_lowercase().as_str()) {
        return Some(format!("`{alt}` does not say what the picture shows"));
    }
    None
}

fn looks_like_a_file(alt: &str) -> bool {
    const ENDS: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"];
    let alt = alt.to_lowercase();
    ENDS.iter().any(|end| alt.ends_with(end))
}
