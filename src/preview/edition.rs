//! An edition: the repository at one moment, with its problems and the difference from the edition before.
//! Immutable.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::text::counted;
use crate::outputs::{Class, Output};
use crate::site::Site;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// The site at one moment.
#[derive(Clone)]
pub struct Edition {
    pub site: Arc<Site>,
    /// The diagnostics of the last check; right after an edit these may be of the edition before.
    pub found: Arc<Vec<Diagnostic>>,
    /// The changes of the last edit.
    pub changed: Arc<Changed>,
    /// Why there is no newer edition, although something changed.
    pub away: Option<Arc<Away>>,
}

/// A repository that is currently unreadable.
#[derive(Debug)]
pub struct Away {
    pub sentence: String,
    /// The problems of its settings.
    pub found: Vec<Diagnostic>,
}

/// The sorted addresses of outputs that changed, appeared or vanished.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changed(BTreeMap<Class, Vec<String>>);

impl Changed {
    pub fn all(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// The addresses of each kind.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, &Vec<String>)> {
        let word = |class: &Class| match class {
            Class::Page => "page",
            Class::List => "list",
            Class::Feed => "feed",
            Class::File => "file",
            Class::Index | Class::Other => "other file",
        };
        self.0.iter().map(move |(class, urls)| (word(class), urls))
    }

    /// `7 pages, 2 lists, 1 feed`.
    pub fn sentence(&self) -> String {
        let words = self.kinds().map(|(word, urls)| counted(urls.len(), word));
        words.collect::<Vec<_>>().join(", ")
    }

    /// The difference between two editions, and the paths of the current outputs. `is_changed` decides for
    /// outputs that exist in both.
    pub fn between(
        before: &Site,
        after: &Site,
        is_changed: &dyn Fn(&Output) -> bool,
    ) -> (Self, Vec<String>) {
        let mut changed = Self::default();
        let mut paths = Vec::new();
        let paths_of = |site: &Site| -> HashSet<String> {
            site.outputs.all.iter().map(|output| output.path.clone()).collect()
        };
        let same_outputs = Arc::ptr_eq(&before.outputs, &after.outputs);
        let (known, now) = match same_outputs {
            true => Default::default(),
            false => (paths_of(before), paths_of(after)),
        };
        for output in &after.outputs.all {
            if is_changed(output) || (!same_outputs && !known.contains(&output.path)) {
                changed.add(output);
                paths.push(output.path.clone());
            }
        }
        if !same_outputs {
            let gone = before.outputs.all.iter().filter(|output| !now.contains(&output.path));
            gone.for_each(|output| changed.add(output));
        }
        changed.0.values_mut().for_each(|list| list.sort());
        (changed, paths)
    }

    fn add(&mut self, output: &Output) {
        self.0.entry(output.kind.class()).or_default().push(output.url.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_said_in_words() {
        let one = || vec!["/a/".to_owned()];
        let two = [one(), one()].concat();
        let changed = Changed([(Class::List, one()), (Class::Page, two)].into());
        assert_eq!(changed.sentence(), "2 pages, 1 list");
        assert_eq!(Changed::default().sentence(), "");
    }
}
