//! CSV as programs write it: commas, semicolons, tabs or bars, in any encoding.

use super::sheet::{CELLS, COLUMNS, Sheet};
use crate::encoding;
use csv::ReaderBuilder;

const SEPARATORS: [(u8, &str); 4] =
    [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "vertical bars")];

pub fn sheet(bytes: &[u8], name: &str, notes: &mut Vec<String>) -> Result<Sheet, String> {
    let (text, foreign) = encoding::decode(bytes);
    let text = text.trim_start_matches('\u{feff}');
    match foreign.map(|foreign| foreign.encoding) {
        Some(Some(encoding)) => notes.push(format!("{name}: the encoding is {}", encoding.name())),
        Some(None) => {
            notes.push(format!("{name}: the encoding is not known; strange letters are left as �"))
        }
        None => {}
    }
    // Excel's own way to say it.
    let (text, said) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (rest, first.as_bytes().get(4).copied())
        }
        _ => (text, None),
    };
    let separator = said.unwrap_or_else(|| guess(text));
    let word =
        SEPARATORS.iter().find(|(byte, _)| *byte == separator).map_or("another sign", |s| s.1);
    notes.push(format!("{name}: {word} separate the columns"));
    let rows = rows(text, separator, usize::MAX)?;
    if let Some(longest) = rows.iter().map(Vec::len).max().filter(|longest| *longest > COLUMNS) {
        return Err(format!("it has {longest} columns; a table has at most {COLUMNS}"));
    }
    Ok(Sheet { name: name.to_owned(), rows, is_text: true })
}

/// The separator that gives most columns, in rows of one length.
fn guess(text: &str) -> u8 {
    let score = |separator: u8| {
        let rows = rows(text, separator, 20).unwrap_or_default();
        let lengths: Vec<usize> = rows.iter().map(|row| row.len()).filter(|n| *n > 1).collect();
        let head = lengths.first().copied().unwrap_or(0);
        let even = lengths.iter().filter(|length| **length == head).count();
        (even * 100 / rows.len().max(1), head)
    };
    let best = SEPARATORS.iter().rev().max_by_key(|(separator, _)| score(*separator));
    best.map_or(b',', |(separator, _)| *separator)
}

fn rows(text: &str, separator: u8, most: usize) -> Result<Vec<Vec<String>>, String> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let (mut rows, mut cells) = (Vec::new(), 0);
    for record in reader.records().take(most) {
        let record = record.map_err(|error| error.to_string())?;
        let row: Vec<String> = record.iter().map(unmarked).collect();
        cells += row.len();
        if cells > CELLS {
            return Err(format!("it has more than {CELLS} cells"));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// A cell without the mark that keeps spreadsheets from taking a text for a formula.
fn unmarked(cell: &str) -> String {
    let marked = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    marked.unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_guessed() {
        assert_eq!(guess("a,b,c\n1,2,3\n"), b',');
        assert_eq!(guess("a;b\n\"x, y, z\";2,5\n1,5;2,25\n"), b';');
        assert_eq!(guess("a\tb\n1\t2\n"), b'\t');
        assert_eq!(guess("only\none\n"), b',');
        let sheet = sheet("sep=;\nName;Land\nKöök;\"=1\"\n".as_bytes(), "x", &mut Vec::new());
        assert_eq!(sheet.expect("it is CSV").rows[1], ["Köök", "=1"]);
    }
}
