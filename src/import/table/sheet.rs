//! A sheet, and how large one may be.

/// The cells of a sheet as people see them, and its name.
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<String>>,
}

/// The most cells of a table. A workbook can claim to have billions.
pub const CELLS: usize = 4_000_000;
/// The most columns of a table.
pub const COLUMNS: usize = 1_000;
