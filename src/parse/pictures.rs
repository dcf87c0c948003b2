//! Who made the pictures of a page, and under which licence they are: `[pictures."iceberg.svg"]` in its front matter.

use super::frame::Frame;
use super::markdown::{To, resolve};
use super::page::Picture;
use crate::config::read_licence;
use crate::diagnostics::rules::BAD_ADDRESS;
use crate::tables::{Located, Table};

/// The value of `pictures`, by the files as links of the page name them.
pub fn read(frame: &Frame, table: &Table) -> Vec<Picture> {
    const EXAMPLE: &str = "{ \"photo.jpg\" = { credit = \"…\", licence = \"CC BY 4.0\" } }";
    let reader = frame.reader;
    let Some(item) = table.get("pictures") else { return Vec::new() };
    let Some(pictures) = reader.table("pictures", item, EXAMPLE) else { return Vec::new() };
    let one = |(name, span, item)| {
        let inner = reader.table(name, item, "{ credit = \"…\" }")?;
        let credit = inner.get("credit").and_then(|item| reader.text("credit", item));
        let licence = read_licence(reader, &inner);
        reader.unknown_keys(&inner, "a picture");
        let span = reader.file_span(&span);
        if credit.is_none() && licence.is_none() && inner.entries().is_empty() {
            reader.missing(span.clone(), "a picture", "credit", "\"…\"");
        }
        let To::File { url, .. } = resolve(name, &frame.context(span.clone())) else {
            let message = format!("`{name}` is not a file in this repository");
            let help = "name the picture as the text does: \"photo.jpg\"";
            reader.add(BAD_ADDRESS.at(reader.path, span, message).help(help));
            return None;
        };
        let written = Located { value: name.to_owned(), span };
        Some(Picture { written, url, credit: credit.map(|credit| credit.value), licence })
    };
    pictures.entries().into_iter().filter_map(one).collect()
}
