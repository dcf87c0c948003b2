//! The projection of the map: Europe as the European Union draws it, a region around the visible points, or the
//! whole world. All projections are equal-area.

use std::f64::consts::{FRAC_PI_2, PI};

/// A projection, and the visible part of its plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    projection: Projection,
    /// Left, bottom, right, top, in radii of the earth.
    frame: [f64; 4],
    /// Width of the drawing in its own units.
    width: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Projection {
    /// Lambert's azimuthal equal-area projection, centred on a point (radians east and north).
    Azimuthal(f64, f64),
    /// Equal Earth (Šavrič, Patterson and Jenny 2018), for the whole world.
    EqualEarth,
}

/// As ETRS89-LAEA: centred on 10° E, 52° N, from Iceland to Cyprus.
const EUROPE: Viewport = Viewport {
    projection: Projection::Azimuthal(10.0 / 180.0 * PI, 52.0 / 180.0 * PI),
    frame: [-0.292, -0.292, 0.352, 0.352],
    width: 1000.0,
};

/// From the Drake Passage to the north of Greenland.
const WORLD: Viewport = Viewport {
    projection: Projection::EqualEarth,
    frame: [-2.72, -1.13, 2.72, 1.3],
    width: 1000.0,
};

/// How far a point may be from the centre of a regional map.
const REACH: f64 = 35.0 / 180.0 * PI;

impl Viewport {
    /// The viewport for some points (degrees east and north).
    pub fn of(points: &[(f64, f64)]) -> Self {
        if points.iter().all(|point| EUROPE.shows(EUROPE.place(*point))) {
            return EUROPE;
        }
        let vector = |(east, north): &(f64, f64)| {
            let (lon, lat) = (east.to_radians(), north.to_radians());
            [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
        };
        let sum = points
            .iter()
            .map(vector)
            .fold([0.0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        let length = sum.iter().map(|x| x * x).sum::<f64>().sqrt();
        if length < 1e-6 {
            return WORLD;
        }
        let far = points
            .iter()
            .map(|point| {
                let v = vector(point);
                let cosine = (v[0] * sum[0] + v[1] * sum[1] + v[2] * sum[2]) / length;
                cosine.clamp(-1.0, 1.0).acos()
            })
            .fold(0.0, f64::max);
        if far > REACH {
            return WORLD;
        }
        let half = (2.0 * (far / 2.0).sin() * 1.3).max(0.12);
        let (lon, lat) = (sum[1].atan2(sum[0]), (sum[2] / length).asin());
        Self {
            projection: Projection::Azimuthal(lon, lat),
            frame: [-half, -half, half, half],
            width: 1000.0,
        }
    }

    /// The same viewport with another width.
    pub fn wide(self, width: f64) -> Self {
        Self { width, ..self }
    }

    /// The size of the drawing.
    pub fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.frame;
        (self.width, (self.width * (top - bottom) / (right - left)).round())
    }

    /// The length of a unit of the drawing in degrees of a great circle.
    pub fn degrees(&self) -> f64 {
        let [left, _, right, _] = self.frame;
        ((right - left) / self.width).to_degrees()
    }

    /// The position of a point (degrees east and north) in the drawing, which may be outside the visible part.
    pub fn place(&self, point: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.project(point.0.to_radians(), point.1.to_radians());
        let [left, _, right, top] = self.frame;
        let scale = self.width / (right - left);
        ((x - left) * scale, (top - y) * scale)
    }

    /// Whether a position is visible.
    pub fn shows(&self, (x, y): (f64, f64)) -> bool {
        let (width, height) = self.size();
        (0.0..=width).contains(&x) && (0.0..=height).contains(&y)
    }

    /// Whether the projection would tear the area around a point, because it is too far away.
    pub fn is_behind(&self, point: (f64, f64)) -> bool {
        match self.projection {
            Projection::EqualEarth => point.1 < -60.0,
            Projection::Azimuthal(lon0, lat0) => {
                let (lon, lat) = (point.0.to_radians(), point.1.to_radians());
                let cosine = lat0.sin() * lat.sin() + lat0.cos() * lat.cos() * (lon - lon0).cos();
                cosine < -0.4
            }
        }
    }

    fn project(&self, lon: f64, lat: f64) -> (f64, f64) {
        match self.projection {
            Projection::Azimuthal(lon0, lat0) => {
                let turn = lon - lon0;
                let cosine = lat0.sin() * lat.sin() + lat0.cos() * lat.cos() * turn.cos();
                let k = (2.0 / (1.0 + cosine).max(1e-9)).sqrt();
                let y = lat0.cos() * lat.sin() - lat0.sin() * lat.cos() * turn.cos();
                (k * lat.cos() * turn.sin(), k * y)
            }
            Projection::EqualEarth => {
                const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
                let t = (3f64.sqrt() / 2.0 * lat.clamp(-FRAC_PI_2, FRAC_PI_2).sin()).asin();
                let (t2, t6) = (t * t, t.powi(6));
                let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
                let x = 2.0 / 3f64.sqrt() * lon * t.cos() / slope;
                (x, t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EUROPE, Viewport, WORLD};

    #[test]
    fn the_look_follows_from_what_is_shown() {
        let (estonia, cyprus, brazil, peru, japan) =
            ((25.5, 58.7), (33.2, 35.0), (-53.0, -10.0), (-75.0, -9.0), (138.0, 36.0));
        assert_eq!(Viewport::of(&[estonia, cyprus]), EUROPE);
        assert_eq!(Viewport::of(&[estonia, japan]), WORLD);
        let south = Viewport::of(&[brazil, peru]);
        assert!(south != WORLD && south != EUROPE);
        assert!([brazil, peru].iter().all(|point| south.shows(south.place(*point))));
    }

    #[test]
    fn places_are_where_the_projection_puts_them() {
        let (x, y) = EUROPE.place((10.0, 52.0));
        let (width, height) = EUROPE.size();
        assert!(
            (x / width - 0.292 / 0.644).abs() < 1e-9 && (y / height - 0.352 / 0.644).abs() < 1e-9
        );
        // An equal-area projection puts a point at angle d from the centre at 2 sin(d/2) radii.
        let (tallinn_x, tallinn_y) = EUROPE.place((24.75, 59.44));
        let far = (tallinn_x - x).hypot(tallinn_y - y) * 0.644 / width;
        let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
        let cosines = 52f64.to_radians().cos() * 59.44f64.to_radians().cos();
        let chord = 2.0 * (half(59.44 - 52.0) + cosines * half(24.75 - 10.0)).sqrt();
        assert!((far - chord).abs() < 1e-9, "{far} {chord}");
        assert!(tallinn_x > x && tallinn_y < y && (EUROPE.place((10.0, 60.0)).0 - x).abs() < 1e-9);
    }
}
