//! Fills the holes of a text with data from the whole repository.

use super::citations;
use super::reader::Reader;
use crate::files;
use crate::html;
use crate::model::PageId;
use crate::parse::markdown::{Hole, Link, Marked, Text, To};
use std::borrow::Cow;

/// The HTML of a note of the page `from`, when shown on the page at `url`.
pub fn fill(reader: &Reader, from: PageId, url: &str, marked: &Marked) -> String {
    fill_text(reader, from, url, marked, &marked.text).into_owned()
}

/// The HTML of the body of the page `from`, when the output is this page.
pub fn body<'r>(reader: &'r Reader, from: PageId, url: &str) -> Cow<'r, str> {
    let body = &reader.page(from).body;
    fill_text(reader, from, url, body, reader.text_of(from).unwrap_or(&body.text))
}

fn fill_text<'t>(
    reader: &Reader,
    from: PageId,
    url: &str,
    marked: &Marked,
    text: &'t Text,
) -> Cow<'t, str> {
    if text.holes.is_empty() {
        return Cow::Borrowed(&text.html);
    }
    let lang = reader.face(from).lang;
    let sources = match marked.cites.is_empty() {
        true => Vec::new(),
        false => reader.sources(from),
    };
    let mut out = String::with_capacity(text.html.len() + 64 * text.holes.len());
    let mut done = 0;
    // Whether the words of a citation are left out, for it stands in their place.
    let mut is_cited = false;
    for (at, hole) in memchr::memchr_iter(0, text.html.as_bytes()).zip(&text.holes) {
        if is_cited && *hole != Hole::CiteEnd {
            continue;
        }
        if !is_cited {
            out.push_str(&text.html[done..at]);
        }
        done = at + 1;
        match hole {
            Hole::Open(i) => open(reader, from, url, &marked.links[*i], &mut out),
            Hole::Label(i) => html::escape_into(&mut out, label(reader, &marked.links[*i], lang)),
            Hole::Close(i) => {
                let dead = href(reader, from, url, &marked.links[*i]).is_none();
                out.push_str(if dead { "</span>" } else { "</a>" });
            }
            Hole::Address(i) => {
                let href = href(reader, from, url, &marked.links[*i]);
                html::escape_into(&mut out, &href.unwrap_or_default());
            }
            Hole::Cite(i) => {
                let home = home(reader, from, url);
                let cite = &marked.cites[*i];
                let is_citation = cite.is_citation(|key| reader.work(key).is_some());
                match &cite.typed {
                    Some(typed) if !is_citation && cite.in_text => {
                        html::escape_into(&mut out, typed);
                    }
                    Some(_) if !is_citation => {}
                    _ => citations::write(reader, cite, &sources, lang, &home, &mut out),
                }
                is_cited = is_citation && cite.typed.is_some() && !cite.in_text;
            }
            Hole::CiteEnd => is_cited = false,
            Hole::Code(i) => {
                let code = &marked.code[*i];
                match reader.code(from, code) {
                    Some(coloured) => out.push_str(coloured),
                    None => html::escape_into(&mut out, &code.text),
                }
            }
            Hole::Picture(i) => {
                if let To::File { url, .. } = &marked.links[*i].to
                    && let Some((width, height)) = reader.picture_size(url)
                {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            Hole::Word(key) => html::escape_into(&mut out, &reader.word(lang, key)),
        }
    }
    out.push_str(&text.html[done..]);
    out.into()
}

fn open(reader: &Reader, from: PageId, url: &str, link: &Link, out: &mut String) {
    match href(reader, from, url, link) {
        Some(href) => {
            out.push_str("<a href=\"");
            html::escape_into(out, &href);
            out.push_str("\">");
        }
        // Only a preview shows dead links; a build fails.
        None => out.push_str("<span class=\"dead\">"),
    }
}

/// The address of a link of the page `from`, relative to the page at `url`.
fn href(reader: &Reader, from: PageId, url: &str, link: &Link) -> Option<String> {
    match &link.to {
        To::Page { url: target, file: Some(file), tail, .. } => {
            let target = reader.url_of_file(file, target);
            Some(files::relative(url, target) + &files::encode_tail(tail))
        }
        To::Page { url: target, tail, .. } | To::File { url: target, tail, .. } => {
            Some(files::relative(url, target) + &files::encode_tail(tail))
        }
        To::Wiki { anchor, .. } => {
            let target = reader.url(reader.wikilink(&link.to)?);
            let hash = anchor.as_ref().map(|anchor| format!("#{}", files::encode(anchor)));
            Some(files::relative(url, &target) + &hash.unwrap_or_default())
        }
        To::Here { tail } => Some(home(reader, from, url) + &files::encode_tail(tail)),
        To::Web(address) => Some(address.clone()),
        To::Outside { .. } => None,
    }
}

/// The relative address of the page `from`; empty on the page itself.
fn home(reader: &Reader, from: PageId, url: &str) -> String {
    let own = reader.face(from).url;
    if own == url { String::new() } else { files::relative(url, own) }
}

/// The text of an unlabelled wikilink.
pub fn label<'l>(reader: &Reader<'l>, link: &'l Link, lang: &str) -> &'l str {
    match &link.to {
        to @ To::Wiki { name, .. } => {
            reader.wikilink(to).map_or(name, |target| reader.title(target, lang))
        }
        To::Here { tail } => tail.trim_start_matches('#'),
        _ => "",
    }
}
