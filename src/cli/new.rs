//! `talkoo new`: a page from its collection's schema. What must be filled in stands there, what may be
//! filled in stands there as a comment, with the words that the vocabularies know.

use super::Exit;
use super::output::{fail, say};
use crate::config::{Collection, Field, FieldKind};
use crate::diagnostics::did_you_mean;
use crate::files;
use crate::model::{Model, vocabulary_of};
use crate::parse::{example, is_due};
use crate::options::Options;
use crate::site::Site;
use crate::snapshot::Snapshot;
use std::fs::File;
use std::io::Write;
use std::path::Path;

pub fn run(root: &Path, collection: &str, title: &str) -> Exit {
    let options = Options::default();
    let snapshot = match Snapshot::open(root, options, &Default::default()) {
        Ok(snapshot) => snapshot,
        Err(error) => return fail(error),
    };
    let site = Site::of(snapshot, options, &Default::default(), &mut Default::default());
    let config = &site.model.config;
    let Some(c) = config.collection(collection) else {
        let names = config.collections.iter().map(|collection| collection.id.as_str());
        let help = did_you_mean(collection, names.clone())
            .unwrap_or_else(|| format!("there are {}", crate::diagnostics::listed(names)));
        return fail(format!("site.toml has no collection `{collection}`: {help}"));
    };
    let stem = files::slug(title);
    if stem.is_empty() {
        return fail("the title has no letter or digit to name a file after");
    }
    let path = format!("content/{collection}/{stem}.md");
    let file = root.join(&path);
    let text = page(&site.model, &config.collections[c], title);
    if let Some(Err(error)) = file.parent().map(std::fs::create_dir_all) {
        return fail(format!("{path} could not be written: {error}"));
    }
    // Never over a page that is there, not even one that appears this very moment.
    match File::create_new(&file).and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => {
            say(format!(
                "wrote {path}: fill in what stands between the quotes, then run talkoo check"
            ));
            Exit::Clean
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            fail(format!("{path} is there already; choose another title"))
        }
        Err(error) => fail(format!("{path} could not be written: {error}")),
    }
}

/// The new page's text.
fn page(model: &Model, collection: &Collection, title: &str) -> String {
    let mut text = format!("+++\ntitle = {}\n", toml::Value::String(title.to_owned()));
    let required = |key: &str| collection.require.iter().any(|known| known == key);
    line(
        &mut text,
        required("summary"),
        "summary",
        "\"\"",
        "one or two sentences for lists and search results",
    );
    line(
        &mut text,
        required("date"),
        "date",
        "2018-10-05",
        "when it was published: 2018, \"2018-10\" or 2018-10-05",
    );
    if !model.config.projects.is_empty() {
        let ids: Vec<&str> =
            model.config.projects.iter().map(|project| project.id.as_str()).collect();
        line(
            &mut text,
            required("project"),
            "project",
            &format!("\"{}\"", ids[0]),
            &format!("one of: {}", ids.join(", ")),
        );
    }
    line(&mut text, false, "draft", "true", "a draft is not published");
    text.push('\n');
    // Tables come last: in TOML all that follows one belongs to it.
    let is_table = |field: &Field| {
        matches!(
            field.kind,
            FieldKind::Terms { claims: true, many: true, .. } | FieldKind::Record { .. }
        )
    };
    let own = || collection.fields.iter().enumerate().filter(|(_, field)| field.record.is_none());
    for (_, field) in own().filter(|(_, field)| !is_table(field)) {
        line(&mut text, is_due(field), &field.id, value(field), &about(model, field));
    }
    for (place, field) in own().filter(|(_, field)| is_table(field)) {
        let due = is_due(field);
        let sign = if due { "" } else { "# " };
        let (open, close) = if field.kind.many() { ("[[", "]]") } else { ("[", "]") };
        text.push_str(&format!("\n# {}\n{sign}{open}{}{close}\n", about(model, field), field.id));
        match field.kind {
            FieldKind::Record { .. } => {
                for part in collection.fields.iter().filter(|part| part.record == Some(place)) {
                    line(&mut text, due && is_due(part), &part.id, value(part), &about(model, part));
                }
            }
            _ => text.push_str(&format!(
                "{sign}term = \"\"\n{sign}note = \"\"       # how it showed itself here\n{sign}source = \"\"     # a key of content/bibliography.bib, or a web address\n# strength = 2   # 0 not assessed, 1 described, 2 counted, 3 independent study, 4 with a comparator, 5 replicated\n"
            )),
        }
    }
    text.push_str("+++\n\nThe text, in Markdown.\n");
    text
}

/// What stands where a value is to be filled in.
fn value(field: &Field) -> &'static str {
    match (&field.kind, is_due(field)) {
        (
            FieldKind::Text { many: true }
            | FieldKind::Terms { many: true, .. }
            | FieldKind::Refs { many: true, .. }
            | FieldKind::Cites { many: true },
            true,
        ) => "[\"\"]",
        (_, true) if example(&field.kind) == "\"…\"" => "\"\"",
        _ => example(&field.kind),
    }
}

fn line(text: &mut String, due: bool, key: &str, value: &str, about: &str) {
    let sign = if due { "" } else { "# " };
    text.push_str(&format!("{sign}{key} = {value}  # {about}\n"));
}

/// A field's label and type, with the words it can have.
fn about(model: &Model, field: &Field) -> String {
    let words = match vocabulary_of(&model.config, &field.kind) {
        Some(v) if model.graph.vocabularies[v].built_in => "a country's code or name".to_owned(),
        Some(v) => {
            let ids = model.graph.vocabularies[v]
                .terms
                .iter()
                .map(|id| model.term(*id).entry.id.value.as_str());
            format!("{}: {}", field.kind.word(), ids.collect::<Vec<_>>().join(", "))
        }
        None => match &field.kind {
            FieldKind::Refs { collection: Some(collection), .. } => {
                format!("{}: file names in content/{}/", field.kind.word(), collection.value)
            }
            FieldKind::Cites { .. } => {
                format!("{}: keys of content/bibliography.bib, or web addresses", field.kind.word())
            }
            kind => kind.word().to_owned(),
        },
    };
    format!("{}; {words}", field.label.main)
}
