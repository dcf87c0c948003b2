//! Tables: the first row with several words names the columns, each further row is a page. What a column means is decided
//! by the mapping.

mod csv;
mod ods;
mod sheet;
mod xlsx;

use super::imported::{Entry, Imported, Page};
use super::input::Input;
use crate::files;
use sheet::{COLUMNS, Sheet};

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let mut imported = Imported { from: "table", ..Imported::default() };
    let endings = ["csv", "tsv", "txt", "xlsx", "xlsm", "ods"];
    let is_table = |input: &&Input| endings.contains(&&*input.ending());
    if let Some(old) = inputs.iter().find(|input| input.ending() == "xls") {
        let message =
            format!("{} is in the old format of Excel; save it as .xlsx and import that", old.path);
        if inputs.len() == 1 {
            return Err(message);
        }
        imported.leave_out("file", &old.path, message);
    }
    for input in inputs.iter().filter(is_table) {
        let stem = files::file_name(&input.path);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let bytes = input.bytes()?;
        let sheets = match &*input.ending() {
            "xlsx" | "xlsm" => xlsx::sheets(&bytes),
            "ods" => ods::sheets(&bytes),
            _ => csv::sheet(&bytes, stem, &mut imported.notes).map(|sheet| vec![sheet]),
        };
        let sheets = sheets.map_err(|why| format!("{} can't be read: {why}", input.path))?;
        let filled = sheets.iter().filter(|sheet| sheet.rows.len() > 1).count();
        for sheet in sheets {
            // A single sheet is named after its file; "Sheet1" says nothing.
            let kind = if filled > 1 { sheet.name.clone() } else { stem.to_owned() };
            pages(&kind, sheet, &mut imported);
        }
    }
    if imported.pages.is_empty() {
        return Err("it has no table with a row of names and a row of values".to_owned());
    }
    Ok(imported)
}

/// The rows of a sheet as pages.
fn pages(kind: &str, sheet: Sheet, imported: &mut Imported) {
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    // A title above the table stands alone in its row.
    let head = sheet.rows.iter().position(|row| filled(row) > 1);
    let head = head.or_else(|| sheet.rows.iter().position(|row| filled(row) == 1));
    let Some(head) = head.filter(|head| head + 1 < sheet.rows.len()) else { return };
    for (n, row) in sheet.rows[..head].iter().enumerate().filter(|(_, row)| filled(row) > 0) {
        imported.leave_out(
            "row above the names",
            format!("{kind}, row {}", n + 1),
            row.join(" ").trim(),
        );
    }
    let names = names(&sheet.rows[head], kind, imported);
    for (n, row) in sheet.rows.iter().enumerate().skip(head + 1).filter(|(_, row)| filled(row) > 0)
    {
        let cells = names.iter().zip(row);
        let value = |(key, cell): (&String, &String)| {
            let cell = cell.trim();
            let is_filled = !cell.is_empty() && !key.is_empty();
            is_filled.then(|| Entry::one(key.clone(), cell))
        };
        imported.pages.push(Page {
            id: format!("{kind}, row {}", n + 1),
            kind: kind.to_owned(),
            values: cells.filter_map(value).collect(),
            ..Page::default()
        });
    }
}

/// The names of the columns. Of two with one name the second gets a number; one without a name is left out.
fn names(row: &[String], kind: &str, imported: &mut Imported) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (n, cell) in row.iter().enumerate() {
        let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            let has_values = n < COLUMNS;
            if has_values {
                imported.leave_out(
                    "column without a name",
                    format!("{kind}, column {}", n + 1),
                    "",
                );
            }
            names.push(name);
            continue;
        }
        let mut unique = name.clone();
        let mut number = 2;
        while names.contains(&unique) {
            unique = format!("{name} {number}");
            number += 1;
        }
        names.push(unique);
    }
    // Empty columns at the end are nobody's.
    while names.last().is_some_and(String::is_empty) {
        names.pop();
        imported.left_out.pop();
    }
    names
}

/// A table from bytes, for tests; `kind` is the ending of its file.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8], kind: &str) -> Option<Imported> {
    let mut imported = Imported { from: "table", ..Imported::default() };
    let sheets = match kind {
        "xlsx" => xlsx::sheets(bytes).ok()?,
        "ods" => ods::sheets(bytes).ok()?,
        _ => vec![csv::sheet(bytes, "table", &mut imported.notes).ok()?],
    };
    sheets.into_iter().for_each(|sheet| pages("table", sheet, &mut imported));
    Some(imported)
}
