//! The rules that need the whole repository, one a file with its page beside it. A new rule is these two files and
//! a line here. `cargo fmt` does not look into macros; `rustfmt src/check/rules/*.rs` formats the rules.

use crate::diagnostics::{Diagnostic, Rule, rules};
use crate::model::{Model, PageId};

/// A rule with what finds its cases.
pub struct ModelRule {
    pub rule: &'static Rule,
    pub checks: &'static [Check],
}

/// How a rule looks for its cases. It reads the model and touches nothing else.
pub enum Check {
    /// At one page. All rules look at a page in turn, while it is at hand: so it is for whatever can be judged
    /// there. Nearly all pages are well, so what costs something comes behind what costs nothing.
    Page(fn(&Model, PageId, &mut Vec<Diagnostic>)),
    /// At one page for a sign that something is wrong, then at all pages that have it, perhaps none, in their
    /// order: for what has to be prepared, and for guesses at what was meant.
    Suspects(fn(&Model, PageId) -> bool, fn(&Model, &[PageId], &mut Vec<Diagnostic>)),
    /// At everything.
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
    case_clash
    claim_without_source
    dead_anchor
    dead_link
    dead_reference
    dead_wikilink
    duplicate_address
    duplicate_term
    empty_heading
    empty_link_text
    evidence_beyond_source
    footnote_problems
    foreign_paragraph
    heading_skip
    incomplete_work
    insecure_url
    large_image
    long_summary
    malformed_url
    missing_alt
    missing_file
    missing_summary
    not_reviewed
    one_sided_reference
    pasted_debris
    plain_citation
    project_without_funding
    remote_image
    same_title
    second_h1
    stray_emphasis
    table_without_header
    term_cycle
    term_only_by_alias
    unanswered_term
    uncited_work
    undefined_term
    unknown_publication
    unknown_source
    unknown_term
    unlisted_citation
    unmet_count
    unreachable_page
    unused_file
    unused_group
    unused_term
    vague_link_text
}

/// Every rule there is, by name: these, and those of the stages before and beside this one.
pub fn all_rules() -> Vec<&'static Rule> {
    let own = ALL.iter().map(|rule| rule.rule);
    let mut all: Vec<&'static Rule> = own.chain(rules::ALL.iter().copied()).collect();
    all.sort_by_key(|rule| rule.name);
    all
}
