//! Dates, numbers and booleans as people write them: `12.03.2021`, `March 2021`, `57,84`, `yes`. What Talkoo reads is
//! stricter; this is for saying what to write instead.

use crate::words::{has, words};

/// A date that was understood.
#[derive(Clone, Debug, PartialEq)]
pub enum LooseDate {
    /// `2021`, `2021-03` or `2021-03-12`.
    One(String),
    /// Day and month can't be told apart.
    Either(String, String),
    /// From one to another; without an end it goes on.
    Period(String, Option<String>),
    /// It goes on: "ongoing".
    Ongoing,
}

/// The months in English.
const MONTHS: &str =
    "january february march april may june july august september october november december";

/// What may stand beside a date and says nothing that a date can hold.
const VAGUE: &str = "c ca circa about approx approximately early mid late end beginning start of in the spring summer \
    autumn fall winter q1 q2 q3 q4 h1 h2 st nd rd th monday tuesday wednesday thursday friday saturday sunday mon tue \
    wed thu fri sat sun since from";

const DASHES: [char; 3] = ['-', '–', '—'];

const ONGOING: &str = "ongoing present now today current currently continuing open";

/// Reads a date; none if the text is not one.
pub fn date(text: &str) -> Option<LooseDate> {
    let text = text.trim().to_lowercase();
    if goes_on(&text) {
        return Some(LooseDate::Ongoing);
    }
    // Anything longer is not a date.
    if text.len() > 60 {
        return None;
    }
    one(&text).or_else(|| period(&text))
}

/// Whether a word says that something has no end yet.
pub fn goes_on(text: &str) -> bool {
    has(ONGOING, &text.trim().to_lowercase())
}

/// Whether a key is that of an end.
pub fn is_end(key: &str) -> bool {
    has("end ended ends to until", key)
}

/// The day in a text with a time of day: 2021-03-12T10:00:00Z, 2021-03-12 10:00 +0200.
pub fn day_of_moment(text: &str) -> Option<&str> {
    let (day, time) = text.trim().split_at_checked(10)?;
    let time = time.strip_prefix(['T', 't', ' '])?.trim_start();
    let is_time = time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit());
    (is_iso(day) && is_time).then_some(day)
}

/// Whether a text has the form of a date: 2021-13-45.
pub fn is_iso(text: &str) -> bool {
    let form = text.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
    form.eq(*b"0000-00-00")
}

/// A date as a value of TOML: only a month needs quotation marks.
pub fn as_toml(iso: &str) -> String {
    if iso.len() == 7 { format!("\"{iso}\"") } else { iso.to_owned() }
}

fn period(text: &str) -> Option<LooseDate> {
    for between in [" to ", " until ", " till ", " – ", " - ", " — ", "–", "—", "/", "-"] {
        let Some((start, end)) = text.split_once(between) else { continue };
        let Some(LooseDate::One(start)) = one(start) else { continue };
        let end = end.trim();
        if end.is_empty() || goes_on(end) {
            return Some(LooseDate::Period(start, None));
        }
        // "2018/19"
        let short = end.len() == 2 && end.bytes().all(|b| b.is_ascii_digit()) && start.len() == 4;
        let end = if short { format!("{}{end}", &start[..2]) } else { end.to_owned() };
        if let Some(LooseDate::One(end)) = one(&end) {
            return Some(LooseDate::Period(start, Some(end)));
        }
    }
    let goes_on = text.strip_prefix("since ").or_else(|| text.strip_prefix("from "))?;
    match one(goes_on)? {
        LooseDate::One(start) => Some(LooseDate::Period(start, None)),
        _ => None,
    }
}

/// One date in any order of its parts.
fn one(text: &str) -> Option<LooseDate> {
    let is_open = text.trim().starts_with(DASHES) || text.trim().ends_with(DASHES);
    if is_open || text.starts_with("since ") || text.starts_with("from ") {
        return None;
    }
    let text = day_of_moment(text).unwrap_or(text);
    let (mut numbers, mut month, mut name_first) = (Vec::new(), None, false);
    for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic());
        let letters = &part[digits.len()..];
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 8 {
            numbers.push(digits);
            if !letters.is_empty() && !has("st nd rd th", letters) {
                return None;
            }
        } else if let Some(n) = self::month(part).filter(|_| month.is_none()) {
            month = Some(n.into());
            name_first = numbers.is_empty();
        } else if !has(VAGUE, part) {
            return None;
        }
    }
    in_order(&numbers, month, name_first, text.contains('/'))
}

fn in_order(
    numbers: &[&str],
    month: Option<u32>,
    name_first: bool,
    slashes: bool,
) -> Option<LooseDate> {
    let is_year = |text: &str| text.len() == 4;
    let day = |year: &str, month: u32, day: &str| iso(year, Some(month), Some(day.parse().ok()?));
    let number = |text: &str| text.parse::<u32>().ok();
    let found = match (numbers, month) {
        ([y], None) if y.len() == 8 => day(&y[..4], number(&y[4..6])?, &y[6..]),
        ([y], _) if is_year(y) => iso(y, month, None),
        ([d, y], Some(m)) if is_year(y) && d.len() <= 2 => day(y, m, d),
        ([y, d], Some(m)) if is_year(y) && !name_first && d.len() <= 2 => day(y, m, d),
        ([y, m], None) if is_year(y) && m.len() <= 2 => iso(y, number(m), None),
        ([m, y], None) if is_year(y) && m.len() <= 2 => iso(y, number(m), None),
        ([y, m, d], None) if is_year(y) && d.len() <= 2 => day(y, number(m)?, d),
        ([a, b, y], None) if a.len() <= 2 && b.len() <= 2 => {
            let year = match y.len() {
                4 => (*y).to_owned(),
                2 => format!("20{y}"),
                _ => return None,
            };
            let (first, second) = (day(&year, number(b)?, a), day(&year, number(a)?, b));
            return match (first, second) {
                (Some(first), Some(second)) if slashes && first != second => {
                    Some(LooseDate::Either(first, second))
                }
                (first, second) => Some(LooseDate::One(first.or(second)?)),
            };
        }
        _ => None,
    };
    found.map(LooseDate::One)
}

