//! Identifiers of people and organisations, each with check digits: ORCID (ISO/IEC 7064, mod 11-2) and ROR (mod 97-10).

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
        assert!(is_ror("01ggx4157") && is_ror("05dxps055"));
        assert!(!is_ror("01ggx4158") && !is_ror("01ggx41") && !is_ror("11ggx4157"));
    }
}
