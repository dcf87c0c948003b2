//! Markup of other programs: shortcodes of Hugo, Liquid tags of Jekyll, attributes of kramdown, boxes and grid tables of
//! Pandoc, admonitions of MkDocs, shortcodes of WordPress, remarks and callouts of Obsidian, citations of LaTeX. Here they
//! are words that readers would see.

use crate::diagnostics::Span;
use html5gum::{Token, Tokenizer};
use serde::{Deserialize, Serialize};

/// Markup of another program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Markup {
    /// `{{< figure >}}`, `{{ page.title }}`, `{% include x %}`, `[caption]`.
    Shortcode,
    /// `{: .lead}`, `{.lead}`, `{width=50%}`, `{fig-alt="words"}`.
    Attributes { has_alt: bool },
    /// `$$ a^2 $$`.
    Formula,
    /// `[TOC]`.
    Contents,
    /// `::: note`, `!!! note`.
    Box,
    /// `+---+---+`.
    GridTable,
    /// `##Words`.
    NoHeading,
    /// `%% for us only %%`.
    Remark,
    /// `==words==`.
    Highlight,
    /// `> [!info] Title`, `> [!note]-`.
    Callout,
    /// `\cite{key}`, `{% cite key %}`, with its keys.
    Cite(String),
    /// `**words**`, `[words](page.md)`, `[[term]]` or `[@key]` in a value of front matter or of a term.
    InValue,
    /// `&ndash;` in such a value, and the letters that such codes stand for.
    Entities(Vec<String>),
    /// `[words][label]` without the address of that label.
    Reference(String),
}

/// How far a mark may be from the one that closes it, in bytes, to keep the search linear.
const NEAR: usize = 500;

/// The markup at a percent sign, an equals sign or a backslash, and its length.
pub fn at_sign(text: &str, at: usize) -> Option<(Markup, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    for (sign, markup) in [("%%", Markup::Remark), ("==", Markup::Highlight)] {
        let Some(inner) = rest.strip_prefix(sign).and_then(|rest| up_to(rest, sign)) else {
            continue;
        };
        let is_free = !before.ends_with(|c: char| c.is_alphanumeric() || "%=\\".contains(c));
        let is_tight = inner.trim() == inner && !inner.starts_with('=');
        let is_markup = is_free && !inner.contains('`') && (is_tight || sign == "%%");
        return is_markup.then(|| (markup, inner.len() + 2 * sign.len()));
    }
    let command = rest.strip_prefix('\\')?;
    let name = command.find(|c: char| !c.is_ascii_alphabetic())?;
    let is_cite = matches!(
        &command[..name].to_lowercase()[..],
        "cite" | "citep" | "citet" | "parencite" | "textcite" | "autocite" | "footcite"
    );
    let behind = command[name..].trim_start_matches('*');
    let behind = behind
        .strip_prefix('[')
        .and_then(|rest| Some(&rest[up_to(rest, "]")?.len() + 1..]))
        .unwrap_or(behind);
    let keys = up_to(behind.strip_prefix('{').filter(|_| is_cite)?, "}")?;
    Some((Markup::Cite(keys.trim().to_owned()), rest.len() - behind.len() + keys.len() + 2))
}

