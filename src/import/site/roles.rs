//! What a file of a source is, by its path.

use crate::files;
use crate::import::input::is_media;

/// What a file of the source is.
#[derive(Debug, PartialEq)]
pub enum Role {
    Page {
        kind: String,
        path: String,
    },
    /// `path` begins with `static/` if its address is known, else it is the path in the source.
    File {
        path: String,
    },
    /// The table of objects of CollectionBuilder.
    Objects,
    Bibliography,
    LeftOut(&'static str),
    None,
}

/// Whether a file is Markdown.
pub fn is_page(path: &str) -> bool {
    matches!(&*files::ending(path), "md" | "markdown" | "mdown" | "qmd" | "rmd")
}

pub fn is_html(path: &str) -> bool {
    matches!(&*files::ending(path), "html" | "htm")
}

/// A file that is published as it is, below one of these folders.
pub fn published(path: &str, folders: &[&str]) -> Role {
    match folders
        .iter()
        .find_map(|folder| path.strip_prefix(folder))
        .filter(|inside| is_file(inside))
    {
        Some(inside) => Role::File { path: format!("static/{inside}") },
        None => Role::None,
    }
}

/// What stands beside the pages for those who work on them.
pub fn is_of_the_repository(path: &str) -> bool {
    let stem = files::file_name(path).split('.').next().unwrap_or_default().to_uppercase();
    !path.contains('/')
        && matches!(
            &*stem,
            "README" | "LICENSE" | "LICENCE" | "CONTRIBUTING" | "CHANGELOG" | "CODE_OF_CONDUCT"
        )
}

/// Whether a file tells those who work on the site what its folder is for.
pub fn is_read_me(path: &str) -> bool {
    files::file_name(path).to_uppercase().starts_with("README.")
}

pub fn stem(path: &str) -> String {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned()
}

/// A page by its path: the first folder is its type.
pub fn section(path: &str) -> Role {
    let stem = stem(path);
    // Hugo's name of the page of a folder, which may have a language: `_index.en.md`.
    let (folder, name) =
        stem.rsplit_once('/').map_or(("", &*stem), |(folder, name)| (folder, name));
    let stem = match name.strip_prefix("_index") {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => {
            format!("{folder}/index{rest}").trim_start_matches('/').to_owned()
        }
        _ => stem,
    };
    match stem.split_once('/') {
        Some((folder, rest)) => Role::Page { kind: folder.to_owned(), path: rest.to_owned() },
        None => Role::Page { kind: "pages".to_owned(), path: stem },
    }
}

/// Whether a file is one that pages show or offer.
pub fn is_file(path: &str) -> bool {
    is_media(path) && files::file_name(path) != "robots.txt"
}
