//! Anomalies found during the pass: a bold line posing as a heading, a table without a header, an undefined
//! footnote, an address with a space, paste artifacts. The rules decide which of them to report, and how.

use super::anomaly::{Anomaly, Stars};
use super::foreign;
use super::language;
use super::mentions::mentions;
use super::pass::Pass;
use crate::diagnostics::Span;
use crate::files;
use crate::parse::paste_artifacts;
use pulldown_cmark::TagEnd;

impl Pass<'_, '_> {
    pub(super) fn odd(&mut self, anomaly: Anomaly, range: Span) {
        let spot = self.context.spot(range);
        self.marked.anomalies.push((anomaly, spot));
    }

    /// Checks a piece of plain text of the source.
    pub(super) fn look_at_text(&mut self, range: Span) {
        let Some(source) = self.text.get(range.clone()) else { return };
        for at in memchr::memchr2_iter(b'{', b'$', source.as_bytes()) {
            if let Some((markup, length)) = foreign::in_text(self.text, range.start + at) {
                self.odd(Anomaly::Foreign(markup), range.start + at..range.start + at + length);
            }
        }
        let mut seen = 0;
        for at in memchr::memchr3_iter(b'%', b'=', b'\\', source.as_bytes()) {
            let at = range.start + at;
            // The sign that closes opens nothing.
            let markup = (at >= seen).then(|| foreign::at_sign(self.text, at)).flatten();
            if let Some((markup, length)) = markup {
                seen = at + length;
                self.odd(Anomaly::Foreign(markup), at..seen);
            }
        }
        for at in memchr::memchr3_iter(b'[', b'(', b'*', source.as_bytes()) {
            let at = range.start + at;
            match self.text.as_bytes()[at] {
                b'[' => self.look_at_bracket(at),
                b'(' => self.look_at_parenthesis(at),
                _ => self.look_at_stars(at),
            }
        }
        // What is emphasised may be a title.
        let is_title = self.text[..range.start].ends_with(['*', '_']);
        if self.links.is_empty() && !is_title {
            for (mention, span) in mentions(source) {
                let span = range.start + span.start..range.start + span.end;
                self.odd(Anomaly::Mention(mention), span);
            }
        }
        for (anomaly, place) in paste_artifacts::in_text(self.text, range) {
            self.odd(anomaly, place);
        }
    }

    /// `[^x]` in plain text is an undefined footnote, `^[x]` an inline one, `[[` a wikilink without its end.
    fn look_at_bracket(&mut self, at: usize) {
        let before = &self.text[..at];
        if before.ends_with('\\') {
            return;
        }
        if let Some((markup, length)) = foreign::at_bracket(self.text, at) {
            return self.odd(Anomaly::Foreign(markup), at..at + length);
        }
        if let Some(name) = self.text[at..].strip_prefix("[[").filter(|_| !before.ends_with('[')) {
            let end = name.find(['[', ']', '|', '\n']).unwrap_or(name.len());
            // `[[words](address)]` is a link in brackets.
            let is_link = ["](", "]["].iter().any(|middle| name[end..].starts_with(middle));
            let end = name[..end].char_indices().nth(NAME).map_or(end, |(cut, _)| cut);
            let label = name[end..].strip_prefix('|').and_then(|label| up_to(label, b']'));
            let label = label.filter(|label| !label.contains('['));
            let is_closed = |label: &&str| name[end + 1 + label.len()..].starts_with("]]");
            let label = label.filter(is_closed).map(str::to_owned);
            let name = name[..end].trim_end().to_owned();
            // `[[1], 2]` is a list.
            let is_name =
                name.starts_with(char::is_alphanumeric) && name.contains(char::is_alphabetic);
            let is_nameless = name.is_empty() && self.text[at + 2..].starts_with([']', '|']);
            if (is_name && !is_link) || is_nameless {
                let span = at..at + 2 + name.len();
                return self.odd(Anomaly::OpenWikilink { name, label }, span);
            }
        }
        if let Some((address, begins, length)) = spaced_definition(self.text, at) {
            return self.odd(Anomaly::SpacedAddress(address, begins), at..at + length);
        }
        if before.ends_with('^')
            && !before.ends_with("\\^")
            && up_to(&self.text[at..], b']').is_some()
        {
            return self.odd(Anomaly::InlineFootnote, at - 1..at + 1);
        }
        let Some(rest) = self.text[at..].strip_prefix("[^") else { return };
        let Some(label) = up_to(rest, b']') else { return };
        let is_name = !label.is_empty() && !label.contains([' ', '[', '^']);
        if is_name {
            self.odd(Anomaly::UndefinedFootnote(label.to_owned()), at..at + label.len() + 3);
        }
    }

