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
    ACTIVE_FILE = Rule::new(Error, include_str!("rules/active_file.md"));
    AUTHORS_IN_ONE_TEXT = Rule::new(Warning, include_str!("rules/authors_in_one_text.md")).fixable();
    BAD_ADDRESS = Rule::new(Error, include_str!("rules/bad_address.md"));
    BAD_BIBLIOGRAPHY = Rule::new(Error, include_str!("rules/bad_bibliography.md"));
    BAD_CITATION = Rule::new(Error, include_str!("rules/bad_citation.md"));
    BAD_IDENTIFIER = Rule::new(Error, include_str!("rules/bad_identifier.md"));
    BAD_NUMBER = Rule::new(Warning, include_str!("rules/bad_number.md"));
    BAD_SETTING = Rule::new(Error, include_str!("rules/bad_setting.md")).fixable().firm();
    BAD_TERM_ID = Rule::new(Error, include_str!("rules/bad_term_id.md"));
    BROKEN_TEMPLATE = Rule::new(Error, include_str!("rules/broken_template.md")).firm();
    BROKEN_THEME = Rule::new(Error, include_str!("rules/broken_theme.md")).firm();
    BROKEN_TOML = Rule::new(Error, include_str!("rules/broken_toml.md")).fixable().firm();
    ENGLISH_WORDS = Rule::new(Hint, include_str!("rules/english_words.md"));
    IMPOSSIBLE_DATE = Rule::new(Error, include_str!("rules/impossible_date.md")).fixable();
    LONG_NAME = Rule::new(Error, include_str!("rules/long_name.md")).firm();
    MERGE_CONFLICT = Rule::new(Error, include_str!("rules/merge_conflict.md"));
    MISSING_FIELD = Rule::new(Error, include_str!("rules/missing_field.md"));
    NOT_UTF8 = Rule::new(Error, include_str!("rules/not_utf8.md")).fixable();
    NO_FRONT_MATTER = Rule::new(Error, include_str!("rules/no_front_matter.md"));
    OUT_OF_RANGE = Rule::new(Error, include_str!("rules/out_of_range.md"));
    PHOTO_METADATA = Rule::new(Warning, include_str!("rules/photo_metadata.md"));
    PLAIN_CODE = Rule::new(Hint, include_str!("rules/plain_code.md"));
    RAW_HTML = Rule::new(Warning, include_str!("rules/raw_html.md"));
    STRAY_TERMS = Rule::new(Error, include_str!("rules/stray_terms.md"));
    TWO_OUTPUTS = Rule::new(Error, include_str!("rules/two_outputs.md")).firm();
    UNCLOSED_FRONT_MATTER = Rule::new(Error, include_str!("rules/unclosed_front_matter.md")).firm();
    UNKNOWN_KEY = Rule::new(Error, include_str!("rules/unknown_key.md")).fixable();
    UNKNOWN_STYLE = Rule::new(Error, include_str!("rules/unknown_style.md"));
    UNTIDY_FRONT_MATTER = Rule::new(Hint, include_str!("rules/untidy_front_matter.md")).fixable();
    UNREADABLE = Rule::new(Error, include_str!("rules/unreadable_file.md")).firm();
    UNUSED_ALLOW = Rule::new(Warning, include_str!("rules/unused_allow.md"));
    UNUSED_LABEL = Rule::new(Warning, include_str!("rules/unused_label.md"));
    UNUSED_VARIABLE = Rule::new(Warning, include_str!("rules/unused_variable.md"));
    UNUSED_WORD = Rule::new(Warning, include_str!("rules/unused_word.md"));
    WRONG_TYPE = Rule::new(Error, include_str!("rules/wrong_type.md")).fixable();
}
