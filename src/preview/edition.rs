//! An edition: the repository as it was at one moment, with what is wrong with it and what is different
//! since the edition before. It is handed on as a whole and never changed.

use crate::diagnostics::Diagnostic;
use crate::outputs::{Class, Output};
use crate::site::Site;
use std::collections::HashSet;
use std::sync::Arc;

/// The site at one moment.
#[derive(Clone)]
pub struct Edition {
    pub site: Arc<Site>,
    /// All that was found when it was last checked: right after an edit that may be the edition before.
    pub found: Arc<Vec<Diagnostic>>,
    /// What the last edit changed.
    pub changed: Arc<Changed>,
    /// Why there is nothing newer, although something changed.
    pub away: Option<Arc<Away>>,
}

/// A repository that can't be read at the moment.
#[derive(Debug)]
pub struct Away {
    pub sentence: String,
    /// What is wrong with its settings.
    pub found: Vec<Diagnostic>,
}

/// The addresses of outputs that changed, appeared or vanished, sorted.
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

    /// What of each kind.
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

    /// What is different between two editions, and the paths of the outputs that are there now. `is_changed`
    /// says it of outputs that were there before.
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
            Class::Other => &mut self.others,
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
