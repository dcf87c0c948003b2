//! Dates as bibliographies write them: `2020-10-05`, `May 2019`, `c. 1999`, `[2018]`, `in press`. A month that can't be read
//! costs the month, not the year; what is impossible is reported.

use super::entry::{Entry, Field};
use super::latex;
use crate::diagnostics::Span;
use crate::parse::dates::Date;
use crate::tables::loose;

/// When a work appeared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    /// The day; the first day of a range.
    pub date: Option<Date>,
    pub is_circa: bool,
    /// Words in place of a date: `in press`.
    pub words: Option<String>,
    /// What is wrong, where, and what to write.
    pub problem: Option<Problem>,
}

/// Something wrong with a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub span: Span,
    pub message: String,
    pub help: &'static str,
}

/// What stands in place of a date of a work that has none yet.
const WORDS: &str = "in press|inpress|in-press|forthcoming|to appear|to be published|submitted|accepted|in preparation|\
    under review|in review|in print|unpublished|preprint|early view|ahead of print|advance online|\
    ongoing|century|im druck|im erscheinen|sous presse|en prensa|under utgivning|tulossa|ilmumas|\
    в печати";

/// What says that there is no date.
const NONE: [&str; 17] = [
    "n.d.", "n.d", "nd", "n. d.", "no date", "no year", "undated", "none", "unknown", "n.a.",
    "n/a", "s.a.", "s. a.", "o.j.", "o. j.", "s.d.", "s. d.",
];

const HELP: &str = "write a date like 2018, 2018-10 or 2018-10-05";

/// What stands before a year that is not certain.
const CIRCA: [&str; 6] = ["c", "ca", "circa", "approx", "about", "um"];

/// The months in other languages of Europe.
const ELSEWHERE: [&str; 12] = [
    "januar januari janvier enero gennaio janeiro tammikuu jaanuar styczeń stycznia leden ledna",
    "februar februari février febrero febbraio fevereiro helmikuu veebruar luty lutego únor února",
    "märz mars marts marzo março maart maaliskuu märts marzec marca březen března",
    "april avril abril aprile huhtikuu aprill kwiecień kwietnia duben dubna",
    "mai maj mei mayo maggio maio toukokuu maja květen května",
    "juni juin junio giugno junho kesäkuu juuni czerwiec czerwca červen června",
    "juli juillet julio luglio julho heinäkuu juuli lipiec lipca červenec července",
    "august augusti augustus août agosto elokuu sierpień sierpnia srpen srpna",
    "september septembre septiembre settembre setembro syyskuu wrzesień września září",
    "oktober octobre octubre ottobre outubro lokakuu oktoober październik października říjen října",
    "november novembre noviembre novembro marraskuu listopad listopada listopadu",
    "dezember december décembre diciembre dicembre dezembro joulukuu detsember grudzień grudnia prosinec prosince",
];

/// The month that a word names, from 1. Its beginning is enough where only one month has it.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_matches('.').to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let is = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = (0..12).filter(|place| ELSEWHERE[*place].split(' ').any(fits));
        fitting.next().filter(|_| fitting.next().is_none()).map(|place| place as u8 + 1)
    };
    let whole = || is(&|name| name == word);
    loose::month(&word).or_else(whole).or_else(|| is(&|name| name.starts_with(&*word)))
}

/// Reads `date`, or `year`, `month` and `day`, with a word such as `url` before each name.
pub fn when(entry: &Entry, before: &str) -> When {
    let field = |name: &str| entry.fields.get(&format!("{before}{name}"));
    let whole = field("date").map(read);
    match (whole, field("year")) {
        (Some(when), _) if when.date.is_some() || when.words.is_some() => when,
        (Some(when), None) => when,
        (whole, Some(year)) => {
            let mut when = read(year);
            if let Some(date) = when.date.filter(|date| date.month.is_none()) {
                finer(&mut when, date, field("month"), field("day"));
            }
            let problem = whole.and_then(|whole| whole.problem);
            When { problem: when.problem.or(problem), ..when }
        }
        (None, None) => When::default(),
    }
}

/// Adds month and day from their own fields.
fn finer(when: &mut When, date: Date, month_field: Option<&Field>, day: Option<&Field>) {
    let Some(month_field) = month_field else { return };
    let text = latex::text(&month_field.raw);
    let words = split(&text);
    let numbers: Vec<u16> = words.iter().filter_map(|word| number(word)).collect();
    let named: Vec<u8> = words.iter().filter_map(|word| month(word)).collect();
    let (month, in_month) = match (named.as_slice(), numbers.as_slice()) {
        ([], []) => return,
        ([], [month, ..]) => (*month, None),
        ([month], [day]) => (u16::from(*month), Some(*day)),
        ([month, ..], _) => (u16::from(*month), None),
    };
    let own = day.map(|field| (field, latex::text(&field.raw)));
    let own_day = own.as_ref().and_then(|(_, text)| number(split(text).first()?));
    let span = || own.as_ref().map_or(&month_field.span, |(field, _)| &field.span).clone();
    let help = "write the month by its name or as a number from 1 to 12, the day as a number";
    set(when, date, Some(month), own_day.or(in_month).filter(|day| *day > 0), (span(), help));
}

