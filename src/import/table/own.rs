//! Tables that this program publishes. What they call their columns is known, so nothing is guessed: the columns that every
//! page has are taken by their names, and lists are taken apart as they were put together.

use crate::fields::export::PAGE_COLUMNS;
use crate::import::imported::{Lists, Lost, Page, listed_date};

/// The columns by which such a table is known, and those of a table of records.
const KNOWN: [&str; 4] = ["id", "title", "address", "language"];
const RECORDS: [&str; 3] = ["page", "title", "number"];

pub fn is_of_pages(names: &[String]) -> bool {
    names.iter().take(KNOWN.len()).eq(KNOWN.iter())
}

pub fn is_of_records(names: &[String]) -> bool {
    names.iter().take(RECORDS.len()).eq(RECORDS.iter())
}

/// The page of a row, whose values have the names of their columns.
pub fn page(mut page: Page, lists: Lists, lost: &mut Lost) -> Page {
    let mut values = std::mem::take(&mut page.values);
    let mut take = |name: &str| {
        let at = values.iter().position(|entry| entry.key == name)?;
        values.remove(at).values.pop()
    };
    let mut columns = PAGE_COLUMNS.map(|(name, _)| (name, take(name)));
    let licence = take("licence");
    let mut own = |name: &str| columns.iter_mut().find(|(of, _)| *of == name)?.1.take();
    page.path = own("id").unwrap_or_default();
    page.title = own("title").unwrap_or_default();
    page.summary = own("summary");
    page.language = own("language");
    page.project = own("project");
    page.addresses.extend(own("address"));
    page.authors = own("authors").map(|all| lists.entries(&all)).unwrap_or_default();
    page.date = own("date").and_then(|date| listed_date("date", &date, lost));
    page.updated = own("updated").and_then(|date| listed_date("updated", &date, lost));
    page.licence = licence;
    page.lists = lists;
    page.values = values;
    page
}
