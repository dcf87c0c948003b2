//! What a photograph tells besides what it shows: where it was taken, and names of people. Cameras and programs write
//! this into the file (EXIF, XMP, IPTC), and it is published with it.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::PHOTO_METADATA;
use exif::{Context, Exif, In, Tag, Value};
use memchr::memmem;
use std::io::Cursor;
use std::sync::Arc;

/// What the metadata of a picture give away.
#[derive(Debug, Default, PartialEq)]
struct Revealed {
    has_position: bool,
    people: Vec<String>,
}

/// Warns of a picture whose metadata tell a position or name a person.
pub fn problem(path: &Arc<str>, bytes: &[u8]) -> Option<Diagnostic> {
    let Revealed { has_position, people } = revealed(bytes);
    let position = has_position.then(|| "say where it was taken".to_owned());
    let named = (!people.is_empty())
        .then(|| format!("name {}", crate::diagnostics::listed(people.iter().map(String::as_str))));
    let parts: Vec<String> = position.into_iter().chain(named).collect();
    if parts.is_empty() {
        return None;
    }
    let message = format!("the metadata of this picture {}", parts.join(" and "));
    let help = "save the picture without metadata: most programs offer this where they export, and it looks the same";
    Some(PHOTO_METADATA.at(path, 0..0, message).help(help))
}

fn revealed(bytes: &[u8]) -> Revealed {
    let mut found = Revealed::default();
    if !is_picture(bytes) {
        return found;
    }
    if let Ok(exif) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) {
        of_exif(&exif, &mut found);
    }
    of_xmp(bytes, &mut found);
    of_iptc(bytes, &mut found);
    of_png(bytes, &mut found);
    found.people.retain(|name| name.chars().any(char::is_alphabetic));
    found.people.sort();
    found.people.dedup();
    found
}

/// Whether the bytes begin like a format that cameras and programs write metadata into.
fn is_picture(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*"];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
        || bytes.get(8..12) == Some(b"WEBP")
        || bytes.get(4..8) == Some(b"ftyp")
}

fn of_exif(exif: &Exif, found: &mut Revealed) {
    let latitude = exif.get_field(Tag::GPSLatitude, In::PRIMARY).map(|field| &field.value);
    // Some cameras write an empty position.
    if let Some(Value::Rational(parts)) = latitude {
        found.has_position |= parts.iter().any(|part| part.num != 0 && part.denom != 0);
    }
    for tag in [Tag::Artist, Tag::CameraOwnerName] {
        let Some(field) = exif.get_field(tag, In::PRIMARY) else { continue };
        if let Value::Ascii(texts) = &field.value {
            found
                .people
                .extend(texts.iter().map(|text| String::from_utf8_lossy(text).trim().to_owned()));
        }
    }
    // The author in the properties dialog of Windows.
    const XP_AUTHOR: Tag = Tag(Context::Tiff, 0x9c9d);
    if let Some(Value::Byte(bytes)) = exif.get_field(XP_AUTHOR, In::PRIMARY).map(|f| &f.value) {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name: String = char::decode_utf16(units).map_while(Result::ok).collect();
        found.people.push(name.trim_end_matches('\0').trim().to_owned());
    }
}

/// XMP is XML somewhere in the file.
fn of_xmp(bytes: &[u8], found: &mut Revealed) {
    let Some(start) = memmem::find(bytes, b"<x:xmpmeta") else { return };
    let length = memmem::find(&bytes[start..], b"</x:xmpmeta>").unwrap_or(bytes.len() - start);
    let xmp = String::from_utf8_lossy(&bytes[start..start + length]);
    found.has_position |= xmp.contains("exif:GPSLatitude");
    for element in ["dc:creator", "Iptc4xmpExt:PersonInImage", "mwg-rs:Name", "aux:OwnerName"] {
        for rest in xmp.split(&format!("<{element}>")).skip(1) {
            let inner = rest.split(&format!("</{element}>")).next().unwrap_or_default();
            let texts = inner.split('<').map(|part| part.rsplit('>').next().unwrap_or(part));
            found.people.extend(texts.map(|text| text.trim().to_owned()));
        }
        for rest in xmp.split(&format!("{element}=\"")).skip(1) {
            found.people.extend(rest.split('"').next().map(str::to_owned));
        }
    }
}

