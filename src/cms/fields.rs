//! The fields of the CMS's forms, from the descriptions that the schemas are made from. A field gets the widget of its shape. Where
//! a value can be written in several forms, the pages decide: what the CMS shows in another form than a page has it, it loses.
//! No field has a default, because the CMS would write it into every page that is saved.

use super::values::{are_days, entries, inside};
use super::yaml::{Node, Pairs};
use crate::cldr::Cldr;
use crate::config::shape::{Setting, Shape};
use crate::config::{Config, Field, parts};
use crate::fields::{markdown, refs, stages, terms};
use crate::model::Model;
use crate::schema::{Names, name};
use crate::words::capitalised;
use toml::Value;

/// What fields are made for: the settings and the terms, and the pages that say which forms are in use.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    pub model: &'a Model,
    /// Pages of one collection, or the terms of a vocabulary, as tables.
    pub pages: &'a [&'a Value],
    /// Whether pages are translated.
    pub is_translated: bool,
}

/// Texts that are longer than a line.
const LONG: [&str; 4] = ["summary", "note", "definition", "reason"];

impl Form<'_> {
    fn config(&self) -> &Config {
        &self.model.config
    }

    /// Keys of a table.
    pub fn settings(
        &self,
        settings: impl Iterator<Item = &'static Setting>,
        names: &Names,
        tables: &[&Value],
        required: &dyn Fn(&Setting) -> bool,
    ) -> Vec<Node> {
        let one = |setting: &'static Setting| {
            let values = inside(tables, setting.key);
            let widget = self.widget(&setting.shape, names, &values, setting.key)?;
            let about = Some(sentence(setting.about));
            Some(self.entry(setting.key, &label(setting.key), about, required(setting), widget))
        };
        settings.filter_map(one).collect()
    }

    /// Declared fields of pages or terms, or the parts of a record.
    pub fn fields(&self, fields: &[Field], record: Option<usize>, tables: &[&Value]) -> Vec<Node> {
        let one = |(place, field): (usize, &Field)| {
            let values = inside(tables, &field.id);
            let widget = self.of_field(fields, place, &values)?;
            let is_required = field.is_due() && field.default.is_none();
            Some(self.entry(
                &field.id,
                &field.label.main,
                hint(self.model, field),
                is_required,
                widget,
            ))
        };
        parts(fields, record).filter_map(one).collect()
    }

    fn of_field(&self, fields: &[Field], place: usize, values: &[&Value]) -> Option<Pairs> {
        let field = &fields[place];
        let shape = &stages(field.kind).shape;
        let names = Names::of(field);
        let items = entries(values);
        let one = if field.kind.has_parts {
            object(self.fields(fields, Some(place), &items))
        } else if field.kind == &refs::KIND {
            relation(field)
        } else if field.kind == &terms::KIND && !items.iter().any(|value| value.is_table()) {
            self.choice(names.term)
        } else if field.kind == &markdown::KIND {
            vec![("widget", "text".into())]
        } else {
            // Only its length matters here: a part called `project` is not the key of every page.
            let key = if LONG.contains(&&*field.id) { &field.id } else { "" };
            self.widget(shape, &names, &items, key)?
        };
        let mut widget = if field.many { several(one, values) } else { one };
        let is_list = is_list(&widget);
        let limits = [("min", field.min), ("max", field.max)].into_iter();
        for (key, limit) in limits.filter_map(|(key, limit)| Some((key, limit?))) {
            match shape {
                _ if is_list || matches!(shape, Shape::Number) => widget.push((key, limit.into())),
                Shape::Text if !field.many => {
                    widget
                        .push((if key == "min" { "minlength" } else { "maxlength" }, limit.into()));
                }
                _ => {}
            }
        }
        Some(widget)
    }

    /// The widget of a shape; none if the CMS has none.
    fn widget(&self, shape: &Shape, names: &Names, values: &[&Value], key: &str) -> Option<Pairs> {
        let plain = |word: &str| vec![("widget", word.into())];
        Some(match shape {
            Shape::Text if LONG.contains(&key) => plain("text"),
            Shape::Text if key == "project" && !self.config().projects.is_empty() => {
                let projects = self.config().projects.iter();
                select(projects.map(|project| choice(&project.id, &project.name)).collect())
            }
            Shape::Text => plain("string"),
            // A box to tick would be `false` on every page where it is not ticked.
            Shape::Yes => {
                let choice = |yes: bool, label: &str| {
                    vec![("value", yes.into()), ("label", label.into())].into()
                };
                select(vec![choice(true, "Yes"), choice(false, "No")])
            }
            Shape::Number => [plain("number"), vec![("value_type", "float".into())]].concat(),
            Shape::Whole(min, max) => {
                let limits = vec![("min", (*min as f64).into()), ("max", (*max as f64).into())];
                [plain("number"), vec![("value_type", "int".into())], limits].concat()
            }
            // The widget for days would make one of a year.
            Shape::Date if are_days(values) => {
                vec![("widget", "datetime".into()), ("type", "date".into())]
            }
            Shape::Date => {
                pattern("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2018, 2018-10 or 2018-10-05")
            }
            Shape::Address => [plain("string"), vec![("type", "url".into())]].concat(),
            Shape::Slug => pattern("^[a-z0-9]+(-[a-z0-9]+)*$", "small letters, digits and hyphens"),
            Shape::Word(words) => select(words.iter().map(|word| choice(word, word)).collect()),
            Shape::Term => self.choice(names.term),
            Shape::Response => self.choice(names.response),
            Shape::Labels => self.labels(values)?,
            Shape::Several(one) => several(self.widget(one, names, &entries(values), key)?, values),
            Shape::Any(shapes) => self.any(shapes, names, values, key)?,
            Shape::Table(settings) => {
                object(self.settings(settings.iter(), names, values, &|one| one.is_required))
            }
            Shape::Kind | Shape::Each(_) | Shape::Anything => return None,
        })
    }

    /// A value that can be a text or a table: as pages have it, or else the one that says more. Names of authors and licences are
    /// enough.
    fn any(&self, shapes: &[Shape], names: &Names, values: &[&Value], key: &str) -> Option<Pairs> {
        let has_tables = values.iter().any(|value| value.is_table());
        let is_plain = match values {
            [] => ["authors", "licence"].contains(&key),
            _ => !has_tables,
        };
        let shape = if is_plain { shapes.first() } else { shapes.last() };
        let of_form: Vec<&Value> =
            values.iter().copied().filter(|value| value.is_table() != is_plain).collect();
        self.widget(shape?, names, &of_form, key)
    }

    /// A text, or one for each language; none if both are in use.
    fn labels(&self, values: &[&Value]) -> Option<Pairs> {
        let tables = values.iter().filter(|value| value.is_table()).count();
        let config = self.config();
        if tables == 0 && (!values.is_empty() || config.languages.is_empty()) {
            return Some(vec![("widget", "string".into())]);
        }
        let languages = std::iter::once(&config.language).chain(&config.languages);
        let one = |lang: &String| {
            let is_main = *lang == config.language;
            let widget = vec![("widget", "string".into())];
            self.entry(lang, &Cldr::new(lang).own_name(), None, is_main, widget)
        };
        (tables == values.len()).then(|| object(languages.map(one).collect()))
    }

    /// A term of a vocabulary. Where anybody may invent terms, it is a text.
    fn choice(&self, vocabulary: Option<&str>) -> Pairs {
        let known = vocabulary.and_then(|id| self.config().vocabulary(id));
        let is_closed = known.is_some_and(|v| {
            let terms = &self.model.graph.concepts.vocabularies[v];
            !self.config().vocabularies[v].open && (terms.built_in || !terms.terms.is_empty())
        });
        match vocabulary.filter(|_| is_closed) {
            Some(id) => vec![("widget", "select".into()), ("options", Node::Shared(name(id)))],
            None => vec![("widget", "string".into())],
        }
    }

    /// A field of a form.
    pub fn entry(
        &self,
        name: &str,
        label: &str,
        hint: Option<String>,
        is_required: bool,
        widget: Pairs,
    ) -> Node {
        let mut pairs: Pairs = vec![("name", name.into()), ("label", label.into())];
        pairs.extend(hint.map(|hint| ("hint", hint.into())));
        // Of a translation nothing is required but what is translated; the rest is that of the original.
        let required = match (is_required, self.is_translated) {
            (true, true) => Node::List(vec![(&*self.config().language).into()]),
            (is_required, _) => is_required.into(),
        };
        pairs.push(("required", required));
        if self.is_translated {
            pairs.push(("i18n", true.into()));
        }
        pairs.extend(widget);
        pairs.into()
    }
}

