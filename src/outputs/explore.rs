//! The page that explores a collection: its facets and, in parts, its entries; and the files from which
//! its script knows the entries of the other parts.

use super::Plan;
use super::feed::{self, Feed};
use super::kind::{Class, Kind, Made, Planned};
use super::parts::{SHARD, of_parts, pager, part_url, parts, with_part};
use super::reader::Reader;
use super::view::{Here, View, link, map};
use crate::fields::field::{FieldKind, path};
use crate::fields::stages;
use crate::model::{Choice, Facet, FacetValue, Model, Target, vocabulary_of};
use tera::Value;

/// One part of the pages of a collection, with what they can be chosen by.
#[derive(Debug)]
struct Explore {
    collection: usize,
    part: usize,
}

/// What the script of that page knows of the pages in other parts, in shards from 1.
#[derive(Debug)]
struct Shard {
    collection: usize,
    shard: usize,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let of_collection = |collection: usize| {
        let url = plan.model.url(Target::Explore(collection));
        let n = plan.model.graph.collections[collection].len();
        (1..=parts(n)).map(move |part| -> Planned {
            (part_url(&url, part), Box::new(Explore { collection, part }))
        })
    };
    explored(plan).flat_map(of_collection).collect()
}

pub fn shards(plan: Plan) -> Vec<Planned> {
    let of_collection = |collection: usize| {
        let url = plan.model.url(Target::Explore(collection));
        let n = plan.model.graph.collections[collection].len();
        (1..=shard_count(n)).map(move |shard| -> Planned {
            (shard_url(&url, shard), Box::new(Shard { collection, shard }))
        })
    };
    explored(plan).flat_map(of_collection).collect()
}

fn explored(plan: Plan<'_>) -> impl Iterator<Item = usize> + use<'_> {
    (0..plan.model.graph.collections.len()).filter(move |c| plan.model.is_explored(*c))
}

/// How many files the script needs for a list of `n`: none if all are on the page.
fn shard_count(n: usize) -> usize {
    if parts(n) == 1 { 0 } else { n.div_ceil(SHARD) }
}

fn shard_url(url: &str, shard: usize) -> String {
    format!("{url}entries-{shard}.js")
}

/// The address of the page that explores a collection, or none.
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

/// The same, for what is shared by all outputs.
pub fn matrices(model: &Model, c: usize, lang: &str) -> Vec<Value> {
    let target = |m: usize| Target::Matrix(c, m);
    let link = |m| link(model.title(target(m), lang), model.url(target(m)));
    (0..model.graph.matrices[c].len()).map(link).collect()
}

impl Kind for Explore {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        format!("is where `{id}` are explored{}", of_parts(self.part))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let Self { collection: c, part } = *self;
        let config = reader.config();
        let n = reader.length(c as u32);
        let own = reader.url(Target::Explore(c));
        let mut view = View::of(reader, "explore.html");
        view.put("collection", || collection_view(reader, c));
        view.put("entries", || {
            let entries = reader.entries(c as u32, part as u32).iter();
            let choices = reader.choices(c as u32, part as u32);
            let entry = |(id, values): (&_, &Vec<usize>)| {
                let numbers: Vec<String> = values.iter().map(usize::to_string).collect();
                map([("card", reader.card(*id).into()), ("values", numbers.join(" ").into())])
            };
            entries.zip(choices).map(entry).collect::<Vec<_>>().into()
        });
        view.put("facets", || {
            let facets = if part == 1 { reader.facets(c as u32) } else { &[] };
            facets.iter().map(|one| facet(reader, c, one)).collect::<Vec<_>>().into()
        });
        view.put("files", || {
            let shards = if part == 1 { shard_count(n) } else { 0 };
            (1..=shards).map(|shard| shard_url(&own, shard).into()).collect::<Vec<Value>>().into()
        });
        view.put("pager", || pager(&own, part, n));
        let label = &config.collections[c].label.main;
        let title = format!("{}: {label}", reader.word(&config.language, "explore"));
        let mut here = Here::new(reader, "explore", with_part(reader, title, part, n));
        here.above.push((label.clone(), reader.url(Target::Collection(c))));
        Made::View(view.finish(reader, here, url))
    }
}

impl Kind for Shard {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let id = &model.config.collections[self.collection].id;
        format!("is what the script that explores `{id}` knows")
    }

    /// Address, title, summary and the numbers of the values. It is a script itself, because pages that are
    /// opened from a disk may load scripts and nothing else.
    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let Self { collection, shard } = *self;
        let (ids, choices) = reader.shard(collection as u32, shard as u32);
        let row = |(id, values): (&_, _)| {
            let face = reader.face(*id);
            (face.url, face.title, face.summary.unwrap_or_default(), values)
        };
        let rows: Vec<_> = ids.iter().zip(choices).map(row).collect();
        // Texts and numbers always have a form in JSON.
        let rows = serde_json::to_string(&rows).unwrap_or_default();
        Made::Bytes(format!("talkooEntries({shard},{rows})\n").into_bytes())
    }
}

fn facet(reader: &Reader, c: usize, facet: &Facet) -> Value {
    let config = reader.config();
    let fields = &config.collections[c].fields;
    let field = &fields[facet.field];
    let vocabulary = vocabulary_of(config, field);
    let values: Vec<Value> = (facet.first..)
        .zip(&facet.values)
        .map(|(i, one)| value(reader, field.kind, one, i))
        .collect();
    map([
        ("id", path(fields, facet.field).into()),
        ("label", field.label.main.as_str().into()),
        ("record", field.record.map(|record| fields[record].label.main.as_str()).into()),
        ("vocabulary", vocabulary.map(|v| config.vocabularies[v].id.as_str()).into()),
        ("values", values.into()),
    ])
}

fn value(reader: &Reader, kind: &FieldKind, value: &FacetValue, number: usize) -> Value {
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
    map([
        ("id", id.into()),
        ("label", label.into()),
        ("url", url.into()),
        ("number", number.into()),
        ("count", value.count.into()),
        ("depth", value.depth.into()),
    ])
}

/// A collection with the ways into it.
pub fn collection_view(reader: &Reader, c: usize) -> Value {
    let config = reader.config();
    let collection = &config.collections[c];
    map([
        ("id", collection.id.as_str().into()),
        ("label", collection.label.main.as_str().into()),
        ("singular", collection.singular.main.as_str().into()),
        ("url", reader.url(Target::Collection(c)).into()),
        ("count", reader.length(c as u32).into()),
        ("feed", feed::published(reader, Feed::Collection(c)).into()),
        ("explore", url(reader, c).into()),
        ("matrices", matrix_links(reader, c).into()),
    ])
}
