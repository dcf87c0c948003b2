//! A key in the making: what goes into it, one behind the other, and where each part of it begins. So a key
//! costs one fingerprint, and those of its parts only when somebody asks for them.

use super::Input;
use crate::fingerprint::{Fingerprint, Mixer};
use std::ops::{Deref, DerefMut};

/// A part of a key: inputs that belong together for those who ask why an output changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    Template,
    Site,
    Theme,
    Lists,
    Title,
    Page,
    Terms,
    Links,
    Works,
    Related,
    Neighbours,
    Inbound,
    Entries,
    Members,
    Pager,
    Term,
    Together,
    Counts,
    Facets,
    Matrix,
    Map,
    Search,
    Addresses,
    File,
}

const PARTS: usize = 24;

impl Part {
    /// All of them, each at the place of its number.
    pub const ALL: [Part; PARTS] = [
        Part::Template,
        Part::Site,
        Part::Theme,
        Part::Lists,
        Part::Title,
        Part::Page,
        Part::Terms,
        Part::Links,
        Part::Works,
        Part::Related,
        Part::Neighbours,
        Part::Inbound,
        Part::Entries,
        Part::Members,
        Part::Pager,
        Part::Term,
        Part::Together,
        Part::Counts,
        Part::Facets,
        Part::Matrix,
        Part::Map,
        Part::Search,
        Part::Addresses,
        Part::File,
    ];

    /// What stands for it on disk, for this very program.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The inverse of [`Part::number`].
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The parts that a name of a template's context stands for. Only these are mixed in.
    pub(super) fn read_as(name: &str) -> &'static [Part] {
        match name {
            "page" => &[Part::Page, Part::Terms, Part::Links, Part::Works],
            "related" => &[Part::Related],
            "previous" | "next" => &[Part::Neighbours],
            "inbound" => &[Part::Inbound],
            "entries" => &[Part::Entries],
            "members" => &[Part::Members],
            "facets" => &[Part::Facets],
            "matrix" => &[Part::Matrix],
            "search" => &[Part::Search],
            "map" => &[Part::Map],
            "pager" => &[Part::Pager],
            "term" | "broader" | "narrower" | "see_also" | "answers" => &[Part::Term],
            "together" => &[Part::Together],
            "ways" | "tree" | "vocabulary" | "collection" | "files" => &[Part::Counts],
            _ => &[],
        }
    }
}

/// The key of an output, with its parts; [`Mixer::finish`] is the key itself.
pub struct Key {
    mixer: Mixer,
    /// The parts in order, and how much had gone in when each began.
    begun: [(Part, u32); PARTS],
    count: usize,
    /// A bit for each part that is there.
    has: u32,
    /// What goes in, for those who want to be told.
    told: Option<Vec<(Part, Input)>>,
}

impl Key {
    pub(super) fn new(purpose: &str) -> Self {
        let begun = [(Part::Template, 0); PARTS];
        Self { mixer: Mixer::new(purpose), begun, count: 0, has: 0, told: None }
    }

    /// The same, and it keeps what goes in.
    pub(super) fn telling(purpose: &str) -> Self {
        Self { told: Some(Vec::new()), ..Self::new(purpose) }
    }

    /// Begins a part, unless it was there before.
    pub(super) fn begin(&mut self, part: Part) -> bool {
        let bit = 1 << part.number();
        let is_new = self.has & bit == 0;
        if is_new {
            self.has |= bit;
            self.begun[self.count] = (part, self.mixer.len() as u32);
            self.count += 1;
            // What ends one part is not the same at the beginning of the next.
            self.mixer.byte(part.number());
        }
        is_new
    }

    /// Says what has gone in.
    pub(super) fn tell(&mut self, input: impl FnOnce() -> Input) {
        if let Some(told) = &mut self.told
            && let Some((part, _)) = self.begun[..self.count].last()
        {
            told.push((*part, input()));
        }
    }

    /// The parts with something in them, each with its fingerprint.
    pub fn parts(&self) -> impl Iterator<Item = (Part, Fingerprint)> + '_ {
        let ends = self.begun[..self.count].iter().skip(1).map(|(_, start)| *start as usize);
        let ends = ends.chain([self.mixer.len()]);
        let parts = self.begun[..self.count].iter().zip(ends);
        parts.filter_map(|((part, start), end)| {
            // Its number is there even if nothing follows.
            let start = *start as usize + 1;
            (start < end).then(|| (*part, self.mixer.print_of(start..end)))
        })
    }

    /// What went into a part, in order; nothing if nobody was to be told.
    pub fn told_of(&self, part: Part) -> impl Iterator<Item = &Input> {
        let told = self.told.iter().flatten();
        told.filter(move |(of, _)| *of == part).map(|(_, input)| input)
    }
}

impl Deref for Key {
    type Target = Mixer;

    fn deref(&self) -> &Mixer {
        &self.mixer
    }
}

impl DerefMut for Key {
    fn deref_mut(&mut self) -> &mut Mixer {
        &mut self.mixer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_number() {
        assert!(Part::ALL.iter().all(|part| Part::of_number(part.number()) == Some(*part)));
        assert_eq!(Part::of_number(PARTS as u8), None);
    }

    #[test]
    fn parts_without_anything_are_left_out() {
        let mut key = Key::new("x");
        assert!(key.begin(Part::Page));
        key.text("a");
        assert!(key.begin(Part::Related));
        assert!(key.begin(Part::Works));
        assert!(!key.begin(Part::Page));
        key.text("a");
        let parts: Vec<_> = key.parts().collect();
        assert_eq!(
            parts.iter().map(|(part, _)| *part).collect::<Vec<_>>(),
            [Part::Page, Part::Works]
        );
        assert_eq!(parts[0].1, parts[1].1);
    }
}
