//! Every rule that there is. Each stands where its findings are made; this is the one place that knows
//! all of these.

use crate::diagnostics::Rule;
use crate::sources::UNREADABLE;
use crate::{check, config, csl, outputs, parse, tables, theme};

/// Every rule there is, by name: those of `check`, and those of the stages before and behind it.
pub fn all_rules() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = check::rules::ALL.iter().map(|rule| rule.rule).collect();
    all.extend([
        &check::UNUSED_ALLOW,
        &config::BAD_SETTING,
        &csl::UNKNOWN_STYLE,
        &parse::rules::BAD_ADDRESS,
        &parse::rules::BAD_BIBLIOGRAPHY,
        &parse::rules::BAD_CITATION,
        &parse::rules::BAD_TERM_ID,
        &parse::rules::IMPOSSIBLE_DATE,
        &parse::rules::NOT_UTF8,
        &parse::rules::NO_FRONT_MATTER,
        &parse::rules::OUT_OF_RANGE,
        &parse::rules::RAW_HTML,
        &parse::rules::STRAY_TERMS,
        &parse::rules::UNCLOSED_FRONT_MATTER,
        &UNREADABLE,
        &tables::BROKEN_TOML,
        &tables::MISSING_FIELD,
        &tables::UNKNOWN_KEY,
        &tables::WRONG_TYPE,
        &theme::BROKEN_TEMPLATE,
        &theme::BROKEN_THEME,
        &outputs::TWO_OUTPUTS,
    ]);
    all.sort_by_key(|rule| rule.name);
    all
}