/// Sets a date as far as it is possible, and reports what is not.
fn set(
    when: &mut When,
    date: Date,
    month: Option<u16>,
    day: Option<u16>,
    (span, help): (Span, &'static str),
) {
    match Date::checked(date.year, month, day) {
        Ok(date) => when.date = Some(date),
        Err(message) => {
            let rest = Date::checked(date.year, month, None);
            when.date = Some(rest.unwrap_or(date));
            when.problem = Some(Problem { span, message, help });
        }
    }
}

fn split(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// A number of one or two digits, perhaps with the ending of an ordinal: `12th`.
fn number(word: &str) -> Option<u16> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_small = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| is_small)
}

/// The year that a word names: `2020`, `2020a`, `c1999`.
fn year(word: &str) -> Option<u16> {
    let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
    let is_year = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|year| is_year && *year > 0)
}

/// Reads a field as a date.
fn read(field: &Field) -> When {
    let text = latex::text(&field.raw);
    let plain = text.to_lowercase();
    let mut when = When::default();
    let trimmed = plain.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    if trimmed.is_empty() || NONE.contains(&trimmed) {
        return when;
    }
    let words = split(&plain);
    when.is_circa = plain.contains('?')
        || field.raw.trim_end().ends_with(['~', '%'])
        || words.first().is_some_and(|word| CIRCA.contains(word))
        || words.iter().any(|word| word.len() == 5 && word.ends_with("0s"));
    let is_negative = trimmed.len() < text.len() && text.starts_with('-');
    if let Some(first) = years(&words).next().filter(|_| !is_negative) {
        let date = Date { year: first, month: None, day: None };
        let (month, day) = within(&plain, &words);
        set(&mut when, date, month, day, (field.span.clone(), HELP));
    } else if let Some(decade) = decade(&words) {
        when.date = Some(Date { year: decade, month: None, day: None });
        when.is_circa = true;
    } else if WORDS.split('|').any(|known| plain.contains(known)) || is_before_christ(&words) {
        when.words = Some(text);
        when.is_circa = false;
    } else {
        let message = format!("`{text}` is not a date");
        when.problem = Some(Problem { span: field.span.clone(), message, help: HELP });
    }
    when
}

fn years<'w>(words: &'w [&str]) -> impl Iterator<Item = u16> + 'w {
    // `20201005` is a day.
    words.iter().filter_map(|word| match word.len() {
        8 if word.bytes().all(|b| b.is_ascii_digit()) => word[..4].parse().ok(),
        _ => year(word),
    })
}

/// `199X`, `19XX`.
fn decade(words: &[&str]) -> Option<u16> {
    let word =
        words.iter().find(|word| word.len() == 4 && word.is_ascii() && word.ends_with('x'))?;
    let digits = word.trim_end_matches('x');
    digits
        .parse::<u16>()
        .ok()
        .filter(|_| digits.len() >= 2)
        .map(|known| known * 10_u16.pow(4 - digits.len() as u32))
}

fn is_before_christ(words: &[&str]) -> bool {
    let is_era = |word: &&str| ["bc", "bce"].contains(word);
    words.iter().any(is_era) && words.iter().any(|word| word.bytes().all(|b| b.is_ascii_digit()))
}

/// Month and day of the first date in a text that has a year.
fn within(plain: &str, words: &[&str]) -> (Option<u16>, Option<u16>) {
    // A range begins with its first date.
    let has_digit = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    let start = plain.split('/').find(has_digit).unwrap_or(plain).trim();
    let is_iso = start.char_indices().take(6).all(|(i, c)| (i == 4) == (c == '-'))
        && start.bytes().take(4).chain(start.bytes().skip(5).take(1)).all(|b| b.is_ascii_digit())
        && start.len() > 5;
    if is_iso {
        // A time of day may follow.
        let parts: Vec<&str> = start
            .split(['t', ' ', '?', '%', '\u{a0}'])
            .next()
            .map_or_else(Vec::new, |day| day.split('-').collect());
        let part = |n: usize| parts.get(n).and_then(|part| number(part)).filter(|part| *part > 0);
        // Numbers from 21 are seasons; `2019-20` and `2019--2020` are years.
        let is_next = |n: u16| parts.len() == 2 && n > 12 && number(&start[2..4]) == Some(n - 1);
        let month = part(1).filter(|month| *month <= 20 && !is_next(*month));
        return (month, month.and_then(|_| part(2)));
    }
    let named: Vec<u16> = words.iter().filter_map(|word| month(word)).map(u16::from).collect();
    let numbers: Vec<u16> = words.iter().filter_map(|word| number(word)).collect();
    let is_first = words.first().is_some_and(|word| year(word).is_some());
    match (named.as_slice(), numbers.as_slice()) {
        ([month], [day]) => (Some(*month), Some(*day)),
        ([month, ..], _) => (Some(*month), None),
        ([], [month, day]) if is_first && words.len() == 3 => (Some(*month), Some(*day)),
        // 12.10.2020; with strokes only what can't be read in two ways.
        ([], [day, month]) if words.len() == 3 && (plain.contains('.') || *day > 12) => {
            (Some(*month), Some(*day))
        }
        ([], [month, day]) if words.len() == 3 && *day > 12 => (Some(*month), Some(*day)),
        // 10/2020
        ([], [month]) if words.len() == 2 && !is_first && *month <= 12 => (Some(*month), None),
        ([], []) => compact(words),
        _ => (None, None),
    }
}

/// `20201005`.
fn compact(words: &[&str]) -> (Option<u16>, Option<u16>) {
    let day = words.iter().find(|word| word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()));
    day.map_or((None, None), |day| (day[4..6].parse().ok(), day[6..].parse().ok()))
}