/// The markup at a brace or a dollar sign, and its length.
pub fn in_text(text: &str, at: usize) -> Option<(Markup, usize)> {
    let (before, rest) = text.split_at_checked(at)?;
    if before.ends_with(['{', '$', '\\']) {
        return None;
    }
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        let Some(inner) = rest.strip_prefix(open).and_then(|rest| up_to(rest, close)) else {
            continue;
        };
        // What closes belongs to what opens.
        let words = inner.trim_start_matches(['<', '%', '-', ' ', '\n']);
        let is_end = words.starts_with('/') || words.starts_with("end");
        let is_some = words.starts_with(|c: char| c.is_alphabetic() || "$.\"'".contains(c));
        let length = open.len() + inner.len() + close.len();
        if let Some(keys) = words.strip_prefix("cite ").filter(|_| open == "{%") {
            let keys = keys.split_whitespace().take_while(|key| !key.starts_with('-'));
            let keys: Vec<&str> = keys.collect();
            return Some((Markup::Cite(keys.join(",")), length));
        }
        return (is_some && !is_end).then_some((Markup::Shortcode, length));
    }
    if let Some(inner) = rest.strip_prefix("$$").and_then(|rest| up_to(rest, "$$")) {
        let is_formula = inner.contains(['\\', '^', '_', '=']);
        return is_formula.then_some((Markup::Formula, inner.len() + 4));
    }
    let inner = rest.strip_prefix('{').and_then(|rest| up_to(rest, "}"))?;
    let is_placed =
        before.ends_with([')', ']', '\n']) || before.is_empty() || inner.starts_with(':');
    let words = inner.strip_prefix(':').unwrap_or(inner).trim();
    let is_attribute = |word: &str| {
        let name = word.strip_prefix(['.', '#']);
        let is_name = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
        name.is_some_and(is_name) || word.split_once('=').is_some_and(|(name, _)| is_name(name))
    };
    let is_kramdown = inner.starts_with(':') && matches!(words, "toc" | "no_toc" | ".no_toc");
    let is_one = words.split_whitespace().next().is_some_and(is_attribute) && !inner.contains('\n');
    let has_alt = words.split_whitespace().any(|word| {
        word.split_once('=').is_some_and(|(name, _)| matches!(name, "alt" | "fig-alt"))
    });
    (is_placed && (is_one || is_kramdown))
        .then_some((Markup::Attributes { has_alt }, inner.len() + 2))
}

/// The markup at a bracket of plain text.
pub fn at_bracket(text: &str, at: usize) -> Option<(Markup, usize)> {
    const SHORTCODES: [&str; 7] =
        ["caption", "gallery", "embed", "audio", "video", "playlist", "youtube"];
    let (before, rest) = text.split_at_checked(at)?;
    let inner = up_to(rest.strip_prefix('[')?, "]")?;
    let behind = &rest[inner.len() + 2..];
    let is_line = before.is_empty() || before.ends_with('\n');
    if is_line
        && inner.eq_ignore_ascii_case("toc")
        && behind.trim_start_matches(' ').starts_with(['\n', '\r'])
    {
        return Some((Markup::Contents, inner.len() + 2));
    }
    // What Markdown takes for a callout is no text.
    let is_first = before
        .rsplit('\n')
        .next()
        .is_some_and(|line| line.contains('>') && line.chars().all(|c| matches!(c, '>' | ' ')));
    let kind = inner.strip_prefix('!').filter(|_| is_first);
    if kind.is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return Some((Markup::Callout, inner.len() + 2));
    }
    let name = inner.split([' ', '=']).next().unwrap_or_default();
    let is_closed = || text[at..].contains(&format!("[/{name}]"));
    if SHORTCODES.contains(&name) && (inner.contains('=') || is_closed()) {
        return Some((Markup::Shortcode, inner.len() + 2));
    }
    let label = behind.strip_prefix('[').and_then(|rest| up_to(rest, "]"))?;
    let is_word = |text: &str| {
        text.starts_with(char::is_alphabetic) && !text.contains(['[', '@', '^', '\n', '|'])
    };
    // `list[a][b]` is a place in a list.
    let is_free = !before.ends_with(|c: char| c.is_alphanumeric() || c == ']');
    let is_reference = is_free && is_word(inner) && is_word(label);
    is_reference.then(|| (Markup::Reference(label.to_owned()), inner.len() + label.len() + 4))
}

/// The markup that a paragraph begins with, and the length of its line.
pub fn at_line(paragraph: &str) -> Option<(Markup, usize)> {
    let line = paragraph.lines().next().unwrap_or_default().trim_end();
    let is_box = ["!!! ", "??? ", "???+ "].iter().any(|sign| line.starts_with(sign))
        && paragraph.contains('\n');
    let named = line.trim_start_matches(':');
    let is_fence = line.len() - named.len() >= 3 && !named.trim().is_empty();
    let is_grid =
        line.starts_with("+-") && line.ends_with('+') && line.chars().all(|c| "+-=: ".contains(c));
    let words = line.trim_start_matches('#');
    let is_heading =
        matches!(line.len() - words.len(), 2..=6) && words.starts_with(char::is_alphabetic);
    let markup = match () {
        () if is_heading => Markup::NoHeading,
        () if is_box || is_fence => Markup::Box,
        () if is_grid => Markup::GridTable,
        () => return None,
    };
    Some((markup, line.len()))
}

