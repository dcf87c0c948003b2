//! From the snapshot to what the model is made of: pages, terms, the bibliography and files, and the hashes that tell
//! whether any of these is another one.

use crate::cache::{CacheEntry, Content};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::TWO_OUTPUTS;
use crate::hash::{Hash, Hasher};
use crate::model::{Dates, Parts, used_by, withhold};
use crate::options::Options;
use crate::parse::address;
use crate::parse::dates::Date;
use crate::snapshot::{Snapshot, is_left_out};
use crate::sources::{File, Kind};
use std::sync::Arc;

/// Sorts the entries by type; drafts are included only on request. If a static file and a file of the content have
/// the same address, that of the content is published.
pub fn parts(snapshot: &Snapshot, options: Options) -> (Parts, Vec<Diagnostic>) {
    let (works, context) = context_hashes(snapshot);
    let mut parts = Parts {
        config: snapshot.config.clone(),
        works,
        context,
        made_from: graph_hash(snapshot, context, options),
        dates: Arc::new(dates(snapshot)),
        published: snapshot.published.clone(),
        ..Parts::default()
    };
    let mut clashes = Vec::new();
    let mut tombstones = Vec::new();
    let (fixed, written): (Vec<&File>, Vec<&File>) =
        snapshot.sources.files.iter().partition(|file| file.kind == Kind::Static);
    for file in fixed.into_iter().chain(written) {
        let Some(entry) = snapshot.entries.by_path.get(&file.path) else { continue };
        match &entry.content {
            Content::Page(page) if is_left_out(page, options) => {
                parts.files.draft_uses.extend(used_by(page).map(str::to_owned));
                parts.files.drafts.insert(page.url.clone());
                // Links name it by its path.
                if page.slug.is_some() {
                    let named = address::of_page(page.inside(), &snapshot.config);
                    parts.files.drafts.insert(named.url);
                }
            }
            Content::Page(page) => {
                tombstones.extend(page.withdrawn.is_some().then(|| page.path.clone()));
                parts.pages.push(page.clone());
            }
            Content::Terms(terms) => parts.terms.push(terms.clone()),
            Content::Bibliography(bibliography) => parts.bibliography = bibliography.clone(),
            Content::File(extent) => {
                let Some(url) = address::of_file(&file.path) else { continue };
                parts.files.sizes.insert(url.clone(), *extent);
                if let Some(other) = parts.files.by_url.insert(url.clone(), file.path.clone()) {
                    let message = format!("this file and {other} would both be published at {url}");
                    let problem = TWO_OUTPUTS.at(&file.path, 0..0, message);
                    clashes.push(problem.help("rename one of them"));
                }
            }
        }
    }
    // What only a withdrawn page showed goes with it.
    let mut left_out = snapshot.left_out(options);
    left_out.extend(tombstones.iter().map(|path| &**path));
    withhold(&mut parts, &left_out);
    (parts, clashes)
}

/// The dates that git has, for pages.
fn dates(snapshot: &Snapshot) -> Dates {
    let Some(dates) = &snapshot.sources.dates else { return Dates::default() };
    let date = |text: &str| Date::read(text).ok();
    let of_file = |file: &File| {
        let (added, changed) = dates.by_path.get(&*file.path)?;
        Some((file.path.clone(), (date(added)?, date(changed)?)))
    };
    snapshot.sources.of(Kind::Page).filter_map(of_file).collect()
}

/// The cache entries of the repository's files, sorted by path.
fn entries(snapshot: &Snapshot) -> impl Iterator<Item = (&Arc<str>, &CacheEntry)> {
    let paths = snapshot.sources.files.iter().map(|file| &file.path);
    paths.filter_map(|path| Some((path, snapshot.entries.by_path.get(path)?)))
}

/// The hash of the settings, the bibliography and the styles, and the hash of these and the terms.
fn context_hashes(snapshot: &Snapshot) -> (Hash, Hash) {
    let (mut works, mut terms) = (Hasher::new("works"), Hasher::new("context"));
    works.hash(snapshot.config.hash);
    for (path, entry) in entries(snapshot) {
        match &entry.content {
            Content::Bibliography(_) => works.text(path).hash(entry.hash),
            Content::Terms(_) => terms.text(path).hash(entry.hash),
            Content::Page(_) | Content::File(_) => continue,
        };
    }
    for style in snapshot.read_all(Kind::Style).0 {
        works.text(&style.path).hash(style.hash);
    }
    (works.finish(), terms.hash(works.finish()).finish())
}

/// The hash of everything the graph is built from.
fn graph_hash(snapshot: &Snapshot, context: Hash, options: Options) -> Hash {
    let mut graph = Hasher::new("graph");
    graph.hash(context).byte(u8::from(options.drafts));
    graph.hash(snapshot.sources.dates.as_ref().map(|dates| dates.hash).unwrap_or_default());
    for (path, entry) in entries(snapshot) {
        graph.text(path).hash(match &entry.content {
            Content::Page(page) => page.graph_hash,
            _ => entry.hash,
        });
    }
    graph.finish()
}
