//! WordPress: the file that it exports (WXR) and the answers of its REST interface.

mod content;
mod item;
mod rest;
mod uploads;
mod wxr;

use super::html::{self, Html};
use super::imported::{About, Entry, File, Imported, Page, Term, day};
use super::input::{Input, is_media};
use crate::files;
use content::Pictures;
use item::{Declared, Dump, Item};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::PathBuf;
use uploads::{beside, upload};

/// What WordPress and its plugins store as posts although nobody wrote them.
const OF_THE_PROGRAM: &str = "revision custom_css customize_changeset oembed_cache user_request wp_block \
    wp_template wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face acf-field acf-field-group \
    elementor_library shop_order flamingo_inbound flamingo_contact wpcf7_contact_form";

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let mut dump = Dump::default();
    let mut imported = Imported { from: "wordpress", ..Imported::default() };
    let mut read = 0;
    let dumps =
        inputs.iter().filter(|input| matches!(&*input.ending(), "xml" | "json" | "txt" | "wxr"));
    for input in dumps {
        match dumped(input, &mut dump) {
            Ok(notes) => {
                read += 1;
                for note in notes {
                    imported.notes.push(format!("{}: {note}", input.path));
                }
            }
            Err(why) if inputs.len() == 1 => {
                return Err(format!("{} can't be read: {why}", input.path));
            }
            Err(why) => imported.leave_out("file", &input.path, why),
        }
    }
    if read == 0 {
        return Err(
            "there is no export of WordPress (.xml) and no answer of its REST interface (.json)"
                .to_owned(),
        );
    }
    Builder::new(dump, imported, inputs).build()
}

/// Reads a file by what it begins with.
fn dumped(input: &Input, dump: &mut Dump) -> Result<Vec<String>, String> {
    let failed = |error: std::io::Error| error.to_string();
    let mut start = [0; 512];
    let mut file = std::fs::File::open(&input.place).map_err(failed)?;
    let length = file.read(&mut start).map_err(failed)?;
    let first = start[..length].iter().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
    match first {
        Some(b'{' | b'[') => rest::read(&input.text()?.0, dump).map(|()| Vec::new()),
        _ => wxr::read(std::fs::File::open(&input.place).map_err(failed)?, dump),
    }
}

/// The dump from bytes, for tests.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8]) -> Option<Imported> {
    let mut dump = Dump::default();
    let is_json =
        bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"[");
    match is_json {
        true => rest::read(std::str::from_utf8(bytes).ok()?, &mut dump).ok()?,
        false => drop(wxr::read(bytes, &mut dump).ok()?),
    }
    let imported = Imported { from: "wordpress", ..Imported::default() };
    Builder::new(dump, imported, &[]).build().ok()
}

struct Builder {
    dump: Dump,
    imported: Imported,
    converter: Html,
    pictures: Pictures,
    authors: HashMap<String, String>,
    /// The files beside the dump, by their path below the site.
    uploads: BTreeMap<String, PathBuf>,
    /// Entries of menus: order, label, page.
    menu: Vec<(i64, String, String)>,
    /// The terms that are known, with their taxonomies.
    seen: HashSet<(String, String)>,
}

impl Builder {
    fn new(dump: Dump, imported: Imported, inputs: &[Input]) -> Self {
        let pictures = dump.items.iter().filter(|item| item.kind == "attachment");
        let pictures =
            pictures.map(|item| (item.id.clone(), (item.file.clone(), item.alt.clone())));
        let authors =
            dump.authors.iter().rev().filter(|(_, name)| !name.is_empty()).cloned().collect();
        let files = inputs.iter().filter(|input| is_media(&input.path));
        let uploads = files.filter_map(|input| Some((beside(&input.path)?, input.place.clone())));
        Self {
            pictures: pictures.collect(),
            authors,
            uploads: uploads.collect(),
            converter: Html::new(),
            menu: Vec::new(),
            seen: HashSet::new(),
            dump,
            imported,
        }
    }

    fn build(mut self) -> Result<Imported, String> {
        let language = Some(self.dump.language.clone()).filter(|language| !language.is_empty());
        self.imported.site = About {
            title: html::plain(&self.dump.title),
            description: html::plain(&self.dump.description),
            language: language
                .map(|language| language.split('-').next().unwrap_or_default().to_lowercase()),
            address: Some(self.dump.address.clone()).filter(|address| !address.is_empty()),
        };
        self.terms();
        let items = std::mem::take(&mut self.dump.items);
        let mut ignored: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen = HashSet::new();
        for item in items {
            if !seen.insert((item.kind.clone(), item.id.clone())) && !item.id.is_empty() {
                continue;
            }
            match &*item.kind {
                "attachment" => self.file(&item),
                "nav_menu_item" => self.menu_item(&item),
                kind if OF_THE_PROGRAM.split_whitespace().any(|own| own == kind) => {
                    *ignored.entry(item.kind).or_default() += 1;
                }
                _ => self.page(item),
            }
        }
        for (kind, times) in ignored {
            self.imported
                .notes
                .push(format!("{times} of the type `{kind}` belong to WordPress itself"));
        }
        self.other_files();
        self.menu.sort();
        let menu = self.menu.into_iter().map(|(_, label, page)| (label, page));
        self.imported.menu = menu.collect();
        Ok(self.imported)
    }

