//! Syntax highlighting: blocks of code become spans with short classes. Every block is highlighted once,
//! however many pages show it, and cached between runs. A block that would take too many steps stays plain.

mod classes;
mod regexes;
mod scopes;
mod walk;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::PLAIN_CODE;
use crate::hash::{Hash, Hasher};
use crate::html;
use crate::parse::markdown::Code;
use classes::Classes;
use rayon::prelude::*;
use regexes::{Compiled, GivenUp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use syntect::parsing::{ScopeStack, SyntaxReference, SyntaxSet};
use walk::Walk;

/// Blocks of code as HTML, by [`key`]. `None`: its grammar would take too many steps, so it is shown plain.
pub type Highlighted = BTreeMap<Hash, Option<Arc<str>>>;

/// The hash of a block: its language and text, and the version of the highlighting.
pub fn key(code: &Code) -> Hash {
    Hasher::new("highlight 3").text(&code.lang).text(&code.text).finish()
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
        let grammars = Grammars::new();
        let coloured = |(key, code): (Hash, &Code)| {
            let html = match grammar(&grammars.set, &code.lang) {
                Some(grammar) => spans(&code.text, grammar, &grammars).ok(),
                None => Some(html::escape(&code.text)),
            };
            (key, html.map(Arc::from))
        };
        done.par_extend(due.into_par_iter().map(coloured));
    }
    done
}

/// Diagnostics on the blocks that take too many steps, each given with the path of its page.
pub fn problems<'a>(
    blocks: impl Iterator<Item = (&'a Arc<str>, &'a Code)>,
    highlighted: &Highlighted,
) -> Vec<Diagnostic> {
    if highlighted.values().all(Option::is_some) {
        return Vec::new();
    }
    let is_plain = |code: &Code| highlighted.get(&key(code)).is_some_and(Option::is_none);
    let problem = |(path, code): (&Arc<str>, &Code)| {
        let message = "this code takes too many steps to highlight, so it is shown without colours";
        PLAIN_CODE
            .at(path, code.span.clone(), message)
            .help("shorten it, or name the language `text`")
    };
    blocks.filter(|(_, code)| is_plain(code)).map(problem).collect()
}

/// What all blocks are highlighted with.
struct Grammars {
    set: SyntaxSet,
    compiled: Compiled,
    classes: Classes,
}

impl Grammars {
    fn new() -> Self {
        let (set, compiled) = (two_face::syntax::extra_newlines(), Compiled::default());
        Self { set, compiled, classes: Classes::new() }
    }
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

/// A block of code as spans.
fn spans(text: &str, grammar: &SyntaxReference, grammars: &Grammars) -> Result<String, GivenUp> {
    let mut walk = Walk::new(&grammars.set, &grammars.compiled, grammar, text.len())?;
    let (mut scopes, mut out) = (ScopeStack::new(), Spans::default());
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        for (to, op) in walk.line(line)? {
            if from < to {
                out.text(line.get(from..to).ok_or(GivenUp)?, grammars.classes.of(&scopes));
                from = to;
            }
            scopes.apply(&op).map_err(|_| GivenUp)?;
        }
        out.text(&line[from..], grammars.classes.of(&scopes));
    }
    out.close();
    Ok(out.html)
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

    #[test]
    fn a_grammar_that_goes_round_for_ever_is_given_up() {
        let grammars = Grammars::new();
        let javascript = grammars.set.find_syntax_by_name("JavaScript").unwrap();
        assert_eq!(spans("return x /* c */\n", javascript, &grammars), Err(GivenUp));
    }

    #[test]
    fn real_code_is_read_as_syntect_reads_it() {
        let grammars = Grammars::new();
        let bash =
            "cat <<'END' | sort\n$x `y`\nEND\nfor x in \"${a[@]}\"; do echo $((1 + x)); done\n";
        for (lang, text) in [
            ("rs", include_str!("walk.rs")),
            ("toml", include_str!("../../Cargo.toml")),
            ("md", include_str!("../../README.md")),
            ("css", include_str!("../../themes/commons/assets/tokens.css")),
            ("js", include_str!("../preview/client/patch.js")),
            ("html", "<p class=\"a\">b <em>c</em></p>\n<style>a { b: c }</style>\n"),
            ("bash", bash),
        ] {
            let grammar = grammar(&grammars.set, lang).unwrap();
            let mut theirs = syntect::parsing::ParseState::new(grammar);
            let mut ours =
                Walk::new(&grammars.set, &grammars.compiled, grammar, text.len()).unwrap();
            for line in text.split_inclusive('\n') {
                assert_eq!(
                    ours.line(line).unwrap(),
                    theirs.parse_line(line, &grammars.set).unwrap()
                );
            }
        }
    }

    #[test]
    fn cached_blocks_are_not_coloured_again() {
        let code = Code { lang: "rust".into(), text: "fn".into(), span: 0..0 };
        let cached = Highlighted::from([(key(&code), Some("from before".into()))]);
        let done = highlight([&code, &code].into_iter(), &cached);
        assert_eq!(done, cached);
    }
}