/// The date in ISO form, if the calendar may have it.
fn iso(year: &str, month: Option<u32>, day: Option<u32>) -> Option<String> {
    let month_fits = month.is_none_or(|m| (1..=12).contains(&m));
    let day_fits = day.is_none_or(|d| (1..=31).contains(&d));
    if !(month_fits && day_fits && year.starts_with(['1', '2'])) {
        return None;
    }
    let parts = month.into_iter().chain(day).map(|part| format!("-{part:02}"));
    Some(parts.fold(year.to_owned(), |date, part| date + &part))
}

/// The number of a month by its English name or the first letters of it, in small letters.
pub fn month(word: &str) -> Option<u8> {
    let place = words(MONTHS).position(|month| word.len() >= 3 && month.starts_with(word))?;
    Some(place as u8 + 1)
}

/// Words that stand for zeros.
const MULTIPLES: &str = "k m bn mn mln mio mrd tsd thousand million millions billion billions tausend millionen \
    milliarden";

/// The whole number in a text like `45,000` or `12.500`, which can also be read as one with decimals.
pub fn thousands(text: &str) -> Option<String> {
    let text = text.trim().replace('−', "-");
    let digits = text.trim_start_matches(['-', '+']);
    let (whole, part) = digits.split_once(['.', ','])?;
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_group = (1..=3).contains(&whole.len()) && !whole.starts_with('0') && part.len() == 3;
    let sound = is_group && is_number(whole) && is_number(part);
    sound.then(|| text.trim_start_matches('+').replace(['.', ','], ""))
}

/// The number in a text like `57,84`, `12 000`, `1,234.5` or `50 %`; none if there is no single one.
pub fn number(text: &str) -> Option<String> {
    let is_part = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')
    };
    let text = text.trim().replace(['−', '–'], "-").replace('_', "");
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let len = text[start..].find(|c: char| !is_part(c)).unwrap_or(text[start..].len());
    let (before, rest) = (&text[..start], &text[start + len..]);
    let unit = rest.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
    let is_many = unit.is_some_and(|unit| has(MULTIPLES, &unit.to_lowercase()));
    if is_many || rest.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let digits: String =
        text[start..start + len].chars().filter(|c| matches!(c, '0'..='9' | '.' | ',')).collect();
    let digits = digits.trim_end_matches(['.', ',']);
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    // The sign that comes last separates the decimals, unless it comes more than once.
    let decimal = match (digits.rfind('.'), digits.rfind(',')) {
        (Some(point), Some(comma)) if point > comma => Some(point),
        (Some(_), Some(comma)) | (None, Some(comma)) => (commas == 1).then_some(comma),
        (Some(point), None) => (points == 1).then_some(point),
        (None, None) => None,
    };
    let plain = |part: &str| part.replace(['.', ','], "");
    let (whole, part) = decimal.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));
    let whole = plain(whole);
    let whole = whole.trim_start_matches('0');
    let sign = if before.trim_end().ends_with('-') { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// Whether it is a number and nothing else, in some country's form. What begins with a zero (01067) or has other groups
/// than those of thousands (127.0.0.1) names something.
pub fn is_number(text: &str) -> bool {
    const SIGNS: [char; 7] = ['.', ',', ' ', '_', '\'', '\u{a0}', '\u{202f}'];
    let text = text.trim().trim_start_matches(['-', '−', '+']);
    let groups: Vec<&str> = text.split(SIGNS).collect();
    let signs: Vec<&str> = text.matches(SIGNS).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    // The last sign may stand before the decimals, if it stands nowhere else.
    let (whole, thousands) = match signs.split_last() {
        Some((last @ (&"." | &","), before)) if !before.contains(last) => {
            (&groups[..groups.len() - 1], before)
        }
        _ => (&groups[..], &signs[..]),
    };
    let (first, others) = whole.split_first().unwrap_or((&"", &[]));
    groups.iter().all(is_digits)
        && (first.len() == 1 || !first.starts_with('0'))
        && (others.is_empty() || first.len() <= 3)
        && others.iter().all(|group| group.len() == 3)
        && thousands.iter().all(|sign| *sign == thousands[0])
}

/// Yes or no in the words that people use.
pub fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn what_names_something_is_no_number() {
        for number in ["7", "0", "0,5", "-12.5", "1 234,56", "1.234.567", "12'000", "1234567,8"] {
            assert!(is_number(number), "{number}");
        }
        for name in ["127.0.0.1", "01067", "2.10.4", "044 123 45 67", "12 5", "1,2,3", "5.", ""] {
            assert!(!is_number(name), "{name}");
        }
    }
}
