//! Views match their declarations, and so do the samples that templates are tested with.

use super::common::{Checked, Files, generated, here, repository, tree};
use crate::fields::{kinds, stages};
use crate::outputs::declare::{Declaration, Shape, Template};
use crate::outputs::fields::FieldHead;
use crate::outputs::kind::Made;
use crate::outputs::render::Making;
use crate::outputs::{TEMPLATES, cards::Cards, view};
use std::collections::BTreeSet;
use tera::Value;

/// Compares a value with a shape and returns where they differ.
fn is_shaped(shape: Shape, value: &Value, at: &str) -> Result<(), String> {
    let wrong =
        |is: bool| if is { Ok(()) } else { Err(format!("{at} is {value:?}, not {shape:?}")) };
    let array = value.as_array();
    match shape {
        Shape::Number => wrong(value.is_number()),
        Shape::Yes => wrong(value.is_bool()),
        Shape::Words | Shape::Assets => wrong(value.is_map()),
        Shape::Map(declaration) => has_names(&[declaration], value, at),
        Shape::Option(_) if value.is_none() => Ok(()),
        Shape::Option(of) => is_shaped(of(), value, at),
        Shape::Filled(_) if array.is_some_and(|list| list.is_empty()) => wrong(false),
        Shape::List(of) | Shape::Filled(of) => {
            wrong(value.is_array())?;
            array
                .unwrap_or_default()
                .iter()
                .try_for_each(|value| is_shaped(of(), value, &format!("{at}[]")))
        }
        Shape::ById => {
            wrong(value.is_map())?;
            let mut fields =
                value.as_map().into_iter().flatten().filter(|(_, value)| !value.is_none());
            fields
                .try_for_each(|(id, field)| is_shaped(Shape::Field, field, &format!("{at}.{id:?}")))
        }
        Shape::Field => {
            let kind = value.get_from_path("kind").and_then(Value::as_str).unwrap_or_default();
            let named = |many: bool| {
                let is_it = |one: &&_| {
                    let one: &crate::fields::field::FieldKind = one;
                    let word = if many {
                        one.many.as_ref().map(|form| form.word)
                    } else {
                        Some(one.one.word)
                    };
                    one.view.or(word) == Some(kind)
                };
                kinds().find(is_it).map(|one| (stages(one).declared)(many))
            };
            let own = named(false)
                .or_else(|| named(true))
                .ok_or_else(|| format!("{at}: kind {kind:?}"))?;
            has_names(&[FieldHead::DECLARATION, own], value, at)
        }
        _ => wrong(value.is_string()),
    }
}

/// Compares the names of a map with declarations, including their order and shapes.
fn has_names(due: &[&Declaration], value: &Value, at: &str) -> Result<(), String> {
    let names = || due.iter().flat_map(|declaration| declaration.names);
    let keys =
        value.as_map().into_iter().flatten().map(|(key, _)| key.as_str().unwrap_or_default());
    let keys: Vec<&str> = keys.collect();
    if keys != names().map(|name| name.name).collect::<Vec<_>>() {
        return Err(format!("{at} has {keys:?}, not {due:?}"));
    }
    let map = value.as_map().expect("it has names");
    let mut pairs = map.values().zip(names());
    pairs.try_for_each(|(value, name)| {
        is_shaped((name.shape)(), value, &format!("{at}.{}", name.name))
    })
}

/// A theme whose templates read all available names.
fn reading_everything(mut site: Files) -> Files {
    let everywhere = view::TEMPLATE.names.names;
    for template in TEMPLATES {
        let names = template.names.names.iter().chain(everywhere);
        let text: String =
            names.map(|name| format!("{{% if {} %}}{{% endif %}}", name.name)).collect();
        site.insert(format!("themes/mine/templates/{}", template.file), text.into_bytes());
    }
    site
}

/// The deviations from the declarations.
fn mistakes(checked: &Checked) -> BTreeSet<String> {
    let site = &checked.site;
    let mut mistakes = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for output in checked.outputs() {
        let cards = Cards::of(site.model.pages.len());
        let making = Making { inputs: site.inputs(), cards: &cards, texts: Default::default() };
        let Ok((Made::View(view), _)) = making.view(output) else { continue };
        let named = TEMPLATES.iter().find(|template| template.file == view.template);
        let template: &Template = named.copied().expect("it is declared");
        // The script beside a page is no document.
        let of_documents = view::TEMPLATE.names.names.iter().filter(|_| !template.kind.is_empty());
        for name in template.names.names.iter().chain(of_documents) {
            let at = format!("{}: {}", template.file, name.name);
            let value = view.context.get(name.name).unwrap_or_else(|| panic!("{at} is not read"));
            mistakes.extend(is_shaped((name.shape)(), value, &at).err());
        }
        seen.insert(template.file);
    }
    assert!(seen.len() > 6, "{seen:?}");
    mistakes
}

#[test]
fn views_are_what_they_are_declared_to_be() {
    let checked = repository(&reading_everything(generated::repository()));
    assert_eq!(mistakes(&checked), BTreeSet::new());
}

/// The demo has more kinds of fields than the generated site.
#[test]
fn the_views_of_the_demo_too() {
    let content = tree(&here("content")).into_iter();
    let mut files: Files =
        content.map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    let settings = std::fs::read_to_string(here("site.toml")).expect("it is there");
    let settings = settings.replacen("= \"commons\"", "= \"mine\"", 1);
    files.insert("site.toml".into(), settings.into_bytes());
    files.insert(
        "themes/mine/theme.toml".into(),
        b"name = \"mine\"\nextends = \"commons\"\n".to_vec(),
    );
    assert_eq!(mistakes(&repository(&reading_everything(files))), BTreeSet::new());
}
