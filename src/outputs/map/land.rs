//! The land of small maps: one drawing for the whole site, over which each page draws its own countries. It may not know
//! the colours of a theme, so it is half transparent.

use crate::model::Model;
use crate::outputs::Plan;
use crate::outputs::kind::{Class, Kind, Made, Planned};
use crate::outputs::reader::Reader;

pub const URL: &str = "/assets/land.svg";

#[derive(Debug)]
struct Land;

/// The drawing, if there is a map.
pub fn all(plan: Plan) -> Vec<Planned> {
    let is_shown = plan.theme.chains.values().any(|chain| chain.reads("map"));
    let is_there = is_shown && !plan.model.graph.lists.map.countries.is_empty();
    is_there.then(|| (URL.to_owned(), Box::new(Land) as _)).into_iter().collect()
}

impl Kind for Land {
    fn class(&self) -> Class {
        Class::Other
    }

    fn origin(&self, _: &Model) -> String {
        "is the land of small maps".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let Some(drawing) = reader.drawing() else { return Made::Bytes(Vec::new()) };
        let (width, height) = drawing.coarse.viewport.size();
        let outlines = drawing.coarse.outlines.iter();
        let paths: String =
            outlines.map(|outline| format!("<path d=\"{}\"/>\n", outline.path)).collect();
        Made::Bytes(
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
                 fill=\"#81909b\" fill-opacity=\".35\" stroke=\"#81909b\" stroke-width=\".6\" stroke-opacity=\".55\" stroke-linejoin=\"round\">\n{paths}</svg>\n",
                width = width as u64,
                height = height as u64,
            )
            .into_bytes(),
        )
    }
}
