//! The pages of a model. A build to which little is new asks for few of them, so they need not all be there:
//! those that are missing are fetched, each when it is first asked for, by whoever made the list.
//!
//! What was fetched is kept in a `OnceLock`. That is no state that anybody could see: a page is what its bytes
//! say, whether it is read now or was read before.

use crate::parse::Page;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Gives the page at a place; none if it is lost.
pub type Fetch = dyn Fn(usize) -> Option<Arc<Page>> + Send + Sync;

/// All pages, sorted by path. As a slice they are all fetched.
#[derive(Clone)]
pub struct Pages {
    all: OnceLock<Vec<Arc<Page>>>,
    asked: Option<Asked>,
}

/// Pages of which each is fetched when it is asked for.
#[derive(Clone)]
struct Asked {
    known: Vec<OnceLock<Option<Arc<Page>>>>,
    fetch: Arc<Fetch>,
    /// What stands for a page that is lost.
    blank: Arc<Page>,
}

impl Pages {
    /// So many pages, to be fetched. `blank` stands for those that can't be; see [`Pages::has_lost`].
    pub fn fetched(count: usize, fetch: Arc<Fetch>, blank: Arc<Page>) -> Self {
        let known = (0..count).map(|_| OnceLock::new()).collect();
        Self { all: OnceLock::new(), asked: Some(Asked { known, fetch, blank }) }
    }

    /// The page at a place.
    pub fn at(&self, place: usize) -> &Arc<Page> {
        match (self.all.get(), &self.asked) {
            (None, Some(asked)) => asked.at(place),
            _ => &self[place],
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.asked {
            Some(asked) => asked.known.len(),
            None => self.all().len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts another page in place of one.
    pub fn put(&mut self, place: usize, page: Arc<Page>) {
        if let Some(all) = self.all.get_mut() {
            all[place] = page.clone();
        }
        if let Some(asked) = &mut self.asked {
            asked.known[place] = OnceLock::from(Some(page));
        }
    }

    /// Whether a page was asked for that could not be fetched. Then nothing that was made of these pages is
    /// to be trusted.
    pub fn has_lost(&self) -> bool {
        let known = self.asked.iter().flat_map(|asked| &asked.known);
        known.filter_map(OnceLock::get).any(Option::is_none)
    }

    fn all(&self) -> &Vec<Arc<Page>> {
        let fetch = |asked: &Asked| (0..asked.known.len()).map(|i| asked.at(i).clone()).collect();
        self.all.get_or_init(|| self.asked.as_ref().map(fetch).unwrap_or_default())
    }
}

impl Asked {
    fn at(&self, place: usize) -> &Arc<Page> {
        self.known[place].get_or_init(|| (self.fetch)(place)).as_ref().unwrap_or(&self.blank)
    }
}

impl From<Vec<Arc<Page>>> for Pages {
    fn from(pages: Vec<Arc<Page>>) -> Self {
        Self { all: OnceLock::from(pages), asked: None }
    }
}

impl Deref for Pages {
    type Target = [Arc<Page>];

    fn deref(&self) -> &[Arc<Page>] {
        self.all()
    }
}

impl<'p> IntoIterator for &'p Pages {
    type Item = &'p Arc<Page>;
    type IntoIter = std::slice::Iter<'p, Arc<Page>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} pages", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::parse::unwritten;

    fn page(path: &str) -> Arc<Page> {
        Arc::new(unwritten(path, &Config::default()))
    }

    #[test]
    fn pages_come_when_they_are_asked_for() {
        let fetch = |place| (place != 1).then(|| page(&format!("content/{place}.md")));
        let mut pages = Pages::fetched(3, Arc::new(fetch), page(""));
        assert_eq!((pages.len(), pages.has_lost()), (3, false));
        assert_eq!(&*pages.at(2).path, "content/2.md");
        assert!(!pages.has_lost());
        assert_eq!(&*pages.at(1).path, "");
        assert!(pages.has_lost());
        pages.put(1, page("content/new.md"));
        assert!(!pages.has_lost());
        let paths: Vec<&str> = pages.iter().map(|page| &*page.path).collect();
        assert_eq!(paths, ["content/0.md", "content/new.md", "content/2.md"]);
        pages.put(0, page("content/a.md"));
        assert_eq!((&*pages.at(0).path, &*pages[0].path), ("content/a.md", "content/a.md"));
    }
}
