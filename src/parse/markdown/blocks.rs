//! Block elements: headings, code, HTML, alerts.

use super::anomaly::Anomaly;
use super::heading_ids::{id_of, second};
use super::html::HtmlBlock;
use super::pass::{OpenCode, Pass, is_inline};
use super::{Code, Heading, Hole, Quote, source};
use crate::diagnostics::Span;
use crate::diagnostics::place::line_end;
use crate::diagnostics::rules::{PLAIN_CODE, RAW_HTML};
use crate::html;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, Tag, TagEnd};

impl<'a> Pass<'a, '_> {
    pub(super) fn end_heading(&mut self, tag: TagEnd) {
        let Some((at, range)) = self.heading.take() else { return };
        let text = self.block_words(0).trim().to_owned();
        let quote = (!self.block_holes.is_empty()).then(|| {
            let holes = self.block_holes.iter().map(|(_, hole)| *hole).collect();
            Box::new(Quote { before: self.block.trim().to_owned(), holes, ..Quote::default() })
        });
        let span = self.context.span(range.clone());
        let Some(Event::Start(Tag::Heading { level, id, .. })) = self.events().get_mut(at) else {
            return;
        };
        let level = *level as u8;
        let own = id.take().map(|id| id.trim_start_matches('_').to_owned());
        let n = self.text[range.start..].bytes().take_while(|b| *b == b'#').count();
        let signs = range.start..range.start + n;
        let signs = (n == level as usize).then(|| self.context.spot(signs));
        let is_own = own.is_some();
        // Ids that begin with `_` are reserved for templates.
        let wanted = own.unwrap_or_else(|| id_of(&text, self.context.config.heading_ids));
        let wanted = if wanted.is_empty() { "section" } else { &*wanted };
        let id = format!("{}{wanted}", self.context.ids);
        let unique = match is_own && self.own_ids.remove(wanted) {
            true => id,
            false => {
                if is_own {
                    self.odd(Anomaly::SecondId(wanted.to_owned()), range);
                }
                self.unique(id)
            }
        };
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.events().get_mut(at) {
            *id = Some(CowStr::from(unique.clone()));
        }
        let id = html::escape(&unique);
        self.raw(format!(" <a class=\"anchor\" href=\"#{id}\" aria-labelledby=\"{id}\">#</a>"));
        self.push(Event::End(tag));
        self.end_block();
        self.marked.headings.push(Heading {
            level,
            written: level,
            is_quoted: self.quotations > 0,
            id: unique,
            text,
            quote,
            span,
            signs,
        });
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
        let second = || second(self.context.config.heading_ids);
        let mut n = self.same_ids.get(&id).map_or_else(second, |last| last + 1);
        loop {
            let unique = format!("{id}-{n}");
            if self.ids.insert(unique.clone()) {
                self.same_ids.insert(id, n);
                return unique;
            }
            n += 1;
        }
    }

    pub(super) fn start_code(&mut self, kind: CodeBlockKind<'a>, range: Span) {
        self.end_block();
        if let CodeBlockKind::Fenced(info) = &kind
            && let Some(lang) = language(info)
        {
            let span = self.context.span(self.first_line(range));
            let code = Code { lang: lang.to_owned(), text: String::new(), span };
            self.code = Some(OpenCode::Named(code));
        } else {
            self.code = Some(OpenCode::Plain);
            if !self.is_at_line_start() {
                self.raw("\n");
            }
            self.frame("pre", "code");
            self.raw("<code>");
        }
    }

    /// The box of a task, with a name.
    pub(super) fn task_box(&mut self, is_done: bool) {
        self.raw("<input disabled=\"\" type=\"checkbox\" aria-label=\"");
        self.hole(Hole::Word(if is_done { "done" } else { "to_do" }.to_owned()));
        self.raw(if is_done { "\" checked=\"\"/>\n" } else { "\"/>\n" });
    }

    /// Whether the HTML of the last event ends with a new line.
    fn is_at_line_start(&mut self) -> bool {
        match self.events().last() {
            None | Some(Event::SoftBreak | Event::HardBreak | Event::Rule) => true,
            Some(Event::End(tag)) => !is_inline(tag),
            Some(Event::Start(tag)) => matches!(tag, Tag::BlockQuote(_) | Tag::List(_)),
            Some(Event::Html(html) | Event::InlineHtml(html)) => html.ends_with('\n'),
            Some(_) => false,
        }
    }

    /// Opens an element that may scroll. Keys reach it, and it has a name: its kind, and the heading that it is under.
    pub(super) fn frame(&mut self, open: &str, word: &str) {
        self.raw(format!("<{open} tabindex=\"0\" role=\"group\" aria-label=\""));
        self.hole(Hole::Word(word.to_owned()));
        if let Some(heading) = self.marked.headings.last() {
            let under = format!(": {}", html::escape(&heading.text));
            self.raw(under);
        }
        self.raw("\">");
    }

    pub(super) fn end_code(&mut self) {
        let Some(OpenCode::Named(mut code)) = self.code.take() else {
            return self.raw("</code></pre>\n");
        };
        self.frame("pre", "code");
        let mut open = String::from("<code class=\"language-");
        html::escape_into(&mut open, &code.lang);
        open.push_str("\">");
        self.raw(open);
        self.hole(Hole::Code(self.marked.code.len()));
        if !PLAIN.contains(&&*code.lang) {
            self.highlighted += code.text.len().max(SHORTEST_BLOCK);
            if let Some(message) = too_long(&code.text, self.highlighted) {
                code.lang.clear();
                let problem = PLAIN_CODE.at(self.context.path, code.span.clone(), message);
                self.marked.problems.push(problem.help("shorten it, or name the language `text`"));
            }
        }
        self.marked.code.push(code);
        self.raw("</code></pre>\n");
    }

    pub(super) fn html_event(&mut self, tag: CowStr<'a>, range: Span, in_block: bool) {
        if !in_block {
            self.look_at_tag(&tag);
        }
        if self.context.config.raw_html {
            return match &mut self.html {
                Some(block) if in_block => block.add(&tag, range),
                _ => self.allowed_html(HtmlBlock::of(&tag, range)),
            };
        }
        // Comments are notes for other authors: not shown, and not reported.
        if !in_block && (tag.starts_with("<!--") || tag.starts_with(source::COMMENT)) {
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
        if block.starts_with("<!--") && !block.contains("-->") {
            let message = "this comment has no end, so all that follows belongs to it";
            return self.html_problem(range, message, "write `-->` where it ends");
        }
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
        self.html_problem(
            range,
            message,
            "write it in Markdown, or set raw_html = true in site.toml",
        );
    }

    fn html_problem(&mut self, range: Span, message: &str, help: &str) {
        let span = self.context.span(self.first_line(range));
        let problem = RAW_HTML.at(self.context.path, span, message).help(help);
        self.marked.problems.push(problem);
    }

    pub(super) fn first_line(&self, range: Span) -> Span {
        range.start..range.end.min(line_end(self.text, range.start))
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
        self.hole(Hole::Word(format!("alert_{name}")));
        self.raw("</p>\n");
    }
}

