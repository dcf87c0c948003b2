//! The codebook: what each column of the tables holds, how many pages fill it, and examples. It follows from the fields in
//! `site.toml`.

use super::table::{Column, Table, columns_of, shown};
use crate::fields::export::{Cell, Holds};
use crate::fields::field::path;
use crate::fields::kind::Owner;
use crate::fields::stages;
use crate::fields::value::Fact;
use crate::outputs::reader::Reader;

/// How many examples are given, and the most characters of one.
const EXAMPLES: usize = 3;
const LONGEST: usize = 60;

/// What the codebook says of a field.
pub struct Entry {
    pub collection: usize,
    /// `country`, or `evidence.level` for a field of a record.
    pub field: String,
    /// Its columns in the table.
    pub columns: Vec<String>,
    pub label: String,
    pub kind: &'static str,
    pub vocabulary: Option<String>,
    pub required: bool,
    /// How many pages fill it, of how many.
    pub filled: usize,
    pub of: usize,
    pub examples: Vec<String>,
}

/// The fields of a collection.
pub fn entries(reader: &Reader, c: usize) -> Vec<Entry> {
    let config = reader.config();
    let collection = &config.collections[c];
    let fields = &collection.fields;
    let list = reader.list(c as u32);
    let mut all: Vec<(usize, Entry)> = Vec::new();
    let mut add = |i: usize| {
        let field = &fields[i];
        all.push((
            i,
            Entry {
                collection: c,
                field: path(fields, i),
                columns: columns_of(config, field).map(|column| column.name).collect(),
                label: field.label.main.clone(),
                kind: field.form().word,
                vocabulary: field.vocabulary.as_ref().map(|id| id.value.clone()),
                required: field.required,
                filled: 0,
                of: list.len(),
                examples: Vec::new(),
            },
        ));
    };
    for (i, field) in shown(fields, None) {
        add(i);
        if field.kind.has_parts {
            shown(fields, Some(i)).for_each(|(part, _)| add(part));
        }
    }
    for id in list {
        let facts = reader.facts(*id);
        for (i, entry) in &mut all {
            let Some(fact) = facts.iter().find(|fact| fact.field == *i) else { continue };
            entry.filled += 1;
            if entry.examples.len() < EXAMPLES && !fields[*i].kind.has_parts {
                let face = reader.face(*id);
                let owner = Owner { lang: face.lang, url: face.url, page: Some(*id) };
                example(reader, &owner, &fields[*i], fact, &mut entry.examples);
            }
        }
    }
    all.into_iter().map(|(_, entry)| entry).collect()
}

/// Adds the value as an example, unless it is one already.
fn example(
    reader: &Reader,
    owner: &Owner,
    field: &crate::config::Field,
    fact: &Fact,
    examples: &mut Vec<String>,
) {
    let cell = (stages(field.kind).export.cells)(reader, owner, field, fact).into_iter().next();
    let text = match cell {
        Some(Cell::Text(text)) => text,
        Some(Cell::Number(number)) => number.to_string(),
        Some(Cell::Yes(yes)) => yes.to_string(),
        Some(Cell::Date(date)) => date.iso(),
        Some(Cell::List(texts)) => texts.into_iter().next().unwrap_or_default(),
        Some(Cell::Empty) | None => return,
    };
    let short = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    };
    let short = short.replace('\n', " ");
    if !short.is_empty() && !examples.contains(&short) {
        examples.push(short);
    }
}

const COLUMNS: [(&str, Holds); 10] = [
    ("collection", Holds::Text),
    ("field", Holds::Text),
    ("columns", Holds::List),
    ("label", Holds::Text),
    ("type", Holds::Text),
    ("vocabulary", Holds::Text),
    ("required", Holds::Yes),
    ("pages_filled", Holds::Integer),
    ("share_filled", Holds::Number),
    ("examples", Holds::List),
];

pub fn columns() -> Vec<Column> {
    COLUMNS.map(|(name, holds)| Column::new(name, holds)).to_vec()
}

/// The codebook of one collection, or of all.
pub fn table<'t>(reader: &'t Reader, only: Option<usize>) -> Table<'t> {
    let all =
        (0..reader.config().collections.len()).filter(move |c| only.is_none_or(|one| one == *c));
    let rows = all.flat_map(move |c| entries(reader, c)).map(move |entry| {
        let share = match entry.of {
            0 => 0.0,
            of => (entry.filled as f64 / of as f64 * 1000.0).round() / 1000.0,
        };
        vec![
            reader.config().collections[entry.collection].id.as_str().into(),
            entry.field.into(),
            Cell::List(entry.columns),
            entry.label.into(),
            entry.kind.into(),
            entry.vocabulary.as_deref().into(),
            Cell::Yes(entry.required),
            Cell::Number(entry.filled as f64),
            Cell::Number(share),
            Cell::List(entry.examples),
        ]
    });
    Table { columns: columns(), rows: Box::new(rows) }
}
