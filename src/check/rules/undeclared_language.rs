//! A file that is named like a translation, in a language that site.toml does not list.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::files;
use crate::languages::LANGUAGES;
use crate::model::{Model, PageId, by_code};
use crate::parse::Page;
use icu_locale::names::LanguageIdentifierDisplayName;
use icu_locale::{Locale, LocaleCanonicalizer, LocaleExpander};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("undeclared_language.md"));

pub const CHECKS: &[Check] = &[Check::Page(check)];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    let Some((stem, written)) = suffix(page) else { return };
    let config = &model.config;
    if config.languages.iter().any(|lang| lang == written) || is_work(model, page) {
        return;
    }
    let language = tag(written);
    let is_language = language.is_some();
    let Some(tag) = language.or_else(|| of_country(written)) else { return };
    let folder = files::folder(&page.path);
    let exists = |name: &str| model.graph.links.by_path.contains_key(&*format!("{folder}/{name}"));
    let original = format!("{stem}.md");
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let mut declared = config.languages.iter().chain([&config.language]);
    let is_tag = |lang: &&String| lang.eq_ignore_ascii_case(&tag);
    let meant =
        declared.clone().find(is_tag).or_else(|| declared.find(|lang| base(lang) == base(&tag)));
    // Two letters between dots are a language; a country or three letters can be anything.
    let is_sure = is_language && base(&written.replace('_', "-")).len() == 2;
    if !is_sure && !exists(&original) && (meant.is_none() || !is_language) {
        return;
    }
    let name = files::file_name(&page.path);
    let help = match meant {
        Some(lang) if *lang == config.language && !exists(&original) => {
            format!("rename it to `{original}`: `{lang}` is the language of the site")
        }
        Some(lang) if *lang == config.language => {
            format!(
                "`{lang}` is the language of the site, and {original} is there already: keep one of them"
            )
        }
        Some(lang) => {
            format!("rename it to `{stem}.{lang}.md`: site.toml writes the language as `{lang}`")
        }
        None => {
            let languages = config.languages.iter().chain([&tag]).map(|lang| format!("\"{lang}\""));
            let list = languages.collect::<Vec<_>>().join(", ");
            let rename = if tag == written {
                String::new()
            } else {
                format!(", and rename the file to `{stem}.{tag}.md`")
            };
            format!("add the language to site.toml: languages = [{list}]{rename}")
        }
    };
    let message = format!(
        "`{name}` is named like a translation, but `{written}` is not among the `languages` of site.toml, so it is a page of its own at {}",
        page.url
    );
    found.push(RULE.at(&page.path, page.front.clone(), message).help(help));
}

/// The name without a suffix between two dots, and that suffix: `x.sv.md`.
fn suffix(page: &Page) -> Option<(&str, &str)> {
    let stem = files::file_name(&page.path).strip_suffix(".md")?;
    stem.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())
}

/// The keys of works can have dots.
fn is_work(model: &Model, page: &Page) -> bool {
    model.work_of(page).is_some()
}

/// The proper spelling of a language tag; none if it is no language.
pub fn tag(written: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let language = written.split(['-', '_']).next().unwrap_or_default();
    if !written.chars().all(plain) || !(2..=3).contains(&language.len()) {
        return None;
    }
    let read = |tag: &str| {
        let mut locale = Locale::try_from_str(tag).ok()?;
        // Three letters become two: `est` is `et`.
        LocaleCanonicalizer::new_common().canonicalize(&mut locale);
        Some(locale)
    };
    let (locale, english) = (read(&written.replace('_', "-"))?, read("en")?);
    let id = read(language)?.id;
    let name =
        LanguageIdentifierDisplayName::try_new_light((&english).into(), id, Default::default())
            .ok()?;
    // A code without a language is named by itself.
    let is_named = !name.as_borrowed().to_string().eq_ignore_ascii_case(language)
        || LANGUAGES.iter().any(|known| known.tag.eq_ignore_ascii_case(language));
    is_named.then(|| locale.to_string())
}

/// The language of most people in a country: people write `cz` for Czech, which is `cs`.
fn of_country(written: &str) -> Option<String> {
    let country = written.len() == 2 && by_code(written).is_some();
    let mut id = Locale::try_from_str(&format!("und-{written}")).ok().filter(|_| country)?.id;
    LocaleExpander::new_common().maximize(&mut id);
    Some(id.language.to_string()).filter(|language| language != "und")
}
