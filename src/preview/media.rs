//! Media types by file name extension. Texts are UTF-8, like everything Talkoo writes.

use crate::files::file_name;

/// The media type of a page.
pub const HTML: &str = "text/html; charset=utf-8";

/// The media type of a published file.
pub fn of(path: &str) -> String {
    // Only the name tells a feed from other XML.
    let media = match file_name(path) {
        "feed.xml" => "application/atom+xml",
        name => mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream"),
    };
    let is_text = media.starts_with("text/")
        || ["json", "xml", "javascript"].iter().any(|kind| media.ends_with(kind));
    if is_text { format!("{media}; charset=utf-8") } else { media.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_are() {
        assert_eq!(of("pilots/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(of("sitemap.xml"), "text/xml; charset=utf-8");
        assert_eq!(of("picture.svg"), "image/svg+xml; charset=utf-8");
        assert_eq!(of("site.webmanifest"), "application/manifest+json; charset=utf-8");
        assert_eq!(of("A.JPG"), "image/jpeg");
        assert_eq!(of("v1.0/CNAME"), "application/octet-stream");
        assert_eq!(of("index.html"), HTML);
    }
}
