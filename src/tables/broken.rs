//! Says what is wrong with TOML that can't be parsed, in the words of people who have never heard of TOML: one
//! diagnostic for each entry, with what to write instead. Runs only after the parser has found an error.

use super::causes::*;
use super::entries::{blank, entries, is_head, is_pair};
use super::lenient;
use super::loose::{self, LooseDate};
use crate::diagnostics::Span;
use toml::de::DeTable;

/// An entry that can't be read.
#[derive(Debug, PartialEq)]
pub struct Broken {
    /// In the text.
    pub span: Span,
    pub message: String,
    pub help: Option<String>,
    /// What replaces `span`, if that is certain.
    pub fix: Option<String>,
    /// An earlier place that it clashes with.
    pub first: Option<Span>,
}

impl Broken {
    /// One without a fix.
    pub fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        let help = Some(help.into()).filter(|help| !help.is_empty());
        Self { span, message: message.into(), help, fix: None, first: None }
    }
}

/// Finds what is wrong. Also returns the text with all that is wrong blanked out: it can be parsed, and every place in
/// it is the same.
pub fn explain(text: &str) -> (Vec<Broken>, String) {
    let mut found = Vec::new();
    let mut sound = text.to_owned();
    for entry in entries(text) {
        if DeTable::parse(&text[entry.clone()]).is_err() {
            found.push(broken(text, &entry));
            blank(&mut sound, &with_contents(text, &entry));
        }
    }
    // What is left are entries that clash.
    for _ in 0..CLASHES {
        let (_, errors) = DeTable::parse_recoverable(&sound);
        let Some(at) = errors.iter().filter_map(|error| error.span()).map(|span| span.start).min()
        else {
            return (found, sound);
        };
        let entry = entries(&sound).into_iter().find(|entry| entry.end > at);
        let Some(entry) = entry else {
            found.push(Broken::new(at..at, "from here on this can't be read", ""));
            break;
        };
        found.push(clash(&sound, &entry));
        blank(&mut sound, &with_contents(text, &entry));
    }
    (found, " ".repeat(text.len()))
}

/// How many entries that clash are reported.
const CLASHES: usize = 64;

/// An entry, and behind the head of a table all that belongs to it.
fn with_contents(text: &str, entry: &Span) -> Span {
    if !is_head(&text[entry.clone()]) {
        return entry.clone();
    }
    let below = &text[entry.end..];
    let next = entries(below).into_iter().find(|entry| is_head(&below[entry.clone()]));
    entry.start..next.map_or(text.len(), |next| entry.end + next.start)
}

/// Says what is wrong with one entry.
fn broken(text: &str, entry: &Span) -> Broken {
    let source = &text[entry.clone()];
    let plain = plain_spaces(source).trim().to_owned();
    let (mended, cause) = match is_head(source) {
        true => head(text, &plain),
        false => pair(&plain),
    };
    let parses = |mended: &String| DeTable::parse(mended).is_ok();
    let mended = mended.filter(|mended| parses(mended) && mended != source);
    let spaces =
        "there is a space here that only looks like one; text from a word processor has them";
    let cause = if mended.as_ref() == Some(&plain) { certain(spaces) } else { cause };
    let help = mended.as_ref().map(|mended| help(source, mended, cause));
    let line = source.lines().next().unwrap_or_default().trim_end().len();
    let is_whole = cause.certain && mended.is_some();
    Broken {
        // The fix replaces all of the entry; otherwise its first line is enough to find it.
        span: entry.start..if is_whole { entry.end } else { entry.start + line },
        message: cause.message.to_owned(),
        help: help.or_else(|| advice(source, cause)),
        fix: mended.filter(|_| cause.certain),
        first: None,
    }
}

/// The help that shows how to write it. Where two ways are possible, it shows both.
fn help(source: &str, mended: &str, cause: Cause) -> String {
    if is_head(source) && !cause.certain {
        let one = mended.replace("[[", "[").replace("]]", "]");
        return format!("write {one} for a single entry, or [{one}] for one of several");
    }
    if cause.message == PATH.message {
        let name = source.trim_end_matches(['"', ' ']).rsplit('\\').next().unwrap_or_default();
        let key = source.split('=').next().unwrap_or_default().trim();
        return format!("put the file beside the page, and write: {key} = \"{name}\"");
    }
    let value = source.split_once(['=', ':']).map(|(_, value)| value);
    if let Some(LooseDate::Either(first, second)) = value.and_then(loose::date) {
        return format!("write {first} or {second}, with the year and the month first");
    }
    if cause == TWO_READINGS
        && let Some(whole) = value.and_then(loose::thousands)
    {
        let key = mended.split('=').next().unwrap_or_default().trim();
        return format!("write {key} = {whole} or {mended}, whichever is meant");
    }
    let space = if mended.lines().count() == 1 { " " } else { "\n" };
    format!("write it like this:{space}{mended}")
}

