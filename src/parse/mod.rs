//! Parses bytes into pages, terms and sources. Each file is parsed independently of all others, so they can
//! be parsed in parallel.

pub mod active;
pub mod address;
pub mod bibliography;
pub mod bibtex;
mod conflicts;
pub mod dates;
mod draft;
pub mod entries;
mod fields;
pub mod frame;
mod front_matter;
pub mod item;
pub mod markdown;
mod notices;
mod numbers;
pub mod outbound;
pub mod page;
mod paste_artifacts;
pub mod photo;
mod pictures;
mod slug;
pub mod terms;

pub use bibliography::Bibliography;
pub use conflicts::conflicts;
pub use fields::defaults;
pub use page::Page;
pub use terms::TermFile;

use crate::config::{Config, Field, PAGE_KEYS, read_authors, read_licence};
use crate::content_hash::content_hash;
use crate::diagnostics::{Diagnostic, Spot, rules};
use crate::encoding;
use crate::fields::{date, markdown as marked};
use crate::hash::{Hash, Hasher};
use crate::sources::{Kind, Source};
use crate::tables::{Located, Reader, Table};
use frame::Frame;
use markdown::{Anomaly, Context, Marked, Position};
use page::{Allow, Face, Role};
use toml::de::{DeTable, DeValue};

/// A parsed file.
#[derive(Clone, Debug)]
pub enum Parsed {
    Page(Box<Page>),
    Terms(TermFile),
    Bibliography(Bibliography),
}

/// Parses one file of `content/`. Never fails: problems are part of the result.
pub fn parse(source: &Source, config: &Config) -> Option<Parsed> {
    let (text, not_utf8) = text(source);
    let mut parsed = match source.kind {
        Kind::Page => Parsed::Page(Box::new(page(source, &text, config))),
        Kind::Terms => Parsed::Terms(terms::read(&source.path, &text, config)),
        Kind::Bibliography => Parsed::Bibliography(bibliography::read(&source.path, &text)),
        _ => return None,
    };
    if not_utf8.is_some()
        && let Parsed::Page(page) = &mut parsed
    {
        // `not-utf8` says of these letters that they can't be read.
        let is_lost = |odd: &Anomaly| matches!(odd, Anomaly::PasteArtifact('\u{fffd}', _));
        page.body.anomalies.retain(|(odd, _)| !is_lost(odd));
        page.anomalies.retain(|(odd, _)| !is_lost(odd));
    }
    parsed.problems().extend(not_utf8);
    Some(parsed)
}

impl Parsed {
    fn problems(&mut self) -> &mut Vec<Diagnostic> {
        match self {
            Self::Page(page) => &mut page.problems,
            Self::Terms(terms) => &mut terms.problems,
            Self::Bibliography(bibliography) => &mut bibliography.problems,
        }
    }
}

/// The text of a source. If it is not UTF-8, its first foreign letter is reported; the fix is to write the file anew,
/// see [`crate::fix`].
pub fn text(source: &Source) -> (std::borrow::Cow<'_, str>, Option<Diagnostic>) {
    let (text, foreign) = encoding::decode(&source.bytes);
    let Some(encoding::Foreign { at, len, encoding }) = foreign else { return (text, None) };
    let place = at..at + len.max(1);
    let problem = match encoding {
        Some(encoding) => {
            let name = encoding.name().replace("windows", "Windows");
            let message =
                format!("this file is not UTF-8 but {name}, an older encoding of letters");
            let spot = Spot::verbatim(place.clone());
            let letter = text.get(place.clone()).unwrap_or_default().to_owned();
            let help = "save it as UTF-8";
            rules::NOT_UTF8.at(&source.path, place, message).help(help).fixed_by(spot.edit(letter))
        }
        None => {
            let message = "from here on this file is not UTF-8";
            rules::NOT_UTF8.at(&source.path, place, message).help("save it as UTF-8")
        }
    };
    (text, Some(problem))
}

/// A generated page without a file, as if its file existed and were empty.
pub fn unwritten(path: &str, config: &Config) -> Page {
    let text = "+++\n+++\n";
    let bytes = text.as_bytes().to_vec();
    let hash = Hash::default();
    let source = Source { path: path.into(), kind: Kind::Page, hash, bytes };
    let mut page = page(&source, text, config);
    // Nobody can fix a file that does not exist.
    page.problems.clear();
    page
}

