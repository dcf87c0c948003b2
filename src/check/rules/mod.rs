//! The rules that need the whole repository, each in a file with its page beside it. A new rule is these two files
//! and a line here. `cargo fmt` does not follow modules in macros; `rustfmt src/check/rules/*.rs` formats the rules.

use crate::diagnostics::{Diagnostic, Rule, rules};
use crate::model::{Model, PageId};
use crate::parse::markdown::Anomaly;

/// A rule and its checks.
pub struct ModelRule {
    pub rule: &'static Rule,
    pub checks: &'static [Check],
}

/// How a rule finds problems. It only reads the model.
pub enum Check {
    /// For what can be judged from one page. All these checks run on a page in turn, and most pages have no problem, so
    /// cheap tests should come first.
    Page(fn(&Model, PageId, &mut Vec<Diagnostic>)),
    /// For what is noted of a text when it is read: says what is wrong and what helps.
    Anomaly(&'static Rule, fn(&Anomaly) -> Option<(String, String)>),
    /// For checks that need preparation or suggest names. The first function picks the suspect pages one by one; the
    /// second gets all of them in order, even if there are none.
    Suspects(fn(&Model, PageId) -> bool, fn(&Model, &[PageId], &mut Vec<Diagnostic>)),
    /// For what needs the whole model.
    Whole(fn(&Model, &mut Vec<Diagnostic>)),
}

macro_rules! rules {
    ($($module:ident)*) => {
        $(pub(super) mod $module;)*

        /// All of them.
        pub static ALL: &[ModelRule] =
            &[$(ModelRule { rule: &$module::RULE, checks: $module::CHECKS }),*];
    };
}

rules! {
    alias_term
    author_spelt_two_ways
    awkward_file_name
    bare_address
    bold_as_heading
    broken_table
    case_clash
    claim_without_source
    clashing_column
    dead_anchor
    dead_link
    dead_reference
    dead_wikilink
    duplicate_address
    duplicate_heading_id
    duplicate_term
    empty_heading
    empty_link_text
    evidence_beyond_source
    footnote_problems
    foreign_markup
    foreign_paragraph
    heading_skip
    incomplete_work
    insecure_url
    large_image
    listed_twice
    local_address
    long_summary
    lost_address
    malformed_url
    matched_twice
    missing_alt
    missing_file
    missing_summary
    not_reviewed
    one_sided_reference
    pasted_debris
    picture_format
    plain_citation
    project_without_funding
    related_to_broader
    remote_image
    repeated_name
    same_label
    same_title
    second_h1
    similar_term
    stray_emphasis
    swapped_position
    table_without_header
    term_cycle
    term_only_by_alias
    unanswered_term
    uncited_work
    unclosed_wikilink
    undeclared_language
    undefined_term
    unknown_command
    unknown_count
    unknown_publication
    unknown_source
    unknown_term
    unlinked_document
    unlisted_citation
    unlisted_term
    unmet_count
    unreachable_page
    unshown_picture
    unused_file
    unused_group
    unused_term
    vague_link_text
}

/// All rules of all stages, sorted by name.
pub fn all_rules() -> Vec<&'static Rule> {
    let own = ALL.iter().map(|rule| rule.rule);
    let mut all: Vec<&'static Rule> = own.chain(rules::ALL.iter().copied()).collect();
    all.sort_by_key(|rule| rule.name);
    all
}
