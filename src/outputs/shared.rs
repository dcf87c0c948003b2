//! What many outputs show, made once: a link for every term, the words of each language, the site. Views
//! share these values; they are never copied into a page's context.

use super::map::Drawing;
use super::site::{TermLink, site};
use super::things::TermName;
use super::view::value_hash;
use crate::cldr::Cldr;
use crate::fields::cites::CitedWork;
use crate::fields::terms;
use crate::hash::{Hash, Hasher};
use crate::model::{Model, Term};
use crate::theme::Theme;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use tera::{Map, Value};

/// The shared values.
#[derive(Default)]
pub struct Shared {
    /// The ids of all fields there are, each with none: templates may ask any page for any field.
    pub no_fields: Map,
    /// The borders of the map, if there is one and a template shows it.
    pub drawing: Option<Drawing>,
    pub drawing_hash: Hash,
    /// The language of the site first.
    languages: Vec<Language>,
    /// The keys of all works, the addresses of all published files, and the names in wikilinks; sorted.
    pub works: Vec<String>,
    pub files: Vec<String>,
    pub names: Vec<String>,
    /// The hash of all that is known by its place alone: what was read there can only be looked up again as
    /// long as the places are the same.
    pub layout: Hash,
}

/// What depends on the language of the page that shows it.
pub struct Language {
    pub tag: String,
    pub strings: Value,
    pub words_hash: Hash,
    /// The site as every template sees it.
    pub site: Value,
    pub site_hash: Hash,
    pub cldr: Cldr,
    /// By term: its name and address.
    pub terms: Vec<Value>,
    /// By term: a claim that says nothing else, as most do.
    pub claims: Vec<Value>,
    /// By work: how it is cited, made when it is first asked for.
    pub sources: Vec<OnceLock<CitedWork>>,
}

impl Shared {
    pub fn of(model: &Model, theme: &Theme, has_search: bool) -> Self {
        let config = &model.config;
        let mut tags: BTreeSet<&str> = config.languages.iter().map(String::as_str).collect();
        tags.remove(config.language.as_str());
        let tags = std::iter::once(config.language.as_str()).chain(tags);
        let fields = config.collections.iter().flat_map(|collection| &collection.fields);
        let ids = fields.filter(|field| field.record.is_none());
        let drawing = has_map(theme).then(|| Drawing::of(model)).flatten();
        Self {
            no_fields: ids.map(|field| (field.id.clone().into(), Value::none())).collect(),
            drawing_hash: drawing.as_ref().map(Drawing::hash).unwrap_or_default(),
            drawing,
            languages: tags.map(|tag| language(model, theme, has_search, tag)).collect(),
            works: model.bibliography.works.keys().cloned().collect(),
            files: model.graph.files.keys().cloned().collect(),
            names: model.graph.names.keys().cloned().collect(),
            layout: layout(model, theme),
        }
    }

    /// The place of a language; a page is only ever in one that `site.toml` names.
    pub fn language(&self, lang: &str) -> u32 {
        self.languages.iter().position(|language| language.tag == lang).unwrap_or(0) as u32
    }

    pub fn language_at(&self, place: u32) -> &Language {
        &self.languages[place as usize]
    }
}

/// Languages, collections with their fields and matrices, vocabularies, templates, and assets.
fn layout(model: &Model, theme: &Theme) -> Hash {
    let config = &model.config;
    let mut layout = Hasher::new("layout");
    let mut list = |names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<&str> = names.collect();
        layout.number(names.len());
        names.into_iter().for_each(|name| {
            layout.text(name);
        });
    };
    list(&mut [&config.language].into_iter().chain(&config.languages).map(String::as_str));
    list(&mut config.collections.iter().map(|collection| collection.id.as_str()));
    for collection in &config.collections {
        list(&mut collection.fields.iter().map(|field| field.id.as_str()));
    }
    list(&mut config.vocabularies.iter().map(|vocabulary| vocabulary.id.as_str()));
    list(&mut theme.chains.keys().map(String::as_str));
    model.graph.matrices.iter().for_each(|matrices| {
        layout.number(matrices.len());
    });
    layout.number(theme.assets.len());
    layout.finish()
}

/// Whether any template shows a map: to draw it takes longer than most else.
fn has_map(theme: &Theme) -> bool {
    theme.chains.values().any(|chain| chain.reads("map"))
}

fn language(model: &Model, theme: &Theme, has_search: bool, lang: &str) -> Language {
    let term = |term: &Term| {
        let view = TermLink {
            label: term.entry.label.get(lang).into(),
            url: term.url.as_str().into(),
            vocabulary: model.config.vocabularies[term.vocabulary].id.as_str().into(),
        };
        view.into()
    };
    let claim = |term: &Term| {
        let vocabulary = model.config.vocabularies[term.vocabulary].id.as_str();
        let term = Some((TermName::of(term), term.entry.definition.as_ref()));
        terms::plain(lang, "", term, vocabulary).into()
    };
    let (strings, site): (_, Value) = (theme.words(lang), site(model, has_search, lang).into());
    Language {
        tag: lang.to_owned(),
        words_hash: value_hash(&strings),
        strings,
        site_hash: value_hash(&site),
        site,
        cldr: Cldr::new(lang),
        terms: model.graph.terms.iter().map(term).collect(),
        claims: model.graph.terms.iter().map(claim).collect(),
        sources: model.bibliography.works.keys().map(|_| OnceLock::new()).collect(),
    }
}
