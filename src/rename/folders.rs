//! A collection or a vocabulary with another name: its folder, its tables in site.toml, and the name of the folder in all that
//! leads through it. Its depth stays the same, so a link needs another word and no other path. The old name becomes an
//! alias of the folder, from which the old addresses of all that is in it follow.

use super::edits::Edits;
use super::folder::{Folder, Renamed, bare, find};
use super::moves::FileMove;
use super::settings;
use crate::config::{self, COUNTRIES};
use crate::diagnostics::text::counted;
use crate::diagnostics::{Edit, Span, Spot};
use crate::files;
use crate::model::{Model, Role, counts, fields_of, name_key, texts};
use crate::parse::Page;
use crate::parse::markdown::{Link, To};
use crate::parse::page::{Fact, Value};
use crate::sources::{Kind, Sources};
use std::sync::Arc;

/// What another name changes.
pub struct Planned {
    /// None if the folder has no files.
    pub moved: Option<FileMove>,
    pub edits: Edits,
    pub notes: Vec<String>,
}

/// Plans to give a folder the name `new`, or the one in this path.
pub fn mv(model: &Model, sources: &Sources, folder: Folder, new: &str) -> Result<Planned, String> {
    let (old, new) = (folder.id(model), bare(new));
    let renamed = Renamed { folder, old, new };
    renamed.is_possible(model, sources)?;
    let mut edits = Edits::new();
    for page in &model.pages {
        let mut own = renamed.in_page(model, page);
        if page.role == Role::Home {
            own.extend(renamed.in_counts(page, &sources.text(&page.path).unwrap_or_default()));
        }
        if !own.is_empty() {
            edits.insert(page.path.clone(), own);
        }
    }
    let settings = sources.text(config::PATH).unwrap_or_default();
    edits.insert(config::PATH.into(), settings::edits(&settings, &renamed)?);
    let from: Arc<str> = format!("content/{old}").into();
    let moved = FileMove { from, path: format!("content/{new}").into() };
    let has_files = sources.files.iter().any(|file| moved.place_of(&file.path).is_some());
    let notes = notes(sources, &moved, old);
    Ok(Planned { moved: has_files.then_some(moved), edits, notes })
}

/// What people have to look after themselves.
fn notes(sources: &Sources, moved: &FileMove, old: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let files = sources.of(Kind::Attachment).filter(|file| moved.place_of(&file.path).is_some());
    let files: Vec<&str> = files.map(|file| &*file.path).collect();
    if let [first, ..] = files[..] {
        let n = counted(files.len(), "file");
        notes.push(format!("{n}, such as {first}, can't lead on from the old address"));
    }
    let is_word = |text: &str| {
        let in_marks = [('"', '"'), ('\'', '\''), ('/', '/')];
        in_marks.iter().any(|(open, close)| text.contains(&format!("{open}{old}{close}")))
    };
    let own = sources.of(Kind::Theme).filter(|file| !file.is_embedded());
    for file in own.filter(|file| file.path.ends_with(".html")) {
        if sources.text(&file.path).is_some_and(|text| is_word(&text)) {
            notes.push(format!("{} names `{old}`, too: look whether it should follow", file.path));
        }
    }
    notes
}

