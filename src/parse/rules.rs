//! The rules whose findings come from reading one file: they need no other page.

use crate::diagnostics::{Rule, Severity};

pub static NOT_UTF8: Rule = Rule {
    name: "not-utf8",
    severity: Severity::Error,
    what: "A text file whose bytes are not UTF-8.",
    why: "Letters such as õ or ä would come out as something else.",
    wrong: "== content/a.md\n+++\ntitle = \"V\\xf5ru\"\n+++\n",
    right: "== content/a.md\n+++\ntitle = \"Võru\"\n+++\n",
};
pub static UNCLOSED_FRONT_MATTER: Rule = Rule {
    name: "unclosed-front-matter",
    severity: Severity::Error,
    what: "Front matter that begins with `+++` and is never closed.",
    why: "The whole page would be taken for settings.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n\nText.\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nText.\n",
};
pub static NO_FRONT_MATTER: Rule = Rule {
    name: "no-front-matter",
    severity: Severity::Error,
    what: "A page that does not begin with a `+++` line.",
    why: "Without front matter a page has no title, and no place among the others.",
    wrong: "== content/a.md\nText.\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\nText.\n",
};
pub static IMPOSSIBLE_DATE: Rule = Rule {
    name: "impossible-date",
    severity: Severity::Error,
    what: "A date that no calendar has, or a period that ends before it starts.",
    why: "Sorting and timelines would be wrong, and readers would lose trust.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\ndate = \"2021-02-30\"\n+++\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\ndate = \"2021-02\"\n+++\n",
};
pub static OUT_OF_RANGE: Rule = Rule {
    name: "out-of-range",
    severity: Severity::Error,
    what: "A number, a text's length or a list's length outside the field's `min` and `max`, or a latitude or strength that does not exist.",
    why: "The limit is in site.toml because readers or pages rely on it.",
    wrong: "== site.toml\ntitle = \"T\"\n[collections.pilots.fields]\nbudget = { type = \"number\", min = 0 }\n== content/pilots/a.md\n+++\ntitle = \"A\"\nbudget = -1\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[collections.pilots.fields]\nbudget = { type = \"number\", min = 0 }\n== content/pilots/a.md\n+++\ntitle = \"A\"\nbudget = 1\n+++\n",
};
pub static BAD_ADDRESS: Rule = Rule {
    name: "bad-address",
    severity: Severity::Error,
    what: "A field of type url whose value is not a whole http or https address, or a path that leaves the repository.",
    why: "The link would lead nowhere.",
    wrong: "== site.toml\ntitle = \"T\"\n[collections.pilots.fields]\nwebsite = { type = \"url\" }\n== content/pilots/a.md\n+++\ntitle = \"A\"\nwebsite = \"http://Pilot 1\"\n+++\n",
    right: "== site.toml\ntitle = \"T\"\n[collections.pilots.fields]\nwebsite = { type = \"url\" }\n== content/pilots/a.md\n+++\ntitle = \"A\"\nwebsite = \"https://vunkimano.ee/\"\n+++\n",
};
pub static RAW_HTML: Rule = Rule {
    name: "raw-html",
    severity: Severity::Warning,
    what: "HTML in Markdown where `raw_html` is off; it is shown as text.",
    why: "Pasted HTML breaks layouts and can carry scripts; readers would see its tags.",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nA <b>bold</b> word.\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nA **bold** word.\n",
};
pub static BAD_CITATION: Rule = Rule {
    name: "bad-citation",
    severity: Severity::Error,
    what: "A citation with a part that names no source.",
    why: "Readers would not see that part, nor the source that was meant.",
    wrong: "== content/bibliography.bib\n@book{a, title={A}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nSeen [@a; and others].\n",
    right: "== content/bibliography.bib\n@book{a, title={A}}\n== content/a.md\n+++\ntitle = \"A\"\n+++\n\nSeen [@a, and others].\n",
};
pub static BAD_BIBLIOGRAPHY: Rule = Rule {
    name: "bad-bibliography",
    severity: Severity::Error,
    what: "content/bibliography.bib is not BibTeX from some place on, or has one key twice.",
    why: "A source that can't be read can't be cited.",
    wrong: "== content/bibliography.bib\n@book{a, title={A}\n",
    right: "== content/bibliography.bib\n@book{a, title={A}}\n",
};
pub static BAD_TERM_ID: Rule = Rule {
    name: "bad-term-id",
    severity: Severity::Error,
    what: "A term's id that can't be part of an address.",
    why: "The id is the term's address and must last; plain letters do.",
    wrong: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n== content/themes/terms.toml\n[[term]]\nid = \"Rural Economy\"\nlabel = \"Rural economy\"\n",
    right: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n== content/themes/terms.toml\n[[term]]\nid = \"rural-economy\"\nlabel = \"Rural economy\"\n",
};
pub static STRAY_TERMS: Rule = Rule {
    name: "stray-terms",
    severity: Severity::Error,
    what: "A terms.toml in a folder that site.toml does not declare as a vocabulary.",
    why: "Its terms would be lost without a word.",
    wrong: "== content/themes/terms.toml\n[[term]]\nid = \"a\"\nlabel = \"A\"\n",
    right: "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n== content/themes/terms.toml\n[[term]]\nid = \"a\"\nlabel = \"A\"\n",
};
