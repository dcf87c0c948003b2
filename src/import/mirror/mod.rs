//! A mirror: the HTML files that wget or HTTrack saved. The text of a page is what its landmarks say, or else the part with
//! most words; what repeats over the pages (menus, footers) is dropped.

mod copies;
mod files;
mod text;

use super::html::{Html, plain, tree};
use super::imported::{Entry, Imported, Page, listed_date};
use super::input::Input;
use crate::files as paths;
use htmd::Node;
use std::collections::HashMap;
use std::rc::Rc;
use text::{blocks, fingerprint};

pub fn read(inputs: &[Input]) -> Result<Imported, String> {
    let mut imported = Imported { from: "mirror", ..Imported::default() };
    let converter = Html::new();
    let pages: Vec<&Input> = inputs.iter().filter(|input| is_html(&input.path)).collect();
    let mut repeated: HashMap<u64, usize> = HashMap::new();
    let mut tails: HashMap<String, usize> = HashMap::new();
    // Twice through the files keeps only one tree in memory at a time.
    for input in &pages {
        let Ok((text, _)) = input.text() else { continue };
        let tree = tree::parse(&text);
        let window = element(&tree, "title");
        // Where the heading says the same, all of it is the title.
        let window = window.filter(|window| element(&tree, "h1").as_ref() != Some(window));
        if let Some(tail) = window.as_deref().and_then(tail) {
            *tails.entry(tail.to_owned()).or_default() += 1;
        }
        let mut own: Vec<u64> = blocks(&tree).iter().filter_map(fingerprint).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|hash| *repeated.entry(hash).or_default() += 1);
    }
    tails.retain(|_, times| *times > 1 && *times * 2 >= pages.len());
    let often = (pages.len() / 2).max(2);
    for input in &pages {
        let Some(text) = imported.text(input) else { continue };
        let (tree, deep) = tree::parse_listed(&text);
        for text in deep {
            imported.leave_out("deep markup", &input.path, text);
        }
        if let Some(to) = redirect(&tree) {
            imported.leave_out("redirect", &input.path, to);
            continue;
        }
        if is_of_httrack(&tree) {
            let why = "the program that saved the site wrote it for itself";
            imported.leave_out("file", &input.path, why);
            continue;
        }
        page(
            &input.path,
            &tree,
            &converter,
            &|hash| repeated.get(&hash).copied().unwrap_or(0) > often,
            &mut imported,
        );
    }
    if imported.pages.is_empty() {
        return Err("it has no HTML page".to_owned());
    }
    // What the windows of several pages are called behind the title is the name of the site.
    for page in &mut imported.pages {
        if let Some(tail) = tail(&page.title).filter(|tail| tails.contains_key(*tail)) {
            page.title.truncate(page.title.len() - tail.len());
        }
    }
    if imported.site.title.is_empty() {
        let most = tails.iter().max_by_key(|(tail, n)| (**n, std::cmp::Reverse(*tail)));
        let name = most
            .map(|(tail, _)| tail.trim_start_matches([' ', '|', '–', '—', '-', '»']).to_owned());
        imported.site.title = name.unwrap_or_default();
    }
    copies::join(&mut imported);
    files::files(inputs, &mut imported);
    Ok(imported)
}

fn is_html(path: &str) -> bool {
    let name = paths::file_name(path);
    let ending = paths::ending(path);
    matches!(&*ending, "html" | "htm" | "xhtml")
        || name.contains(".html?")
        || name.contains(".php?")
        || ending == "php"
        || name.starts_with("index.html@")
}

/// wget keeps the name of the host as the first folder.
fn below_host(path: &str) -> &str {
    match path.split_once('/') {
        Some((host, rest)) if host.contains('.') && !host.contains(' ') && !is_html(host) => rest,
        _ => path,
    }
}