/// The help where nothing can be suggested.
fn advice(source: &str, cause: Cause) -> Option<String> {
    let key = source.split(['=', ':']).next().unwrap_or_default().trim();
    Some(match source.split_once(['=', ':']) {
        _ if cause == NO_DATE => DATE_HELP.to_owned(),
        Some(_) if cause.message == ONGOING.message => "remove this line".to_owned(),
        Some((_, value)) if lenient::is_null(value.trim()) => {
            "remove this line: a key without a value is left out".to_owned()
        }
        Some((_, value)) if !value.trim().is_empty() && !value.trim().starts_with('#') => {
            format!("write it like this: {key} = \"…\"")
        }
        Some(_) => format!("write a value, or remove the line: {key} = \"…\""),
        None => "every line here has the form: key = \"value\"".to_owned(),
    })
}

/// The same text with plain spaces and without invisible signs, except in texts.
fn plain_spaces(source: &str) -> String {
    let mut in_text = false;
    let mut out = String::with_capacity(source.len());
    for c in source.chars() {
        in_text = if c == '"' { !in_text } else { in_text && c != '\n' };
        match c {
            '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' | '\u{2002}'..='\u{200a}'
                if !in_text =>
            {
                out.push(' ');
            }
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' if !in_text => {}
            '＝' if !in_text => out.push('='),
            c => out.push(c),
        }
    }
    out
}

/// A line in brackets as it should be.
fn head(text: &str, source: &str) -> (Option<String>, Cause) {
    const CAUSE: Cause =
        certain("a line in brackets needs as many of them behind the name as before it");
    const ALONE: Cause = certain("a name in brackets stands on a line of its own");
    let opening = source.len() - source.trim_start_matches(['[', ' ']).len();
    let brackets = |text: &str| text.matches(['[', ']']).count();
    let name = &source[opening..];
    let end = name.find([']', '#', '\n', '"']).unwrap_or(name.len());
    let rest = name[end..].trim_start_matches([']', ' ']);
    let closing = &name[end..name.len() - rest.len()];
    let counts = [brackets(&source[..opening]), brackets(closing)].map(|n| n.clamp(1, 2));
    let name = name[..end].trim().trim_matches(['“', '”', '„']);
    let name = match name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)) {
        true => name.to_owned(),
        false => name.to_lowercase().replace([' ', '/'], "_"),
    };
    // One or two brackets: the other heads of that name tell, or those that stand on both sides.
    let is_list = text.contains(&format!("[[{name}]]"));
    let count = if is_list { 2 } else { counts[0].max(counts[1]) };
    let is_clear = is_list || counts[0] == counts[1];
    let line = format!("{}{name}{}", "[".repeat(count), "]".repeat(count));
    let rest = rest.trim();
    let rest = match rest.starts_with('#') || rest.is_empty() {
        true => rest.to_owned(),
        false => pair(rest).0.map(|rest| format!("\n{rest}")).unwrap_or_default(),
    };
    let space = if rest.starts_with('#') { " " } else { "" };
    let cause = if rest.starts_with('\n') { ALONE } else { CAUSE };
    (Some(line + space + &rest), Cause { certain: is_clear, ..cause })
}

