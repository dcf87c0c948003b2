//! `talkoo cms`: the settings of Sveltia CMS, with which colleagues edit pages in a browser, in forms. They are made from the same
//! descriptions as the schemas: a collection of the CMS for each collection, with a widget for each field, and a file for each
//! vocabulary. Everything here is a function of the repository; `cli` writes it.

mod backend;
mod fields;
mod given;
mod page;
mod values;
mod vocabularies;
mod yaml;

pub use backend::Backend;
pub use given::{Given, Source};
pub use page::page;

use crate::config::Collection;
use crate::config::described::PAGE;
use crate::files;
use crate::schema::Names;
use fields::Form;
use given::lost;
use std::collections::BTreeMap;
use toml::Value;
use yaml::{Node, Pairs};

/// Where the files are: `static/` is published as it is.
pub const PAGE_FILE: &str = "static/admin/index.html";
pub const CONFIG_FILE: &str = "static/admin/config.yml";
/// What the maintainer brings from npm: a file, its package and its name there.
pub const BROUGHT: [(&str, &str, &str); 2] = [
    ("static/admin/sveltia-cms.js", "@sveltia/cms", "dist/sveltia-cms.js"),
    (
        "static/admin/icons.woff2",
        "@fontsource-variable/material-symbols-outlined",
        "files/material-symbols-outlined-latin-wght-normal.woff2",
    ),
];

/// The settings of the CMS.
pub struct Cms {
    pub text: String,
    /// What is not in it, or would be lost: sentences for the maintainer.
    pub notes: Vec<String>,
}

pub fn cms(given: &Given) -> Cms {
    let mut notes = Vec::new();
    let mut collections = Vec::new();
    for (folder, sources) in folders(given) {
        let (collection, fields) = pages(given, &folder, &sources);
        let is_toml = sources.iter().any(|source| !source.is_yaml);
        notes.extend(sources.iter().filter(|_| is_toml).flat_map(|source| lost(source, &fields)));
        collections.push(collection);
    }
    collections.extend(vocabularies::files(given, &mut notes));
    let mut pairs: Pairs = vec![(
        "backend",
        given.backend.map_or_else(backend::none, |backend| backend.pairs().into()),
    )];
    if given.backend.is_some_and(|backend| backend.kind.has_workflow()) {
        pairs.push(("publish_mode", "editorial_workflow".into()));
    }
    pairs.extend(head(given));
    pairs.push(("collections", collections.into()));
    Cms { text: yaml::write(&pairs, &vocabularies::choices(given.model)), notes }
}

/// What is the same for all collections.
fn head(given: &Given) -> Pairs {
    let config = &given.model.config;
    let mut pairs: Pairs = vec![
        ("media_folder", given.path("static/media").into()),
        ("public_folder", "/media".into()),
        ("app_title", (&*config.title).into()),
    ];
    pairs.extend(config.base_url.as_ref().map(|url| ("site_url", Node::from(&**url))));
    // What is not filled in is not written, so that a page says no more than before.
    pairs.push(("output", vec![("omit_empty_optional_fields", true.into())].into()));
    let slugs = vec![("encoding", "ascii".into()), ("clean_accents", true.into())];
    pairs.push(("slug", slugs.into()));
    if !config.languages.is_empty() {
        let all = std::iter::once(&config.language).chain(&config.languages);
        let i18n: Pairs = vec![
            ("structure", "multiple_files".into()),
            ("locales", all.map(|lang| Node::from(&**lang)).collect::<Vec<_>>().into()),
            ("default_locale", (&*config.language).into()),
            ("initial_locales", "default".into()),
            ("omit_default_locale_from_file_path", true.into()),
        ];
        pairs.push(("i18n", i18n.into()));
    }
    pairs
}

/// The folders of the content with pages in them, or with a collection: these first, as site.toml has them.
fn folders<'g>(given: &'g Given) -> Vec<(String, Vec<&'g Source>)> {
    let mut found: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in given.sources.iter().filter(|source| source.path.ends_with(".md")) {
        let inner = source.path.strip_prefix("content/").unwrap_or(&source.path);
        let folder = inner.split_once('/').map_or("", |(folder, _)| folder);
        found.entry(folder).or_default().push(source);
    }
    let own = given.config().collections.iter();
    let own: Vec<_> =
        own.map(|one| (one.id.clone(), found.remove(&*one.id).unwrap_or_default())).collect();
    own.into_iter()
        .chain(found.into_iter().map(|(folder, pages)| (folder.to_owned(), pages)))
        .collect()
}

