//! Reads an entry of TOML that is not quite TOML, and writes it as it should be: with straight quotation marks, a
//! decimal point, a date with the year first. The result is only ever a suggestion; the caller parses it.

use super::causes::*;
use super::loose::{self, LooseDate};
use toml::de::DeValue;

/// How deep brackets may lie in each other.
const DEPTH: usize = 8;

/// The marks that open a text, each with those that may close it.
const QUOTES: [(char, &str); 11] = [
    ('"', "\"”“"),
    ('\'', "'’‘"),
    ('“', "”“\""),
    ('”', "”\""),
    ('„', "“”\"„"),
    ('‟', "”\""),
    ('‘', "’‘'"),
    ('’', "’'"),
    ('‚', "‘’'"),
    ('«', "»"),
    ('»', "«»"),
];

/// Where a value stands.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    Top,
    List,
    Table,
}

pub struct Lenient<'t> {
    pub text: &'t str,
    pub cause: Option<Cause>,
    /// The value is a degree, which is never in thousands.
    pub is_degree: bool,
    /// The value is a small number, whatever stands around it.
    pub is_count: bool,
}

/// Reads the value of a key. Returns it as TOML, if it can be understood, and the first cause that was found.
pub fn value(key: &str, text: &str) -> (Option<String>, Option<Cause>) {
    let (is_degree, is_count) = (matches!(key, "lat" | "lon"), matches!(key, "order" | "strength"));
    let mut reader = Lenient { text: text.trim(), cause: None, is_degree, is_count };
    let value = reader.top(key);
    (value, reader.cause)
}

