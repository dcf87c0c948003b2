//! What the data is, in words: its description, its date, how to cite it. And the workbook of a collection, which opens with
//! its pages and ends with these words.

use super::datasets::Scope;
use super::xlsx::{self, Sheet};
use super::{URL, claims, codebook, table};
use crate::fields::export::address;
use crate::model::Target;
use crate::outputs::description;
use crate::outputs::reader::Reader;
use crate::parse::dates::Date;

/// The title of a dataset.
pub fn title(reader: &Reader, subject: Scope) -> String {
    let config = reader.config();
    let own = match subject {
        Scope::Collection(c) => &config.collections[c].label.main,
        Scope::Vocabulary(v) => &config.vocabularies[v].label.main,
        Scope::Whole => return config.title.clone(),
    };
    format!("{}: {own}", config.title)
}

/// The shortest description that Google takes for a dataset, and the longest.
const SHORTEST: usize = 50;
const LONGEST: usize = 5000;

/// What a dataset holds, in a sentence or more.
pub fn description(reader: &Reader, subject: Scope) -> String {
    let config = reader.config();
    let mut text = own_description(reader, subject).unwrap_or_else(|| title(reader, subject));
    for more in [&config.description, &config.title, &address(reader, URL)] {
        if text.chars().count() < SHORTEST && !more.is_empty() && !text.contains(more.as_str()) {
            text = format!("{}. {more}", text.trim_end_matches('.'));
        }
    }
    text.chars().take(LONGEST).collect()
}

/// What the repository itself says of it.
pub fn own_description(reader: &Reader, subject: Scope) -> Option<String> {
    let own = match subject {
        Scope::Collection(c) => description::summary(reader, reader.collection_text(c as u32)),
        Scope::Vocabulary(v) => {
            let described = &reader.config().vocabularies[v].description;
            described.as_ref().map(|text| text.main.clone())
        }
        Scope::Whole => description::summary(reader, reader.home_text()),
    };
    own.filter(|text| !text.is_empty())
}

/// The newest date of any page.
pub fn date(reader: &Reader) -> Option<Date> {
    reader.news(*reader.newest(1).first()?).moment
}

/// Who publishes the data: the authors of the site, or else the site by its name.
pub fn publishers(reader: &Reader) -> Vec<String> {
    let config = reader.config();
    match config.authors.is_empty() {
        true => vec![config.title.clone()],
        false => config.authors.iter().map(|author| author.name.clone()).collect(),
    }
}

/// How to cite the data: `Publishers (2026). Title. https://…`.
pub fn citation(reader: &Reader) -> String {
    let config = reader.config();
    let year = date(reader).map(|date| format!(" ({})", date.year)).unwrap_or_default();
    let doi = config.data.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    let place = doi.unwrap_or_else(|| address(reader, URL));
    let by = publishers(reader);
    match by == [config.title.clone()] {
        true => format!("{}{year}. {place}", config.title),
        false => format!("{}{year}. {}. {place}", by.join(", "), config.title),
    }
}

/// A collection as a workbook.
pub fn workbook(reader: &Reader, c: usize) -> Vec<u8> {
    let config = reader.config();
    let collection = &config.collections[c];
    let mut sheets =
        vec![Sheet { name: collection.label.main.clone(), table: table::pages(reader, c) }];
    if claims::has_claims(collection) {
        sheets.push(Sheet { name: "Claims".to_owned(), table: claims::claims(reader, Some(c)) });
    }
    for (i, field) in table::record_fields(&collection.fields) {
        let name = field.label.main.clone();
        sheets.push(Sheet { name, table: table::records(reader, c, i) });
    }
    sheets.push(Sheet { name: "Codebook".to_owned(), table: codebook::table(reader, Some(c)) });
    let licence = config.licence.as_ref().map(|licence| match &licence.url {
        Some(url) => format!("{} ({url})", licence.name),
        None => licence.name.clone(),
    });
    let word = |key: &str| reader.word(&config.language, key);
    let pairs = [
        (word("data"), Some(title(reader, Scope::Collection(c)))),
        (word("address"), Some(address(reader, &reader.url(Target::Collection(c))))),
        (word("licence"), licence),
        (word("data_as_of"), date(reader).map(Date::iso)),
        (word("data_cite"), Some(citation(reader))),
    ];
    let pairs: Vec<(String, String)> =
        pairs.into_iter().filter_map(|(name, text)| Some((name, text?))).collect();
    xlsx::write(config, &pairs, unique(sheets))
}

/// Excel takes each name once, whatever its case.
fn unique(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    let mut seen = vec!["about".to_owned()];
    for sheet in &mut sheets {
        let short: String = xlsx::sheet_name(&sheet.name).chars().take(24).collect();
        let numbered = (2..).map(|n| format!("{short} {n}"));
        let mut names = std::iter::once(short.clone()).chain(numbered);
        let free = names.find(|name| !seen.contains(&name.to_lowercase()));
        sheet.name = free.unwrap_or_default();
        seen.push(sheet.name.to_lowercase());
    }
    sheets
}
