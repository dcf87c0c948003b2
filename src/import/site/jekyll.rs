//! What Jekyll publishes: its settings leave files out, name collections and say where these lie and what addresses they
//! have.

use super::patterns::patterned;
use super::roles::{Role, is_file, is_html, is_of_the_repository, is_page, section, stem};
use super::settings::{Settings, get};
use crate::files;
use crate::import::imported::{Page, day};
use crate::import::input::Input;
use serde_json::Value;

/// What Jekyll never reads.
const NEVER: [&str; 10] = [
    "_layouts",
    "_includes",
    "_site",
    "_data",
    "_sass",
    "_plugins",
    "vendor",
    "node_modules",
    "_bibliography",
    ".jekyll-cache",
];

#[derive(Debug, Default)]
pub struct Jekyll {
    /// The pattern of addresses of posts.
    permalink: Option<String>,
    /// The folder of collections, with a slash at its end; empty at the top.
    folder: String,
    exclude: Vec<String>,
    include: Vec<String>,
    collections: Vec<Collection>,
    /// Whether pages need no front matter.
    is_plain: bool,
}

#[derive(Debug)]
struct Collection {
    name: String,
    is_published: bool,
    permalink: Option<String>,
}

/// Why a page that is read is a draft here.
pub enum Hidden {
    /// Its collection is not published.
    Collection(String),
    NoFrontMatter,
}

impl Jekyll {
    pub fn of(settings: &Settings, inputs: &[Input]) -> Self {
        let list = |key| {
            settings.texts(key).into_iter().map(|path| path.trim_start_matches("./").to_owned())
        };
        let folder = settings.text("collections_dir").unwrap_or_default().trim_matches('/');
        let collection = |(name, value): (&String, &Value)| Collection {
            name: name.clone(),
            is_published: get(value, "output").and_then(Value::as_str) == Some("true"),
            permalink: get(value, "permalink").and_then(Value::as_str).map(str::to_owned),
        };
        let mut made = Self {
            permalink: settings.text("permalink").map(str::to_owned),
            folder: if folder.is_empty() { String::new() } else { format!("{folder}/") },
            exclude: list("exclude").collect(),
            include: list("include").collect(),
            collections: settings.table("collections").map(collection).collect(),
            is_plain: true,
        };
        // GitHub builds pages without front matter. Where others have some, they are notes.
        let mut pages = inputs.iter().filter(|input| {
            is_page(&input.path) && !matches!(made.role(&input.path), Role::None | Role::LeftOut(_))
        });
        let is_of_github =
            settings.texts("plugins").iter().any(|plugin| plugin == "jekyll-optional-front-matter");
        made.is_plain = is_of_github || !pages.any(|input| input.begins_with(b"---"));
        made
    }

    /// Why a page is not published, if it is not.
    pub fn hidden(&self, path: &str, text: &str) -> Option<Hidden> {
        if let Some((name, _)) = self.in_collection(path)
            && name != "posts"
            && !self.is_included(path)
            && !self.collection(name).is_some_and(|known| known.is_published)
        {
            return Some(Hidden::Collection(name.to_owned()));
        }
        let is_page = is_html(path) || text.trim_start().starts_with("---");
        (!is_page && !self.is_plain).then_some(Hidden::NoFrontMatter)
    }

    pub fn role(&self, path: &str) -> Role {
        let is_page = is_page(path) || is_html(path) && !path.ends_with("feed.html");
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        if NEVER.contains(&folder) {
            return Role::None;
        }
        if self.is_excluded(path) {
            return match is_page && !is_of_the_repository(path) {
                true => Role::LeftOut("the settings exclude it, so Jekyll does not publish it"),
                false => Role::None,
            };
        }
        if let Some((_, inside)) = path.split_once("/_posts/").filter(|_| is_page) {
            return post(inside);
        }
        match self.in_collection(path) {
            Some(("posts", inside)) if is_page => post(inside),
            Some(("drafts", _)) => Role::LeftOut("it is a draft"),
            Some((name, inside)) if is_page => {
                let Role::Page { path, .. } = section(&format!("{name}/{inside}")) else {
                    return Role::None;
                };
                Role::Page { kind: name.to_owned(), path }
            }
            Some((name, inside)) => {
                let is_published = self.collection(name).is_some_and(|known| known.is_published);
                match is_published && is_file(path) {
                    true => Role::File { path: format!("static/{name}/{inside}") },
                    false => Role::None,
                }
            }
            None if !is_page => match is_file(path) {
                true => Role::File { path: format!("static/{path}") },
                false => Role::None,
            },
            None if is_of_the_repository(path) => Role::None,
            None => section(path),
        }
    }

