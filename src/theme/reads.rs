//! Which parts of a value templates read. A page has more than twenty, and some are costly to make; a theme
//! that shows few of them need not wait for the rest.

use std::collections::BTreeSet;

/// The names that stand behind `value.` in the tags of some templates; none if one of them does something else
/// with the value than to ask whether it is there, as then it may read anything.
pub fn parts_of<'s>(
    value: &str,
    sources: impl IntoIterator<Item = &'s str>,
) -> Option<BTreeSet<String>> {
    let mut parts = BTreeSet::new();
    for tag in sources.into_iter().flat_map(tags) {
        // What stands in it looks like tags and is none.
        if tag == ["raw"] {
            return None;
        }
        for at in (0..tag.len()).filter(|at| tag[*at] == value) {
            let token = |at: Option<usize>| at.and_then(|at| tag.get(at)).copied().unwrap_or("");
            let (before, after) = (token(at.checked_sub(1)), token(Some(at + 1)));
            match (before, after) {
                // Another value's part of that name.
                (".", _) => {}
                (_, ".") => drop(parts.insert(token(Some(at + 2)).to_owned())),
                ("if" | "elif" | "not", "and" | "or" | "") | ("and" | "or", "and") => {}
                // `a or page` is the page itself, but nobody gets hold of what a condition is.
                ("and" | "or", "or" | "") if is_condition(&tag[..at]) => {}
                _ => return None,
            }
        }
    }
    Some(parts)
}

/// Whether a tag that begins so asks whether something is there, and not within brackets.
fn is_condition(tag: &[&str]) -> bool {
    matches!(tag.first(), Some(&("if" | "elif")))
        && !tag.iter().any(|token| matches!(*token, "(" | "[" | "{"))
}

/// The tags of a template, each as its names and signs; texts in quotation marks are left out.
fn tags(source: &str) -> impl Iterator<Item = Vec<&str>> {
    let mut rest = source;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find('{')?;
            let sign = rest[start + 1..].chars().next()?;
            rest = &rest[start + 1 + sign.len_utf8()..];
            match sign {
                '#' => rest = &rest[rest.find("#}")? + 2..],
                '{' | '%' => {
                    let (tokens, after) = tokens(rest, if sign == '{' { "}}" } else { "%}" });
                    rest = after;
                    return Some(tokens);
                }
                // This one may be the first of two.
                _ => rest = &source[source.len() - rest.len() - sign.len_utf8()..],
            }
        }
    })
}

/// The names and signs of a tag, and what stands behind its `end`.
fn tokens<'s>(source: &'s str, end: &str) -> (Vec<&'s str>, &'s str) {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with(end) => return (tokens, &rest[end.len()..]),
            '"' | '\'' | '`' => 1 + text_length(&rest[1..], first),
            // What is spread is no part of what stands before.
            '.' if rest.starts_with("...") => 3,
            _ if is_of_name(first) => rest.find(|c| !is_of_name(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        // The hyphens of `{%-` and `-%}` say nothing.
        if !first.is_whitespace() && !matches!(first, '"' | '\'' | '`' | '-') {
            tokens.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    (tokens, rest)
}

/// How long a text is whose mark was opened, with the mark that closes it.
fn text_length(source: &str, mark: char) -> usize {
    let mut escaped = false;
    let is_end = |c: char| {
        let is_end = c == mark && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    };
    source.find(is_end).map_or(source.len(), |length| length + 1)
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Option<Vec<String>> {
        parts_of("page", [source]).map(|parts| parts.into_iter().collect())
    }

    #[test]
    fn parts_are_found_in_tags_only() {
        let source = "<p class=\"page\">{# page.a #}{%- if page and not page.title -%} page.b \
             {{ page.field.section.items | join(sep=\"}} page\") }}{% endif %}{ page.c }{{{ here.page }}";
        assert_eq!(parts(source), Some(vec!["field".to_owned(), "title".to_owned()]));
        assert_eq!(parts("{% if page %}{{ t.page }}{% endif %}"), Some(vec![]));
        assert_eq!(parts("{% set all = [...page.toc] %}"), Some(vec!["toc".to_owned()]));
        assert_eq!(parts("{% if all or page %}{% elif x and page or y %}"), Some(vec![]));
        assert_eq!(parts(r#"{{ "\" page" ~ page.a ~ '"' ~ page.b }}"#).map(|p| p.len()), Some(2));
    }

    #[test]
    fn who_hands_the_value_on_may_read_anything() {
        for source in [
            "{{ page }}",
            "{{ page | json_encode }}",
            "{{ page[name] }}",
            "{% for key, value in page %}",
            "{% set p = page %}",
            "{% if shown and page is iterable %}",
            "{{ <report page={page} /> }}",
            "{% component report(@page) %}",
            "{% set p = {...page} %}",
            "{% set p = site.page or page %}",
            "{% set p = page.url and page or site %}",
            "{% if \"toc\" in f(x or page or y) %}",
            "{% raw %}{{ it's {% endraw %}{{ page.a }}",
        ] {
            assert_eq!(parts(source), None, "{source}");
        }
    }
}
