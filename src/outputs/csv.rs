//! Tables as CSV (RFC 4180), for spreadsheets: lines end with CR LF, and what looks like a formula to a
//! spreadsheet is marked as text.

/// A table, its head first. It begins with a byte order mark, without which spreadsheets take UTF-8 for
/// something else.
pub fn csv<'a>(rows: impl IntoIterator<Item = Vec<std::borrow::Cow<'a, str>>>) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            push(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn push(out: &mut String, cell: &str) {
    // A title like "=HYPERLINK(…)" must not run when somebody opens the table. Negative numbers may.
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let mark = if is_formula { "'" } else { "" };
    if is_formula || cell.contains(['"', ',', '\n', '\r']) {
        out.push('"');
        out.push_str(mark);
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn cells_are_quoted_and_formulas_are_texts() {
        let row = ["plain", "a, b", "say \"yes\"", "two\nlines", "=1+1", "@x", "-3", "-x", "õ"];
        let made = csv([row.map(Into::into).to_vec()]);
        let text = String::from_utf8(made).unwrap();
        assert_eq!(
            text,
            "\u{feff}plain,\"a, b\",\"say \"\"yes\"\"\",\"two\nlines\",\"'=1+1\",\"'@x\",-3,\"'-x\",õ\r\n"
        );
    }
}
