//! The sentences that pages quote from each other, as readers see them there: wikilinks by the titles of their targets,
//! citations in their short form.

use super::body::label;
use super::citations;
use super::reader::Reader;
use crate::html;
use crate::model::PageId;
use crate::parse::markdown::{Cite, Quote, QuoteHole};

/// Where a quote stands: its page, and the index of the text there.
#[derive(Clone, Copy)]
pub struct Source {
    pub page: PageId,
    pub text: u32,
}

/// The sentence around a link, with the link text marked.
pub fn of_link(reader: &Reader, source: Source, quote: &Quote) -> String {
    let mut holes = quote.holes.iter();
    let mut out = String::new();
    fill(reader, source, &quote.before, &mut holes, &mut out);
    out.push_str("<mark>");
    fill(reader, source, &quote.words, &mut holes, &mut out);
    out.push_str("</mark>");
    fill(reader, source, &quote.after, &mut holes, &mut out);
    out
}

/// The sentence around a citation, with the cited works marked.
pub fn of_cite(reader: &Reader, source: Source, cite: &Cite, quote: &Quote) -> String {
    let mut holes = quote.holes.iter();
    let mut out = String::new();
    fill(reader, source, &quote.before, &mut holes, &mut out);
    // Brackets that are surely a citation have no words, and the space before them is cut off.
    let is_cut = quote.words.is_empty();
    out.push_str(if is_cut && !out.is_empty() { " <mark>" } else { "<mark>" });
    out.push_str(&citations::short(reader, cite));
    out.push_str("</mark>");
    if !is_cut {
        holes.next();
    }
    fill(reader, source, &quote.after, &mut holes, &mut out);
    out
}

/// Writes a piece of a quote, with its holes filled.
fn fill<'h>(
    reader: &Reader,
    source: Source,
    piece: &str,
    holes: &mut impl Iterator<Item = &'h QuoteHole>,
    out: &mut String,
) {
    for (i, words) in piece.split('\0').enumerate() {
        if i > 0 {
            hole(reader, source, holes.next(), out);
        }
        html::escape_into(out, words);
    }
}

fn hole(
    reader: &Reader,
    Source { page, text }: Source,
    hole: Option<&QuoteHole>,
    out: &mut String,
) {
    match hole {
        Some(QuoteHole::Title(link)) => {
            let title = reader.link(page, text, *link as u32);
            let title = title.map(|link| label(reader, link, reader.face(page).lang));
            html::escape_into(out, title.unwrap_or_default());
        }
        Some(QuoteHole::Cite(cite)) => {
            let Some(cite) = reader.cite(page, text, *cite as u32) else { return };
            match &cite.typed {
                Some(typed) if !cite.is_citation(|key| reader.work(key).is_some()) => {
                    html::escape_into(out, typed);
                }
                _ if cite.in_text => out.push_str(&citations::short(reader, cite)),
                // Like all brackets, they are omitted.
                _ => out.truncate(out.trim_end().len()),
            }
        }
        None => {}
    }
}
