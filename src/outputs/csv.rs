//! Tables as CSV (RFC 4180) for spreadsheets.

use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;

/// A table, its header first. It begins with a byte order mark, so that spreadsheets read it as UTF-8.
pub fn csv<'a>(rows: impl IntoIterator<Item = Vec<Cow<'a, str>>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        // Writing to memory cannot fail.
        writer.write_record(row.into_iter().map(as_text)).expect("memory");
    }
    // Nor can flushing it.
    writer.into_inner().expect("memory")
}

/// A title such as "=HYPERLINK(…)" must not run as a formula, so it is marked as text. Negative numbers are safe.
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
