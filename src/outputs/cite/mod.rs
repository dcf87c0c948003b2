//! Citations of pages: `cite.bib`, `cite.ris` and `cite.json` beside each page that can be cited, beside the list of its
//! collection and at the root. A page becomes a record once (`record.rs`), and each form writes records.

pub mod bibtex;
mod coins;
mod csl_json;
mod meta;
pub mod record;
mod ris;
pub mod view;

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::page::file_of;
use super::reader::Reader;
use super::values::WorkEntry;
use crate::config::Config;
use crate::model::{Model, PageId, Role, Target};
use crate::parse::item::Item;
use record::{Record, record};

/// A form that reference managers read.
#[derive(Debug)]
struct Form {
    name: &'static str,
    word: &'static str,
    media: &'static str,
    write: fn(&[Record]) -> String,
}

static FORMS: [Form; 3] = [
    Form {
        name: "cite.bib",
        word: "BibLaTeX",
        media: "application/x-bibtex",
        write: bibtex::write,
    },
    Form {
        name: "cite.ris",
        word: "RIS",
        media: "application/x-research-info-systems",
        write: ris::write,
    },
    Form {
        name: "cite.json",
        word: "CSL-JSON",
        media: "application/vnd.citationstyles.csl+json",
        write: csl_json::write,
    },
];

/// The pages in a file.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Page(PageId),
    Collection(usize),
    Site,
}

#[derive(Debug)]
struct Citations {
    scope: Scope,
    form: &'static Form,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let cited = |c: &usize| is_cited(&model.config, *c) && !lists(model)[*c].is_empty();
    let collections: Vec<usize> = (0..lists(model).len()).filter(cited).collect();
    let site = (!collections.is_empty()).then(|| ("/".to_owned(), Scope::Site));
    let pages = model.page_ids().filter(|id| is_page_cited(model, *id));
    let pages = pages.map(|id| (model.page(id).url.clone(), Scope::Page(id)));
    let of_collection = |c: usize| (model.url(Target::Collection(c)), Scope::Collection(c));
    let scopes = site.into_iter().chain(collections.into_iter().map(of_collection)).chain(pages);
    let files = scopes.flat_map(|(url, scope)| {
        let one = move |form: &'static Form| -> Planned {
            (format!("{url}{}", form.name), Box::new(Citations { scope, form }))
        };
        FORMS.iter().map(one)
    });
    files.collect()
}

fn lists(model: &Model) -> &[Vec<PageId>] {
    &model.graph.order.collections
}

/// Whether the pages of a collection are cited: as what `cite_as` says, or as the works that they describe.
pub fn is_cited(config: &Config, collection: usize) -> bool {
    config.collections[collection].cite_as.is_some()
}

/// The names of the files beside a page, with their media types.
pub fn files() -> [(&'static str, &'static str); 3] {
    [&FORMS[0], &FORMS[1], &FORMS[2]].map(|form| (form.name, form.media))
}

/// All works of the bibliography in a form.
pub fn works(reader: &Reader, word: &str) -> Vec<u8> {
    let works = reader.works().iter().filter_map(|key| reader.work(key));
    let record = |entry: WorkEntry| {
        let (key, item) = (entry.work.key.clone(), entry.work.item.clone());
        Record { key, item, is_work: true }
    };
    let records: Vec<Record> = works.map(record).collect();
    let form = FORMS.iter().find(|form| form.word == word).unwrap_or(&FORMS[0]);
    (form.write)(&records).into_bytes()
}

/// Two pages at one address are reported once, for the page itself.
fn is_page_cited(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    let Role::Entry(c) = page.role else { return false };
    page.withdrawn.is_none()
        && is_cited(&model.config, c)
        && model.at(&page.url) == Some(Target::Page(id))
}

/// The pages to be formatted, each with its language.
pub fn items(model: &Model) -> Vec<(String, Item)> {
    let own = |id: PageId| {
        let record = record(model, id).filter(|record| !record.is_work)?;
        Some((model.page(id).lang.clone(), record.item))
    };
    match (0..model.config.collections.len()).any(|c| is_cited(&model.config, c)) {
        true => model.page_ids().filter_map(own).collect(),
        false => Vec::new(),
    }
}

impl Kind for Citations {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let of = match self.scope {
            Scope::Page(id) => file_of(model, id),
            Scope::Collection(c) => format!("the pages of `{}`", model.config.collections[c].id),
            Scope::Site => "all pages that can be cited".to_owned(),
        };
        format!("has the citation of {of} in {}", self.form.word)
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let config = reader.config();
        let pages = match self.scope {
            Scope::Page(id) => vec![id],
            Scope::Collection(c) => reader.list(c as u32).to_vec(),
            Scope::Site => {
                let cited = (0..config.collections.len()).filter(|c| is_cited(config, *c));
                cited.flat_map(|c| reader.list(c as u32).iter().copied()).collect()
            }
        };
        let records: Vec<Record> = pages.into_iter().filter_map(|id| reader.citation(id)).collect();
        Made::Bytes((self.form.write)(&records).into_bytes())
    }
}
