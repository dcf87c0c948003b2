//! Guesses the type of a field from its values.

use super::target::id;
use crate::config::Config;
use crate::files;
use crate::import::imported::{Entry, Lists};
use crate::model::Countries;
use crate::tables::loose::{self, LooseDate};
use std::collections::BTreeSet;

/// A type as in site.toml, and the vocabulary of its terms.
pub type Guess = (String, Option<String>);

/// The type of a column with these values.
pub fn guess(column: &str, found: &[&Entry], countries: &Countries) -> Guess {
    let plain = |kind: &str| (kind.to_owned(), None);
    let cells: Vec<&str> =
        found.iter().flat_map(|entry| &entry.values).map(String::as_str).collect();
    let all =
        |is_it: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| is_it(cell));
    if column == "featured_image" {
        return plain("image");
    }
    let is_list = found.iter().any(|entry| entry.many || entry.values.len() > 1)
        || cells.iter().filter(|cell| Lists::Guessed.entries(cell).len() > 1).count() * 3
            > cells.len();
    let words: Vec<String> = match is_list {
        true => cells.iter().flat_map(|cell| Lists::Guessed.entries(cell)).collect(),
        false => cells.iter().map(|cell| (*cell).trim().to_owned()).collect(),
    };
    let many = |one: &str| if is_list { format!("{one}s") } else { one.to_owned() };
    // `NO` is Norway where a column is of countries, and `sv` is one nowhere else.
    let is_of_countries = is_of_countries(column);
    let is_country = |word: &String| {
        let is_name = word.chars().filter(|c| c.is_alphabetic()).count() > 3;
        word.len() > 1 && (is_of_countries || is_name) && countries.find(word).is_some()
    };
    if !words.is_empty() && words.iter().all(|word| word.chars().count() < 60 && is_country(word)) {
        return (many("term"), Some(crate::config::COUNTRIES.to_owned()));
    }
    // One code in capital letters everywhere may say anything.
    let is_code =
        |cell: &str| cell.trim().len() <= 2 && cell.trim().chars().all(|c| c.is_ascii_uppercase());
    let is_one_code = all(&is_code) && cells.iter().all(|cell| cell.trim() == cells[0].trim());
    let is_boolean = |cell: &str| {
        loose::boolean(cell).is_some() && !cell.trim().chars().all(|c| c.is_ascii_digit())
    };
    if !is_list && !is_one_code && all(&is_boolean) {
        return plain("boolean");
    }
    let lower = column.to_lowercase();
    let is_of_dates = [
        "date", "year", "datum", "jahr", "kuup", "aasta", "fecha", "año", "année", "päiv", "vuosi",
        "år",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let is_number = |cell: &str| {
        let digits = cell.trim().trim_start_matches('-');
        let keeps = !digits.starts_with('0')
            || digits == "0"
            || digits.starts_with("0.")
            || digits.starts_with("0,");
        loose::is_number(cell) && loose::number(cell).is_some() && keeps
    };
    if all(&is_number) && !(is_of_dates && all(&|cell| cell.trim().len() == 4)) {
        return plain("number");
    }
    let is_date = |cell: &str| {
        loose::day_of_moment(cell).is_some() || matches!(loose::date(cell), Some(LooseDate::One(_)))
    };
    if all(&is_date) {
        return plain("date");
    }
    if all(&|cell| matches!(loose::date(cell), Some(LooseDate::One(_) | LooseDate::Period(..)))) {
        return plain("period");
    }
    if all(&|cell| cell.starts_with("http://") || cell.starts_with("https://"))
        && cells.iter().all(|cell| !cell.contains([' ', ';']))
    {
        return plain("url");
    }
    let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    let distinct: BTreeSet<String> = words.iter().map(|word| word.to_lowercase()).collect();
    // A few words that come back are a vocabulary; sentences are none.
    let is_repeated =
        words.len() >= 3 && distinct.len() * 3 <= words.len() * 2 && distinct.len() <= 60;
    if longest <= 40
        && is_repeated
        && words.iter().all(|word| word.chars().any(char::is_alphabetic))
        && !is_technical(column, &words)
    {
        return (many("term"), Some(id(column)));
    }
    if !is_list && (longest > 160 || cells.iter().any(|cell| cell.contains('\n'))) {
        return plain("markdown");
    }
    plain(&many("text"))
}

