//! What an idle preview finds out about outputs: what they read, and whether they render. The reads are carried
//! from one edition to the next.

use super::make::{Failure, view};
use crate::diagnostics::Diagnostic;
use crate::files;
use crate::model::PageId;
use crate::outputs::Output;
use crate::outputs::cards::Cards;
use crate::outputs::recorded::Recorded;
use crate::site::Site;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Records what outputs read. Outputs that fail are skipped.
pub fn record(site: &Site, outputs: &[&Output], recorded: &mut Recorded) {
    let cards = cards(site, outputs);
    let reads = |output: &&Output| {
        let (_, _, reads) = view(site, output, &cards[&files::depth(&output.url)]).ok()?;
        Some((output.path.clone(), output.url.clone(), reads))
    };
    let reads: Vec<_> = outputs.par_iter().filter_map(reads).collect();
    recorded.add(site.inputs(), reads);
}

/// Renders outputs, and returns the diagnostics of those that fail, by path. Samples cannot show a mistake that
/// depends on the content of a page.
pub fn try_to_render(site: &Site, outputs: &[&Output]) -> Vec<(String, Vec<Diagnostic>)> {
    let cards = cards(site, outputs);
    let problems = |output: &&Output| {
        let made = view(site, output, &cards[&files::depth(&output.url)]);
        match made.and_then(|(making, made, _)| Ok(making.render(made)?)) {
            Err(Failure::Content(problems)) => Some((output.path.clone(), problems)),
            _ => None,
        }
    };
    outputs.par_iter().filter_map(problems).collect()
}

/// An empty set of cards for each depth at which there is an output.
fn cards(site: &Site, outputs: &[&Output]) -> BTreeMap<usize, Cards> {
    let depths = outputs.iter().map(|output| files::depth(&output.url));
    depths.map(|depth| (depth, Cards::of(site.model.pages.len()))).collect()
}

/// The recorded reads of one site, carried over to the site after an edit.
pub fn carried(mut recorded: Recorded, before: &Site, after: &Site) -> Recorded {
    match edited_pages(before, after) {
        Some(edited) => {
            recorded.rehash(after.inputs(), &edited);
            recorded
        }
        None => recorded.stored(before.inputs(), &before.outputs.all).restored(after.inputs()),
    }
}

/// The pages that local edits changed; none if anything else changed.
fn edited_pages(before: &Site, after: &Site) -> Option<Vec<PageId>> {
    let is_local = Arc::ptr_eq(&before.model.graph, &after.model.graph)
        && Arc::ptr_eq(&before.theme, &after.theme);
    let both = || before.model.pages.iter().zip(&after.model.pages).enumerate();
    let edited = both().filter(|(_, (before, after))| !Arc::ptr_eq(before, after));
    is_local.then(|| edited.map(|(id, _)| PageId(id as u32)).collect())
}
