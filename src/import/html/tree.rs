//! The tree of an HTML text: parsing, looking around, taking text out. No function recurses, so that a deep tree can't
//! overflow the stack.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Node, NodeData, RcDom};
use std::rc::Rc;

/// The tree of a text.
pub fn parse(html: &str) -> Rc<Node> {
    parse_listed(html).0
}

/// The same, with the beginnings of what lies too deep.
pub fn parse_listed(html: &str) -> (Rc<Node>, Vec<String>) {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let options = ParseOpts { tree_builder, ..Default::default() };
    // The parser looks at all that is open, so markup that opens without end would take quadratic time.
    let stripped = is_endless(html).then(|| without_tags(html));
    let html = stripped.as_deref().unwrap_or(html);
    let tree = parse_document(RcDom::default(), options).one(html).document;
    let mut cut = bound(&tree);
    cut.extend(stripped.map(|text| text.trim().chars().take(60).collect()));
    (tree, cut)
}

/// Whether more elements are open at once than any page has. What people need not close does not count.
fn is_endless(html: &str) -> bool {
    const OPEN: [&str; 16] = [
        "p", "li", "br", "hr", "img", "td", "th", "tr", "dd", "dt", "option", "input", "meta",
        "link", "source", "wbr",
    ];
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        let length = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if length > 0 && !OPEN.iter().any(|open| tag[..length].eq_ignore_ascii_case(open)) {
            depth += 1;
        }
        if depth > 2_000 {
            return true;
        }
    }
    false
}

/// The text between tags, still as HTML.
fn without_tags(html: &str) -> String {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    let behind = |part: &str| part.split_once('>').map(|(_, text)| text.to_owned());
    parts.filter_map(behind).fold(first, |text, part| text + &part)
}

/// How deep elements may lie in each other. Who walks a tree may recurse or look at what is above; no page needs more.
const DEPTH: usize = 60;

/// Makes what lies too deep a text. Returns the beginnings of such texts.
fn bound(root: &Rc<Node>) -> Vec<String> {
    let mut cut = Vec::new();
    let mut due = vec![(root.clone(), 0)];
    while let Some((node, depth)) = due.pop() {
        if depth == DEPTH && !node.children.borrow().is_empty() {
            let text = text(&node);
            *node.children.borrow_mut() = vec![text_node(&text)];
            cut.push(text.chars().take(60).collect());
        }
        due.extend(node.children.borrow().iter().map(|child| (child.clone(), depth + 1)));
    }
    cut
}

/// The name of an element; empty for anything else.
pub fn name(node: &Node) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

pub fn attribute(node: &Node, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    let attrs = attrs.borrow();
    let found = attrs.iter().find(|attribute| &*attribute.name.local == wanted)?;
    Some(found.value.trim().to_owned())
}

/// The text of a comment.
pub fn comment(node: &Node) -> Option<String> {
    match &node.data {
        NodeData::Comment { contents } => Some(contents.to_string()),
        _ => None,
    }
}

pub fn has_class(node: &Node, class: &str) -> bool {
    attribute(node, "class").is_some_and(|all| all.split_whitespace().any(|one| one == class))
}

/// A node and all below it, in the order of the text.
pub fn all(node: &Rc<Node>) -> Vec<Rc<Node>> {
    let (mut found, mut due) = (Vec::new(), vec![node.clone()]);
    while let Some(node) = due.pop() {
        due.extend(node.children.borrow().iter().rev().cloned());
        found.push(node);
    }
    found
}

pub fn find(node: &Rc<Node>, is_it: impl Fn(&Node) -> bool) -> Option<Rc<Node>> {
    all(node).into_iter().find(|node| is_it(node))
}

/// All text of a node, that of scripts too.
pub fn raw_text(node: &Rc<Node>) -> String {
    let mut text = String::new();
    for node in all(node) {
        if let NodeData::Text { contents } = &node.data {
            text.push_str(&contents.borrow());
        }
    }
    text
}

/// The text of a node, as it is written.
pub fn text(node: &Rc<Node>) -> String {
    let mut text = String::new();
    let mut due = vec![node.clone()];
    while let Some(node) = due.pop() {
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { .. } if matches!(name(&node), "script" | "style" | "template") => {}
            NodeData::Element { .. } if name(&node) == "br" => text.push('\n'),
            _ => due.extend(node.children.borrow().iter().rev().cloned()),
        }
    }
    text
}

/// A node with a text.
pub fn text_node(text: &str) -> Rc<Node> {
    Node::new(NodeData::Text { contents: std::cell::RefCell::new(text.into()) })
}

/// The children that are not white space.
pub fn filled_children(node: &Node) -> Vec<Rc<Node>> {
    let is_filled = |child: &&Rc<Node>| match &child.data {
        NodeData::Text { contents } => !contents.borrow().trim().is_empty(),
        NodeData::Comment { .. } => false,
        _ => true,
    };
    node.children.borrow().iter().filter(is_filled).cloned().collect()
}
