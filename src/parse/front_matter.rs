//! Finds the front matter of a page: the TOML between a first `+++` line and the next, or the YAML between two `---`
//! lines. Lines that are nearly right are accepted with a hint.

use crate::diagnostics::rules::{NO_FRONT_MATTER, UNCLOSED_FRONT_MATTER, UNTIDY_FRONT_MATTER};
use crate::diagnostics::{Diagnostic, Edit, Span, Spot};
use crate::tables::Form;
use std::sync::Arc;

/// The parts of a page's text.
#[derive(Debug)]
pub struct Split {
    pub form: Form,
    /// The first `+++`; diagnostics about missing keys point here.
    pub fence: Span,
    /// The TOML or YAML.
    pub front: Span,
    /// The Markdown.
    pub body: Span,
    /// What should be tidied up.
    pub hint: Option<Diagnostic>,
}

/// Splits a page. Without front matter everything is body; if the front matter is never closed, both parts
/// are empty.
pub fn split(path: &Arc<str>, text: &str) -> (Split, Option<Diagnostic>) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let lead = start + text[start..].len() - text[start..].trim_start().len();
    let first = text[lead..].split_inclusive('\n').next().unwrap_or_default();
    let fence = lead..lead + first.trim_end().len();
    let after = lead + first.len();
    let opener = Fence::of(first).filter(|fence| *fence == Fence::Plus || is_pairs(&text[after..]));
    let Some(opener) = opener else { return without(path, text, start) };
    let Some(closer) = closer(text, after, opener) else {
        return unclosed(path, text, opener, fence, after);
    };
    let front = after..closer.start;
    let form = form(&text[front.clone()]).unwrap_or(opener.form());
    let line = text[closer.clone()].trim_end_matches('\n').len();
    let hint = untidy(path, text, form, [start..fence.end, closer.start..closer.start + line]);
    let fence = match opener {
        Fence::Plus | Fence::Dash => fence.start..fence.end.min(fence.start + 3),
    };
    (Split { form, fence, front, body: closer.end..text.len(), hint }, None)
}

/// What a line before or behind front matter is made of.
#[derive(Clone, Copy, PartialEq)]
enum Fence {
    Plus,
    Dash,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        let all = |signs: &[char]| line.chars().all(|c| signs.contains(&c));
        let count = line.chars().count();
        if count >= 2 && all(&['+']) {
            return Some(Self::Plus);
        }
        // A word processor makes a dash of three hyphens.
        (all(&['-', '–', '—']) && (count >= 3 || line.contains('—'))).then_some(Self::Dash)
    }

    fn form(self) -> Form {
        if self == Self::Plus { Form::Toml } else { Form::Yaml }
    }

    fn line(form: Form) -> &'static str {
        if form == Form::Toml { "+++" } else { "---" }
    }
}

/// The line that closes the front matter: the first right one, or else the first that is nearly right.
fn closer(text: &str, after: usize, opener: Fence) -> Option<Span> {
    let is_right = |line: &str| match opener {
        Fence::Plus => line.trim() == "+++",
        Fence::Dash => matches!(line.trim_end(), "---" | "..."),
    };
    let find = |is: &dyn Fn(&str) -> bool| {
        let mut at = after;
        text[after..].split_inclusive('\n').find_map(|line| {
            at += line.len();
            is(line).then(|| at - line.len()..at)
        })
    };
    find(&is_right).or_else(|| find(&|line| Fence::of(line).is_some()))
}

/// Whether a text begins like front matter: a key with a value.
fn is_pairs(text: &str) -> bool {
    let lines = text.lines().map(str::trim_end);
    let first = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| Fence::of(line).is_some() || sign(line).is_some())
}

/// The sign behind the key of a line.
fn sign(line: &str) -> Option<char> {
    let at = line.find(['=', ':'])?;
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '"');
    let is_word =
        at > 0 && line[..at].chars().all(is_key) && line[..at].trim().split(' ').count() < 3;
    let is_address = line[at..].starts_with("://");
    line[at..].chars().next().filter(|_| is_word && !is_address)
}

/// The form of front matter, if all its keys show it.
fn form(front: &str) -> Option<Form> {
    let is_outer = |line: &&str| {
        !line.trim().is_empty() && !line.starts_with([' ', '\t', '#', '-', '[', ']', '}'])
    };
    let mut signs = front.lines().filter(is_outer).map(sign);
    let first = signs.next()??;
    let form = if first == '=' { Form::Toml } else { Form::Yaml };
    signs.all(|sign| sign.is_none_or(|sign| sign == first)).then_some(form)
}

