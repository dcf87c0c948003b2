//! Before and after the conversion: finds the footnotes of a tree, and escapes what is a citation here
//! but is no markup to the converter.

use super::shared::Notes;
use super::tree;
use markup5ever_rcdom::{Node, NodeData};
use std::collections::HashSet;
use std::rc::Rc;

/// Stands for a backslash that the converter would escape. It is for private use, so no text has it.
const ESCAPE: char = '\u{e00a}';

pub fn prepare(root: &Rc<Node>) -> Notes {
    let mut notes = Notes::default();
    let mut due = vec![(root.clone(), false)];
    while let Some((node, is_code)) = due.pop() {
        if let NodeData::Text { contents } = &node.data
            && !is_code
        {
            let escaped = escaped(&contents.borrow());
            if let Some(escaped) = escaped {
                contents.replace(escaped.as_str().into());
            }
        }
        // Processing instructions are no HTML, and the converter can't take them.
        let is_strange =
            |child: &Rc<Node>| matches!(child.data, NodeData::ProcessingInstruction { .. });
        node.children.borrow_mut().retain(|child| !is_strange(child));
        notes.has_h1 |= tree::name(&node) == "h1";
        notes.left_out.extend(skipped(&node));
        if let Some(id) = footnote(&node) {
            let next = notes.footnotes.len() + 1;
            notes.footnotes.entry(id).or_insert(next);
        }
        let is_code =
            is_code || matches!(tree::name(&node), "pre" | "code" | "kbd" | "samp" | "tt");
        due.extend(node.children.borrow().iter().rev().map(|n| (n.clone(), is_code)));
    }
    // A raised link that leads to nothing is no footnote.
    let targets: HashSet<String> =
        tree::all(root).iter().filter_map(|node| tree::attribute(node, "id")).collect();
    notes.footnotes.retain(|id, _| targets.contains(id));
    notes
}

/// What the converter skips although it may be part of what people see.
fn skipped(node: &Rc<Node>) -> Option<(&'static str, String)> {
    let beginning = || super::on_one_line(&tree::raw_text(node)).chars().take(60).collect();
    match tree::name(node) {
        "svg" => Some(("drawing", beginning())),
        // What describes a page to other programs is not shown.
        "script" => {
            let kind = tree::attribute(node, "type").unwrap_or_default();
            let is_data = kind.contains("json") || kind == "text/template";
            let what = tree::attribute(node, "src").unwrap_or_else(beginning);
            Some(("script", what)).filter(|(_, what)| !is_data && !what.is_empty())
        }
        _ => None,
    }
}

/// The id that a reference to a footnote leads to: a link inside `<sup>`, or one that says it is one.
fn footnote(node: &Rc<Node>) -> Option<String> {
    let link = match tree::name(node) {
        "sup" => tree::find(node, |child| tree::name(child) == "a")?,
        "a" if tree::has_class(node, "footnote-ref")
            || tree::has_class(node, "footnote")
            || tree::attribute(node, "role").as_deref() == Some("doc-noteref") =>
        {
            node.clone()
        }
        _ => return None,
    };
    let id = tree::attribute(&link, "href")?.strip_prefix('#')?.to_owned();
    (!id.is_empty()).then_some(id)
}

/// A text with what would be a citation escaped: `@name` is one, `a@b.example` is not. What the converter does not see at
/// the beginning of a block, because white space is before it, is escaped too.
fn escaped(text: &str) -> Option<String> {
    let block = begins_block(text);
    if !text.contains('@') && block.is_none() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if (c == '@' && !before.is_alphanumeric()) || block == Some(at) {
            out.push(ESCAPE);
        }
        out.push(c);
        before = c;
    }
    Some(out)
}

/// Where a sign stands that would begin a heading, list or quotation behind white space.
fn begins_block(text: &str) -> Option<usize> {
    let start = text.trim_start();
    let at = text.len() - start.len();
    let digits = start.len() - start.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = start[digits..].chars().next()?;
    let is_spaced = |word: &str| word.is_empty() || word.starts_with(char::is_whitespace);
    let begins = match (digits, sign) {
        (0, '#') => is_spaced(start.trim_start_matches('#')),
        (0, '-' | '+') => is_spaced(&start[1..]),
        (0, '>') => true,
        (1..=9, '.' | ')') => is_spaced(&start[digits + 1..]),
        _ => false,
    };
    (begins && at > 0).then_some(at + digits)
}

/// The Markdown with its escapes, without spaces that a visual editor left behind.
pub fn finish(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut empty = 0;
    let mut fence: Option<String> = None;
    for line in markdown.lines() {
        let start = line.trim_start();
        let marks: String = start.chars().take_while(|c| *c == '`').collect();
        match &fence {
            None if marks.len() >= 3 => fence = Some(marks),
            Some(open) if start.trim_end() == open => fence = None,
            _ => {}
        }
        if fence.is_some() {
            out.push_str(line);
            out.push('\n');
            empty = 0;
            continue;
        }
        let line = spaces(line);
        let mut line = line.trim_end();
        // What follows a line break in HTML begins with the line's end.
        if out.ends_with("\\\n") && line.starts_with(' ') && !line.starts_with("  ") {
            line = &line[1..];
        }
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 && !(line.is_empty() && out.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    let out = out.trim_end().replace(ESCAPE, "\\");
    if out.is_empty() { out } else { out + "\n" }
}

/// A line whose unbreakable spaces are plain ones, but where typography wants them: before French signs, behind numbers.
fn spaces(line: &str) -> String {
    if !line.contains('\u{a0}') {
        return line.to_owned();
    }
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        let is_wanted = ":;!?»%".contains(after) || before == '«' || before.is_ascii_digit();
        match c {
            '\u{a0}' if !is_wanted && out.ends_with([' ', '\n']) => {}
            '\u{a0}' if !is_wanted || after == ' ' => out.push(' '),
            c => out.push(*c),
        }
    }
    out
}
