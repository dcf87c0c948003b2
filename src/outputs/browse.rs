//! The filters of a collection's list, and files that its script loads: the values of all entries, and the values that a
//! long filter leaves out. They are scripts because pages opened from a disk may load scripts but not data.

use super::Plan;
use super::data::downloads::{self, Download};
use super::declare::{CollectionId, Number, Text, Url, VocabularyId, is_published, list, view};
use super::feed::{self, Feed};
use super::kind::{Class, Kind, Made, Planned};
use super::parts::{SHARD, VALUES, parts};
use super::reader::Reader;
use super::view::{Link, link};
use crate::config::Filter;
use crate::fields::field::path;
use crate::fields::stages;
use crate::model::{Choice, Facet, FacetValue, Model, Target, vocabulary_of};
use crate::parse::item::TYPES;
use serde::Serialize;
use std::cmp::Reverse;
use tera::Value;

view! {
    /// A collection with links to its other views.
    struct CollectionView {
        id: CollectionId, label: Text,
        singular: Text => "its label for one page",
        url: Url => "the address of its list",
        count: Number => "how many pages it has",
        feed: Option<Url> where is_published => "the address of its feed, if `site.toml` has a `base_url`",
        matrices: Vec<Link> => "its matrices",
        downloads: Vec<Download> => "its pages as files",
    }

    /// A way to filter pages.
    struct FacetView {
        id: Text =>
            "the id of the field, for a field of a record with that of the record: `evidence.direction`; or `year`, or `type`",
        label: Text,
        record: Option<Text> => "the label of the record that the field belongs to",
        vocabulary: Option<VocabularyId>,
        url: Option<Url> => "the address of its vocabulary",
        values: Vec<FacetChoice> => "the choices; of more than 60, those that most pages have",
        count: Number => "how many choices there are",
    }

    /// A value to filter pages by.
    struct FacetChoice {
        id: Text => "the id of the term, or the value",
        label: Text,
        url: Option<Url> => "the address of the term",
        number: Number => "its number in `choices`",
        count: Number => "how many pages have it",
        depth: Number => "its depth in the hierarchy of terms",
    }
}

/// The values of a thousand entries, from 1.
#[derive(Debug)]
struct Values {
    collection: usize,
    shard: usize,
}

/// All values of the filters that show only some of them.
#[derive(Debug)]
struct AllValues(usize);

pub fn all(plan: Plan) -> Vec<Planned> {
    let of_collection = |collection: usize| {
        let url = plan.model.url(Target::Collection(collection));
        let n = plan.model.graph.order.collections[collection].len();
        // The page itself has the entries of a list in one part.
        let n = if parts(n) == 1 { 0 } else { n };
        let mut all: Vec<Planned> = Vec::new();
        for shard in 1..=n.div_ceil(SHARD) {
            all.push((format!("{url}values-{shard}.js"), Box::new(Values { collection, shard })));
        }
        let mut facets = plan.model.graph.browse.facets[collection].iter();
        if facets.any(|facet| facet.values.len() > VALUES) {
            all.push((format!("{url}values.js"), Box::new(AllValues(collection))));
        }
        all
    };
    let collections = 0..plan.model.graph.order.collections.len();
    collections.filter(|c| plan.model.has_facets(*c)).flat_map(of_collection).collect()
}

/// A call with the name of the file and its data.
fn script(name: &str, data: &impl Serialize) -> Made<'static> {
    // Texts and numbers can always be serialised as JSON.
    let data = serde_json::to_string(data).unwrap_or_default();
    Made::Bytes(format!("talkooEntries(\"{name}\",{data})\n").into_bytes())
}

impl Kind for Values {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        format!("holds the values by which the script of the list of `{id}` filters")
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let choices = reader.shard(self.collection as u32, self.shard as u32);
        script(&format!("values-{}", self.shard), &choices_as_text(&choices))
    }
}

impl Kind for AllValues {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.0].id;
        format!("holds all values of the long filters of `{id}`")
    }

    /// By filter: rows of id, label, number, count and depth.
    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let collection = self.0;
        let long = reader.facets(collection as u32).iter().filter(|one| one.values.len() > VALUES);
        let facet = |facet: &Facet| {
            let values = (facet.first..).zip(&facet.values).map(|(number, value)| {
                let (id, label, _) = choice(reader, collection, facet.by, value);
                (id, label, number, value.count, value.depth)
            });
            (id_of(reader, collection, facet.by), values.collect::<Vec<_>>())
        };
        script("values", &long.map(facet).collect::<Vec<_>>())
    }
}

