//! Tables as CSV (RFC 4180): UTF-8 without a mark, commas, CR LF. What is written can be read back as it was, so nothing is
//! put before a text that looks like a formula; people open the workbook instead.

use super::table::Table;
use crate::fields::export::Cell;
use csv::{Terminator, WriterBuilder};

/// What stands between the entries of a list, and before a sign that would be taken for it.
pub const BETWEEN: char = '|';
const ESCAPE: char = '\\';

pub fn write(table: Table) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let head = table.columns.iter().map(|column| column.name.as_str());
    // Writing to memory cannot fail, nor can flushing it; all rows have the cells of the columns.
    writer.write_record(head).expect("memory");
    for row in table.rows {
        writer.write_record(row.iter().map(text)).expect("memory");
    }
    writer.into_inner().expect("memory")
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Yes(yes) => yes.to_string(),
        Cell::Date(date) => date.iso(),
        Cell::List(texts) => {
            let escaped = |text: &String| match text.contains([BETWEEN, ESCAPE]) {
                true => text.replace(ESCAPE, "\\\\").replace(BETWEEN, "\\|"),
                false => text.clone(),
            };
            texts.iter().map(escaped).collect::<Vec<_>>().join("|")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::export::Holds;
    use crate::outputs::data::table::Column;

    #[test]
    fn nothing_is_lost() {
        let columns = ["a", "b"].map(|name| Column::new(name, Holds::Text)).to_vec();
        let rows = [
            vec![Cell::Text("=1+1".into()), Cell::List(vec!["a|b".into(), "c\\d".into()])],
            vec![Cell::Text("say \"yes\",\nthen no".into()), Cell::Empty],
        ];
        let made = write(Table { columns, rows: Box::new(rows.into_iter()) });
        let expected = "a,b\r\n=1+1,a\\|b|c\\\\d\r\n\"say \"\"yes\"\",\nthen no\",\r\n";
        assert_eq!(String::from_utf8(made).unwrap(), expected);
    }
}
