//! The twins of a page beside it: `index.json` and `index.md`.

use super::{items, markdown};
use crate::model::{Model, PageId, Role, Target};
use crate::outputs::Plan;
use crate::outputs::kind::{Class, Kind, Made, Planned};
use crate::outputs::page::file_of;
use crate::outputs::reader::Reader;
use std::sync::Arc;

#[derive(Clone, Copy, Debug)]
enum Twin {
    Json(PageId),
    Markdown(PageId),
}

/// The names of the files, with their media types.
pub const NAMES: [(&str, &str); 2] =
    [("index.json", "application/json"), ("index.md", "text/markdown")];

/// Whether a page has twins: it is in a collection and stands at its address.
pub fn has(model: &Model, id: PageId) -> bool {
    let page = model.page(id);
    matches!(page.role, Role::Entry(_))
        && page.withdrawn.is_none()
        && model.at(&page.url) == Some(Target::Page(id))
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let model = plan.model;
    let pages = model.page_ids().filter(|id| model.config.data.pages && has(model, *id));
    let twins = pages.flat_map(|id| {
        let url = &model.page(id).url;
        [Twin::Json(id), Twin::Markdown(id)].into_iter().zip(NAMES).map(move |(twin, (name, _))| {
            let planned: Planned = (format!("{url}{name}"), Box::new(twin));
            planned
        })
    });
    twins.collect()
}

impl Twin {
    fn page(self) -> PageId {
        match self {
            Self::Json(id) | Self::Markdown(id) => id,
        }
    }
}

impl Kind for Twin {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        let form = match self {
            Self::Json(_) => "JSON",
            Self::Markdown(_) => "Markdown",
        };
        format!("has {} as {form}", file_of(model, self.page()))
    }

    fn text(&self, _: &Model) -> Option<PageId> {
        match self {
            Self::Json(_) => None,
            Self::Markdown(id) => Some(*id),
        }
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        Some(model.file_of(model.page(self.page())))
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::Bytes(match self {
            Self::Json(id) => items::page(reader, *id),
            Self::Markdown(id) => markdown::page(reader, *id),
        })
    }
}
