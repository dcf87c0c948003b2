//! Fills the holes of a text with data from the whole repository.

use super::reader::Reader;
use crate::files;
use crate::html;
use crate::model::PageId;
use crate::parse::markdown::{Cite, Hole, Link, Marked, Quote, Text, To};
use std::borrow::Cow;

/// The HTML of a note of the page `from`, when shown on the page at `url`.
pub fn fill(reader: &Reader, from: PageId, url: &str, marked: &Marked) -> String {
    fill_text(reader, from, url, marked, &marked.text).into_owned()
}

/// The HTML of the body of the page `from`, when the output is this page.
pub fn body<'r>(reader: &'r Reader, from: PageId, url: &str) -> Cow<'r, str> {
    let body = &reader.page(from).body;
    fill_text(reader, from, url, body, reader.own_text().unwrap_or(&body.text))
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
    for (at, hole) in memchr::memchr_iter(0, text.html.as_bytes()).zip(&text.holes) {
        out.push_str(&text.html[done..at]);
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
                cite(reader, &marked.cites[*i], &sources, lang, &home, &mut out);
            }
            Hole::Code(i) => {
                let code = &marked.code[*i];
                match reader.code(code) {
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
            Hole::Alert(name) => {
                html::escape_into(&mut out, &reader.word(lang, &format!("alert_{name}")));
            }
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

fn label<'l>(reader: &Reader<'l>, link: &'l Link, lang: &str) -> &'l str {
    match &link.to {
        to @ To::Wiki { name, .. } => {
            reader.wikilink(to).map_or(name, |target| reader.title(target, lang))
        }
        To::Here { tail } => tail.trim_start_matches('#'),
        _ => "",
    }
}

/// A citation as `[3, p. 12; 4]`, each number linked to its entry in the list of the page, or in the form of the
/// citation style: `(Kangro and Lepik, 2021, p. 12)`. On other pages numbers mean nothing, so short forms are used.
fn cite(reader: &Reader, cite: &Cite, sources: &[&str], lang: &str, home: &str, out: &mut String) {
    let at_home = home.is_empty();
    let form = reader.author_date().filter(|_| at_home);
    let (open, between, close) = match form {
        Some(form) => (&*form.open, &*form.between, &*form.close),
        None if at_home => ("[", "; ", "]"),
        None => ("(", "; ", ")"),
    };
    html::escape_into(out, open);
    for (i, (key, locator)) in cite.items.iter().enumerate() {
        if i > 0 {
            html::escape_into(out, between);
        }
        match reader.work(key).map(|entry| entry.work) {
            Some(work) => {
                let reference = reader.reference(lang, key);
                out.push_str("<a class=\"cite\" role=\"doc-biblioref\" href=\"");
                html::escape_into(out, &format!("{home}#{}", reference_id(key)));
                out.push_str("\" title=\"");
                html::escape_into(out, reference.map_or(&work.text, |reference| &reference.text));
                out.push_str("\">");
                let number = sources.iter().position(|source| source == key);
                match number.filter(|_| at_home && form.is_none()) {
                    Some(place) => out.push_str(&(place + 1).to_string()),
                    None => {
                        let cite = reference.and_then(|reference| reference.cite.as_ref());
                        html::escape_into(out, cite.filter(|_| at_home).unwrap_or(&work.label));
                    }
                }
                out.push_str("</a>");
            }
            None => {
                out.push_str("<span class=\"dead\">@");
                html::escape_into(out, key);
                out.push_str("</span>");
            }
        }
        if let Some(locator) = locator {
            out.push_str(", ");
            html::escape_into(out, locator);
        }
    }
    html::escape_into(out, close);
}

/// The id of a work in the page's list of references. Ids of headings never begin with `_`.
pub fn reference_id(key: &str) -> String {
    format!("_ref-{}", files::encode(key))
}

/// The sentence around a link of the page `from`, with the link text marked.
pub fn quote(reader: &Reader, from: PageId, link: &Link, quote: &Quote) -> String {
    let mut out = html::escape(&quote.before);
    out.push_str("<mark>");
    let words = match link.titled {
        true => label(reader, link, reader.face(from).lang),
        false => &quote.words,
    };
    html::escape_into(&mut out, words);
    out.push_str("</mark>");
    html::escape_into(&mut out, &quote.after);
    out
}

/// The sentence around a citation, with the cited works marked.
pub fn cite_quote(reader: &Reader, cite: &Cite, quote: &Quote) -> String {
    let mut out = html::escape(&quote.before);
    out.push_str(if out.is_empty() { "<mark>(" } else { " <mark>(" });
    for (i, (key, locator)) in cite.items.iter().enumerate() {
        out.push_str(if i > 0 { "; " } else { "" });
        let work = reader.work(key);
        html::escape_into(&mut out, work.map_or(key, |entry| &entry.work.label));
        if let Some(locator) = locator {
            out.push_str(", ");
            html::escape_into(&mut out, locator);
        }
    }
    out.push_str(")</mark>");
    html::escape_into(&mut out, &quote.after);
    out
}