fn page(source: &Source, text: &str, config: &Config) -> Page {
    let path = &source.path;
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let mut address = address::of_page(inside, config);
    let (split, problem) = front_matter::split(path, text);
    let mut reader = Reader::new(path, split.front.start);
    reader.form = split.form;
    let front = &text[split.front.clone()];
    let mut sound = String::new();
    let table = reader.parse(front, &mut sound);
    // Missing keys are only reported if the front matter could be read, to report each cause once.
    let readable = problem.is_none() && reader.problems.borrow().is_empty();
    let table_of_page = Table::new(table.get_ref(), split.fence);
    let slug = slug::read(&reader, table.get_ref(), &address.role);
    if let Some(slug) = &slug {
        address = address.with_slug(&slug.value);
    }
    let frame =
        Frame { reader: &reader, config, url: &address.url, lang: &address.lang, record: None };
    let context = Context {
        path,
        url: &address.url,
        lang: &address.lang,
        config,
        position: Position::Verbatim(split.body.start),
        ids: "",
        below_title: true,
    };
    let mut body = markdown::mark(&text[split.body.clone()], &context);
    let likely_title = front_matter::likely_title(&text[split.body.clone()]);
    let mut page = front_page(&frame, &table_of_page, &address.role, readable, &likely_title);
    page.anomalies = anomalies(&frame, table.get_ref(), &address.role);
    if !readable {
        page.draft |=
            draft::is_said(if problem.is_some() { draft::beginning(text) } else { front });
    }
    if page.withdrawn.is_some() {
        notices::strip(&mut page);
        body = Marked::default();
    }
    page.path = path.clone();
    page.role = address.role;
    page.url = address.url;
    page.slug = slug;
    page.lang = address.lang;
    page.hash = Hasher::new("page").text(path).hash(source.hash).hash(config.hash).finish();
    page.toml = split.front;
    page.form = split.form;
    let links: Vec<_> = body.links.iter().map(|link| (&link.to, link.image)).collect();
    let cites: Vec<_> = body.cites.iter().map(|cite| &cite.items).collect();
    page.graph_hash = content_hash(&(path, front, links, cites, page.draft), &());
    page.body = body;
    page.facts_hash = content_hash(&(path, &page.facts), &());
    page.links_hash = outbound::hash(&page);
    page.problems = problem.into_iter().chain(split.hint).chain(reader.into_problems()).collect();
    page.problems.append(&mut page.body.problems);
    page.problems.extend(page.facts.iter_mut().flat_map(page::Fact::take_problems));
    page
}

fn front_page(
    frame: &Frame,
    table: &Table,
    role: &Role,
    readable: bool,
    likely_title: &str,
) -> Page {
    let reader = frame.reader;
    let text = |key: &str| table.get(key).and_then(|item| reader.text(key, item));
    let none: &[Field] = &[];
    let (what, fields, require) = match role {
        Role::Entry(c) => {
            let collection = &frame.config.collections[*c];
            (a(&collection.singular.main), &collection.fields[..], &collection.require[..])
        }
        _ => ("a page".to_owned(), none, &[][..]),
    };
    let own = fields.iter().filter(|field| field.record.is_none()).map(|field| &*field.id);
    // What an unknown key may be meant for is listed in the order of reading. First what is special here.
    own.clone().for_each(|key| {
        table.get(key);
    });
    reader.set_outer(table, &what, PAGE_KEYS.into_iter().chain(own));
    let day = |key: &str| table.get(key).and_then(|item| date::read(frame, key, item));
    let title = text("title");
    let summary = text("summary").filter(|text| !text.value.trim().is_empty());
    let summary_span = summary.as_ref().map(|summary| summary.span.clone());
    // The pages of terms, collections and vocabularies may take their title from site.toml or the term, and
    // those of works from the work.
    let untitled = title.is_none()
        && match role {
            Role::Entry(c) => frame.config.bibliography.collection != Some(*c),
            Role::Plain | Role::Home => true,
            _ => false,
        };
    if readable && untitled && table.get("title").is_none() {
        reader.missing(table.span.clone(), &what, "title", likely_title);
    }
    let withdrawn = table.has("withdrawn").then(|| notices::withdrawn(frame, table)).flatten();
    // What was withdrawn needs no more than its notice.
    let (was_readable, readable) = (readable, readable && withdrawn.is_none());
    for key in require.iter().filter(|key| *key != "title" && readable && table.get(key).is_none())
    {
        reader.missing(
            table.span.clone(),
            &what,
            key,
            match &**key {
                "date" | "updated" => "2018-10-05",
                "authors" | "aliases" => "[\"…\"]",
                "draft" => "true",
                "order" => "10",
                _ => "\"…\"",
            },
        );
    }
    let (date, updated) = (day("date"), day("updated"));
    let corrected = table.has("corrected").then(|| notices::corrected(frame, table));
    let corrected = corrected.unwrap_or_default();
    let last = corrected.first().map(|notice| notice.date);
    let updated = updated.into_iter().chain(last).max_by_key(|date| date.latest());
    let authors = read_authors(reader, table);
    let page = Page {
        face: Face {
            title: title.map(|t| t.value).unwrap_or_default(),
            summary: summary.map(|summary| summary.value),
            date,
        },
        added: date,
        updated,
        withdrawn,
        corrected,
        pictures: if table.has("pictures") {
            pictures::read(frame, table)
        } else {
            Default::default()
        },
        author_spans: authors.iter().map(|name| name.span.clone()).collect(),
        authors: authors.into_iter().map(|name| name.value).collect(),
        licence: read_licence(reader, table),
        project: text("project"),
        aliases: aliases(reader, table),
        draft: table.get("draft").and_then(|i| reader.boolean("draft", i)).unwrap_or(false),
        imported: imported(frame, table),
        order: table.get("order").and_then(|item| reader.number("order", item, "10")),
        summary_span,
        allow: allow(reader, table),
        facts: fields::facts(frame, table, fields, &what, readable),
        front: table.span.clone(),
        ..Page::default()
    };
    // These are rarely meant, so they come last.
    ["slug", "withdrawn", "corrected", "pictures"].iter().for_each(|key| {
        table.get(key);
    });
    // The mistake is in site.toml, and not on each page.
    if let Role::Entry(c) = role {
        frame.config.collections[*c].misdeclared.iter().filter(|key| !key.contains('.')).for_each(
            |key| {
                table.get(key);
            },
        );
    }
    reader.unknown_keys_or(table, &what, &|key| fields::inner_key(reader, fields, key));
    let mut reported = reader.misspelt_in(&table.span);
    if page.face.summary.is_none() && table.get("summary").is_some() {
        reported.push("summary".to_owned());
    }
    // What can't be read may be what seems to be missing.
    if !was_readable {
        reported.extend(["summary", "source"].map(str::to_owned));
    }
    Page { reported, ..page }
}

