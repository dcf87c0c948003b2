//! Which output somebody means: by its address as it stands in a browser or in a link, by its path in the folder
//! of the site, or by the file of the repository that it shows.

use super::Repository;
use crate::cache::Content;
use crate::diagnostics::did_you_mean;
use crate::files;
use crate::plan::Output;

impl Repository {
    /// The output at an address (`/pilots/x/`, `pilots/x`, `http://127.0.0.1:3030/pilots/x/`), or with the path
    /// `pilots/x/index.html`.
    pub fn at_address(&self, address: &str) -> Option<&Output> {
        let path = self.path_in_site(address);
        let base = self.model.config.base_path();
        let below = path.strip_prefix(base.trim_start_matches('/'));
        let below = below.map(|rest| rest.trim_start_matches('/'));
        let mut paths = [Some(path.as_str()), below].into_iter().flatten();
        paths.find_map(|path| {
            self.plan
                .at(&files::output_path(path))
                .or_else(|| self.plan.at(&files::output_path(&format!("{path}/"))))
                .or_else(|| self.asset_named(path))
        })
    }

    /// The output that shows a file of the repository.
    pub fn of_file(&self, path: &str) -> Option<&Output> {
        self.plan.of_file(&self.model, path)
    }

    /// Whether an address belongs to the search index, which is no output of the plan.
    pub fn is_of_search(&self, address: &str) -> bool {
        self.plan.has_search && self.path_in_site(address).starts_with(crate::search::FOLDER)
    }

    /// Why nothing is known of an address, in words.
    pub fn no_such_address(&self, address: &str) -> String {
        let path = self.path_in_site(address);
        let is_file = files::file_name(&path).contains('.');
        let is_whole = is_file || path.is_empty() || path.ends_with('/');
        let url = format!("/{path}{}", if is_whole { "" } else { "/" });
        let of_file = match self.records.by_path.get(path.as_str()).map(|record| &record.content) {
            Some(Content::Page(page)) => page.url.clone(),
            _ => url.clone(),
        };
        if self.model.drafts.contains(&of_file) {
            return format!("{of_file} is a draft, and published only with --drafts");
        }
        if self.sources.file(&path).is_some() {
            return format!("{path} is not published itself; ask for an address that shows it");
        }
        let urls = self.plan.outputs.iter().map(|output| output.url.as_str());
        let paths = self.sources.files.iter().map(|file| &*file.path);
        let help = did_you_mean(&url, urls).or_else(|| did_you_mean(&path, paths));
        let help = help.unwrap_or_else(|| {
            "`talkoo why` takes an address of the site, as /pilots/some-pilot/".to_owned()
        });
        format!("nothing is published at {url}; {help}")
    }

    fn path_in_site(&self, address: &str) -> String {
        let whole = url::Url::parse(address).ok().filter(|url| url.has_host());
        let path = whole.as_ref().map_or(address, |url| url.path());
        let path = path.split(['?', '#']).next().unwrap_or_default();
        files::decode(path.trim_start_matches("./").trim_start_matches('/')).into_owned()
    }

    /// `assets/style.css`: what is published has a fingerprint in its name.
    fn asset_named(&self, path: &str) -> Option<&Output> {
        let (stem, ext) = path.strip_prefix("assets/")?.rsplit_once('.')?;
        let named = |output: &&Output| {
            let file = output.path.strip_prefix("assets/").and_then(|file| file.strip_prefix(stem));
            let print = file.and_then(|rest| rest.strip_suffix(ext));
            print.is_some_and(|print| {
                print.len() == 10 && print.starts_with('.') && print.ends_with('.')
            })
        };
        self.plan.outputs.iter().find(named)
    }
}
