//! The rules of all stages other than `check`: reading settings, files and templates, and assembling outputs. They are
//! defined here so that every stage can use them. A new rule is a line here and a page in `rules/`. Rules that need the
//! model are in `check/rules/`.

use super::rule::Rule;
use super::rule::Severity::{Error, Hint, Warning};

macro_rules! rules {
    ($($name:ident = $rule:expr;)*) => {
        $(pub static $name: Rule = $rule;)*

        /// All of them.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    ACTIVE_FILE = Rule::new("active-file", Error, include_str!("rules/active_file.md"));
    AUTHORS_IN_ONE_TEXT = Rule {
        fix: true,
        ..Rule::new("authors-in-one-text", Warning, include_str!("rules/authors_in_one_text.md"))
    };
    BAD_ADDRESS = Rule::new("bad-address", Error, include_str!("rules/bad_address.md"));
    BAD_BIBLIOGRAPHY = Rule::new("bad-bibliography", Error, include_str!("rules/bad_bibliography.md"));
    BAD_CITATION = Rule::new("bad-citation", Error, include_str!("rules/bad_citation.md"));
    BAD_IDENTIFIER = Rule::new("bad-identifier", Error, include_str!("rules/bad_identifier.md"));
    BAD_SETTING = Rule {
        fix: true,
        firm: true,
        ..Rule::new("bad-setting", Error, include_str!("rules/bad_setting.md"))
    };
    BAD_TERM_ID = Rule::new("bad-term-id", Error, include_str!("rules/bad_term_id.md"));
    BROKEN_TEMPLATE = Rule {
        firm: true,
        ..Rule::new("broken-template", Error, include_str!("rules/broken_template.md"))
    };
    BROKEN_THEME = Rule {
        firm: true,
        ..Rule::new("broken-theme", Error, include_str!("rules/broken_theme.md"))
    };
    BROKEN_TOML = Rule {
        fix: true,
        firm: true,
        ..Rule::new("broken-toml", Error, include_str!("rules/broken_toml.md"))
    };
    IMPOSSIBLE_DATE = Rule {
        fix: true,
        ..Rule::new("impossible-date", Error, include_str!("rules/impossible_date.md"))
    };
    LONG_NAME = Rule {
        firm: true,
        ..Rule::new("long-name", Error, include_str!("rules/long_name.md"))
    };
    MERGE_CONFLICT = Rule::new("merge-conflict", Error, include_str!("rules/merge_conflict.md"));
    MISSING_FIELD = Rule::new("missing-field", Error, include_str!("rules/missing_field.md"));
    NOT_UTF8 = Rule {
        fix: true,
        ..Rule::new("not-utf8", Error, include_str!("rules/not_utf8.md"))
    };
    NO_FRONT_MATTER = Rule::new("no-front-matter", Error, include_str!("rules/no_front_matter.md"));
    OUT_OF_RANGE = Rule::new("out-of-range", Error, include_str!("rules/out_of_range.md"));
    PHOTO_METADATA = Rule::new("photo-metadata", Warning, include_str!("rules/photo_metadata.md"));
    PLAIN_CODE = Rule::new("plain-code", Hint, include_str!("rules/plain_code.md"));
    RAW_HTML = Rule::new("raw-html", Warning, include_str!("rules/raw_html.md"));
    STRAY_TERMS = Rule::new("stray-terms", Error, include_str!("rules/stray_terms.md"));
    TWO_OUTPUTS = Rule {
        firm: true,
        ..Rule::new("two-outputs", Error, include_str!("rules/two_outputs.md"))
    };
    UNCLOSED_FRONT_MATTER = Rule {
        firm: true,
        ..Rule::new("unclosed-front-matter", Error, include_str!("rules/unclosed_front_matter.md"))
    };
    UNKNOWN_KEY = Rule {
        fix: true,
        ..Rule::new("unknown-key", Error, include_str!("rules/unknown_key.md"))
    };
    UNKNOWN_STYLE = Rule::new("unknown-style", Error, include_str!("rules/unknown_style.md"));
    UNTIDY_FRONT_MATTER = Rule {
        fix: true,
        ..Rule::new("untidy-front-matter", Hint, include_str!("rules/untidy_front_matter.md"))
    };
    UNREADABLE = Rule {
        firm: true,
        ..Rule::new("unreadable-file", Error, include_str!("rules/unreadable_file.md"))
    };
    UNUSED_ALLOW = Rule::new("unused-allow", Warning, include_str!("rules/unused_allow.md"));
    WRONG_TYPE = Rule {
        fix: true,
        ..Rule::new("wrong-type", Error, include_str!("rules/wrong_type.md"))
    };
}
