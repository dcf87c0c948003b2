//! Maps paths to addresses. The address of a page depends only on its path, the settings and its own `slug`.

use crate::config::Config;
use crate::files;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};

/// What a page is for, derived from its path. The numbers are indexes into `Config`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    Home,
    /// A collection's `index.md`.
    Collection(usize),
    /// A page of a collection.
    Entry(usize),
    /// A vocabulary's `index.md`.
    Vocabulary(usize),
    /// Prose for a term: vocabulary and id.
    Term(usize, String),
    /// Any other page.
    #[default]
    Plain,
}

/// Everything derived from a page's path, and from its `slug` if it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    pub role: Role,
    /// From the root of the site.
    pub url: String,
    pub lang: String,
}

/// Whether the page in a file may have a slug of its own. The address of a list is the name of its folder, and that of a term is
/// its id. The page of a section has none either, for the pages in its folder have the folder's name in their addresses.
pub fn may_have_slug(path: &str, role: &Role) -> bool {
    matches!(role, Role::Entry(_) | Role::Plain) && !files::file_name(path).starts_with("index.")
}

impl Address {
    /// The address with a page's own slug in the place of its last part.
    pub fn with_slug(mut self, slug: &str) -> Self {
        let inside = self.url.trim_end_matches('/');
        let folder = inside.rfind('/').map_or(0, |slash| slash + 1);
        self.url = format!("{}{slug}/", &inside[..folder]);
        self
    }
}

/// The address that a Markdown file has by its path inside `content/` alone.
pub fn of_page(inside: &str, config: &Config) -> Address {
    let stem = inside.strip_suffix(".md").unwrap_or(inside);
    let (stem, lang) = config.language_of(stem);
    let role = role(stem, config);
    let mut url = String::from("/");
    if lang != config.language {
        url.push_str(lang);
        url.push('/');
    }
    let is_index = files::file_name(stem) == "index";
    for part in
        if is_index { files::folder(stem) } else { stem }.split('/').filter(|p| !p.is_empty())
    {
        url.push_str(&segment(part));
        url.push('/');
    }
    Address { role, url, lang: lang.to_owned() }
}

/// The addresses that an address had when its folder had other names; none if it had not.
pub fn former(url: &str, config: &Config) -> Vec<String> {
    let inside = url.trim_start_matches('/');
    let in_language = inside
        .split_once('/')
        .filter(|(first, _)| config.languages.iter().any(|lang| lang == first));
    let (lang, inside) = match in_language {
        Some((lang, inside)) => (format!("/{lang}"), inside),
        None => (String::new(), inside),
    };
    let Some((folder, rest)) = inside.split_once('/') else { return Vec::new() };
    config.aliases(folder).iter().map(|name| format!("{lang}/{name}/{rest}")).collect()
}

/// The page with the data of the site; its files are in this folder.
pub const DATA: &str = "/data/";

/// The address of a vocabulary or collection.
pub fn of_folder(id: &str) -> String {
    format!("/{id}/")
}

/// The address of a term.
pub fn of_term(vocabulary: &str, id: &str) -> String {
    format!("/{vocabulary}/{}/", segment(id))
}

/// The old address of a collection's list with filters. It redirects to the list.
pub fn of_filters(collection: &str) -> String {
    format!("/{collection}/explore/")
}

/// The address of the page where pages of a collection are compared.
pub fn of_compare(collection: &str) -> String {
    format!("/{collection}/compare/")
}

/// The address of a collection's matrix for one of its fields.
pub fn of_matrix(collection: &str, field: &str) -> String {
    format!("/{collection}/matrix/{field}/")
}

/// The address of a file in `content/` or `static/` that is published unchanged.
pub fn of_file(path: &str) -> Option<String> {
    let inside = path.strip_prefix("content/").or_else(|| path.strip_prefix("static/"))?;
    Some(format!("/{}", files::encode(inside)))
}

/// The address that an alias redirects from; `None` if it is none on this site. No server sees what stands behind
/// `?` and `#` when it looks for a file.
pub fn of_alias(alias: &str) -> Option<String> {
    // Decode first: `%2e%2e` leads outside just like `..`.
    let decoded = files::decode(alias);
    let inside = files::join("", &decoded)?;
    let is_path = alias.starts_with('/') && !alias.starts_with("//") && !alias.contains(['?', '#']);
    let is_plain = !decoded.chars().any(|c| c.is_control() || c == '\\');
    if !is_path || !is_plain || inside.is_empty() {
        return None;
    }
    let is_file = inside.ends_with(".html") || inside.ends_with(".htm");
    let inside = files::encode(&inside);
    Some(if is_file { format!("/{inside}") } else { format!("/{inside}/") })
}

/// The old address that an alias with a query is, as sites with a database have them: `/?p=42`. No file can stand there; the
/// server or a script leads on. Only letters, digits and few signs may be in the query, so it means nothing to a server's
/// settings.
pub fn of_query(alias: &str) -> Option<String> {
    let (path, query) = alias.split_once('?')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "=&-_.~".contains(c);
    let is_query = query.contains('=') && query.chars().all(is_plain);
    let path = if path == "/" { Some("/".to_owned()) } else { of_alias(path) };
    let as_written = |url: String| match alias.contains("/?") {
        true => url,
        false => url.trim_end_matches('/').to_owned(),
    };
    path.filter(|_| is_query).map(|path| format!("{}?{query}", as_written(path)))
}

/// One segment of an address. A name without letters or digits falls back to its hash.
pub fn segment(part: &str) -> String {
    match files::slug(part) {
        slug if slug.is_empty() => format!("x{}", Hash::of(part).short()),
        slug => slug,
    }
}

fn role(stem: &str, config: &Config) -> Role {
    let Some((folder, rest)) = stem.split_once('/') else {
        return if stem == "index" { Role::Home } else { Role::Plain };
    };
    if let Some(collection) = config.collection(folder) {
        return if rest == "index" {
            Role::Collection(collection)
        } else {
            Role::Entry(collection)
        };
    }
    if let Some(vocabulary) = config.vocabulary(folder) {
        return match rest {
            "index" => Role::Vocabulary(vocabulary),
            id => Role::Term(vocabulary, id.to_owned()),
        };
    }
    Role::Plain
}
