//! Reads YAML into the same tables as TOML, with every value as a text: the schema says what it is. So `NO` stays Norway
//! and `0123` keeps its zero. Anchors and aliases are refused, and depth is limited, so a text can't grow.

use super::broken::Broken;
use super::entries::blank;
use super::lenient;
use super::unfolded;
use crate::diagnostics::Span;
use crate::diagnostics::place::lines;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// How deep values may lie in each other.
const DEPTH: usize = 16;

/// How many lines that can't be read are reported.
const REPORTED: usize = 32;

const COPY: &str = "this copies a value from elsewhere, which is not read here";
const ALIAS: &str = "write the value itself; a text that begins with `*` needs quotation marks";
const COMMA: &str = "this comma ends the number, and what follows it is lost";
const POINT: &str = "write the number with a point, such as 58.38";
const ANCHOR: &str = "remove the word with `&`; a text that begins with `&` needs quotation marks";

/// Reads a text. Lines that can't be read are reported and left out.
pub fn read<'t>(text: &str) -> (Spanned<DeTable<'t>>, Vec<Broken>) {
    let mut found = Vec::new();
    let whole = Builder::read(text).or_else(|_| Builder::read(&unfolded::unfolded(text)));
    if let Ok(table) = whole {
        return (table, found);
    }
    let mut sound = text.to_owned();
    for _ in 0..REPORTED {
        match Builder::read(&sound) {
            Ok(table) => return (table, found),
            Err(Trouble { at, message, help }) => {
                let entry = match message {
                    Some(_) => entry_at(&sound, at),
                    // The parser notices late that something is not closed.
                    None => entries(&sound)
                        .find(|entry| Builder::read(&sound[entry.clone()]).is_err())
                        .unwrap_or_else(|| entry_at(&sound, sound[..at].trim_end().len())),
                };
                let line = entry.start + first_line(&sound[entry.clone()]).len();
                let known = message.map(|message| Broken::new(entry.start..line, message, help));
                found.push(known.unwrap_or_else(|| explain(&sound, entry.clone())));
                if sound[entry.clone()].trim().is_empty() {
                    break;
                }
                blank(&mut sound, &entry);
            }
        }
    }
    (Spanned::new(0..0, DeTable::new()), found)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// What stopped the parser. Without a message the line says it best.
struct Trouble {
    at: usize,
    message: Option<&'static str>,
    help: &'static str,
}

/// What stops the parser although it is YAML.
fn refused<T>(at: usize, message: &'static str, help: &'static str) -> Result<T, Trouble> {
    Err(Trouble { at, message: Some(message), help })
}

/// The entry that a place belongs to.
fn entry_at(text: &str, at: usize) -> Span {
    entries(text).rfind(|entry| entry.start <= at).unwrap_or(0..text.len())
}

/// The entries of a text: each from a line that is not indented to the next such line.
fn entries(text: &str) -> impl DoubleEndedIterator<Item = Span> {
    let goes_on = |c: char| c.is_whitespace() || matches!(c, '-' | '#' | ']' | '}');
    let heads =
        lines(text, 0..text.len()).filter(|(_, line)| line.starts_with(|c: char| !goes_on(c)));
    let starts: Vec<usize> = heads.map(|(line, _)| line.start).chain([text.len()]).collect();
    let spans: Vec<Span> = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
    spans.into_iter()
}

/// Says what is wrong with an entry.
fn explain(text: &str, entry: Span) -> Broken {
    let source = &text[entry.clone()];
    let line = first_line(source);
    let span = entry.start..entry.start + line.len();
    if let Some(at) = source.split('\n').find(|line| line.starts_with('\t')) {
        let start = entry.start + (at.as_ptr() as usize - source.as_ptr() as usize);
        let message = "YAML is indented with spaces, and this line begins with a tab";
        let help = format!("write it like this:   {}", at.trim());
        let problem = Broken::new(start..start + at.trim_end().len(), message, help);
        let mended = source.replace('\t', "  ");
        return match reads(&mended) {
            true => Broken { span: entry, fix: Some(mended), ..problem },
            false => problem,
        };
    }
    let Some((key, value)) = line.split_once(':').filter(|(key, _)| !key.contains(['"', '=']))
    else {
        let message = "this line is not a key with a value, such as title: \"…\"";
        let toml =
            line.split_once('=').map(|(key, value)| format!("{}: {}", key.trim(), value.trim()));
        return match toml.filter(|toml| reads(toml)) {
            Some(toml) => {
                let help = format!("write it like this: {toml}");
                Broken { fix: Some(toml), ..Broken::new(span, message, help) }
            }
            None => Broken::new(span, message, "every line here has the form: key: \"value\""),
        };
    };
    let value = value.trim();
    let closer = match value.chars().next() {
        Some('[') => "]",
        Some('{') => "}",
        _ => "",
    };
    let closed = format!("{}{closer}", source.trim_end());
    if !closer.is_empty() && reads(&closed) {
        let message = "a bracket is opened here and never closed";
        let help = format!("write `{closer}` at the end");
        let span = entry.start..entry.start + source.trim_end().len();
        return Broken { fix: Some(closed), ..Broken::new(span, message, help) };
    }
    if value.starts_with('*') {
        return Broken::new(span, COPY, ALIAS);
    }
    let mended = match value.strip_prefix("- ").filter(|item| !item.contains(" - ")) {
        Some(item) => format!("{key}: [{}]", quoted(item)),
        None => format!("{key}: {}", quoted(between_marks(value))),
    };
    if source.trim().lines().count() == 1 && !value.is_empty() && reads(&mended) {
        let message = match value.starts_with(['"', '\'']) {
            true => "this text has quotation marks inside, or none at its end",
            false if value.starts_with("- ") => "a list in one line has square brackets around it",
            false => SIGNS,
        };
        let help = format!("write it like this: {mended}");
        return Broken { fix: Some(mended), ..Broken::new(span, message, help) };
    }
    if let Some(problem) = inner_line(source, entry.start) {
        return problem;
    }
    let message = "this can't be read as YAML: the lines below it are not indented alike, or a bracket or quotation mark is not closed";
    Broken::new(span, message, "")
}

const SIGNS: &str = "this text has signs that mean something in YAML, so it needs quotation marks";

/// How many lines of an entry are tried with quotation marks.
const TRIED: usize = 20;

/// The line below the first one that makes an entry unreadable, if quotation marks mend it: `  note: Cost: five`.
fn inner_line(source: &str, start: usize) -> Option<Broken> {
    let lines = lines(source, 0..source.len()).skip(1);
    let suspects = lines.filter_map(|(span, line)| {
        let (key, value) = line.trim_end().split_once(": ")?;
        let (value, begins) = (value.trim(), span.start + line.len() - line.trim_start().len());
        let is_odd =
            value.contains([':', '"', '\'']) || value.starts_with(['@', '`', '%', '&', '*', '!']);
        is_odd.then(|| (begins..span.start + line.trim_end().len(), key.trim_start(), value))
    });
    suspects.take(TRIED).find_map(|(span, key, value)| {
        let mended = format!("{key}: {}", quoted(between_marks(value)));
        let whole = format!("{}{mended}{}", &source[..span.start], &source[span.end..]);
        reads(&whole).then(|| {
            let help = format!("write it like this: {mended}");
            let span = start + span.start..start + span.end;
            Broken { fix: Some(mended), ..Broken::new(span, SIGNS, help) }
        })
    })
}

/// A text without the marks around it. The last mark closes the text unless one inside would then stay open.
fn between_marks(value: &str) -> &str {
    let open = value.strip_prefix('"').map(|inner| ('"', inner));
    let Some((mark, inner)) = open.or_else(|| value.strip_prefix('\'').map(|inner| ('\'', inner)))
    else {
        let is_half = value.ends_with('"') && value.matches('"').count() % 2 == 1;
        return if is_half { value.trim_end_matches('"') } else { value };
    };
    let closed = inner.strip_suffix(mark);
    closed.filter(|text| mark == '\'' || text.matches(mark).count() % 2 == 0).unwrap_or(inner)
}

fn reads(line: &str) -> bool {
    Builder::read(line).is_ok_and(|table| !table.get_ref().is_empty())
}

/// A text in quotation marks that YAML reads as it is.
fn quoted(text: &str) -> String {
    match lenient::string(text) {
        single if single.starts_with('\'') => format!("'{}'", text.replace('\'', "''")),
        double => double,
    }
}

/// Builds a table from the events of the parser.
struct Builder<'y> {
    text: &'y str,
    /// The byte of each character, unless all are one byte long.
    bytes: Vec<usize>,
    /// The open tables and lists, each with the key that waits for a value.
    open: Vec<(Node, usize)>,
    root: Option<Spanned<DeValue<'static>>>,
}

