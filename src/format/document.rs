//! Reads TOML into the parts that are moved and written anew: sections of pairs, with the comments that belong to each.
//! Nothing is interpreted: a value that is not a text, a list or a table stays as it is written.

use toml_parser::Source;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, parse_document};

/// A document. Comments above the first blank line are about all of it.
#[derive(Debug, Default)]
pub struct Document<'t> {
    pub head: Vec<&'t str>,
    /// What stands above the first head of a table, and then each table with its head.
    pub sections: Vec<Section<'t>>,
    /// Comments at the end, behind a blank line.
    pub foot: Vec<Line<'t>>,
}

/// A table with its head, or the beginning of the document.
#[derive(Debug, Default)]
pub struct Section<'t> {
    pub above: Vec<Line<'t>>,
    /// Empty at the beginning.
    pub head: Key<'t>,
    /// Whether it is one of several: `[[head]]`.
    pub is_list: bool,
    pub comment: Option<&'t str>,
    pub below: Vec<&'t str>,
    pub pairs: Vec<Pair<'t>>,
}

#[derive(Debug)]
pub struct Pair<'t> {
    pub above: Vec<Line<'t>>,
    pub key: Key<'t>,
    pub value: Value<'t>,
    /// The comment on the same line.
    pub comment: Option<&'t str>,
    /// Comments on the next lines, with a blank line behind: a line that was commented out.
    pub below: Vec<&'t str>,
}

/// A key as written, in its parts.
pub type Key<'t> = Vec<&'t str>;

/// A line without a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Line<'t> {
    Blank,
    Comment(&'t str),
}

#[derive(Debug)]
pub enum Value<'t> {
    /// What stays as it is.
    Written(&'t str),
    /// A text on one line, between its marks.
    Text(&'t str),
    List(Vec<Entry<'t>>, Vec<&'t str>),
    Table(Vec<(Key<'t>, Value<'t>)>),
}

/// An entry of a list, with the comments above it and on its line.
#[derive(Debug)]
pub struct Entry<'t> {
    pub above: Vec<&'t str>,
    pub value: Value<'t>,
    pub comment: Option<&'t str>,
}

/// Reads a document; none if it is not sound.
pub fn read(text: &str) -> Option<Document<'_>> {
    let tokens = Source::new(text).lex().into_vec();
    let (mut events, mut errors) = (Vec::new(), Vec::new());
    parse_document(&tokens, &mut events, &mut errors);
    let walk = Walk { text, events: &events, at: 0 };
    if errors.is_empty() { walk.document() } else { None }
}

struct Walk<'t, 'e> {
    text: &'t str,
    events: &'e [Event],
    at: usize,
}

