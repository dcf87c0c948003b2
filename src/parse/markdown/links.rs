//! Resolves written links by path arithmetic alone, without looking at other files.

use super::{Context, To};
use crate::files;
use crate::parse::address;

/// Resolves a link as written in the Markdown of a page.
pub fn resolve(written: &str, context: &Context) -> To {
    if let Some(anchor) = written.strip_prefix('#') {
        return To::Here { anchor: files::decode(anchor).into_owned() };
    }
    if let Some(scheme) = scheme(written) {
        // Such links execute code; a knowledge repository never needs them.
        return match scheme.to_ascii_lowercase().as_str() {
            "javascript" | "vbscript" | "data" => To::Outside { written: written.to_owned() },
            _ => To::Web(written.to_owned()),
        };
    }
    if written.starts_with("//") {
        return To::Web(written.to_owned());
    }
    let (path, anchor) = match written.split_once('#') {
        Some((path, anchor)) => (path, Some(files::decode(anchor).into_owned())),
        None => (written, None),
    };
    let path = files::decode(path.split_once('?').map_or(path, |(path, _)| path));
    let absolute = path.starts_with('/');
    let folder = if absolute { "content" } else { files::folder(context.path) };
    let inside = files::join(folder, &path).filter(|joined| {
        joined == "content" || joined.starts_with("content/") || joined.starts_with("static/")
    });
    match inside {
        Some(inside) => inside_link(&inside, &path, anchor, written, context),
        None => To::Outside { written: written.to_owned() },
    }
}

fn inside_link(
    inside: &str,
    path: &str,
    anchor: Option<String>,
    written: &str,
    context: &Context,
) -> To {
    let written = written.to_owned();
    let content = inside.strip_prefix("content").map(|rest| rest.trim_start_matches('/'));
    if let Some(page) = content.filter(|page| page.ends_with(".md")) {
        return To::Page { url: address::of_page(page, context.config).url, anchor, written };
    }
    let is_folder =
        path.is_empty() || path.ends_with('/') || !files::file_name(inside).contains('.');
    match content {
        Some("") => To::Page { url: "/".into(), anchor, written },
        Some(folder) if is_folder => To::Page { url: format!("/{folder}/"), anchor, written },
        _ => match address::of_file(inside) {
            Some(url) => To::File { url, written },
            None => To::Outside { written },
        },
    }
}

/// The scheme of a link, such as `https` or `mailto` (RFC 3986). Browsers ignore white space and control
/// characters in and before it, so they are dropped here too.
fn scheme(link: &str) -> Option<String> {
    let (scheme, _) = link.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::super::Position;
    use super::*;
    use crate::config::Config;

    fn to(written: &str) -> To {
        let config = Config { language: "en".into(), ..Config::default() };
        let context = Context {
            path: &"content/pilots/a.md".into(),
            url: "/pilots/a/",
            lang: "en",
            config: &config,
            position: Position::Verbatim(0),
            ids: "",
            below_title: true,
        };
        resolve(written, &context)
    }

    #[test]
    fn links_are_read_as_an_author_means_them() {
        let page = |url: &str, anchor: Option<&str>, written: &str| To::Page {
            url: url.into(),
            anchor: anchor.map(str::to_owned),
            written: written.into(),
        };
        assert_eq!(to("b.md"), page("/pilots/b/", None, "b.md"));
        assert_eq!(to("../about.md#us"), page("/about/", Some("us"), "../about.md#us"));
        assert_eq!(to("/pilots/b/"), page("/pilots/b/", None, "/pilots/b/"));
        assert_eq!(to("../"), page("/", None, "../"));
        assert_eq!(to("#top"), To::Here { anchor: "top".into() });
        assert!(matches!(to("JavaScript:alert(1)"), To::Outside { .. }));
        assert!(matches!(to("java\tscript:alert(1)"), To::Outside { .. }));
        assert_eq!(to("mailto:a@b.c"), To::Web("mailto:a@b.c".into()));
        assert_eq!(to("../../../x.md"), To::Outside { written: "../../../x.md".into() });
        assert_eq!(to("../../site.toml"), To::Outside { written: "../../site.toml".into() });
        assert_eq!(
            to("a b.png"),
            To::File { url: "/pilots/a%20b.png".into(), written: "a b.png".into() }
        );
    }
}
