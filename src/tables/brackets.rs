//! Lists and tables of TOML that are not quite right: without a comma or a bracket, or with brackets of another kind.

use super::causes::*;
use super::lenient::{Lenient, Place};
use super::loose;

impl Lenient<'_> {
    /// The entries up to the closing bracket, or up to the end.
    pub fn items(&mut self, close: Option<char>, depth: usize) -> Option<Vec<String>> {
        let mut items = Vec::new();
        loop {
            self.text = self.text.trim_start();
            if close.is_some_and(|close| self.eat(close)) {
                return Some(items);
            }
            // `"A", "B"]`
            if close.is_none() && self.text == "]" {
                self.text = "";
            }
            while self.eat(',') {
                self.say(COMMAS);
            }
            if self.text.is_empty() {
                if close.is_some() {
                    self.say(OPEN_LIST);
                }
                return Some(items);
            }
            items.push(self.value(Place::List, depth)?);
            if self.eat(';') {
                self.say(NO_COMMA);
            } else if !self.eat(',') {
                let is_end = self.text.trim_start().starts_with([']', '}']);
                if !is_end && !self.text.trim().is_empty() {
                    self.say(NO_COMMA);
                }
            }
        }
    }

    /// A list in brackets of another kind: `{EE, FI}`, `(EE, FI)`.
    pub fn other_brackets(&mut self, place: Place, depth: usize) -> Option<String> {
        let inner = |open, close| self.text.strip_prefix(open)?.strip_suffix(close);
        let is_list = |text: &&str| text.contains(',') && !text.contains(['=', ':', '{', '(']);
        let braces = inner('{', '}').filter(is_list);
        // A text can be in parentheses.
        let round = inner('(', ')').filter(is_list).filter(|_| !self.text.contains(". "));
        let list = braces.or(round).filter(|_| place == Place::Top)?;
        self.say(Cause { certain: braces.is_some(), ..OTHER_BRACKETS });
        self.text = list;
        self.items(None, depth + 1).map(|items| format!("[{}]", items.join(", ")))
    }

    pub fn table(&mut self, depth: usize) -> Option<String> {
        let mut pairs = Vec::new();
        loop {
            self.text = self.text.trim_start();
            if self.eat('}') {
                break;
            }
            if self.text.is_empty() || self.text.starts_with(']') {
                self.say(OPEN_TABLE);
                break;
            }
            let sign = self.text.find(['=', ':', ',', '}'])?;
            let key = self.take(sign).trim().trim_matches(['"', '\'', '“', '”']);
            if key.is_empty() || !key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
            {
                return None;
            }
            if self.eat(':') {
                self.say(COLON);
            } else if !self.eat('=') {
                return None;
            }
            let end = self.bare_end(Place::Table);
            let raw = self.text[..end].trim().trim_matches('"');
            if loose::is_end(key) && (raw.is_empty() || loose::goes_on(raw)) {
                self.take(end);
                self.say(ONGOING);
            } else {
                self.is_degree = matches!(key, "lat" | "lon");
                let value = self.value(Place::Table, depth)?;
                self.is_degree = false;
                // `start = 2020 - 2021`
                let both = value.strip_prefix("{ ").and_then(|both| both.strip_suffix(" }"));
                let both = both.filter(|both| key == "start" && both.starts_with("start = "));
                pairs.push(both.map_or_else(|| format!("{key} = {value}"), str::to_owned));
            }
            if self.eat(';') {
                self.say(NO_COMMA);
            } else if !self.eat(',') && !self.text.trim_start().starts_with('}') {
                let more = !self.text.trim().is_empty() && !self.text.trim().starts_with(']');
                self.say(if more { NO_COMMA } else { OPEN_TABLE });
            }
        }
        Some(format!("{{ {} }}", pairs.join(", ")))
    }
}
