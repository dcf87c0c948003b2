//! Writes a document in one style: keys in order, a blank line before each table, `"…"` around texts, a list on one line
//! if it fits and otherwise, as with several tables, an entry a line. A document in this style is written as it is.

use super::document::{Document, Entry, Key, Line, Pair, Section, Value};
use super::order::Order;

/// The longest line on which a list stays.
const WIDTH: usize = 120;
const INDENT: &str = "  ";

/// The document as text. Each line ends with a line feed.
pub fn write(document: Document, order: &Order) -> String {
    let mut out = Out { text: String::new(), is_break_due: false };
    out.comments(&document.head, "");
    out.is_break_due = !document.head.is_empty();
    for section in in_order(document.sections, order) {
        self::section(&mut out, section, order);
    }
    out.lines(&document.foot);
    out.text
}

struct Out {
    text: String,
    /// Whether a blank line has to come before the next line.
    is_break_due: bool,
}

impl Out {
    fn line(&mut self, line: &str) {
        if std::mem::take(&mut self.is_break_due) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += line;
        self.text.push('\n');
    }

    fn comments(&mut self, comments: &[&str], indent: &str) {
        comments.iter().for_each(|comment| self.line(&format!("{indent}{comment}")));
    }

    /// Several blank lines become one.
    fn lines(&mut self, lines: &[Line]) {
        for line in lines {
            match line {
                Line::Blank => self.is_break_due = true,
                Line::Comment(comment) => self.line(comment),
            }
        }
    }
}

/// The tables in order, each with those inside it. The beginning stays first.
fn in_order<'t>(sections: Vec<Section<'t>>, order: &Order) -> impl Iterator<Item = Section<'t>> {
    let place = |section: &Section| section.head.first().map(|key| order.place(plain(key)));
    let mut sections = sections;
    sections.sort_by_key(place);
    sections.into_iter()
}

fn section(out: &mut Out, section: Section, order: &Order) {
    if !section.head.is_empty() {
        out.is_break_due = true;
        out.lines(&section.above);
        let head = section.head.join(".");
        let head = if section.is_list { format!("[[{head}]]") } else { format!("[{head}]") };
        out.line(&(head + &beside(section.comment)));
    }
    out.comments(&section.below, "");
    out.is_break_due |= !section.below.is_empty();
    let own = section.head.iter().fold(order, |order, key| order.at(plain(key)));
    let mut pairs = section.pairs;
    pairs.sort_by_key(|pair| place(&pair.key, own));
    for (n, pair) in pairs.iter().enumerate() {
        // No blank line between the head of a table and its first pair.
        let is_first = n == 0 && section.below.is_empty();
        let above = match is_first {
            true => {
                &pair.above[pair.above.iter().take_while(|line| **line == Line::Blank).count()..]
            }
            false => &pair.above[..],
        };
        out.lines(above);
        self::pair(out, pair, own);
    }
}

fn pair(out: &mut Out, pair: &Pair, order: &Order) {
    let key = format!("{} = ", pair.key.join("."));
    let value = value(&pair.value, inner(&pair.key, order), "", key.chars().count());
    out.line(&(key + &value + &beside(pair.comment)));
    out.comments(&pair.below, "");
    out.is_break_due |= !pair.below.is_empty();
}

fn beside(comment: Option<&str>) -> String {
    comment.map(|comment| format!("  {comment}")).unwrap_or_default()
}

/// A value whose first line begins behind so many characters. Further lines have at least this indent.
fn value(value: &Value, order: &Order, indent: &str, before: usize) -> String {
    let Value::List(entries, end) = value else { return flat(value, order) };
    let has_tables = entries.iter().any(|entry| matches!(entry.value, Value::Table(_)));
    if !(has_comments(value) || has_tables && entries.len() > 1) {
        let line = flat(value, order);
        if before + line.chars().count() <= WIDTH && !line.contains('\n') {
            return line;
        }
    }
    let deeper = format!("{indent}{INDENT}");
    let mut out = String::from("[\n");
    for entry in entries {
        for comment in &entry.above {
            out += &format!("{deeper}{comment}\n");
        }
        let one = self::value(&entry.value, order, &deeper, deeper.len());
        out += &format!("{deeper}{one},{}\n", beside(entry.comment));
    }
    for comment in end {
        out += &format!("{deeper}{comment}\n");
    }
    out + indent + "]"
}

/// Whether a list has comments at any depth. A table with comments is not taken apart.
fn has_comments(value: &Value) -> bool {
    let Value::List(entries, end) = value else { return false };
    let of_entry = |entry: &Entry| {
        !entry.above.is_empty() || entry.comment.is_some() || has_comments(&entry.value)
    };
    !end.is_empty() || entries.iter().any(of_entry)
}

/// A value on one line, without comments.
fn flat(value: &Value, order: &Order) -> String {
    match value {
        Value::Written(text) => (*text).to_owned(),
        Value::Text(text) => string(text),
        Value::List(entries, _) => {
            let entries: Vec<String> =
                entries.iter().map(|entry| flat(&entry.value, order)).collect();
            format!("[{}]", entries.join(", "))
        }
        Value::Table(pairs) if pairs.is_empty() => "{}".to_owned(),
        Value::Table(pairs) => {
            let mut pairs: Vec<&(Key, Value)> = pairs.iter().collect();
            pairs.sort_by_key(|(key, _)| place(key, order));
            let one = |(key, value): &&(Key, Value)| {
                format!("{} = {}", key.join("."), flat(value, inner(key, order)))
            };
            format!("{{ {} }}", pairs.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    }
}

fn place(key: &Key, order: &Order) -> usize {
    key.first().map_or(0, |key| order.place(plain(key)))
}

/// The order of what is at a key.
fn inner<'o>(key: &Key, order: &'o Order) -> &'o Order {
    key.iter().fold(order, |order, part| order.at(plain(part)))
}

/// A part of a key without quotation marks.
pub fn plain(key: &str) -> &str {
    let quoted = |mark: char| key.strip_prefix(mark).and_then(|key| key.strip_suffix(mark));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(key)
}

/// A text between `"`, or between `'` if it has a `"` or a backslash in it. A text with other escapes stays as it is.
fn string(written: &str) -> String {
    let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
    if written.starts_with('\'') {
        let is_plain = !inner.contains(['"', '\\']);
        return if is_plain { format!("\"{inner}\"") } else { written.to_owned() };
    }
    if !inner.contains('\\') {
        return written.to_owned();
    }
    let others = inner.replace("\\\\", "").replace("\\\"", "");
    let plain = inner.replace("\\\"", "\"").replace("\\\\", "\\");
    match others.contains('\\') || inner.contains('\'') {
        true => written.to_owned(),
        false => format!("'{plain}'"),
    }
}
