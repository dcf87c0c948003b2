//! From the snapshot to what the model is made of: pages, terms, the bibliography and files, and the hashes that tell
//! whether any of these is another one.

use crate::cache::{CacheEntry, Content};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::TWO_OUTPUTS;
use crate::hash::{Hash, Hasher};
use crate::model::{Parts, used_by, withhold};
use crate::options::Options;
use crate::parse::address;
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
        ..Parts::default()
    };
    let mut clashes = Vec::new();
    let (fixed, written): (Vec<&File>, Vec<&File>) =
        snapshot.sources.files.iter().partition(|file| file.kind == Kind::Static);
    for file in fixed.into_iter().chain(written) {
        let Some(entry) = snapshot.entries.by_path.get(&file.path) else { continue };
        match &entry.content {
            Content::Page(page) if is_left_out(page, options) => {
                parts.files.draft_uses.extend(used_by(page).map(str::to_owned));
                parts.files.drafts.insert(page.url.clone());
            }
            Content::Page(page) => parts.pages.push(page.clone()),
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
    withhold(&mut parts, &snapshot.left_out(options));
    (parts, clashes)
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
    for (path, entry) in entries(snapshot) {
        graph.text(path).hash(match &entry.content {
            Content::Page(page) => page.graph_hash,
            _ => entry.hash,
        });
    }
    graph.finish()
}
