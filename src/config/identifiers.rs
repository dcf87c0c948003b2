//! Identifiers of people, organisations and works, most with check digits: ORCID (ISO/IEC 7064, mod 11-2), ROR
//! (mod 97-10), ISBN (ISO 2108), ISSN (ISO 3297) and DOI (ISO 26324).

use crate::diagnostics::rules::BAD_IDENTIFIER;
use crate::tables::{Located, Reader};

/// The address of an ORCID record, from its number or its address.
pub fn orcid(reader: &Reader, written: Option<Located<String>>) -> Option<String> {
    let written = written?;
    let id = last_part(&written.value).to_uppercase();
    let is_right = id.len() == 19 && is_orcid(&id.replace('-', ""));
    let address = is_right.then(|| format!("https://orcid.org/{id}"));
    address.or_else(|| wrong(reader, &written, "ORCID", "0000-0002-1825-0097"))
}

/// The address of a ROR record, from its name or its address.
pub fn ror(reader: &Reader, written: Option<Located<String>>) -> Option<String> {
    let written = written?;
    let id = last_part(&written.value).to_lowercase();
    let address = is_ror(&id).then(|| format!("https://ror.org/{id}"));
    address.or_else(|| wrong(reader, &written, "ROR", "https://ror.org/01ggx4157"))
}

/// A DOI without an address before it.
pub fn doi(reader: &Reader, written: Option<Located<String>>) -> Option<String> {
    let written = written?;
    let bare = bare_doi(&written.value);
    if is_doi(bare) {
        return Some(bare.to_owned());
    }
    let message = format!("`{}` is no DOI", written.value);
    let problem = BAD_IDENTIFIER.at(reader.path, written.span.clone(), message);
    reader.add(problem.help("it looks like 10.5281/zenodo.1234567"));
    None
}

/// A DOI without the address or the word before it.
pub fn bare_doi(written: &str) -> &str {
    const BEFORE: [&str; 6] = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi:",
        "DOI:",
    ];
    let written = written.trim();
    BEFORE.iter().find_map(|before| written.strip_prefix(before)).unwrap_or(written).trim()
}

/// `10.` with four to nine digits, a slash, and more.
pub fn is_doi(text: &str) -> bool {
    let Some((registrant, rest)) = text.strip_prefix("10.").and_then(|text| text.split_once('/'))
    else {
        return false;
    };
    // A registrant may have parts of its own: 10.1000.10.
    let digits = registrant.split('.').next().unwrap_or_default();
    (4..=9).contains(&digits.len())
        && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !rest.is_empty()
        && !rest.contains(char::is_whitespace)
}

/// Ten digits, the last of which may be `X` (weights 10 to 1, mod 11), or thirteen (weights 1 and 3, mod 10).
pub fn is_isbn(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let weighed = |weight: &dyn Fn(usize) -> u32| -> u32 {
        digits.iter().enumerate().map(|(i, digit)| weight(i) * digit).sum()
    };
    match digits.len() {
        10 => weighed(&|i| 10 - i as u32) % 11 == 0,
        13 => {
            !digits.contains(&10)
                && (digits.starts_with(&[9, 7, 8]) || digits.starts_with(&[9, 7, 9]))
                && weighed(&|i| if i % 2 == 0 { 1 } else { 3 }) % 10 == 0
        }
        _ => false,
    }
}

/// Eight digits, the last of which may be `X` (weights 8 to 1, mod 11).
pub fn is_issn(text: &str) -> bool {
    let Some(digits) = digits(text).filter(|digits| digits.len() == 8) else { return false };
    digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 == 0
}

/// The digits of a number with hyphens or spaces; only the last may be `X`, which is ten.
fn digits(text: &str) -> Option<Vec<u32>> {
    let is_sign = |c: &char| !matches!(c, '-' | '‐' | '‑' | '–' | ' ' | '\u{a0}');
    let signs: Vec<char> = text.trim().chars().filter(is_sign).collect();
    let (last, before) = signs.split_last()?;
    let mut digits: Vec<u32> = before.iter().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    digits.push(if matches!(last, 'X' | 'x') { 10 } else { last.to_digit(10)? });
    Some(digits)
}

fn last_part(address: &str) -> &str {
    let address = address.trim().trim_end_matches('/');
    address.rsplit('/').next().unwrap_or(address)
}

fn wrong(reader: &Reader, written: &Located<String>, kind: &str, example: &str) -> Option<String> {
    let message =
        format!("`{}` is no {kind} identifier: its check digits do not fit", written.value);
    let help = format!("copy it from the record; it looks like {example}");
    reader.add(BAD_IDENTIFIER.at(reader.path, written.span.clone(), message).help(help));
    None
}

fn is_orcid(digits: &str) -> bool {
    let Some((number, check)) = digits.split_at_checked(15) else { return false };
    let values: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let Some(values) = values else { return false };
    let total = values.into_iter().fold(0, |total, digit| (total + digit) * 2 % 11);
    let expected = (12 - total) % 11;
    check == if expected == 10 { "X".to_owned() } else { expected.to_string() }
}

fn is_ror(id: &str) -> bool {
    const LETTERS: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    let Some((number, check)) = id.strip_prefix('0').and_then(|id| id.split_at_checked(6)) else {
        return false;
    };
    let values: Option<Vec<usize>> = number.chars().map(|c| LETTERS.find(c)).collect();
    let Some(values) = values else { return false };
    let number = values.into_iter().fold(0, |number, value| number * 32 + value);
    check == format!("{:02}", 98 - number * 100 % 97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_digit_is_noticed() {
        assert!(is_orcid("0000000218250097") && is_orcid("000000021694233X"));
        assert!(!is_orcid("0000000218250098") && !is_orcid("0000000218250") && !is_orcid("õ"));
        assert!(is_isbn("978-3-16-148410-0") && is_isbn("0-8044-2957-X") && is_issn("0378-5955"));
        assert!(!is_isbn("978-3-16-148410-1") && !is_isbn("0-8044-2957-1") && !is_isbn("978-3-16"));
        assert!(is_issn("2434-561X") && !is_issn("0378-5954") && !is_issn("") && !is_isbn("õ"));
        assert!(is_doi("10.5281/zenodo.1234567") && is_doi("10.1000.10/182") && !is_doi("10.52/x"));
        assert!(!is_doi("10.5281/") && bare_doi("https://doi.org/10.1/x") == "10.1/x");
        assert!(is_ror("01ggx4157") && is_ror("05dxps055"));
        assert!(!is_ror("01ggx4158") && !is_ror("01ggx41") && !is_ror("11ggx4157"));
    }
}