/// IPTC: the by-line in the record that photo editors write into JPEG files.
fn of_iptc(bytes: &[u8], found: &mut Revealed) {
    const BY_LINE: &[u8] = &[0x1c, 2, 80];
    let Some(start) = memmem::find(bytes, b"Photoshop 3.0\08BIM") else { return };
    let record = &bytes[start..bytes.len().min(start + 0xffff)];
    for at in memmem::find_iter(record, BY_LINE) {
        let at = at + BY_LINE.len();
        let Some(length) = record.get(at..at + 2) else { continue };
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let name = record.get(at + 2..at + 2 + length.min(64)).unwrap_or_default();
        found.people.extend(str::from_utf8(name).map(|name| name.trim().to_owned()));
    }
}

/// PNG has its texts in the plain.
fn of_png(bytes: &[u8], found: &mut Revealed) {
    const AUTHOR: &[u8] = b"tEXtAuthor\0";
    let Some(at) = memmem::find(bytes, AUTHOR).filter(|_| bytes.starts_with(b"\x89PNG")) else {
        return;
    };
    let name = bytes[at + AUTHOR.len()..].iter().copied().take(64);
    // A text has no end mark: the next byte is of a checksum.
    let length = at.checked_sub(4).and_then(|start| bytes.get(start..at));
    let length = length.and_then(|b| Some(u32::from_be_bytes(b.try_into().ok()?) as usize));
    let length = length.unwrap_or_default().saturating_sub("Author\0".len());
    found.people.push(name.take(length).map(char::from).collect::<String>().trim().to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use exif::experimental::Writer;
    use exif::{Field, Rational};

    fn jpeg(fields: &[Field]) -> Vec<u8> {
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut tiff = Cursor::new(Vec::new());
        writer.write(&mut tiff, false).unwrap();
        let segment = [b"Exif\0\0", &tiff.into_inner()[..]].concat();
        let length = (segment.len() as u16 + 2).to_be_bytes();
        [b"\xff\xd8\xff\xe1", &length[..], &segment, b"\xff\xd9"].concat()
    }

    fn field(tag: Tag, value: Value) -> Field {
        Field { tag, ifd_num: In::PRIMARY, value }
    }

    fn people(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn exif_tells_of_places_and_people() {
        let degrees = |num| Value::Rational(vec![Rational { num, denom: 1 }; 3]);
        let here = field(Tag::GPSLatitude, degrees(58));
        let mari = field(Tag::Artist, Value::Ascii(vec![b"Mari Maasikas".to_vec()]));
        let both = Revealed { has_position: true, people: people(&["Mari Maasikas"]) };
        assert_eq!(revealed(&jpeg(&[here, mari])), both);
        let nowhere = field(Tag::GPSLatitude, degrees(0));
        let nobody = field(Tag::Artist, Value::Ascii(vec![b" ".to_vec()]));
        assert_eq!(revealed(&jpeg(&[nowhere, nobody])), Revealed::default());
        let camera = field(Tag::Model, Value::Ascii(vec![b"X-T3".to_vec()]));
        assert!(problem(&"a.jpg".into(), &jpeg(&[camera])).is_none());
    }

    #[test]
    fn xmp_and_iptc_tell_of_them_too() {
        let xmp = "\u{89}<x:xmpmeta exif:GPSLatitude=\"58,22N\"><dc:creator><rdf:Seq><rdf:li>Mari</rdf:li>\
            <rdf:li>Jaan</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>";
        let found = revealed(&[b"\xff\xd8\xff", xmp.as_bytes()].concat());
        assert_eq!(found, Revealed { has_position: true, people: people(&["Jaan", "Mari"]) });
        let iptc = b"\xff\xd8\xffPhotoshop 3.0\08BIM\x04\x04\x1c\x02\x50\0\x04Mari";
        assert_eq!(revealed(iptc).people, people(&["Mari"]));
        let png = b"\x89PNG\0\0\0\x0btEXtAuthor\0Mari\xfa\xfb";
        assert_eq!(revealed(png).people, people(&["Mari"]));
        assert_eq!(revealed(xmp.as_bytes()), Revealed::default());
    }
}
