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

/// A quote as plain text.
pub fn plain(reader: &Reader, source: Source, quote: &Quote) -> String {
    let mut holes = quote.holes.iter();
    let mut out = String::new();
    for piece in [&quote.before, &quote.words, &quote.after] {
        fill(reader, source, piece, &mut holes, &mut out);
    }
    out.trim().to_owned()
}

/// The sentence around a link, with the link text marked.
pub fn of_link(reader: &Reader, source: Source, quote: &Quote) -> String {
    let mut holes = quote.holes.iter();
    let [before, words, after] = [&quote.before, &quote.words, &quote.after].map(|piece| {
        let mut words = String::new();
        fill(reader, source, piece, &mut holes, &mut words);
        html::escape(&words)
    });
    format!("{before}<mark>{words}</mark>{after}")
}

/// The sentence around a citation, with the cited works marked.
pub fn of_cite(reader: &Reader, source: Source, cite: &Cite, quote: &Quote) -> String {
    let mut holes = quote.holes.iter();
    let (mut before, mut after) = (String::new(), String::new());
    fill(reader, source, &quote.before, &mut holes, &mut before);
    // Brackets that are surely a citation have no words, and the space before them is cut off.
    if quote.words.is_empty() && !before.is_empty() {
        before.push(' ');
    }
    holes.by_ref().take(quote.words.matches('\0').count()).for_each(drop);
    fill(reader, source, &quote.after, &mut holes, &mut after);
    let words = citations::short(reader, cite);
    let [before, words, after] = [before, words, after].map(|piece| html::escape(&piece));
    format!("{before}<mark>{words}</mark>{after}")
}

/// Adds a piece of a quote, with its holes filled.
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
        out.push_str(words);
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
            out.push_str(title.unwrap_or_default());
        }
        Some(QuoteHole::Cite(cite)) => {
            let Some(cite) = reader.cite(page, text, *cite as u32) else { return };
            match &cite.typed {
                Some(typed) if !cite.is_citation(|key| reader.work(key).is_some()) => {
                    out.push_str(typed);
                }
                _ if cite.in_text => out.push_str(&citations::short(reader, cite)),
                // Like all brackets, they are omitted.
                _ => out.truncate(out.trim_end().len()),
            }
        }
        None => {}
    }
}
