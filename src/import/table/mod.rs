//! Tables: the first row with several words names the columns, each further row is a page. What a column means is decided
//! by the mapping.

mod csv;
mod json;
mod ods;
mod own;
mod sheet;
mod xlsx;

use super::imported::{Entry, Imported, Lists, Lost, Page};
use super::input::Input;
use crate::files;
use sheet::Sheet;
use std::collections::{HashMap, HashSet};

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let mut imported = Imported { from: "table", ..Imported::default() };
    let endings = ["csv", "tsv", "txt", "xlsx", "xlsm", "ods", "json"];
    let is_table = |input: &&Input| endings.contains(&&*input.ending());
    if let Some(old) = inputs.iter().find(|input| input.ending() == "xls") {
        let message =
            format!("{} is in the old format of Excel; save it as .xlsx and import that", old.path);
        if inputs.len() == 1 {
            return Err(message);
        }
        imported.leave_out("file", &old.path, message);
    }
    for other in inputs.iter().filter(|input| !is_table(input) && input.ending() != "xls") {
        imported.leave_out("file", &other.path, "it is no table");
    }
    for input in inputs.iter().filter(is_table) {
        let stem = files::file_name(&input.path);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        if input.ending() == "json" {
            let read =
                input.text().and_then(|(text, _)| json::pages(&text, &input.path, &mut imported));
            match read {
                Ok(()) => {}
                Err(why) if inputs.len() == 1 => return Err(why),
                Err(why) => imported.leave_out("file", &input.path, why),
            }
            continue;
        }
        let sheets =
            match input.bytes().and_then(|bytes| sheets(input, stem, &bytes, &mut imported)) {
                Ok(sheets) => sheets,
                Err(why) if inputs.len() == 1 => {
                    return Err(format!("{} can't be read: {why}", input.path));
                }
                Err(why) => {
                    imported.leave_out("file", &input.path, why);
                    continue;
                }
            };
        let filled = sheets.iter().filter(|sheet| sheet.rows.len() > 1).count();
        // The other sheets of a workbook of ours say what it is, or what is in the JSON, too.
        let (own, others): (Vec<_>, Vec<_>) =
            sheets.into_iter().partition(|sheet| own::is_of_pages(&sheet.head()));
        let is_own = !own.is_empty();
        for other in others.iter().filter(|_| is_own) {
            imported.leave_out("sheet", format!("{}, {}", input.path, other.name), IN_JSON);
        }
        for sheet in if is_own { own } else { others } {
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

/// Where the parts of an export are that a table can't hold.
const IN_JSON: &str = "what people claim and record is read from the JSON of the same collection";

fn sheets(
    input: &Input,
    stem: &str,
    bytes: &[u8],
    imported: &mut Imported,
) -> Result<Vec<Sheet>, String> {
    match &*input.ending() {
        "xlsx" | "xlsm" => xlsx::sheets(bytes, &mut imported.left_out),
        "ods" => ods::sheets(bytes),
        _ => csv::sheet(bytes, stem, &mut imported.notes).map(|sheet| vec![sheet]),
    }
}

/// The rows of a CSV table as pages of a kind.
pub fn rows(kind: &str, bytes: &[u8], imported: &mut Imported) -> Result<(), String> {
    let sheet = csv::sheet(bytes, kind, &mut imported.notes)?;
    pages(kind, sheet, imported);
    Ok(())
}

/// The rows of a sheet as pages.
fn pages(kind: &str, sheet: Sheet, imported: &mut Imported) {
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    // A title above the table stands alone in its row.
    let head = sheet.rows.iter().position(|row| filled(row) > 1);
    let head = head.or_else(|| sheet.rows.iter().position(|row| filled(row) == 1));
    let Some(head) = head.filter(|head| head + 1 < sheet.rows.len()) else {
        let texts: Vec<&str> =
            sheet.rows.iter().flatten().map(|cell| cell.trim()).filter(|c| !c.is_empty()).collect();
        if !texts.is_empty() {
            imported.leave_out("sheet without rows", kind, texts.join(" "));
        }
        return;
    };
    for (n, row) in sheet.rows[..head].iter().enumerate().filter(|(_, row)| filled(row) > 0) {
        imported.leave_out(
            "row above the names",
            format!("{kind}, row {}", n + 1),
            row.join(" ").trim(),
        );
    }
    let names = names(&sheet.rows[head]);
    if own::is_of_records(&names) {
        imported.leave_out("sheet", kind, IN_JSON);
        return;
    }
    let lists = if sheet.is_text { Lists::Bars } else { Lists::Semicolons };
    let is_own = own::is_of_pages(&names);
    for (n, row) in sheet.rows.iter().enumerate().skip(head + 1).filter(|(_, row)| filled(row) > 0)
    {
        for (column, cell) in nameless(&names, row) {
            let place = format!("{kind}, row {}, column {}", n + 1, column + 1);
            imported.leave_out("cell in a column without a name", place, cell);
        }
        let cells = names.iter().zip(row);
        let value = |(key, cell): (&String, &String)| {
            let cell = cell.trim();
            let is_filled = !cell.is_empty() && !key.is_empty();
            is_filled.then(|| Entry::one(key.clone(), cell))
        };
        let page = Page {
            id: format!("{kind}, row {}", n + 1),
            kind: kind.to_owned(),
            values: cells.filter_map(value).collect(),
            ..Page::default()
        };
        let mut lost = Lost::new();
        let page = if is_own { own::page(page, lists, &mut lost) } else { page };
        for (kind, what) in lost {
            imported.leave_out(kind, &page.id, what);
        }
        imported.pages.push(page);
    }
}

/// The cells of a row that have something in them, in columns without a name.
fn nameless<'r>(
    names: &'r [String],
    row: &'r [String],
) -> impl Iterator<Item = (usize, &'r str)> + use<'r> {
    let cells = row.iter().map(|cell| cell.trim()).enumerate();
    let has_name = |n: usize| names.get(n).is_some_and(|name| !name.is_empty());
    cells.filter(move |(n, cell)| !cell.is_empty() && !has_name(*n))
}

/// The names of the columns; empty for one without. Of two with one name the second gets a number.
fn names(row: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut next: HashMap<String, usize> = HashMap::new();
    let name = |cell: &String| {
        let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut unique = name.clone();
        while !name.is_empty() && !taken.insert(unique.clone()) {
            let number = next.entry(name.clone()).or_insert(1);
            *number += 1;
            unique = format!("{name} {number}");
        }
        unique
    };
    row.iter().map(name).collect()
}

/// A table from bytes, for tests; `kind` is the ending of its file.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8], kind: &str) -> Option<Imported> {
    let mut imported = Imported { from: "table", ..Imported::default() };
    let sheets = match kind {
        "xlsx" => xlsx::sheets(bytes, &mut imported.left_out).ok()?,
        "ods" => ods::sheets(bytes).ok()?,
        _ => vec![csv::sheet(bytes, "table", &mut imported.notes).ok()?],
    };
    sheets.into_iter().for_each(|sheet| pages("table", sheet, &mut imported));
    Some(imported)
}
