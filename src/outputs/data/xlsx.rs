//! Tables as a workbook (Office Open XML), for people: one sheet a table, with a frozen head, filters, and cells that are
//! numbers, dates and links. Texts are texts, so nothing in them runs as a formula.

use super::table::{Column, Table};
use crate::config::Config;
use crate::fields::export::{Cell, Holds};
use crate::parse::dates::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// A sheet: its name and its table.
pub struct Sheet<'t> {
    pub name: String,
    pub table: Table<'t>,
}

/// The most characters that Excel takes in a cell, and in the name of a sheet; and the most rows of a sheet.
const LONGEST: usize = 32_767;
const LONGEST_NAME: usize = 31;
const ROWS: u32 = 1_048_576;

/// The most addresses that are links: Excel opens no sheet with more than 65,530 of them.
const LINKS: usize = 60_000;

/// Writes a workbook. The first sheet says what it is: pairs of a name and a text.
pub fn write(config: &Config, about: &[(String, String)], sheets: Vec<Sheet>) -> Vec<u8> {
    // An error here would be a sheet that Excel could not open: then there is an empty file, which the tests look for.
    workbook(config, about, sheets).unwrap_or_default()
}

struct Formats {
    head: Format,
    text: Format,
    date: Format,
    link: Format,
}

fn workbook(
    config: &Config,
    about: &[(String, String)],
    sheets: Vec<Sheet>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same content gives the same bytes, so the time of writing is no part of it.
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let author = config.authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>();
    let properties = DocProperties::new()
        .set_title(&config.title)
        .set_author(author.join(", "))
        .set_creation_datetime(&written);
    workbook.set_properties(&properties);
    let top = || Format::new().set_align(FormatAlign::Top);
    let formats = Formats {
        head: top().set_bold().set_text_wrap(),
        text: top(),
        date: top().set_num_format("yyyy-mm-dd"),
        link: top().set_hyperlink(),
    };
    for Sheet { name, table } in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&name))?;
        fill(sheet, table, &formats)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("About")?.set_column_width(0, 18)?.set_column_width(1, 90)?;
    let wrapped = top().set_text_wrap();
    for (row, (name, text)) in about.iter().enumerate() {
        sheet.write_string_with_format(row as u32, 0, short(name), &formats.head)?;
        sheet.write_string_with_format(row as u32, 1, short(text), &wrapped)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: Table, formats: &Formats) -> Result<(), XlsxError> {
    let columns = table.columns;
    for (i, column) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, i as u16, short(&column.label), &formats.head)?;
        sheet.set_column_width(i as u16, width(column))?;
    }
    sheet.set_freeze_panes(1, columns.len().min(2) as u16)?;
    let (mut last, mut links) = (0, 0);
    for (row, cells) in (1..ROWS).zip(table.rows) {
        last = row;
        for (i, cell) in cells.iter().enumerate() {
            let is_address = columns[i].holds == Holds::Url && links < LINKS;
            links += usize::from(is_address);
            write_cell(sheet, (row, i as u16), cell, is_address, formats)?;
        }
    }
    if !columns.is_empty() {
        sheet.autofilter(0, 0, last, columns.len() as u16 - 1)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    is_address: bool,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number, &formats.text)?;
        }
        Cell::Yes(yes) => {
            sheet.write_boolean_with_format(row, column, *yes, &formats.text)?;
        }
        Cell::Date(date) => match day(*date) {
            Some(day) => {
                sheet.write_datetime_with_format(row, column, &day, &formats.date)?;
            }
            // A year is a number; a month without a day has no form in Excel.
            None if date.month.is_none() => {
                sheet.write_number_with_format(row, column, date.year, &formats.text)?;
            }
            None => {
                sheet.write_string_with_format(row, column, date.iso(), &formats.text)?;
            }
        },
        Cell::Text(text) if is_address && is_link(text) => {
            sheet.write_url_with_text(row, column, text.as_str(), text)?;
            sheet.set_cell_format(row, column, &formats.link)?;
        }
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, short(text), &formats.text)?;
        }
        Cell::List(texts) => {
            let text = texts.join("; ");
            sheet.write_string_with_format(row, column, short(&text), &formats.text)?;
        }
    }
    Ok(())
}

/// What Excel takes as the address of a link: at most 2,080 characters.
fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && text.chars().count() < 2_000
}

/// A day that Excel can count: from 1900 on.
fn day(date: Date) -> Option<ExcelDateTime> {
    let (month, day) = date.month.zip(date.day)?;
    ExcelDateTime::from_ymd(date.year, month, day).ok().filter(|_| date.year > 1900)
}

fn width(column: &Column) -> f64 {
    match (column.name.as_str(), column.holds) {
        ("title" | "summary" | "note" | "definition" | "statement", _) => 48.0,
        ("id" | "page", _) => 28.0,
        (_, Holds::Number | Holds::Integer | Holds::Yes | Holds::Date) => 12.0,
        (_, Holds::Url) => 36.0,
        _ => 24.0,
    }
}

/// A text that fits into a cell; the other files have it whole.
fn short(text: &str) -> String {
    // Control characters can't stand in XML.
    let is_allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    // Excel counts UTF-16.
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= LONGEST
    };
    text.chars().filter(is_allowed).take_while(fits).collect()
}

/// A name that Excel takes for a sheet.
pub fn sheet_name(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() { "Sheet".to_owned() } else { name }
}
