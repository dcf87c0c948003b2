//! What many outputs show, made once: a link for every term, the words of each language, the site. Views
//! share these values; they are never copied into a page's context.

use super::map::Drawing;
use super::{fields, map};
use crate::config::{Config, NavigationItem, NavigationTarget, Project};
use crate::fields::terms;
use crate::model::{Model, Target, Term, TermId};
use crate::parse::address;
use crate::plan::{Feed, Plan, SEARCH_URL, feed_url};
use crate::theme::Theme;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Map, Value};

/// The shared values.
pub struct Shelf {
    /// The ids of all fields there are, each with none: templates may ask any page for any field.
    pub no_fields: Map,
    /// The borders of the map, if there is one and a template shows it.
    pub drawing: Option<Drawing>,
    languages: BTreeMap<String, Language>,
    main: String,
}

/// What depends on the language of the page that shows it.
pub struct Language {
    pub strings: Value,
    /// The repository as every template sees it.
    pub site: Value,
    pub words: Words,
    /// By term: its name and address.
    pub terms: Vec<Value>,
    /// By term: a claim that says nothing else, as most do.
    claims: Vec<Value>,
}

impl Shelf {
    /// Makes all of it.
    pub fn of(model: &Model, theme: &Theme, plan: &Plan) -> Self {
        let config = &model.config;
        let mut codes: BTreeSet<&str> = config.languages.iter().map(String::as_str).collect();
        codes.insert(&config.language);
        let languages: BTreeMap<String, Language> = codes
            .into_iter()
            .map(|lang| (lang.to_owned(), language(model, theme, plan, lang)))
            .collect();
        let fields = config.collections.iter().flat_map(|collection| &collection.fields);
        let ids = fields.filter(|field| field.record.is_none());
        Self {
            no_fields: ids.map(|field| (field.id.clone().into(), Value::none())).collect(),
            drawing: has_map(theme).then(|| Drawing::of(model)).flatten(),
            languages,
            main: config.language.clone(),
        }
    }

    /// What depends on a language; a page is only ever in one that `site.toml` names.
    pub fn language(&self, lang: &str) -> &Language {
        &self.languages[if self.languages.contains_key(lang) { lang } else { &self.main }]
    }

    /// A word of the interface.
    pub fn word(&self, lang: &str, key: &str) -> String {
        let strings = &self.language(lang).strings;
        strings.get_from_path(key).and_then(Value::as_str).unwrap_or(key).to_owned()
    }

    pub fn term(&self, lang: &str, id: TermId) -> Value {
        self.language(lang).terms[id.0 as usize].clone()
    }

    /// A claim of a term without a note, a source or a strength.
    pub fn claim(&self, lang: &str, id: TermId) -> Value {
        self.language(lang).claims[id.0 as usize].clone()
    }
}

/// Whether any template shows a map: to draw it takes longer than most else.
fn has_map(theme: &Theme) -> bool {
    theme.chains.values().any(|chain| chain.names.iter().any(|name| name == "map"))
}

fn language(model: &Model, theme: &Theme, plan: &Plan, lang: &str) -> Language {
    let term = |term: &Term| {
        map([
            ("label", term.entry.label.get(lang).into()),
            ("url", term.url.as_str().into()),
            ("vocabulary", model.config.vocabularies[term.vocabulary].id.as_str().into()),
        ])
    };
    let claim = |term: &Term| {
        let vocabulary = model.config.vocabularies[term.vocabulary].id.as_str();
        let nothing = [Value::none(), Value::none(), Value::none()];
        terms::claim_view(lang, "", Some(term), Some(vocabulary), nothing)
    };
    Language {
        strings: theme.words(lang),
        site: site(model, plan, lang),
        words: Words::new(lang),
        terms: model.terms.iter().map(term).collect(),
        claims: model.terms.iter().map(claim).collect(),
    }
}

fn site(model: &Model, plan: &Plan, lang: &str) -> Value {
    let config = &model.config;
    let collections: Vec<Value> = (0..config.collections.len())
        .filter(|c| !model.collections[*c].is_empty())
        .map(|c| {
            let collection = &config.collections[c];
            map([
                ("id", collection.id.as_str().into()),
                ("label", collection.label.get(lang).into()),
                ("singular", collection.singular.get(lang).into()),
                ("url", model.url(Target::Collection(c)).into()),
                ("explore", explore_url(model, c).into()),
                ("matrices", matrices(model, c, lang).into()),
            ])
        })
        .collect();
    let vocabularies: Vec<Value> = (0..config.vocabularies.len())
        .filter(|v| !model.vocabularies[*v].terms.is_empty())
        .map(|v| {
            let vocabulary = &config.vocabularies[v];
            map([
                ("id", vocabulary.id.as_str().into()),
                ("label", vocabulary.label.get(lang).into()),
                ("singular", vocabulary.singular.get(lang).into()),
                ("description", vocabulary.description.as_ref().map(|text| text.get(lang)).into()),
                ("url", model.url(Target::Vocabulary(v)).into()),
            ])
        })
        .collect();
    let feed = config.base_url.as_ref().map(|_| feed_url(model, Feed::Site));
    map([
        ("title", config.title.as_str().into()),
        ("description", Some(config.description.as_str()).filter(|text| !text.is_empty()).into()),
        ("language", config.language.as_str().into()),
        ("base_url", config.base_url.as_deref().into()),
        ("authors", config.authors.clone().into()),
        ("licence", fields::licence(config.licence.as_ref()).into()),
        ("navigation", navigation(&config.navigation, config, lang).into()),
        ("footer", navigation(&config.footer, config, lang).into()),
        ("collections", collections.into()),
        ("vocabularies", vocabularies.into()),
        ("feed", feed.into()),
        ("search", plan.has_search.then_some(SEARCH_URL).into()),
        ("projects", config.projects.iter().map(project).collect::<Vec<_>>().into()),
    ])
}

/// The address of the page that explores a collection, or none.
pub fn explore_url(model: &Model, c: usize) -> Value {
    model.is_explored(c).then(|| model.url(Target::Explore(c))).into()
}

/// Links to the matrices of a collection.
pub fn matrices(model: &Model, c: usize, lang: &str) -> Vec<Value> {
    let target = |m: usize| Target::Matrix(c, m);
    let link = |m| super::link(model.title(target(m), lang), model.url(target(m)));
    (0..model.matrices[c].len()).map(link).collect()
}

fn navigation(items: &[NavigationItem], config: &Config, lang: &str) -> Vec<Value> {
    let url = |target: &NavigationTarget| match target {
        NavigationTarget::Page(page) => address::of_page(page, config).url,
        NavigationTarget::Vocabulary(id) => address::of_folder(id),
        NavigationTarget::Explore(id) => address::of_explore(id),
    };
    items.iter().map(|item| super::link(item.label.get(lang), url(&item.target))).collect()
}

/// A project as templates see it.
pub fn project(project: &Project) -> Value {
    map([
        ("id", project.id.as_str().into()),
        ("name", project.name.as_str().into()),
        ("title", project.title.as_deref().into()),
        ("programme", project.programme.as_deref().into()),
        ("grant", project.grant.as_deref().into()),
        ("sentence", project.sentence.as_deref().into()),
        ("disclaimer", project.disclaimer.as_deref().into()),
        ("href", project.url.as_deref().into()),
    ])
}
