//! CollectionBuilder, a collection of objects on top of Jekyll: its pages are Jekyll's, its objects the rows of a table in
//! `_data/`, whose name the settings have.

use crate::import::imported::{Entry, Imported, Lists, Page};
use crate::import::input::{Input, is_media};
use crate::import::table;

/// Columns that only say how an object is shown.
const SHOWN: [&str; 3] = ["display_template", "image_small", "image_thumb"];

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
    let (mut location, mut alt) = (None, String::new());
    let mut made = Page { kind: page.kind, ..Page::default() };
    for Entry { key, mut values, many } in page.values {
        let one = values.first_mut().map(std::mem::take).unwrap_or_default();
        match &*key {
            "objectid" => made.id = one,
            "title" => made.title = one,
            "description" if one.chars().count() <= SUMMARY => made.summary = Some(one),
            "description" => made.body = one + "\n",
            "object_location" => location = Some(one),
            "image_alt_text" => alt = one,
            // When the object was made is not when its page was.
            "date" => made.values.push(Entry {
                key: "Date of the object".into(),
                values: vec![one],
                many,
            }),
            key if SHOWN.contains(&key) => {}
            key if LISTS.contains(&key) && one.contains(';') => {
                let values = Lists::Guessed.entries(&one);
                made.values.push(Entry { key: key.to_owned(), values, many: true });
            }
            _ => made.values.push(Entry { key, values: vec![one], many }),
        }
    }
    match location {
        Some(file) if is_picture(&file) && !file.contains("://") => {
            let (key, values) = ("featured_image".to_owned(), vec![file, alt]);
            made.values.push(Entry { key, values, many: false });
        }
        Some(file) => made.values.push(Entry::one("object_location", file)),
        None => {}
    }
    made.path.clone_from(&made.id);
    made.addresses.push(format!("/items/{}.html", made.id));
    Some(made).filter(|made| !made.id.is_empty())
}

fn is_picture(path: &str) -> bool {
    is_media(path)
        && ["jpg", "jpeg", "png", "gif", "webp", "svg", "avif"]
            .contains(&&*crate::files::ending(path))
}