/// The first word of a code block's info string.
fn language(info: &str) -> Option<&str> {
    info.split([' ', ',', '\t']).next().filter(|lang| !lang.is_empty())
}

/// Languages without colours.
const PLAIN: [&str; 4] = ["text", "txt", "plain", "plaintext"];

/// How many bytes a block of code, a line of it, and all blocks of a page together may have to be highlighted. More
/// would take longer than the rest of the build.
const LONGEST_BLOCK: usize = 64 * 1024;
const LONGEST_LINE: usize = 2000;
const LONGEST_PAGE: usize = 512 * 1024;
/// Blocks count for at least this many bytes of the page, because a short one can take long, too.
const SHORTEST_BLOCK: usize = 1024;

/// Why a block of code is not highlighted. `on_page` are the bytes of the page's blocks up to this one.
fn too_long(text: &str, on_page: usize) -> Option<String> {
    let line = text.lines().map(str::len).max().unwrap_or_default();
    let plain = "so it is shown without colours";
    if text.len() > LONGEST_BLOCK {
        Some(format!("this code has more than {} kB, {plain}", LONGEST_BLOCK / 1024))
    } else if line > LONGEST_LINE {
        Some(format!("this code has a line of more than {LONGEST_LINE} bytes, {plain}"))
    } else if on_page > LONGEST_PAGE {
        Some(format!("this page has more than {} kB of code, {plain} here", LONGEST_PAGE / 1024))
    } else {
        None
    }
}
