//! Who made a page and its pictures, and what was said of it after it was published.

use super::declare::{Href, Text, Url, list, view};
use super::fields::{self, LicenceView};
use super::reader::Reader;
use crate::cldr::Cldr;
use crate::config::Author;
use crate::fields::date::{self, DateView};
use crate::files;
use crate::parse::page::{Notice, Page, Picture};

view! {
    /// That a page was withdrawn, or what was corrected.
    struct NoticeView {
        date: DateView,
        reason: Text => "why it was withdrawn, or what was corrected",
    }

    /// Who made a picture.
    struct PictureView {
        src: Url => "the address of the picture",
        name: Text => "the name of its file",
        credit: Option<Text> => "who made it",
        licence: Option<LicenceView> => "its licence",
    }

    /// An author.
    struct AuthorView {
        name: Text,
        url: Option<Url> => "the address of the author's page",
        href: Option<Href> => "the address of the author's ORCID or ROR record",
        roles: Vec<Text> => "what the author did",
    }
}

pub fn author(author: &Author) -> AuthorView<'_> {
    AuthorView {
        name: author.name.as_str().into(),
        url: author.url.as_deref().into(),
        href: author.id.as_deref().into(),
        roles: list(author.roles.iter().map(String::as_str)).into(),
    }
}

pub fn picture(picture: &Picture) -> PictureView<'_> {
    PictureView {
        src: picture.url.as_str().into(),
        name: files::file_name(&picture.written.value).into(),
        credit: picture.credit.as_deref().into(),
        licence: picture.licence.as_ref().map(fields::licence).into(),
    }
}

pub fn publishers(reader: &Reader, page: &Page, is_publication: bool) -> Vec<String> {
    // A work was published elsewhere.
    let is_known = !page.authors.is_empty() || is_publication;
    let all = || reader.config().authors.iter().map(|author| author.name.clone()).collect();
    if is_known { Vec::new() } else { all() }
}

pub fn notice<'a>(notice: &'a Notice, dates: &Cldr) -> NoticeView<'a> {
    NoticeView {
        date: date::in_words(notice.date, dates).into(),
        reason: notice.reason.as_str().into(),
    }
}
