//! Citations as readers see them: numbers that lead into the list of the page, unless the style has authors and dates;
//! short forms on other pages, where numbers mean nothing.

use super::reader::Reader;
use crate::files;
use crate::html;
use crate::parse::bibliography::Work;
use crate::parse::markdown::{Cite, CiteItem};
use std::borrow::Cow;

/// The id of a work in the page's list of references. Ids of headings never begin with `_`.
pub fn reference_id(key: &str) -> String {
    format!("_ref-{}", files::encode(key))
}

/// A citation as `[3, p. 12; 4]`, each number linked to its entry in the list of the page, or in the form of the
/// citation style: `(Kangro and Lepik, 2021, p. 12)`. As part of a sentence it is `Kangro and Lepik [3, p. 12]`.
pub fn write(
    reader: &Reader,
    cite: &Cite,
    sources: &[&str],
    lang: &str,
    home: &str,
    out: &mut String,
) {
    let at_home = home.is_empty();
    let form = reader.author_date().filter(|_| at_home);
    let (open, between, close) = match form {
        Some(form) => (&*form.open, &*form.between, &*form.close),
        None if at_home => ("[", "; ", "]"),
        None => ("(", "; ", ")"),
    };
    // The parts of `Kangro and Lepik, 2021`, if the style or the page wants no number.
    let named = |key: &str| {
        let own = reader.reference(lang, key).and_then(|reference| reference.cite.as_deref());
        own.filter(|_| form.is_some()).or_else(|| Some(reader.work(key)?.work.label.as_str()))
    };
    if let Some(author) = author(cite, named) {
        html::escape_into(out, author);
        out.push(' ');
    }
    html::escape_into(out, open);
    for (i, item) in cite.items.iter().enumerate() {
        if i > 0 {
            html::escape_into(out, between);
        }
        around(item, out, |out| {
            let Some(work) = reader.work(&item.key).map(|entry| entry.work) else {
                out.push_str("<span class=\"dead\">@");
                html::escape_into(out, &item.key);
                return out.push_str("</span>");
            };
            let reference = reader.reference(lang, &item.key);
            out.push_str("<a class=\"cite\" role=\"doc-biblioref\" href=\"");
            html::escape_into(out, &format!("{home}#{}", reference_id(&item.key)));
            // On the page itself the reference stands in its list.
            if !at_home {
                out.push_str("\" title=\"");
                html::escape_into(out, reference.map_or(&work.text, |reference| &reference.text));
            }
            out.push_str("\">");
            let number = sources.iter().position(|source| *source == item.key);
            match number.filter(|_| at_home && form.is_none()) {
                Some(place) => out.push_str(&(place + 1).to_string()),
                None if !at_home => html::escape_into(out, &away_part(cite, item, work)),
                None => {
                    let named = named(&item.key).unwrap_or(&work.label);
                    html::escape_into(out, short_part(cite, item, named));
                }
            }
            out.push_str("</a>");
        });
    }
    html::escape_into(out, close);
}

/// A citation outside its page: `(see Kangro and Lepik 2021, p. 12)`, or `Kangro and Lepik (2021, p. 12)`. Plain text.
pub fn short(reader: &Reader, cite: &Cite) -> String {
    let named = |key: &str| Some(reader.work(key)?.work.label.as_str());
    let items = cite.items.iter().map(|item| {
        let before = if item.before.is_empty() { "" } else { " " };
        let after = if item.after.is_empty() { "" } else { ", " };
        let work = reader.work(&item.key);
        let words = work.map_or(Cow::from(&*item.key), |entry| away_part(cite, item, entry.work));
        [&*item.before, before, &*words, after, &*item.after].concat()
    });
    let items = items.collect::<Vec<_>>().join("; ");
    match author(cite, named) {
        Some(author) => format!("{author} ({items})"),
        None => format!("({items})"),
    }
}

/// A source with the words before and after it.
fn around(item: &CiteItem, out: &mut String, source: impl FnOnce(&mut String)) {
    if !item.before.is_empty() {
        html::escape_into(out, &item.before);
        out.push(' ');
    }
    source(out);
    if !item.after.is_empty() {
        out.push_str(", ");
        html::escape_into(out, &item.after);
    }
}

/// The author that a sentence names: `@key says`.
fn author<'n>(cite: &Cite, named: impl Fn(&str) -> Option<&'n str>) -> Option<&'n str> {
    let item = cite.items.first().filter(|item| cite.in_text && !item.year_only)?;
    Some(author_and_year(named(&item.key)?).0)
}

/// What stands in the brackets for a work that is called `named`.
fn short_part<'n>(cite: &Cite, item: &CiteItem, named: &'n str) -> &'n str {
    let (_, year) = author_and_year(named);
    if (cite.in_text || item.year_only) && !year.is_empty() { year } else { named }
}

/// What stands in the brackets on a page without the list of references: author and year, or for an undated work the
/// first words of its title in place of the year.
fn away_part<'w>(cite: &Cite, item: &CiteItem, work: &'w Work) -> Cow<'w, str> {
    let Some(title) = &work.undated else { return short_part(cite, item, &work.label).into() };
    let (author, _) = author_and_year(&work.label);
    // Without an author the label is the title already.
    match cite.in_text || item.year_only || author == title {
        true => title.as_str().into(),
        false => format!("{author}, {title}").into(),
    }
}

/// The parts of `Kangro and Lepik, 2021` and `Kangro and Lepik 2021`.
fn author_and_year(named: &str) -> (&str, &str) {
    let (author, year) = named.rsplit_once(' ').unwrap_or((named, ""));
    (author.trim_end_matches(','), year)
}
