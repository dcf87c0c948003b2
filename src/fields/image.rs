//! `image`: a picture of the repository, with the words for those who do not see it and a caption.

use super::kind::*;
use crate::diagnostics::rules::BAD_ADDRESS;
use crate::parse::markdown::{To, resolve};

pub static KIND: FieldKind = FieldKind::new("image", "{ src = \"photo.jpg\", alt = \"…\" }");

pub static STAGES: Stages = Stages::new(&KIND, parse, view);

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let reader = frame.reader;
    let (written, alt, caption) = if item.get_ref().is_str() {
        (reader.text(&field.id, item)?, None, None)
    } else {
        let table = reader.table(&field.id, item, KIND.one.example)?;
        let text = |key: &str| table.get(key).and_then(|i| reader.text(key, i));
        let (src, alt, caption) = (text("src"), text("alt"), text("caption"));
        reader.unknown_keys(&table, "an image");
        if src.is_none() {
            reader.missing(table.span.clone(), "an image", "src", "\"photo.jpg\"");
        }
        (src?, alt.map(|t| t.value), caption.map(|t| t.value))
    };
    if let To::File { url, .. } = resolve(&written.value, &frame.context(written.span.clone())) {
        return Some(Value::Image(Box::new(Image { written, url, alt, caption })));
    }
    let message = format!("`{}` is not a file of this repository", written.value);
    let help = "name a picture beside the page, or one of static/ as \"../../static/…\"";
    reader.add(BAD_ADDRESS.at(reader.path, written.span, message).help(help));
    None
}

fn view(reader: &Reader, _: &Owner, _: &Field, fact: &Fact) -> Pairs {
    let Value::Image(image) = &fact.value else { return Vec::new() };
    let size = reader.picture_size(&image.url);
    vec![
        ("src", image.url.as_str().into()),
        ("alt", image.alt.clone().unwrap_or_default().into()),
        ("caption", image.caption.as_deref().into()),
        ("width", size.map(|(width, _)| u64::from(width)).into()),
        ("height", size.map(|(_, height)| u64::from(height)).into()),
    ]
}
