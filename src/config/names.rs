//! Names in site.toml: references to known names, and the names of tables.

use crate::diagnostics::rules::BAD_SETTING;
use crate::diagnostics::{Spot, listed_up_to, near};
use crate::tables::{Located, Reader, Table};

/// The word, if it is one of `known`; `what` describes these in the diagnostic.
pub fn one_of(
    reader: &Reader,
    word: &Located<String>,
    known: &[&str],
    what: &str,
) -> Option<String> {
    one_of_at(reader, word, word.spot(), known, what)
}

/// The same for a word at `spot` in a longer text.
pub fn one_of_at(
    reader: &Reader,
    word: &Located<String>,
    spot: Spot,
    known: &[&str],
    what: &str,
) -> Option<String> {
    if known.contains(&&*word.value) {
        return Some(word.value.clone());
    }
    let message = format!("`{}` is not {what}", word.value);
    let problem = BAD_SETTING.at(reader.path, word.span.clone(), message);
    let near = near(&word.value, known.iter().copied());
    // All of them: whoever asks has not found the list.
    let help = format!("it can be {}", listed_up_to(usize::MAX, known.iter().copied()));
    reader.add(problem.help(help).meant(near, Some(spot)));
    None
}

/// Whether a name is that of a field, or of a part of one, that a mistake took away. The mistake was reported, and is not
/// told again wherever the name stands.
pub fn is_lost(misdeclared: &[String], name: &str) -> bool {
    let is_part = |rest: &str| rest.is_empty() || rest.starts_with('.');
    misdeclared.iter().any(|lost| name.strip_prefix(&**lost).is_some_and(is_part))
}

/// The id of a vocabulary, if it is declared; otherwise reports it.
pub fn known_vocabulary<'a>(
    reader: &Reader,
    id: &Located<String>,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<()> {
    if known.clone().any(|name| name == id.value) {
        return Some(());
    }
    let message = format!("there is no vocabulary `{}`", id.value);
    let problem = BAD_SETTING.at(reader.path, id.span.clone(), message);
    let problem = problem.help(format!("declare it: [vocabularies.{}]", id.value));
    reader.add(problem.meant(near(&id.value, known), Some(id.spot())));
    None
}

/// The tables inside the table at `key`, each read by `one`, in the order of the file.
pub fn named<T>(
    reader: &Reader,
    table: &Table,
    key: &str,
    one: impl Fn(&Reader, &str, &Table) -> Option<T>,
) -> Vec<T> {
    let Some(item) = table.get(key) else { return Vec::new() };
    let Some(outer) = reader.table(key, item, "") else { return Vec::new() };
    outer
        .entries()
        .into_iter()
        .filter_map(|(id, span, item)| {
            let what = || format!("`{key}`");
            let is_value = !item.get_ref().is_table();
            if is_value && reader.is_misplaced(&outer.span, &what(), (id, span.clone()), item) {
                return None;
            }
            let mut inner = reader.table(id, item, "{ … }")?;
            inner.span = reader.file_span(&span);
            one(reader, id, &inner)
        })
        .collect()
}