enum Node {
    Table(DeTable<'static>, Option<Spanned<Cow<'static, str>>>),
    List(DeArray<'static>),
}

impl<'y> Builder<'y> {
    fn read(text: &'y str) -> Result<Spanned<DeTable<'static>>, Trouble> {
        let bytes = match text.is_ascii() {
            true => Vec::new(),
            false => text.char_indices().map(|(at, _)| at).chain([text.len()]).collect(),
        };
        let mut builder = Self { text, bytes, open: Vec::new(), root: None };
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| {
                let at = builder.byte(error.marker().index());
                Trouble { at, message: None, help: "" }
            })?;
            let span = builder.byte(span.start.index())..builder.byte(span.end.index());
            builder.event(event, span)?;
        }
        match builder.root.map(|root| (root.span(), root.into_inner())) {
            Some((span, DeValue::Table(table))) => Ok(Spanned::new(span, table)),
            None => Ok(Spanned::new(0..0, DeTable::new())),
            Some((span, _)) => Err(Trouble { at: span.start, message: None, help: "" }),
        }
    }

    fn byte(&self, character: usize) -> usize {
        let byte = match self.bytes.is_empty() {
            true => character,
            false => self.bytes.get(character).copied().unwrap_or(self.text.len()),
        };
        byte.min(self.text.len())
    }

