//! Tries every template with sample views when the site is built, so that a name that does not exist is found at
//! once, and not only when a page happens to need it.
//!
//! Samples follow from the declarations ([`super::declare`]) and the settings. The full sample has every optional
//! value, and each list has a full and a bare entry. The bare sample has only what is always present. Interface
//! words, assets and the site are the real ones.

use super::declare::{Declaration, Item, Known, Name, Pairs, Shape, Template, list, map};
use super::fields::{FieldGroup, head};
use super::page::{self, PageView};
use super::shared::Shared;
use super::{TEMPLATES, view};
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::fields::field::Field;
use crate::fields::record::RecordView;
use crate::fields::stages;
use crate::hash::{Hash, Hasher};
use crate::model::Model;
use crate::theme::{self, Theme};
use std::sync::Arc;
use tera::{Context, Value};

/// The result of trying the templates.
#[derive(Debug, Default)]
pub struct Tried {
    /// The hash of all inputs of the samples and templates.
    hash: Hash,
    pub diagnostics: Vec<Diagnostic>,
}

/// Tries the templates, unless nothing changed since the last time. Those that come with Talkoo as a whole are tried by
/// its own tests; `is_bundled` tells their files by path.
pub fn try_templates(
    model: &Model,
    theme: &Theme,
    shared: &Shared,
    is_bundled: &dyn Fn(&str) -> bool,
    last: &Arc<Tried>,
) -> Arc<Tried> {
    let config = &model.config;
    let language = shared.language_at(0);
    let has_plain_pages = model.page_ids().any(|id| page::is_plain(model, id));
    let mut hasher = Hasher::new("samples");
    hasher.hash(config.hash).hash(theme.hash).hash(language.site_hash);
    hasher.byte(has_plain_pages.into());
    theme.chains.values().for_each(|chain| {
        hasher.hash(chain.hash);
    });
    let hash = hasher.finish();
    if last.hash == hash {
        return last.clone();
    }
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for (file, template, collection) in uses(config, has_plain_pages) {
        let chain = theme.chains.get(file);
        if chain.is_none_or(|chain| chain.files.iter().all(|path| is_bundled(path))) {
            continue;
        }
        let known = Known { config, theme, kind: template.kind, collection };
        for fill in [Fill::Full, Fill::Bare] {
            let sampler =
                Sampler { known, site: &language.site, template, scope: Scope::Term, fill };
            let Err(error) = theme.tera.render(file, &sampler.context()) else { continue };
            let problem = theme::problem(&error, file);
            let is_same = |other: &Diagnostic| {
                (&other.path, &other.span, &other.message)
                    == (&problem.path, &problem.span, &problem.message)
            };
            if !diagnostics.iter().any(is_same) {
                diagnostics.push(problem);
            }
        }
    }
    Arc::new(Tried { hash, diagnostics })
}

/// The templates with their uses; page templates with their collection.
fn uses(
    config: &Config,
    has_plain_pages: bool,
) -> impl Iterator<Item = (&str, &'static Template, Option<usize>)> {
    let pages = &page::TEMPLATE;
    let collections = config.collections.iter().enumerate();
    let of_collections = collections.map(move |(c, of)| (of.template.as_str(), pages, Some(c)));
    let others = TEMPLATES
        .into_iter()
        .filter(move |template| template.file != pages.file || has_plain_pages);
    others.map(|template| (template.file, template, None)).chain(of_collections)
}

#[derive(Clone, Copy, PartialEq)]
enum Fill {
    Full,
    Bare,
}

