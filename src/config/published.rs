//! The list of addresses that were published, one a line. `talkoo build` keeps it where `keep_addresses` in site.toml
//! asks for it, and a rule finds those that are gone. The order of the lines does not matter, so git may merge two lists
//! by taking the lines of both.

use crate::tables::Located;

/// The path of the list.
pub const ADDRESSES: &str = "addresses.txt";

/// The addresses in a list. Lines that begin with `#` are comments.
pub fn addresses(text: &str) -> Vec<Located<String>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let value = line.trim().to_owned();
        Located { span: start..start + value.len(), value }
    });
    lines.filter(|line| line.value.starts_with('/')).collect()
}
