//! Raw HTML, where site.toml allows it. The addresses in its attributes mean what they mean in Markdown: they are
//! rewritten for the page's address, and the rules about links check them.

use super::html::{Found, HtmlBlock, addresses};
use super::pass::Pass;
use super::{Attribute, Hole, Link, Position, To, links};
use crate::diagnostics::Spot;
use crate::html::escape;
use pulldown_cmark::{CowStr, Event};

impl Pass<'_, '_> {
    /// Adds allowed HTML, with its addresses resolved.
    pub(super) fn allowed_html(&mut self, block: HtmlBlock) {
        if block.html.starts_with("</a")
            && let Some((link, words)) = self.html_link.take()
        {
            self.end_html_link(link, words);
        }
        let (found, ids) = addresses(&block.html);
        self.marked.anchors.extend(ids.iter().map(|id| escape(id)));
        let mut done = 0;
        // They follow each other; a wrong place must not cut the text backwards.
        for found in found {
            if found.span.start < done {
                continue;
            }
            self.push(Event::Html(CowStr::from(block.html[done..found.span.start].to_owned())));
            done = found.span.end;
            self.html_address(found, &block);
        }
        self.push(Event::Html(CowStr::from(block.html[done..].to_owned())));
    }

    fn html_address(&mut self, found: Found, block: &HtmlBlock) {
        let link = self.marked.links.len();
        let to = links::resolve(&found.address, self.context);
        let written = &block.html[found.span.clone()];
        let source = block.source(found.span.start)..block.source(found.span.end);
        let whole = block.source(found.whole.start)..block.source(found.whole.end);
        let is_verbatim = self.text.get(source.clone()) == Some(&*found.address);
        let address: Option<Spot> = is_verbatim.then(|| self.context.spot(source));
        let quote = if found.is_quoted { "" } else { "\"" };
        let is_ours = matches!(to, To::Page { .. } | To::File { .. } | To::Here { .. });
        let is_value = matches!(self.context.position, Position::Value(_));
        match self.href(&to) {
            // A note is also shown on other pages.
            _ if to.names_file() || (is_ours && is_value) => {
                self.raw(quote);
                self.hole(Hole::Address(link));
                self.raw(quote);
            }
            Some(href) => self.raw([quote, &escape(&href), quote].concat()),
            None => self.raw(written),
        }
        if found.is_anchor {
            self.html_link = Some((link, self.block.len()));
        }
        let image = matches!(found.attribute, Attribute::Picture | Attribute::Decoration);
        let new = Link::new(to, self.context.span(whole), address);
        let html = Some(found.attribute);
        self.marked.links.push(Link { image, words: found.words, html, ..new });
    }

    /// Ends a link of raw HTML within a paragraph: its words are known, and its sentence can be quoted.
    fn end_html_link(&mut self, link: usize, words: usize) {
        let data = &mut self.marked.links[link];
        data.words = self.block.get(words..).unwrap_or_default().trim().to_owned();
        if matches!(data.to, To::Page { .. }) && words <= self.block.len() {
            self.block_links.push((link, words..self.block.len()));
        }
    }
}
