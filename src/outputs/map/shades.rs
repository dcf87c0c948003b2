//! The shades of countries on the map, by their numbers of pages: at most four, so that they can be told apart. With few
//! different numbers each has its own shade; otherwise each shade stands for a range of them.

use crate::outputs::declare::{Number, view};
use std::collections::BTreeSet;

view! {
    /// A shade and the numbers of pages that it stands for.
    struct ShadeView {
        shade: Number = 4 => "how dark it is, 1 to 4",
        from: Number,
        to: Number,
    }
}

/// The darkest shade.
const DARKEST: usize = 4;

/// The ranges of numbers, from light to dark.
pub struct Shades(Vec<(usize, usize)>);

impl Shades {
    pub fn of(counts: impl Iterator<Item = usize>) -> Self {
        let distinct: Vec<usize> = counts.collect::<BTreeSet<_>>().into_iter().collect();
        let together = distinct.len().div_ceil(DARKEST).max(1);
        let range = |some: &[usize]| Some((*some.first()?, *some.last()?));
        Self(distinct.chunks(together).filter_map(range).collect())
    }

    /// The shade of a number. The largest numbers are the darkest, however few shades there are.
    pub fn of_count(&self, count: usize) -> usize {
        let place = self.0.iter().position(|(_, to)| count <= *to).unwrap_or(0);
        self.shade(place)
    }

    fn shade(&self, place: usize) -> usize {
        (DARKEST * (place + 1)).div_ceil(self.0.len().max(1))
    }

    /// The shades with their ranges; nothing if all countries have the same.
    pub fn legend(&self) -> Vec<ShadeView<'static>> {
        if self.0.len() < 2 {
            return Vec::new();
        }
        let view = |(place, (from, to)): (usize, &(usize, usize))| ShadeView {
            shade: self.shade(place).into(),
            from: (*from).into(),
            to: (*to).into(),
        };
        self.0.iter().enumerate().map(view).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Shades;

    #[test]
    fn the_most_are_the_darkest() {
        let shades = |counts: &[usize]| {
            let shades = Shades::of(counts.iter().copied());
            counts.iter().map(|count| shades.of_count(*count)).collect::<Vec<_>>()
        };
        assert_eq!(shades(&[3]), [4]);
        assert_eq!(shades(&[1, 5, 1]), [2, 4, 2]);
        assert_eq!(shades(&[1, 2, 3, 4, 5, 6, 7, 8]), [1, 1, 2, 2, 3, 3, 4, 4]);
        assert!(Shades::of([2, 2].into_iter()).legend().is_empty());
    }
}
