//! The parts of docs/content/reference/templates.md about views are generated from their declarations. Update them with
//! `UPDATE=1 cargo test --lib templates`.

use super::common::here;
use crate::fields::{kinds, stages};
use crate::outputs::declare::{Declaration, Shape};
use crate::outputs::fields::FieldHead;
use crate::outputs::{TEMPLATES, view};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The markers around generated parts.
const MARKS: [&str; 2] = [
    "<!-- Made from the declarations in src/ by `UPDATE=1 cargo test --lib templates`; do not edit. -->\n",
    "<!-- Here ends what is made. -->\n",
];

/// All declarations, by their names in the docs.
type Views = BTreeMap<String, &'static Declaration>;

/// `TermLink` → `term link`, `CardView` → `card`.
fn called(declaration: &Declaration) -> String {
    let name = match declaration.name {
        "FieldHead" => "Field",
        name => name.strip_suffix("View").unwrap_or(name),
    };
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

fn link(declaration: &'static Declaration, views: &mut Views) -> String {
    let name = called(declaration);
    if views.insert(name.clone(), declaration).is_none() {
        for name in declaration.names {
            shape((name.shape)(), views);
        }
    }
    format!("[{name}](#{})", name.replace(' ', "-"))
}

fn shape(of: Shape, views: &mut Views) -> String {
    match of {
        Shape::Text => "text".into(),
        Shape::Html => "HTML".into(),
        Shape::Url => "url".into(),
        Shape::Href => "complete address".into(),
        Shape::Number => "number".into(),
        Shape::Yes => "yes or no".into(),
        Shape::CollectionId => "id of a collection".into(),
        Shape::VocabularyId => "id of a vocabulary".into(),
        Shape::Map(declaration) => link(declaration, views),
        Shape::Option(of) => format!("{} or none", shape(of(), views)),
        Shape::List(of) => format!("list: {}", shape(of(), views)),
        Shape::Filled(of) => format!("list: {}, never empty", shape(of(), views)),
        Shape::Field => link(FieldHead::DECLARATION, views),
        Shape::ById => format!("{} or none, by ids", link(FieldHead::DECLARATION, views)),
        Shape::Words => "texts by their keys".into(),
        Shape::Assets => "urls by names".into(),
    }
}

fn table(out: &mut String, declaration: &Declaration, views: &mut Views) {
    if declaration.names.is_empty() {
        return;
    }
    *out += "\n| name | is | what |\n|---|---|---|\n";
    for name in declaration.names {
        let (is, about) = (shape((name.shape)(), views), name.about.replace('|', "\\|"));
        let _ = writeln!(out, "| `{}` | {is} | {about} |", name.name);
    }
}

fn made() -> String {
    let mut views = Views::new();
    let mut out = "\n## In every template\n".to_owned();
    table(&mut out, &view::TEMPLATE.names, &mut views);
    out += "\n## By template\n";
    for template in TEMPLATES {
        let _ = write!(out, "\n### `{}`\n{}\n", template.file, template.names.about);
        table(&mut out, &template.names, &mut views);
    }
    let mut kinds_of_fields = String::new();
    for kind in kinds() {
        let forms = [(Some(&kind.one), false), (kind.many.as_ref(), true)];
        for (form, many) in forms.iter().filter_map(|(form, many)| Some(((*form)?, *many))) {
            let own = link((stages(kind).declared)(many), &mut views);
            let called = kind.view.unwrap_or(form.word);
            let _ = writeln!(kinds_of_fields, "| `{}` | `{called}` | {own} |", form.word);
        }
    }
    let head = link(FieldHead::DECLARATION, &mut views);
    out += "\n## Views\n";
    for (name, declaration) in views.clone() {
        let _ = write!(out, "\n### {name}\n{}\n", declaration.about);
        table(&mut out, declaration, &mut views);
        if head.starts_with(&format!("[{name}]")) {
            out += "\nIt also has what its kind has:\n\n| in `site.toml` | `kind` | has besides |\n|---|---|---|\n";
            out += &kinds_of_fields;
        }
    }
    out + "\n"
}

#[test]
fn the_page_about_templates_is_up_to_date() {
    let path = here("docs/content/reference/templates.md");
    let is = std::fs::read_to_string(&path).expect("it is there");
    let (before, rest) = is.split_once(MARKS[0]).expect("it has the first mark");
    let (_, after) = rest.split_once(MARKS[1]).expect("it has the second mark");
    let due = [before, MARKS[0], &made(), MARKS[1], after].concat();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &due).expect("it can be written");
    } else {
        assert!(
            is == due,
            "docs/content/reference/templates.md is not what is declared; UPDATE=1 writes it anew"
        );
    }
}
