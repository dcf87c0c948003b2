//! Code in colours: blocks of code become spans of short classes. Every block is coloured once, however
//! many pages show it, and what was coloured in an earlier run is not coloured again.

mod classes;
mod lines;

use crate::fingerprint::{Fingerprint, Mixer};
use crate::html;
use crate::parse::markdown::Code;
use classes::Classes;
use lines::Lines;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use syntect::parsing::SyntaxSet;

/// Blocks of code as HTML, by what they are.
pub type Highlighted = BTreeMap<Fingerprint, Arc<str>>;

/// Longer blocks stay without colours: they would take longer than all other work together.
const LONGEST: usize = 64 * 1024;

/// So many blocks of a language share what is known of its lines; the next ones are for another thread.
const TOGETHER: usize = 128;

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
        due.sort_by_key(|(_, code)| &code.lang);
        let languages = due.chunk_by(|(_, a), (_, b)| a.lang == b.lang);
        let some: Vec<_> = languages.flat_map(|blocks| blocks.chunks(TOGETHER)).collect();
        done.par_extend(
            some.into_par_iter().flat_map_iter(|blocks| coloured(blocks, &syntaxes, &classes)),
        );
    }
    done
}

/// Blocks of one language, coloured one behind the other.
fn coloured<'a>(
    blocks: &[(Fingerprint, &'a Code)],
    syntaxes: &'a SyntaxSet,
    classes: &'a Classes,
) -> Vec<(Fingerprint, Arc<str>)> {
    let lang = blocks.first().map_or("", |(_, code)| &code.lang);
    let known = syntaxes.find_syntax_by_token(lang).filter(|s| s.name != "Plain Text");
    let mut lines = known.map(|syntax| Lines::new(syntax, syntaxes, classes));
    let one = |(key, code): &(Fingerprint, &'a Code)| {
        let fitting = lines.as_mut().filter(|_| code.text.len() <= LONGEST);
        let spans = fitting.and_then(|lines| lines.html(&code.text));
        (*key, spans.unwrap_or_else(|| html::escape(&code.text)).into())
    };
    blocks.iter().map(one).collect()
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
    fn what_came_before_makes_no_difference() {
        // The same lines in other states, states without end, and a here-document with a name of its own.
        let deep = "[\n".repeat(200) + &"]\n".repeat(200);
        let blocks = [
            ("rust", "fn a() {\n    /* let x\n    let x = \"a\";\n    */\n    let x = \"a\";\n}\n"),
            ("rust", "/*\nfn a() {\n    let x = \"a\";\n*/\nfn a() {\n    let x = \"a\";\n}\n"),
            ("bash", "cat <<END1\nif x\nEND2\nEND1\nif x\n"),
            ("bash", "cat <<END2\nif x\nEND1\nEND2\nif x\n"),
            ("json", &*deep),
            ("json", "[\n[\n1, \"a\"\n]\n]"),
            ("python", "\"\"\"\nimport csv\n\"\"\"\nimport csv\n"),
        ];
        let code = |(lang, text): (&str, &str)| Code { lang: lang.into(), text: text.into() };
        let blocks = blocks.map(code);
        let together = highlight(blocks.iter().rev().chain(&blocks), &Highlighted::new());
        for block in &blocks {
            assert_eq!(*together[&key(block)], html(&block.lang, &block.text), "{}", block.text);
        }
    }

    #[test]
    fn remembered_blocks_are_not_coloured_again() {
        let code = Code { lang: "rust".into(), text: "fn".into() };
        let remembered = Highlighted::from([(key(&code), "from before".into())]);
        let done = highlight([&code, &code].into_iter(), &remembered);
        assert_eq!(done, remembered);
    }
}
