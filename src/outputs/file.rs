//! A file of the repository that is published unchanged.

use super::Plan;
use super::ids::FileId;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;
use std::sync::Arc;

#[derive(Debug)]
struct File {
    /// Its index among the published files.
    id: FileId,
    path: Arc<str>,
}

pub fn all(plan: Plan) -> Vec<Planned> {
    let one = |(i, (url, path)): (usize, (&String, &Arc<str>))| -> Planned {
        (url.clone(), Box::new(File { id: FileId(i as u32), path: path.clone() }))
    };
    plan.model.files.by_url.iter().enumerate().map(one).collect()
}

impl Kind for File {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, _: &Model) -> String {
        format!("is a copy of {}", self.path)
    }

    fn source(&self, _: &Model) -> Option<Arc<str>> {
        Some(self.path.clone())
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::File(reader.file(self.id))
    }
}
