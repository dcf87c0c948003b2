//! A work as an OpenURL context object in a `span` (COinS), by which reference managers take up the work itself from its
//! page. There is none on other pages: a list of them would hide the page.

use super::record::Record;
use crate::files;

/// The value of the span's `title`.
pub fn coins(record: &Record) -> String {
    let item = &record.item;
    let text = |variable: &str| item.texts.get(variable).cloned().unwrap_or_default();
    let (title, container) = (text("title"), text("container-title"));
    let (format, genre, titles) = match item.kind.as_str() {
        "article-journal" | "article-magazine" | "article-newspaper" => {
            ("journal", "article", [("atitle", title), ("jtitle", container)])
        }
        "chapter" => ("book", "bookitem", [("atitle", title), ("btitle", container)]),
        "paper-conference" => ("book", "proceeding", [("atitle", title), ("btitle", container)]),
        "report" => ("book", "report", [("btitle", title), ("", String::new())]),
        "book" => ("book", "book", [("btitle", title), ("", String::new())]),
        "thesis" => ("dissertation", "", [("title", title), ("inst", text("publisher"))]),
        kind => ("dc", "", [("title", title), ("type", kind.to_owned())]),
    };
    let doi = item.texts.get("DOI").map(|doi| format!("info:doi/{doi}"));
    let id = doi.or_else(|| item.texts.get("URL").cloned()).unwrap_or_default();
    let date = item.dates.get("issued").map(|date| date.iso()).unwrap_or_default();
    let mut pairs: Vec<(&str, String)> = vec![("genre", genre.to_owned())];
    pairs.extend(titles);
    let rest = [("volume", "volume"), ("issue", "issue"), ("pages", "page"), ("pub", "publisher")];
    let rest = rest.into_iter().chain([("issn", "ISSN"), ("isbn", "ISBN")]);
    pairs.extend(rest.filter(|_| format != "dc").map(|(key, variable)| (key, text(variable))));
    pairs.push(("date", date));
    let au = if format == "dc" { "creator" } else { "au" };
    pairs.extend(record.people("author").map(|name| (au, name.full())));
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    let mut out =
        format!("ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3A{format}");
    if !id.is_empty() {
        out += &format!("&rft_id={}", encoded(&id));
    }
    filled.for_each(|(key, value)| out += &format!("&rft.{key}={}", encoded(value)));
    out
}

fn encoded(text: &str) -> String {
    files::encode(text).replace('/', "%2F")
}
