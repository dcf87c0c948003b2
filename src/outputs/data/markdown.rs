//! `index.md`: a page as Markdown that stands by itself. Links lead to full addresses, citations are names, and the works
//! behind them follow in full. What the fields say comes first, then the text.

use super::html_text;
use super::table::{count, part, shown};
use crate::config::Author;
use crate::fields::export::{Cell, address};
use crate::fields::field::Field;
use crate::fields::kind::Owner;
use crate::fields::markdown::filled;
use crate::fields::value::{Fact, Response, Value};
use crate::fields::{stages, terms, terms_export};
use crate::model::PageId;
use crate::outputs::body;
use crate::outputs::reader::Reader;
use htmd::HtmlToMarkdown;
use htmd::options::{BulletListMarker, HeadingStyle, Options};
use std::borrow::Cow;

pub fn page(reader: &Reader, id: PageId) -> Vec<u8> {
    let config = reader.config();
    let (face, imprint) = (reader.face(id), reader.imprint(id));
    let (lang, url) = (face.lang, address(reader, face.url));
    let word = |key: &str| reader.word(lang, key);
    let mut out = format!("# {}\n\n", escaped(face.title));
    let authors: Vec<String> = imprint.authors.iter().map(named).collect();
    let licence = imprint.licence.or(config.licence.as_ref()).map(|licence| match &licence.url {
        Some(url) => format!("[{}]({url})", escaped(&licence.name)),
        None => escaped(&licence.name),
    });
    let cited = reader.citation(id).map(|record| html_text::words(&reader.cited(lang, &record)));
    let head = [
        (word("address"), Some(url.clone())),
        (word("authors"), Some(escaped(&authors.join(", "))).filter(|names| !names.is_empty())),
        (word("licence"), licence),
        (word("cite"), cited.map(|text| escaped(&text))),
    ];
    for (label, text) in head.into_iter().filter_map(|(label, text)| Some((label, text?))) {
        out += &format!("> {label}: {text}  \n");
    }
    if let Some(summary) = face.summary {
        out += &format!("\n{}\n", escaped(summary));
    }
    if let Some(c) = face.collection {
        let owner = Owner { lang, url: face.url, page: Some(id) };
        fields(reader, &owner, &config.collections[c].fields, &mut out);
    }
    // As on another page, where citations are names and not numbers.
    let html = body::body(reader, id, "/./");
    let text = from_html(reader, &html);
    if !text.is_empty() {
        out += &format!("\n{text}\n");
    }
    let sources = reader.sources(id);
    if !sources.is_empty() {
        out += &format!("\n## {}\n\n", escaped(&word("references")));
        for key in sources {
            out += &format!("- {}\n", source(reader, lang, key));
        }
    }
    out.into_bytes()
}

/// An author, and what that one did.
fn named(author: &Author) -> String {
    match author.roles.is_empty() {
        true => author.name.clone(),
        false => format!("{} ({})", author.name, author.roles.join(", ")),
    }
}

/// A source in full, with a link to it.
fn source(reader: &Reader, lang: &str, key: &str) -> String {
    let Some(entry) = reader.work(key) else { return format!("<{key}>") };
    let text = reader.reference(lang, key).map_or(&entry.work.text, |reference| &reference.text);
    match &entry.work.url {
        Some(url) if !text.contains(url.as_str()) => format!("{} <{url}>", escaped(text)),
        _ => escaped(text),
    }
}

/// The fields: short ones as a list, longer ones below headings.
fn fields(reader: &Reader, owner: &Owner, all: &[Field], out: &mut String) {
    let facts = owner.page.map(|id| reader.facts(id)).unwrap_or_default();
    let with_value = shown(all, None)
        .filter_map(|(i, field)| Some((i, field, facts.iter().find(|fact| fact.field == i)?)));
    let is_short = |field: &Field, fact: &Fact| {
        !field.kind.has_parts
            && !matches!(fact.value, Value::Markdown(_) | Value::Cites(_))
            && !terms::is_claim_list(fact)
    };
    let (short, long): (Vec<_>, Vec<_>) =
        with_value.partition(|(_, field, fact)| is_short(field, fact));
    for (i, (_, field, fact)) in short.into_iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { "" });
        let label = escaped(field.label.get(owner.lang));
        *out += &format!("- **{label}:** {}\n", in_short(reader, owner, field, fact));
    }
    for (i, field, fact) in long {
        let label = escaped(field.label.get(owner.lang));
        match &fact.value {
            // The sources stand at the end.
            Value::Cites(_) => {}
            Value::Markdown(marked) => {
                let html = filled(reader, &Owner { url: "/./", ..*owner }, marked);
                *out += &format!("\n## {label}\n\n{}\n", from_html(reader, &html));
            }
            Value::Records(_) => {
                *out += &format!("\n## {label}\n\n");
                for number in 0..count(facts, i) {
                    let parts = shown(all, Some(i)).filter_map(|(place, field)| {
                        let fact = part(facts, place, number)?;
                        let label = escaped(field.label.get(owner.lang));
                        Some(format!("{label}: {}", in_short(reader, owner, field, fact)))
                    });
                    *out += &format!("- {}\n", parts.collect::<Vec<_>>().join("; "));
                }
            }
            _ => {
                *out += &format!("\n## {label}\n\n");
                for (claim, term) in terms_export::claims(reader, owner, field, fact) {
                    *out += &format!("- {}", term_link(reader, owner, (claim, term)));
                    let note = claim.note.as_ref().map(|note| {
                        let html = filled(reader, &Owner { url: "/./", ..*owner }, note);
                        format!(": {}", on_one_line(&from_html(reader, &html)))
                    });
                    out.push_str(&note.unwrap_or_default());
                    if let Some(level) = claim.strength {
                        let word = reader.word(owner.lang, &format!("strength_{level}"));
                        *out += &format!(" ({word})");
                    }
                    if let Some(key) = &claim.source {
                        let label = reader.work(&key.value).map(|entry| entry.work.label.as_str());
                        *out += &match label {
                            Some(label) => format!(" ({})", escaped(label)),
                            None => format!(" (<{}>)", key.value),
                        };
                    }
                    out.push('\n');
                    for response in &claim.responses {
                        *out += &format!("  - {}\n", answer(reader, owner, field, response));
                    }
                }
            }
        }
    }
}

