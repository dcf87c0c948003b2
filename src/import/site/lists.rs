//! Attributes in braces behind pictures, links and headings, as Quarto and kramdown have them: `{width=80%}`,
//! `{:target="_blank"}`. The alternative text of a picture is kept, and the id of a heading; how something is shown is not.

use super::attributes::attributes;
use crate::import::html::markdown_picture;
use crate::import::imported::Lost;

/// A line without such lists.
pub fn without(line: &str, left_out: &mut Lost) -> String {
    if !line.contains('{') {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let is_heading = line.starts_with('#');
    while let Some(at) = rest.find(['{', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        if ticks > 0 {
            let end = rest[ticks..].find(&rest[..ticks]).map_or(ticks, |end| ticks + end + ticks);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let list = rest.find('}').map(|end| &rest[..end + 1]).filter(|list| is_list(list));
        // In formulas braces stand behind other signs: `_{i=1}`.
        let is_behind = out.ends_with([')', '`', ']']);
        let is_last = list.is_some_and(|list| rest[list.len()..].trim().is_empty());
        match list.filter(|_| is_behind || is_heading && is_last) {
            Some(list) => {
                rest = &rest[list.len()..];
                let is_of_heading = is_heading && is_last && !out.ends_with(')');
                match is_of_heading {
                    true => of_heading(&mut out, list, left_out),
                    false => described(&mut out, list, left_out),
                }
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// Whether braces hold classes, ids and named values alone.
pub fn is_list(braces: &str) -> bool {
    let inner = braces.trim_start_matches('{').trim_end_matches('}').trim();
    let (inner, is_kramdown) =
        inner.strip_prefix(':').map_or((inner, false), |rest| (rest.trim(), true));
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c))
    };
    let mut words = words(inner).into_iter().peekable();
    let is_good = |word: &str| match word.split_once('=') {
        Some((key, _)) => is_name(key),
        None => word.strip_prefix(['.', '#']).is_some_and(is_name) || is_kramdown && is_name(word),
    };
    words.peek().is_some()
        && words.all(is_good)
        && !braces.starts_with("{{")
        && !braces.starts_with("{%")
}

/// The words of a list; spaces between quotes part none.
fn words(list: &str) -> Vec<&str> {
    let (mut words, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in list.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c.is_whitespace() => {
                words.push(&list[start..at]);
                start = at + c.len_utf8();
            }
            None => {}
        }
    }
    words.push(&list[start..]);
    words.retain(|word| !word.is_empty());
    words
}

/// Takes the brackets from the words at the end of a text, if nothing but a list made them something: `[words]{.small}`.
fn unwrapped(out: &mut String) {
    let mut depth = 0;
    let start = out.char_indices().rev().find(|(_, c)| {
        match c {
            ']' => depth += 1,
            '[' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((at, _)) = start.filter(|(at, _)| !out[..*at].ends_with(['!', ']'])) else { return };
    if !out[at + 1..].starts_with(['^', '@', '-']) {
        out.pop();
        out.remove(at);
    }
}

/// Gives the picture at the end of a text the alternative text of its list.
fn described(out: &mut String, list: &str, left_out: &mut Lost) {
    let values = attributes(list.trim_matches(['{', '}', ':']));
    let alt = values.get("fig-alt").or_else(|| values.get("alt")).filter(|alt| !alt.is_empty());
    let picture = out.rfind("![").filter(|_| out.ends_with(')'));
    if let (Some(alt), Some(at)) = (alt, picture)
        && let Some((caption, address)) = out[at + 2..].rsplit_once("](")
        && !caption.contains("](")
    {
        let address = address.trim_end_matches(')').trim();
        let (address, title) = address.split_once(" \"").unwrap_or((address, ""));
        let title = if title.is_empty() { caption } else { title.trim_end_matches('"') };
        let address = address.trim_matches(['<', '>']).to_owned();
        let made = markdown_picture(&address, alt, Some(title).filter(|title| !title.is_empty()));
        out.truncate(at);
        out.push_str(&made);
    }
    if out.ends_with(']') {
        unwrapped(out);
    }
    let is_alt = |word: &&str| word.starts_with("fig-alt=") || word.starts_with("alt=");
    let inner = list.trim_matches(['{', '}', ':']);
    let others: Vec<&str> = words(inner).into_iter().filter(|word| !is_alt(word)).collect();
    if !others.is_empty() {
        left_out.push(("attributes", format!("{{{}}}", others.join(" "))));
    }
}

/// Keeps the id of a heading.
fn of_heading(out: &mut String, list: &str, left_out: &mut Lost) {
    let words = words(list.trim_matches(['{', '}', ':']));
    let (ids, others): (Vec<&str>, Vec<&str>) =
        words.into_iter().partition(|word| word.starts_with('#'));
    if let Some(id) = ids.first() {
        let gap = if out.ends_with(' ') { "" } else { " " };
        out.push_str(&format!("{gap}{{{id}}}"));
    }
    if !others.is_empty() {
        left_out.push(("attributes", format!("{{{}}}", others.join(" "))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_left_out_and_texts_stay() {
        let made = |line: &str| {
            let mut lost = Vec::new();
            let line = without(line, &mut lost);
            (line, lost.into_iter().map(|(_, what)| what).collect::<Vec<_>>().join(" "))
        };
        for (line, due, lost) in [
            (
                "![](a.png){fig-alt=\"Three books\" width=80%}",
                "![Three books](a.png)",
                "{width=80%}",
            ),
            ("![Cap](a.png){fig-alt=\"Books\"}", "![Books](a.png \"Cap\")", ""),
            ("[x](y){:target=\"_blank\"} z", "[x](y) z", "{target=\"_blank\"}"),
            ("![x](y){: .img-responsive }", "![x](y)", "{.img-responsive}"),
            ("## Title {#id .unlisted}", "## Title {#id}", "{.unlisted}"),
            ("## Title {#id}", "## Title {#id}", ""),
            ("## A `b`{#id}", "## A `b` {#id}", ""),
            ("[small words]{.smallcaps} x", "small words x", "{.smallcaps}"),
            ("$\\sum_{i=1}^n$ [^1]", "$\\sum_{i=1}^n$ [^1]", ""),
            ("A set {a, b} and `x`{=y z", "A set {a, b} and `x`{=y z", ""),
            ("`[a](b){.c}` f(x){y}", "`[a](b){.c}` f(x){y}", ""),
        ] {
            assert_eq!(made(line), (due.to_owned(), lost.to_owned()), "{line}");
        }
    }
}