    /// Categories, tags and the terms of other taxonomies, as the site declares them and as its posts use them.
    fn terms(&mut self) {
        let numbered = self.dump.terms.iter().filter(|term| !term.id.is_empty());
        let slugs: HashMap<String, String> =
            numbered.map(|term| (term.id.clone(), term.slug.clone())).collect();
        for Declared { taxonomy, slug, name, description, parent, link, .. } in
            std::mem::take(&mut self.dump.terms)
        {
            if is_no_taxonomy(&taxonomy) || slug.is_empty() || slug == "uncategorized" {
                continue;
            }
            // In an answer of the REST interface a parent is a number.
            let broader = Some(parent).filter(|parent| !parent.is_empty());
            let broader = broader.map(|parent| slugs.get(&parent).cloned().unwrap_or(parent));
            let broader = broader.filter(|parent| parent.parse::<u64>().is_err());
            // An export does not say where its lists are; WordPress has them here unless it is told otherwise.
            let base = match &*taxonomy {
                "category" => "category",
                "post_tag" => "tag",
                name => name,
            };
            let link = if link.is_empty() { format!("/{base}/{slug}/") } else { link };
            let term = Term {
                label: html::plain(&name),
                definition: Some(html::plain(&description)).filter(|text| !text.is_empty()),
                broader: broader.map(|parent| files::decode(&parent).into_owned()),
                addresses: vec![link],
                id: files::decode(&slug).into_owned(),
            };
            if self.seen.insert((taxonomy.clone(), term.id.clone())) {
                self.imported.taxonomy(&taxonomy).terms.push(term);
            }
        }
    }

    /// A picture or download.
    fn file(&mut self, item: &Item) {
        let Some(path) = upload(&item.file) else { return };
        let addresses = [&item.file, &item.link].into_iter().filter(|address| !address.is_empty());
        self.imported.files.push(File {
            place: self.uploads.remove(&path),
            path: format!("static/{path}"),
            addresses: addresses.cloned().collect(),
        });
    }

    /// Files that lie beside the dump and that no attachment names.
    fn other_files(&mut self) {
        let known: HashSet<String> =
            self.imported.files.iter().map(|file| file.path.clone()).collect();
        let address = self.imported.site.address.clone().unwrap_or_default();
        for (path, place) in std::mem::take(&mut self.uploads) {
            let original = format!("static/{}", html::original(&path));
            if html::original(&path) != path && known.contains(&original) {
                continue;
            }
            let addresses = vec![format!("{address}/{path}")];
            let path = format!("static/{path}");
            self.imported.files.push(File { place: Some(place), path, addresses });
        }
    }