    /// The name of the collection in whose folder a file lies, and its path there.
    fn in_collection<'p>(&self, path: &'p str) -> Option<(&'p str, &'p str)> {
        let inside = path.strip_prefix(&*self.folder).unwrap_or(path);
        inside.strip_prefix('_')?.split_once('/')
    }

    fn collection(&self, name: &str) -> Option<&Collection> {
        self.collections.iter().find(|known| known.name == name)
    }

    fn is_included(&self, path: &str) -> bool {
        prefixes(path).any(|part| self.include.iter().any(|own| matches(own, part)))
    }

    fn is_excluded(&self, path: &str) -> bool {
        let is_excluded = |part: &str| self.exclude.iter().any(|own| matches(own, part));
        prefixes(path).any(is_excluded) && !self.is_included(path)
    }

    /// The addresses of a page, the main one first.
    pub fn addresses(&self, page: &Page, path: &str) -> Vec<String> {
        let source = page.source.as_deref().unwrap_or_default();
        let name = files::file_name(path);
        if page.kind == "posts" {
            let pattern = self.pattern_of_posts(page);
            return vec![patterned(&pattern, page, name, name)];
        }
        if let Some((collection, _)) = self.in_collection(source) {
            let pattern = self.collection(collection).and_then(|known| known.permalink.as_deref());
            if let Some(pattern) = pattern {
                let pattern = pattern
                    .replace(":collection", collection)
                    .replace(":path", path)
                    .replace(":basename", name)
                    .replace(":name", name)
                    .replace(":output_ext", ".html");
                return vec![patterned(&pattern, page, name, name)];
            }
            return both(&format!("{collection}/{path}"));
        }
        // What is no collection has the address of its file.
        match (page.kind.as_str(), source.starts_with("pages/")) {
            ("pages", false) => both(path),
            (kind, _) => both(&format!("{kind}/{path}")),
        }
    }

    /// The pattern of the addresses of posts, with the categories of one.
    fn pattern_of_posts(&self, page: &Page) -> String {
        let pattern = match self.permalink.as_deref() {
            None | Some("date") => "/:categories/:year/:month/:day/:title.html",
            Some("pretty") => "/:categories/:year/:month/:day/:title/",
            Some("none") => "/:categories/:title.html",
            Some(pattern) => pattern,
        };
        let categories = page.terms.iter().find(|(taxonomy, _)| taxonomy == "categories");
        let categories = categories.map(|(_, terms)| {
            terms.iter().map(|term| files::slug(term)).collect::<Vec<_>>().join("/")
        });
        pattern.replace(":categories", &categories.unwrap_or_default())
    }
}

/// A page of Jekyll with and without an ending, since servers answer both.
fn both(path: &str) -> Vec<String> {
    match path {
        "" => vec!["/".to_owned()],
        folder if folder.ends_with('/') => vec![format!("/{folder}")],
        path => vec![format!("/{path}/"), format!("/{path}.html")],
    }
}

/// A post by its path in `_posts/`: its name without the date.
fn post(inside: &str) -> Role {
    let stem = stem(inside);
    let (before, name) = stem.rsplit_once('/').unwrap_or(("", &stem));
    let name = name.get(11..).filter(|_| day(name).is_some()).unwrap_or(name);
    let path = if before.is_empty() { name.to_owned() } else { format!("{before}/{name}") };
    Role::Page { kind: "posts".into(), path }
}

/// A path and the folders it lies in.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at]).chain(std::iter::once(path))
}

/// Whether a pattern of `exclude` or `include` means a path. `*` and `?` stop at folders, `**/` does not.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches('/').trim_end_matches('/');
    let pattern =
        pattern.strip_suffix("/**").or_else(|| pattern.strip_suffix("/*")).unwrap_or(pattern);
    match pattern.strip_prefix("**/") {
        Some(rest) => {
            let ends = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
            ends.chain(std::iter::once(path)).any(|end| wild(rest.as_bytes(), end.as_bytes()))
        }
        None => wild(pattern.as_bytes(), path.as_bytes()),
    }
}

/// Whether a text is as a pattern says. The last `*` alone is tried again, so no pattern takes long.
fn wild(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut again: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                again = Some((p + 1, t));
                p += 1;
            }
            Some(b'?') if text[t] != b'/' => (p, t) = (p + 1, t + 1),
            Some(own) if *own == text[t] => (p, t) = (p + 1, t + 1),
            _ => match again {
                Some((star, from)) if text[from] != b'/' => {
                    again = Some((star, from + 1));
                    (p, t) = (star, from + 1);
                }
                _ => return false,
            },
        }
    }
    pattern[p..].iter().all(|own| *own == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_files_and_folders() {
        let is_out = |pattern: &str, path: &str| prefixes(path).any(|part| matches(pattern, part));
        for (pattern, path) in [
            ("docs/", "docs/a/b.md"),
            ("docs/**", "docs/a/b.md"),
            ("*.txt", "a.txt"),
            ("**/nul", "a/b/nul"),
            ("a?c", "abc"),
            ("README.md", "README.md"),
        ] {
            assert!(is_out(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [("docs", "docs2/a.md"), ("*.txt", "a/b.txt"), ("a", "b/a")] {
            assert!(!is_out(pattern, path), "{pattern} {path}");
        }
    }
}
