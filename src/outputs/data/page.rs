//! The page `/data/`: what the data is, how to cite it, the files, and the codebook.

use super::codebook;
use super::datasets::{Dataset, Scope, read};
use super::downloads::{Download, views};
use super::subject::Subject;
use super::{URL, about};
use crate::fields::date::{self, DateView};
use crate::model::{Model, Target};
use crate::outputs::Plan;
use crate::outputs::declare::{Number, Text, Url, Yes, list, view};
use crate::outputs::kind::{Class, Kind, Made, Planned};
use crate::outputs::reader::Reader;
use crate::outputs::view::{Here, View};

view! {
    /// The page with the data of the site, `/data/`. A theme must have it if `site.toml` has `[data]`.
    template Names("data.html", "data") {
        data: DataView,
    }

    /// The data of the site.
    struct DataView {
        updated: Option<DateView> => "the date of the newest page",
        cite: Text => "how to cite it",
        collections: Vec<DatasetView> => "the collections, each with its codebook",
        vocabularies: Vec<DatasetView> => "the vocabularies",
        whole: Vec<Download> => "the files about all collections together",
        catalogues: Vec<Download> => "the descriptions of the files, for programs",
    }

    /// The files of a collection or vocabulary.
    struct DatasetView {
        id: Text, label: Text, url: Url,
        description: Option<Text> => "its description",
        count: Number => "how many pages or terms it has",
        files: Vec<Download>,
        fields: Vec<CodebookView> => "its codebook; empty for a vocabulary",
    }

    /// A field in the codebook.
    struct CodebookView {
        id: Text, label: Text,
        kind: Text => "its kind, as in `site.toml`",
        vocabulary: Option<Text> => "the id of the vocabulary of its terms",
        required: Yes => "whether each page must have it",
        filled: Number => "how many pages fill it",
        percent: Number => "their share of all pages, in per cent",
        examples: Vec<Text>,
    }
}

#[derive(Debug)]
struct Data;

pub fn all(plan: Plan) -> Vec<Planned> {
    let is_there = plan.model.config.data.has_page();
    is_there.then(|| (URL.to_owned(), Box::new(Data) as _)).into_iter().collect()
}

impl Kind for Data {
    fn class(&self) -> Class {
        Class::List
    }

    fn origin(&self, _: &Model) -> String {
        "is the page with the data of the site".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let lang = &reader.config().language;
        let names = Names { data: &|| view(reader).into() };
        let mut here = Here::new(reader, "data", reader.word(lang, "data"));
        here.description = Some(reader.word(lang, "data_lead"));
        here.subject = Subject::Data;
        Made::View(View::of(reader, TEMPLATE.file, &names, here, url))
    }
}

fn view<'a>(reader: &Reader<'a>) -> DataView<'a> {
    let config = reader.config();
    let all = read(reader);
    let of = |is: fn(Scope) -> bool| {
        let some = all.iter().filter(move |dataset| is(dataset.subject));
        list(some.filter_map(|dataset| dataset_view(reader, dataset)))
    };
    let whole = all.iter().filter(|dataset| dataset.subject == Scope::Whole);
    let whole = whole
        .flat_map(|dataset| views(config, dataset))
        .map(|file| Download { label: file.name.clone(), ..file });
    let catalogue = |(is_there, label, name): (bool, &'static str, &'static str)| {
        let url = format!("{URL}{name}");
        is_there.then(|| Download { label: label.into(), name: name.into(), url: url.into() })
    };
    let catalogues = [
        (config.data.tables, "Data Package", "datapackage.json"),
        (config.base_url.is_some(), "DCAT-AP", "catalog.ttl"),
    ];
    let dates = reader.dates(reader.language(&config.language));
    DataView {
        updated: about::date(reader).map(|date| date::in_words(date, dates)).into(),
        cite: about::citation(reader).into(),
        collections: of(|subject| matches!(subject, Scope::Collection(_))).into(),
        vocabularies: of(|subject| matches!(subject, Scope::Vocabulary(_))).into(),
        whole: list(whole).into(),
        catalogues: list(catalogues.into_iter().filter_map(catalogue)).into(),
    }
}

fn dataset_view<'a>(reader: &Reader<'a>, dataset: &Dataset) -> Option<DatasetView<'a>> {
    let config = reader.config();
    let (label, target, count, fields) = match dataset.subject {
        Scope::Collection(c) => {
            let fields = codebook::entries(reader, c);
            (&config.collections[c].label, Target::Collection(c), reader.length(c as u32), fields)
        }
        Scope::Vocabulary(v) => {
            let count = reader.vocabulary(v as u32).len();
            (&config.vocabularies[v].label, Target::Vocabulary(v), count, Vec::new())
        }
        Scope::Whole => return None,
    };
    let described = about::own_description(reader, dataset.subject);
    Some(DatasetView {
        id: dataset.id.clone().into(),
        label: label.get(&config.language).into(),
        url: reader.url(target).into(),
        description: described.into(),
        count: count.into(),
        files: list(views(config, dataset)).into(),
        fields: list(fields.into_iter().map(codebook_view)).into(),
    })
}

fn codebook_view<'a>(entry: codebook::Entry) -> CodebookView<'a> {
    let percent = (entry.filled * 100 + entry.of / 2) / entry.of.max(1);
    CodebookView {
        id: entry.field.into(),
        label: entry.label.into(),
        kind: entry.kind.into(),
        vocabulary: entry.vocabulary.into(),
        required: entry.required.into(),
        filled: entry.filled.into(),
        percent: percent.into(),
        examples: entry.examples.into(),
    }
}
