//! Block elements: headings, code, HTML, footnotes, alerts.

use super::html::HtmlBlock;
use super::pass::Pass;
use super::{Heading, Hole};
use crate::diagnostics::Span;
use crate::diagnostics::rules::RAW_HTML;
use crate::{files, html};
use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};
use std::collections::HashSet;

impl<'a> Pass<'a, '_> {
    pub(super) fn end_heading(&mut self, tag: TagEnd) {
        let Some((at, range)) = self.heading.take() else { return };
        let text = self.block.trim().to_owned();
        let span = self.context.span(range.clone());
        let Some(Event::Start(Tag::Heading { level, id, .. })) = self.events().get_mut(at) else {
            return;
        };
        let level = *level as u8;
        let wanted = id.take().map_or_else(|| files::slug(&text), |id| id.into_string());
        let n = self.text[range.start..].bytes().take_while(|b| *b == b'#').count();
        let signs = range.start..range.start + n;
        let signs = (n == level as usize).then(|| self.context.spot(signs));
        // Ids that begin with `_` are reserved for templates.
        let wanted = wanted.trim_start_matches('_');
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let unique = self.unique(format!("{}{wanted}", self.context.ids));
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.events().get_mut(at) {
            *id = Some(CowStr::from(unique.clone()));
        }
        let id = html::escape(&unique);
        self.raw(format!(
            " <a class=\"anchor\" href=\"#{id}\" aria-labelledby=\"{id}\"><span aria-hidden=\"true\">#</span></a>"
        ));
        self.push(Event::End(tag));
        self.end_block();
        self.marked.headings.push(Heading { level, written: level, id: unique, text, span, signs });
    }

    /// The attributes a heading may have. None if HTML is off, because `onclick` is one too.
    pub(super) fn allowed<T>(&mut self, attrs: Vec<T>, range: &Span) -> Vec<T> {
        if attrs.is_empty() || self.context.config.raw_html {
            return attrs;
        }
        self.raw_html_problem(range.clone(), "this heading's attributes are HTML and are dropped");
        Vec::new()
    }

    pub(super) fn unique(&mut self, id: String) -> String {
        if self.ids.insert(id.clone()) {
            return id;
        }
        // Continue from the last number used, or many equal headings would take quadratic time.
        let mut n = self.same_ids.get(&id).copied().unwrap_or(1);
        loop {
            n += 1;
            let unique = format!("{id}-{n}");
            if self.ids.insert(unique.clone()) {
                self.same_ids.insert(id, n);
                return unique;
            }
        }
    }

    pub(super) fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let mut open = String::from("<pre><code class=\"language-");
        html::escape_into(&mut open, &code.lang);
        open.push_str("\">");
        self.raw(open);
        self.hole(Hole::Code(self.marked.code.len()));
        self.marked.code.push(code);
        self.raw("</code></pre>\n");
    }

    pub(super) fn html_event(&mut self, tag: CowStr<'a>, range: Span, in_block: bool) {
        if self.context.config.raw_html {
            return match &mut self.html {
                Some(block) if in_block => block.add(&tag, range),
                _ => self.allowed_html(HtmlBlock::of(&tag, range)),
            };
        }
        // Comments are notes for other authors: not shown, and not reported.
        if !in_block && tag.starts_with("<!--") {
            return;
        }
        if !in_block {
            self.raw_html_problem(range, "this HTML is shown as text");
            self.push(Event::Text(tag));
        }
    }

    pub(super) fn end_html(&mut self, range: Span) {
        let Some(block) = self.html.take() else { return };
        if self.context.config.raw_html {
            return self.allowed_html(block);
        }
        let block = self.text.get(block.span).unwrap_or_default().trim();
        if block.starts_with("<!--") && block.ends_with("-->") && block.matches("-->").count() == 1
        {
            return;
        }
        self.raw_html_problem(range, "this HTML is shown as text");
        self.push(Event::Start(Tag::Paragraph));
        self.push(Event::Text(CowStr::from(block.to_owned())));
        self.push(Event::End(TagEnd::Paragraph));
    }

    pub(super) fn raw_html_problem(&mut self, range: Span, message: &str) {
        let start = range.start;
        let end = self.text[range.clone()].find('\n').map_or(range.end, |newline| start + newline);
        let problem = RAW_HTML
            .at(self.context.path, self.context.span(start..end), message)
            .help("write it in Markdown, or set raw_html = true in site.toml");
        self.marked.problems.push(problem);
    }

    pub(super) fn footnote_reference(&mut self, label: CowStr<'a>) {
        let next = self.footnote_uses.len() + 1;
        let (number, uses) = self.footnote_uses.entry(label).or_insert((next, 0));
        *uses += 1;
        let (number, uses, ids) = (*number, *uses, self.context.ids);
        let id = if uses == 1 {
            format!("_{ids}fnref-{number}")
        } else {
            format!("_{ids}fnref-{number}-{uses}")
        };
        self.raw(format!(
            "<sup><a class=\"footnote-ref\" id=\"{id}\" href=\"#_{ids}fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    pub(super) fn alert(&mut self, kind: BlockQuoteKind) {
        let name = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        self.raw(format!(
            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">"
        ));
        self.hole(Hole::Alert(name.to_owned()));
        self.raw("</p>\n");
    }

    /// The footnotes in the order of their first use; unused ones come last.
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        let mut notes = std::mem::take(&mut self.footnotes);
        let mut seen = HashSet::new();
        notes.sort_by_cached_key(|(label, _)| {
            let number = self.footnote_uses.get(label).map_or(usize::MAX, |uses| uses.0);
            if seen.insert(label.clone()) { number } else { usize::MAX }
        });
        self.raw("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        let ids = self.context.ids;
        for (label, mut events) in notes {
            // Unused footnotes and repeated definitions have no number.
            let uses = self.footnote_uses.remove(&label);
            match uses {
                Some((number, _)) => self.raw(format!("<li id=\"_{ids}fn-{number}\">\n")),
                None => self.raw("<li>\n"),
            }
            if let Some((number, _)) = uses {
                let back = format!(
                    " <a class=\"footnote-back\" href=\"#_{ids}fnref-{number}\" role=\"doc-backlink\">↩</a>"
                );
                let in_paragraph = matches!(events.last(), Some(Event::End(TagEnd::Paragraph)));
                let at = events.len() - usize::from(in_paragraph);
                events.insert(at, Event::InlineHtml(back.into()));
            }
            self.events().append(&mut events);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n</div>\n");
    }
}
