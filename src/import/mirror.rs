//! A mirror: the HTML files that wget or HTTrack saved. The text of a page is what its landmarks say, or else the part with
//! most words; what repeats over the pages (menus, footers) is dropped.

use super::html::{Html, plain, tree};
use super::imported::{Entry, File, Imported, Lost, Page, listed_date};
use super::input::{Input, is_media};
use crate::files;
use htmd::Node;
use std::collections::HashMap;
use std::rc::Rc;

/// What is never the text of a page.
const AROUND: &str = "nav header footer aside script style noscript form template button";
/// Classes and ids of what stands around a text.
const NAMED: &str = "nav menu navigation sidebar widget-area breadcrumb breadcrumbs cookie cookie-notice site-header \
    site-footer comments sharedaddy share social-share skip-link screen-reader-text footer header masthead colophon secondary \
    related-posts post-navigation";

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
        if let Some(tail) = element(&tree, "title").as_deref().and_then(tail) {
            *tails.entry(tail.to_owned()).or_default() += 1;
        }
        let mut own: Vec<u64> = blocks(&tree).iter().map(fingerprint).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|hash| *repeated.entry(hash).or_default() += 1);
    }
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
        if let Some(tail) =
            tail(&page.title).filter(|tail| tails.get(*tail).is_some_and(|n| *n > 1))
        {
            page.title.truncate(page.title.len() - tail.len());
        }
    }
    if imported.site.title.is_empty() {
        let most = tails
            .iter()
            .filter(|(_, n)| **n > 1)
            .max_by_key(|(tail, n)| (**n, std::cmp::Reverse(*tail)));
        let name = most
            .map(|(tail, _)| tail.trim_start_matches([' ', '|', '–', '—', '-', '»']).to_owned());
        imported.site.title = name.unwrap_or_default();
    }
    files(inputs, &mut imported);
    Ok(imported)
}

/// Pictures and downloads. What only made the old site look and move is counted.
fn files(inputs: &[Input], imported: &mut Imported) {
    const OF_THE_SITE: &str = "css js mjs map json xml woff woff2 ttf otf eot webmanifest";
    let mut of_the_site = 0;
    for input in inputs.iter().filter(|input| !is_html(&input.path)) {
        let path = below_host(&input.path);
        // wget writes the query of an address into the name.
        let name = path.split(['?', '@']).next().unwrap_or_default();
        let ending = files::ending(name);
        if OF_THE_SITE.split_whitespace().any(|own| own == ending) {
            of_the_site += 1;
        } else if !is_media(name) {
            imported.leave_out(
                "file",
                &input.path,
                "it is neither a page nor a picture or download",
            );
        } else if !crate::save::is_name(name) {
            imported.leave_out(
                "file",
                &input.path,
                "a name like this can't be written on every system",
            );
        } else {
            imported.files.push(File {
                place: Some(input.place.clone()),
                path: format!("static/{name}"),
                addresses: vec![
                    input.path.clone(),
                    input.path.replace(path, name),
                    format!("/{path}"),
                ],
            });
        }
    }
    if of_the_site > 0 {
        let what = crate::diagnostics::text::counted(of_the_site, "file");
        imported.notes.push(format!("{what} for the looks of the old site were left out"));
    }
}

fn is_html(path: &str) -> bool {
    let name = files::file_name(path);
    let ending = files::ending(path);
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
        .filter(|href| href.starts_with("http"));
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
    let published = published.or_else(|| {
        let times = tree::all(tree).into_iter().filter(|node| tree::name(node) == "time");
        times.filter_map(|node| tree::attribute(&node, "datetime")).next()
    });
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
    for node in blocks(tree).iter().filter(|node| is_repeated(fingerprint(node))) {
        node.children.borrow_mut().clear();
    }
    let main = main(tree);
    without_surroundings(&main);
    let converted = converter.of_tree(&main);
    let body = without_title(&converted.markdown, &title);
    let mut lost: Lost = converted.left_out;
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
    let stem = inside.split(['?', '@']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let query = inside.split_once(['?', '@']).map(|(_, query)| query.trim_end_matches(".html"));
    let slugs: Vec<String> =
        stem.split('/').map(files::slug).filter(|slug| !slug.is_empty()).collect();
    let mut own = slugs.join("/");
    if let Some(query) = query {
        own = format!("{}{}", own.trim_end_matches("index"), files::slug(query));
    }
    let address = format!("/{}", inside.strip_suffix("index.html").unwrap_or(inside));
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
            .chain([address, format!("/{inside}"), path.to_owned()])
            .collect(),
        source: Some(path.to_owned()),
        values: Vec::<Entry>::new(),
        body,
        ..Page::default()
    });
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