impl<'t> Walk<'t, '_> {
    fn document(mut self) -> Option<Document<'t>> {
        let mut document = Document { sections: vec![Section::default()], ..Document::default() };
        let mut gap = Vec::new();
        let mut is_line_empty = true;
        while let Some(event) = self.next() {
            let kind = event.kind();
            match kind {
                EventKind::Whitespace => {}
                EventKind::Newline if is_line_empty => gap.push(Line::Blank),
                EventKind::Newline => is_line_empty = true,
                EventKind::Comment if is_line_empty => {
                    gap.push(Line::Comment(self.written(event)));
                    is_line_empty = false;
                }
                EventKind::Comment => *document.comment() = Some(self.written(event)),
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let above = document.settle(std::mem::take(&mut gap));
                    let is_list = kind == EventKind::ArrayTableOpen;
                    let head = self.head()?;
                    document.sections.push(Section { above, head, is_list, ..Section::default() });
                    is_line_empty = false;
                }
                EventKind::SimpleKey => {
                    let above = document.settle(std::mem::take(&mut gap));
                    let key = self.key(event)?;
                    let first = self.next_solid()?;
                    let value = self.value(first)?;
                    let pair = Pair { above, key, value, comment: None, below: Vec::new() };
                    document.sections.last_mut()?.pairs.push(pair);
                    is_line_empty = false;
                }
                _ => return None,
            }
        }
        // At the end there is nothing below that the last comments could be about.
        if !gap.contains(&Line::Blank) {
            gap.push(Line::Blank);
        }
        document.foot = document.settle(gap);
        Some(document)
    }

    fn next(&mut self) -> Option<Event> {
        let event = self.events.get(self.at).copied();
        self.at += 1;
        event
    }

    fn next_solid(&mut self) -> Option<Event> {
        loop {
            let event = self.next()?;
            if event.kind() != EventKind::Whitespace {
                return Some(event);
            }
        }
    }

    fn written(&self, event: Event) -> &'t str {
        self.text.get(event.span().start()..event.span().end()).unwrap_or_default().trim_end()
    }

    /// The key that begins here, and the sign behind it.
    fn key(&mut self, first: Event) -> Option<Key<'t>> {
        let mut key = vec![self.written(first)];
        loop {
            let event = self.next_solid()?;
            match event.kind() {
                EventKind::SimpleKey => key.push(self.written(event)),
                EventKind::KeySep => {}
                EventKind::KeyValSep => return Some(key),
                _ => return None,
            }
        }
    }

    fn head(&mut self) -> Option<Key<'t>> {
        let mut key = Vec::new();
        loop {
            let event = self.next_solid()?;
            match event.kind() {
                EventKind::SimpleKey => key.push(self.written(event)),
                EventKind::KeySep => {}
                EventKind::StdTableClose | EventKind::ArrayTableClose => return Some(key),
                _ => return None,
            }
        }
    }

    fn value(&mut self, first: Event) -> Option<Value<'t>> {
        match first.kind() {
            EventKind::Scalar => Some(match first.encoding() {
                Some(Encoding::BasicString | Encoding::LiteralString) => {
                    Value::Text(self.written(first))
                }
                _ => Value::Written(self.written(first)),
            }),
            EventKind::ArrayOpen => self.list(),
            EventKind::InlineTableOpen => self.table(first),
            _ => None,
        }
    }

    fn list(&mut self) -> Option<Value<'t>> {
        let (mut entries, mut above): (Vec<Entry>, Vec<&str>) = (Vec::new(), Vec::new());
        let mut is_beside = false;
        loop {
            let event = self.next_solid()?;
            match event.kind() {
                EventKind::ValueSep => {}
                EventKind::Newline => is_beside = false,
                EventKind::Comment => {
                    let comment = self.written(event);
                    let last =
                        entries.last_mut().filter(|last| is_beside && last.comment.is_none());
                    match last {
                        Some(last) => last.comment = Some(comment),
                        None => above.push(comment),
                    }
                }
                EventKind::ArrayClose => return Some(Value::List(entries, above)),
                _ => {
                    let value = self.value(event)?;
                    let above = std::mem::take(&mut above);
                    entries.push(Entry { above, value, comment: None });
                    is_beside = true;
                }
            }
        }
    }

    /// A table in braces. One with comments in it stays as it is.
    fn table(&mut self, open: Event) -> Option<Value<'t>> {
        let mut pairs = Vec::new();
        let begin = self.at;
        loop {
            let event = self.next_solid()?;
            match event.kind() {
                EventKind::ValueSep | EventKind::Newline | EventKind::Comment => {}
                EventKind::InlineTableClose => {
                    let inner = self.events.get(begin..self.at)?;
                    let has_comment = inner.iter().any(|event| event.kind() == EventKind::Comment);
                    let whole = self.text.get(open.span().start()..event.span().end())?;
                    return Some(match has_comment {
                        true => Value::Written(whole),
                        false => Value::Table(pairs),
                    });
                }
                EventKind::SimpleKey => {
                    let key = self.key(event)?;
                    let mut first = self.next_solid()?;
                    while matches!(first.kind(), EventKind::Newline | EventKind::Comment) {
                        first = self.next_solid()?;
                    }
                    pairs.push((key, self.value(first)?));
                }
                _ => return None,
            }
        }
    }
}

impl<'t> Document<'t> {
    /// Whether there is nothing in it yet but comments.
    fn is_beginning(&self) -> bool {
        self.sections.len() == 1 && self.sections[0].pairs.is_empty() && self.head.is_empty()
    }

    /// The place of a comment on the last line.
    fn comment(&mut self) -> &mut Option<&'t str> {
        let last = self.sections.len() - 1;
        let section = &mut self.sections[last];
        match section.pairs.last_mut() {
            Some(pair) => &mut pair.comment,
            None => &mut section.comment,
        }
    }

    /// Gives the lines before the first blank one to what stands above them. The rest belongs to what comes next.
    fn settle(&mut self, mut gap: Vec<Line<'t>>) -> Vec<Line<'t>> {
        if self.is_beginning() {
            // They are not written, so they must not matter.
            gap.drain(..gap.iter().take_while(|line| **line == Line::Blank).count());
        }
        let Some(blank) = gap.iter().position(|line| *line == Line::Blank) else {
            return gap;
        };
        let rest = gap.split_off(blank);
        let comments = gap.into_iter().filter_map(|line| match line {
            Line::Comment(comment) => Some(comment),
            Line::Blank => None,
        });
        if self.is_beginning() {
            self.head = comments.collect();
            // The writer has a blank line below them anyway.
            return rest.into_iter().skip_while(|line| *line == Line::Blank).collect();
        }
        let last = self.sections.len() - 1;
        let section = &mut self.sections[last];
        match section.pairs.last_mut() {
            Some(pair) => pair.below.extend(comments),
            None => section.below.extend(comments),
        }
        rest
    }
}
