//! The keys and texts of a TOML document as they are written, each with its path. They are for edits that leave everything
//! else as it is; a key that many heads of tables repeat is found in each.

use crate::diagnostics::Span;
use toml::de::DeTable;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// A key, a text, or the bracket that opens a table in braces.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: Kind,
    /// The keys that lead to it, itself included. A list is not a step.
    pub path: Vec<String>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A part of the head of a table.
    Head,
    Key,
    Text,
    /// `{`
    Brace,
}

impl Token {
    pub fn is_at(&self, path: &[&str]) -> bool {
        self.path.len() == path.len() && self.is_below(path)
    }

    pub fn is_below(&self, path: &[&str]) -> bool {
        self.path.len() >= path.len() && path.iter().zip(&self.path).all(|(a, b)| a == b)
    }
}

/// All of a document, in its order; none if it is not sound.
pub fn tokens(text: &str) -> Option<Vec<Token>> {
    DeTable::parse(text).ok()?;
    let lexed = Source::new(text).lex().into_vec();
    let mut events = Vec::new();
    parse_document(&lexed, &mut events, &mut ());
    let mut walk = Walk { text, ..Walk::default() };
    events.into_iter().for_each(|event| walk.event(event));
    Some(walk.found)
}

#[derive(Default)]
struct Walk<'t> {
    text: &'t str,
    found: Vec<Token>,
    /// Whether the head of a table is being read.
    is_head: bool,
    /// The path of the table, and then what the keys in it add, as far as it is open.
    path: Vec<String>,
    /// The length of the path at each table that is open: the one with a head, and those in braces.
    tables: Vec<usize>,
    /// For each open list or table in braces, whether it is a list.
    lists: Vec<bool>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event) {
        let span = event.span().start()..event.span().end();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.path.clear();
                self.is_head = true;
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.tables = vec![self.path.len()];
                self.is_head = false;
            }
            EventKind::SimpleKey => {
                let key = self.text.get(span.clone()).unwrap_or_default();
                self.path.push(bare(key).to_owned());
                self.add(if self.is_head { Kind::Head } else { Kind::Key }, span);
            }
            // A number has no encoding.
            EventKind::Scalar if event.encoding().is_some() => self.add(Kind::Text, span),
            EventKind::ArrayOpen => self.lists.push(true),
            EventKind::ArrayClose => _ = self.lists.pop(),
            EventKind::InlineTableOpen => {
                self.add(Kind::Brace, span);
                self.lists.push(false);
                self.tables.push(self.path.len());
            }
            EventKind::InlineTableClose => {
                self.ends();
                self.tables.pop();
                self.lists.pop();
            }
            EventKind::ValueSep if self.lists.last() == Some(&false) => self.ends(),
            EventKind::Newline if self.lists.is_empty() => self.ends(),
            _ => {}
        }
    }

    fn add(&mut self, kind: Kind, span: Span) {
        self.found.push(Token { kind, path: self.path.clone(), span });
    }

    /// A pair ends.
    fn ends(&mut self) {
        self.path.truncate(self.tables.last().copied().unwrap_or_default());
    }
}

/// A key without its quotation marks. What is escaped in it stays so.
fn bare(key: &str) -> &str {
    let inside = |mark| key.strip_prefix(mark)?.strip_suffix(mark);
    inside('"').or_else(|| inside('\'')).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    #[test]
    fn each_key_and_text_has_its_path() {
        let text = "a = \"x\" # c\n[b.'c']\nd.e = [\n  { f = 1, g = 'y' }, \"z\",\n]\nh = 2\n[[i]]\nj = {}\n";
        let found = tokens(text).expect("it is sound");
        let found = found.iter().map(|token| {
            let kind = match token.kind {
                Kind::Head => "head",
                Kind::Key => "key",
                Kind::Text => "text",
                Kind::Brace => "brace",
            };
            format!("{kind} {} {}", token.path.join("/"), &text[token.span.clone()])
        });
        let found: Vec<String> = found.collect();
        let expected = "key a a|text a \"x\"|head b b|head b/c 'c'|key b/c/d d|key b/c/d/e e|brace b/c/d/e {|key b/c/d/e/f f|key b/c/d/e/g g|text b/c/d/e/g 'y'|text b/c/d/e \"z\"|key b/c/h h|head i i|key i/j j|brace i/j {";
        assert_eq!(found.join("|"), expected);
        assert_eq!(tokens("a = \n"), None);
    }
}
