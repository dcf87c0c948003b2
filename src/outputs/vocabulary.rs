//! The page of a vocabulary: its terms as a tree, in parts.

use super::Plan;
use super::data::downloads::{self, Download};
use super::data::subject::Subject;
use super::declare::{Number, Text, Url, VocabularyId, Yes, list, view};
use super::kind::{Class, Kind, Made, Planned};
use super::map::MapView;
use super::page::PageView;
use super::parts::{Pager, TERMS, of_parts, pager_of, part_url, parts_of, with_part_of};
use super::reader::Reader;
use super::view::{Here, View};
use super::{description, map as drawn, page};
use crate::model::{Model, PageId, Target, TermId};
use tera::Value;

view! {
    /// A vocabulary, in parts of 300 terms.
    template Names("vocabulary.html", "vocabulary") {
        vocabulary: VocabularyView,
        page: Option<PageView> => "its `index.md`; on the first part only",
        tree: Vec<TermBranch> => "its terms, top terms first",
        pager: Pager => "links to the other parts",
        map: Option<MapView> => "the map, for the countries; on the first part only",
    }

    /// A vocabulary.
    struct VocabularyView {
        id: VocabularyId, label: Text,
        singular: Text => "its label for one term",
        description: Option<Text> => "its description",
        url: Url,
        count: Number => "how many terms it has",
        downloads: Vec<Download> => "its terms as files",
    }

    /// A term with its narrower terms.
    struct TermBranch {
        label: Text, url: Url, vocabulary: VocabularyId,
        definition: Option<Text> => "its definition",
        count: Number => "how many pages it has",
        narrower: Vec<TermBranch<'static>> => "the narrower terms; below the sixth level they all stand on it",
        above: Yes => "whether it belongs to the part before, and only its narrower terms are here",
    }
}

/// The maximum depth of the tree on the page.
const DEPTH: usize = 6;

/// One part of the terms of a vocabulary.
#[derive(Debug)]
struct Vocabulary {
    vocabulary: usize,
    part: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let of_one = |vocabulary: usize| {
        let url = plan.model.url(Target::Vocabulary(vocabulary));
        let n = plan.model.graph.concepts.vocabularies[vocabulary].terms.len();
        (1..=parts_of(n, TERMS)).map(move |part| -> Planned {
            (part_url(&url, part), Box::new(Vocabulary { vocabulary, part }))
        })
    };
    (0..plan.model.config.vocabularies.len()).flat_map(of_one).collect()
}

impl Kind for Vocabulary {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.vocabularies[self.vocabulary].id;
        let is = format!("is the page of the vocabulary `{id}`{}", of_parts(self.part));
        page::with_text(model, &is, self.text(model))
    }

    fn text(&self, model: &Model) -> Option<PageId> {
        model.graph.concepts.vocabulary_pages[self.vocabulary].filter(|_| self.part == 1)
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Vocabulary(self.vocabulary))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { vocabulary: v, part } = *self;
        let own = reader.vocabulary_text(v as u32);
        let text = own.filter(|_| part == 1);
        let vocabulary = &reader.config().vocabularies[v];
        let count = reader.vocabulary(v as u32).len();
        let address = reader.url(Target::Vocabulary(v));
        let names = Names {
            vocabulary: &|| vocabulary_view(reader, v).into(),
            page: &|| text.map(|id| page::view(reader, id)).into(),
            tree: &|| tree(reader, reader.tree(v as u32, part as u32)),
            pager: &|| pager_of(part, count, TERMS, |part| part_url(&address, part)).into(),
            map: &|| match part == 1 && reader.is_built_in(v as u32) {
                true => drawn::whole(reader).into(),
                false => Value::none(),
            },
        };
        let title = page::title_or(reader, own, &vocabulary.label.main);
        let title = with_part_of(reader, title, part, parts_of(count, TERMS));
        let mut here = Here::new(reader, "vocabulary", title);
        here.subject = Subject::Vocabulary(v);
        let described = || vocabulary.description.as_ref().map(|text| text.main.clone());
        here.description = description::summary(reader, own)
            .or_else(described)
            .or_else(|| description::beginning(reader, text));
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
        downloads: downloads::of_terms(reader, v).into(),
    }
}

/// A part of the tree, given in reading order with depths. The broader terms of its first term come first.
fn tree(reader: &Reader, terms: &[(TermId, usize)]) -> Value {
    let Some((first, depth)) = terms.first() else { return list::<Value>([]) };
    let above = reader.around(*first).broader.into_iter().enumerate().take((*depth).min(DEPTH));
    let above = above.map(|(depth, id)| (id, depth, true));
    let here = terms.iter().map(|(id, depth)| (*id, (*depth).min(DEPTH), false));
    let all: Vec<(TermId, usize, bool)> = above.chain(here).collect();
    branches(reader, &all)
}

/// Terms with their depths, and whether they are from the part before.
fn branches(reader: &Reader, mut terms: &[(TermId, usize, bool)]) -> Value {
    let mut found = Vec::new();
    while let Some(((id, depth, above), after)) = terms.split_first() {
        let below = after.iter().take_while(|(_, deeper, _)| deeper > depth).count();
        found.push(branch(reader, *id, *above, branches(reader, &after[..below])));
        terms = &after[below..];
    }
    list(found)
}

fn branch<'a>(reader: &Reader<'a>, id: TermId, above: bool, narrower: Value) -> TermBranch<'a> {
    let config = reader.config();
    let (name, definition) = reader.definition(id);
    let definition = definition.filter(|_| !above).map(|text| text.get(&config.language));
    TermBranch {
        label: name.label.get(&config.language).into(),
        url: name.url.into(),
        vocabulary: config.vocabularies[name.vocabulary].id.as_str().into(),
        definition: definition.into(),
        count: reader.count(id).into(),
        narrower: narrower.into(),
        above: above.into(),
    }
}
