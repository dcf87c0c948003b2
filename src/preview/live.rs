//! Live updates: every open page has a stream of events about itself.
//!
//! - `change`: the page differs; it fetches itself and applies the differences.
//! - `style`: only its style sheets differ; it swaps them.
//! - `reload`: a script or picture it loads differs.
//! - `status`: the problems or (`edit`) the changes of the last edit should be fetched again.
//!
//! A page sends the state it was served in when it subscribes, so that it misses nothing while it loads,
//! while its tab is hidden, or while the preview restarts.

use super::edition::{Away, Changed, Edition};
use super::links::{Links, links};
use super::memory::Memory;
use super::page::{self, Shown};
use super::route::{self, Found};
use crate::diagnostics::Diagnostic;
use crate::files;
use crate::hash::{Hash, Hasher};
use crate::outputs::Class;
use crate::site::Site;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The current version of a page, with the files of `static/` that it loads.
struct Standing {
    shown: Shown,
    links: Links,
    files: BTreeMap<String, Hash>,
}

impl Standing {
    fn at(edition: &Edition, memory: &Memory, path: &str) -> Option<Self> {
        let shown = page::at(edition, memory, path)?;
        let links = links(&String::from_utf8_lossy(&shown.html), path);
        let files = fixed(&edition.site, &links);
        Some(Self { shown, links, files })
    }

    /// A hash of the page and the files it loads. Theme files have their hash in their name, so they are part
    /// of the page.
    fn state(&self) -> String {
        let mut page = Hasher::new("page");
        match self.shown.problem.as_ref().filter(|_| self.shown.is_trouble()) {
            // Other entries come and go.
            Some(problem) => {
                page.text(&problem.path).number(problem.span.start).text(&problem.message)
            }
            None => page.hash(Hash::of(&self.shown.html)),
        };
        let mut files = Hasher::new("files");
        self.files.iter().for_each(|(path, hash)| {
            files.text(path).hash(*hash);
        });
        format!("{}-{}", page.finish().short(), files.finish().short())
    }
}

/// The hashes of those files whose address does not depend on their content.
fn fixed(site: &Site, links: &Links) -> BTreeMap<String, Hash> {
    let all = links.sheets.iter().chain(&links.others);
    let hash = |path: &String| match route::find(site, path) {
        Found::Output(output) if output.kind.class() == Class::File => {
            let source = output.kind.source(&site.model)?;
            Some((path.clone(), site.snapshot.entries.by_path.get(&source)?.hash))
        }
        _ => None,
    };
    all.filter_map(hash).collect()
}

/// The current state of the page at an address.
pub fn state(site: &Site, shown: &Shown, path: &str) -> String {
    let links = links(&String::from_utf8_lossy(&shown.html), path);
    let files = fixed(site, &links);
    Standing { shown: shown.clone(), links, files }.state()
}

/// What was last sent to a page.
struct Sent {
    found: Arc<Vec<Diagnostic>>,
    changed: Arc<Changed>,
    away: Option<Arc<Away>>,
}

/// An open page.
pub struct OpenPage {
    path: String,
    /// The state it was served in.
    served: Option<String>,
    known: Option<Standing>,
    sent: Option<Sent>,
}

impl OpenPage {
    /// `query` has its address as `path` and the state it was served in as `state`; without a state the page
    /// is taken to be current.
    pub fn of(query: &str) -> Self {
        let path = value(query, "path").unwrap_or_default();
        Self { path, served: value(query, "state"), known: None, sent: None }
    }

    /// The events of this edition for the page.
    pub fn hear(&mut self, edition: &Edition, memory: &Memory) -> String {
        let mut events = self.changes(edition, memory).unwrap_or_default();
        let Edition { found, changed, away, .. } = edition;
        let sent = self.sent.as_ref();
        let is_edit = sent.is_some_and(|sent| !Arc::ptr_eq(&sent.changed, changed));
        let is_told = sent.is_some_and(|sent| {
            let same_away = sent.away.as_ref().map(Arc::as_ptr) == away.as_ref().map(Arc::as_ptr);
            Arc::ptr_eq(&sent.found, found) && same_away && !is_edit
        });
        if !is_told {
            let (found, changed, away) = (found.clone(), changed.clone(), away.clone());
            self.sent = Some(Sent { found, changed, away });
            // Two edits may change the same things, and both are reported.
            events.push_str(&event("status", if is_edit { "edit" } else { "" }));
        }
        events
    }

    fn changes(&mut self, edition: &Edition, memory: &Memory) -> Option<String> {
        let now = Standing::at(edition, memory, &self.path)?;
        let state = now.state();
        let events = match (self.known.take(), self.served.take()) {
            (Some(before), _) => between(&before, &now, &state),
            (None, Some(served)) => since(&served, &state),
            (None, None) => String::new(),
        };
        self.known = Some(now);
        Some(events)
    }
}

/// The events for a page that was served in one state and is now in another.
fn since(served: &str, state: &str) -> String {
    let files = |state: &str| state.rsplit_once('-').map(|(_, files)| files.to_owned());
    match served == state {
        true => String::new(),
        // It is unknown which file differs.
        false if files(served) != files(state) => event("reload", state),
        false => event("change", state),
    }
}

fn between(before: &Standing, now: &Standing, state: &str) -> String {
    let is_other = |(path, hash): &(&String, &Hash)| {
        before.files.get(*path).is_some_and(|known| known != *hash)
    };
    let others = now.files.iter().filter(is_other);
    let (sheets, others): (Vec<_>, Vec<_>) =
        others.map(|(path, _)| path).partition(|path| now.links.sheets.contains(path));
    if !others.is_empty() {
        return event("reload", state);
    }
    let renamed = renamed(before, now);
    let is_same = before.state().split('-').next() == state.split('-').next();
    let is_changed = renamed.is_none() && !is_same;
    let mut swaps: Vec<(&String, &String)> = sheets.into_iter().map(|path| (path, path)).collect();
    swaps.extend(renamed.iter().flatten());
    let mut events = String::new();
    if !swaps.is_empty() {
        // If the page changes too, it has the new state only once it has applied that change.
        let state = (!is_changed).then_some(state);
        events.push_str(&event("style", &json!({ "state": state, "sheets": swaps }).to_string()));
    }
    if is_changed {
        events.push_str(&event("change", state));
    }
    events
}

/// The renamed style sheets, if nothing else differs.
fn renamed<'s>(before: &'s Standing, now: &'s Standing) -> Option<Vec<(&'s String, &'s String)>> {
    let both = before.links.sheets.iter().zip(&now.links.sheets);
    let renamed: Vec<(&String, &String)> = both.filter(|(old, new)| old != new).collect();
    if renamed.is_empty() || before.shown.status != now.shown.status {
        return None;
    }
    let mut html = String::from_utf8_lossy(&before.shown.html).into_owned();
    for (old, new) in &renamed {
        html = html.replace(files::file_name(old), files::file_name(new));
    }
    (html.as_bytes() == now.shown.html).then_some(renamed)
}

fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

/// A value of a query.
pub fn value(query: &str, name: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded() {
        assert_eq!(value("state=x&path=%2Fa%2F", "path").as_deref(), Some("/a/"));
        assert_eq!(value("", "path"), None);
    }

    #[test]
    fn a_page_that_comes_back_is_told_what_it_missed() {
        assert_eq!(since("a-1", "a-1"), "");
        assert_eq!(since("a-1", "b-1"), "event: change\ndata: b-1\n\n");
        assert_eq!(since("a-1", "a-2"), "event: reload\ndata: a-2\n\n");
    }
}
