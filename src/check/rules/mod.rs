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
pub mod unused_term;
pub mod vague_link_text;

use crate::diagnostics::{Diagnostic, Rule};
use crate::model::Model;

/// A rule with what finds its cases. It reads the model and touches nothing else.
pub struct ModelRule {
    pub rule: &'static Rule,
    pub check: fn(&Model, &mut Vec<Diagnostic>),
}

/// All of them.
pub static ALL: [ModelRule; 51] = [
    ModelRule { rule: &alias_term::RULE, check: alias_term::check },
    ModelRule { rule: &author_spelt_two_ways::RULE, check: author_spelt_two_ways::check },
    ModelRule { rule: &awkward_file_name::RULE, check: awkward_file_name::check },
    ModelRule { rule: &bare_address::RULE, check: bare_address::check },
    ModelRule { rule: &bold_as_heading::RULE, check: bold_as_heading::check },
    ModelRule { rule: &case_clash::RULE, check: case_clash::check },
    ModelRule { rule: &claim_without_source::RULE, check: claim_without_source::check },
    ModelRule { rule: &dead_anchor::RULE, check: dead_anchor::check },
    ModelRule { rule: &dead_link::RULE, check: dead_link::check },
    ModelRule { rule: &dead_reference::RULE, check: dead_reference::check },
    ModelRule { rule: &dead_wikilink::RULE, check: dead_wikilink::check },
    ModelRule { rule: &duplicate_address::RULE, check: duplicate_address::check },
    ModelRule { rule: &duplicate_term::RULE, check: duplicate_term::check },
    ModelRule { rule: &empty_heading::RULE, check: empty_heading::check },
    ModelRule { rule: &empty_link_text::RULE, check: empty_link_text::check },
    ModelRule { rule: &evidence_beyond_source::RULE, check: evidence_beyond_source::check },
    ModelRule { rule: &footnote_problems::RULE, check: footnote_problems::check },
    ModelRule { rule: &foreign_paragraph::RULE, check: foreign_paragraph::check },
    ModelRule { rule: &heading_skip::RULE, check: heading_skip::check },
    ModelRule { rule: &incomplete_work::RULE, check: incomplete_work::check },
    ModelRule { rule: &insecure_url::RULE, check: insecure_url::check },
    ModelRule { rule: &large_image::RULE, check: large_image::check },
    ModelRule { rule: &long_summary::RULE, check: long_summary::check },
    ModelRule { rule: &malformed_url::RULE, check: malformed_url::check },
    ModelRule { rule: &missing_alt::RULE, check: missing_alt::check },
    ModelRule { rule: &missing_file::RULE, check: missing_file::check },
    ModelRule { rule: &missing_summary::RULE, check: missing_summary::check },
    ModelRule { rule: &not_reviewed::RULE, check: not_reviewed::check },
    ModelRule { rule: &one_sided_reference::RULE, check: one_sided_reference::check },
    ModelRule { rule: &pasted_debris::RULE, check: pasted_debris::check },
    ModelRule { rule: &plain_citation::RULE, check: plain_citation::check },
    ModelRule { rule: &project_without_funding::RULE, check: project_without_funding::check },
    ModelRule { rule: &remote_image::RULE, check: remote_image::check },
    ModelRule { rule: &same_title::RULE, check: same_title::check },
    ModelRule { rule: &second_h1::RULE, check: second_h1::check },
    ModelRule { rule: &stray_emphasis::RULE, check: stray_emphasis::check },
    ModelRule { rule: &table_without_header::RULE, check: table_without_header::check },
    ModelRule { rule: &term_cycle::RULE, check: term_cycle::check },
    ModelRule { rule: &term_only_by_alias::RULE, check: term_only_by_alias::check },
    ModelRule { rule: &unanswered_term::RULE, check: unanswered_term::check },
    ModelRule { rule: &uncited_work::RULE, check: uncited_work::check },
    ModelRule { rule: &undefined_term::RULE, check: undefined_term::check },
    ModelRule { rule: &unknown_publication::RULE, check: unknown_publication::check },
    ModelRule { rule: &unknown_source::RULE, check: unknown_source::check },
    ModelRule { rule: &unknown_term::RULE, check: unknown_term::check },
    ModelRule { rule: &unlisted_citation::RULE, check: unlisted_citation::check },
    ModelRule { rule: &unmet_count::RULE, check: unmet_count::check },
    ModelRule { rule: &unreachable_page::RULE, check: unreachable_page::check },
    ModelRule { rule: &unused_file::RULE, check: unused_file::check },
    ModelRule { rule: &unused_term::RULE, check: unused_term::check },
    ModelRule { rule: &vague_link_text::RULE, check: vague_link_text::check },
];