    /// `**` in plain text was meant as bold.
    fn look_at_stars(&mut self, at: usize) {
        let Some(after) = self.text[at..].strip_prefix("**") else { return };
        let before = &self.text[..at];
        let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '*');
        let is_run = before.ends_with(['*', '\\']) || after.starts_with('*');
        if !is_run && touches(before.chars().next_back()) != touches(after.chars().next()) {
            self.odd(Anomaly::StrayEmphasis(stars(after)), at..at + 2);
        }
    }

    /// `](…)` in plain text is a broken link.
    fn look_at_parenthesis(&mut self, at: usize) {
        let before = &self.text[..at];
        if !before.ends_with(']') || before.ends_with("\\]") {
            return;
        }
        let rest = &self.text[at + 1..];
        let Some(inner) = in_parentheses(rest) else { return };
        let (address, _) = inner.split_once(" \"").unwrap_or((inner, ""));
        let address = address.trim();
        if address.contains(' ') && is_address(address) {
            let line = before.bytes().rev().take(NEAR).take_while(|b| *b != b'\n');
            let back = line.enumerate().find(|(_, b)| *b == b'[').map_or(0, |(back, _)| back + 1);
            let span = at - back..at + inner.len() + 2;
            let begins = back + 1 + inner.len() - inner.trim_start().len();
            self.odd(Anomaly::SpacedAddress(address.to_owned(), begins), span);
        }
    }

    /// Checks a block that ends here.
    pub(super) fn look_at_block(&mut self, tag: &TagEnd, range: Span) {
        match tag {
            TagEnd::Paragraph => {
                self.look_for_table(&range);
                self.look_at_paragraph(range);
            }
            TagEnd::TableCell => {
                self.cell_end = range.end;
                let is_empty = self.text.get(range).unwrap_or_default().trim_matches('|');
                if let Some((_, cells)) = &mut self.header {
                    cells.push(is_empty.trim().is_empty());
                }
            }
            TagEnd::TableRow => self.look_at_row(range),
            TagEnd::TableHead => {
                let Some((table, cells)) = self.header.take() else { return };
                let empty = |(i, is_empty): (usize, &bool)| is_empty.then_some(i + 1);
                let columns: Vec<usize> = cells.iter().enumerate().filter_map(empty).collect();
                if !columns.is_empty() {
                    let head = self.first_line(table);
                    self.odd(Anomaly::EmptyHeader { columns, of: cells.len() }, head);
                }
            }
            _ => {}
        }
    }

    /// The cells of a row beyond the last of the head are not shown; a row without a bar was meant as text.
    fn look_at_row(&mut self, range: Span) {
        let row = self.text.get(range.clone()).unwrap_or_default().trim_end();
        if !row.contains('|') {
            return self.odd(Anomaly::TextInTable, range.start..range.start + row.len());
        }
        let start = self.cell_end.max(range.start);
        let Some(rest) = self.text.get(start..range.end) else { return };
        let cells = rest.trim_start().trim_start_matches('|').trim_end();
        let words = cells.trim_end_matches('|').trim();
        if !words.trim_matches(['|', ' ', '\t']).is_empty() {
            let start = range.end - self.text[start..range.end].trim_start().len();
            self.odd(Anomaly::ExtraCells(words.to_owned()), start..start + rest.trim().len());
        }
    }

    /// A paragraph whose second line is that of a table is one only because the two do not fit, and one of rows because
    /// there is no such line.
    fn look_for_table(&mut self, range: &Span) {
        let Some(source) = self.text.get(range.clone()) else { return };
        let Some((first, rest)) = source.split_once('\n').filter(|(first, _)| first.contains('|'))
        else {
            return;
        };
        let second = rest.lines().next().unwrap_or_default().trim_start_matches(['>', ' ']);
        let is_line = second.contains("-") && second.contains('|');
        if is_line && second.trim_end().chars().all(|c| "|:- \t".contains(c)) {
            let cells = |row: &str| {
                let inner = row.trim().trim_start_matches('|').trim_end_matches('|');
                1 + inner.matches('|').count() - inner.matches("\\|").count()
            };
            let (head, line) = (cells(first), cells(second));
            if head != line {
                let end = range.start + first.len();
                self.odd(Anomaly::NoTable { head, line }, range.start..end);
            }
        } else if is_row(first) && is_row(second) {
            let end = range.start + first.trim_end().len();
            self.odd(Anomaly::RowsAlone, range.start..end);
        }
    }

    /// Checks paragraphs that begin at the margin. In lists and quotes, bold words are usually intended.
    fn look_at_paragraph(&mut self, range: Span) {
        if !(range.start == 0 || self.text[..range.start].ends_with('\n')) {
            return;
        }
        let source = self.text.get(range.clone()).unwrap_or_default();
        if let Some((markup, length)) = foreign::at_line(source) {
            self.odd(Anomaly::Foreign(markup), range.start..range.start + length);
        }
        let guess = || match self.block_code.is_empty() {
            true => language::foreign(&self.block, self.context.lang),
            false => language::foreign(&self.block_prose(), self.context.lang),
        };
        let is_prose = !is_of_a_list_of_works(source) && !source.starts_with(['{', '<']);
        if let Some(language) = (self.guesses_languages && is_prose).then(guess).flatten() {
            let line = self.first_line(range.clone());
            self.odd(Anomaly::ForeignParagraph(language.to_owned()), line);
        }
        // The colon may stand outside: `**Results**:`.
        let source = self.text.get(range.clone()).unwrap_or_default().trim_end();
        let source = source.strip_suffix(':').unwrap_or(source);
        let inner = ["**", "__"]
            .iter()
            .find_map(|mark| Some((mark, source.strip_prefix(mark)?.strip_suffix(mark)?)));
        // Bold and italic at once is a motto.
        let inner = inner.filter(|(_, inner)| !inner.starts_with(['*', '_', ' ']));
        let Some((mark, inner)) = inner else { return };
        // A heading has words of its own, and something below it.
        let is_alone = self.text[range.end..].trim().is_empty();
        let is_prose = self.block_links.is_empty()
            && self.block_holes.is_empty()
            && self.block_code.is_empty()
            && !inner.contains("](");
        if is_prose && !is_alone && !inner.contains('\n') && !inner.contains(*mark) {
            let words = self.block.trim().to_owned();
            self.odd(Anomaly::BoldParagraph(words), range.start..range.start + source.len());
        }
    }
}

