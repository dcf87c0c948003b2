//! `image`: a picture of the repository, with alternative text and a caption.

use super::export::{address, object};
use super::kind::*;
use crate::config::{LICENCE, read_licence};
use crate::diagnostics::rules::BAD_ADDRESS;
use crate::files;
use crate::outputs::declare::{Number, Text, Url, view};
use crate::outputs::fields::{self, LicenceView};
use crate::parse::markdown::{To, resolve};

view! {
    /// A field of the kind `image`.
    struct ImageView {
        src: Url,
        alt: Text => "its alternative text",
        caption: Option<Text> => "its caption",
        credit: Option<Text> => "who made it",
        licence: Option<LicenceView> => "its licence",
        width: Option<Number> = 640 => "its width in pixels, if known",
        height: Option<Number> = 480 => "its height in pixels, if known",
    }
}

pub static KIND: FieldKind = FieldKind {
    is_on_cards: false,
    ..FieldKind::new("image", "{ src = \"photo.jpg\", alt = \"…\" }")
};

pub static STAGES: Stages = Stages {
    shape: Shape::Any(&[Shape::Text, Shape::Table(&KEYS)]),
    inner_example: KIND.one.example,
    search,
    ..Stages::new(&KIND, parse, view, |_| ImageView::DECLARATION, EXPORT)
};

static KEYS: [Setting; 5] = [
    Setting::needed("src", Shape::Text, "the file, relative to the page"),
    Setting::new("alt", Shape::Text, "what it shows, for those who can't see it"),
    Setting::new("caption", Shape::Text, "what stands below it"),
    Setting::new("credit", Shape::Text, "who made it"),
    Setting::new("licence", Shape::Any(&[Shape::Text, Shape::Table(&LICENCE)]), "its licence"),
];

fn parse(frame: &Frame, field: &Field, item: Item) -> Option<Value> {
    let reader = frame.reader;
    let (written, alt, caption, credit, licence) = if item.get_ref().is_str() {
        (reader.text(&field.id, item)?, None, None, None, None)
    } else {
        let table = reader.table(&field.id, item, KIND.one.example)?;
        let text = |key: &str| table.get(key).and_then(|i| reader.text(key, i));
        let (src, alt, caption) = (text("src"), text("alt"), text("caption"));
        let (credit, licence) = (text("credit"), read_licence(reader, &table));
        reader.unknown_keys(&table, "an image");
        if src.is_none() {
            reader.missing(table.span.clone(), "an image", "src", "\"photo.jpg\"");
        }
        let [alt, caption, credit] = [alt, caption, credit].map(|text| text.map(|t| t.value));
        (src?, alt, caption, credit, licence)
    };
    let to = resolve(&written.value, &frame.context(written.span.clone()));
    if let To::File { url, tail, .. } = to {
        let image = Image { written, url, tail, alt, caption, credit, licence };
        return Some(Value::Image(Box::new(image)));
    }
    let message = format!("`{}` is not a file in this repository", written.value);
    let help =
        "give the path of a picture beside the page, or of one in static/: \"../../static/…\"";
    reader.add(BAD_ADDRESS.at(reader.path, written.span, message).help(help));
    None
}

fn view<'f>(reader: &Reader, _: &Owner, _: &'f Field, fact: &'f Fact) -> Pairs<'f> {
    let Value::Image(image) = &fact.value else { return Vec::new() };
    let size = reader.picture_size(&image.url);
    let view = ImageView {
        src: (image.url.clone() + &files::encode_tail(&image.tail)).into(),
        alt: image.alt.as_deref().unwrap_or_default().into(),
        caption: image.caption.as_deref().into(),
        credit: image.credit.as_deref().into(),
        licence: image.licence.as_ref().map(fields::licence).into(),
        width: size.map(|(width, _)| width).into(),
        height: size.map(|(_, height)| height).into(),
    };
    view.into()
}

fn search(value: &Value) -> Vec<(usize, String)> {
    let Value::Image(image) = value else { return Vec::new() };
    image.caption.iter().map(|caption| (0, caption.clone())).collect()
}

const EXPORT: Export = Export {
    properties: |reader, _, _, fact| {
        source(reader, fact).map(|url| ("image", url.into())).into_iter().collect()
    },
    ..Export::plain(
        &[("", Holds::Url)],
        |reader, _, _, fact| vec![source(reader, fact).as_deref().into()],
        json,
    )
};

fn source(reader: &Reader, fact: &Fact) -> Option<String> {
    let Value::Image(image) = &fact.value else { return None };
    Some(address(reader, &image.url))
}

fn json(reader: &Reader, _: &Owner, _: &Field, fact: &Fact) -> serde_json::Value {
    let Value::Image(image) = &fact.value else { return serde_json::Value::Null };
    object([
        ("url", source(reader, fact).into()),
        ("alt", image.alt.clone().into()),
        ("caption", image.caption.clone().into()),
        ("credit", image.credit.clone().into()),
        ("licence", image.licence.as_ref().map(|licence| licence.name.clone()).into()),
    ])
}
