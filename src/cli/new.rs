//! `talkoo new`: creates a page from its collection's schema. Required fields are there to fill in, optional ones
//! are commented out; a comment on each gives its label, its type and the values it can have. It is a draft, so that it
//! stops no build before it is filled in.

use super::open;
use super::output::{Exit, fail, say};
use crate::config::{Collection, Field};
use crate::diagnostics::did_you_mean;
use crate::fields::stages;
use crate::files;
use crate::model::Model;
use crate::options::Options;
use crate::save::{self, Created};
use std::path::Path;

pub fn run(root: &Path, collection: &str, title: &str) -> Exit {
    let site = match open::sound(root, Options::default()) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let config = &site.model.config;
    let Some(c) = config.collection(collection) else {
        let names = config.collections.iter().map(|collection| collection.id.as_str());
        let help = did_you_mean(collection, names.clone())
            .unwrap_or_else(|| format!("it has {}", crate::diagnostics::listed(names)));
        return fail(format!("site.toml has no collection `{collection}`: {help}"));
    };
    let stem = short(files::slug(title));
    if stem.is_empty() {
        return fail("the title needs a letter or digit, because the file is named after it");
    }
    let path = format!("content/{collection}/{stem}.md");
    let text = page(&site.model, &config.collections[c], title);
    match save::create(root, &path, text.as_bytes()) {
        Ok(Created::New) => {
            say(format!("wrote {path}, a draft"));
            say(
                "`talkoo watch --drafts` shows it, `talkoo check --drafts` says what is still missing",
            );
            say("remove its line `draft = true` to publish it");
            Exit::Clean
        }
        Ok(_) => fail(format!("{path} already exists; choose another title")),
        Err(error) => fail(error),
    }
}

/// A file name of a length that every system can write, cut between words.
fn short(mut name: String) -> String {
    const LONGEST: usize = 100;
    if name.len() > LONGEST {
        name.truncate(name[..LONGEST].rfind('-').unwrap_or(LONGEST));
    }
    name
}

/// The new page's text.
fn page(model: &Model, collection: &Collection, title: &str) -> String {
    let mut text = format!("+++\ntitle = {}\n", toml::Value::String(title.to_owned()));
    let required = |key: &str| collection.require.iter().any(|required| required == key);
    let summary = "one or two sentences for lists and search results";
    line(&mut text, required("summary"), "summary", "\"\"", summary);
    let date = "when it was published: 2018, \"2018-10\" or 2018-10-05";
    let example = if required("date") { "\"\"" } else { "2018-10-05" };
    line(&mut text, required("date"), "date", example, date);
    let ids: Vec<&str> = model.config.projects.iter().map(|project| &*project.id).collect();
    if let Some(first) = ids.first() {
        let (first, about) = (format!("\"{first}\""), format!("one of: {}", ids.join(", ")));
        line(&mut text, required("project"), "project", &first, &about);
    }
    line(&mut text, true, "draft", "true", "remove this line to publish the page");
    text.push('\n');
    // Tables come last: in TOML everything after a table header belongs to that table.
    let is_table =
        |field: &Field| field.kind.has_parts || (field.many && !field.kind.table.is_empty());
    let own = || collection.fields.iter().enumerate().filter(|(_, field)| field.record.is_none());
    for (_, field) in own().filter(|(_, field)| !is_table(field)) {
        field_line(&mut text, model, field, field.is_due());
    }
    for (place, field) in own().filter(|(_, field)| is_table(field)) {
        let due = field.is_due();
        let sign = if due { "" } else { "# " };
        let (open, close) = if field.many { ("[[", "]]") } else { ("[", "]") };
        let about = about(model, field);
        text.push_str(&format!("\n# {about}\n{sign}{open}{}{close}\n", field.id));
        for part in collection.fields.iter().filter(|part| part.record == Some(place)) {
            field_line(&mut text, model, part, due && part.is_due());
        }
        let more = (stages(field.kind).more_lines)(model, field);
        for line in field.kind.table.lines().chain(more.lines()) {
            let sign = if line.starts_with('#') { "" } else { sign };
            text.push_str(&format!("{sign}{line}\n"));
        }
    }
    text.push_str("+++\n\nThe text, in Markdown.\n");
    text
}

fn field_line(text: &mut String, model: &Model, field: &Field, due: bool) {
    // An example would be published if nobody looked at it.
    let value = match field.is_due() {
        true if field.many => "[\"\"]",
        true => "\"\"",
        false => field.form().example,
    };
    line(text, due, &field.id, value, &about(model, field));
}

fn line(text: &mut String, due: bool, key: &str, value: &str, about: &str) {
    let sign = if due { "" } else { "# " };
    text.push_str(&format!("{sign}{key} = {value}  # {about}\n"));
}

/// A field's label and type, with the values it can have.
fn about(model: &Model, field: &Field) -> String {
    format!("{}; {}", field.label.main, (stages(field.kind).hint)(model, field))
}
