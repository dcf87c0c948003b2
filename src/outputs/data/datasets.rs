//! The datasets of the site and their files: one for each collection and each vocabulary, and one of what joins them. The
//! page `/data/`, the catalogues, the links for downloads and the outputs themselves follow from this list.

use super::table::{self, Column};
use super::{claims, codebook};
use crate::config::Config;
use crate::fields::field::Field;
use crate::fields::place;
use crate::files;
use crate::outputs::reader::Reader;

pub use crate::parse::address::DATA as URL;

/// A dataset: files that say the same in several forms, or belong together.
#[derive(Debug)]
pub struct Dataset {
    pub subject: Scope,
    /// Its id, which names its files.
    pub id: String,
    pub files: Vec<File>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Collection(usize),
    Vocabulary(usize),
    /// The claims, the places, the bibliography and the codebook.
    Whole,
}

/// A file, by what it holds and in which form.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub holds: Content,
    pub form: &'static Form,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    Pages(usize),
    /// The records in a field of a collection.
    Records(usize, usize),
    Terms(usize),
    Claims,
    Codebook,
    Places,
    Works,
}

/// A form of files.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    pub word: &'static str,
    pub extension: &'static str,
    pub media: &'static str,
    /// In the list of file types of the Publications Office of the EU.
    pub authority: &'static str,
}

const fn form(
    word: &'static str,
    extension: &'static str,
    media: &'static str,
    authority: &'static str,
) -> Form {
    Form { word, extension, media, authority }
}

pub static XLSX: Form = form(
    "Excel",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XLSX",
);
pub static CSV: Form = form("CSV", "csv", "text/csv", "CSV");
pub static JSON: Form = form("JSON", "json", "application/json", "JSON");
pub static TURTLE: Form = form("SKOS (Turtle)", "ttl", "text/turtle", "RDF_TURTLE");
pub static JSON_LD: Form = form("SKOS (JSON-LD)", "jsonld", "application/ld+json", "JSON_LD");
pub static GEOJSON: Form = form("GeoJSON", "geojson", "application/geo+json", "GEOJSON");
pub static BIBTEX: Form = form("BibLaTeX", "bib", "application/x-bibtex", "BIN");
pub static RIS: Form = form("RIS", "ris", "application/x-research-info-systems", "TXT");
pub static CSL: Form =
    form("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", "JSON");

impl File {
    fn new(stem: &str, holds: Content, form: &'static Form) -> Self {
        Self { name: format!("{stem}.{}", form.extension), holds, form }
    }

    pub fn url(&self) -> String {
        format!("{URL}{}", self.name)
    }

    /// The columns, if it is a table.
    pub fn columns(&self, config: &Config) -> Option<Vec<Column>> {
        if *self.form != CSV {
            return None;
        }
        match self.holds {
            Content::Pages(c) => Some(table::page_columns(config, c)),
            Content::Records(c, record) => Some(table::record_columns(config, c, record)),
            Content::Terms(v) => Some(table::term_columns(config, v)),
            Content::Claims => Some(claims::columns()),
            Content::Codebook => Some(codebook::columns()),
            Content::Places | Content::Works => None,
        }
    }
}

/// Which collections and vocabularies have anything, and whether there are works.
pub struct Present<'p> {
    pub has_pages: &'p dyn Fn(usize) -> bool,
    pub has_terms: &'p dyn Fn(usize) -> bool,
    pub has_works: bool,
}

/// The datasets, as views read them.
pub fn read(reader: &Reader) -> Vec<Dataset> {
    let present = Present {
        has_pages: &|c| reader.length(c as u32) > 0,
        has_terms: &|v| !reader.vocabulary(v as u32).is_empty(),
        has_works: !reader.works().is_empty(),
    };
    datasets(reader.config(), &present)
}

/// The datasets of a site.
pub fn datasets(config: &Config, present: &Present) -> Vec<Dataset> {
    let mut all = Vec::new();
    if config.data.tables {
        let collections = (0..config.collections.len()).filter(|c| (present.has_pages)(*c));
        all.extend(collections.map(|c| of_collection(config, c)));
        all.push(whole(config, present));
    }
    if config.data.vocabularies {
        let vocabularies = (0..config.vocabularies.len()).filter(|v| (present.has_terms)(*v));
        all.extend(vocabularies.map(|v| of_vocabulary(config, v)));
    }
    all
}

pub fn of_collection(config: &Config, c: usize) -> Dataset {
    let collection = &config.collections[c];
    let pages = [&XLSX, &CSV, &JSON].map(|form| File::new(&collection.id, Content::Pages(c), form));
    let records = table::record_fields(&collection.fields).map(|(i, field)| {
        let stem = format!("{}-{}", collection.id, files::slug(&field.id));
        File::new(&stem, Content::Records(c, i), &CSV)
    });
    Dataset {
        subject: Scope::Collection(c),
        id: collection.id.clone(),
        files: pages.into_iter().chain(records).collect(),
    }
}

pub fn of_vocabulary(config: &Config, v: usize) -> Dataset {
    let id = &config.vocabularies[v].id;
    // What is named in RDF needs the address of the site.
    let linked = config.base_url.is_some();
    let forms = [(&CSV, true), (&TURTLE, linked), (&JSON_LD, linked)];
    let forms = forms.into_iter().filter(|(_, is_there)| *is_there);
    let files = forms.map(|(form, _)| File::new(id, Content::Terms(v), form)).collect();
    Dataset { subject: Scope::Vocabulary(v), id: id.clone(), files }
}

fn whole(config: &Config, present: &Present) -> Dataset {
    let mut all = Vec::new();
    let mut add = |is_there: bool, stem: &str, holds: Content, forms: &[&'static Form]| {
        let some = forms.iter().filter(|_| is_there);
        all.extend(some.map(|form| File::new(stem, holds, form)));
    };
    let any = |is: &dyn Fn(&Field) -> bool| {
        config.collections.iter().any(|one| table::shown(&one.fields, None).any(|(_, f)| is(f)))
    };
    add(config.collections.iter().any(claims::has_claims), "claims", Content::Claims, &[&CSV]);
    add(any(&|field| field.kind == &place::KIND), "places", Content::Places, &[&GEOJSON]);
    add(present.has_works, "bibliography", Content::Works, &[&BIBTEX, &RIS, &CSL]);
    add(true, "codebook", Content::Codebook, &[&CSV]);
    Dataset { subject: Scope::Whole, id: "site".to_owned(), files: all }
}
