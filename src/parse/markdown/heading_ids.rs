//! The ids of headings that name none: in our own manner, or in that of another program, so that links to the parts
//! of a page go on working when a site moves. `heading_ids` in site.toml selects the manner.

use crate::config::HeadingIds;
use crate::files;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// The id of a heading with these words. Ids that begin with `_` are reserved for templates.
pub fn id_of(words: &str, manner: HeadingIds) -> String {
    let id = match manner {
        HeadingIds::Plain => files::slug(words),
        HeadingIds::Github => github(words),
        HeadingIds::Kramdown => kramdown(words),
    };
    id.trim_start_matches('_').to_owned()
}

/// The number behind the second of two equal ids: `results-2`, or `results-1` elsewhere.
pub fn second(manner: HeadingIds) -> usize {
    if manner == HeadingIds::Plain { 2 } else { 1 }
}

/// As on GitHub, and in Jekyll with its usual settings: letters of all scripts stay, and each space is a hyphen.
fn github(words: &str) -> String {
    let marks = CanonicalCombiningClassMapBorrowed::new();
    let is_kept = |c: &char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\t') || marks.get_u8(*c) != 0
    };
    let lower = words.to_lowercase();
    let kept = lower.chars().filter(is_kept);
    kept.map(|c| if matches!(c, ' ' | '\t') { '-' } else { c }).collect()
}

/// As in kramdown outside of GitHub: plain letters, from the first one on.
fn kramdown(words: &str) -> String {
    let from_letter = words.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    let kept = from_letter.chars().filter(is_kept);
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_other_programs() {
        let all = |words| {
            [HeadingIds::Plain, HeadingIds::Github, HeadingIds::Kramdown]
                .map(|manner| id_of(words, manner))
        };
        assert_eq!(all("Who & what?"), ["who-what", "who--what", "who--what"]);
        assert_eq!(all("1. Jõgeva 2019"), ["1-jogeva-2019", "1-jõgeva-2019", "jgeva-2019"]);
        assert_eq!(
            all("site.toml, the file_name"),
            ["site-toml-the-file-name", "sitetoml-the-file_name", "sitetoml-the-filename"]
        );
        assert_eq!(all("_main"), ["main", "main", "main"]);
    }
}