/// The numbers of the values of entries in order: `1 2;3`.
pub fn choices_as_text(choices: &[&[usize]]) -> String {
    let numbers = |values: &&[usize]| {
        let numbers: Vec<String> = values.iter().map(usize::to_string).collect();
        numbers.join(" ")
    };
    choices.iter().map(numbers).collect::<Vec<_>>().join(";")
}

/// The filters of a collection.
pub fn facets<'a>(reader: &Reader<'a>, c: usize) -> Value {
    list(reader.facets(c as u32).iter().map(|one| facet(reader, c, one)))
}

fn facet<'a>(reader: &Reader<'a>, c: usize, facet: &Facet) -> FacetView<'a> {
    let config = reader.config();
    let fields = &config.collections[c].fields;
    let field = facet.by.field().map(|field| &fields[field]);
    let vocabulary = field.and_then(|field| vocabulary_of(config, field));
    let word = |key: &str| reader.word(&config.language, key);
    let label = match facet.by {
        Filter::Field(field) => fields[field].label.main.clone(),
        Filter::Year => word("year"),
        Filter::WorkType => word("work_type"),
    };
    let mut shown: Vec<(usize, &FacetValue)> = (facet.first..).zip(&facet.values).collect();
    if shown.len() > VALUES {
        // A broader term has as many pages as a narrower one and comes before it, so it is never left out alone.
        shown.sort_by_key(|(_, value)| Reverse(value.count));
        shown.truncate(VALUES);
        shown.sort_by_key(|(number, _)| *number);
    }
    let value = |(number, value)| facet_choice(reader, (c, facet.by), value, number);
    FacetView {
        id: id_of(reader, c, facet.by).into(),
        label: label.into(),
        record: field.and_then(|field| Some(fields[field.record?].label.main.as_str())).into(),
        vocabulary: vocabulary.map(|v| config.vocabularies[v].id.as_str()).into(),
        url: vocabulary.map(|v| reader.url(Target::Vocabulary(v))).into(),
        values: list(shown.into_iter().map(value)).into(),
        count: facet.values.len().into(),
    }
}

fn facet_choice<'a>(
    reader: &Reader<'a>,
    (c, by): (usize, Filter),
    value: &FacetValue,
    number: usize,
) -> FacetChoice<'a> {
    let (id, label, url) = choice(reader, c, by, value);
    FacetChoice {
        id: id.into(),
        label: label.into(),
        url: url.into(),
        number: number.into(),
        count: value.count.into(),
        depth: value.depth.into(),
    }
}

/// The id and label of a value, and the address of a term.
fn choice<'a>(
    reader: &Reader<'a>,
    c: usize,
    by: Filter,
    value: &FacetValue,
) -> (String, String, Option<&'a str>) {
    let config = reader.config();
    match value.choice {
        Choice::Term(id) => {
            let name = reader.name(id);
            let label = name.label.get(&config.language);
            (name.id.to_owned(), label.to_owned(), Some(name.url))
        }
        Choice::Number(number) => {
            let (id, label) = match by {
                Filter::Field(field) => {
                    let kind = config.collections[c].fields[field].kind;
                    (stages(kind).choice)(reader, number)
                }
                Filter::Year => (number.to_string(), number.to_string()),
                Filter::WorkType => {
                    let id = TYPES.get(usize::from(number)).copied().unwrap_or_default();
                    let word = format!("work_{}", id.replace('-', "_"));
                    (id.to_owned(), reader.word(&config.language, &word))
                }
            };
            (id, label, None)
        }
    }
}

/// The id of a filter.
fn id_of(reader: &Reader, c: usize, by: Filter) -> String {
    match by {
        Filter::Field(field) => path(&reader.config().collections[c].fields, field),
        Filter::Year => "year".to_owned(),
        Filter::WorkType => "type".to_owned(),
    }
}

/// A collection with links to its other views.
pub fn collection_view<'a>(reader: &Reader<'a>, c: usize) -> CollectionView<'a> {
    let config = reader.config();
    let collection = &config.collections[c];
    CollectionView {
        id: collection.id.as_str().into(),
        label: collection.label.main.as_str().into(),
        singular: collection.singular.main.as_str().into(),
        url: reader.url(Target::Collection(c)).into(),
        count: reader.length(c as u32).into(),
        feed: feed::published(reader, Feed::Collection(c)).into(),
        matrices: matrix_links(reader, c).into(),
        downloads: downloads::of_list(reader, c).into(),
    }
}

/// Links to the matrices of a collection.
fn matrix_links(reader: &Reader, c: usize) -> Vec<Value> {
    let lang = &reader.config().language;
    let target = |m: usize| Target::Matrix(c, m);
    let n = reader.matrices(c as u32);
    (0..n).map(|m| link(reader.title(target(m), lang), reader.url(target(m)))).collect()
}
