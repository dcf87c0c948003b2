//! Dates and language names, localised with CLDR data.

use crate::parse::dates::{Date, Period};
use icu_calendar::Date as Day;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_locale::Locale;
use icu_locale::names::LanguageIdentifierDisplayName;

/// The formatters of one language.
pub struct Cldr {
    lang: String,
    year: Option<DateTimeFormatter<Y>>,
    month: Option<DateTimeFormatter<YM>>,
    day: Option<DateTimeFormatter<YMD>>,
}

impl Cldr {
    pub fn new(lang: &str) -> Self {
        let locale = Locale::try_from_str(lang).unwrap_or(Locale::UNKNOWN);
        // British dates are how international English is written: day before month.
        let locale =
            if lang == "en" { Locale::try_from_str("en-GB").unwrap_or(locale) } else { locale };
        Self {
            lang: lang.to_owned(),
            year: DateTimeFormatter::try_new((&locale).into(), Y::long()).ok(),
            month: DateTimeFormatter::try_new((&locale).into(), YM::long()).ok(),
            day: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
        }
    }

    /// A date with the precision it has: `5 October 2018`, `October 2018`, `2018`.
    pub fn date(&self, date: Date) -> String {
        let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
        let Ok(at) = Day::try_new_iso(date.year.into(), month, day) else { return date.iso() };
        let words = match (date.month, date.day) {
            (Some(_), Some(_)) => self.day.as_ref().map(|words| words.format(&at).to_string()),
            (Some(_), None) => self.month.as_ref().map(|words| words.format(&at).to_string()),
            _ => Some(
                self.year
                    .as_ref()
                    .map_or_else(|| date.iso(), |words| words.format(&at).to_string()),
            ),
        };
        words.unwrap_or_else(|| date.iso())
    }

    /// A period: `October 2018 – October 2019`, `since 2018` as `2018 –`.
    pub fn period(&self, period: Period) -> String {
        match (period.start, period.end) {
            (Some(start), Some(end)) if start == end => self.date(start),
            (Some(start), Some(end)) => format!("{} – {}", self.date(start), self.date(end)),
            (Some(start), None) => format!("{} –", self.date(start)),
            (None, Some(end)) => format!("– {}", self.date(end)),
            (None, None) => String::new(),
        }
    }

    /// The language's name in itself: `eesti`.
    pub fn own_name(&self) -> String {
        let Ok(locale) = Locale::try_from_str(&self.lang) else { return self.lang.clone() };
        LanguageIdentifierDisplayName::try_new_light(
            (&locale).into(),
            locale.id.clone(),
            Default::default(),
        )
        .map_or_else(|_| self.lang.clone(), |name| name.as_borrowed().to_string())
    }
}

/// Whether a language is written from right to left.
pub fn is_right_to_left(lang: &str) -> bool {
    Locale::try_from_str(lang).is_ok_and(|locale| {
        icu_locale::LocaleDirectionality::new_common().is_right_to_left(&locale.id)
    })
}
