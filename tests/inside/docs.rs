//! `docs/rules.md` is made from the rules: what an author reads there is what the program does.
//! `UPDATE=1 cargo test --lib docs` writes it anew.

use crate::diagnostics::explain;
use crate::pipeline::all_rules;
use std::path::Path;

#[test]
fn the_list_of_rules_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let due = explain::docs(&all_rules());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &due).expect("it can be written");
    }
    let is = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(is == due, "docs/rules.md is not what the rules say; UPDATE=1 writes it anew");
}
