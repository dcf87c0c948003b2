//! The repository after an edit, for the preview. Most edits leave the graph as it is (a page's text, a
//! template, a style sheet) or its ties (titles, dates, labels). Then only what was edited is read, and the
//! rest is shared with the edition before.

use super::{Repository, Timings, Wish, colours, read, theme};
use crate::cache::{Content, Record, Records};
use crate::highlight;
use crate::model::{Edit, Model, PageId, keeps_graph, texts};
use crate::parse::Page;
use crate::plan;
use crate::render::Shelf;
use crate::sources::{File, Kind, Sources};
use crate::theme::Theme;
use std::collections::BTreeSet;
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

/// What changed, as it was read now.
struct Reading {
    records: Records,
    edit: Edit,
    same_graph: bool,
    new_theme: bool,
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
        let Reading { records, edit, same_graph, new_theme } =
            self.read_again(sources, changed, wish)?;
        let is_coloured = self.has_colours(&edit.pages, wish);
        let mut model = match same_graph {
            true => self.model.edited(edit.pages),
            false => self.model.reworded(edit, self.theme.shows_related())?,
        };
        if !is_coloured {
            model.code = colours(&model.pages, wish, &model.code);
        }
        let theme = match new_theme {
            true => self.new_theme(sources, &model)?,
            false => self.theme.clone(),
        };
        let same_plan = !new_theme && (same_graph || same_outputs(&self.model, &model));
        let plan = match same_plan {
            true => self.plan.clone(),
            false => {
                let has_search = self.plan.wants_search;
                Arc::new(plan::plan(&model, &theme, records.prints(), has_search))
            }
        };
        let shelf = match same_graph && !new_theme {
            true => self.shelf.clone(),
            false => Arc::new(Shelf::of(&model, &theme, &plan)),
        };
        Some(Self {
            sources: sources.clone(),
            records,
            bodies: self.bodies.clone(),
            model,
            theme,
            plan,
            shelf,
            scanned: self.scanned.clone(),
            early: self.early.clone(),
            found: Vec::new(),
            entangled: BTreeSet::new(),
            timings: Timings::default(),
        })
    }

    /// The files that changed, read and parsed.
    fn read_again(&self, sources: &Sources, changed: &[Arc<str>], wish: Wish) -> Option<Reading> {
        let mut records = Records { fresh: 0, ..self.records.clone() };
        let mut edit = Edit::default();
        let (mut new_theme, mut same_graph) = (false, true);
        for path in changed {
            let file = sources.file(path)?;
            if file.kind == Kind::Theme {
                new_theme = true;
                continue;
            }
            let before = self.records.by_path.get(path)?;
            let record = match file.kind {
                Kind::Page => {
                    let (record, page) = self.edited_page(file, wish)?;
                    same_graph &= page
                        .as_ref()
                        .is_none_or(|(id, page)| keeps_graph(self.model.page(*id), page));
                    edit.pages.extend(page);
                    record
                }
                Kind::Terms => {
                    let record = read::record(file.read().ok()?, &self.model.config);
                    if record.print != before.print {
                        let Content::Terms(terms) = &record.content else { return None };
                        edit.terms.push(terms.clone());
                        same_graph = false;
                    }
                    Record { stamp: file.stamp, ..record }
                }
                _ => return None,
            };
            records.fresh += usize::from(before.print != record.print);
            records.by_path.insert(path.clone(), record);
        }
        Some(Reading { records, edit, same_graph, new_theme })
    }

    /// The theme as it is now; none where that is for the long way.
    fn new_theme(&self, sources: &Sources, model: &Model) -> Option<Arc<Theme>> {
        let mut problems = Vec::new();
        let theme = theme(sources, &model.config, &mut problems);
        let was_unread = self.early.iter().any(|found| found.path.starts_with("themes/"));
        // Of a model that was made without related pages none can be shown.
        let same_model = theme.shows_related() == self.theme.shows_related();
        (!was_unread && problems.is_empty() && same_model).then_some(theme)
    }

    /// A page as it is now; none if it is no page any more, or became a draft or ceased to be one.
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
    let others = sources.files.iter().zip(known).filter(|(file, known)| !file.is_as(known.stamp));
    same_paths.then(|| others.map(|(file, _)| file.path.clone()).collect())
}
