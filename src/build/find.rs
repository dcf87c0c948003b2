//! Finds the output for a request: by its address in a browser or a link, by its path in the output folder, or by
//! the source file that it shows.

use crate::cache::Content;
use crate::diagnostics::did_you_mean;
use crate::files;
use crate::outputs::Output;
use crate::site::Site;
use std::sync::Arc;

/// The output at an address (`/pilots/x/`, `pilots/x`, `http://127.0.0.1:3030/pilots/x/`), or with the path
/// `pilots/x/index.html`.
pub fn at_address<'s>(site: &'s Site, address: &str) -> Option<&'s Output> {
    let path = path_in_site(address);
    let base = site.model.config.base_path();
    let below = path.strip_prefix(base.trim_start_matches('/'));
    let below = below.map(|rest| rest.trim_start_matches('/'));
    let mut paths = [Some(path.as_str()), below].into_iter().flatten();
    paths.find_map(|path| {
        site.outputs
            .at(&files::output_path(path))
            .or_else(|| site.outputs.at(&files::output_path(&format!("{path}/"))))
            .or_else(|| asset_named(site, path))
    })
}

/// The output made from a source file: a page rather than the script beside it, or a file that is published unchanged.
pub fn of_file<'s>(site: &'s Site, path: &str) -> Option<&'s Output> {
    let page = site.model.graph.links.by_path.get(path);
    let is_of = |output: &&Output| match output.kind.text(&site.model) {
        Some(text) => Some(&text) == page,
        None => output.kind.source(&site.model) == Some(Arc::from(path)) && page.is_none(),
    };
    let mut found = site.outputs.all.iter().filter(is_of);
    let first = found.next();
    let is_page = |output: &&Output| output.kind.target().is_some();
    first.filter(is_page).or_else(|| found.find(is_page)).or(first)
}

/// Explains why there is no output at an address.
pub fn no_such_address(site: &Site, address: &str) -> String {
    let path = path_in_site(address);
    let is_file = files::file_name(&path).contains('.');
    let is_complete = is_file || path.is_empty() || path.ends_with('/');
    let url = format!("/{path}{}", if is_complete { "" } else { "/" });
    let entry = site.snapshot.entries.by_path.get(path.as_str());
    let of_file = match entry.map(|entry| &entry.content) {
        Some(Content::Page(page)) => page.url.clone(),
        _ => url.clone(),
    };
    if site.model.files.drafts.contains(&of_file) {
        return format!("{of_file} is a draft; it is only published with --drafts");
    }
    if site.snapshot.sources.file(&path).is_some() {
        return format!("{path} is not published itself; give an address that shows it");
    }
    let urls = site.outputs.all.iter().map(|output| output.url.as_str());
    let paths = site.snapshot.sources.files.iter().map(|file| &*file.path);
    let help = did_you_mean(&url, urls).or_else(|| did_you_mean(&path, paths));
    let help = help.unwrap_or_else(|| {
        "`talkoo why` takes an address of the site, such as /pilots/some-pilot/".to_owned()
    });
    format!("nothing is published at {url}; {help}")
}

fn path_in_site(address: &str) -> String {
    let absolute = url::Url::parse(address).ok().filter(|url| url.has_host());
    let path = absolute.as_ref().map_or(address, |url| url.path());
    let path = path.split(['?', '#']).next().unwrap_or_default();
    files::decode(path.trim_start_matches("./").trim_start_matches('/')).into_owned()
}

/// `assets/style.css`: the published name contains a hash.
fn asset_named<'s>(site: &'s Site, path: &str) -> Option<&'s Output> {
    let (stem, ext) = path.strip_prefix("assets/")?.rsplit_once('.')?;
    let named = |output: &&Output| {
        let file = output.path.strip_prefix("assets/").and_then(|file| file.strip_prefix(stem));
        let hash = file.and_then(|rest| rest.strip_suffix(ext));
        hash.is_some_and(|hash| hash.len() == 10 && hash.starts_with('.') && hash.ends_with('.'))
    };
    site.outputs.all.iter().find(named)
}