/// The old addresses of a page. One that can't be an address is reported.
fn aliases(reader: &Reader, table: &Table) -> Vec<Located<String>> {
    let item = table.get("aliases");
    let aliases = item.map(|item| reader.texts("aliases", item)).unwrap_or_default();
    for alias in &aliases {
        let parts = alias.value.split([',', ' ', ';']).filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.map(|part| format!("\"{part}\"")).collect();
        if parts.len() > 1 && parts.iter().all(|part| part.starts_with("\"/")) {
            let message = "these are several addresses in one text";
            let help = format!("write each for itself: {}", parts.join(", "));
            reader.add(rules::BAD_ADDRESS.at(reader.path, alias.span.clone(), message).help(help));
        }
    }
    let is_address =
        |alias: &str| address::of_alias(alias).is_some() || address::of_query(alias).is_some();
    for alias in aliases.iter().filter(|alias| !is_address(&alias.value)) {
        let message = format!("`{}` is not an address of this site", alias.value);
        let help = "write the path from the root of the site, without `#`: \"/old/address/\", or with a number: \"/?p=42\"";
        reader.add(rules::BAD_ADDRESS.at(reader.path, alias.span.clone(), message).help(help));
    }
    aliases
}

/// Anomalies in the front matter. Markdown values are checked where Markdown is parsed.
fn anomalies(frame: &Frame, table: &DeTable, role: &Role) -> Vec<(Anomaly, Spot)> {
    let fields = match role {
        Role::Entry(c) => &frame.config.collections[*c].fields[..],
        _ => &[],
    };
    let is_markdown = |key: &str| {
        let is_field = |field: &Field| field.id == key && field.kind == &marked::KIND;
        key == "note" || fields.iter().any(is_field)
    };
    paste_artifacts::in_values(frame.reader, table, &is_markdown)
}

/// Whether an import made the page. Where it comes from is for people and for the next import.
fn imported(frame: &Frame, table: &Table) -> bool {
    const EXAMPLE: &str = "{ from = \"wordpress\", id = \"42\" }";
    let item = table.get("imported");
    let Some(table) = item.and_then(|item| frame.reader.table("imported", item, EXAMPLE)) else {
        return false;
    };
    let from = table.get("from").map(|item| frame.reader.text("from", item));
    let id = table.get("id").map(|item| frame.reader.text("id", item));
    let date = table.get("date").map(|item| date::read(frame, "date", item));
    frame.reader.unknown_keys(&table, "`imported`");
    if from.is_none() {
        frame.reader.missing(table.span.clone(), "`imported`", "from", "\"wordpress\"");
    }
    // A page is only judged mildly if it says where it comes from.
    from.flatten().is_some()
        && id.is_none_or(|id| id.is_some())
        && date.is_none_or(|date| date.is_some())
}

/// The rules that a page silences. A missing reason is reported by `check`, not here.
fn allow(reader: &Reader, table: &Table) -> Vec<Allow> {
    const EXAMPLE: &str = "{ \"heading-skip\" = \"why it is right here\" }";
    let item = table.get("allow");
    let Some(table) = item.and_then(|item| reader.table("allow", item, EXAMPLE)) else {
        return Vec::new();
    };
    let entries = table.entries().into_iter();
    let read = entries.filter_map(|(name, span, item)| match item.get_ref() {
        DeValue::String(reason) => {
            let rule = Located { value: name.to_owned(), span: reader.file_span(&span) };
            Some(Allow { rule, reason: reason.trim().to_owned() })
        }
        _ => {
            reader.wrong_type(name, item, "a reason", "\"why it is right here\"");
            None
        }
    });
    read.collect()
}

/// "a pilot", "an organisation".
fn a(noun: &str) -> String {
    let noun = noun.to_lowercase();
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
