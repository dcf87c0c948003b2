//! The edits of site.toml when a collection or vocabulary gets another name: its tables, and all that names it or a path
//! below it. Only the words are replaced, so comments and forms stay.

use super::folder::Renamed;
use crate::diagnostics::place::line_end;
use crate::diagnostics::{Edit, Span, Spot};
use crate::tables::tokens::{Kind, Token, tokens};

/// `Err` is a sentence with the reason.
pub fn edits(text: &str, renamed: &Renamed) -> Result<Vec<Edit>, String> {
    // A file that TOML can't read was reported, and the settings are those of no file then.
    let tokens = tokens(text).ok_or("site.toml has mistakes; fix them first")?;
    let settings = Settings { text, tokens: &tokens, renamed };
    let mut edits: Vec<Edit> = tokens.iter().filter_map(|token| settings.edit(token)).collect();
    let mut alias = settings.alias()?;
    if text.contains("\r\n") {
        alias.text = alias.text.replace('\n', "\r\n");
    }
    edits.push(alias);
    Ok(edits)
}

struct Settings<'a> {
    text: &'a str,
    tokens: &'a [Token],
    renamed: &'a Renamed<'a>,
}

impl Settings<'_> {
    fn edit(&self, token: &Token) -> Option<Edit> {
        let Renamed { old, new, .. } = *self.renamed;
        let written = self.inside(token);
        match token.kind {
            Kind::Brace => None,
            Kind::Head | Kind::Key => self
                .tables()
                .iter()
                .any(|path| token.is_at(path))
                .then(|| Spot::verbatim(written).edit(new)),
            Kind::Text => {
                let value = &self.text[written];
                let place = match self.names(token)? {
                    Names::Folder => (value == old).then_some(0..old.len())?,
                    Names::Path(before) => {
                        let path = value.strip_prefix(before)?.strip_prefix(old)?;
                        let start = before.len();
                        path.starts_with('/').then_some(start..start + old.len())?
                    }
                };
                Some(Spot { span: token.span.clone(), inside: Some(place) }.edit(new))
            }
        }
    }

    /// The keys that are its name.
    fn tables(&self) -> [Vec<&str>; 3] {
        let Renamed { folder, old, .. } = *self.renamed;
        [vec![folder.table(), old], vec!["expect", old], vec!["search", "weights", old]]
    }

    /// What a text may name.
    fn names(&self, token: &Token) -> Option<Names> {
        let path: Vec<&str> = token.path.iter().map(String::as_str).collect();
        let word = self.renamed.folder.word();
        match path[..] {
            ["navigation" | "more" | "doorways" | "footer", key] if key == word => {
                Some(Names::Folder)
            }
            ["navigation" | "more" | "footer", "page"] | ["contact"] => Some(Names::Path("")),
            ["active_files"] | ["bibliography", "style"] => Some(Names::Path("content/")),
            ["bibliography", "collection"] if word == "collection" => Some(Names::Folder),
            [.., "fields", _, key] if key == word => Some(Names::Folder),
            [.., "fields", _, "response"] if word == "vocabulary" => Some(Names::Folder),
            [.., "fields", _, "default"] if self.is_reference(token) => Some(Names::Path("")),
            _ => None,
        }
    }

    /// Whether the field of a key refers to pages.
    fn is_reference(&self, token: &Token) -> bool {
        let field = &token.path[..token.path.len() - 1];
        let is_type = |other: &&Token| {
            let (last, of) = other.path.split_last().unzip();
            last.is_some_and(|last| last == "type") && of == Some(field)
        };
        let kind = self.tokens.iter().filter(|other| other.kind == Kind::Text).find(is_type);
        kind.is_some_and(|kind| matches!(&self.text[self.inside(kind)], "ref" | "refs"))
    }

    /// A token without its quotation marks.
    fn inside(&self, token: &Token) -> Span {
        let written = &self.text[token.span.clone()];
        let is_long = written.starts_with("\"\"\"") || written.starts_with("'''");
        let marks = match written.starts_with(['"', '\'']) {
            true if is_long && written.len() >= 6 => 3,
            true => 1,
            false => 0,
        };
        token.span.start + marks..token.span.end - marks
    }

    /// Adds the old name to the aliases. A folder that gets back an old name changes the two.
    fn alias(&self) -> Result<Edit, String> {
        let Renamed { folder, old, new } = *self.renamed;
        let path = [folder.table(), old, "aliases"];
        let quoted = format!("\"{old}\"");
        let insert = |at: usize, text: String| Ok(Spot::verbatim(at..at).edit(text));
        let own = || self.tokens.iter().filter(|token| token.is_at(&path));
        let texts = || own().filter(|token| token.kind == Kind::Text);
        if let Some(back) = texts().find(|token| &self.text[self.inside(token)] == new) {
            return Ok(Spot::verbatim(back.span.clone()).edit(quoted));
        }
        if let (Some(key), Some(last)) = (own().next(), texts().next_back()) {
            let is_list = self.text[key.span.end..last.span.start].contains('[');
            let written = &self.text[last.span.clone()];
            return match is_list {
                true => insert(last.span.end, format!(", {quoted}")),
                false => {
                    Ok(Spot::verbatim(last.span.clone()).edit(format!("[{written}, {quoted}]")))
                }
            };
        }
        if let Some(key) = own().next() {
            let open = self.text[key.span.end..].find('[').ok_or("`aliases` is no list")?;
            return insert(key.span.end + open + 1, quoted);
        }
        self.new_alias(&quoted)
    }

    /// The aliases of a folder that had none, in the form of its table.
    fn new_alias(&self, quoted: &str) -> Result<Edit, String> {
        let Renamed { folder, old, new } = *self.renamed;
        let insert = |at: usize, text: String| Ok(Spot::verbatim(at..at).edit(text));
        let line = format!("aliases = [{quoted}]");
        let path = [folder.table(), old];
        let is_longer = |at: usize, kind: Kind| {
            self.tokens.get(at + 1).is_some_and(|next| next.kind == kind && next.path.len() == 3)
        };
        let places = self.tokens.iter().enumerate().filter(|(_, token)| token.is_at(&path));
        let places: Vec<(usize, &Token)> = places.collect();
        let is_head = |(at, token): &&(usize, &Token)| {
            token.kind == Kind::Head && !is_longer(*at, Kind::Head)
        };
        if let Some((at, head)) = places.iter().find(is_head) {
            return Ok(self.below(*at, head, quoted));
        }
        let Some((at, first)) = places.first() else {
            return Err(format!("site.toml has no table [{}.{old}]", folder.table()));
        };
        if self.tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Brace) {
            let end = if is_longer(at + 1, Kind::Key) { "," } else { " " };
            return insert(self.tokens[at + 1].span.end, format!(" {line}{end}"));
        }
        // Only tables below it have a head of their own, or its keys have dots.
        let start = self.text[..first.span.start].rfind('\n').map_or(0, |end| end + 1);
        let before = &self.text[start..first.span.start];
        match first.kind {
            Kind::Head => insert(start, format!("[{}.{new}]\n{line}\n\n", folder.table())),
            _ if before.contains('{') => {
                Err(format!("write `{old}` in site.toml as a table: [{}.{old}]", folder.table()))
            }
            _ => insert(start, format!("{before}{new}.{line}\n")),
        }
    }

    /// The aliases as a line of the table with this head, below its labels and aligned with them.
    fn below(&self, at: usize, head: &Token, quoted: &str) -> Edit {
        let own = self.tokens[at + 1..].iter().take_while(|token| token.kind != Kind::Head);
        let is_label = |token: &&Token| {
            token.path.get(2).is_some_and(|key| key == "label" || key == "singular")
        };
        let labels: Vec<&Token> = own.filter(is_label).collect();
        let end = labels.last().map_or(head.span.end, |last| last.span.end);
        let end = self.text[..line_end(self.text, end)].trim_end_matches('\r').len();
        let width = labels
            .first()
            .and_then(|key| Some(self.text[key.span.start..].split_once('=')?.0.chars().count()));
        let width = width.unwrap_or_default().max("aliases ".len());
        Spot::verbatim(end..end).edit(format!("\n{:width$}= [{quoted}]", "aliases"))
    }
}

/// What a text in the settings is.
enum Names {
    /// The name of a collection or vocabulary.
    Folder,
    /// A path in a folder, behind this beginning.
    Path(&'static str),
}
