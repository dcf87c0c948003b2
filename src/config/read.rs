//! Reads `site.toml` from the top: the site itself, its navigation and projects.

use super::addresses::is_web_address;
use super::authors::{Author, authors};
use super::described::SITE;
use super::heading_ids::heading_ids;
use super::names::named;
use super::navigation::{contact, doorways, navigation};
use super::settings::{Config, Licence, PATH, Project, Responsible};
use super::share_images::share_images;
use super::{bibliography, collections, data, demands, search};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::BAD_SETTING;
use crate::hash::Hash;
use crate::tables::{Located, Reader, Table};
use std::sync::Arc;

/// Reads the settings. Never fails: problems are returned beside the value.
pub fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let path: Arc<str> = PATH.into();
    let reader = Reader::new(&path, 0);
    let mut sound = String::new();
    let root = reader.parse(text, &mut sound);
    // A syntax error hides keys, so missing keys are not reported as well.
    let broken = !reader.problems.borrow().is_empty();
    let table = Table::new(root.get_ref(), 0..0);
    reader.set_outer(
        &table,
        "site.toml",
        SITE.iter().filter(|one| !one.shape.is_table()).map(|one| one.key),
    );
    let mut config = site(&reader, &table, broken);
    config.hash = Hash::of(text);
    let languages = std::iter::once(&config.language).chain(&config.languages);
    reader.languages.replace(languages.cloned().collect());
    config.projects = named(&reader, &table, "projects", project);
    config.vocabularies = collections::vocabularies(&reader, &table, &config.language);
    config.collections =
        collections::collections(&reader, &table, &config.vocabularies, &config.language);
    config.navigation = navigation(&reader, &table, "navigation", &config);
    config.more = navigation(&reader, &table, "more", &config);
    config.doorways = doorways(&reader, &table, &config);
    config.footer = navigation(&reader, &table, "footer", &config);
    config.bibliography = bibliography::settings(&reader, &table, &config);
    config.search = search::settings(&reader, &table, &config);
    config.data = data::settings(&reader, &table, &config);
    config.demands = demands::demands(&reader, &table, &config);
    reader.unknown_keys(&table, "site.toml");
    (config, reader.into_problems())
}

fn site(reader: &Reader, table: &Table, broken: bool) -> Config {
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let own = text("language");
    let others: Vec<_> =
        table.get("languages").map(|item| reader.texts("languages", item)).unwrap_or_default();
    let named = own.iter().chain(&others);
    let languages_at = named.map(|lang| (lang.value.clone(), lang.span.clone())).collect();
    let title = text("title").map(|t| t.value);
    if title.is_none() && !broken && table.get("title").is_none() {
        reader.missing(0..0, "site.toml", "title", "\"The name of the repository\"");
    }
    Config {
        title: title.unwrap_or_default(),
        description: text("description").map(|t| t.value).unwrap_or_default(),
        base_url: text("base_url").and_then(|url| base_url(reader, &url)),
        language: own.map_or_else(|| "en".into(), |lang| language(reader, lang)),
        languages: others.into_iter().map(|lang| language(reader, lang)).collect(),
        languages_at,
        theme: text("theme").unwrap_or_else(|| Located { value: "commons".to_owned(), span: 0..0 }),
        authors: site_authors(reader, table),
        licence: licence(reader, table),
        raw_html: table
            .get("raw_html")
            .and_then(|i| reader.boolean("raw_html", i))
            .unwrap_or(false),
        heading_ids: heading_ids(reader, table),
        publish_hidden: texts(reader, table, "publish_hidden").map(|path| path.value).collect(),
        link_schemes: texts(reader, table, "link_schemes")
            .filter_map(|scheme| link_scheme(reader, scheme))
            .collect(),
        active_files: texts(reader, table, "active_files").map(|path| path.value).collect(),
        edit_url: text("edit_url").and_then(|url| pattern(reader, url, &["{path}"])),
        report_url: text("report_url").and_then(|url| pattern(reader, url, &["{title}", "{url}"])),
        responsible: responsible(reader, table),
        contact: text("contact").and_then(|to| contact(reader, to)),
        share_images: share_images(reader, table),
        keep_addresses: table
            .get("keep_addresses")
            .and_then(|item| reader.boolean("keep_addresses", item))
            .unwrap_or(false),
        ..Config::default()
    }
}

fn texts(reader: &Reader, table: &Table, key: &str) -> impl Iterator<Item = Located<String>> {
    let texts = table.get(key).map(|item| reader.texts(key, item));
    texts.unwrap_or_default().into_iter()
}

/// A scheme that links may have, in small letters. What runs a script or leads to the reader's own files stays out.
fn link_scheme(reader: &Reader, written: Located<String>) -> Option<String> {
    const NEVER: [&str; 7] =
        ["javascript", "vbscript", "data", "blob", "file", "filesystem", "view-source"];
    let scheme = written.value.trim_end_matches('/').trim_end_matches(':').to_ascii_lowercase();
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let (message, help) = match is_scheme {
        true if !NEVER.contains(&&*scheme) => return Some(scheme),
        true => (
            format!(
                "links with `{scheme}:` can't be allowed: they run scripts or open a reader's own files"
            ),
            "remove it from the list",
        ),
        false => (
            format!("`{}` is not the beginning of an address", written.value),
            "write what stands before the colon: link_schemes = [\"sms\", \"geo\"]",
        ),
    };
    reader.add(BAD_SETTING.at(reader.path, written.span, message).help(help));
    None
}

