//! An edition: the repository at one moment, with its problems and the difference from the edition before.
//! Immutable.

use crate::diagnostics::Diagnostic;
use crate::outputs::{Class, Output};
use crate::site::Site;
use std::collections::HashSet;
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
pub struct Changed {
    pub pages: Vec<String>,
    pub lists: Vec<String>,
    pub feeds: Vec<String>,
    pub files: Vec<String>,
    pub others: Vec<String>,
}

impl Changed {
    pub fn all(&self) -> usize {
        self.pages.len()
            + self.lists.len()
            + self.feeds.len()
            + self.files.len()
            + self.others.len()
    }

    /// The addresses of each kind.
    pub fn kinds(&self) -> [(&'static str, &Vec<String>); 5] {
        [
            ("page", &self.pages),
            ("list", &self.lists),
            ("feed", &self.feeds),
            ("file", &self.files),
            ("other file", &self.others),
        ]
    }

    /// `7 pages, 2 lists, 1 feed`.
    pub fn sentence(&self) -> String {
        let kinds = self.kinds().map(|(word, urls)| (urls.len(), word));
        let some = kinds.iter().filter(|(n, _)| *n > 0);
        let words = some.map(|(n, word)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" }));
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
        let Self { pages, lists, feeds, files, others } = &mut changed;
        [pages, lists, feeds, files, others].into_iter().for_each(|list| list.sort());
        (changed, paths)
    }

    fn add(&mut self, output: &Output) {
        let list = match output.kind.class() {
            Class::Page => &mut self.pages,
            Class::List => &mut self.lists,
            Class::Feed => &mut self.feeds,
            Class::File => &mut self.files,
            Class::Index | Class::Other => &mut self.others,
        };
        list.push(output.url.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_said_in_words() {
        let one = || vec!["/a/".to_owned()];
        let two = [one(), one()].concat();
        let changed = Changed { pages: two, lists: one(), ..Changed::default() };
        assert_eq!(changed.sentence(), "2 pages, 1 list");
        assert_eq!(Changed::default().sentence(), "");
    }
}
