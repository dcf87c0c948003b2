//! Addresses by a pattern of the settings: `/:year/:month/:title/`.

use crate::import::imported::Page;
use crate::parse::dates::Date;

/// An address by a pattern, with the date of a page.
pub fn patterned(pattern: &str, page: &Page, slug: &str, name: &str) -> String {
    let iso = page.date.map(Date::iso).unwrap_or_default();
    let mut parts = iso.split('-');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (year, month, date) = (part(), part(), part());
    let address = pattern
        .replace(":year", &year)
        .replace(":i_month", month.trim_start_matches('0'))
        .replace(":month", &month)
        .replace(":i_day", date.trim_start_matches('0'))
        .replace(":day", &date)
        .replace(":slugorfilename", slug)
        .replace(":slugorcontentbasename", slug)
        .replace(":contentbasename", name)
        .replace(":filename", name)
        .replace(":title", slug)
        .replace(":slug", slug);
    format!("/{}", address.replace("//", "/").trim_start_matches('/'))
}
