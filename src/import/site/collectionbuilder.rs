//! CollectionBuilder, a collection of objects on top of Jekyll: its pages are Jekyll's, its objects the rows of a table in
//! `_data/`, whose name the settings have.

use crate::files;
use crate::import::imported::{Entry, Imported, Lists, Page};
use crate::import::input::{Input, is_media};
use crate::import::table;

/// Columns in which semicolons part entries, however few rows have one.
const LISTS: [&str; 3] = ["subject", "creator", "location"];

/// The longest description that is a summary. A longer one is the text of the page.
const SUMMARY: usize = 300;

/// Reads the rows of the table as pages.
pub fn objects(input: &Input, imported: &mut Imported) {
    let before = imported.pages.len();
    let read = input.bytes().and_then(|bytes| table::rows("items", &bytes, imported));
    if let Err(why) = read {
        return imported.leave_out("file", &input.path, why);
    }
    for page in imported.pages.split_off(before) {
        let row = page.id.clone();
        match object(page) {
            Some(page) => imported.pages.push(page),
            None => imported.leave_out("object without an id", &input.path, row),
        }
    }
}

/// The page of an object; none if it has no id.
fn object(page: Page) -> Option<Page> {
    let mut shown = Shown::default();
    let mut made = Page { kind: page.kind, ..Page::default() };
    for Entry { key, mut values, many } in page.values {
        let one = values.first_mut().map(std::mem::take).unwrap_or_default();
        if one.trim().is_empty() {
            continue;
        }
        match &*key {
            "objectid" => made.id = one,
            "title" => made.title = one,
            "description" if one.chars().count() <= SUMMARY => made.summary = Some(one),
            "description" => made.body = one + "\n",
            "object_location" => shown.location = Some(one),
            "filename" => shown.file = Some(in_objects(one)),
            "image_small" => shown.small = Some(one),
            "image_thumb" => shown.thumb = Some(one),
            "image_alt_text" | "image_alt" | "alt" | "alt_text" => shown.alt = one,
            // When the object was made is not when its page was.
            "date" => made.values.push(Entry {
                key: "Date of the object".into(),
                values: vec![one],
                many,
            }),
            "display_template" => {}
            key if LISTS.contains(&key) && one.contains(';') => {
                let values = Lists::Guessed.entries(&one);
                made.values.push(Entry { key: key.to_owned(), values, many: true });
            }
            _ => made.values.push(Entry { key, values: vec![one], many }),
        }
    }
    shown.put(&mut made);
    made.path.clone_from(&made.id);
    made.addresses.push(format!("/items/{}.html", made.id));
    Some(made).filter(|made| !made.id.is_empty())
}

/// What a row says of the file of its object.
#[derive(Default)]
struct Shown {
    location: Option<String>,
    file: Option<String>,
    small: Option<String>,
    thumb: Option<String>,
    alt: String,
}

impl Shown {
    /// The object is the picture of the page if it is one. Otherwise the page links to it, and smaller pictures of it
    /// are the picture.
    fn put(self, made: &mut Page) {
        let is_here = |file: &String| !file.contains("://");
        let object = self.location.or(self.file);
        let is_shown = |file: &String| is_picture(file) && is_here(file);
        let picture = match object.clone().filter(is_shown) {
            Some(object) => Some(object),
            None => self.small.or(self.thumb).filter(is_shown),
        };
        match object {
            object if object == picture => {}
            Some(file) if is_here(&file) && is_media(&file) => {
                let gap = if made.body.is_empty() { "" } else { "\n" };
                let name = files::file_name(&file);
                made.body += &format!("{gap}[{name}](<{file}>)\n");
            }
            Some(file) => made.values.push(Entry::one("object_location", file)),
            None => {}
        }
        if let Some(picture) = picture {
            let (key, values) = ("featured_image".to_owned(), vec![picture, self.alt]);
            made.values.push(Entry { key, values, many: false });
        }
    }
}

/// A file that is only named lies in `objects/`.
fn in_objects(file: String) -> String {
    match file.contains('/') {
        true => file,
        false => format!("/objects/{file}"),
    }
}

pub fn is_picture(path: &str) -> bool {
    is_media(path)
        && ["jpg", "jpeg", "png", "gif", "webp", "svg", "avif"].contains(&&*files::ending(path))
}