/// What was done about a claim: a term, a note or both.
fn answer(reader: &Reader, owner: &Owner, field: &Field, response: &Response) -> String {
    let (id, word) = terms_export::response_term(reader, field, response);
    let label = id.map(|id| reader.name(id).label.get(owner.lang).to_owned()).or(word);
    let note = response.note.as_ref().map(|note| {
        let html = filled(reader, &Owner { url: "/./", ..*owner }, note);
        on_one_line(&from_html(reader, &html))
    });
    let what = [label.map(|label| escaped(&label)), note].into_iter().flatten();
    format!("{}: {}", reader.word(owner.lang, "response"), what.collect::<Vec<_>>().join(": "))
}

fn term_link(
    reader: &Reader,
    owner: &Owner,
    (claim, term): (&crate::fields::value::Claim, Option<crate::model::TermId>),
) -> String {
    let Some(id) = term else { return escaped(&claim.term.value) };
    let name = reader.name(id);
    format!("[{}]({})", escaped(name.label.get(owner.lang)), address(reader, name.url))
}

/// A value on one line.
fn in_short(reader: &Reader, owner: &Owner, field: &Field, fact: &Fact) -> String {
    if let Value::Claims(_) = fact.value {
        let claims = terms_export::claims(reader, owner, field, fact).into_iter();
        return claims.map(|one| term_link(reader, owner, one)).collect::<Vec<_>>().join(", ");
    }
    if let Value::Refs(_) = fact.value {
        let json = (stages(field.kind).export.json)(reader, owner, field, fact);
        let all = json.as_array().cloned().unwrap_or_else(|| vec![json]);
        let link = |page: &serde_json::Value| {
            let text = |key: &str| page[key].as_str().unwrap_or_default();
            format!("[{}]({})", escaped(text("title")), text("url"))
        };
        return all.iter().map(link).collect::<Vec<_>>().join(", ");
    }
    let mut cells = (stages(field.kind).export.cells)(reader, owner, field, fact);
    if let Value::Places(_) = fact.value {
        // Positions are for maps.
        cells.truncate(1);
    }
    let text = |cell: Cell| match cell {
        Cell::Empty => None,
        Cell::Text(text) if matches!(fact.value, Value::Url(_)) => Some(format!("<{text}>")),
        Cell::Text(text) => Some(on_one_line(&escaped(&text))),
        Cell::Number(number) => Some(number.to_string()),
        Cell::Yes(yes) => Some(reader.word(owner.lang, if yes { "yes" } else { "no" })),
        Cell::Date(date) => Some(date.iso()),
        Cell::List(texts) => Some(on_one_line(&escaped(&texts.join("; ")))),
    };
    let between = if matches!(fact.value, Value::Period(_)) { " – " } else { " · " };
    cells.into_iter().filter_map(text).collect::<Vec<_>>().join(between)
}

/// HTML as Markdown, with full addresses.
fn from_html(reader: &Reader, html: &str) -> String {
    if html.trim().is_empty() {
        return String::new();
    }
    // Most notes have no markup; reading them as documents would cost more than all the rest.
    if !html.contains('<') {
        return escaped(&html_text::words(html));
    }
    let options = Options {
        heading_style: HeadingStyle::Atx,
        bullet_list_marker: BulletListMarker::Dash,
        ..Options::default()
    };
    let html = with_full_addresses(reader, html);
    let converter = HtmlToMarkdown::builder().options(options).skip_tags(vec!["script", "style"]);
    // The converter fails only on what is no text.
    converter.build().convert(&html).unwrap_or_else(|_| html_text::words(&html)).trim().to_owned()
}

/// The addresses in a text of the folder `/./`, made full; citations lead nowhere from here, so they are words.
fn with_full_addresses<'h>(reader: &Reader, html: &'h str) -> Cow<'h, str> {
    if !html.contains("href=\"") && !html.contains("src=\"") {
        return html.into();
    }
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    loop {
        let next = ["href=\"", "src=\""]
            .iter()
            .filter_map(|name| Some((rest.find(name)?, name.len())))
            .min();
        let Some((at, length)) = next else { break };
        let (before, after) = rest.split_at(at + length);
        out.push_str(before);
        let end = after.find('"').unwrap_or(after.len());
        let (written, tail) = after.split_at(end);
        let is_relative = !written.contains(':') && !written.starts_with('#');
        match is_relative {
            true => {
                let path = written.trim_start_matches("../").trim_start_matches("./");
                out.push_str(&address(reader, &format!("/{path}")));
            }
            false => out.push_str(written),
        }
        rest = tail;
    }
    out.push_str(rest);
    out.into()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A plain text in which nothing is read as Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(if c == '\n' || c == '\r' { ' ' } else { c });
    }
    out
}
