//! Outlines: simplified borders as SVG paths.

use super::atlas::{Atlas, Country, Point};
use super::viewport::Viewport;
use std::fmt::Write;

/// How far a simplified border may be from the real one, in units of the drawing.
const TOLERANCE: f64 = 0.65;
/// How far borders continue beyond the edge, so that the cut is not visible.
const MARGIN: f64 = 8.0;
/// A country smaller than this is drawn as a dot.
const DOT: f64 = 7.0;

/// The drawn outline of a country.
pub struct Outline {
    pub code: String,
    /// The path's data (SVG 2, 9.3).
    pub path: String,
    /// The centre of its largest part.
    pub middle: Point,
    /// Whether it is too small to see or click.
    pub is_dot: bool,
}

/// The countries of which some part is visible.
pub fn outlines(atlas: &Atlas, viewport: &Viewport) -> Vec<Outline> {
    // None for an arc that the projection would tear.
    let placed = |arc: Vec<Point>| -> Option<Vec<Point>> {
        let place = |point: &Point| (!viewport.is_behind(*point)).then(|| viewport.place(*point));
        arc.iter().map(place).collect()
    };
    let arcs: Vec<_> = atlas.arcs(TOLERANCE * viewport.degrees()).map(placed).collect();
    atlas.countries.iter().filter_map(|country| outline(country, &arcs, viewport)).collect()
}

fn outline(country: &Country, arcs: &[Option<Vec<Point>>], viewport: &Viewport) -> Option<Outline> {
    let (mut path, mut largest) = (String::new(), (0.0, (0.0, 0.0)));
    let complete = |polygon: &Vec<Vec<i32>>| -> Option<Vec<_>> {
        polygon.iter().map(|ring| joined(ring, arcs)).collect()
    };
    for ring in country.polygons.iter().filter_map(complete).flatten() {
        let ring = seen(&ring, viewport.size());
        let (extent, middle) = bounds(&ring);
        if extent > largest.0 {
            largest = (extent, middle);
        }
        write_path(&mut path, &ring);
    }
    let (extent, middle) = largest;
    let is_dot = extent < DOT;
    (extent > 0.0).then(|| Outline { code: country.code.clone(), path, middle, is_dot })
}

/// Joins the arcs of a ring into one line; a point where two arcs meet occurs once.
fn joined(ring: &[i32], arcs: &[Option<Vec<Point>>]) -> Option<Vec<Point>> {
    let mut line = Vec::new();
    for i in ring {
        let is_backwards = *i < 0;
        let arc = arcs.get(if is_backwards { !*i } else { *i } as usize)?.as_ref()?;
        line.pop();
        match is_backwards {
            true => line.extend(arc.iter().rev()),
            false => line.extend(arc),
        }
    }
    Some(line)
}

/// Drops the points of a ring that are beyond the same side of the drawing as both neighbours: no line between them
/// is visible. (The data cannot omit them, because the visible part depends on the site.)
fn seen(ring: &[Point], (width, height): Point) -> Vec<Point> {
    let beyond =
        |(x, y): &Point| [*x < -MARGIN, *x > width + MARGIN, *y < -MARGIN, *y > height + MARGIN];
    let mut kept: Vec<Point> = Vec::new();
    for (i, point) in ring.iter().enumerate() {
        // The first and last points have only one neighbour and always stay.
        let around = [kept.last(), Some(point), ring.get(i + 1)].map(|point| point.map(beyond));
        let share = |side: usize| around.iter().all(|sides| sides.is_some_and(|sides| sides[side]));
        if !(0..4).any(share) {
            kept.push(*point);
        }
    }
    kept
}

/// The longer side of the bounding box of a ring, and its centre.
fn bounds(ring: &[Point]) -> (f64, Point) {
    let range = |axis: fn(&Point) -> f64| {
        let low = ring.iter().map(axis).fold(f64::INFINITY, f64::min);
        let high = ring.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        (high - low, (low + high) / 2.0)
    };
    let ((width, x), (height, y)) = (range(|p| p.0), range(|p| p.1));
    (width.max(height), (x, y))
}

/// Writes integer offsets from point to point: a third of the bytes of absolute coordinates.
fn write_path(path: &mut String, ring: &[Point]) {
    let mut points: Vec<(i64, i64)> =
        ring.iter().map(|(x, y)| (x.round() as i64, y.round() as i64)).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    if points.len() < 3 {
        return;
    }
    let mut at = points[0];
    // Writing to memory cannot fail.
    let _ = write!(path, "M{} {}l", at.0, at.1);
    for (i, point) in points[1..].iter().enumerate() {
        let way = (point.0 - at.0, point.1 - at.1);
        let space = |n: i64, first: bool| if n < 0 || first { "" } else { " " };
        let _ = write!(path, "{}{}{}{}", space(way.0, i == 0), way.0, space(way.1, false), way.1);
        at = *point;
    }
    path.push('z');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_edge_is_left_out() {
        let size = (100.0, 100.0);
        // Out to the left and back, then around a corner: only points beyond one side are dropped.
        let left = [(-50.0, 40.0), (-90.0, 30.0), (-50.0, 20.0), (-50.0, 10.0)];
        let ring = [&[(50.0, 10.0), (50.0, 40.0)], &left[..], &[(50.0, 10.0)]].concat();
        assert_eq!(seen(&ring, size), [ring[0], ring[1], ring[2], ring[5], ring[6]]);
        let corner = [(-50.0, 50.0), (-50.0, 0.0), (-50.0, -50.0), (-40.0, -50.0), (50.0, -50.0)];
        assert_eq!(seen(&corner, size), [corner[0], corner[3], corner[4]]);
        assert_eq!(bounds(&ring[..2]), (30.0, (50.0, 25.0)));
    }

    #[test]
    fn paths_are_short() {
        let mut path = String::new();
        write_path(&mut path, &[(1.2, 2.0), (1.4, 2.1), (10.0, -3.0), (10.0, 8.0), (1.2, 2.0)]);
        assert_eq!(path, "M1 2l9-5 0 11z");
    }
}