/// A text as TOML, with the quotation marks that need no escapes where possible.
pub fn string(text: &str) -> String {
    let fits = |c: char| c != '"' && c != '\\' && !c.is_control();
    if text.chars().all(fits) {
        return format!("\"{text}\"");
    }
    if !text.contains('\'') && !text.chars().any(|c| c.is_control() && c != '\t') {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Whether a text is the path of a file on somebody's computer.
fn is_path(text: &str) -> bool {
    let ending = text.rsplit('\\').next().and_then(|name| name.rsplit_once('.'));
    text.contains(":\\") && ending.is_some_and(|(_, ending)| ending.len() <= 5)
}

/// Whether a value says, in some language of programs, that there is none.
pub fn is_null(value: &str) -> bool {
    matches!(value, "null" | "nil" | "none" | "None" | "~" | "NULL" | "Null")
}

fn is_toml(value: &str) -> bool {
    !value.is_empty() && DeValue::parse(value).is_ok()
}

impl<'t> Lenient<'t> {
    pub fn say(&mut self, cause: Cause) {
        let both =
            self.cause.map(|first| Cause { certain: first.certain && cause.certain, ..first });
        self.cause = Some(both.unwrap_or(cause));
    }

    /// The value of a key outside of brackets.
    fn top(&mut self, key: &str) -> Option<String> {
        if loose::is_end(key) && loose::goes_on(self.text.trim_matches('"')) {
            self.say(Cause { certain: false, ..ONGOING });
            return None;
        }
        let value = self.value(Place::Top, 0)?;
        self.text = self.text.trim();
        if let Some(note) = self.text.strip_prefix("//") {
            self.say(NOTE);
            return Some(format!("{value} # {}", note.trim()));
        }
        if self.text.starts_with('#') {
            return Some(format!("{value} {}", self.text));
        }
        if self.text.trim_start_matches([',', ';', '.']).is_empty() {
            if !self.text.is_empty() {
                self.say(AFTER);
            }
            return Some(value);
        }
        // `"A", "B"`
        if !self.eat(',') {
            return None;
        }
        self.say(BARE_LIST);
        let others = self.items(None, 1)?;
        Some(format!("[{value}, {}]", others.join(", ")))
    }

    pub fn take(&mut self, bytes: usize) -> &'t str {
        let (part, rest) = self.text.split_at(bytes);
        self.text = rest;
        part
    }

    pub fn eat(&mut self, sign: char) -> bool {
        let rest = self.text.trim_start().strip_prefix(sign);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    pub fn value(&mut self, place: Place, depth: usize) -> Option<String> {
        self.text = self.text.trim_start();
        if depth > DEPTH || self.text.starts_with('#') {
            return None;
        }
        if self.eat('[') {
            // A list keeps its lines.
            let has_lines = self.text.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
            let items = self.items(Some(']'), depth + 1)?;
            return Some(match has_lines {
                true => {
                    format!("[\n{}]", items.iter().map(|i| format!("  {i},\n")).collect::<String>())
                }
                false => format!("[{}]", items.join(", ")),
            });
        }
        if let Some(items) = self.other_brackets(place, depth) {
            return Some(items);
        }
        if self.eat('{') {
            return self.table(depth + 1);
        }
        let mark = QUOTES.iter().find(|(open, _)| self.text.starts_with(*open));
        match mark {
            Some((open, close)) => self.quoted(*open, close, place),
            None => self.bare(place),
        }
    }

    /// A text between marks, or without the second one.
    fn quoted(&mut self, open: char, close: &str, place: Place) -> Option<String> {
        if self.text.starts_with("\"\"\"") || self.text.starts_with("'''") {
            let three = &self.text[..3];
            let Some(end) = self.text[3..].find(three) else {
                self.say(OPEN_LINES);
                return Some(self.take(self.text.len()).to_owned() + three);
            };
            return Some(self.take(end + 6).to_owned()).filter(|text| is_toml(text));
        }
        let start = open.len_utf8();
        let closing = self.text.char_indices().skip(1).find_map(|(at, c)| {
            let after = at + c.len_utf8();
            // `"He said “yes”`: the mark closes what was opened inside.
            let is_inner = open == '"' && c != '"' && self.text[..at].contains(['“', '„']);
            let closes = close.contains(c) && !is_inner && self.ends_after(after, place);
            closes.then_some((at, after))
        });
        let Some((end, after)) = closing else {
            let end = self.bare_end(place);
            let whole = self.take(end).trim_end();
            let inner = &whole[start..];
            if inner.contains(open) {
                self.say(BESIDE);
                return Some(string(whole));
            }
            self.say(UNCLOSED);
            let other =
                inner.strip_suffix(['\'', '"', '’']).filter(|rest| !rest.contains(['\'', '’']));
            return Some(self.as_text(open, other.unwrap_or(inner)));
        };
        let whole = self.take(after);
        if is_toml(whole) {
            return Some(whole.to_owned());
        }
        let mut inner = &whole[start..end];
        if !matches!(open, '"' | '\'') || !whole.ends_with(open) {
            self.say(TYPOGRAPHIC);
        } else if inner.contains(open) && !(open == '"' && is_toml(&format!("\"{inner}\""))) {
            self.say(INSIDE);
            // `""A""`
            let both = inner.strip_prefix(open).and_then(|inner| inner.strip_suffix(open));
            inner = both.filter(|inner| !inner.contains(open)).unwrap_or(inner);
        }
        // French marks have spaces inside.
        if matches!(open, '«' | '»') {
            inner = inner.trim();
        }

        Some(self.as_text(open, inner))
    }

    fn as_text(&mut self, open: char, inner: &str) -> String {
        let escaped = format!("\"{inner}\"");
        if open == '"' && is_toml(&escaped) {
            return escaped;
        }
        if open == '"' && inner.contains('\\') {
            self.say(if is_path(inner) { PATH } else { BACKSLASH });
        }
        string(inner)
    }

    /// Whether a closing mark that ends here can be the right one.
    fn ends_after(&self, at: usize, place: Place) -> bool {
        let rest = &self.text[at..];
        let next = rest.trim_start();
        let spaces = rest.len() - next.len();
        let is_line_end = rest[..spaces].contains('\n');
        match next.chars().next() {
            None => true,
            Some(',' | ';') => true,
            Some('#') => place == Place::Top,
            Some('/') => place == Place::Top && spaces > 0 && next.starts_with("//"),
            Some(']' | '}') => place != Place::Top,
            Some(c) => {
                let starts_text = QUOTES.iter().any(|(open, _)| *open == c);
                place != Place::Top && (is_line_end || (spaces > 0 && starts_text))
            }
        }
    }

    /// Where a value without marks ends.
    pub fn bare_end(&self, place: Place) -> usize {
        let text = self.text;
        let line = text.find('\n').unwrap_or(text.len());
        let comment = text[..line].find(" #").unwrap_or(line);
        let mut at = 0;
        let stops: &[char] = match place {
            Place::Top => return comment,
            Place::List => &[',', ';', ']'],
            Place::Table => &[',', ';', '}'],
        };
        while let Some(stop) = text[at..line].find(stops) {
            let end = at + stop;
            let number = text[..end].trim_start_matches('-');
            let decimals = text[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let then = text[(end + 1 + decimals).min(text.len())..].trim_start();
            let is_decimal = place == Place::Table
                && text[end..].starts_with(',')
                && !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit())
                && decimals > 0
                && (then.is_empty() || then.starts_with([',', ';', '}']));
            if !is_decimal {
                return end;
            }
            at = end + 1;
        }
        line
    }

    /// A value without marks: a date, a number, yes or no, or else a text.
    fn bare(&mut self, place: Place) -> Option<String> {
        let end = self.bare_end(place);
        let mut raw = self.take(end).trim();
        if is_toml(raw) {
            return Some(raw.to_owned());
        }
        if raw.is_empty() || is_null(raw) || raw == "=" {
            return None;
        }
        if place == Place::Top {
            let cut = raw.trim_end_matches([',', ';']);
            if cut.len() < raw.len() && is_toml(cut) {
                self.say(AFTER);
                return Some(cut.to_owned());
            }
            raw = cut;
        }
        if let Some(value) = loose::boolean(raw) {
            self.say(BOOLEAN);
            return Some(value.to_string());
        }
        if raw.starts_with(|c: char| c.is_ascii_digit())
            || raw.ends_with(|c: char| c.is_ascii_digit())
        {
            let date = loose::date(raw);
            if loose::is_iso(raw)
                || matches!(&date, Some(LooseDate::One(iso)) if !is_toml(&loose::as_toml(iso)))
            {
                self.say(NO_DATE);
                return None;
            }
            if let Some(date) = date {
                return self.date(&date);
            }
        }
        if loose::is_number(raw) {
            let is_either = !self.is_degree && loose::thousands(raw).is_some();
            self.say(match raw.contains(',') {
                _ if is_either => TWO_READINGS,
                true => COMMA,
                false => SPACED,
            });
            return loose::number(raw);
        }
        if let Some(number) = loose::number(raw).filter(|_| self.is_count && place == Place::Top) {
            self.say(SPACED);
            return Some(number);
        }
        // `<https://…>`
        let address = raw.strip_prefix('<').and_then(|raw| raw.strip_suffix('>'));
        raw = address.filter(|address| address.contains("://")).unwrap_or(raw);
        let closers = QUOTES.iter().flat_map(|(_, close)| close.chars()).collect::<Vec<_>>();
        let inner = raw.trim_end_matches(&closers[..]);
        let opens = inner.chars().any(|c| closers.contains(&c) && c != '\'' && c != '’');
        let is_unopened = inner.len() < raw.len() && !opens;
        self.say(if is_unopened { UNOPENED } else { UNQUOTED });
        Some(string(if is_unopened { inner } else { raw }))
    }

    fn date(&mut self, date: &LooseDate) -> Option<String> {
        match date {
            LooseDate::One(iso) => {
                self.say(if iso.len() == 7 { MONTH } else { DATE });
                Some(loose::as_toml(iso))
            }
            LooseDate::Either(first, _) => {
                self.say(EITHER);
                Some(loose::as_toml(first))
            }
            LooseDate::Period(start, end) => {
                self.say(PERIOD);
                let end = end.iter().map(|end| format!(", end = {}", loose::as_toml(end)));
                let end = end.collect::<String>();
                Some(format!("{{ start = {}{end} }}", loose::as_toml(start)))
            }
            LooseDate::Ongoing => None,
        }
    }
}
