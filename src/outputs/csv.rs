//! Tables as CSV (RFC 4180) for spreadsheets. What looks like a formula to a spreadsheet is marked as text.

use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;

/// A table, its head first. It begins with a byte order mark, without which spreadsheets take UTF-8 for
/// something else.
pub fn csv<'a>(rows: impl IntoIterator<Item = Vec<Cow<'a, str>>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing rows of any length into memory can't fail.
        writer.write_record(row.into_iter().map(as_text)).expect("memory");
    }
    writer.into_inner().expect("memory")
}

/// A title like "=HYPERLINK(…)" must not run when somebody opens the table. Negative numbers may.
fn as_text(cell: Cow<str>) -> String {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn cells_are_quoted_and_formulas_are_texts() {
        let row = ["plain", "a, b", "say \"yes\"", "two\nlines", "=1+1", "@x", "-3", "-x", "õ"];
        let made = csv([row.map(Into::into).to_vec(), vec!["".into(), "".into()]]);
        let text = String::from_utf8(made).unwrap();
        assert_eq!(
            text,
            "\u{feff}plain,\"a, b\",\"say \"\"yes\"\"\",\"two\nlines\",'=1+1,'@x,-3,'-x,õ\r\n,\r\n"
        );
    }
}