fn page(
    path: &str,
    tree: &Rc<Node>,
    converter: &Html,
    is_repeated: &dyn Fn(u64) -> bool,
    imported: &mut Imported,
) {
    let meta = |names: &[&str]| {
        let nodes = tree::all(tree);
        let mut metas = nodes.iter().filter(|node| tree::name(node) == "meta");
        let of = |node: &&Rc<Node>| {
            let name = tree::attribute(node, "property")
                .or_else(|| tree::attribute(node, "name"))
                .unwrap_or_default();
            names.contains(&&*name.to_lowercase())
        };
        metas
            .find(of)
            .and_then(|node| tree::attribute(node, "content"))
            .filter(|text| !text.is_empty())
    };
    let canonical = tree::find(tree, |node| {
        tree::name(node) == "link" && tree::attribute(node, "rel").as_deref() == Some("canonical")
    });
    let canonical = canonical
        .and_then(|node| tree::attribute(&node, "href"))
        .filter(|href| href.starts_with("http"))
        .or_else(|| mirrored(tree));
    let language = tree::find(tree, |node| tree::name(node) == "html")
        .and_then(|node| tree::attribute(&node, "lang"));
    let title = title(tree);
    let description = meta(&["og:description", "description", "dcterms.abstract"]);
    let published = meta(&[
        "article:published_time",
        "date",
        "dc.date",
        "dcterms.date",
        "citation_publication_date",
    ]);
    let published = published.or_else(|| text::time(tree));
    let modified = meta(&["article:modified_time", "og:updated_time", "last-modified"]);
    let author = meta(&["author", "dc.creator", "article:author"]);
    if let (None, Some(canonical)) = (&imported.site.address, &canonical) {
        imported.site.address =
            url::Url::parse(canonical).ok().map(|url| url.origin().ascii_serialization());
    }
    if imported.site.title.is_empty() {
        imported.site.title = meta(&["og:site_name", "application-name"]).unwrap_or_default();
    }
    if imported.site.language.is_none() {
        imported.site.language = language
            .as_deref()
            .map(|lang| lang.split('-').next().unwrap_or_default().to_lowercase());
    }
    for node in blocks(tree).iter().filter(|node| fingerprint(node).is_some_and(is_repeated)) {
        node.children.borrow_mut().clear();
    }
    let main = text::main(tree);
    let mut lost = text::without_surroundings(&main);
    let converted = converter.of_tree(&main);
    let body = without_title(&converted.markdown, &title);
    lost.extend(converted.left_out);
    let published = published.and_then(|day| listed_date("date", &day, &mut lost));
    let modified = modified.and_then(|day| listed_date("modified", &day, &mut lost));
    let author = match author {
        Some(address) if address.starts_with("http") => {
            lost.push(("author without a name", address));
            None
        }
        author => author,
    };
    for (kind, what) in lost {
        imported.leave_out(kind, path, what);
    }
    if body.trim().is_empty() {
        imported.leave_out("page without a text", path, title);
        return;
    }
    let inside = below_host(path);
    let (plain, query) = match inside.split_once(['?', '@']) {
        // wget may add an ending to the query of an address, and write `@` for its `?`.
        Some((plain, query)) => (plain, Some(query.trim_end_matches(".html"))),
        None => (inside, None),
    };
    let stem = plain.rsplit_once('.').map_or(plain, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let slugs: Vec<String> =
        stem.split('/').map(paths::slug).filter(|slug| !slug.is_empty()).collect();
    let mut own = slugs.join("/");
    let folder = plain.strip_suffix("index.html").unwrap_or(plain);
    let mut address = format!("/{folder}");
    if let Some(query) = query {
        own = format!("{}{}", own.trim_end_matches("index"), paths::slug(query));
        address = format!("{address}?{query}");
    }
    let whole = query.is_none().then(|| format!("/{inside}"));
    imported.pages.push(Page {
        id: path.to_owned(),
        kind: "pages".to_owned(),
        path: if own.is_empty() { "index".to_owned() } else { own },
        title,
        summary: description,
        date: published,
        updated: modified,
        authors: author.into_iter().collect(),
        language: language.map(|lang| lang.split('-').next().unwrap_or_default().to_lowercase()),
        addresses: canonical
            .into_iter()
            .chain([address])
            .chain(whole)
            .chain([path.to_owned()])
            .collect(),
        source: Some(path.to_owned()),
        values: Vec::<Entry>::new(),
        body,
        ..Page::default()
    });
}

/// Whether a page is the list of sites that HTTrack writes beside them.
fn is_of_httrack(tree: &Rc<Node>) -> bool {
    let generator = tree::find(tree, |node| {
        tree::name(node) == "meta" && tree::attribute(node, "name").as_deref() == Some("generator")
    });
    let by = generator.and_then(|node| tree::attribute(&node, "content"));
    by.is_some_and(|by| by.starts_with("HTTrack"))
}

/// The address that HTTrack notes in a page: `<!-- Mirrored from www.example.org/a/ by HTTrack Website Copier/3.x … -->`.
fn mirrored(tree: &Rc<Node>) -> Option<String> {
    let comments = tree::all(tree).into_iter().filter_map(|node| tree::comment(&node));
    let from = |text: String| {
        let (address, _) = text.trim().strip_prefix("Mirrored from ")?.split_once(" by HTTrack")?;
        Some(format!("https://{}", address.trim_start_matches("https://")))
    };
    comments.into_iter().find_map(from)
}

/// Where a page leads that only sends readers on.
fn redirect(tree: &Rc<Node>) -> Option<String> {
    let refresh = tree::find(tree, |node| {
        tree::name(node) == "meta"
            && tree::attribute(node, "http-equiv")
                .is_some_and(|it| it.eq_ignore_ascii_case("refresh"))
    })?;
    let content = tree::attribute(&refresh, "content")?;
    let (_, to) = content.split_once(['=', ';'])?;
    Some(to.trim().to_owned())
}

/// The title: what the page says to others, its first heading, or what its window is called.
fn title(tree: &Rc<Node>) -> String {
    let og =
        tree::find(tree, |node| tree::attribute(node, "property").as_deref() == Some("og:title"));
    let og = og.and_then(|node| tree::attribute(&node, "content"));
    let found = element(tree, "h1")
        .filter(|text| !text.is_empty())
        .or(og)
        .or_else(|| element(tree, "title"));
    found.filter(|text| !text.is_empty()).unwrap_or_else(|| "Untitled".to_owned())
}

/// The text of the first element of a name.
fn element(tree: &Rc<Node>, name: &str) -> Option<String> {
    let found = tree::find(tree, |node| tree::name(node) == name)?;
    Some(plain(&crate::html::escape(&tree::text(&found))))
}

/// What follows the last sign that parts a title from the name of the site.
fn tail(title: &str) -> Option<&str> {
    let at =
        [" | ", " – ", " — ", " - ", " » "].iter().filter_map(|sign| title.rfind(sign)).max()?;
    title.get(at..)
}

/// A body without the heading that repeats the title.
fn without_title(markdown: &str, title: &str) -> String {
    let (first, rest) = markdown.split_once('\n').unwrap_or((markdown, ""));
    let heading = first.trim_start_matches('#').trim().replace('\\', "");
    if first.starts_with('#') && title.starts_with(&heading) && !heading.is_empty() {
        return rest.trim_start_matches('\n').to_owned();
    }
    markdown.to_owned()
}

/// A page from bytes, for tests.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8]) -> Imported {
    let mut imported = Imported { from: "mirror", ..Imported::default() };
    let tree = tree::parse(&String::from_utf8_lossy(bytes));
    page("a/index.html", &tree, &Html::new(), &|_| false, &mut imported);
    imported
}
