//! Syntax highlighting: blocks of code become spans with short classes. Every block is highlighted once,
//! however many pages show it, and cached between runs.

mod classes;

use crate::hash::{Hash, Hasher};
use crate::html;
use crate::parse::markdown::Code;
use classes::Classes;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

/// Blocks of code as HTML, by [`key`].
pub type Highlighted = BTreeMap<Hash, Arc<str>>;

/// Longer blocks are not highlighted: they would take longer than the rest of the build.
const LONGEST: usize = 64 * 1024;

/// The hash of a block: its language and text, and the version of the highlighting.
pub fn key(code: &Code) -> Hash {
    Hasher::new("highlight 2").text(&code.lang).text(&code.text).finish()
}

/// Highlights all blocks, reusing those in `cached`. The result has only these blocks, so the cache drops
/// what no page shows any more.
pub fn highlight<'a>(blocks: impl Iterator<Item = &'a Code>, cached: &Highlighted) -> Highlighted {
    let mut done = Highlighted::new();
    let mut seen = BTreeSet::new();
    let mut due = Vec::new();
    for code in blocks {
        let key = key(code);
        if !seen.insert(key) {
            continue;
        }
        match cached.get(&key) {
            Some(html) => {
                done.insert(key, html.clone());
            }
            None => due.push((key, code)),
        }
    }
    if !due.is_empty() {
        let syntaxes = two_face::syntax::extra_newlines();
        let classes = Classes::new();
        let coloured = |(key, code): (Hash, &Code)| {
            let grammar = grammar(&syntaxes, &code.lang).filter(|_| code.text.len() <= LONGEST);
            let spans = grammar.and_then(|grammar| spans(&code.text, grammar, &syntaxes, &classes));
            (key, spans.unwrap_or_else(|| html::escape(&code.text)).into())
        };
        done.par_extend(due.into_par_iter().map(coloured));
    }
    done
}

/// The grammar of a language. Two grammars loop for ever on a line like `x /* y */`
/// (https://github.com/trishume/syntect/pull/706) and are replaced.
fn grammar<'a>(syntaxes: &'a SyntaxSet, lang: &str) -> Option<&'a SyntaxReference> {
    let found = syntaxes.find_syntax_by_token(lang)?;
    match found.name.as_str() {
        "Plain Text" => None,
        "JavaScript" => syntaxes.find_syntax_by_name("JavaScript (Babel)"),
        "Svelte" => syntaxes.find_syntax_by_name("HTML"),
        _ => Some(found),
    }
}

/// A block of code as spans; `None` if the grammar itself fails.
fn spans(
    text: &str,
    grammar: &SyntaxReference,
    syntaxes: &SyntaxSet,
    classes: &Classes,
) -> Option<String> {
    let (mut parse, mut scopes) = (ParseState::new(grammar), ScopeStack::new());
    let mut out = Spans::default();
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        for (to, op) in parse.parse_line(line, syntaxes).ok()? {
            if from < to {
                out.text(&line[from..to], classes.of(&scopes));
                from = to;
            }
            scopes.apply(&op).ok()?;
        }
        out.text(&line[from..], classes.of(&scopes));
    }
    out.close();
    Some(out.html)
}

/// The spans so far; adjacent ones of one class are merged.
#[derive(Default)]
struct Spans {
    html: String,
    /// The class of the open span, if it has one.
    open: Option<&'static str>,
}

impl Spans {
    fn text(&mut self, text: &str, class: Option<&'static str>) {
        // White space has no colour, so it stays in the open span.
        if self.open != class && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                self.html.push_str(&format!("<span class=\"{class}\">"));
            }
            self.open = class;
        }
        html::escape_into(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(lang: &str, text: &str) -> String {
        let code = Code { lang: lang.into(), text: text.into() };
        highlight([&code].into_iter(), &Highlighted::new()).remove(&key(&code)).unwrap().to_string()
    }

    #[test]
    fn code_gets_short_classes() {
        let toml = html("toml", "title = \"Võru <1>\" # x\n");
        assert!(toml.contains("<span class=\"s\">&quot;Võru &lt;1&gt;&quot;"), "{toml}");
        assert!(toml.contains("<span class=\"c\"># x"), "{toml}");
    }

    #[test]
    fn unknown_languages_stay_text() {
        assert_eq!(html("kratt", "a < b"), "a &lt; b");
    }

    #[test]
    fn no_grammar_goes_round_for_ever() {
        let text = "{\n  x /* y */\n\n  /*\n  */\n}\n";
        assert!(html("js", text).contains("<span class=\"c\">/* y */"));
        assert_eq!(html("javascript", text), html("js", text));
        assert_eq!(html("svelte", text), text);
    }

    #[test]
    fn cached_blocks_are_not_coloured_again() {
        let code = Code { lang: "rust".into(), text: "fn".into() };
        let cached = Highlighted::from([(key(&code), "from before".into())]);
        let done = highlight([&code, &code].into_iter(), &cached);
        assert_eq!(done, cached);
    }
}
