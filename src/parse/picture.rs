//! How large a picture is, so that a page can leave room for it and does not jump when it comes.

/// Width and height in pixels, as far as the file's first bytes say; of an SVG its own unit's.
pub fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())?;
    match extension.as_str() {
        "svg" => svg(std::str::from_utf8(bytes).ok()?),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => {
            let size = imagesize::blob_size(bytes).ok()?;
            Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
        }
        _ => None,
    }
    .filter(|(width, height)| *width > 0 && *height > 0)
}

/// From the start tag: its width and height, or else those of its view box.
fn svg(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let value = |name: &str| -> Option<&str> {
        let rest = tag
            .split_once(&format!(" {name}="))
            .or_else(|| tag.split_once(&format!("\n{name}=")))?
            .1;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    };
    // Only pixels are pixels; "100%" or "5cm" say nothing here.
    let pixels = |name: &str| value(name)?.trim_end_matches("px").parse::<f64>().ok();
    let sides = match (pixels("width"), pixels("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let numbers = value("viewBox")?.split([' ', ',']).filter(|n| !n.is_empty());
            let sides: Vec<f64> = numbers.filter_map(|n| n.parse().ok()).collect();
            match sides.as_slice() {
                [_, _, width, height] => (*width, *height),
                _ => return None,
            }
        }
    };
    Some((sides.0.round() as u32, sides.1.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn pictures_say_how_large_they_are() {
        let svg = |tag: &str| size("a.svg", format!("<?xml?><svg {tag}><path/></svg>").as_bytes());
        assert_eq!(svg("width=\"40px\" height='20'"), Some((40, 20)));
        assert_eq!(svg("width=\"100%\" viewBox=\"0 0 16 9.2\""), Some((16, 9)));
        assert_eq!(svg("viewBox=\"0 0 0 9\""), None);
        let png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x02\x00\x00\x00";
        assert_eq!(size("a.PNG", png), Some((3, 2)));
        assert_eq!(size("a.png", b"no picture"), None);
        assert_eq!(size("a.pdf", b"%PDF"), None);
    }
}
