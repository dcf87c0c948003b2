//! Writes YAML: what a configuration needs of it, and no more. A text is quoted unless it is made of plain words, and
//! a list that stands in several places is written once, with a name.

/// A value. Keys of tables stand in the order in which they are given.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Text(String),
    /// A number or a truth value, as it is written.
    Plain(String),
    List(Vec<Node>),
    Table(Pairs),
    /// The list of this name among those that are written once.
    Shared(String),
}

pub type Pairs = Vec<(&'static str, Node)>;

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Node {
    fn from(yes: bool) -> Self {
        Self::Plain(yes.to_string())
    }
}

impl From<f64> for Node {
    fn from(number: f64) -> Self {
        Self::Plain(number.to_string())
    }
}

impl From<Vec<Node>> for Node {
    fn from(list: Vec<Node>) -> Self {
        Self::List(list)
    }
}

impl From<Pairs> for Node {
    fn from(pairs: Pairs) -> Self {
        Self::Table(pairs)
    }
}

impl Node {
    /// What stands at a key of a table.
    pub fn at(&self, key: &str) -> Option<&Self> {
        let Self::Table(pairs) = self else { return None };
        pairs.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Plain(_))
    }
}

/// A table as a document. `shared` are the lists that are written once, where they are first needed.
pub fn write(pairs: &Pairs, shared: &[(String, Node)]) -> String {
    let mut out = Out { text: String::new(), shared, written: Vec::new() };
    out.pairs(pairs, 0, true);
    out.text
}

struct Out<'s> {
    text: String,
    shared: &'s [(String, Node)],
    written: Vec<&'s str>,
}

impl Out<'_> {
    /// The pairs of a table. The first one may stand on a line that has begun.
    fn pairs(&mut self, pairs: &Pairs, indent: usize, is_new_line: bool) {
        for (n, (key, value)) in pairs.iter().enumerate() {
            if n > 0 || is_new_line {
                self.text += &" ".repeat(indent);
            }
            self.text += &format!("{key}:");
            self.below(value, indent);
        }
    }

    /// A value behind its key.
    fn below(&mut self, value: &Node, indent: usize) {
        match value {
            Node::List(list) if !list.is_empty() => {
                self.text.push('\n');
                self.list(list, indent + 2);
            }
            Node::Table(pairs) if !pairs.is_empty() => {
                self.text.push('\n');
                self.pairs(pairs, indent + 2, true);
            }
            Node::Shared(name) => self.shared(name, indent),
            _ => {
                self.text += &format!(" {}\n", flat(value));
            }
        }
    }

    fn list(&mut self, list: &[Node], indent: usize) {
        for value in list {
            self.text += &" ".repeat(indent);
            self.text += "- ";
            match value {
                Node::Table(pairs)
                    if pairs.len() > 2 || !pairs.iter().all(|(_, v)| v.is_scalar()) =>
                {
                    self.pairs(pairs, indent + 2, false);
                }
                _ => self.text += &format!("{}\n", flat(value)),
            }
        }
    }

    fn shared(&mut self, name: &str, indent: usize) {
        let Some((name, value)) = self.shared.iter().find(|(own, _)| own == name) else {
            self.text += " []\n";
            return;
        };
        if self.written.contains(&&**name) {
            self.text += &format!(" *{name}\n");
            return;
        }
        self.written.push(name);
        self.text += &format!(" &{name}");
        self.below(value, indent);
    }
}

/// A value on one line.
fn flat(value: &Node) -> String {
    match value {
        Node::Text(text) => scalar(text),
        Node::Plain(word) => word.clone(),
        Node::List(list) => {
            format!("[{}]", list.iter().map(flat).collect::<Vec<_>>().join(", "))
        }
        Node::Table(pairs) if pairs.is_empty() => "{}".to_owned(),
        Node::Table(pairs) => {
            let one = |(key, value): &(&str, Node)| format!("{key}: {}", flat(value));
            format!("{{ {} }}", pairs.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        Node::Shared(name) => format!("*{name}"),
    }
}

/// A text as it is, unless it could mean something else in YAML. What JSON quotes, YAML reads.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 8] = ["true", "false", "null", "yes", "no", "on", "off", "y"];
    let is_plain = |c: char| c.is_alphanumeric() || " ._/-".contains(c);
    let is_word = WORDS.contains(&&*text.to_lowercase()) || text == "n" || text == "N";
    let is_free = text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && !is_word;
    match is_free && text.chars().all(is_plain) {
        true => text.to_owned(),
        // Nothing is escaped in single marks.
        false
            if text.contains(['"', '\\'])
                && !text.contains(|c: char| c == '\'' || c.is_control()) =>
        {
            format!("'{text}'")
        }
        // A text can always be written as JSON.
        false => serde_json::to_string(text).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_means_itself_and_a_shared_list_stands_once() {
        let choice = |value: &str| Node::from(vec![("value", value.into())]);
        let shared = [("terms".to_owned(), Node::List(vec![choice("no"), choice("a b")]))];
        let field = |name: &str| {
            Node::from(vec![
                ("name", name.into()),
                ("options", Node::Shared("terms".to_owned())),
                ("hint", "a: \"b\"\n#c".into()),
            ])
        };
        let pairs = vec![
            ("fields", Node::List(vec![field("x"), field("2018")])),
            ("locales", Node::List(Vec::new())),
            ("title", r#"a "b" \c"#.into()),
        ];
        let text = "fields:\n  - name: x\n    options: &terms\n      - { value: \"no\" }\n      - { value: a b }\n    \
            hint: \"a: \\\"b\\\"\\n#c\"\n  - name: \"2018\"\n    options: *terms\n    hint: \"a: \\\"b\\\"\\n#c\"\n\
            locales: []\ntitle: 'a \"b\" \\c'\n";
        assert_eq!(write(&pairs, &shared), text);
    }
}