/// Whether a column holds what only programs read: colours, icons, files, addresses, names of accounts.
fn is_technical(column: &str, words: &[String]) -> bool {
    const PARTS: &str = "icon icons css js class style url uri link href path file filename img imgname image picture logo thumbnail \
        thumb slug id ref key handle hide show search template";
    let slug = files::slug(column);
    let names_one = slug.split('-').any(|part| PARTS.split_whitespace().any(|own| own == part));
    let is_colour = |word: &str| {
        let digits = word.strip_prefix('#').unwrap_or_default();
        matches!(digits.len(), 3 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
            || ["rgb(", "rgba(", "hsl(", "var(--"].iter().any(|start| word.starts_with(start))
    };
    let is_file = |word: &str| word.contains('.') && crate::import::input::is_media(word);
    let is_address = |word: &str| {
        word.contains("://") || word.starts_with(['/', '@']) || word.starts_with("mailto:")
    };
    let is_it = |word: &String| is_colour(word) || is_file(word) || is_address(word);
    names_one || words.iter().filter(|word| is_it(word)).count() * 2 > words.len()
}

/// Whether a column says that it holds countries, in one of several languages.
fn is_of_countries(column: &str) -> bool {
    const NAMES: &str = "land lander lands laender pays pais paises paese paesi riik riigid maa maat kraj kraje nation nations \
        valsts valstis salis salys orszag stat stater";
    let slug = files::slug(column);
    let is_named = |word: &str| NAMES.split_whitespace().any(|name| name == word);
    slug.contains("country") || slug.contains("countries") || slug.split('-').any(is_named)
}

/// The names of countries on a site, or on one in English.
pub fn countries(config: Option<&Config>, language: Option<&str>) -> Countries {
    let new = || Config { language: language.unwrap_or("en").to_owned(), ..Config::default() };
    config.map_or_else(|| Countries::new(&new()), Countries::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(column: &str, values: &[&str]) -> String {
        let entries: Vec<Entry> = values.iter().map(|value| Entry::one(column, *value)).collect();
        let (kind, vocabulary) =
            guess(column, &entries.iter().collect::<Vec<_>>(), &countries(None, None));
        format!("{kind} {}", vocabulary.unwrap_or_default())
    }

    #[test]
    fn codes_are_countries_where_the_column_says_so() {
        for (column, values, due) in [
            ("country", &["NO", "NO"][..], "term countries"),
            ("Riik", &["EE", "NO"], "term countries"),
            ("Country", &["NO|SE", "FI|NO"], "terms countries"),
            ("Place", &["Norway", "Estonia"], "term countries"),
            ("Original language", &["sv", "et", "fi"], "text "),
            ("rights", &["CC"], "text "),
            ("active", &["yes", "no"], "boolean "),
            ("active", &["Y", "N"], "boolean "),
            ("region", &["N"], "text "),
            ("where", &["NO", "NO"], "text "),
            ("kind", &["a b", "a b", "a b"], "term kind"),
            ("marker", &["#fff", "#fff", "#a0a0a0"], "text "),
            ("icon", &["leaf", "leaf", "leaf"], "text "),
            ("cover", &["/a.png", "/a.png", "b.png"], "text "),
        ] {
            assert_eq!(guessed(column, values), due, "{column}");
        }
        let list = Entry { key: "regions".into(), values: vec!["N".into()], many: true };
        assert_eq!(guess("regions", &[&list], &countries(None, None)).0, "texts");
    }
}