    /// An entry of a menu that leads to a page.
    fn menu_item(&mut self, item: &Item) {
        let field = |wanted: &str| {
            item.fields.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.trim())
        };
        if field("_menu_item_type") == Some("post_type")
            && let Some(id) = field("_menu_item_object_id")
        {
            let order = item.order.parse().unwrap_or(0);
            self.menu.push((order, html::plain(&item.title), id.to_owned()));
        }
    }

    fn page(&mut self, item: Item) {
        let title = html::plain(&item.title);
        let name = if title.is_empty() { format!("number {}", item.id) } else { title.clone() };
        let why = match &*item.status {
            _ if !item.password.is_empty() => Some("it has a password"),
            "publish" => None,
            "draft" | "auto-draft" | "pending" => Some("it is a draft"),
            "future" => Some("it is not published yet"),
            "private" => Some("it is private"),
            "trash" => Some("it is in the bin"),
            _ => Some("it is not published"),
        };
        if let Some(why) = why {
            self.imported.leave_out("unpublished page", format!("{} `{name}`", item.kind), why);
            return;
        }
        let mut left_out = Vec::new();
        let (text, notes) = self.text(&item, &mut left_out);
        let body = content::markdown(&self.converter, &(text + &notes), &mut left_out);
        let summary = html::plain(&item.excerpt);
        // An excerpt that WordPress cut out of the text says so.
        let is_cut =
            summary.ends_with("[…]") || summary.ends_with("[...]") || summary.ends_with('…');
        let own = Some(summary).filter(|summary| !summary.is_empty() && !is_cut);
        let teaser = || {
            content::excerpt(&item.content)
                .map(html::plain)
                .filter(|text| (1..300).contains(&text.len()))
        };
        let addresses = [
            item.link.clone(),
            item.guid.clone(),
            format!("?p={}", item.id),
            format!("?page_id={}", item.id),
        ];
        let values = self.values(&item, &mut left_out);
        let author = self.authors.get(&item.author).cloned().or_else(|| {
            Some(item.author.clone())
                .filter(|author| !author.is_empty() && author.parse::<u64>().is_err())
        });
        let languages = item.terms.iter().find(|(taxonomy, _, _)| taxonomy == "language");
        let page = Page {
            path: self.path(&item, &title),
            summary: own.or_else(teaser),
            date: day(&item.date),
            updated: day(&item.modified).filter(|day| Some(*day) > self::day(&item.date)),
            authors: author.into_iter().collect(),
            language: languages.map(|(_, slug, _)| slug.clone()),
            terms: self.terms_of(&item),
            addresses: addresses.into_iter().filter(|address| !address.is_empty()).collect(),
            id: item.id,
            kind: item.kind,
            title: name.clone(),
            values,
            body,
            ..Page::default()
        };
        for (kind, what) in left_out {
            self.imported.leave_out(kind, name.clone(), what);
        }
        self.imported.pages.push(page);
    }

    /// The HTML of an item, and of its footnotes.
    fn text(&self, item: &Item, left_out: &mut Vec<(&'static str, String)>) -> (String, String) {
        if item.is_rendered {
            return (item.content.clone(), String::new());
        }
        let notes = item.fields.iter().find(|(key, _)| key == "footnotes");
        let notes = notes.map(|(_, stored)| content::footnotes(stored)).unwrap_or_default();
        (content::html(&item.content, &self.pictures, left_out), notes)
    }

    /// Where a page stands: pages as their addresses tell, posts by their names.
    fn path(&self, item: &Item, title: &str) -> String {
        let own = files::slug(&files::decode(&item.slug));
        let own = if own.is_empty() { files::slug(title) } else { own };
        let own = if own.is_empty() { format!("{}-{}", item.kind, item.id) } else { own };
        let below = item.link.strip_prefix(&*self.dump.address).filter(|_| item.kind == "page");
        let Some(below) = below.filter(|below| !below.contains('?')) else { return own };
        let below = files::decode(below).into_owned();
        let mut parts: Vec<String> =
            below.split('/').map(files::slug).filter(|part| !part.is_empty()).collect();
        parts.pop();
        parts.push(own);
        parts.join("/")
    }

    fn terms_of(&mut self, item: &Item) -> Vec<(String, Vec<String>)> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for (taxonomy, slug, name) in &item.terms {
            let slug = files::decode(slug).into_owned();
            if is_no_taxonomy(taxonomy) || slug == "uncategorized" || slug.is_empty() {
                continue;
            }
            if self.seen.insert((taxonomy.clone(), slug.clone())) {
                let known = self.imported.taxonomy(taxonomy);
                let term = Term { id: slug.clone(), label: html::plain(name), ..Term::default() };
                known.terms.push(term);
            }
            match found.iter_mut().find(|(known, _)| known == taxonomy) {
                Some((_, slugs)) if !slugs.contains(&slug) => slugs.push(slug),
                Some(_) => {}
                None => found.push((taxonomy.clone(), vec![slug])),
            }
        }
        found.iter_mut().for_each(|(_, slugs)| slugs.sort());
        found.sort();
        found
    }

    /// Custom fields. Those of plugins begin with `_`.
    fn values(&self, item: &Item, left_out: &mut Vec<(&'static str, String)>) -> Vec<Entry> {
        let mut values: Vec<Entry> = Vec::new();
        for (key, value) in &item.fields {
            let value = value.trim();
            if key == "_thumbnail_id" {
                if let Some((address, alt)) = self.pictures.get(value) {
                    let values_ = vec![html::original(address), alt.clone()];
                    values.push(Entry {
                        key: "featured_image".to_owned(),
                        values: values_,
                        many: false,
                    });
                }
                continue;
            }
            if key.starts_with('_') || key == "footnotes" || value.is_empty() {
                continue;
            }
            let is_serialized = ["a:", "O:", "s:"].iter().any(|sign| value.starts_with(sign))
                && value.ends_with(['}', ';']);
            if is_serialized {
                left_out.push(("stored list", format!("the field `{key}`")));
                continue;
            }
            match values.iter_mut().find(|entry| entry.key == *key) {
                Some(entry) => {
                    entry.values.push(value.to_owned());
                    entry.many = true;
                }
                None => values.push(Entry::one(key.clone(), value)),
            }
        }
        values.sort_by(|a, b| a.key.cmp(&b.key));
        values
    }
}

fn is_no_taxonomy(taxonomy: &str) -> bool {
    matches!(
        taxonomy,
        "" | "language"
            | "post_format"
            | "nav_menu"
            | "post_translations"
            | "term_language"
            | "term_translations"
            | "link_category"
            | "wp_theme"
            | "wp_pattern_category"
    )
}