/// `[label]: address` with a space in the address, which makes it plain text: the address, where in the line it begins, and the
/// length of the line.
fn spaced_definition(text: &str, at: usize) -> Option<(String, usize, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    let line = rest.lines().next()?.trim_end();
    let label = up_to(line.strip_prefix('[')?, b']')?;
    let behind = line[label.len() + 2..].strip_prefix(':')?;
    let address = behind.split(" \"").next()?.trim();
    let is_spaced = address.contains(' ') && !address.starts_with('<') && is_address(address);
    let is_line = before.is_empty() || before.ends_with('\n');
    let begins = line.len() - behind.trim_start().len();
    (is_line && is_spaced).then(|| (address.to_owned(), begins, line.len()))
}

/// Whether a paragraph is an entry of a list of works, whose title is in the language of the work.
fn is_of_a_list_of_works(paragraph: &str) -> bool {
    let is_year = |at: usize| {
        let year = paragraph[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        year == 4 && paragraph[at + 5..].starts_with(')')
    };
    let has_year = || memchr::memchr_iter(b'(', paragraph.as_bytes()).any(is_year);
    paragraph.contains("doi.org/") || (paragraph.contains("http") && has_year())
}

/// Why stars do not make the words behind them bold.
fn stars(words: &str) -> Stars {
    let paragraph = words.split("\n\n").next().unwrap_or(words);
    if words.starts_with(char::is_whitespace) || words.is_empty() {
        return Stars::Loose;
    }
    match paragraph.split_once("**") {
        None if paragraph.len() < words.len() && words.contains("**") => Stars::OverParagraphs,
        // `**“Words”**and`: behind a mark, stars close only before a space or another mark.
        Some((inner, behind))
            if inner.ends_with(|c: char| !c.is_alphanumeric() && !c.is_whitespace())
                && behind.starts_with(char::is_alphanumeric) =>
        {
            Stars::BesideMark
        }
        _ => Stars::Loose,
    }
}

/// Whether a line has bars at both ends, as rows of tables do.
fn is_row(line: &str) -> bool {
    let inner = line.trim().strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    inner.is_some_and(|inner| inner.contains(char::is_alphanumeric))
}

/// How much of an open wikilink may be its name, in letters.
const NAME: usize = 60;

/// Whether a text is a web address, or the path of a file by its ending.
fn is_address(text: &str) -> bool {
    const ENDS: [&str; 30] = [
        "md", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic",
        "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "txt",
        "zip", "epub", "mp3", "m4a", "mp4", "mov",
    ];
    let path = text.split(['?', '#']).next().unwrap_or(text);
    let end = files::ending(path);
    let is_folder = text.starts_with('/') && path.ends_with('/');
    let starts = ["www.", "mailto:", "tel:"].iter().any(|start| text.starts_with(start));
    text.contains("://") || starts || is_folder || ENDS.contains(&&*end)
}

/// The text up to the parenthesis that closes, on the same line.
pub(super) fn in_parentheses(text: &str) -> Option<&str> {
    let mut open = 0;
    let end = text.bytes().take(NEAR).position(|b| {
        open += i32::from(b == b'(') - i32::from(b == b')');
        open < 0 || b == b'\n'
    })?;
    (text.as_bytes()[end] == b')').then(|| &text[..end])
}

/// The maximum distance in bytes between matching marks, to keep the scan linear.
const NEAR: usize = 500;

/// The text up to a mark on the same line.
fn up_to(text: &str, mark: u8) -> Option<&str> {
    let end = text.bytes().take(NEAR).position(|b| b == mark || b == b'\n')?;
    (text.as_bytes()[end] == mark).then(|| &text[..end])
}
