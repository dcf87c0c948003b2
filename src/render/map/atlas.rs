//! The borders of the world, from countries.json (see NOTICE.md): arcs that neighbours share, in degrees.

use serde::Deserialize;

const COUNTRIES: &str = include_str!("countries.json");

/// The world as it was read.
pub struct Atlas {
    pub countries: Vec<Country>,
    /// Points as degrees east and north.
    pub arcs: Vec<Vec<(f64, f64)>>,
}

/// A country's land: polygons of rings of arcs. A negative number is an arc walked backwards (`!i`).
pub struct Country {
    /// ISO 3166-1 alpha-2 in lower case; empty for land that has no code.
    pub code: String,
    /// The largest first.
    pub polygons: Vec<Vec<Vec<i32>>>,
}

#[derive(Deserialize)]
struct Stored {
    step: f64,
    countries: Vec<(String, Vec<Vec<Vec<i32>>>)>,
    arcs: Vec<Vec<i32>>,
}

impl Atlas {
    /// Reads the borders.
    pub fn read() -> Self {
        // The file is part of the program; a test reads it.
        let stored: Stored = match serde_json::from_str(COUNTRIES) {
            Ok(stored) => stored,
            Err(_) => Stored { step: 1.0, countries: Vec::new(), arcs: Vec::new() },
        };
        let arc = |flat: &Vec<i32>| {
            let mut at = (0, 0);
            let step = |pair: &[i32]| {
                at = (at.0 + pair[0], at.1 + pair[1]);
                (f64::from(at.0) * stored.step, f64::from(at.1) * stored.step)
            };
            flat.chunks_exact(2).map(step).collect()
        };
        let countries = stored.countries;
        Self {
            arcs: stored.arcs.iter().map(arc).collect(),
            countries: countries
                .into_iter()
                .map(|(code, polygons)| Country { code, polygons })
                .collect(),
        }
    }

    /// The middle of a country's largest part, in degrees east and north.
    pub fn middle(&self, country: &Country) -> Option<(f64, f64)> {
        let ring = country.polygons.first()?.first()?;
        middle(&joined(ring, &self.arcs))
    }

    /// The middle of the country with this code.
    pub fn middle_of(&self, code: &str) -> Option<(f64, f64)> {
        self.middle(self.countries.iter().find(|country| country.code == code)?)
    }
}

/// A ring's arcs as one line; the point where two arcs meet is there once.
pub fn joined(ring: &[i32], arcs: &[Vec<(f64, f64)>]) -> Vec<(f64, f64)> {
    let mut line: Vec<(f64, f64)> = Vec::new();
    for i in ring {
        let index = if *i < 0 { !*i } else { *i } as usize;
        let Some(arc) = arcs.get(index) else { continue };
        line.pop();
        match *i < 0 {
            true => line.extend(arc.iter().rev()),
            false => line.extend(arc),
        }
    }
    line
}

/// The middle of the box around some points.
pub fn middle(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    let (first, rest) = points.split_first()?;
    let (mut low, mut high) = (*first, *first);
    for (x, y) in rest {
        low = (low.0.min(*x), low.1.min(*y));
        high = (high.0.max(*x), high.1.max(*y));
    }
    Some(((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0))
}

#[cfg(test)]
mod tests {
    use super::Atlas;

    #[test]
    fn the_borders_are_there_and_where_they_belong() {
        let atlas = Atlas::read();
        assert!(atlas.countries.len() > 230);
        for (code, east, north) in [("ee", 25.5, 58.7), ("mt", 14.4, 35.9), ("nz", 170.5, -43.9)] {
            let (x, y) = atlas.middle_of(code).unwrap();
            assert!((x - east).abs() < 1.0 && (y - north).abs() < 1.0, "{code} is at {x} {y}");
        }
    }
}
