//! Links to a list or a matrix with filters, `/pilots/?themes=work`: the filter follows the term that it names.

use crate::config::Field;
use crate::diagnostics::Edit;
use crate::fields::field;
use crate::files;
use crate::model::{Model, Target, TermId, vocabulary_of};
use crate::parse::markdown::{Link, To};

/// The edits of a link's filters that choose the term.
pub fn edits(model: &Model, term: TermId, new: &str, link: &Link) -> Vec<Edit> {
    let (Some(address), To::Page { url, written, .. }) = (&link.address, &link.to) else {
        return Vec::new();
    };
    let Some(Target::Collection(c) | Target::Matrix(c, _)) = model.at(url) else {
        return Vec::new();
    };
    let fields = &model.config.collections[c].fields;
    let old = &model.term(term).entry.id.value;
    let chooses = |pair: &str| {
        let (key, value) = pair.split_once('=')?;
        let is_it = |place: &usize| field::path(fields, *place) == files::decode(key);
        let field: &Field = &fields[(0..fields.len()).find(is_it)?];
        let is_own = vocabulary_of(&model.config, field) == Some(model.term(term).vocabulary);
        (is_own && files::decode(value) == **old).then_some(key.len() + 1..pair.len())
    };
    let end = written.find('#').unwrap_or(written.len());
    let Some(mark) = written[..end].find('?') else { return Vec::new() };
    let (mut at, mut edits) = (mark + 1, Vec::new());
    for pair in written[at..end].split('&') {
        edits.extend(
            chooses(pair).map(|part| address.part(at + part.start..at + part.end).edit(new)),
        );
        at += pair.len() + 1;
    }
    edits
}
