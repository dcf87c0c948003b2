//! A reference that should be mutual but is not.

use super::Check;
use crate::diagnostics::{Diagnostic, Rule, RuleOption, Severity};
use crate::files;
use crate::model::{Model, PageId, fields_of};
use crate::parse::page::Value;
use std::collections::HashSet;

pub static RULE: Rule = Rule {
    options: &[RuleOption {
        name: "mutual",
        takes: "true or false",
        default: Some("false"),
        about: "whether the references in a field must be mutual: \
                `siblings = { type = \"refs\", collection = \"pilots\", mutual = true }`",
    }],
    ..Rule::new(Severity::Warning, include_str!("one_sided_reference.md"))
};

pub const CHECKS: &[Check] = &[Check::Whole(check)];

fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    let is_mutual = |fields: &[crate::config::Field]| fields.iter().any(|field| field.mutual);
    if !model.config.collections.iter().any(|collection| is_mutual(&collection.fields)) {
        return;
    }
    let references = references(model);
    let pairs: HashSet<(PageId, &str, PageId)> =
        references.iter().map(|r| (r.from, r.field, r.to)).collect();
    for reference in &references {
        let Reference { from, field, to, .. } = *reference;
        if !reference.mutual || from == to || pairs.contains(&(to, field, from)) {
            continue;
        }
        let (page, other) = (model.page(from), model.page(to));
        let message = format!("{} does not refer back to this page", other.path);
        let own = files::file_name(&page.path).trim_end_matches(".md");
        let help = format!("add `{own}` to `{field}` in {}", other.path);
        found.push(RULE.at(&page.path, reference.span.clone(), message).help(help));
    }
}

struct Reference<'m> {
    from: PageId,
    field: &'m str,
    mutual: bool,
    to: PageId,
    span: crate::diagnostics::Span,
}

fn references(model: &Model) -> Vec<Reference<'_>> {
    let mut references = Vec::new();
    for from in model.page_ids() {
        let page = model.page(from);
        // Translations have the references of their originals, so only originals count.
        if !model.is_listed(page) {
            continue;
        }
        for fact in page.facts.iter().filter(|fact| !fact.is_default) {
            let field = &fields_of(&model.config, page)[fact.field];
            let Value::Refs(names) = &fact.value else { continue };
            let collection = field.collection.as_ref().map(|collection| collection.value.as_str());
            references.extend(names.iter().filter_map(|name| {
                let to = model.reference(&name.value, collection)?;
                let span = name.span.clone();
                Some(Reference { from, field: &field.id, mutual: field.mutual, to, span })
            }));
        }
    }
    references
}
