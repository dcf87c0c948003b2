//! The vocabularies in the CMS: a file each, and the choices of fields of terms.

use super::fields::{Form, choice};
use super::given::{Given, Source, lost};
use super::values::{entries, inside};
use super::yaml::{Node, Pairs};
use crate::config::Field;
use crate::config::described::TERM;
use crate::model::{Model, VocabularyTerms, country_codes, country_name};
use crate::schema::{Names, name};

/// The files of the vocabularies, if there are any that the CMS can show.
pub fn files(given: &Given, notes: &mut Vec<String>) -> Option<Node> {
    let mut shown = Vec::new();
    for vocabulary in &given.config().vocabularies {
        let path = format!("content/{}/terms.toml", vocabulary.id);
        let Some(source) = given.sources.iter().find(|source| source.path == path) else {
            continue;
        };
        let fields = vec![terms(given.model, vocabulary.id.as_str(), &vocabulary.fields, source)];
        if let Some(key) = two_forms(source) {
            notes.push(format!(
                "{path} is not in the CMS, because each `{key}` has to have one form there: a text, or {{ {} = \"…\" }}",
                given.config().language
            ));
            continue;
        }
        notes.extend(lost(source, &fields));
        let file: Pairs = vec![
            ("name", (&*vocabulary.id).into()),
            ("label", (&*vocabulary.label.main).into()),
            ("file", given.path(&path).into()),
            ("fields", fields.into()),
        ];
        shown.push(file.into());
    }
    let pairs: Pairs = vec![
        ("name", "_terms".into()),
        ("label", "Vocabularies".into()),
        ("format", "toml".into()),
        ("files", Node::List(shown)),
    ];
    pairs[3].1.list().is_some_and(|shown| !shown.is_empty()).then(|| pairs.into())
}

/// The key of a vocabulary's terms that is a text here and a table there.
fn two_forms(source: &Source) -> Option<&'static str> {
    let terms = entries(&inside(&[&source.data], "term"));
    ["label", "definition"].into_iter().find(|key| {
        let values = inside(&terms, key);
        values.iter().any(|value| value.is_table()) && !values.iter().all(|value| value.is_table())
    })
}

fn terms(model: &Model, id: &str, fields: &[Field], source: &Source) -> Node {
    let terms = entries(&inside(&[&source.data], "term"));
    let form = Form { model, pages: &terms, is_translated: false };
    let names = Names { term: Some(id), response: None };
    let mut inner = form.settings(TERM.iter(), &names, &terms, &|one| one.is_required);
    inner.extend(form.fields(fields, None, &terms));
    let widget: Pairs = vec![
        ("widget", "list".into()),
        ("collapsed", true.into()),
        ("summary", "{{fields.id}}".into()),
        ("fields", inner.into()),
    ];
    form.entry("term", "Terms", None, false, widget)
}

/// The choices of each vocabulary, which stand once.
pub fn choices(model: &Model) -> Vec<(String, Node)> {
    let one = |(v, known): (usize, &VocabularyTerms)| {
        let vocabulary = &model.config.vocabularies[v];
        let options = match known.built_in {
            true => {
                let lang = &model.config.language;
                let named = |code| (country_name(code, lang).unwrap_or_default(), code);
                let mut all: Vec<(String, &str)> = country_codes().map(named).collect();
                all.sort();
                all.iter().map(|(label, code)| choice(code, &format!("{label} ({code})"))).collect()
            }
            false => {
                let terms = known.terms.iter().map(|id| &model.term(*id).entry);
                terms.map(|term| choice(&term.id.value, &term.label.main)).collect()
            }
        };
        (name(&vocabulary.id), Node::List(options))
    };
    model.graph.concepts.vocabularies.iter().enumerate().map(one).collect()
}
