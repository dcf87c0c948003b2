//! Workbooks of Excel, cell by cell through `calamine`. What the archive unpacks to is counted first, and so are the cells:
//! a file of some kilobytes can claim to hold gigabytes.

use super::sheet::{CELLS, COLUMNS, Sheet};
use crate::import::imported::LeftOut;
use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use std::io::{Cursor, Read};

/// The most that an archive may unpack to.
pub const UNPACKED: u64 = 400 << 20;

pub fn sheets(bytes: &[u8], left_out: &mut Vec<LeftOut>) -> Result<Vec<Sheet>, String> {
    let mut leave_out = |kind, place: String, what: &str| {
        left_out.push(LeftOut { kind, place, what: what.to_owned() });
    };
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut cells = 0;
    let mut sheets = Vec::new();
    let is_shown = |sheet: &calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let (shown, hidden): (Vec<_>, Vec<_>) =
        book.sheets_metadata().to_vec().into_iter().partition(is_shown);
    for sheet in hidden {
        leave_out("sheet", sheet.name, "it is hidden; show it in the workbook to take it over");
    }
    for name in shown.into_iter().map(|sheet| sheet.name) {
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            Err(error) => {
                leave_out("sheet", name, &format!("it has no cells: {error}"));
                continue;
            }
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|error| error.to_string())? {
            let (row, column) = cell.get_position();
            let text = text(cell.get_value());
            let (row, column) = (row as usize, column as usize);
            let place = || format!("{name}, row {}, column {}", row + 1, column + 1);
            if let DataRef::Error(error) = cell.get_value() {
                leave_out("cell with an error", place(), &error.to_string());
            }
            if column >= COLUMNS && !text.is_empty() {
                let what = format!("a table has at most {COLUMNS} columns");
                leave_out("cell too far right", place(), &what);
            }
            if text.is_empty() || column >= COLUMNS {
                continue;
            }
            // Rows are few, but the number of the last one is whatever the file says.
            cells += 1;
            if cells > CELLS || row > CELLS / 4 {
                return Err(format!("it has more than {CELLS} cells"));
            }
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            if rows[row].len() <= column {
                rows[row].resize(column + 1, String::new());
            }
            rows[row][column] = text;
        }
        sheets.push(Sheet { name, rows, is_text: false });
    }
    Ok(sheets)
}

/// Unpacks everything without keeping it, so that nothing else unpacks more than is allowed.
pub fn measure(bytes: &[u8]) -> Result<(), String> {
    measure_up_to(bytes, UNPACKED)
}

fn measure_up_to(bytes: &[u8], most: u64) -> Result<(), String> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut left = most;
    for number in 0..archive.len() {
        let entry = archive.by_index(number).map_err(|error| error.to_string())?;
        let size = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let size = size.map_err(|error| error.to_string())?;
        left = left
            .checked_sub(size)
            .ok_or_else(|| format!("it unpacks to more than {} MB", most >> 20))?;
    }
    Ok(())
}

/// A cell as it is shown.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(moment) => shown(moment),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        // `#N/A` and its like are no values.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A date, a time or both. A workbook stores a number of days.
fn shown(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let days = moment.as_f64();
    if moment.is_duration() {
        let minutes = (days * 1440.0).round() as i64;
        return format!("{}:{:02}", minutes / 60, minutes.abs() % 60);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    match (days < 1.0, days.fract() == 0.0) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_bomb_is_not_unpacked() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for name in ["a", "b", "c"] {
            writer.start_file(name, options).expect("it begins");
            writer.write_all(&vec![0; 1 << 20]).expect("it is written");
        }
        let bytes = writer.finish().expect("it ends").into_inner();
        assert!(bytes.len() < 10_000);
        assert_eq!(measure_up_to(&bytes, 3 << 20), Ok(()));
        assert!(measure_up_to(&bytes, 2 << 20).is_err());
    }
}
