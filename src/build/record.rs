//! What outputs read, noted without rendering them, and kept from one edition of a preview to the next.

use super::make::view;
use crate::files;
use crate::model::PageId;
use crate::outputs::Output;
use crate::outputs::cards::Cards;
use crate::outputs::recorded::Recorded;
use crate::site::Site;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Notes what some outputs read. Of those that can't be made nothing is noted.
pub fn record(site: &Site, outputs: &[&Output], recorded: &mut Recorded) {
    let cards: BTreeMap<usize, Cards> = outputs
        .iter()
        .map(|output| (files::depth(&output.url), Cards::of(site.model.pages.len())))
        .collect();
    let reads = |output: &&Output| {
        let (_, _, reads) = view(site, output, &cards[&files::depth(&output.url)]).ok()?;
        Some((output.path.clone(), output.url.clone(), reads))
    };
    let reads: Vec<_> = outputs.par_iter().filter_map(reads).collect();
    recorded.add(site.inputs(), reads);
}

/// What the outputs of one site read, looked up in the site after an edit.
pub fn carried(mut recorded: Recorded, before: &Site, after: &Site) -> Recorded {
    match edited_pages(before, after) {
        Some(edited) => {
            recorded.rehash(after.inputs(), &edited);
            recorded
        }
        None => recorded.stored(before.inputs(), |_| true).restored(after.inputs()),
    }
}

/// The pages that are others after local edits; none if more is another than pages.
fn edited_pages(before: &Site, after: &Site) -> Option<Vec<PageId>> {
    let is_local = Arc::ptr_eq(&before.model.graph, &after.model.graph)
        && Arc::ptr_eq(&before.theme, &after.theme);
    let both = || before.model.pages.iter().zip(&after.model.pages).enumerate();
    let edited = both().filter(|(_, (before, after))| !Arc::ptr_eq(before, after));
    is_local.then(|| edited.map(|(id, _)| PageId(id as u32)).collect())
}