/// The scope of the fields that are shown.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// The fields of a page, including the fields of records.
    Page(&'a [Field]),
    /// The fields of a page that have a group.
    Group(&'a [Field]),
    /// The fields of the record at this index.
    Record(&'a [Field], usize),
    /// The fields of any record.
    AnyRecord,
    /// The fields of any term.
    Term,
}

#[derive(Clone, Copy)]
struct Sampler<'a> {
    known: Known<'a>,
    /// The real view of the site.
    site: &'a Value,
    template: &'static Template,
    scope: Scope<'a>,
    fill: Fill,
}

impl<'a> Sampler<'a> {
    fn context(&self) -> Context {
        let own: &[Name] = self.template.names.names;
        // The head of a card gets only its own names.
        let all: &[Name] = match self.template.kind {
            "" => &[],
            _ => view::TEMPLATE.names.names,
        };
        let mut context = Context::new();
        for name in own.iter().chain(all) {
            let value = self.named(name).unwrap_or_else(Value::none);
            let value = if name.name == "site" { self.filled_site(&value) } else { value };
            context.insert_value(name.name, value);
        }
        context
    }

    /// The real site; missing values come from the sample.
    fn filled_site(&self, sample: &Value) -> Value {
        let (Some(real), Some(sample)) = (self.site.as_map(), sample.as_map()) else {
            return self.site.clone();
        };
        let is_gap = |value: &Value| value.is_none() || value.len() == Some(0);
        let pair = |(key, value): (&tera::value::Key<'static>, &Value)| {
            let other = sample.get(key).filter(|_| is_gap(value) && self.fill == Fill::Full);
            (key.clone(), other.unwrap_or(value).clone())
        };
        Value::from(real.iter().map(pair).collect::<tera::Map>())
    }

    /// The sample value of a name; none if its parent cannot exist.
    fn named(&self, name: &Name) -> Option<Value> {
        let is_there =
            self.fill == Fill::Full || name.always.iter().any(|always| always(self.known));
        match (name.shape)() {
            Shape::Option(of) => Some(is_there.then(|| self.value(of(), name)).flatten().into()),
            // Some fields are always present.
            Shape::List(of) if is_there || matches!(of(), Shape::Field) => {
                Some(list(self.entries(of(), name)))
            }
            Shape::List(_) => Some(list::<Value>([])),
            Shape::Filled(of) => {
                let entries = self.entries(of(), name);
                (!entries.is_empty()).then(|| list(entries))
            }
            shape => self.value(shape, name),
        }
    }

    fn entries(&self, shape: Shape, name: &Name) -> Vec<Value> {
        if let Shape::Field = shape {
            return self.fields(name.name);
        }
        let fills =
            if self.fill == Fill::Full { &[Fill::Full, Fill::Bare][..] } else { &[Fill::Bare] };
        fills.iter().filter_map(|fill| Self { fill: *fill, ..*self }.value(shape, name)).collect()
    }

    fn value(&self, shape: Shape, name: &Name) -> Option<Value> {
        let text =
            |other: &str| Value::from(if name.sample.is_empty() { other } else { name.sample });
        let config = self.known.config;
        Some(match shape {
            Shape::Text => text("text"),
            Shape::Html => text("<p>text</p>"),
            Shape::Url => text("/text/"),
            Shape::Href => text("https://example.org/"),
            Shape::Number => name.sample.parse().unwrap_or(1_u64).into(),
            Shape::Yes => (self.fill == Fill::Full).into(),
            Shape::CollectionId => {
                let of = self.known.collection.unwrap_or_default();
                text(config.collections.get(of).map_or("text", |collection| &collection.id))
            }
            Shape::VocabularyId => {
                text(config.vocabularies.first().map_or("text", |vocabulary| &vocabulary.id))
            }
            Shape::Map(declaration) => return self.map(declaration),
            Shape::Option(shape) => match self.fill {
                Fill::Full => return self.value(shape(), name),
                Fill::Bare => Value::none(),
            },
            Shape::List(shape) | Shape::Filled(shape) => list(self.entries(shape(), name)),
            Shape::Field => return self.fields(name.name).into_iter().next(),
            Shape::ById => self.by_id(),
            Shape::Words => self.known.theme.words(&config.language),
            Shape::Assets => self.known.theme.asset_urls.clone(),
        })
    }

    fn map(&self, declaration: &Declaration) -> Option<Value> {
        let scope = match (declaration.name, self.scope) {
            (name, _) if name == PageView::DECLARATION.name => {
                let of = self.known.collection.map(|c| &*self.known.config.collections[c].fields);
                Scope::Page(of.unwrap_or_default())
            }
            (name, Scope::Page(fields)) if name == FieldGroup::DECLARATION.name => {
                Scope::Group(fields)
            }
            (name, Scope::Term) if name == RecordView::DECLARATION.name => Scope::AnyRecord,
            (_, scope) => scope,
        };
        let pair = |name: &Name| {
            // A tree has one branch.
            let is_own =
                |shape: Shape| matches!(shape, Shape::Map(of) if of.name == declaration.name);
            let value = match (name.shape)() {
                Shape::List(of) if is_own(of()) => {
                    let inner = || Self { scope, fill: Fill::Bare, ..*self }.map(declaration);
                    list((self.fill == Fill::Full).then(inner).flatten())
                }
                _ if (declaration.name, name.name) == ("HereView", "kind") => {
                    self.template.kind.into()
                }
                _ => Self { scope, ..*self }.named(name)?,
            };
            Some((name.name, Item::from(value)))
        };
        declaration.names.iter().map(pair).collect::<Option<Pairs>>().map(|pairs| map(&pairs))
    }

    /// The fields that may occur, each with its list and its index there.
    fn known_fields(&self) -> Vec<(&'a [Field], usize)> {
        let config = self.known.config;
        let of =
            |fields: &'a [Field], is_one: &dyn Fn(&Field) -> bool| -> Vec<(&'a [Field], usize)> {
                (0..fields.len()).filter(|i| is_one(&fields[*i])).map(|i| (fields, i)).collect()
            };
        let is_top = |field: &Field| field.record.is_none();
        match self.scope {
            Scope::Page(fields) => of(fields, &is_top),
            Scope::Group(fields) => of(fields, &|field| is_top(field) && field.group.is_some()),
            Scope::Record(fields, record) => of(fields, &|field| field.record == Some(record)),
            Scope::AnyRecord => {
                let collections = config.collections.iter();
                collections.flat_map(|one| of(&one.fields, &|field| !is_top(field))).collect()
            }
            Scope::Term => {
                config.vocabularies.iter().flat_map(|one| of(&one.fields, &is_top)).collect()
            }
        }
    }

    /// A list of fields: all, or those that may occur in a section of the page.
    fn fields(&self, section: &str) -> Vec<Value> {
        let is_here = |(fields, i): &(&[Field], usize)| {
            let of = |is_claim_list| (stages(fields[*i].kind).section)(&fields[*i], is_claim_list);
            section == "fields" || section == of(false) || section == of(true)
        };
        let known = self.known_fields().into_iter().filter(is_here);
        known.flat_map(|(fields, i)| self.field(fields, i)).collect()
    }

    fn by_id(&self) -> Value {
        let all = self.known.config.collections.iter().flat_map(|collection| &collection.fields);
        let ids =
            all.filter(|field| field.record.is_none() && matches!(self.scope, Scope::Page(_)));
        let mut map: tera::Map =
            ids.map(|field| (field.id.clone().into(), Value::none())).collect();
        for (fields, i) in self.known_fields() {
            let value = self.field(fields, i).into_iter().next();
            map.insert(fields[i].id.clone().into(), value.into());
        }
        map.into()
    }

    /// A field, full and bare; in the bare sample only if every page has it.
    fn field(&self, fields: &'a [Field], i: usize) -> Vec<Value> {
        let field = &fields[i];
        let scope = if field.kind.has_parts { Scope::Record(fields, i) } else { self.scope };
        let one = |fill: Fill| {
            let mut pairs: Pairs = head(field, &self.known.config.language).into();
            for name in (stages(field.kind).declared)(field.many).names {
                pairs.push((name.name, Self { scope, fill, ..*self }.named(name)?.into()));
            }
            Some(map(&pairs))
        };
        match self.fill {
            Fill::Full => [Fill::Full, Fill::Bare].into_iter().filter_map(one).collect(),
            Fill::Bare if field.is_due() || field.default.is_some() => {
                one(Fill::Bare).into_iter().collect()
            }
            Fill::Bare => Vec::new(),
        }
    }
}
