//! The repository after an edit, for the preview. Most edits leave the graph as it is: a page's text, a
//! template, a style sheet. Then only what was edited is read, and the rest is shared with the edition before.

use super::{Repository, Wish, colours, read, theme};
use crate::cache::{Content, Record, Records};
use crate::highlight;
use crate::model::{PageId, keeps_graph, texts};
use crate::parse::Page;
use crate::plan;
use crate::render::Shelf;
use crate::sources::{File, Kind, Sources};
use std::sync::Arc;

impl Repository {
    /// The repository with the files of `changed` as they are now; none if the edit reaches further than
    /// this can tell, and everything must be read. `sources` are those of now. It is not
    /// checked.
    pub fn edited(&self, sources: &Sources, changed: &[Arc<str>], wish: Wish) -> Option<Self> {
        let mut records = Records { fresh: 0, ..self.records.clone() };
        let mut pages = Vec::new();
        let mut new_theme = false;
        for path in changed {
            let file = sources.file(path)?;
            match file.kind {
                Kind::Page => {
                    let (record, page) = self.edited_page(file, wish)?;
                    records.fresh += usize::from(self.records.by_path[path].print != record.print);
                    pages.extend(page);
                    records.by_path.insert(path.clone(), record);
                }
                Kind::Theme => new_theme = true,
                _ => return None,
            }
        }
        let is_coloured = self.has_colours(&pages, wish);
        let mut model = self.model.edited(pages);
        if !is_coloured {
            model.code = colours(&model.pages, wish, &model.code);
        }
        let (mut theme, mut shelf, mut plan) =
            (self.theme.clone(), self.shelf.clone(), self.plan.clone());
        if new_theme {
            // A file that can't be read is for the long way.
            let mut problems = Vec::new();
            theme = self::theme(sources, &model.config, &mut problems);
            let was_unread = self.early.iter().any(|found| found.path.starts_with("themes/"));
            if was_unread || !problems.is_empty() {
                return None;
            }
            shelf = Arc::new(Shelf::of(&model, &theme));
            plan = plan::plan(&model, &theme, records.prints());
        }
        let (scanned, early) = (self.scanned.clone(), self.early.clone());
        let (sources, found, timings) = (sources.clone(), Vec::new(), Default::default());
        Some(Self { sources, records, model, theme, plan, shelf, scanned, early, found, timings })
    }

    /// A page as it is now; none if others see that it changed.
    fn edited_page(
        &self,
        file: &File,
        wish: Wish,
    ) -> Option<(Record, Option<(PageId, Arc<Page>)>)> {
        let before = self.records.by_path.get(&file.path)?;
        let source = file.read().ok()?;
        if source.print == before.print {
            return Some((Record { stamp: file.stamp, ..before.clone() }, None));
        }
        let record = Record { stamp: file.stamp, ..read::record(source, &self.model.config) };
        let (Content::Page(old), Content::Page(new)) = (&before.content, &record.content) else {
            return None;
        };
        if !keeps_graph(old, new) {
            return None;
        }
        // A draft that stays at home has no place in the model.
        let page = match read::is_out(new, wish) {
            true => None,
            false => Some((self.model.page_at(&file.path)?, new.clone())),
        };
        Some((record, page))
    }

    /// Whether all code of these pages is coloured already.
    fn has_colours(&self, pages: &[(PageId, Arc<Page>)], wish: Wish) -> bool {
        let blocks = pages.iter().flat_map(|(_, page)| texts(page)).flat_map(|text| &text.code);
        let is_known = |code| self.model.code.contains_key(&highlight::key(code));
        !wish.colours || blocks.into_iter().all(is_known)
    }
}
