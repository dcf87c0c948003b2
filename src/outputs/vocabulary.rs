//! The page of a vocabulary: its terms as a tree.

use super::Plan;
use super::declare::{Number, Text, Url, VocabularyId, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::map::MapView;
use super::page::PageView;
use super::reader::Reader;
use super::view::{Here, View};
use super::{description, map as drawn, page};
use crate::model::{Model, PageId, Target, TermId};
use tera::Value;

view! {
    /// A vocabulary.
    template Names("vocabulary.html", "vocabulary") {
        vocabulary: VocabularyView,
        page: Option<PageView> => "its `index.md`",
        tree: Vec<TermBranch> => "its terms, top terms first",
        map: Option<MapView> => "the map, for the countries",
    }

    /// A vocabulary.
    struct VocabularyView {
        id: VocabularyId, label: Text,
        singular: Text => "its label for one term",
        description: Option<Text> => "its description",
        url: Url,
        count: Number => "how many terms it has",
    }

    /// A term with its narrower terms.
    struct TermBranch {
        label: Text, url: Url, vocabulary: VocabularyId,
        definition: Option<Text> => "its definition",
        count: Number => "how many pages it has",
        narrower: Vec<TermBranch<'static>> => "the narrower terms",
    }
}

#[derive(Debug)]
struct Vocabulary(usize);

pub fn all(plan: Plan) -> Vec<Planned> {
    let one = |v| -> Planned { (plan.model.url(Target::Vocabulary(v)), Box::new(Vocabulary(v))) };
    (0..plan.model.config.vocabularies.len()).map(one).collect()
}

impl Kind for Vocabulary {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.vocabularies[self.0].id;
        page::with_text(model, &format!("is the page of the vocabulary `{id}`"), self.text(model))
    }

    fn text(&self, model: &Model) -> Option<PageId> {
        model.graph.concepts.vocabulary_pages[self.0]
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Vocabulary(self.0))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let v = self.0;
        let own = reader.vocabulary_text(v as u32);
        let vocabulary = &reader.config().vocabularies[v];
        let names = Names {
            vocabulary: &|| vocabulary_view(reader, v).into(),
            page: &|| own.map(|id| page::view(reader, id)).into(),
            tree: &|| list(reader.top(v as u32).iter().map(|id| branch(reader, *id, LEVELS))),
            map: &|| match reader.is_built_in(v as u32) {
                true => drawn::whole(reader).into(),
                false => Value::none(),
            },
        };
        let title = page::title_or(reader, own, &vocabulary.label.main);
        let mut here = Here::new(reader, "vocabulary", title);
        let described = || vocabulary.description.as_ref().map(|text| text.main.clone());
        here.description = description::summary(reader, own)
            .or_else(described)
            .or_else(|| description::beginning(reader, own));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

pub fn vocabulary_view<'a>(reader: &Reader<'a>, v: usize) -> VocabularyView<'a> {
    let vocabulary = &reader.config().vocabularies[v];
    VocabularyView {
        id: vocabulary.id.as_str().into(),
        label: vocabulary.label.main.as_str().into(),
        singular: vocabulary.singular.main.as_str().into(),
        description: vocabulary.description.as_ref().map(|text| text.main.as_str()).into(),
        url: reader.url(Target::Vocabulary(v)).into(),
        count: reader.vocabulary(v as u32).len().into(),
    }
}

/// How many levels of terms are shown below each other. A template calls itself at most twenty times.
const LEVELS: usize = 15;

/// A term with its narrower terms, of which this many levels are shown; what is deeper stands in the last one. The model
/// has no cycles.
fn branch<'a>(reader: &Reader<'a>, id: TermId, levels: usize) -> TermBranch<'a> {
    let config = reader.config();
    let (name, definition) = reader.definition(id);
    let narrower = match levels {
        0 => Vec::new(),
        1 => below(reader, id).into_iter().map(|id| branch(reader, id, 0)).collect(),
        _ => {
            let children = reader.around(id).narrower.iter();
            children.map(|id| branch(reader, *id, levels - 1)).collect::<Vec<_>>()
        }
    };
    TermBranch {
        label: name.label.get(&config.language).into(),
        url: name.url.into(),
        vocabulary: config.vocabularies[name.vocabulary].id.as_str().into(),
        definition: definition.map(|text| text.get(&config.language)).into(),
        count: reader.count(id).into(),
        narrower: list(narrower).into(),
    }
}

/// All terms below a term, each before those below it.
fn below(reader: &Reader, id: TermId) -> Vec<TermId> {
    let mut all = Vec::new();
    let mut due: Vec<TermId> = reader.around(id).narrower.iter().rev().copied().collect();
    while let Some(id) = due.pop() {
        all.push(id);
        due.extend(reader.around(id).narrower.iter().rev());
    }
    all
}
