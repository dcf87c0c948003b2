//! Finds the front matter of a page: the TOML between a first `+++` line and the next, or the YAML between two `---`
//! lines. Lines that are nearly right are accepted with a hint.

use crate::diagnostics::place::lines;
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
    let opener = lead..lead + first.trim_end().len();
    let after = lead + first.len();
    let likely = fence(first).filter(|form| *form == Form::Toml || is_pairs(&text[after..]));
    let Some(likely) = likely else { return without(path, text, start) };
    let Some(closer) = closer(text, after, likely) else {
        return unclosed(path, text, likely, opener, after);
    };
    let front = after..closer.start;
    let form = form(&text[front.clone()]).unwrap_or(likely);
    let line = text[closer.clone()].trim_end_matches('\n').len();
    let hint = untidy(path, text, form, [start..opener.end, closer.start..closer.start + line]);
    let fence = opener.start..opener.end.min(opener.start + 3);
    (Split { form, fence, front, body: closer.end..text.len(), hint }, None)
}

/// The form that a line before or behind front matter stands for.
fn fence(line: &str) -> Option<Form> {
    let line = line.trim();
    let all = |signs: &[char]| line.chars().all(|c| signs.contains(&c));
    let count = line.chars().count();
    if count >= 2 && all(&['+']) {
        return Some(Form::Toml);
    }
    // A word processor makes a dash of three hyphens.
    (all(&['-', '–', '—']) && (count >= 3 || line.contains('—'))).then_some(Form::Yaml)
}

/// The line around front matter of this form.
fn fence_of(form: Form) -> &'static str {
    if form == Form::Toml { "+++" } else { "---" }
}

/// The line that closes the front matter: the first right one, or else the first that is nearly right.
fn closer(text: &str, after: usize, opener: Form) -> Option<Span> {
    let is_right = |line: &str| match opener {
        Form::Toml => line.trim() == "+++",
        Form::Yaml => matches!(line.trim_end(), "---" | "..."),
    };
    let rest = || lines(text, after..text.len());
    let right = rest().find(|(_, line)| is_right(line));
    right.or_else(|| rest().find(|(_, line)| fence(line).is_some())).map(|(span, _)| span)
}

/// Whether a text begins like front matter: a key with a value.
fn is_pairs(text: &str) -> bool {
    let lines = text.lines().map(str::trim_end);
    let first = lines.into_iter().find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| fence(line).is_some() || sign(line).is_some())
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
    let right = fence_of(form);
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
    form: Form,
    fence: Span,
    after: usize,
) -> (Split, Option<Diagnostic>) {
    let line = fence_of(form);
    let problem = UNCLOSED_FRONT_MATTER
        .at(path, fence.clone(), "the front matter that starts here is never closed")
        .help(format!("add a second `{line}` line between the front matter and the text"));
    let text_start = lines(text, after..text.len()).find_map(|(span, line)| {
        let trimmed = line.trim();
        let is_front = trimmed.is_empty()
            || trimmed.starts_with(['#', '[', ']', '"', '\'', '}', '-'])
            || sign(trimmed).is_some();
        (!is_front).then(|| span.start..span.start + line.trim_end().len())
    });
    let problem = match text_start {
        Some(span) => problem.related(path, span, "the text seems to begin here"),
        None => problem,
    };
    let end = text.len();
    (Split { form, fence, front: after..after, body: end..end, hint: None }, Some(problem))
}
