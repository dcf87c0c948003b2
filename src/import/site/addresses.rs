//! The addresses of pages on the old site, as each generator makes them.

use super::layout::{Generator, Layout};
use super::patterns::patterned;
use crate::files;
use crate::import::imported::{Page, day};

impl Layout {
    /// A path and the language that stands behind its name: `post.fr`, `bundle/index.fr`.
    pub fn in_language<'p>(&self, path: &'p str) -> (&'p str, Option<&'p str>) {
        let found = path.rsplit_once('.').filter(|(_, language)| {
            self.languages.iter().any(|known| known.eq_ignore_ascii_case(language))
        });
        found.map_or((path, None), |(path, language)| (path, Some(language)))
    }

    /// The addresses of a page on the old site, the main one first.
    pub fn addresses(&self, page: &Page, slug: Option<&str>, own: Option<&str>) -> Vec<String> {
        if let Some(own) = own.filter(|own| own.contains("://")) {
            return vec![own.to_owned()];
        }
        if let Some(own) = own.filter(|own| own.contains('/')) {
            let own = own.split("/:").next().unwrap_or_default();
            return vec![format!("/{}", own.trim_start_matches('/'))];
        }
        // Pages at the top are of the same type as those in a folder of this name.
        let source = page.source.as_deref().unwrap_or_default();
        let is_inside = source.trim_start_matches("content/").starts_with("pages/");
        let is_at_top = page.kind == "pages" && !is_inside;
        // The folder of the main language of Hugo is in no address.
        let is_main = self.generator == Generator::Hugo
            && self.languages.contains(&page.kind)
            && page.kind == self.main;
        let folder = if is_at_top || is_main { String::new() } else { format!("{}/", page.kind) };
        let path = page
            .path
            .strip_suffix("index")
            .filter(|p| p.is_empty() || p.ends_with('/'))
            .unwrap_or(&page.path);
        let path = path.trim_end_matches('/');
        let path = match (slug, path.rsplit_once('/')) {
            (Some(slug), Some((before, _))) => format!("{before}/{slug}"),
            (Some(slug), None) => slug.to_owned(),
            (None, _) => path.to_owned(),
        };
        let with_slash =
            |path: String| if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        match self.generator {
            Generator::Jekyll => self.jekyll.addresses(page, &path),
            Generator::Quarto if path.is_empty() => vec![format!("/{folder}")],
            Generator::Quarto => vec![format!("/{folder}{path}.html")],
            Generator::Hugo if !path.is_empty() && self.pattern(&page.kind).is_some() => {
                let pattern = self.pattern(&page.kind).unwrap_or_default();
                let slug = slug.map_or_else(|| files::slug(&page.title), str::to_owned);
                let name = files::file_name(page.path.trim_end_matches("/index"));
                vec![patterned(&pattern.replace(":section", &page.kind), page, &slug, name)]
            }
            Generator::Hugo => {
                vec![with_slash(format!("{folder}{path}").to_lowercase().replace(' ', "-"))]
            }
            Generator::Zola | Generator::Plain => {
                let path = if slug.is_none() && self.generator == Generator::Zola {
                    undated(&path)
                } else {
                    path
                };
                let path = path.split('/').map(files::slug).collect::<Vec<_>>().join("/");
                vec![with_slash(format!("{folder}{path}").trim_end_matches('/').to_owned())]
            }
        }
    }

    fn pattern(&self, kind: &str) -> Option<&str> {
        let found = self.permalinks.iter().find(|(of, _)| of == kind);
        found.map(|(_, pattern)| &**pattern)
    }

    /// Whether an address is on the site itself.
    pub fn is_own(&self, address: &str) -> bool {
        self.address.as_deref().is_some_and(|own| address.starts_with(own))
    }

    /// Whether `path` in front matter is an address.
    pub fn has_paths(&self) -> bool {
        self.generator == Generator::Zola
    }

    /// Whether words in one text are terms each, as in `tags: food garden`.
    pub fn has_spaced_terms(&self) -> bool {
        self.generator == Generator::Jekyll
    }

    /// The folders above one of posts, which are their categories: `travel/_posts/a.md`.
    pub fn folders_of_posts(&self, source: &str) -> Option<Vec<String>> {
        let (folders, _) = source.split_once("/_posts/")?;
        let is_it = self.generator == Generator::Jekyll;
        is_it.then(|| folders.split('/').map(str::to_owned).collect())
    }

    /// Puts the language before addresses, but that of the site.
    pub fn in_folder_of(&self, language: &str, addresses: &mut [String]) {
        if !self.main.eq_ignore_ascii_case(language) {
            for address in addresses.iter_mut().filter(|address| address.starts_with('/')) {
                *address = format!("/{}{address}", language.to_lowercase());
            }
        }
    }

    /// An alias from the root of the site. Hugo takes one without a slash from the folder of its page.
    pub fn alias(&self, alias: &str, page: &Page) -> String {
        if alias.starts_with('/') || alias.contains("://") {
            return alias.to_owned();
        }
        let own = page.addresses.first().map(|own| files::folder(own.trim_end_matches('/')));
        let folder = own.filter(|_| self.generator == Generator::Hugo).unwrap_or_default();
        format!("{}/{alias}", folder.trim_end_matches('/'))
    }
}

/// A path whose name begins with a date without that: Zola's addresses have none.
fn undated(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or((None, path), |(a, b)| (Some(a), b));
    let bare = name.get(11..).filter(|bare| day(name).is_some() && !bare.is_empty());
    let bare = bare.unwrap_or(name);
    folder.map_or(bare.to_owned(), |folder| format!("{folder}/{bare}"))
}
