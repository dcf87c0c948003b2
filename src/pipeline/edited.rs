//! The repository after an edit, for the preview. Most edits leave the graph as it is: a page's text, a
//! template, a style sheet. Then only what was edited is read, and the rest is shared with the edition before.

use super::{Repository, Wish, colours, read, theme};
use crate::cache::{Content, Record, Records};
use crate::highlight;
use crate::model::{Edit, Model, PageId, keeps_graph, texts};
use crate::parse::Page;
use crate::plan;
use crate::render::Shelf;
use crate::sources::{File, Kind, Sources};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What became of a repository.
pub enum After {
    Same,
    /// Files were touched, and say what they said: nothing that is shown is different.
    Touched(Repository),
    New(Repository),
}

/// A page as it was read now, and its place in the model if it is another than before.
type EditedPage = (Record, Option<(PageId, Arc<Page>)>);

impl Repository {
    /// The repository at `root` after these paths changed; without any, after a walk over the folders.
    /// It is not checked. `Err` if it is gone.
    pub fn after(&self, root: &Path, heard: Option<&[PathBuf]>, wish: Wish) -> io::Result<After> {
        let heard = heard.and_then(|paths| self.sources.updated(root, paths));
        let ((sources, scanned), changed) = match heard {
            Some((sources, changed)) => ((sources, self.scanned.clone()), Some(changed)),
            None => {
                let scanned = Sources::scan(root)?;
                let is_clean = scanned.1.is_empty() && self.scanned.is_empty();
                let changed = changed(&scanned.0, &self.sources).filter(|_| is_clean);
                (scanned, changed)
            }
        };
        if changed.as_ref().is_some_and(Vec::is_empty) {
            return Ok(After::Same);
        }
        let sources = Arc::new(sources);
        Ok(match changed.and_then(|paths| self.edited(&sources, &paths, wish)) {
            Some(edited)
                if edited.records.fresh == 0 && Arc::ptr_eq(&edited.theme, &self.theme) =>
            {
                After::Touched(edited)
            }
            Some(edited) => After::New(edited),
            None => {
                let sources = Arc::unwrap_or_clone(sources);
                After::New(Self::unchecked((sources, scanned), wish, &self.known()))
            }
        })
    }

    /// The repository with the files of `changed` as they are now; none if the edit reaches further than
    /// this can tell, and everything must be read. `sources` are those of now. It is not
    /// checked.
    fn edited(&self, sources: &Arc<Sources>, changed: &[Arc<str>], wish: Wish) -> Option<Self> {
        let mut records = Records { fresh: 0, ..self.records.clone() };
        let mut edit = Edit::default();
        let (mut new_theme, mut same_graph) = (false, true);
        for path in changed {
            let file = sources.file(path)?;
            match file.kind {
                Kind::Page => {
                    let (record, page) = self.edited_page(file, wish)?;
                    records.fresh += usize::from(self.records.by_path[path].print != record.print);
                    same_graph &= page
                        .as_ref()
                        .is_none_or(|(id, page)| keeps_graph(self.model.page(*id), page));
                    edit.pages.extend(page);
                    records.by_path.insert(path.clone(), record);
                }
                Kind::Terms => {
                    let before = self.records.by_path.get(path)?;
                    let record = read::record(file.read().ok()?, &self.model.config);
                    if record.print != before.print {
                        let Content::Terms(terms) = &record.content else { return None };
                        edit.terms.push(terms.clone());
                        same_graph = false;
                        records.fresh += 1;
                    }
                    records.by_path.insert(path.clone(), Record { stamp: file.stamp, ..record });
                }
                Kind::Theme => new_theme = true,
                _ => return None,
            }
        }
        let is_coloured = self.has_colours(&edit.pages, wish);
        let mut model = match same_graph {
            true => self.model.edited(edit.pages),
            false => self.model.reworded(edit, self.theme.shows_related())?,
        };
        if !is_coloured {
            model.code = colours(&model.pages, wish, &model.code);
        }
        let (mut theme, mut shelf, mut plan) =
            (self.theme.clone(), self.shelf.clone(), self.plan.clone());
        if !same_graph {
            if !same_outputs(&self.model, &model) {
                plan = Arc::new(plan::plan(&model, &theme, records.prints(), plan.wants_search));
            }
            shelf = Arc::new(Shelf::of(&model, &theme, &plan));
        }
        if new_theme {
            // A file that can't be read is for the long way.
            let mut problems = Vec::new();
            theme = self::theme(sources, &model.config, &mut problems);
            let was_unread = self.early.iter().any(|found| found.path.starts_with("themes/"));
            if was_unread || !problems.is_empty() {
                return None;
            }
            // Of a model that was made without related pages none can be shown.
            if theme.shows_related() != self.theme.shows_related() {
                return None;
            }
            plan = Arc::new(plan::plan(&model, &theme, records.prints(), self.plan.wants_search));
            shelf = Arc::new(Shelf::of(&model, &theme, &plan));
        }
        let (scanned, early) = (self.scanned.clone(), self.early.clone());
        let sources = sources.clone();
        let bodies = self.bodies.clone();
        let (found, timings) = (Vec::new(), Default::default());
        Some(Self {
            sources,
            records,
            bodies,
            model,
            theme,
            plan,
            shelf,
            scanned,
            early,
            found,
            timings,
        })
    }

    /// A page as it is now; none if others see that it changed.
    fn edited_page(&self, file: &File, wish: Wish) -> Option<EditedPage> {
        let before = self.records.by_path.get(&file.path)?;
        let source = file.read().ok()?;
        if source.print == before.print {
            return Some((Record { stamp: file.stamp, ..before.clone() }, None));
        }
        let record = Record { stamp: file.stamp, ..read::record(source, &self.model.config) };
        let (Content::Page(old), Content::Page(new)) = (&before.content, &record.content) else {
            return None;
        };
        if old.draft != new.draft {
            return None;
        }
        // A draft that stays at home has no place in the model.
        let page = match read::is_out(new, wish) {
            true => None,
            false => Some((*self.model.by_path.get(&file.path)?, new.clone())),
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

/// Whether the same outputs are made of two models with the same ties.
fn same_outputs(before: &Model, after: &Model) -> bool {
    (0..after.facets.len()).all(|c| before.is_explored(c) == after.is_explored(c))
}

/// The files that a walk found to be others than they were; none if some came or went.
fn changed(sources: &Sources, before: &Sources) -> Option<Vec<Arc<str>>> {
    let known = &before.files;
    let same_paths = sources.files.len() == known.len()
        && sources.files.iter().zip(known).all(|(file, known)| file.path == known.path);
    let is_same = |(file, known): &(&File, &File)| {
        file.is_embedded() || (file.stamp.is_some() && file.stamp == known.stamp)
    };
    let others = sources.files.iter().zip(known).filter(|pair| !is_same(pair));
    same_paths.then(|| others.map(|(file, _)| file.path.clone()).collect())
}
