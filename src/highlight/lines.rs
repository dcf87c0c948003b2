//! Code line by line. A grammar is slow (some 40 µs a line) and lines come again: the same imports, braces and
//! settings stand in many blocks. What a line becomes depends on its text and on the state that the line before
//! left behind, so each is looked up by these two and read by the grammar only if it is new.

use super::classes::Classes;
use crate::html;
use std::collections::HashMap;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// The class of a piece of code; none for what has no colour.
type Class = Option<&'static str>;

/// The lines of one language that were met so far.
pub struct Lines<'a> {
    syntaxes: &'a SyntaxSet,
    classes: &'a Classes,
    /// The states at the beginnings of lines; the first is that of every block's first line.
    states: Vec<State<'a>>,
}

/// What a line begins in, and the lines that began in it.
struct State<'a> {
    parse: ParseState,
    scopes: ScopeStack,
    lines: HashMap<&'a str, Line>,
}

/// What became of a line.
struct Line {
    pieces: Vec<Piece>,
    /// The state behind it.
    then: usize,
}

/// Where a piece of a line ends, and its class.
type Piece = (usize, Class);

/// Where a line begins.
enum Begin {
    /// In a state that is known, by its place.
    Known(usize),
    /// In one that there was no room for.
    New(Box<(ParseState, ScopeStack)>),
}

/// Code that is nested without end, or that has a text in its state, as the end of a here-document is, has as
/// many states as lines. So many are kept, for to find one is to compare it with all of them.
const MOST: usize = 64;

impl<'a> Lines<'a> {
    pub fn new(syntax: &SyntaxReference, syntaxes: &'a SyntaxSet, classes: &'a Classes) -> Self {
        let (parse, scopes) = (ParseState::new(syntax), ScopeStack::new());
        let first = State { parse, scopes, lines: HashMap::new() };
        Self { syntaxes, classes, states: vec![first] }
    }

    /// A block of code as spans; none when the grammar itself fails on it.
    pub fn html(&mut self, text: &'a str) -> Option<String> {
        let mut out = Spans::default();
        let mut begin = Begin::Known(0);
        for line in text.split_inclusive('\n') {
            begin = match begin {
                Begin::Known(place) => match self.states[place].lines.get(line) {
                    Some(Line { pieces, then }) => {
                        out.line(line, pieces);
                        Begin::Known(*then)
                    }
                    None => {
                        let State { parse, scopes, .. } = &self.states[place];
                        let (pieces, then) = self.read(line, parse.clone(), scopes.clone())?;
                        out.line(line, &pieces);
                        if let Begin::Known(then) = then {
                            self.states[place].lines.insert(line, Line { pieces, then });
                        }
                        then
                    }
                },
                Begin::New(state) => {
                    let (pieces, then) = self.read(line, state.0, state.1)?;
                    out.line(line, &pieces);
                    then
                }
            };
        }
        Some(out.finish())
    }

    /// Reads a line with the grammar: its pieces, and where the next one begins.
    fn read(
        &mut self,
        line: &str,
        mut parse: ParseState,
        mut scopes: ScopeStack,
    ) -> Option<(Vec<Piece>, Begin)> {
        let mut pieces = Vec::new();
        for (at, op) in parse.parse_line(line, self.syntaxes).ok()? {
            pieces.push((at, self.classes.of(&scopes)));
            scopes.apply(&op).ok()?;
        }
        pieces.push((line.len(), self.classes.of(&scopes)));
        Some((pieces, self.place(parse, scopes)))
    }

    fn place(&mut self, parse: ParseState, scopes: ScopeStack) -> Begin {
        let is_it = |state: &State| state.parse == parse && state.scopes == scopes;
        match self.states.iter().position(is_it) {
            Some(place) => Begin::Known(place),
            None if self.states.len() < MOST => {
                self.states.push(State { parse, scopes, lines: HashMap::new() });
                Begin::Known(self.states.len() - 1)
            }
            None => Begin::New(Box::new((parse, scopes))),
        }
    }
}

/// The spans so far; neighbours of one class become one.
#[derive(Default)]
struct Spans {
    html: String,
    open: Class,
}

impl Spans {
    fn line(&mut self, line: &str, pieces: &[Piece]) {
        let mut from = 0;
        for (to, class) in pieces {
            self.text(&line[from..*to], *class);
            from = *to;
        }
    }

    fn text(&mut self, text: &str, class: Class) {
        if text.is_empty() {
            return;
        }
        // White space has no colour: it goes on with what is open.
        if self.open != class && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                self.html.push_str(&format!("<span class=\"{class}\">"));
            }
            self.open = class;
        }
        html::escape_into(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}
