//! Resolves written links by path arithmetic alone, without looking at other files.

use super::{Context, To};
use crate::files;
use crate::parse::address::{self, Address};

/// Resolves a link as written in the Markdown of a page.
pub fn resolve(written: &str, context: &Context) -> To {
    if written.starts_with('#') {
        return To::Here { tail: written.to_owned() };
    }
    if let Some(scheme) = scheme(written) {
        return match doi(&scheme, written) {
            Some(address) => To::Web(address),
            // What else a browser or another program would do with a link is not known.
            None if context.config.allows_scheme(&scheme) => To::Web(written.to_owned()),
            None => To::Outside { written: written.to_owned() },
        };
    }
    if written.starts_with("//") {
        return To::Web(written.to_owned());
    }
    let (path, tail) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
    if path.trim().is_empty() {
        return match tail {
            "" => To::Outside { written: written.to_owned() },
            _ => page(context.url.into(), None, tail.into(), written.into()),
        };
    }
    let path = files::path_of_link(path);
    let absolute = path.starts_with('/');
    let folder = if absolute { "content" } else { files::folder(context.path) };
    let inside = files::join(folder, &path).filter(|joined| {
        joined == "content" || joined.starts_with("content/") || joined.starts_with("static/")
    });
    match inside {
        Some(inside) => inside_link(&inside, &path, tail.to_owned(), written, context),
        None => To::Outside { written: written.to_owned() },
    }
}

fn inside_link(inside: &str, path: &str, tail: String, written: &str, context: &Context) -> To {
    let written = written.to_owned();
    let content = inside.strip_prefix("content").map(|rest| rest.trim_start_matches('/'));
    if let Some(page_path) = content.filter(|path| path.ends_with(".md")) {
        let Address { url, role, .. } = address::of_page(page_path, context.config);
        let file = address::may_have_slug(inside, &role).then(|| inside.into());
        return page(url, file, tail, written);
    }
    let is_folder =
        path.is_empty() || path.ends_with('/') || !files::file_name(inside).contains('.');
    match content {
        Some("") => page("/".into(), None, tail, written),
        Some(folder) if is_folder => page(format!("/{folder}/"), None, tail, written),
        _ => match address::of_file(inside) {
            Some(url) => To::File { url, tail, written },
            None => To::Outside { written },
        },
    }
}

fn page(url: String, file: Option<Box<str>>, tail: String, written: String) -> To {
    To::Page { url, file, tail, written }
}

/// The web address of a link to a DOI, since browsers do not know `doi:`.
fn doi(scheme: &str, written: &str) -> Option<String> {
    let (_, rest) = written.split_once(':').filter(|_| scheme == "doi")?;
    let name = rest.trim().trim_start_matches('/');
    name.starts_with("10.").then(|| format!("https://doi.org/{name}"))
}

/// The scheme of a link in small letters, such as `https` or `mailto` (RFC 3986). Browsers ignore white space and control
/// characters in and before it, so they are dropped here too.
pub fn scheme(link: &str) -> Option<String> {
    let (scheme, _) = link.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}
