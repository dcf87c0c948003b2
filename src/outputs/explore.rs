//! The explore page of a collection: its facets and, in parts, its entries. Scripts hold the entries of the other
//! parts.

use super::Plan;
use super::cards::CardView;
use super::data::downloads::{self, Download};
use super::declare::{CollectionId, Number, Text, Url, VocabularyId, is_published, list, view};
use super::feed::{self, Feed};
use super::kind::{Class, Kind, Made, Planned};
use super::parts::{Pager, SHARD, of_parts, pager, part_url, parts, with_part};
use super::reader::Reader;
use super::view::{Here, Link, View, link};
use crate::fields::field::{FieldKind, path};
use crate::fields::stages;
use crate::model::{Choice, Facet, FacetValue, Model, Target, vocabulary_of};
use tera::Value;

view! {
    /// A collection with its facets, in parts of 100 pages. A theme must have it if a collection has `explore`.
    template Names("explore.html", "explore") {
        collection: CollectionView,
        facets: Vec<FacetView> => "the ways to filter its pages; on the first part only",
        entries: Vec<ExploreEntry>,
        pager: Pager => "links to the other parts",
        files: Vec<Url> =>
            "the addresses of the scripts with the entries of all parts (see below); empty if there is one \
            part",
    }

    /// A collection with links to its browse pages.
    struct CollectionView {
        id: CollectionId, label: Text,
        singular: Text => "its label for one page",
        url: Url => "the address of its list",
        count: Number => "how many pages it has",
        feed: Option<Url> where is_published => "the address of its feed, if `site.toml` has a `base_url`",
        explore: Option<Url> where |known| known.kind == "explore" => "the address of its explore page, if it has one",
        matrices: Vec<Link> => "its matrices",
        downloads: Vec<Download> => "its pages as files",
    }

    /// A way to filter pages.
    struct FacetView {
        id: Text =>
            "the id of the field; for a field of a record with the id of the record: `evidence.direction`",
        label: Text,
        record: Option<Text> => "the label of the record that the field belongs to",
        vocabulary: Option<VocabularyId>,
        values: Vec<FacetChoice> => "the choices",
    }

    /// A value to filter pages by.
    struct FacetChoice {
        id: Text => "the id of the term, or the value",
        label: Text,
        url: Option<Url> => "the address of the term",
        number: Number => "its number in the entries",
        count: Number => "how many pages have it",
        depth: Number => "its depth in the hierarchy of terms",
    }

    /// A page of the collection.
    struct ExploreEntry {
        card: CardView,
        values: Text = "1 2" => "the numbers of its values, separated by spaces",
    }
}

/// One part of the pages of a collection, with their values.
#[derive(Debug)]
struct Explore {
    collection: usize,
    part: usize,
}

/// A shard with the entries of the explore page's script, from 1.
#[derive(Debug)]
struct Shard {
    collection: usize,
    shard: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let of_collection = |collection: usize| {
        let url = plan.model.url(Target::Explore(collection));
        let n = plan.model.graph.order.collections[collection].len();
        (1..=parts(n)).map(move |part| -> Planned {
            (part_url(&url, part), Box::new(Explore { collection, part }))
        })
    };
    explored(plan).flat_map(of_collection).collect()
}

pub fn shards(plan: Plan) -> Vec<Planned> {
    let of_collection = |collection: usize| {
        let url = plan.model.url(Target::Explore(collection));
        let n = plan.model.graph.order.collections[collection].len();
        (1..=shard_count(n)).map(move |shard| -> Planned {
            (shard_url(&url, shard), Box::new(Shard { collection, shard }))
        })
    };
    explored(plan).flat_map(of_collection).collect()
}

