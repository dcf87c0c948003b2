//! Fields whose value has several columns in a table: the ends of a period, the names and positions of places.

use super::values::{list, toml_date};
use crate::import::imported::{Entry, Page, date};
use crate::import::mapping::Target;
use crate::import::mapping::written::quoted;

/// The columns of one field, while they are collected.
#[derive(Default)]
pub struct Parts {
    start: Option<String>,
    end: Option<String>,
    names: Vec<String>,
    positions: Vec<String>,
    is_list: bool,
}

impl Parts {
    pub fn take(&mut self, page: &Page, target: &Target, entry: &Entry) {
        self.is_list = target.kind == "places";
        let whole = entry.values.join("; ");
        let entries = || match self.is_list {
            true => entry.values.iter().flat_map(|value| page.lists.entries(value)).collect(),
            false => vec![whole.clone()],
        };
        match target.part.as_deref() {
            None => self.names = entries(),
            Some("position") => self.positions = entries(),
            Some("start") => self.start = Some(whole),
            Some(_) => self.end = Some(whole),
        }
    }

    /// The value as TOML; none if the columns do not fit together.
    pub fn value(&self) -> Option<String> {
        if self.start.is_some() || self.end.is_some() {
            return period(self.start.as_deref(), self.end.as_deref());
        }
        if self.positions.is_empty() && !self.names.is_empty() {
            return Some(if self.is_list {
                list(&self.names)
            } else {
                quoted(self.names.first()?)
            });
        }
        if self.positions.len() != self.names.len() {
            return None;
        }
        let places = self.names.iter().zip(&self.positions);
        let places: Option<Vec<String>> =
            places.map(|(name, position)| place(name, position)).collect();
        let places = places?;
        Some(if self.is_list { format!("[{}]", places.join(", ")) } else { places.concat() })
    }

    /// What the columns have, for a report.
    pub fn written(&self) -> String {
        let dates = self.start.iter().chain(&self.end);
        let all: Vec<&str> =
            dates.chain(&self.names).chain(&self.positions).map(String::as_str).collect();
        all.join(" · ")
    }
}

/// `{ start = 2019, end = "2020-03" }`
fn period(start: Option<&str>, end: Option<&str>) -> Option<String> {
    let mut ends = Vec::new();
    for (key, written) in [("start", start), ("end", end)] {
        if let Some(written) = written {
            ends.push(format!("{key} = {}", toml_date(date(written)?)));
        }
    }
    Some(format!("{{ {} }}", ends.join(", ")))
}

/// A place at `latitude longitude`; `-` is a position that is not known.
fn place(name: &str, position: &str) -> Option<String> {
    if position.trim() == "-" {
        return Some(quoted(name));
    }
    let (lat, lon) = position.trim().split_once(' ')?;
    let (lat, lon): (f64, f64) = (lat.parse().ok()?, lon.trim().parse().ok()?);
    Some(format!("{{ name = {}, lat = {lat:?}, lon = {lon:?} }}", quoted(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_their_positions() {
        let parts = |names: &[&str], positions: &[&str]| Parts {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            positions: positions.iter().map(|&one| one.to_owned()).collect(),
            is_list: true,
            ..Parts::default()
        };
        let two = parts(&["Võru", "Tartu"], &["57.83 27", "-"]);
        let due = "[{ name = \"Võru\", lat = 57.83, lon = 27.0 }, \"Tartu\"]";
        assert_eq!(two.value().as_deref(), Some(due));
        assert_eq!(parts(&["Võru"], &[]).value().as_deref(), Some("[\"Võru\"]"));
        assert_eq!(parts(&["Võru"], &["north"]).value(), None);
        assert_eq!(parts(&["Võru"], &["1 2", "3 4"]).value(), None);
    }
}
