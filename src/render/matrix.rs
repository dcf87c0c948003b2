//! Matrices: pages × terms, in parts as a table for readers, and whole as CSV.

use super::csv::csv;
use super::lists::{collection_view, pager, with_part};
use super::{Here, Shown, Site, map};
use crate::fields::{strength, terms};
use crate::model::{Column, Matrix, PageId, Target, TermId};
use crate::plan::{part_range, table_url};
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::Value;

pub fn matrix(site: Site, c: usize, m: usize, part: usize, shown: &mut Shown) -> Here {
    let model = site.model;
    let matrix = &model.matrices[c][m];
    let list = &model.collections[c];
    let collection = &model.config.collections[c];
    let field = &collection.fields[matrix.field];
    let rows: Vec<Value> =
        list[part_range(part, list.len())].iter().map(|id| row(site, matrix, *id)).collect();
    let columns: Vec<Value> = matrix.columns.iter().map(|one| column(site, one)).collect();
    let vocabulary = crate::model::vocabulary_of(&model.config, field);
    let view = map([
        ("label", field.label.main.as_str().into()),
        ("field", field.id.as_str().into()),
        ("vocabulary", vocabulary.map(|v| model.config.vocabularies[v].id.as_str()).into()),
        ("groups", groups(site, &matrix.columns).into()),
        ("columns", columns.into()),
        ("rows", rows.into()),
        ("table", table_url(model, c, m).into()),
    ]);
    shown.put("matrix", || view);
    shown.put("collection", || collection_view(site, c));
    shown.put("pager", || pager(&model.url(Target::Matrix(c, m)), part, list.len()));
    let title = format!("{} × {}", collection.label.main, field.label.main);
    let mut here = Here::new(site, "matrix", with_part(site, title, part, list.len()));
    here.above.push((collection.label.main.clone(), model.url(Target::Collection(c))));
    here
}

fn column(site: Site, column: &Column) -> Value {
    let term = site.model.term(column.term);
    map([
        ("label", term.entry.label.get(&site.model.config.language).into()),
        ("url", term.url.as_str().into()),
        ("count", column.count.into()),
        ("alone", column.group.is_none().into()),
        ("broad", (column.group == Some(column.term)).into()),
    ])
}

/// What stands above the columns: a broad term over its narrower ones, or nothing over a column that
/// stands alone. None if no column has a group.
fn groups(site: Site, columns: &[Column]) -> Vec<Value> {
    let lang = &site.model.config.language;
    let mut groups: Vec<(Option<TermId>, usize)> = Vec::new();
    for column in columns {
        match groups.last_mut().filter(|(group, _)| *group == column.group) {
            Some((_, n)) => *n += 1,
            None => groups.push((column.group, 1)),
        }
    }
    if groups.iter().all(|(group, _)| group.is_none()) {
        return Vec::new();
    }
    let view = |(group, n): (Option<TermId>, usize)| {
        let term = group.map(|id| site.shelf.term(lang, id));
        map([("term", term.into()), ("span", n.into())])
    };
    groups.into_iter().map(view).collect()
}

/// A page's line: for each term what the page says of it, or none.
fn row(site: Site, matrix: &Matrix, id: PageId) -> Value {
    let lang = &site.model.config.language;
    let claims: BTreeMap<TermId, _> = site.model.claims_in(id, matrix.field).into_iter().collect();
    // Only a list of claims has a place for each on its page; terms that say no more are among the facts.
    let is_told = site.model.page(id).fact(matrix.field).is_some_and(terms::is_told);
    let cell = |column: &Column| -> Value {
        let claim = claims.get(&column.term);
        claim
            .map(|claim| {
                let written = site.model.claim(id, *claim);
                let strength = written.and_then(|claim| claim.strength);
                map([
                    ("strength", strength::of_claim(site, lang, strength).into()),
                    ("place", is_told.then_some(claim.item + 1).into()),
                ])
            })
            .into()
    };
    let page = site.model.page(id);
    map([
        ("title", site.model.page_title(id).into()),
        ("url", page.url.as_str().into()),
        ("lang", page.lang.as_str().into()),
        ("count", claims.len().into()),
        ("cells", matrix.columns.iter().map(cell).collect::<Vec<_>>().into()),
    ])
}

/// The whole matrix. A cell is the strength of evidence as a number, `x` where a page claims a term and
/// says no strength, and empty where it says nothing.
pub fn table(site: Site, c: usize, m: usize) -> Vec<u8> {
    let model = site.model;
    let lang = &model.config.language;
    let collection = &model.config.collections[c];
    let matrix = &model.matrices[c][m];
    let mut head: Vec<Cow<str>> = vec![
        Cow::from(collection.singular.main.as_str()),
        Cow::from(site.shelf.word(lang, "address")),
    ];
    let label = |column: &Column| Cow::from(model.term(column.term).entry.label.get(lang));
    head.extend(matrix.columns.iter().map(label));
    let row = |id: &PageId| {
        let claims: BTreeMap<TermId, _> = model.claims_in(*id, matrix.field).into_iter().collect();
        let url = &model.page(*id).url;
        let address = model.config.whole(url).unwrap_or_else(|| url.clone());
        let mut row: Vec<Cow<str>> = vec![model.page_title(*id).into(), address.into()];
        row.extend(matrix.columns.iter().map(|column| match claims.get(&column.term) {
            None => Cow::from(""),
            Some(claim) => {
                let strength = model.claim(*id, *claim).and_then(|claim| claim.strength);
                strength.map_or(Cow::from("x"), |level| level.to_string().into())
            }
        }));
        row
    };
    csv(std::iter::once(head).chain(model.collections[c].iter().map(row)))
}
