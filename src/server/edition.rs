//! An edition: the repository as it was at one moment, with what is wrong with it and what is different
//! since the edition before. It is handed on as a whole and never changed.

use crate::diagnostics::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::pipeline::Repository;
use crate::plan::What;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The repository at one moment.
#[derive(Clone)]
pub struct Edition {
    pub repository: Arc<Repository>,
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

/// The keys of all outputs of an edition, by path.
pub type Keys = HashMap<String, (Fingerprint, Kept)>;

/// What is kept of an output to tell of it when it is gone.
#[derive(Clone, Debug)]
pub struct Kept {
    url: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Page,
    List,
    Feed,
    File,
    Other,
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

    /// What is different between two editions.
    pub fn between(before: &Keys, after: &Keys) -> Self {
        let mut changed = Self::default();
        let fresh = after
            .iter()
            .filter(|(path, (key, _))| before.get(*path).is_none_or(|(known, _)| known != key));
        let gone = before.iter().filter(|(path, _)| !after.contains_key(*path));
        for (_, (_, kept)) in fresh.chain(gone) {
            let list = match kept.kind {
                Kind::Page => &mut changed.pages,
                Kind::List => &mut changed.lists,
                Kind::Feed => &mut changed.feeds,
                Kind::File => &mut changed.files,
                Kind::Other => &mut changed.others,
            };
            list.push(kept.url.clone());
        }
        let Self { pages, lists, feeds, files, others } = &mut changed;
        [pages, lists, feeds, files, others].into_iter().for_each(|list| list.sort());
        changed
    }
}

/// The keys of a repository; none if there is something else to do meanwhile.
pub fn keys(repository: &Repository, mut is_interrupted: impl FnMut() -> bool) -> Option<Keys> {
    const AT_ONCE: usize = 1024;
    let key = |output: &crate::plan::Output| {
        let kept = Kept { url: output.url.clone(), kind: kind(&output.what) };
        (output.path.clone(), (repository.key(output), kept))
    };
    let mut keys = Keys::with_capacity(repository.plan.outputs.len());
    for outputs in repository.plan.outputs.chunks(AT_ONCE) {
        if is_interrupted() {
            return None;
        }
        keys.par_extend(outputs.par_iter().map(key));
    }
    Some(keys)
}

fn kind(what: &What) -> Kind {
    match what {
        What::Home | What::Page(_) | What::NotFound | What::Search => Kind::Page,
        What::Collection(..)
        | What::Vocabulary(_)
        | What::Term(..)
        | What::Explore(..)
        | What::Matrix(..) => Kind::List,
        What::Feed(_) => Kind::Feed,
        What::Asset(_) | What::File(_) | What::Entries(..) | What::Table(..) => Kind::File,
        What::Redirect(_) | What::Sitemap(_) | What::Robots => Kind::Other,
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
