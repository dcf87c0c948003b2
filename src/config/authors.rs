//! The value of `authors`: a list of names, each as one text or in parts. Several names in one text are found here.

use super::identifiers;
use crate::diagnostics::rules::{AUTHORS_IN_ONE_TEXT, UNKNOWN_KEY};
use crate::diagnostics::{Diagnostic, Spot};
use crate::tables::{Form, Item, Located, Reader, Table};
use crate::words::has;
use serde::{Deserialize, Serialize};

/// An author of a page or of the site.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Author {
    /// The name as readers see it.
    pub name: String,
    /// The family and the given name, if they are told apart. A name in one text may be that of an organisation,
    /// so it is never taken apart.
    pub parts: Option<(String, String)>,
    /// The address of the ORCID or ROR record.
    pub id: Option<String>,
    /// The page that tells of the author, as a path without its ending: `people/ada`.
    pub page: Option<String>,
    /// The address of this page. Its title is the name. Both are known once all pages are.
    pub url: Option<String>,
    /// Whether it is said that the page is that of a person.
    pub is_person: bool,
    /// What the author did, as roles of CRediT or in other words.
    pub roles: Vec<String>,
}

impl Author {
    /// An author of whom only the name is known.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// Whether an author is written as the path of a page. `UCL/NHS` is a name.
fn is_page(written: &str) -> bool {
    let fits = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || "-_./".contains(c);
    written.contains('/') && !written.starts_with('/') && written.chars().all(fits)
}

/// The value of `authors` in any table.
pub fn authors(reader: &Reader, table: &Table) -> Vec<Located<Author>> {
    let Some(item) = table.get("authors") else { return Vec::new() };
    let list = item.get_ref().as_array();
    let entries: Vec<Item> = list.map_or_else(|| vec![item], |list| list.iter().collect());
    if entries.iter().any(|entry| entry.get_ref().is_table()) {
        return entries.into_iter().filter_map(|entry| author(reader, entry)).collect();
    }
    let names = reader.texts("authors", item);
    let is_list = list.is_some();
    names.iter().filter_map(|name| problem(reader, name, is_list)).for_each(|p| reader.add(p));
    names.into_iter().map(named).collect()
}

fn named(name: Located<String>) -> Located<Author> {
    let page = is_page(&name.value).then(|| page_at(&name.value));
    Located { value: Author { page, ..Author::named(&name.value) }, span: name.span }
}

fn page_at(path: &str) -> String {
    path.strip_suffix(".md").unwrap_or(path).to_owned()
}

/// One entry of a list: a text, `{ family = "…", given = "…", orcid = "…" }`, `{ name = "…", ror = "…" }` or
/// `{ person = "people/ada" }`, each also with a `role`.
fn author(reader: &Reader, item: Item) -> Option<Located<Author>> {
    if !item.get_ref().is_table() {
        return reader.text("authors", item).map(named);
    }
    const EXAMPLE: &str = "{ family = \"…\", given = \"…\" }";
    let table = reader.table("authors", item, EXAMPLE)?;
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let (name, family, given) = (text("name"), text("family"), text("given"));
    let person = text("person");
    let roles = table.get("role").map(|item| reader.texts("role", item)).unwrap_or_default();
    let roles: Vec<String> = roles.into_iter().map(|role| role.value).collect();
    let id = identifiers::orcid(reader, text("orcid")).or(identifiers::ror(reader, text("ror")));
    reader.unknown_keys(&table, "an author");
    if let Some(Located { value, span }) = person {
        for (key, other) in [("name", name), ("family", family), ("given", given)] {
            let Some(other) = other else { continue };
            let message =
                format!("the name of a person is that of the page, so `{key}` is not shown");
            let help = format!("remove `{key}`, or `person`");
            reader.add(UNKNOWN_KEY.at(reader.path, other.span, message).help(help));
        }
        let (page, is_person) = (Some(page_at(&value)), true);
        let author = Author { page, is_person, id, roles, ..Author::named(&value) };
        return Some(Located { value: author, span });
    }
    let author = match (name, family, given) {
        (_, Some(family), Some(given)) => {
            let (family, given) = (family.value, given.value);
            let name = format!("{given} {family}");
            Author { parts: Some((family, given)), id, roles, ..Author::named(&name) }
        }
        (Some(name), ..) | (_, Some(name), _) => Author { id, roles, ..Author::named(&name.value) },
        _ if table.has("person") => return None,
        _ => {
            reader.missing(table.span.clone(), "an author", "name", "\"…\"");
            return None;
        }
    };
    Some(Located { value: author, span: reader.span_of(item) })
}

fn problem(reader: &Reader, name: &Located<String>, is_list: bool) -> Option<Diagnostic> {
    let at = |message: &str| AUTHORS_IN_ONE_TEXT.at(reader.path, name.span.clone(), message);
    let quoted = |name: &str| format!("\"{}\"", name.replace(['"', '\\'], ""));
    match names(&name.value)? {
        Names::Several(names) => {
            let list = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
            let line = reader.line("authors", &format!("[{list}]"));
            let problem = at("these are several names in one text");
            let list = if is_list { list } else { format!("[{list}]") };
            let problem = match is_list {
                true => problem.help(format!("write each name for itself: {list}")),
                false => problem.help(format!("write it like this: {line}")),
            };
            // An entry of a YAML list stands on a line of its own.
            let can_be_written = !is_list || reader.form == Form::Toml;
            Some(match can_be_written && reader.only.is_none() {
                true => problem.fixed_by(Spot::verbatim(name.span.clone()).edit(list)),
                false => problem,
            })
        }
        Names::Turned(family, given) => {
            let one = quoted(&format!("{given} {family}"));
            let help = format!(
                "write {one} if it is one person, or {} and {} if these are two",
                quoted(&family),
                quoted(&given)
            );
            Some(at("this is several names in one text, or the family name comes first").help(help))
        }
    }
}

#[derive(Debug, PartialEq)]
enum Names {
    Several(Vec<String>),
    /// Family name and given name, or two short names.
    Turned(String, String),
}

/// What stands behind a name and a comma without being a name.
const TITLES: &str = "jr sr ii iii iv phd dphil md msc mba ma ba bsc dr prof esq rn ltd inc llc gmbh ab oy oü as ed eds";

/// Words in lower case that belong to names.
const PARTICLES: &str = "van von der den de del della di da do dos du la le af av ter ten te zu zur bin ibn al el y e i";

/// The names in a text; none if it is one name, or no name of a person.
fn names(text: &str) -> Option<Names> {
    let mut plain = text.to_owned();
    for word in [" and ", " und ", " och ", " og ", " ja ", " et ", " & "] {
        plain = plain.replace(word, ", ");
    }
    let parts: Vec<String> = plain
        .split([',', ';', '\n'])
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() < 2 || !parts.iter().all(|part| is_person(part)) {
        return None;
    }
    let words = |part: &String| part.split_whitespace().count();
    if parts.iter().all(|part| words(part) >= 2) {
        return Some(Names::Several(parts));
    }
    match &parts[..] {
        [family, given] if text.contains(',') && words(given) <= 2 && words(family) == 1 => {
            Some(Names::Turned(family.clone(), given.clone()))
        }
        _ => None,
    }
}

/// Whether a text can be the name of a person: a few words with capitals.
fn is_person(part: &str) -> bool {
    const PLACES: &str = "universit institut department city ministry college school council centre center lab agency \
        foundation municipality";
    let lower = part.to_lowercase();
    let is_word = |word: &str| {
        let plain = word.trim_matches('.').to_lowercase();
        !has(TITLES, &plain)
            && (word.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit())
                || has(PARTICLES, word))
    };
    let count = part.split_whitespace().count();
    count <= 5
        && part.split_whitespace().all(is_word)
        && !crate::words::words(PLACES).any(|p| lower.contains(p))
}
