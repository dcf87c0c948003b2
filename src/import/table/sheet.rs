//! A sheet, and how large one may be.

/// The cells of a sheet as people see them, and its name.
#[derive(Default)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<String>>,
    /// Whether it is CSV, whose cells are texts.
    pub is_text: bool,
}

impl Sheet {
    /// The first row that has several cells.
    pub fn head(&self) -> Vec<String> {
        let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
        self.rows.iter().find(filled).cloned().unwrap_or_default()
    }
}

/// The most cells of a table. A workbook can claim to have billions.
pub const CELLS: usize = 4_000_000;
/// The most columns of a table.
pub const COLUMNS: usize = 1_000;