/// The value of `licence` in any table: a name, or a name and an address.
pub fn licence(reader: &Reader, table: &Table) -> Option<Licence> {
    let item = table.get("licence")?;
    if item.get_ref().is_str() {
        return Some(Licence { name: reader.text("licence", item)?.value, url: None });
    }
    let inner = reader.table("licence", item, "{ name = \"CC BY 4.0\", url = \"https://…\" }")?;
    let name = inner.get("name").and_then(|i| reader.text("name", i)).map(|t| t.value);
    let url = web_address(reader, &inner, "url");
    reader.unknown_keys(&inner, "a licence");
    if name.is_none() {
        reader.missing(inner.span.clone(), "a licence", "name", "\"CC BY 4.0\"");
    }
    Some(Licence { name: name?, url })
}

/// The authors of the site. Pages are not read yet, so none can be a page.
fn site_authors(reader: &Reader, table: &Table) -> Vec<Author> {
    let all = authors(reader, table).into_iter();
    all.map(|author| {
        if author.value.page.is_some() {
            let message = "an author of the site is a name, not a page";
            reader.add(BAD_SETTING.at(reader.path, author.span, message));
        }
        author.value
    })
    .collect()
}

/// The value of `responsible`: a name, or a name and an address.
fn responsible(reader: &Reader, table: &Table) -> Option<Responsible> {
    let item = table.get("responsible")?;
    if item.get_ref().is_str() {
        return Some(Responsible { name: reader.text("responsible", item)?.value, url: None });
    }
    let inner = reader.table("responsible", item, "{ name = \"…\", url = \"https://…\" }")?;
    let name = inner.get("name").and_then(|i| reader.text("name", i)).map(|t| t.value);
    let url = web_address(reader, &inner, "url");
    reader.unknown_keys(&inner, "the responsible body");
    if name.is_none() {
        reader.missing(inner.span.clone(), "the responsible body", "name", "\"…\"");
    }
    Some(Responsible { name: name?, url })
}

/// An absolute web address at `key`; anything else is reported.
pub fn web_address(reader: &Reader, table: &Table, key: &str) -> Option<String> {
    let text = reader.text(key, table.get(key)?)?;
    if is_web_address(&text.value) {
        return Some(text.value);
    }
    reader.add(
        BAD_SETTING
            .at(reader.path, text.span, format!("`{}` is not a web address", text.value))
            .help("a web address starts with https:// and has a host"),
    );
    None
}

fn base_url(reader: &Reader, url: &Located<String>) -> Option<String> {
    if is_web_address(&url.value) && !url.value.contains(['?', '#']) {
        return Some(format!("{}/", url.value.trim_end_matches('/')));
    }
    reader.add(
        BAD_SETTING
            .at(
                reader.path,
                url.span.clone(),
                format!("`{}` is not the address of a site", url.value),
            )
            .help("write it like this: base_url = \"https://example.org/\""),
    );
    None
}

/// An address template with names in braces.
fn pattern(reader: &Reader, url: Located<String>, names: &[&str]) -> Option<String> {
    let plain = names.iter().fold(url.value.clone(), |text, name| text.replace(name, "x"));
    if !plain.contains(['{', '}']) && (is_web_address(&plain) || plain.starts_with("mailto:")) {
        return Some(url.value);
    }
    let message = format!("`{}` is not an address template", url.value);
    let help = format!(
        "a web address or `mailto:…` that can contain {}",
        crate::diagnostics::listed(names.iter().copied())
    );
    reader.add(BAD_SETTING.at(reader.path, url.span, message).help(help));
    None
}

fn language(reader: &Reader, lang: Located<String>) -> String {
    if icu_locale::Locale::try_from_str(&lang.value).is_ok() {
        return lang.value;
    }
    reader.add(
        BAD_SETTING
            .at(reader.path, lang.span, format!("`{}` is not a language tag", lang.value))
            .help("a language tag is \"en\", \"et\" or \"pt-BR\" (BCP 47)"),
    );
    "en".into()
}

fn project(reader: &Reader, id: &str, table: &Table) -> Option<Project> {
    let text = |key: &str| table.get(key).and_then(|i| reader.text(key, i)).map(|t| t.value);
    let project = Project {
        id: id.to_owned(),
        name: text("name").unwrap_or_else(|| id.to_owned()),
        title: text("title"),
        programme: text("programme"),
        grant: text("grant"),
        sentence: text("sentence"),
        disclaimer: text("disclaimer"),
        url: web_address(reader, table, "url"),
        owns_site: table
            .get("owns_site")
            .and_then(|i| reader.boolean("owns_site", i))
            .unwrap_or(true),
        span: table.span.clone(),
    };
    reader.unknown_keys(table, "a project");
    Some(project)
}