/// What is below a field: what its label does not say.
fn hint(model: &Model, field: &Field) -> Option<String> {
    let is_text = field.kind == &crate::fields::cites::KIND;
    let is_open = field.vocabulary.as_ref().and_then(|id| model.config.vocabulary(&id.value));
    if is_text {
        return Some("Keys of content/bibliography.bib, or web addresses.".to_owned());
    }
    let vocabulary = &model.config.vocabularies[is_open?];
    vocabulary.open.then(|| format!("{}, or a new one.", vocabulary.label.main))
}

fn relation(field: &Field) -> Pairs {
    let Some(collection) = &field.collection else { return vec![("widget", "string".into())] };
    vec![
        ("widget", "relation".into()),
        ("collection", (&*collection.value).into()),
        ("value_field", "{{slug}}".into()),
        ("display_fields", Node::List(vec!["title".into()])),
    ]
}

fn select(options: Vec<Node>) -> Pairs {
    vec![("widget", "select".into()), ("options", options.into())]
}

pub fn choice(value: &str, label: &str) -> Node {
    vec![("value", value.into()), ("label", label.into())].into()
}

fn pattern(pattern: &str, what: &str) -> Pairs {
    vec![("widget", "string".into()), ("pattern", Node::List(vec![pattern.into(), what.into()]))]
}

fn object(fields: Vec<Node>) -> Pairs {
    vec![("widget", "object".into()), ("collapsed", "auto".into()), ("fields", fields.into())]
}

fn is_list(widget: &Pairs) -> bool {
    widget.iter().any(|(key, value)| *key == "multiple" || value.text() == Some("list"))
}

/// Several of a value. If pages have single tables, it is one: the CMS would lose them.
fn several(one: Pairs, values: &[&Value]) -> Pairs {
    let widget = one.first().and_then(|(_, widget)| widget.text()).unwrap_or_default();
    match widget {
        "select" | "relation" => [one, vec![("multiple", true.into())]].concat(),
        "object" if values.iter().any(|value| value.is_table()) => one,
        "object" => {
            let mut list = one;
            list[0].1 = "list".into();
            list
        }
        _ => vec![("widget", "list".into())],
    }
}

/// A key as a label.
pub fn label(key: &str) -> String {
    capitalised(&key.replace(['_', '-'], " "))
}

fn sentence(about: &str) -> String {
    format!("{}.", capitalised(about))
}