impl Renamed<'_> {
    fn is_possible(&self, model: &Model, sources: &Sources) -> Result<(), String> {
        let Self { folder, old, new } = *self;
        let word = folder.word();
        let is_vocabulary = matches!(folder, Folder::Vocabulary(_));
        if new == COUNTRIES || is_vocabulary && old == COUNTRIES {
            return Err("the vocabulary of countries is built in, and so is its name".to_owned());
        }
        if new.contains('/') {
            return Err(format!("a {word} is a folder of content/ itself, so its name has no `/`"));
        }
        if new.is_empty() || files::slug(new) != new {
            return Err(format!(
                "`{new}` can't be the name of a {word}: small letters, digits and hyphens"
            ));
        }
        if let Some(other) = find(model, new) {
            return Err(format!("there is a {} `{new}` already", other.word()));
        }
        let (folder, page) = (format!("content/{new}/"), format!("content/{new}.md"));
        let is_taken = |path: &str| path.starts_with(&folder) || path == page;
        match sources.files.iter().find(|file| is_taken(&file.path)) {
            Some(file) => Err(format!("{} is there already", file.path)),
            None => Ok(()),
        }
    }

    fn in_page(&self, model: &Model, page: &Page) -> Vec<Edit> {
        let links = texts(page).flat_map(|text| &text.links);
        let links = links.filter_map(|link| self.in_link(model, page, link));
        let facts = page.facts.iter().filter(|fact| !fact.is_default);
        let facts = facts.flat_map(|fact| self.in_fact(model, page, fact));
        let authors = page.authors.iter().zip(&page.author_spans).filter_map(|(author, span)| {
            let place = self.beginning(author.page.as_deref()?)?;
            Some(Spot { span: span.clone(), inside: Some(place) }.edit(self.new))
        });
        let pictures = page.pictures.iter().filter_map(|picture| {
            let place = self.place(model, page, &picture.written.value)?;
            Some(picture.written.spot().part(place).edit(self.new))
        });
        links.chain(facts).chain(authors).chain(pictures).collect()
    }

    /// The names of what is counted in the summary of a home page: `{pilots}`, `{pilots.country}`.
    fn in_counts(&self, page: &Page, text: &str) -> Vec<Edit> {
        let Some(span) = &page.summary_span else { return Vec::new() };
        let names = counts::names(text.get(span.clone()).unwrap_or_default());
        let own = names.filter(|(_, name)| {
            let rest = name.strip_prefix(self.old);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let edit = |(place, _): (Span, &str)| {
            let start = span.start + place.start;
            Spot::verbatim(start..start + self.old.len()).edit(self.new)
        };
        own.map(edit).collect()
    }

    fn in_fact(&self, model: &Model, page: &Page, fact: &Fact) -> Vec<Edit> {
        match &fact.value {
            Value::Refs(names) => {
                let collection = &fields_of(&model.config, page)[fact.field].collection;
                // In the field of another collection the name could only be a folder in it.
                if collection.as_ref().is_some_and(|collection| collection.value != self.old) {
                    return Vec::new();
                }
                let places = names.iter().filter_map(|name| {
                    Some(name.spot().part(self.beginning(&name.value)?).edit(self.new))
                });
                places.collect()
            }
            Value::Image(image) => {
                let place = self.place(model, page, &image.written.value);
                place
                    .map(|place| image.written.spot().part(place).edit(self.new))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn in_link(&self, model: &Model, page: &Page, link: &Link) -> Option<Edit> {
        let address = link.address.clone()?;
        match &link.to {
            To::Page { url, file, written, .. } => {
                // An old address of a page stays an alias of the page.
                let is_old = file.is_none() && model.at(url).is_none();
                if is_old && model.redirect(url).is_some() {
                    return None;
                }
                Some(address.part(self.place(model, page, written)?).edit(self.new))
            }
            To::File { url, written, .. } => {
                let is_static = |path: &Arc<str>| path.starts_with("static/");
                if model.files.by_url.get(url).is_some_and(is_static) {
                    return None;
                }
                Some(address.part(self.place(model, page, written)?).edit(self.new))
            }
            To::Wiki { name, anchor } => {
                let tail = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                Some(address.edit(self.new_name(model, name)? + &tail))
            }
            To::Here { .. } | To::Web(_) | To::Outside { .. } => None,
        }
    }

    /// The name in a wikilink that is the folder's, or a path in it. A label or title stays what it is.
    fn new_name(&self, model: &Model, name: &str) -> Option<String> {
        let [target] = model.meanings(name) else { return None };
        let key = name_key(name);
        if key == self.old {
            let is_it = *target == self.folder.target();
            return is_it.then(|| self.new.to_owned());
        }
        let title = model.title(*target, &model.config.language);
        let rest = key.strip_prefix(self.old)?.strip_prefix('/')?;
        let rest = name.trim_end().get(name.trim_end().len() - rest.len()..)?;
        (name_key(title) != key).then(|| format!("{}/{rest}", self.new))
    }

    /// The place of the folder's name in a path that begins with it.
    fn beginning(&self, path: &str) -> Option<Span> {
        let is_in = path.strip_prefix(self.old).is_some_and(|rest| rest.starts_with('/'));
        is_in.then_some(0..self.old.len())
    }

    /// The place of the folder's name in a link of a page, as written, if the link leads through it.
    fn place(&self, model: &Model, page: &Page, written: &str) -> Option<Span> {
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let is_absolute = written.starts_with('/');
        let folder = if is_absolute { "content" } else { files::folder(&page.path) };
        let here = |path: &str| {
            let inside = path.strip_prefix("content/")?;
            let in_language = inside.split_once('/').filter(|(first, _)| {
                is_absolute && model.config.languages.iter().any(|lang| lang == first)
            });
            Some(in_language.map_or(inside, |(_, rest)| rest) == self.old)
        };
        let (mut at, mut start, mut found) = (folder.to_owned(), 0, None);
        for part in written[..end].split('/') {
            let place = start..start + part.len();
            start = place.end + 1;
            at = files::join(&at, &files::path_of_link(part))?;
            if !matches!(part, "" | "." | "..") && here(&at) == Some(true) {
                found = Some(place);
            }
        }
        found
    }
}
