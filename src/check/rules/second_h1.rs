//! A first-level heading besides the page's title.

use super::Check;
use crate::diagnostics::{Diagnostic, Edit, Rule, Severity, Span};
use crate::model::{Model, PageId};
use crate::parse::markdown::Heading;
use crate::parse::page::{Page, Role};

pub static RULE: Rule = Rule::new(Severity::Warning, include_str!("second_h1.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Page(check)];

/// With more of them, only the first one has the fix: it moves all headings, so it would grow with their square.
const FIXED: usize = 100;

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    if is_untitled(model, page) {
        return;
    }
    let headings = &page.body.headings;
    let number = own(headings).filter(|heading| heading.written == 1).count();
    if number == 0 {
        return;
    }
    let title = model.page_title(id);
    let mut fix = one_level_down(headings, title).unwrap_or_default();
    let mut below = below_title(headings, title).peekable();
    for heading in own(headings) {
        let is_below = below.next_if(|(other, _)| other.span == heading.span);
        if heading.written != 1 {
            continue;
        }
        let message = format!("`{}` is a second main heading", heading.text);
        let help = if heading.text == title && has_more(page, heading) {
            "the title is already shown above the text: move what else stands in this line, and remove it".to_owned()
        } else if heading.text == title {
            "remove this line: the title is already shown above the text".to_owned()
        } else if is_below.is_some() && below.peek().is_some_and(has_moved) {
            let text = &heading.text;
            format!("write it as `## {text}`, and the headings below it with one `#` more, too")
        } else {
            format!("write it with two `#`: `## {}`", heading.text)
        };
        let problem = RULE.at(&page.path, heading.span.clone(), message).help(help);
        let fix = if number > FIXED { std::mem::take(&mut fix) } else { fix.clone() };
        found.push(Diagnostic { fix: fix.into(), ..problem });
    }
}

/// Whether a heading has more than its words: a citation, a footnote, a link.
fn has_more(page: &Page, heading: &Heading) -> bool {
    let is_inside = |span: &Span| heading.span.start <= span.start && span.end <= heading.span.end;
    heading.quote.is_some()
        || page.body.links.iter().any(|link| is_inside(&link.span))
        || page.body.cites.iter().any(|cite| is_inside(&cite.span))
}

/// Whether a page lacks a title of its own. `missing-field` reports that, and its main heading may be what was meant.
fn is_untitled(model: &Model, page: &Page) -> bool {
    page.face.title.is_empty()
        && match page.role {
            Role::Entry(c) => model.config.bibliography.collection != Some(c),
            Role::Plain | Role::Home => true,
            _ => false,
        }
}

/// The headings of the page itself. What is quoted has an outline of its own.
fn own(headings: &[Heading]) -> impl Iterator<Item = &Heading> + Clone {
    headings.iter().filter(|heading| !heading.is_quoted)
}

/// Whether a heading is one that moves down with the main heading above it.
fn has_moved((heading, level): &(&Heading, u8)) -> bool {
    heading.written > 1 && *level > heading.written
}

/// The headings below the title, each with the level it has when no other heading has that of the title: the first main
/// heading and all after it move one level down, and none moves deeper than the one above allows. A heading that repeats the
/// title is left out.
pub fn below_title<'h>(
    headings: &'h [Heading],
    title: &str,
) -> impl Iterator<Item = (&'h Heading, u8)> + Clone {
    let below = own(headings).filter(move |heading| heading.written > 1 || heading.text != title);
    let first = below.clone().position(|heading| heading.written == 1);
    let mut above = 1;
    below.enumerate().map(move |(i, heading)| {
        let level = match first.is_some_and(|first| i >= first) {
            true => (heading.written + 1).min(above + 1),
            false => heading.written,
        };
        above = level;
        (heading, level)
    })
}

/// Edits that move the headings down, which is how they are published already. None if a heading can't go deeper, or
/// repeats the title.
fn one_level_down(headings: &[Heading], title: &str) -> Option<Vec<Edit>> {
    if own(headings).any(|heading| heading.written == 1 && heading.text == title) {
        return None;
    }
    let moved = below_title(headings, title).filter(|(heading, level)| heading.written != *level);
    let deeper = |(heading, level): (&Heading, u8)| {
        let signs = heading.signs.clone().filter(|_| level <= 6)?;
        Some(signs.edit("#".repeat(level as usize)))
    };
    moved.map(deeper).collect()
}
