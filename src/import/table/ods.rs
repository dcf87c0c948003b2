//! Sheets of LibreOffice. The file has each cell both as a value and as it is shown, so a reader of our own takes the text;
//! repeated cells and rows, of which a file can claim billions, are counted.

use super::sheet::{CELLS, COLUMNS, Sheet};
use super::xlsx::{UNPACKED, measure};
use crate::import::xml::{self, Attributes};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufReader, Cursor, Read};

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    shown: String,
    /// A date is taken from its value, which means one day in every country.
    date: Option<String>,
    times: usize,
    paragraphs: usize,
}

pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    measure(bytes)?;
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let content = archive.by_name("content.xml").map_err(|error| error.to_string())?;
    let mut reader = Reader::from_reader(BufReader::new(content.take(UNPACKED)));
    xml::be_tolerant(&mut reader);
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut row, mut row_times) = (Vec::new(), 1);
    let mut cell: Option<Cell> = None;
    let (mut cells, mut empty_rows, mut in_note) = (0, 0, 0_usize);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| error.to_string())?;
        match event {
            Event::Eof => return Ok(sheets),
            Event::Start(tag) => match tag.name().as_ref() {
                "table:table" => {
                    let name = tag.named("table:name").unwrap_or_default();
                    sheets.push(Sheet { name, ..Sheet::default() });
                    empty_rows = 0;
                }
                "table:table-row" => {
                    row = Vec::new();
                    row_times = tag.number("table:number-rows-repeated");
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let date = tag.named("office:date-value").map(day);
                    let times = tag.number("table:number-columns-repeated");
                    cell = Some(Cell { date, times, ..Cell::default() });
                }
                // A remark beside a cell is not its text.
                "office:annotation" => in_note += 1,
                "text:p" => {
                    if let Some(cell) = cell.as_mut().filter(|_| in_note == 0) {
                        if cell.paragraphs > 0 {
                            cell.shown.push('\n');
                        }
                        cell.paragraphs += 1;
                    }
                }
                _ => {}
            },
            Event::Empty(tag) => match tag.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => {
                    push(&mut row, "", tag.number("table:number-columns-repeated"))?;
                }
                "text:s" if in_note == 0 => {
                    if let Some(cell) = &mut cell {
                        cell.shown.push(' ');
                    }
                }
                "text:line-break" if in_note == 0 => {
                    if let Some(cell) = &mut cell {
                        cell.shown.push('\n');
                    }
                }
                "table:table-row" => empty_rows += tag.number("table:number-rows-repeated"),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "office:annotation" => in_note = in_note.saturating_sub(1),
                "table:table-cell" | "table:covered-table-cell" => {
                    if let Some(cell) = cell.take() {
                        push(&mut row, cell.date.as_deref().unwrap_or(&cell.shown), cell.times)?;
                    }
                }
                "table:table-row" => {
                    let Some(sheet) = sheets.last_mut() else { continue };
                    while row.last().is_some_and(String::is_empty) {
                        row.pop();
                    }
                    if row.is_empty() {
                        empty_rows += row_times;
                        continue;
                    }
                    // Empty rows count for the numbers of those below them, but a sheet ends with a million.
                    let times = row_times.min(CELLS) + empty_rows;
                    cells += (row.len() + 1) * times;
                    if cells > CELLS {
                        return Err(format!("it has more than {CELLS} cells"));
                    }
                    sheet.rows.extend(std::iter::repeat_n(Vec::new(), empty_rows));
                    sheet.rows.extend(std::iter::repeat_n(std::mem::take(&mut row), row_times));
                    empty_rows = 0;
                }
                _ => {}
            },
            event => {
                if let Some(cell) = cell.as_mut().filter(|cell| cell.paragraphs > 0 && in_note == 0)
                {
                    xml::push_text(&mut cell.shown, &event);
                }
            }
        }
    }
}

fn day(value: String) -> String {
    value.strip_suffix("T00:00:00").map(str::to_owned).unwrap_or(value)
}

fn push(row: &mut Vec<String>, text: &str, times: usize) -> Result<(), String> {
    let (text, free) = (text.trim(), COLUMNS.saturating_sub(row.len()));
    if !text.is_empty() && times > free {
        return Err(format!("it has more than {COLUMNS} columns"));
    }
    // Empty cells up to the end of the sheet are cut off with the row.
    row.extend(std::iter::repeat_n(text.to_owned(), times.min(free)));
    Ok(())
}
