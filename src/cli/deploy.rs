//! `talkoo deploy-files`: writes what a host of websites needs, or says what has drifted.

use super::fix::diff;
use super::open;
use super::output::{Exit, fail, say, say_raw, tell};
use crate::cms;
use crate::deploy::{
    self, DEPLOY, Host, Place, Published, Redirect, Sign, Standing, redirects_of, standing,
};
use crate::files;
use crate::fix::{self, Change};
use crate::options::Options;
use crate::site::Site;
use fs_err as fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

pub fn run(root: &Path, host: Host, check: bool) -> Exit {
    // The index is not made, but its addresses are taken.
    let options = Options { search: true, ..Options::default() };
    let site = match open::sound(root, options) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let (git, folder) = git_of(root);
    let published = published(&site, folder);
    let mut exit = Exit::Clean;
    for file in deploy::files(host, &published) {
        let place = match file.place {
            Place::Repository => root,
            Place::Git => &git,
        };
        match one(place, &file.path, (DEPLOY, &file.text), check) {
            Ok(Exit::Clean) => {}
            Ok(other) => exit = other,
            Err(reason) => return fail(reason),
        }
    }
    notes(host, &published);
    if !check && exit == Exit::Clean {
        say(format!("next: {}", deploy::next_step(host)));
    }
    exit
}

/// Writes a signed file or looks at it, and says what it did.
pub(super) fn one(
    place: &Path,
    path: &str,
    (sign, text): (Sign, &str),
    check: bool,
) -> Result<Exit, String> {
    if files::is_through_link(place, path) || place.join(path).is_symlink() {
        return Err(format!("{path} is a symbolic link or behind one; nothing was written"));
    }
    let there = match fs::read(place.join(path)) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error.to_string()),
    };
    let standing = standing(sign, there.as_deref(), text);
    let is_missing = there.is_none();
    let bytes = there.unwrap_or_default();
    let change = Change {
        path: path.into(),
        before: String::from_utf8_lossy(&bytes).replace("\r\n", "\n"),
        bytes,
        after: text.to_owned(),
        is_new: is_missing,
    };
    match standing {
        Standing::Current if check => return Ok(Exit::Clean),
        Standing::Current => say(format!("{path} is as it should be")),
        Standing::Foreign => {
            say(format!("{path} is your own and stays as it is; without it, this would write one"));
        }
        Standing::Edited => {
            tell(format!("{path} was edited and stays as it is"));
            tell(
                "  help: delete it to have it written anew, or keep it as your own: delete its first line",
            );
            return Ok(Exit::Problems);
        }
        Standing::OfOther => {
            tell(format!(
                "{path} publishes another site of this git repository and stays as it is: the host has one site for each"
            ));
            tell(
                "  help: give this site a repository of its own, or delete the file to publish this one in its place",
            );
            return Ok(Exit::Problems);
        }
        Standing::Missing | Standing::Outdated if check => {
            say(format!("{path} {}", if is_missing { "is missing" } else { "has drifted:" }));
            if !is_missing {
                say_raw(diff(&change, std::io::stdout().is_terminal()));
            }
            return Ok(Exit::Problems);
        }
        Standing::Missing | Standing::Outdated => {
            fix::write(place, &change)?;
            say(format!("wrote {path}{}", if is_missing { "" } else { " anew" }));
        }
    }
    Ok(Exit::Clean)
}

/// What has to be known before it is published.
fn notes(host: Host, site: &Published) {
    if site.config.base_url.is_none() {
        tell(
            "note: site.toml has no base_url, so the 404 page is taken to be at the root of its domain, and there are no feeds",
        );
    }
    let (all, limit) = (site.redirects.len(), redirects_of(host));
    if all > limit && limit > 0 {
        tell(format!(
            "note: the host redirects {limit} of {all} old addresses; at the others, a page leads on"
        ));
    }
}

/// What the files follow from.
fn published(site: &Site, folder: String) -> Published<'_> {
    let all = &site.outputs.all;
    let redirects = all.iter().filter_map(|output| {
        let to = output.kind.leads_to(&site.model)?;
        Some(Redirect { from: output.url.clone(), to })
    });
    let mut redirects: Vec<Redirect> = redirects.collect();
    redirects.sort();
    let queries = site.model.queries().into_iter();
    let queries = queries.map(|(from, to)| Redirect { from, to: to.to_owned() }).collect();
    let there = all.iter().filter(|output| output.kind.leads_to(&site.model).is_none());
    let taken = there.map(|output| output.url.to_ascii_lowercase()).collect();
    let is_edition = |url: &String| site.theme.assets.iter().any(|asset| asset.url == *url);
    let mut assets = all.iter().map(|output| &output.url).filter(|url| url.starts_with("/assets/"));
    let has_editions = assets.all(is_edition);
    let has_cms = site.snapshot.sources.file(cms::PAGE_FILE).is_some();
    Published {
        config: &site.model.config,
        redirects,
        queries,
        taken,
        has_editions,
        has_cms,
        folder,
    }
}

/// The top folder of the git repository that the repository is in, and the path from there. Without git it is its own.
pub(super) fn git_of(root: &Path) -> (PathBuf, String) {
    let own = || (root.to_owned(), String::new());
    let Ok(absolute) = root.canonicalize() else { return own() };
    let Some(top) = absolute.ancestors().find(|folder| folder.join(".git").exists()) else {
        return own();
    };
    match files::repository_path(top, &absolute) {
        Some(folder) if !folder.is_empty() => (top.to_owned(), folder),
        _ => own(),
    }
}