/// A key and its value as they should be.
fn pair(source: &str) -> (Option<String>, Cause) {
    let note = source.strip_prefix("//").or_else(|| source.strip_prefix("--"));
    if let Some(note) = note.or_else(|| source.strip_prefix('%')) {
        return (Some(format!("# {}", note.trim())), NOTE);
    }
    if let Some(second) = second_pair(source) {
        let rest = pair(&source[second..]).0.unwrap_or_else(|| source[second..].to_owned());
        return (
            Some(format!("{}\n{rest}", source[..second].trim_end_matches([' ', ',', ';']))),
            TWO_PAIRS,
        );
    }
    let first = source.lines().next().unwrap_or_default();
    let Some(sign) = first.find(['=', ':', '\t']).or_else(|| first.find([' ', '“', '"'])) else {
        return (None, NOT_A_LINE);
    };
    let Some((key, key_cause)) = key(&source[..sign]) else { return (None, NOT_A_LINE) };
    let value = source[sign..].trim_start_matches(['=', ':', '>', ' ', '\t']);
    let signs = source[sign..source.len() - value.len()].matches(['=', ':', '>']).count();
    if signs == 0 && !value.starts_with(['"', '“', '[', '{']) {
        return (None, NOT_A_LINE);
    }
    if value.trim().is_empty() || value.starts_with('#') {
        return (None, NO_VALUE);
    }
    let colon = (!source[sign..].starts_with('=')).then_some(COLON);
    let (value, cause) = match source.contains('\n') && !value.starts_with(['[', '{']) {
        true if !value.starts_with("\"\"\"") => (lines(value), Some(LINES)),
        _ => lenient::value(&key, value),
    };
    let causes = [colon, (signs > 1).then_some(SIGNS), cause, key_cause];
    let certain = causes.iter().flatten().all(|cause| cause.certain);
    let cause = causes.into_iter().flatten().next().unwrap_or(UNREADABLE);
    (value.map(|value| format!("{key} = {value}")), Cause { certain, ..cause })
}

/// Where a second key begins on the same line.
fn second_pair(source: &str) -> Option<usize> {
    let ends = source.match_indices(['"', '\'', ']', '}']).map(|(at, sign)| at + sign.len());
    let starts = ends.map(|end| {
        end + source[end..].len() - source[end..].trim_start_matches([' ', ',', ';']).len()
    });
    let is_sound =
        |at: usize| DeTable::parse(source[..at].trim_end_matches([' ', ',', ';'])).is_ok();
    // Each try reads all that stands before it.
    const TRIES: usize = 20;
    starts.into_iter().filter(|at| is_pair(&source[*at..])).take(TRIES).find(|at| is_sound(*at))
}

/// A key that can be read.
fn key(written: &str) -> Option<(String, Option<Cause>)> {
    const KEY: Cause = Cause {
        message: "a key has letters without accents, digits, `-` and `_`, and no spaces",
        certain: false,
    };
    const MARKS: Cause = certain("a key needs no quotation marks");
    let key = written.trim().trim_matches(['“', '”', '„', '"', '\'']);
    if key.is_empty() || key.split_whitespace().count() > 3 || key.len() > 40 {
        return None;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if key.chars().all(is_plain) {
        let marks = written.trim().len() > key.len();
        return Some((key.to_owned(), marks.then_some(MARKS)));
    }
    let spelt = crate::files::slug(key).replace('-', "_");
    (!spelt.is_empty()).then_some((spelt, Some(KEY)))
}

/// A text in quotation marks that goes over several lines.
fn lines(value: &str) -> Option<String> {
    let inner = value.strip_prefix(['"', '“', '„'])?.trim_end().strip_suffix(['"', '”', '“'])?;
    let is_plain = !inner.contains("\"\"\"") && !inner.contains('\\');
    is_plain.then(|| format!("\"\"\"\n{inner}\"\"\""))
}

/// Says what an entry clashes with.
fn clash(text: &str, entry: &Span) -> Broken {
    let source = &text[entry.clone()];
    let name = |source: &str| {
        let name = source.trim_start_matches(['[', ' ']).split([']', '=', '\n']).next();
        name.unwrap_or_default().trim().to_owned()
    };
    let is_table = |entry: &Span| is_head(&text[entry.clone()]);
    let (own, is_own) = (name(source), is_table(entry));
    let before = entries(&text[..entry.start]);
    // A key can come once in each table.
    let table = before.iter().rposition(is_table);
    let same_table = before.iter().skip(if is_own { 0 } else { table.unwrap_or(0) });
    let first = same_table.into_iter().find(|entry| name(&text[(*entry).clone()]) == own).cloned();
    let (message, help) = match &first {
        Some(first) if is_own && is_table(first) => (
            format!("the part `[{own}]` is there twice"),
            match own.contains('.') {
                true => "put the lines of both below one of them".to_owned(),
                false => format!(
                    "put the lines of both below one of them, or write `[[{own}]]` above each entry of a list"
                ),
            },
        ),
        Some(_) if is_own => (
            format!("`{own}` is there twice: as a key with a value, and as a part of its own"),
            "keep one of them".to_owned(),
        ),
        Some(_) => {
            (format!("the key `{own}` is there twice"), "keep one of the two lines".to_owned())
        }
        None => (
            format!("`{own}` does not go together with what stands above"),
            "keep one of them".to_owned(),
        ),
    };
    let end = source.lines().next().unwrap_or_default().len();
    Broken { first, ..Broken::new(entry.start..entry.start + end, message, help) }
}