/// The hint about two lines around front matter that are not as they should be.
fn untidy(path: &Arc<str>, text: &str, form: Form, lines: [Span; 2]) -> Option<Diagnostic> {
    let right = Fence::line(form);
    let is_right = |line: &Span| {
        let written = text[line.clone()].trim_end();
        written == right || (form == Form::Yaml && written == "...")
    };
    let wrong: Vec<&Span> = lines.iter().filter(|line| !is_right(line)).collect();
    let first = *wrong.first()?;
    let name = if form == Form::Toml { "TOML" } else { "YAML" };
    let message = match text[first.clone()].trim() == right {
        true if first == &lines[0] => {
            format!("there is a blank line or a space before the first `{right}`")
        }
        true => format!("there is a space before the second `{right}`"),
        false => format!(
            "this front matter is {name}, so a line of `{right}` stands before and behind it"
        ),
    };
    let edit = |line: &&Span| -> Edit {
        let end = line.start + text[(*line).clone()].trim_end().len();
        Spot::verbatim(line.start..end).edit(right)
    };
    let start = first.start + text[first.clone()].len() - text[first.clone()].trim_start().len();
    let problem = UNTIDY_FRONT_MATTER.at(path, start..first.end, message);
    let help = match text[first.clone()].trim() == right {
        true => format!("write `{right}` at the start of the line, and nothing above the first"),
        false => format!("write both lines as `{right}`"),
    };
    let problem = problem.help(help);
    Some(wrong.iter().map(edit).fold(problem, Diagnostic::fixed_by))
}

fn without(path: &Arc<str>, text: &str, start: usize) -> (Split, Option<Diagnostic>) {
    let first = text[start..].split_inclusive('\n').next().unwrap_or_default();
    let end = (start + first.trim_end().len()).max(start);
    let fences: Vec<usize> =
        (1..).zip(text.lines()).filter(|(_, l)| l.trim() == "+++").map(|(n, _)| n).collect();
    let help = match fences[..] {
        [_] if sign(first).is_some() => "write a line of `+++` above the first line".to_owned(),
        [first, _, ..] => {
            format!("move the front matter, which begins in line {first}, to the top")
        }
        _ => format!("start it with:\n+++\ntitle = {}\n+++", likely_title(&text[start..])),
    };
    let problem = NO_FRONT_MATTER
        .at(path, start..end, "this page does not start with a `+++` line")
        .help(help);
    let (fence, front, body) = (start..end, start..start, start..text.len());
    (Split { form: Form::Toml, fence, front, body, hint: None }, Some(problem))
}

/// The value of a title that is not there: the main heading with which the text begins, or what stands for one.
pub fn likely_title(body: &str) -> String {
    let heading = body.trim_start().lines().next().and_then(|line| line.strip_prefix("# "));
    let words = heading.map_or("", |heading| heading.trim().trim_end_matches('#').trim_end());
    // Markup would be printed in a title.
    let is_plain = !words.is_empty() && !words.contains(['"', '\\', '*', '_', '`', '[', '<', '{']);
    format!("\"{}\"", if is_plain { words } else { "…" })
}

fn unclosed(
    path: &Arc<str>,
    text: &str,
    opener: Fence,
    fence: Span,
    after: usize,
) -> (Split, Option<Diagnostic>) {
    let form = opener.form();
    let line = Fence::line(form);
    let problem = UNCLOSED_FRONT_MATTER
        .at(path, fence.clone(), "the front matter that starts here is never closed")
        .help(format!("add a second `{line}` line between the front matter and the text"));
    let mut at = after;
    let text_start = text[after..].split_inclusive('\n').find_map(|line| {
        at += line.len();
        let trimmed = line.trim();
        let is_front = trimmed.is_empty()
            || trimmed.starts_with(['#', '[', ']', '"', '\'', '}', '-'])
            || sign(trimmed).is_some();
        (!is_front).then(|| at - line.len()..at - line.len() + line.trim_end().len())
    });
    let problem = match text_start {
        Some(span) => problem.related(path, span, "the text seems to begin here"),
        None => problem,
    };
    let end = text.len();
    (Split { form, fence, front: after..after, body: end..end, hint: None }, Some(problem))
}
