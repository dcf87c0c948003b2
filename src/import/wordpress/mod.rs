//! WordPress: the file that it exports (WXR) and the answers of its REST interface.

mod content;
mod fields;
mod item;
mod languages;
mod rest;
mod reused;
mod taxonomies;
mod uploads;
mod wxr;

use super::html::{self, Html};
use super::imported::{About, File, Imported, Lost, Page, listed_date};
use super::input::{Input, is_media};
use crate::files;
use content::Pictures;
use item::{Dump, Item};
use reused::Reused;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::PathBuf;
use uploads::{beside, upload};

/// What WordPress and its plugins store as posts although nobody wrote them.
const OF_THE_PROGRAM: &str = "revision custom_css customize_changeset oembed_cache user_request wp_block \
    wp_template wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face acf-field acf-field-group \
    elementor_library shop_order flamingo_inbound flamingo_contact wpcf7_contact_form";

/// What the addresses of pictures and downloads have in them.
const UPLOADS: &str = "/wp-content/uploads/";

const NOTHING: &str =
    "it has no post, page or file; in a network of sites, export each site from its own dashboard";

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
    let is_read = |input: &&Input| {
        matches!(&*input.ending(), "xml" | "json" | "txt" | "wxr") || beside(&input.path).is_some()
    };
    for other in inputs.iter().filter(|input| !is_read(input)) {
        imported.leave_out("file", &other.path, "it is neither a dump nor one of the uploads");
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
        Some(b'{' | b'[') => rest::read(&input.text()?.0, dump),
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
        true => drop(rest::read(std::str::from_utf8(bytes).ok()?, &mut dump).ok()?),
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
    /// Entries of menus: menu, order, label, page.
    menu: Vec<(String, i64, String, String)>,
    /// The terms that are known, with their taxonomies.
    seen: HashSet<(String, String)>,
    /// What each page shares with its translations.
    translations: Vec<Option<String>>,
    /// How often plugins stored a value of their own, by its name.
    of_plugins: BTreeMap<String, usize>,
    /// How many terms of no taxonomy were met, by what they are.
    no_terms: BTreeMap<String, usize>,
    /// The addresses of lists that nobody wrote, and what they are of.
    lists: BTreeMap<String, String>,
    reused: Reused,
    /// The pictures and downloads that are known, by their path below the site.
    known: HashSet<String>,
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
        let uploads: BTreeMap<String, PathBuf> = uploads.collect();
        let attached = dump.items.iter().filter_map(|item| upload(&item.file)).collect();
        let known = uploads::originals(attached, uploads.keys());
        Self {
            pictures: pictures.collect(),
            authors,
            uploads,
            converter: Html::new(),
            menu: Vec::new(),
            seen: HashSet::new(),
            translations: Vec::new(),
            of_plugins: BTreeMap::new(),
            no_terms: BTreeMap::new(),
            lists: BTreeMap::new(),
            known,
            reused: Reused::of(&dump.items),
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
            heading_ids: None,
        };
        let numbered = self.numbered();
        self.terms();
        let mut items = std::mem::take(&mut self.dump.items);
        items.iter_mut().for_each(|item| self.name_terms(item, &numbered));
        if items.is_empty() {
            return Err(NOTHING.to_owned());
        }
        let mut ignored: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen = HashSet::new();
        for item in items {
            if !seen.insert((item.kind.clone(), item.id.clone())) && !item.id.is_empty() {
                // An answer of the REST interface embeds the same picture in each page that shows it.
                if item.kind != "attachment" {
                    let place = format!("{} {}", item.kind, item.id);
                    self.imported.leave_out("item that comes twice", place, item.title);
                }
                continue;
            }
            match &*item.kind {
                "attachment" => self.file(&item),
                "nav_menu_item" => self.menu_item(&item),
                kind if OF_THE_PROGRAM.split_whitespace().any(|own| own == kind) => {
                    *ignored.entry(item.kind).or_default() += 1;
                }
                _ => languages::split(item).into_iter().for_each(|item| self.page(item)),
            }
        }
        self.notes(&ignored);
        self.own_lists();
        languages::join(&mut self.imported, &self.translations);
        self.other_files();
        self.menu.sort();
        let menu = self.menu.into_iter().map(|(.., label, page)| (label, page));
        self.imported.menu = menu.collect();
        Ok(self.imported)
    }

    /// Lists that WordPress makes by itself, of an author and of a year: nothing leads on from their addresses.
    fn own_lists(&mut self) {
        for (address, of) in std::mem::take(&mut self.lists) {
            self.imported.leave_out("old address", address, format!("it led to a list of {of}"));
        }
    }

    /// What is of WordPress and its plugins themselves, counted.
    fn notes(&mut self, ignored: &BTreeMap<String, usize>) {
        for (kind, times) in ignored {
            let note = format!("{times} of the type `{kind}` belong to WordPress itself");
            self.imported.notes.push(note);
        }
        let counted = |all: &BTreeMap<String, usize>| {
            let all: Vec<String> =
                all.iter().map(|(name, times)| format!("`{name}` ({times})")).collect();
            all.join(", ")
        };
        for (all, what) in
            [(&self.of_plugins, "values of plugins"), (&self.no_terms, "terms of WordPress itself")]
        {
            if !all.is_empty() {
                self.imported.notes.push(format!("{what} that were left out: {}", counted(all)));
            }
        }
    }

    /// A picture or download.
    fn file(&mut self, item: &Item) {
        let Some(path) = upload(&item.file) else {
            let what =
                format!("`{}` is not one of the uploads, or no system can write it", item.file);
            self.imported.leave_out("file", html::plain(&item.title), what);
            return;
        };
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
            let menu = item.terms.iter().find(|(taxonomy, _, _)| taxonomy == "nav_menu");
            let menu = menu.map(|(_, slug, _)| slug.clone()).unwrap_or_default();
            self.menu.push((menu, order, html::plain(&item.title), id.to_owned()));
        } else {
            let filled = |key: &&str| field(key).filter(|value| !value.is_empty());
            let to = ["_menu_item_url", "_menu_item_object"].iter().find_map(filled);
            let what = format!("it leads to `{}`, which is no page", to.unwrap_or("nothing"));
            self.imported.leave_out("entry of the menu", html::plain(&item.title), what);
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
        let mut left_out = Lost::new();
        if item.comments > 0 {
            let what = crate::diagnostics::text::counted(item.comments, "comment");
            left_out.push(("comments of readers", what));
        }
        let date = listed_date("date", &item.date, &mut left_out);
        let updated = listed_date("modified", &item.modified, &mut left_out);
        let (text, notes) = self.text(&item, &mut left_out);
        let text = content::in_original_size(&(text + &notes), UPLOADS, &self.known);
        let body = content::markdown(&self.converter, &text, &mut left_out);
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
        let values = fields::values(&item, &self.pictures, &mut left_out, &mut self.of_plugins);
        self.translations.push(languages::group(&item));
        if item.kind == "post" {
            let year = date.map(|date| (format!("/{}/", date.year), "posts of a year".to_owned()));
            self.lists.extend(year);
            let login = files::slug(&item.author);
            if login.contains(|c: char| c.is_ascii_alphabetic()) {
                self.lists.insert(format!("/author/{login}/"), "posts of an author".to_owned());
            }
        }
        let author = self.authors.get(&item.author).cloned().or_else(|| {
            Some(item.author.clone())
                .filter(|author| !author.is_empty() && author.parse::<u64>().is_err())
        });
        let page = Page {
            path: self.path(&item, &title),
            summary: own.or_else(teaser),
            date,
            updated: updated.filter(|day| Some(*day) > date),
            authors: author.into_iter().collect(),
            language: languages::language(&item),
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
        (content::html(&self.reused.put_in(item), &self.pictures, left_out), notes)
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
}
