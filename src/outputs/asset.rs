//! A file of the theme: a style sheet, a script, a font.

use super::Plan;
use super::kind::{Class, Kind, Made, Planned};
use super::reader::Reader;
use crate::model::Model;

/// An index into the theme's assets.
#[derive(Debug)]
struct Asset(u32);

pub fn all(plan: Plan) -> Vec<Planned> {
    let one = |(i, asset): (usize, &crate::theme::Asset)| -> Planned {
        (asset.url.clone(), Box::new(Asset(i as u32)))
    };
    plan.theme.assets.iter().enumerate().map(one).collect()
}

impl Kind for Asset {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, model: &Model) -> String {
        format!("is a file of the theme `{}`", model.config.theme.value)
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        Made::Bytes(reader.asset(self.0).bytes.to_vec())
    }
}
