//! The borders of the world, from countries.json (see NOTICE.md). Neighbours share arcs; coordinates are in
//! degrees.

use serde::Deserialize;
use std::collections::HashMap;

const COUNTRIES: &str = include_str!("countries.json");

/// Degrees east and north, or a point of a drawing.
pub type Point = (f64, f64);

/// The parsed data.
#[derive(Default, Deserialize)]
pub struct Atlas {
    pub countries: Vec<Country>,
    /// The unit of all numbers in arcs, in degrees.
    step: f64,
    /// For each point, the offset from the one before, and how far the line would be from the point without it.
    arcs: Vec<Vec<i32>>,
}

/// A country's land.
#[derive(Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2 in lower case; empty for land that has no code.
    pub code: String,
    /// The centre of its largest part.
    pub middle: Point,
    /// Polygons of rings of arcs, the largest first. A negative number is an arc in reverse (`!i`).
    pub polygons: Vec<Vec<Vec<i32>>>,
}

/// The most western and southern, and the most eastern and northern degrees of something.
pub type Extent = (Point, Point);

/// The extent of the largest part of each country, by its code.
pub fn extents() -> HashMap<String, Extent> {
    let atlas = Atlas::read();
    let arcs: Vec<Vec<Point>> = atlas.arcs(0.0).collect();
    let extent = |country: &Country| {
        let outline = country.polygons.first()?.first()?;
        let arcs = outline.iter().filter_map(|arc| arcs.get((*arc).max(!*arc) as usize));
        arcs.flatten().fold(None, |extent: Option<Extent>, at| {
            let (least, most) = extent.unwrap_or((*at, *at));
            let least = (least.0.min(at.0), least.1.min(at.1));
            Some((least, (most.0.max(at.0), most.1.max(at.1))))
        })
    };
    let known = |country: &Country| Some((country.code.clone(), extent(country)?));
    atlas.countries.iter().filter_map(known).collect()
}

impl Atlas {
    /// Reads the borders.
    pub fn read() -> Self {
        // The file is embedded, and a test parses it.
        serde_json::from_str(COUNTRIES).unwrap_or_default()
    }

    /// The centre of the country with this code.
    pub fn middle_of(&self, code: &str) -> Option<Point> {
        self.countries.iter().find(|country| country.code == code).map(|country| country.middle)
    }

    /// The arcs, without details smaller than `unseen` degrees.
    pub fn arcs(&self, unseen: f64) -> impl Iterator<Item = Vec<Point>> {
        self.arcs.iter().map(move |flat| {
            let mut at = (0, 0);
            let point = |numbers: &[i32]| {
                at = (at.0 + numbers[0], at.1 + numbers[1]);
                let is_seen = f64::from(numbers[2]) * self.step >= unseen;
                is_seen.then(|| (f64::from(at.0) * self.step, f64::from(at.1) * self.step))
            };
            flat.chunks_exact(3).filter_map(point).collect()
        })
    }
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
        let (least, most) = super::extents()["tr"];
        assert!(least.0 < 27.0 && least.1 < 36.5 && most.0 > 44.0 && most.1 > 41.5);
        let points = |unseen: f64| atlas.arcs(unseen).map(|arc| arc.len()).sum::<usize>();
        assert!(points(0.0) > 30_000 && points(0.5) < 6_000);
        assert!(atlas.arcs(0.9).all(|arc| arc.len() > 1));
    }
}
