//! Which part of a saved page is its text, and what of that only leads around the site.

use crate::import::html::tree;
use crate::import::imported::Lost;
use htmd::Node;
use std::rc::Rc;

/// What is never text.
const NEVER: &str = "nav script style noscript template button";
/// Classes and ids of what leads around a site.
const NAVIGATION: &str = "nav menu navigation breadcrumb breadcrumbs cookie cookie-notice site-header site-footer \
    masthead colophon sharedaddy share social-share skip-link screen-reader-text post-navigation";
/// Classes and ids of what stands beside a text.
const BESIDE: &str = "sidebar widget-area comments footer header secondary related-posts";

/// The part of a page that is its text.
pub fn main(tree: &Rc<Node>) -> Rc<Node> {
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

/// Whether the class or id of an element is one of some names.
fn is_called(node: &Node, names: &str) -> bool {
    let words = [tree::attribute(node, "class"), tree::attribute(node, "id")];
    let mut words = words.iter().flatten().flat_map(|all| all.split_whitespace());
    words.any(|word| names.split_whitespace().any(|name| name == word))
}

/// Whether an element leads around the site, or is no text at all.
fn is_navigation(node: &Node) -> bool {
    let role = tree::attribute(node, "role");
    let is_role =
        matches!(role.as_deref(), Some("navigation" | "banner" | "contentinfo" | "search"));
    let name = tree::name(node);
    is_role || NEVER.split_whitespace().any(|never| never == name) || is_called(node, NAVIGATION)
}

/// Drops what leads around the site. What stands beside the text is dropped too, and its beginning listed. Inside of the
/// text a box, a heading with its lead and the name below a quotation are text.
pub fn without_surroundings(root: &Rc<Node>) -> Lost {
    let mut lost = Lost::new();
    let is_text = !matches!(tree::name(root), "" | "html" | "body");
    let mut due = vec![(root.clone(), is_text)];
    while let Some((node, is_text)) = due.pop() {
        let is_end = Rc::ptr_eq(&node, root) || tree::name(&node) == "article";
        let is_beside = |child: &Rc<Node>| match tree::name(child) {
            "footer" => is_end || !is_text,
            "aside" => !is_text,
            // The heading of an article may stand in its header.
            "header" => !is_text && tree::find(child, |inner| tree::name(inner) == "h1").is_none(),
            _ => is_called(child, BESIDE),
        };
        node.children.borrow_mut().retain(|child| {
            if is_navigation(child) {
                return false;
            }
            let is_out = is_beside(child);
            let words = tree::text(child);
            if is_out && !words.trim().is_empty() {
                let words: Vec<&str> = words.split_whitespace().collect();
                lost.push(("beside the text", words.join(" ").chars().take(60).collect()));
            }
            !is_out
        });
        for child in node.children.borrow().iter() {
            let begins = matches!(
                tree::name(child),
                "main" | "article" | "section" | "blockquote" | "figure"
            );
            due.push((child.clone(), is_text || begins));
        }
    }
    lost
}

/// The first date that the text of a page has in a `<time>`; those beside it tell of other pages.
pub fn time(tree: &Rc<Node>) -> Option<String> {
    let landmark = |name: &str| tree::find(tree, |node| tree::name(node) == name);
    let start = landmark("main").or_else(|| landmark("article")).unwrap_or_else(|| tree.clone());
    let mut due = vec![start];
    while let Some(node) = due.pop() {
        let found = Some(&node).filter(|node| tree::name(node) == "time");
        if let Some(found) = found.and_then(|node| tree::attribute(node, "datetime")) {
            return Some(found);
        }
        let is_beside =
            |node: &Node| matches!(tree::name(node), "aside" | "footer") || is_called(node, BESIDE);
        let children = node.children.borrow();
        let own = children.iter().rev().filter(|child| !is_navigation(child) && !is_beside(child));
        due.extend(own.cloned());
    }
    None
}

/// The smallest blocks of a page with several words.
pub fn blocks(tree: &Rc<Node>) -> Vec<Rc<Node>> {
    const BLOCKS: [&str; 12] = [
        "p", "ul", "ol", "nav", "footer", "header", "aside", "section", "div", "table", "form",
        "address",
    ];
    let is_block = |node: &Rc<Node>| BLOCKS.contains(&tree::name(node));
    let nodes = tree::all(tree);
    let has_inner = |node: &Rc<Node>| node.children.borrow().iter().any(is_block);
    nodes.into_iter().filter(|node| is_block(node) && !has_inner(node)).collect()
}

/// A number for what a block shows; none if that is nothing, so that empty blocks are not taken for one that repeats.
pub fn fingerprint(node: &Rc<Node>) -> Option<u64> {
    use std::hash::{Hash, Hasher};
    let text = tree::text(node);
    let mut hasher = rustc_hash::FxHasher::default();
    text.split_whitespace().for_each(|word| word.hash(&mut hasher));
    let shown: Vec<String> = tree::all(node).iter().filter_map(|node| shown(node)).collect();
    shown.iter().for_each(|address| address.hash(&mut hasher));
    let is_empty = text.trim().is_empty() && shown.is_empty();
    (!is_empty).then(|| hasher.finish())
}

/// The address of what an element shows.
fn shown(node: &Node) -> Option<String> {
    let name = tree::name(node);
    let shows = ["img", "iframe", "embed", "object", "video", "audio", "source"].contains(&name);
    let address = || ["src", "data"].iter().find_map(|key| tree::attribute(node, key));
    shows.then(|| address().unwrap_or_else(|| name.to_owned()))
}
