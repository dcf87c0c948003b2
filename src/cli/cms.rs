//! `talkoo cms`: writes the page and the settings of Sveltia CMS, or says what has drifted.

use super::deploy::{git_of, one};
use super::open;
use super::output::{Exit, fail, say, tell};
use crate::cms::{self, BROUGHT, Backend, CONFIG_FILE, Given, PAGE_FILE, Source};
use crate::deploy::{CMS, CMS_HTML};
use crate::files;
use crate::format;
use crate::options::Options;
use crate::site::Site;
use crate::sources::Kind;
use crate::tables::Form;
use std::path::Path;
use std::process::Command;

/// How many notes on what the CMS would lose are shown.
const NOTES: usize = 12;

pub fn run(root: &Path, check: bool) -> Exit {
    // Drafts are pages in the CMS.
    let site = match open::sound(root, Options { drafts: true, ..Options::default() }) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let config = &site.model.config;
    let backend = config.edit_url.as_deref().and_then(Backend::of).or_else(|| origin(root));
    let (_, folder) = git_of(root);
    let sources = sources(&site);
    let given =
        Given { model: &site.model, sources: &sources, backend: backend.as_ref(), folder: &folder };
    let made = cms::cms(&given);
    let page = cms::page(&config.title, &config.language, backend.as_ref());
    let mut exit = Exit::Clean;
    let files =
        [(PAGE_FILE, CMS_HTML, CMS_HTML.sign(&page)), (CONFIG_FILE, CMS, CMS.sign(&made.text))];
    for (path, sign, text) in files {
        match one(root, path, (sign, &text), check) {
            Ok(Exit::Clean) => {}
            Ok(other) => exit = other,
            Err(reason) => return fail(reason),
        }
    }
    notes(&made.notes);
    if !check && exit == Exit::Clean {
        next_steps(root, &site, backend.as_ref());
    }
    exit
}

/// What the CMS would lose, and what is not in it.
fn notes(notes: &[String]) {
    notes.iter().take(NOTES).for_each(|note| tell(format!("note: {note}")));
    if notes.len() > NOTES {
        tell(format!("note: and {} more of the kind", notes.len() - NOTES));
    }
}

/// What is left to do by hand.
fn next_steps(root: &Path, site: &Site, backend: Option<&Backend>) {
    if backend.is_none() {
        tell(
            "note: neither edit_url in site.toml nor the remote `origin` of git is a repository on GitHub, GitLab or Codeberg, so \
             the CMS only works with a folder; or write the repository into static/admin/config.yml, and delete its first line",
        );
    }
    let mut steps = Vec::new();
    for (path, package, name) in BROUGHT {
        if !root.join(path).exists() {
            steps.push(format!("`npm pack {package}`, and from it package/{name} as {path}"));
        }
    }
    let folder = files::folder(PAGE_FILE);
    if !site.model.config.allows_active(PAGE_FILE) {
        steps.push(format!("allow its scripts in site.toml: active_files = [\"{folder}\"]"));
    }
    steps.push("`talkoo watch`, and open /admin/ of the preview in Chromium".to_owned());
    steps.iter().for_each(|step| say(format!("next: {step}")));
}

/// The files of the content as the CMS would read them. Those with mistakes in their TOML are left out: `check` tells them.
fn sources(site: &Site) -> Vec<Source> {
    let sources = &site.snapshot.sources;
    let page = |page: &std::sync::Arc<crate::parse::page::Page>| {
        let text = sources.text(&page.path)?;
        source(&page.path, text.get(page.toml.clone())?, page.form == Form::Yaml)
    };
    let terms = sources.files.iter().filter(|file| file.kind == Kind::Terms);
    let terms = terms.filter_map(|file| source(&file.path, &sources.text(&file.path)?, false));
    let mut all: Vec<Source> = site.model.pages.iter().filter_map(page).chain(terms).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn source(path: &str, text: &str, is_yaml: bool) -> Option<Source> {
    let text = text.trim_start_matches('\u{feff}');
    let data = if is_yaml { toml::Table::new() } else { toml::from_str(text).ok()? };
    let has_comments = !is_yaml && !format::comments(text).is_empty();
    Some(Source { path: path.to_owned(), data: data.into(), is_yaml, has_comments })
}

/// The repository that git pushes to.
fn origin(root: &Path) -> Option<Backend> {
    let args = ["config", "--get", "remote.origin.url"];
    let output = Command::new("git").arg("-C").arg(root).args(args).output().ok()?;
    Backend::of(&String::from_utf8_lossy(&output.stdout))
}