/// Markdown in a value, which is plain text: `**words**`, `[words](page.md)`, `[[term]]`, `[@key]`.
pub fn in_value(text: &str) -> Option<Span> {
    let between = |at: usize, open: &str, close: &str| {
        let inner = text[at..].strip_prefix(open)?.split_once(close)?.0;
        let is_tight = !inner.is_empty() && inner.trim() == inner && !inner.contains('\n');
        is_tight.then(|| at..at + open.len() + inner.len() + close.len())
    };
    let link = |at: usize| {
        let words = between(at, "[", "](")?;
        let address = text[words.end..].split_once(')')?.0;
        let is_link = !address.is_empty() && !address.contains(char::is_whitespace);
        let end = words.end + address.len() + 1;
        // A link that is the whole value was meant as an address, which the kind of the field says.
        (is_link && (at > 0 || end < text.len())).then_some(at..end)
    };
    memchr::memchr2_iter(b'[', b'*', text.as_bytes()).find_map(|at| {
        between(at, "**", "**")
            .or_else(|| between(at, "[[", "]]"))
            .or_else(|| between(at, "[@", "]"))
            .or_else(|| link(at))
    })
}

/// The codes of HTML in a value, which is plain text: `&amp;`, `&nbsp;`. Returns the place of the first.
pub fn entities_in_value(text: &str) -> Option<(Markup, Span)> {
    const LONGEST: usize = 10;
    let codes = text.match_indices('&').filter_map(|(at, _)| {
        let length = text[at..].bytes().take(LONGEST).position(|b| b == b';')? + 1;
        let written = &text[at..at + length];
        let Some(Ok(Token::String(letter))) = Tokenizer::new(written).next() else { return None };
        let letter = String::from_utf8_lossy(&letter).into_owned();
        (letter != written).then_some((at..at + length, letter))
    });
    let (places, letters): (Vec<Span>, Vec<String>) = codes.unzip();
    Some((Markup::Entities(letters), places.into_iter().next()?))
}

/// The text up to a mark that is near, in the same paragraph.
fn up_to<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let mut end = text.len().min(NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let inner = &text[..text[..end].find(mark)?];
    (!inner.trim().is_empty() && !inner.contains("\n\n")).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_mean_something_elsewhere_are_found() {
        fn found(text: &str) -> Option<(Markup, &str)> {
            let at = text.find(['{', '$'])?;
            let (markup, length) = in_text(text, at)?;
            Some((markup, &text[at..at + length]))
        }
        for text in [
            "{{< figure src=\"a\" >}}",
            "{{ site.url }}",
            "{% include a.html\n b %}",
            "{{% note %}}",
        ] {
            assert_eq!(found(&format!("x {text} y")), Some((Markup::Shortcode, text)));
        }
        assert_eq!(
            found("![](a.png){width=50%}").map(|one| one.0),
            Some(Markup::Attributes { has_alt: false })
        );
        assert_eq!(
            found("Words\n{: .lead}").map(|one| one.0),
            Some(Markup::Attributes { has_alt: false })
        );
        assert_eq!(found("$$a^2 = b$$").map(|one| one.0), Some(Markup::Formula));
        for text in [
            "{{< /note >}}",
            "{% endif %}",
            "a {b} c",
            "x{.y}",
            "{{}}",
            "costs $$ and $$",
            "f{x=1}",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_and_lines_too() {
        let bracket = |text: &str| at_bracket(text, text.find('[')?).map(|(markup, _)| markup);
        assert_eq!(bracket("See [words][label]."), Some(Markup::Reference("label".to_owned())));
        assert_eq!(bracket("[TOC]\n"), Some(Markup::Contents));
        assert_eq!(bracket("[caption id=\"1\"]x[/caption]"), Some(Markup::Shortcode));
        for text in ["a[b][c]", "[1][2]", "[video]", "[words] [label]", "[toc] is"] {
            assert_eq!(bracket(text), None, "{text}");
        }
        let line = |text: &str| at_line(text).map(|(markup, _)| markup);
        assert_eq!(line("::: {.note}\nx"), Some(Markup::Box));
        assert_eq!(line("!!! note\n    x"), Some(Markup::Box));
        assert_eq!(line("+---+--+\n| a | b |"), Some(Markup::GridTable));
        for text in [":::", "!!! Help", "+1", "+-"] {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
