//! The rules that need the whole repository, one a file. A new rule is a new file and a line here.

pub mod alias_term;
pub mod author_spelt_two_ways;
pub mod awkward_file_name;
pub mod bare_address;
pub mod bold_as_heading;
pub mod case_clash;
pub mod claim_without_source;
pub mod dead_anchor;
pub mod dead_link;
pub mod dead_reference;
pub mod dead_wikilink;
pub mod duplicate_address;
pub mod duplicate_term;
pub mod empty_heading;
pub mod empty_link_text;
pub mod evidence_beyond_source;
pub mod footnote_problems;
pub mod foreign_paragraph;
pub mod heading_skip;
pub mod incomplete_work;
pub mod insecure_url;
pub mod large_image;
pub mod long_summary;
pub mod malformed_url;
pub mod missing_alt;
pub mod missing_file;
pub mod missing_summary;
pub mod not_reviewed;
pub mod one_sided_reference;
pub mod pasted_debris;
pub mod plain_citation;
pub mod project_without_funding;
pub mod remote_image;
pub mod same_title;
pub mod second_h1;
pub mod stray_emphasis;
pub mod table_without_header;
pub mod term_cycle;
pub mod term_only_by_alias;
pub mod unanswered_term;
pub mod uncited_work;
pub mod undefined_term;
pub mod unknown_publication;
pub mod unknown_source;
pub mod unknown_term;
pub mod unlisted_citation;
pub mod unmet_count;
pub mod unreachable_page;
pub mod unused_file;
pub mod unused_group;
pub mod unused_term;
pub mod vague_link_text;

use crate::diagnostics::{Diagnostic, Rule};
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

/// All of them.
pub static ALL: [ModelRule; 52] = [
    ModelRule { rule: &alias_term::RULE, checks: alias_term::CHECKS },
    ModelRule { rule: &author_spelt_two_ways::RULE, checks: author_spelt_two_ways::CHECKS },
    ModelRule { rule: &awkward_file_name::RULE, checks: awkward_file_name::CHECKS },
    ModelRule { rule: &bare_address::RULE, checks: bare_address::CHECKS },
    ModelRule { rule: &bold_as_heading::RULE, checks: bold_as_heading::CHECKS },
    ModelRule { rule: &case_clash::RULE, checks: case_clash::CHECKS },
    ModelRule { rule: &claim_without_source::RULE, checks: claim_without_source::CHECKS },
    ModelRule { rule: &dead_anchor::RULE, checks: dead_anchor::CHECKS },
    ModelRule { rule: &dead_link::RULE, checks: dead_link::CHECKS },
    ModelRule { rule: &dead_reference::RULE, checks: dead_reference::CHECKS },
    ModelRule { rule: &dead_wikilink::RULE, checks: dead_wikilink::CHECKS },
    ModelRule { rule: &duplicate_address::RULE, checks: duplicate_address::CHECKS },
    ModelRule { rule: &duplicate_term::RULE, checks: duplicate_term::CHECKS },
    ModelRule { rule: &empty_heading::RULE, checks: empty_heading::CHECKS },
    ModelRule { rule: &empty_link_text::RULE, checks: empty_link_text::CHECKS },
    ModelRule { rule: &evidence_beyond_source::RULE, checks: evidence_beyond_source::CHECKS },
    ModelRule { rule: &footnote_problems::RULE, checks: footnote_problems::CHECKS },
    ModelRule { rule: &foreign_paragraph::RULE, checks: foreign_paragraph::CHECKS },
    ModelRule { rule: &heading_skip::RULE, checks: heading_skip::CHECKS },
    ModelRule { rule: &incomplete_work::RULE, checks: incomplete_work::CHECKS },
    ModelRule { rule: &insecure_url::RULE, checks: insecure_url::CHECKS },
    ModelRule { rule: &large_image::RULE, checks: large_image::CHECKS },
    ModelRule { rule: &long_summary::RULE, checks: long_summary::CHECKS },
    ModelRule { rule: &malformed_url::RULE, checks: malformed_url::CHECKS },
    ModelRule { rule: &missing_alt::RULE, checks: missing_alt::CHECKS },
    ModelRule { rule: &missing_file::RULE, checks: missing_file::CHECKS },
    ModelRule { rule: &missing_summary::RULE, checks: missing_summary::CHECKS },
    ModelRule { rule: &not_reviewed::RULE, checks: not_reviewed::CHECKS },
    ModelRule { rule: &one_sided_reference::RULE, checks: one_sided_reference::CHECKS },
    ModelRule { rule: &pasted_debris::RULE, checks: pasted_debris::CHECKS },
    ModelRule { rule: &plain_citation::RULE, checks: plain_citation::CHECKS },
    ModelRule { rule: &project_without_funding::RULE, checks: project_without_funding::CHECKS },
    ModelRule { rule: &remote_image::RULE, checks: remote_image::CHECKS },
    ModelRule { rule: &same_title::RULE, checks: same_title::CHECKS },
    ModelRule { rule: &second_h1::RULE, checks: second_h1::CHECKS },
    ModelRule { rule: &stray_emphasis::RULE, checks: stray_emphasis::CHECKS },
    ModelRule { rule: &table_without_header::RULE, checks: table_without_header::CHECKS },
    ModelRule { rule: &term_cycle::RULE, checks: term_cycle::CHECKS },
    ModelRule { rule: &term_only_by_alias::RULE, checks: term_only_by_alias::CHECKS },
    ModelRule { rule: &unanswered_term::RULE, checks: unanswered_term::CHECKS },
    ModelRule { rule: &uncited_work::RULE, checks: uncited_work::CHECKS },
    ModelRule { rule: &undefined_term::RULE, checks: undefined_term::CHECKS },
    ModelRule { rule: &unknown_publication::RULE, checks: unknown_publication::CHECKS },
    ModelRule { rule: &unknown_source::RULE, checks: unknown_source::CHECKS },
    ModelRule { rule: &unknown_term::RULE, checks: unknown_term::CHECKS },
    ModelRule { rule: &unlisted_citation::RULE, checks: unlisted_citation::CHECKS },
    ModelRule { rule: &unmet_count::RULE, checks: unmet_count::CHECKS },
    ModelRule { rule: &unreachable_page::RULE, checks: unreachable_page::CHECKS },
    ModelRule { rule: &unused_file::RULE, checks: unused_file::CHECKS },
    ModelRule { rule: &unused_group::RULE, checks: unused_group::CHECKS },
    ModelRule { rule: &unused_term::RULE, checks: unused_term::CHECKS },
    ModelRule { rule: &vague_link_text::RULE, checks: vague_link_text::CHECKS },
];
