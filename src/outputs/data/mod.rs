//! What the site gives to other programs: the page `/data/` with tables of all pages and terms, catalogues of these files,
//! JSON and Markdown beside each page, and what pages say to search engines. One file here for each form; what the values
//! of a field become is said in `fields/`.

mod about;
mod authority;
mod catalog;
mod claims;
mod codebook;
mod credit;
mod csv;
pub mod datasets;
pub mod downloads;
pub mod head;
pub mod html_text;
mod items;
mod llms;
mod markdown;
mod package;
pub mod page;
mod places;
mod rdf;
pub mod schema_org;
mod schema_parts;
mod schema_work;
mod skos;
pub mod subject;
mod table;
mod twins;
mod xlsx;

pub use datasets::URL;

use super::Plan;
use super::cite;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;
use datasets::{Content, Dataset, File, Form, Present, datasets};

/// A file of a dataset.
#[derive(Debug)]
struct DataFile(File);

/// A description of all files, for programs.
#[derive(Clone, Copy, Debug)]
enum Catalogue {
    /// Data Package 2 (https://datapackage.org/).
    Package,
    /// DCAT-AP 3.
    Dcat,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let config = &plan.model.config;
    let files = of_model(plan.model).into_iter().flat_map(|dataset| dataset.files);
    let files = files.map(|file| -> Planned { (file.url(), Box::new(DataFile(file))) });
    let package = config.data.tables.then_some(("datapackage.json", Catalogue::Package));
    let dcat = config.data.has_page() && config.base_url.is_some();
    let dcat = dcat.then_some(("catalog.ttl", Catalogue::Dcat));
    let catalogues = package.into_iter().chain(dcat);
    let catalogues =
        catalogues.map(|(name, one)| -> Planned { (format!("{URL}{name}"), Box::new(one)) });
    files.chain(catalogues).chain(twins::all(plan)).chain(llms::all(plan)).collect()
}

/// The datasets, while planning.
fn of_model(model: &Model) -> Vec<Dataset> {
    let present = Present {
        has_pages: &|c| !model.graph.order.collections[c].is_empty(),
        has_terms: &|v| !model.graph.concepts.vocabularies[v].terms.is_empty(),
        has_works: !model.bibliography.works.is_empty(),
    };
    datasets(&model.config, &present)
}

impl Kind for DataFile {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let (collections, vocabularies) = (&model.config.collections, &model.config.vocabularies);
        let what = match self.0.holds {
            Content::Pages(c) => format!("the pages of `{}`", collections[c].id),
            Content::Records(c, i) => {
                format!(
                    "the entries of `{}` in `{}`",
                    collections[c].fields[i].id, collections[c].id
                )
            }
            Content::Terms(v) => format!("the terms of `{}`", vocabularies[v].id),
            Content::Claims => "all claims".to_owned(),
            Content::Codebook => "the fields of all collections".to_owned(),
            Content::Places => "the places on the map".to_owned(),
            Content::Works => "all works of the bibliography".to_owned(),
        };
        format!("has {what} as {}", self.0.form.word)
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::Bytes(write(reader, self.0.holds, self.0.form))
    }
}

fn write(reader: &Reader, holds: Content, form: &Form) -> Vec<u8> {
    match holds {
        Content::Pages(c) if *form == datasets::XLSX => about::workbook(reader, c),
        Content::Pages(c) if *form == datasets::JSON => items::collection(reader, c),
        Content::Pages(c) => csv::write(table::pages(reader, c)),
        Content::Records(c, record) => csv::write(table::records(reader, c, record)),
        Content::Terms(v) if *form == datasets::TURTLE => skos::graph(reader, v).turtle(),
        Content::Terms(v) if *form == datasets::JSON_LD => skos::graph(reader, v).json_ld(),
        Content::Terms(v) => csv::write(table::terms(reader, v)),
        Content::Claims => csv::write(claims::claims(reader, None)),
        Content::Codebook => csv::write(codebook::table(reader, None)),
        Content::Places => places::write(reader),
        Content::Works => cite::works(reader, form.word),
    }
}

impl Kind for Catalogue {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, _: &Model) -> String {
        match self {
            Self::Package => "describes the tables as a Data Package".to_owned(),
            Self::Dcat => "describes the data for catalogues (DCAT-AP)".to_owned(),
        }
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::Bytes(match self {
            Self::Package => package::write(reader),
            Self::Dcat => catalog::write(reader),
        })
    }
}
