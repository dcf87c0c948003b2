//! Dates with the precision they were written in: a year, a month or a day. "2018" is never printed as 1
//! January.

use serde::{Deserialize, Serialize};

/// A date with a precision (EDTF level 0: `2018`, `2018-10`, `2018-10-05`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    pub year: u16,
    /// 1–12; `None` if only the year is known.
    pub month: Option<u8>,
    /// 1–31; `None` if only the month is known.
    pub day: Option<u8>,
}

/// A span of time. Without an end it is ongoing; without a start its beginning is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub start: Option<Date>,
    pub end: Option<Date>,
}

/// Appends a number, zero-padded to `places` digits.
fn push(text: &mut String, number: u16, places: u32) {
    let digits = (0..places).rev().map(|place| number / 10_u16.pow(place) % 10);
    text.extend(digits.map(|digit| char::from(b'0' + digit as u8)));
}

impl Date {
    /// Reads `2018`, `2018-10` or `2018-10-05`. The error is a message for the author.
    pub fn read(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| -> Option<u16> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        let wrong = || format!("`{text}` is not a date");
        let year = number(parts[0], 4).ok_or_else(wrong)?;
        let month = parts.get(1).map(|part| number(part, 2).ok_or_else(wrong)).transpose()?;
        let day = parts.get(2).map(|part| number(part, 2).ok_or_else(wrong)).transpose()?;
        if parts.len() > 3 {
            return Err(wrong());
        }
        Self::checked(year, month, day)
    }

    /// A date that exists in the calendar.
    pub fn checked(year: u16, month: Option<u16>, day: Option<u16>) -> Result<Self, String> {
        let month = month.map(|m| m as u8);
        let day = day.map(|d| d as u8);
        if year == 0 {
            return Err("there is no year 0000".into());
        }
        if let Some(month) = month.filter(|m| !(1..=12).contains(m)) {
            return Err(format!("there is no month {month:02}; a year has 01 to 12"));
        }
        if let (Some(month), Some(day)) = (month, day)
            && icu_calendar::Date::try_new_iso(year.into(), month, day).is_err()
        {
            return Err(format!("{year:04}-{month:02} has no day {day:02}"));
        }
        Ok(Self { year, month, day })
    }

    /// The date as it was written, for `<time datetime>`.
    pub fn iso(self) -> String {
        // Every card and feed entry needs this, and `format!` with zero padding is slow.
        let mut iso = String::with_capacity(20);
        push(&mut iso, self.year, 4);
        for part in self.month.into_iter().chain(self.month.and(self.day)) {
            iso.push('-');
            push(&mut iso, part.into(), 2);
        }
        iso
    }

    /// The first moment of the date in UTC (RFC 3339), for feeds.
    pub fn instant(self) -> String {
        let (month, day) = (self.month.or(Some(1)), self.day.or(Some(1)));
        Self { month, day, ..self }.iso() + "T00:00:00Z"
    }

    /// The last day that the date can mean, for comparing periods.
    pub fn latest(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }

    /// The first day that the date can mean.
    pub fn earliest(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
}

impl Period {
    /// The sort key of a period: the start, or the end if the start is unknown.
    pub fn point(self) -> Option<Date> {
        self.start.or(self.end)
    }
}