    fn event(&mut self, event: Event, span: Span) -> Result<(), Trouble> {
        match event {
            Event::Alias(_) => return refused(span.start, COPY, ALIAS),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor > 0 =>
            {
                return refused(span.start, COPY, ANCHOR);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.open.len() >= DEPTH => {
                return refused(span.start, "values lie too deep in each other here", "");
            }
            Event::SequenceStart(..) => self.open.push((Node::List(DeArray::new()), span.start)),
            Event::MappingStart(..) => {
                self.open.push((Node::Table(DeTable::new(), None), span.start));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some((node, start)) = self.open.pop() else { return Ok(()) };
                let value = match node {
                    Node::Table(table, _) => DeValue::Table(table),
                    Node::List(list) => DeValue::Array(list),
                };
                let end = start + self.text[start..span.end.max(start)].trim_end().len();
                return self.value(Spanned::new(start..end, value));
            }
            Event::Scalar(text, style, ..) => return self.scalar(&text, style, span),
            _ => {}
        }
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Result<(), Trouble> {
        let end = span.start + self.text[span.clone()].trim_end().len();
        let span = span.start..end;
        let is_absent =
            style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        if let Some((Node::Table(table, key @ None), _)) = self.open.last_mut() {
            if table.contains_key(text) {
                return refused(span.start, "this key is there twice", "keep one of them");
            }
            *key = Some(Spanned::new(span, Cow::Owned(text.to_owned())));
            return Ok(());
        }
        if is_absent {
            // A key without a value is as if it were not there, but `lat: 58,38` in braces is a number and such a key.
            let key = match self.open.last_mut() {
                Some((Node::Table(_, key), _)) => key.take(),
                _ => None,
            };
            return match key {
                Some(key) if self.is_decimal(key.span().start) => {
                    refused(key.span().start - 1, COMMA, POINT)
                }
                _ => Ok(()),
            };
        }
        let text = text.trim_end_matches('\n').to_owned();
        self.value(Spanned::new(span, DeValue::String(Cow::Owned(text))))
    }

    /// Whether a comma between two digits ends before this place.
    fn is_decimal(&self, at: usize) -> bool {
        let around = at.checked_sub(2).and_then(|start| self.text.as_bytes().get(start..=at));
        matches!(around, Some([before, b',', behind]) if before.is_ascii_digit() && behind.is_ascii_digit())
    }

    /// Puts a value where it belongs.
    fn value(&mut self, value: Spanned<DeValue<'static>>) -> Result<(), Trouble> {
        match self.open.last_mut() {
            Some((Node::List(list), _)) => list.push(value),
            Some((Node::Table(table, key), _)) => match key.take() {
                Some(key) => {
                    table.insert(key, value);
                }
                None => {
                    let message = "a key is a word, and this is a list or a table";
                    return refused(value.span().start, message, "");
                }
            },
            None => self.root = Some(value),
        }
        Ok(())
    }
}
