//! The rules that need the whole repository, one a file. A new rule is a new file and a line here.

pub mod alias_term;
pub mod claim_without_source;
pub mod dead_anchor;
pub mod dead_link;
pub mod dead_reference;
pub mod dead_wikilink;
pub mod duplicate_address;
pub mod duplicate_term;
pub mod missing_file;
pub mod remote_image;
pub mod term_cycle;
pub mod undefined_term;
pub mod unknown_source;
pub mod unknown_term;
pub mod unused_term;

use crate::diagnostics::{Diagnostic, Rule};
use crate::model::Model;

/// A rule with what finds its cases. It reads the model and touches nothing else.
pub struct ModelRule {
    pub rule: &'static Rule,
    pub check: fn(&Model, &mut Vec<Diagnostic>),
}

/// All of them.
pub static ALL: [ModelRule; 15] = [
    ModelRule { rule: &alias_term::RULE, check: alias_term::check },
    ModelRule { rule: &claim_without_source::RULE, check: claim_without_source::check },
    ModelRule { rule: &dead_anchor::RULE, check: dead_anchor::check },
    ModelRule { rule: &dead_link::RULE, check: dead_link::check },
    ModelRule { rule: &dead_reference::RULE, check: dead_reference::check },
    ModelRule { rule: &dead_wikilink::RULE, check: dead_wikilink::check },
    ModelRule { rule: &duplicate_address::RULE, check: duplicate_address::check },
    ModelRule { rule: &duplicate_term::RULE, check: duplicate_term::check },
    ModelRule { rule: &missing_file::RULE, check: missing_file::check },
    ModelRule { rule: &remote_image::RULE, check: remote_image::check },
    ModelRule { rule: &term_cycle::RULE, check: term_cycle::check },
    ModelRule { rule: &undefined_term::RULE, check: undefined_term::check },
    ModelRule { rule: &unknown_source::RULE, check: unknown_source::check },
    ModelRule { rule: &unknown_term::RULE, check: unknown_term::check },
    ModelRule { rule: &unused_term::RULE, check: unused_term::check },
];
