//! Code in colours: blocks of code become spans of short classes. Every block is coloured once, however
//! many pages show it, and what was coloured in an earlier run is not coloured again.

use crate::fingerprint::{Fingerprint, Mixer};
use crate::html;
use crate::parse::markdown::Code;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Blocks of code as HTML, by what they are.
pub type Highlighted = BTreeMap<Fingerprint, Arc<str>>;

/// Longer blocks stay without colours: they would take longer than all other work together.
const LONGEST: usize = 64 * 1024;

/// What a block is: its language and text, and the version of this colouring.
pub fn key(code: &Code) -> Fingerprint {
    Mixer::new("highlight 1").text(&code.lang).text(&code.text).finish()
}

/// Colours all blocks; those in `remembered` are taken from there. Nothing else is in the result, so
/// that what no page shows any more is forgotten.
pub fn highlight<'a>(
    blocks: impl Iterator<Item = &'a Code>,
    remembered: &Highlighted,
) -> Highlighted {
    let mut done = Highlighted::new();
    let mut seen = BTreeSet::new();
    let mut due = Vec::new();
    for code in blocks {
        let key = key(code);
        if !seen.insert(key) {
            continue;
        }
        match remembered.get(&key) {
            Some(html) => {
                done.insert(key, html.clone());
            }
            None => due.push((key, code)),
        }
    }
    if !due.is_empty() {
        let syntaxes = two_face::syntax::extra_newlines();
        let classes = Classes::new();
        done.par_extend(
            due.into_par_iter()
                .map(|(key, code)| (key, coloured(code, &syntaxes, &classes).into())),
        );
    }
    done
}

fn coloured(code: &Code, syntaxes: &SyntaxSet, classes: &Classes) -> String {
    let known = syntaxes.find_syntax_by_token(&code.lang).filter(|s| s.name != "Plain Text");
    let spans = known.filter(|_| code.text.len() <= LONGEST);
    spans
        .and_then(|syntax| spans_of(&code.text, syntax, syntaxes, classes))
        .unwrap_or_else(|| html::escape(&code.text))
}

/// None when the grammar itself fails on the text.
fn spans_of(
    text: &str,
    syntax: &SyntaxReference,
    syntaxes: &SyntaxSet,
    classes: &Classes,
) -> Option<String> {
    let mut out = Spans::default();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        for (at, op) in state.parse_line(line, syntaxes).ok()? {
            out.text(&line[from..at], classes.of(&stack));
            from = at;
            stack.apply(&op).ok()?;
        }
        out.text(&line[from..], classes.of(&stack));
    }
    Some(out.finish())
}

/// The spans so far; neighbours of one class become one.
#[derive(Default)]
struct Spans {
    html: String,
    open: Option<&'static str>,
}

impl Spans {
    fn text(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        // White space has no colour: it goes on with what is open.
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

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

/// Scopes of the grammars (TextMate's conventions) to the classes of the style sheet.
struct Classes(Vec<(Scope, Option<&'static str>)>);

impl Classes {
    fn new() -> Self {
        const TABLE: [(&str, Option<&str>); 27] = [
            ("comment", Some("c")),
            ("string", Some("s")),
            ("constant.character.escape", Some("n")),
            ("constant", Some("n")),
            ("punctuation.definition.comment", Some("c")),
            ("punctuation.definition.string", Some("s")),
            ("punctuation", Some("p")),
            ("keyword.operator", Some("o")),
            ("keyword", Some("k")),
            ("storage.type.function", Some("k")),
            ("storage", Some("k")),
            ("entity.name.function", Some("f")),
            ("entity.name.tag", Some("g")),
            ("entity.name", Some("t")),
            ("entity.other.attribute-name", Some("a")),
            ("entity.other.inherited-class", Some("t")),
            ("support.function", Some("f")),
            ("support.type.property-name", Some("a")),
            ("support", Some("t")),
            ("variable.function", Some("f")),
            ("variable.parameter", Some("v")),
            ("variable.language", Some("k")),
            ("variable", Some("v")),
            ("markup.inserted", Some("i")),
            ("markup.deleted", Some("d")),
            ("markup.heading", Some("k")),
            ("meta.interpolation", None),
        ];
        let scope = |(name, class)| Scope::new(name).ok().map(|scope| (scope, class));
        Self(TABLE.into_iter().filter_map(scope).collect())
    }

    fn of(&self, stack: &ScopeStack) -> Option<&'static str> {
        let innermost = |scope: &Scope| {
            let fits = self.0.iter().filter(|(prefix, _)| prefix.is_prefix_of(*scope));
            fits.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
        };
        stack.as_slice().iter().rev().find_map(innermost).flatten()
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
    fn remembered_blocks_are_not_coloured_again() {
        let code = Code { lang: "rust".into(), text: "fn".into() };
        let remembered = Highlighted::from([(key(&code), "from before".into())]);
        let done = highlight([&code, &code].into_iter(), &remembered);
        assert_eq!(done, remembered);
    }
}