/// A folder of pages, and its fields.
fn pages(given: &Given, folder: &str, sources: &[&Source]) -> (Node, Vec<Node>) {
    let config = given.config();
    let c = config.collection(folder);
    let collection = c.map(|c| &config.collections[c]);
    let is_of_works = c.is_some() && config.bibliography.collection == c;
    let path = if folder.is_empty() { "content".to_owned() } else { format!("content/{folder}") };
    let is_index = |source: &&Source| {
        !folder.is_empty() && files::folder(&source.path) == path && is_index(&source.path)
    };
    let (indexes, entries): (Vec<&Source>, Vec<&Source>) =
        sources.iter().copied().partition(is_index);
    let is_translated = !config.languages.is_empty();
    let of = |sources: &[&Source], collection: Option<&Collection>, is_titled: bool| {
        let data: Vec<&Value> = sources.iter().map(|source| &source.data).collect();
        page_fields(
            &Form { model: given.model, pages: &data, is_translated },
            collection,
            is_titled,
        )
    };
    let mut fields = of(&entries, collection, collection.is_some() && !is_of_works);
    // The CMS takes all of a page without keys for its text.
    let has_texts_alone = collection.is_none() && entries.iter().any(|one| one.is_bare());
    if has_texts_alone {
        let hint =
            "Two lines of +++ at the top, if they are there, belong to the file: leave them.";
        let form = Form { model: given.model, pages: &[], is_translated };
        fields = vec![body(&form, "body", Some(hint.to_owned()))];
    }
    let label = match (collection, config.vocabulary(folder)) {
        (Some(collection), _) => collection.label.main.clone(),
        (_, Some(v)) => format!("{}: texts", config.vocabularies[v].label.main),
        _ if folder.is_empty() => "Pages".to_owned(),
        _ => fields::label(folder),
    };
    let is_yaml = !sources.is_empty() && sources.iter().all(|source| source.is_yaml);
    let delimiter = if is_yaml { "---" } else { "+++" };
    let id = if folder.is_empty() { "_pages" } else { folder };
    let mut pairs: Pairs = vec![("name", id.into()), ("label", label.into())];
    pairs.extend(collection.map(|one| ("label_singular", Node::from(&*one.singular.main))));
    pairs.extend([
        ("folder", Node::from(given.path(&path))),
        ("extension", "md".into()),
        ("format", if is_yaml { "yaml-frontmatter" } else { "toml-frontmatter" }.into()),
        ("frontmatter_delimiter", delimiter.into()),
        ("body_field", vec![("key", body_key(collection).into())].into()),
        ("create", (!has_texts_alone).into()),
        ("slug", slug(is_of_works, has_texts_alone)),
        // Pictures are beside their pages.
        ("media_folder", "".into()),
        ("public_folder", "".into()),
    ]);
    if has_texts_alone {
        pairs.push(("summary", "{{slug}}".into()));
    }
    if !folder.is_empty() && entries.iter().any(|one| files::folder(&one.path) != path) {
        pairs.push(("nested", vec![("subfolders", false.into())].into()));
        pairs.push(("meta", vec![("path", Node::Table(Vec::new()))].into()));
    }
    if !indexes.is_empty() {
        let index: Pairs = vec![
            ("name", "index".into()),
            ("label", "The page of the collection".into()),
            ("fields", of(&indexes, None, false).into()),
        ];
        pairs.push(("index_file", index.into()));
    }
    if is_translated {
        pairs.push(("i18n", true.into()));
    }
    pairs.push(("fields", fields.clone().into()));
    (pairs.into(), fields)
}

/// Whether it is the page of its folder, in whatever language.
fn is_index(path: &str) -> bool {
    let name = files::file_name(path);
    name == "index.md" || (name.starts_with("index.") && name.ends_with(".md"))
}

/// The name of a new file: that of a work is its key. A page moves by `talkoo mv`, which keeps what leads to it.
fn slug(is_of_works: bool, has_texts_alone: bool) -> Node {
    let mut pairs: Pairs = Vec::new();
    if is_of_works {
        pairs.push(("hint", "The key of the work in content/bibliography.bib.".into()));
    } else if !has_texts_alone {
        pairs.push(("template", "{{title}}".into()));
    }
    pairs.push(("editable", Node::List(vec!["create".into()])));
    pairs.into()
}

/// What every page can have, the fields of its collection, and its text.
fn page_fields(form: &Form, collection: Option<&Collection>, is_titled: bool) -> Vec<Node> {
    let none = Names::default();
    // An import writes where it took a page from, and nobody else.
    let own = PAGE.iter().filter(|one| one.key != "imported");
    let is_required = |key: &str| {
        let asked = collection.is_some_and(|one| one.require.iter().any(|own| own == key));
        asked || (is_titled && key == "title")
    };
    let mut all = form.settings(own, &none, form.pages, &|one| is_required(one.key));
    let fields = collection.map_or(&[][..], |collection| &collection.fields);
    all.extend(form.fields(fields, None, form.pages));
    all.push(body(form, body_key(collection), None));
    all
}

/// The name of the field for the text of a page: `body`, unless there is another field with that name.
fn body_key(collection: Option<&Collection>) -> &'static str {
    let is_taken = collection.is_some_and(|one| one.fields.iter().any(|field| field.id == "body"));
    if is_taken { "_text" } else { "body" }
}

/// The text of a page. The CMS's rich editor knows no citations and wikilinks.
fn body(form: &Form, key: &str, hint: Option<String>) -> Node {
    let modes = Node::List(vec!["raw".into()]);
    form.entry(key, "Text", hint, false, vec![("widget", "markdown".into()), ("modes", modes)])
}