/// The part of a page that is its text.
fn main(tree: &Rc<Node>) -> Rc<Node> {
    let nodes = tree::all(tree);
    let by = |is_it: &dyn Fn(&Node) -> bool| {
        let mut found =
            nodes.iter().filter(|node| is_it(node) && tree::text(node).trim().len() > 40);
        found.next().cloned()
    };
    let has_role = |node: &Node| tree::attribute(node, "role").as_deref() == Some("main");
    let is_named = |node: &Node| {
        ["entry-content", "post-content", "page-content", "article-content"]
            .iter()
            .any(|class| tree::has_class(node, class))
    };
    let has_id = |node: &Node| {
        matches!(
            tree::attribute(node, "id").as_deref(),
            Some("content" | "main" | "main-content" | "bodyContent")
        )
    };
    by(&|node| tree::name(node) == "main")
        .or_else(|| by(&has_role))
        .or_else(|| by(&is_named))
        .or_else(|| by(&|node| tree::name(node) == "article"))
        .or_else(|| by(&has_id))
        .or_else(|| dense(&nodes))
        .or_else(|| by(&|node| tree::name(node) == "body"))
        .unwrap_or_else(|| tree.clone())
}

/// The element whose own paragraphs have most of the words.
fn dense(nodes: &[Rc<Node>]) -> Option<Rc<Node>> {
    let words = |node: &Rc<Node>| {
        let children = node.children.borrow();
        let paragraphs = children.iter().filter(|child| {
            matches!(tree::name(child), "p" | "ul" | "ol" | "h2" | "h3" | "blockquote")
        });
        paragraphs.map(|child| tree::text(child).split_whitespace().count()).sum::<usize>()
    };
    let parts = nodes.iter().filter(|node| matches!(tree::name(node), "div" | "section" | "td"));
    let best = parts.map(|node| (words(node), node)).max_by_key(|(words, _)| *words)?;
    Some(best.1.clone()).filter(|_| best.0 > 30)
}

/// Drops what stands around a text: navigation, forms, what its class says.
fn without_surroundings(root: &Rc<Node>) {
    let is_around = |node: &Rc<Node>| {
        let name = tree::name(node);
        let words = [tree::attribute(node, "class"), tree::attribute(node, "id")];
        let mut words = words.iter().flatten().flat_map(|all| all.split_whitespace());
        let is_named = words.any(|word| NAMED.split_whitespace().any(|named| named == word));
        let is_role = matches!(
            tree::attribute(node, "role").as_deref(),
            Some("navigation" | "banner" | "contentinfo" | "search")
        );
        // The heading of an article may stand in its header.
        let is_head =
            name == "header" && tree::find(node, |inner| tree::name(inner) == "h1").is_some();
        (AROUND.split_whitespace().any(|around| around == name) && !is_head) || is_named || is_role
    };
    for node in tree::all(root) {
        node.children.borrow_mut().retain(|child| !is_around(child));
    }
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

/// The smallest blocks of a page with several words.
fn blocks(tree: &Rc<Node>) -> Vec<Rc<Node>> {
    const BLOCKS: [&str; 12] = [
        "p", "ul", "ol", "nav", "footer", "header", "aside", "section", "div", "table", "form",
        "address",
    ];
    let is_block = |node: &Rc<Node>| BLOCKS.contains(&tree::name(node));
    let nodes = tree::all(tree);
    let has_inner = |node: &Rc<Node>| node.children.borrow().iter().any(is_block);
    nodes.into_iter().filter(|node| is_block(node) && !has_inner(node)).collect()
}

/// A number for the text of a block; short ones of no meaning have none in common.
fn fingerprint(node: &Rc<Node>) -> u64 {
    use std::hash::{Hash, Hasher};
    let text = tree::text(node);
    let mut hasher = rustc_hash::FxHasher::default();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    let pictures = tree::all(node).into_iter().filter(|node| tree::name(node) == "img");
    pictures.filter_map(|node| tree::attribute(&node, "src")).for_each(|src| src.hash(&mut hasher));
    hasher.finish()
}

/// A page from bytes, for tests.
#[cfg(any(test, fuzzing))]
pub fn of_bytes(bytes: &[u8]) -> Imported {
    let mut imported = Imported { from: "mirror", ..Imported::default() };
    let tree = tree::parse(&String::from_utf8_lossy(bytes));
    page("a/index.html", &tree, &Html::new(), &|_| false, &mut imported);
    imported
}
