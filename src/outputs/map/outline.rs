//! Outlines: borders as they are drawn, without the points that nobody would see, cut off at the edge of
//! the map, and written as the paths of SVG.

use super::atlas::{Atlas, joined, middle};
use super::look::Look;
use std::fmt::Write;

type Point = (f64, f64);

/// How far a border may be from where it is, in units of the drawing.
const TOLERANCE: f64 = 0.6;
/// So far beyond the edge borders go on, so that the cut is not seen.
const MARGIN: f64 = 8.0;
/// A country smaller than this is drawn as a dot.
const DOT: f64 = 7.0;

/// A country as it is drawn.
pub struct Outline {
    pub code: String,
    /// The path's data (SVG 2, 9.3).
    pub path: String,
    /// The middle of its largest part.
    pub middle: Point,
    /// Whether it is too small to be seen or hit.
    pub is_dot: bool,
}

/// All countries of which some part is shown.
pub fn outlines(atlas: &Atlas, look: &Look) -> Vec<Outline> {
    let thin = |arc: &Vec<Point>| -> Vec<Point> {
        thinned(&arc.iter().map(|point| look.place(*point)).collect::<Vec<_>>())
    };
    let behind: Vec<bool> =
        atlas.arcs.iter().map(|arc| arc.iter().any(|point| look.is_behind(*point))).collect();
    let arcs: Vec<Vec<Point>> = atlas.arcs.iter().map(thin).collect();
    let mut outlines = Vec::new();
    for country in &atlas.countries {
        let mut outline = Outline {
            code: country.code.clone(),
            path: String::new(),
            middle: (0.0, 0.0),
            is_dot: true,
        };
        let mut largest = 0.0;
        for polygon in &country.polygons {
            let is_behind = |ring: &Vec<i32>| {
                ring.iter().any(|i| behind[if *i < 0 { !*i } else { *i } as usize])
            };
            if polygon.iter().any(is_behind) {
                continue;
            }
            for ring in polygon {
                let ring = clipped(joined(ring, &arcs), look.size());
                let extent = extent(&ring);
                if extent > largest {
                    largest = extent;
                    outline.middle = middle(&ring).unwrap_or_default();
                    outline.is_dot = extent < DOT;
                }
                write_path(&mut outline.path, &ring);
            }
        }
        if !outline.path.is_empty() || largest > 0.0 {
            outlines.push(outline);
        }
    }
    outlines
}

/// Douglas and Peucker (1973), without recursion.
fn thinned(line: &[Point]) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut kept = vec![false; line.len()];
    (kept[0], kept[line.len() - 1]) = (true, true);
    let mut due = vec![(0, line.len() - 1)];
    while let Some((from, to)) = due.pop() {
        let mut worst = (TOLERANCE, 0);
        for i in from + 1..to {
            let distance = distance(line[i], line[from], line[to]);
            if distance > worst.0 {
                worst = (distance, i);
            }
        }
        if worst.1 > 0 {
            kept[worst.1] = true;
            due.extend([(from, worst.1), (worst.1, to)]);
        }
    }
    line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// From a point to the line between two others.
fn distance(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = match length > 0.0 {
        true => (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0),
        false => 0.0,
    };
    (p.0 - a.0 - along * dx).hypot(p.1 - a.1 - along * dy)
}

/// Which of the two numbers of a point.
type Axis = fn(Point) -> f64;

/// What of a ring lies inside the drawing and a little beyond (Sutherland and Hodgman 1974).
fn clipped(ring: Vec<Point>, (width, height): Point) -> Vec<Point> {
    let sides: [(Axis, f64, f64); 4] = [
        (|p| p.0, -MARGIN, 1.0),
        (|p| p.0, width + MARGIN, -1.0),
        (|p| p.1, -MARGIN, 1.0),
        (|p| p.1, height + MARGIN, -1.0),
    ];
    let mut ring = ring;
    for (axis, edge, sign) in sides {
        let inside = |p: Point| (axis(p) - edge) * sign >= 0.0;
        let mut cut = Vec::with_capacity(ring.len());
        for (i, point) in ring.iter().enumerate() {
            let before = ring[(i + ring.len() - 1) % ring.len()];
            if inside(before) != inside(*point) {
                let t = (edge - axis(before)) / (axis(*point) - axis(before));
                cut.push((
                    before.0 + t * (point.0 - before.0),
                    before.1 + t * (point.1 - before.1),
                ));
            }
            if inside(*point) {
                cut.push(*point);
            }
        }
        ring = cut;
    }
    ring
}

/// The longer side of the box around a ring.
fn extent(ring: &[Point]) -> f64 {
    let side = |axis: fn(&Point) -> f64| {
        let low = ring.iter().map(axis).fold(f64::INFINITY, f64::min);
        let high = ring.iter().map(axis).fold(f64::NEG_INFINITY, f64::max);
        (high - low).max(0.0)
    };
    side(|p| p.0).max(side(|p| p.1))
}

/// Whole units, each point as the way from the one before: a third of the bytes of plain numbers.
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
    // Text is written into memory, which can't fail.
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
    fn rings_are_cut_at_the_edge() {
        let ring = vec![(-50.0, 10.0), (50.0, 10.0), (50.0, 40.0), (-50.0, 40.0)];
        let cut = clipped(ring, (100.0, 100.0));
        assert!(cut.iter().all(|(x, _)| *x >= -MARGIN));
        assert_eq!(extent(&cut), 50.0 + MARGIN);
        assert!(clipped(vec![(-50.0, 0.0), (-40.0, 9.0), (-50.0, 9.0)], (100.0, 100.0)).is_empty());
    }

    #[test]
    fn paths_are_short() {
        let mut path = String::new();
        write_path(&mut path, &[(1.2, 2.0), (1.4, 2.1), (10.0, -3.0), (10.0, 8.0), (1.2, 2.0)]);
        assert_eq!(path, "M1 2l9-5 0 11z");
        let line: Vec<Point> = (0..100).map(|i| (f64::from(i), f64::from(i % 2) * 0.5)).collect();
        assert_eq!(thinned(&line).len(), 2);
    }
}
