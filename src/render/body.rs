//! Fills the holes of a text with what only the whole repository knows.

use super::Site;
use crate::files;
use crate::highlight;
use crate::html;
use crate::model::PageId;
use crate::parse::markdown::{Cite, Hole, Link, Marked, Quote, Text, To};
use std::borrow::Cow;

/// The HTML of a note of the page `from`, as it stands on the page at `url`.
pub fn fill(site: Site, from: PageId, url: &str, marked: &Marked) -> String {
    fill_text(site, from, url, marked, &marked.text).into_owned()
}

/// The HTML of the body of the page `from`.
pub fn body<'a>(site: Site<'a>, from: PageId, url: &str, text: Option<&'a Text>) -> Cow<'a, str> {
    let body = &site.model.page(from).body;
    fill_text(site, from, url, body, text.unwrap_or(&body.text))
}

fn fill_text<'a>(
    site: Site,
    from: PageId,
    url: &str,
    marked: &Marked,
    text: &'a Text,
) -> Cow<'a, str> {
    if text.holes.is_empty() {
        return Cow::Borrowed(&text.html);
    }
    let lang = &site.model.page(from).lang;
    let sources = match marked.cites.is_empty() {
        true => Vec::new(),
        false => site.model.sources_of(site.model.page(from)),
    };
    let mut out = String::with_capacity(text.html.len() + 64 * text.holes.len());
    let mut done = 0;
    for (at, hole) in memchr::memchr_iter(0, text.html.as_bytes()).zip(&text.holes) {
        out.push_str(&text.html[done..at]);
        done = at + 1;
        match hole {
            Hole::Open(i) => open(site, from, url, &marked.links[*i], &mut out),
            Hole::Label(i) => {
                html::escape_into(&mut out, &label(site, from, &marked.links[*i], lang))
            }
            Hole::Close(i) => {
                let dead = href(site, from, url, &marked.links[*i]).is_none();
                out.push_str(if dead { "</span>" } else { "</a>" });
            }
            Hole::Cite(i) => {
                let home = home(site, from, url);
                cite(site, &marked.cites[*i], &sources, lang, &home, &mut out);
            }
            Hole::Code(i) => {
                let code = &marked.code[*i];
                match site.model.code.get(&highlight::key(code)) {
                    Some(coloured) => out.push_str(coloured),
                    None => html::escape_into(&mut out, &code.text),
                }
            }
            Hole::Picture(i) => {
                if let To::File { url, .. } = &marked.links[*i].to
                    && let Some((width, height)) = site.model.picture_size(url)
                {
                    out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
                }
            }
            Hole::Alert(name) => {
                html::escape_into(&mut out, &site.shelf.word(lang, &format!("alert_{name}")));
            }
        }
    }
    out.push_str(&text.html[done..]);
    out.into()
}

fn open(site: Site, from: PageId, url: &str, link: &Link, out: &mut String) {
    match href(site, from, url, link) {
        Some(href) => {
            out.push_str("<a href=\"");
            html::escape_into(out, &href);
            out.push_str("\">");
        }
        // Only a preview shows these; a build stops.
        None => out.push_str("<span class=\"dead\">"),
    }
}

/// Where a link of the page `from` leads, seen from the page at `url`.
fn href(site: Site, from: PageId, url: &str, link: &Link) -> Option<String> {
    let hash = |anchor: &str| format!("#{}", files::encode(anchor));
    match &link.to {
        To::Page { url: target, anchor, .. } => {
            Some(files::relative(url, target) + &anchor.as_deref().map(hash).unwrap_or_default())
        }
        To::Wiki { anchor, .. } => {
            let target = site.model.url(site.model.target(from, &link.to)?);
            Some(files::relative(url, &target) + &anchor.as_deref().map(hash).unwrap_or_default())
        }
        To::File { url: target, .. } => Some(files::relative(url, target)),
        To::Here { anchor } => Some(home(site, from, url) + &hash(anchor)),
        To::Web(address) => Some(address.clone()),
        To::Outside { .. } => None,
    }
}

/// The way from the page at `url` to the page `from` that a text was written on; nothing if it is the same.
fn home(site: Site, from: PageId, url: &str) -> String {
    let own = &site.model.page(from).url;
    if own == url { String::new() } else { files::relative(url, own) }
}

fn label(site: Site, from: PageId, link: &Link, lang: &str) -> String {
    match (site.model.target(from, &link.to), &link.to) {
        (Some(target), To::Wiki { .. }) => site.model.title(target, lang).to_owned(),
        (_, To::Wiki { name, .. }) => name.clone(),
        (_, To::Here { anchor }) => anchor.clone(),
        _ => String::new(),
    }
}

/// `[3, p. 12; 4]`, each number leading to its entry in the list of the page, or what the style has instead:
/// `(Kangro and Lepik, 2021, p. 12)`. On another page a number would mean nothing, and short forms
/// stand there.
fn cite(site: Site, cite: &Cite, sources: &[&str], lang: &str, home: &str, out: &mut String) {
    let at_home = home.is_empty();
    let form = site.model.references.author_date.as_ref().filter(|_| at_home);
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
        let reference = site.model.references.get(lang, key);
        match site.model.bibliography.works.get(key) {
            Some(work) => {
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

/// The id of a work in the page's list of references. It begins with what no heading's id begins with.
pub fn reference_id(key: &str) -> String {
    format!("_ref-{}", files::encode(key))
}

/// The sentence around a link of the page `from`, with the link's words marked.
pub fn quote(site: Site, from: PageId, link: &Link, quote: &Quote) -> String {
    let mut out = html::escape(&quote.before);
    out.push_str("<mark>");
    let words = match link.titled {
        true => label(site, from, link, &site.model.page(from).lang),
        false => quote.words.clone(),
    };
    html::escape_into(&mut out, &words);
    out.push_str("</mark>");
    html::escape_into(&mut out, &quote.after);
    out
}

/// The sentence around a citation, with the works it names marked.
pub fn cite_quote(site: Site, cite: &Cite, quote: &Quote) -> String {
    let mut out = html::escape(&quote.before);
    out.push_str(if out.is_empty() { "<mark>(" } else { " <mark>(" });
    for (i, (key, locator)) in cite.items.iter().enumerate() {
        out.push_str(if i > 0 { "; " } else { "" });
        let work = site.model.bibliography.works.get(key);
        html::escape_into(&mut out, work.map_or(key.as_str(), |work| &work.label));
        if let Some(locator) = locator {
            out.push_str(", ");
            html::escape_into(&mut out, locator);
        }
    }
    out.push_str(")</mark>");
    html::escape_into(&mut out, &quote.after);
    out
}
