//! Values that many outputs show, built once: a link for each term, the words of each language, and the site. Views
//! share these values instead of copying them into the context of each page.

use super::map::Drawing;
use super::names::TermName;
use super::site::{Extras, TermLink, site};
use super::view::value_hash;
use crate::cldr::Cldr;
use crate::derived::Derived;
use crate::draw::Fonts;
use crate::fields::cites::CitedWork;
use crate::fields::terms;
use crate::hash::{Hash, Hasher};
use crate::model::{self, Model, Term};
use crate::theme::Theme;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use tera::{Map, Value};

/// The shared values.
#[derive(Default)]
pub struct Shared {
    /// The ids of all fields, each with the value none: a template may ask any page for any field.
    pub no_fields: Map,
    /// The borders of the map; none if no template shows one.
    pub drawing: Derived<Option<Drawing>>,
    /// The language of the site first.
    languages: Vec<Language>,
    /// The keys of all works, the addresses of all published files, and the names in wikilinks; all sorted.
    pub works: Vec<String>,
    pub files: Vec<String>,
    pub names: Vec<String>,
    /// The fonts of the theme, unpacked on first use.
    fonts: OnceLock<Fonts>,
    /// The hash of everything that is identified by its index alone. Recorded reads are only valid while these
    /// indices stay the same.
    pub layout: Hash,
}

/// The values that depend on the language of the page.
pub struct Language {
    pub tag: String,
    pub strings: Value,
    pub words_hash: Hash,
    /// The view of the site.
    pub site: Value,
    pub site_hash: Hash,
    pub cldr: Cldr,
    /// For each term, its link.
    pub terms: Vec<Value>,
    /// For each term, a claim without a note, a source or a strength, which is the most common form.
    pub claims: Vec<Value>,
    /// For each work, its view, built on first use.
    pub sources: Vec<OnceLock<CitedWork>>,
}

impl Shared {
    /// `before` is what was shared before an edit.
    pub fn of(model: &Model, theme: &Theme, extras: Extras, before: &Self) -> Self {
        let config = &model.config;
        let mut tags: BTreeSet<&str> = config.languages.iter().map(String::as_str).collect();
        tags.remove(config.language.as_str());
        let tags = std::iter::once(config.language.as_str()).chain(tags);
        let fields = config.collections.iter().flat_map(|collection| &collection.fields);
        let ids = fields.filter(|field| field.record.is_none());
        let drawing = if has_map(theme) { drawing(model, before) } else { Derived::default() };
        Self {
            no_fields: ids.map(|field| (field.id.clone().into(), Value::none())).collect(),
            drawing,
            languages: tags.map(|tag| language(model, theme, extras, tag)).collect(),
            works: model.bibliography.works.keys().cloned().collect(),
            files: model.files.by_url.keys().cloned().collect(),
            names: model.graph.links.names.keys().cloned().collect(),
            fonts: OnceLock::new(),
            layout: layout(model, theme),
        }
    }

    /// The fonts of the theme, for drawings.
    pub fn fonts(&self, theme: &Theme) -> &Fonts {
        self.fonts.get_or_init(|| Fonts::of(theme.fonts().map(|asset| &*asset.bytes)))
    }

    /// The index of a language; pages only use languages that `site.toml` lists.
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
    model.graph.browse.matrices.iter().for_each(|matrices| {
        layout.number(matrices.len());
    });
    layout.number(theme.assets.len());
    layout.finish()
}

/// The same countries are drawn alike. Places only matter where there are none.
fn drawing(model: &Model, before: &Shared) -> Derived<Option<Drawing>> {
    let model::Map { countries, spots } = &model.graph.lists.map;
    let mut from = Hasher::new("drawing");
    countries.iter().for_each(|(id, _)| {
        from.text(&model.term(*id).entry.id.value);
    });
    if countries.is_empty() {
        from.text(&format!("{spots:?}"));
    }
    Derived::of(from.finish(), Some(&before.drawing), || Drawing::of(model))
}

/// Whether any template shows a map; drawing it is expensive.
fn has_map(theme: &Theme) -> bool {
    theme.chains.values().any(|chain| chain.reads("map"))
}

fn language(model: &Model, theme: &Theme, extras: Extras, lang: &str) -> Language {
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
    let (strings, site): (_, Value) = (theme.words(lang), site(model, extras, lang).into());
    Language {
        tag: lang.to_owned(),
        words_hash: value_hash(&strings),
        strings,
        site_hash: value_hash(&site),
        site,
        cldr: Cldr::new(lang),
        terms: model.graph.concepts.terms.iter().map(term).collect(),
        claims: model.graph.concepts.terms.iter().map(claim).collect(),
        sources: model.bibliography.works.keys().map(|_| OnceLock::new()).collect(),
    }
}