fn explored(plan: Plan<'_>) -> impl Iterator<Item = usize> + use<'_> {
    (0..plan.model.graph.order.collections.len()).filter(move |c| plan.model.is_explored(*c))
}

/// The number of shards for a list of `n`: none if all entries fit on the page.
fn shard_count(n: usize) -> usize {
    if parts(n) == 1 { 0 } else { n.div_ceil(SHARD) }
}

fn shard_url(url: &str, shard: usize) -> String {
    format!("{url}entries-{shard}.js")
}

/// The address of a collection's explore page, or none.
pub fn url(reader: &Reader, c: usize) -> Value {
    let (is_explored, _) = reader.browse(c as u32);
    is_explored.then(|| reader.url(Target::Explore(c))).into()
}

/// Links to the matrices of a collection.
pub fn matrix_links(reader: &Reader, c: usize) -> Vec<Value> {
    let lang = &reader.config().language;
    let target = |m: usize| Target::Matrix(c, m);
    let (_, n) = reader.browse(c as u32);
    (0..n).map(|m| link(reader.title(target(m), lang), reader.url(target(m)))).collect()
}

impl Kind for Explore {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        format!("is the explore page of `{id}`{}", of_parts(self.part))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { collection: c, part } = *self;
        let config = reader.config();
        let n = reader.length(c as u32);
        let own = reader.url(Target::Explore(c));
        let entry = |(id, values): (&_, &[usize])| {
            let numbers: Vec<String> = values.iter().map(usize::to_string).collect();
            ExploreEntry { card: reader.card(*id).into(), values: numbers.join(" ").into() }
        };
        let names = Names {
            collection: &|| collection_view(reader, c).into(),
            facets: &|| {
                let facets = if part == 1 { reader.facets(c as u32) } else { &[] };
                list(facets.iter().map(|one| facet(reader, c, one)))
            },
            entries: &|| {
                let entries = reader.entries(c as u32, part as u32).iter();
                list(entries.zip(reader.choices(c as u32, part as u32)).map(entry))
            },
            pager: &|| pager(&own, part, n).into(),
            files: &|| {
                let shards = if part == 1 { shard_count(n) } else { 0 };
                list((1..=shards).map(|shard| shard_url(&own, shard)))
            },
        };
        let label = &config.collections[c].label.main;
        let title = format!("{}: {label}", reader.word(&config.language, "explore"));
        let mut here = Here::new(reader, "explore", with_part(reader, title, part, n));
        here.above.push((label.clone(), reader.url(Target::Collection(c))));
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

impl Kind for Shard {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        format!("holds entries for the script of the explore page of `{id}`")
    }

    /// Rows of address, title, summary and numbers of values. It is a script because pages opened from a disk may
    /// load scripts but not data.
    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let Self { collection, shard } = *self;
        let (ids, choices) = reader.shard(collection as u32, shard as u32);
        let row = |(id, values): (&_, _)| {
            let face = reader.face(*id);
            (face.url, face.title, face.summary.unwrap_or_default(), values)
        };
        let rows: Vec<_> = ids.iter().zip(choices).map(row).collect();
        // Texts and numbers can always be serialised as JSON.
        let rows = serde_json::to_string(&rows).unwrap_or_default();
        Made::Bytes(format!("talkooEntries({shard},{rows})\n").into_bytes())
    }
}

fn facet<'a>(reader: &Reader<'a>, c: usize, facet: &Facet) -> FacetView<'a> {
    let config = reader.config();
    let fields = &config.collections[c].fields;
    let field = &fields[facet.field];
    let vocabulary = vocabulary_of(config, field);
    let values = (facet.first..).zip(&facet.values);
    FacetView {
        id: path(fields, facet.field).into(),
        label: field.label.main.as_str().into(),
        record: field.record.map(|record| fields[record].label.main.as_str()).into(),
        vocabulary: vocabulary.map(|v| config.vocabularies[v].id.as_str()).into(),
        values: list(values.map(|(i, one)| value(reader, field.kind, one, i))).into(),
    }
}

fn value<'a>(
    reader: &Reader<'a>,
    kind: &FieldKind,
    value: &FacetValue,
    number: usize,
) -> FacetChoice<'a> {
    let (id, label, url) = match value.choice {
        Choice::Term(id) => {
            let name = reader.name(id);
            (
                name.id.to_owned(),
                name.label.get(&reader.config().language).to_owned(),
                Some(name.url),
            )
        }
        Choice::Number(number) => {
            let (id, label) = (stages(kind).choice)(reader, number);
            (id, label, None)
        }
    };
    FacetChoice {
        id: id.into(),
        label: label.into(),
        url: url.into(),
        number: number.into(),
        count: value.count.into(),
        depth: value.depth.into(),
    }
}

/// A collection with links to its browse pages.
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
        explore: url(reader, c).into(),
        matrices: matrix_links(reader, c).into(),
        downloads: downloads::of_list(reader, c).into(),
    }
}
