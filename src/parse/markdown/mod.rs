//! Markdown to HTML in one pass over the events of pulldown-cmark: CommonMark with tables, footnotes, task
//! lists, strikethrough, heading attributes, definition lists, alerts, wikilinks and citations. What depends
//! on the whole repository (where a wikilink leads, how a source is cited, how code is highlighted) is left
//! as a hole in the HTML and filled when the page is rendered.

mod anomalies;
mod anomaly;
mod autolinks;
mod bare;
mod blocks;
mod brackets;
mod cells;
mod citations;
mod cite;
mod footnotes;
mod foreign;
mod heading_ids;
mod html;
mod inline;
mod language;
mod levels;
mod links;
mod marked;
mod mentions;
mod pass;
mod prose;
mod quotation;
mod quote;
mod raw_html;
mod source;

pub use anomaly::{Anomaly, Stars};
pub use cite::{Cite, CiteItem};
pub use foreign::{Markup, entities_in_value, in_value};
pub use language::guess as guess_language;
pub use links::{resolve, scheme};
pub use marked::{Attribute, Code, Context, Heading, Hole, Link, Marked, Position, Text, To};
pub use mentions::Mention;
pub use pass::mark;
pub use quote::{Quote, QuoteHole, sentences};
