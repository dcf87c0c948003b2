//! Links that lead nowhere because they were meant as another kind of address: a website without `https://`, an
//! e-mail address without `mailto:`, a page by the address that it has once it is built, a path of Windows.

use crate::files;
use crate::model::Model;
use crate::parse::Page;
use crate::parse::markdown::To;

/// What a link was meant as.
pub struct Form {
    pub message: String,
    pub help: String,
    /// The right address, if that is certain.
    pub meant: Option<String>,
}

/// What a link that was read as a file or page of the repository was meant as instead; `None` if it was not.
pub fn other_form(model: &Model, page: &Page, to: &To) -> Option<Form> {
    let (To::File { tail, written, .. } | To::Page { tail, written, .. }) = to else { return None };
    let path = written.strip_suffix(&**tail).unwrap_or(written);
    if let Some(form) = website_or_mail(written, path) {
        return Some(form);
    }
    if path.contains('\\') && !is_on_a_disk(path) {
        let meant = written.replace('\\', "/");
        let message = format!("`{written}` leads nowhere, because an address has no `\\`");
        return Some(Form { message, help: format!("write `{meant}`"), meant: Some(meant) });
    }
    let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
    let message = format!("`{written}` leads to no page");
    Some(match source(model, page, stem) {
        Some(meant) => {
            let meant = format!("{meant}{tail}");
            let help = format!("link to the page by its file: did you mean `{meant}`?");
            Form { message, help, meant: Some(meant) }
        }
        None => {
            let help = "link to a page by its file, which ends in `.md`".to_owned();
            Form { message, help, meant: None }
        }
    })
}

fn website_or_mail(written: &str, path: &str) -> Option<Form> {
    if let Some(meant) = without_colon(written) {
        let message = format!("`{written}` is a website, but its beginning is misspelt");
        return Some(Form { message, help: format!("write `{meant}`"), meant: Some(meant) });
    }
    // `[words]((https://…))` and `[words](“https://…”)`, as they are pasted.
    let bare = written.trim_matches(['(', ')', '“', '”', '„', '‘', '’', '«', '»', '"', ' ']);
    if bare != written && (bare.starts_with("https://") || bare.starts_with("http://")) {
        let message = format!("`{written}` is no address, because of the signs around it");
        let meant = bare.to_owned();
        return Some(Form { message, help: format!("write `{meant}`"), meant: Some(meant) });
    }
    let is_site =
        |text: &str| text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let (written, path) = match path.trim_start_matches('/') {
        site if is_site(site) => (written.trim_start_matches('/'), site),
        _ => (written, path),
    };
    let first = path.split('/').next().unwrap_or_default();
    if !first.contains('.') || first.starts_with('.') {
        return None;
    }
    let form = |what: &str, scheme: &str, slashes: &str| {
        let meant = format!("{scheme}:{slashes}{written}");
        let message =
            format!("`{written}` is {what}, but without `{scheme}:{slashes}` it is read as a file");
        Form { message, help: format!("write `{meant}`"), meant: Some(meant) }
    };
    if is_site(first) {
        return Some(form("a website", "https", "//"));
    }
    if is_mail(path) {
        return Some(form("an e-mail address", "mailto", ""));
    }
    looks_like_a_site(first).then(|| Form {
        message: format!("`{written}` is neither a file nor a page of this site"),
        help: format!("if it is a website, write `https://{written}`"),
        meant: None,
    })
}

/// The address in `http//example.org` or `https;//example.org`.
fn without_colon(written: &str) -> Option<String> {
    let (scheme, rest) = written.split_once("//")?;
    let name = scheme.trim_end_matches([';', '.', ',', '/']).to_ascii_lowercase();
    let is_site = rest.split('/').next().is_some_and(|host| host.contains('.'));
    (matches!(&*name, "http" | "https") && is_site).then(|| format!("{name}://{rest}"))
}

/// How to link to the page whose address without `.html` is `stem`: by its file, or as a folder if it has none.
fn source(model: &Model, page: &Page, stem: &str) -> Option<String> {
    let folder = if stem.starts_with('/') { "content" } else { files::folder(&page.path) };
    let exists = |link: &str| {
        let path = files::join(folder, &files::path_of_link(link));
        path.is_some_and(|path| model.graph.links.by_path.contains_key(&*path))
    };
    let above = match stem.rsplit_once('/') {
        Some((above, "index")) => Some(above),
        None if stem == "index" => Some("."),
        _ => None,
    };
    let links = [
        Some(format!("{stem}.md")),
        above.filter(|above| !above.ends_with('.')).map(|above| format!("{above}.md")),
        Some(format!("{stem}/index.md")),
    ];
    let mut links = links.into_iter().flatten();
    let as_folder = || {
        let link = format!("{}/", above.unwrap_or(stem));
        let inside = files::join(folder, &files::path_of_link(&link))?;
        let url = format!("/{}/", inside.strip_prefix("content/")?);
        model.at(&url).map(|_| link)
    };
    links.find(|link| exists(link)).or_else(as_folder)
}

/// Whether a text is an e-mail address.
fn is_mail(text: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text.split_once('@').is_some_and(|(name, host)| {
        let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        !name.is_empty() && is_host && [name, host].iter().all(|part| part.chars().all(is_name))
    })
}

/// Whether a name ends like that of a website, and not like that of a file.
fn looks_like_a_site(name: &str) -> bool {
    const ENDS: [&str; 8] = ["org", "com", "net", "eu", "info", "edu", "gov", "int"];
    // Other ends of two letters are those of countries.
    const FILES: [&str; 16] = [
        "md", "js", "ts", "py", "rs", "sh", "gz", "7z", "ps", "pl", "rb", "db", "qt", "so", "xz",
        "ai",
    ];
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_country = end.len() == 2 && end.bytes().all(|b| b.is_ascii_alphabetic());
    ENDS.contains(&&*end) || (is_country && !FILES.contains(&&*end))
}

/// Whether a link is a path on a disk of Windows: `C:\…`, `C:/…` or `\\server\…`.
pub fn is_on_a_disk(written: &str) -> bool {
    let bytes = written.as_bytes();
    let is_drive = bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'\\' | b'/');
    let is_file = written.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("file:"));
    is_drive || is_file || written.starts_with('\\')
}
