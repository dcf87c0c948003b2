//! Handlers for blocks: headings, code, figures, definition lists, footnotes, and what is embedded from elsewhere.

use super::inline::destination;
use super::shared::{Shared, attribute, block, on_one_line, runs};
use super::tree;
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdownBuilder, Node};
use std::rc::Rc;

type Done = Option<HandlerResult>;

pub fn handlers(builder: HtmlToMarkdownBuilder, notes: &Shared) -> HtmlToMarkdownBuilder {
    let of = || notes.clone();
    let (headings, embeds, forms, lists, items) = (of(), of(), of(), of(), of());
    builder
        .add_handler(
            vec!["h1", "h2", "h3", "h4", "h5", "h6"],
            move |h: &dyn Handlers, e: Element| heading(h, &e, &headings),
        )
        .add_handler(vec!["pre"], |_: &dyn Handlers, e: Element| code(&e))
        .add_handler(vec!["figure"], |h: &dyn Handlers, e: Element| figure(h, &e))
        .add_handler(vec!["dl"], |h: &dyn Handlers, e: Element| definitions(h, &e))
        .add_handler(vec!["summary"], |h: &dyn Handlers, e: Element| {
            let text = on_one_line(&h.walk_children(e.node).content);
            Some(block(&format!("**{}**", text.trim_matches('*'))).into())
        })
        .add_handler(vec!["ol", "ul"], move |h: &dyn Handlers, e: Element| list(h, e, &lists))
        .add_handler(vec!["li"], move |h: &dyn Handlers, e: Element| item(h, e, &items))
        .add_handler(
            vec!["iframe", "embed", "object", "video", "audio"],
            move |_: &dyn Handlers, e: Element| embedded(&e, &embeds),
        )
        .add_handler(
            vec!["form", "input", "button", "select", "textarea", "canvas"],
            move |h: &dyn Handlers, e: Element| {
                let what =
                    attribute(&e, "action").or_else(|| attribute(&e, "name")).unwrap_or_default();
                forms.leave_out("form", format!("<{}> {what}", e.tag).trim().to_owned());
                let has_text = e.tag == "form";
                Some(if has_text { around_fields(h, &e) } else { String::new() }.into())
            },
        )
}

/// What a form says besides its fields and their names.
fn around_fields(handlers: &dyn Handlers, form: &Element) -> String {
    const FIELDS: [&str; 7] =
        ["label", "input", "button", "select", "textarea", "legend", "datalist"];
    for node in tree::all(form.node) {
        node.children.borrow_mut().retain(|child| !FIELDS.contains(&tree::name(child)));
    }
    block(&handlers.walk_children(form.node).content)
}

/// A heading on one line, without emphasis of the whole.
fn heading(handlers: &dyn Handlers, element: &Element, notes: &Shared) -> Done {
    let text = on_one_line(&handlers.walk_children(element.node).content);
    let is_all_bold = |text: &str| {
        let inner = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
        inner.is_some_and(|inner| !inner.contains("**") && !inner.is_empty())
    };
    let text = if is_all_bold(&text) { &text[2..text.len() - 2] } else { &text };
    if text.trim().is_empty() {
        return Some("".into());
    }
    let level = element.tag.as_bytes().get(1).map_or(2, |digit| usize::from(digit - b'0'));
    let level = (level + usize::from(notes.get().has_h1)).clamp(2, 6);
    Some(block(&format!("{} {}", "#".repeat(level), text.trim())).into())
}

/// Code as it is, inside a fence that is longer than any in it.
fn code(element: &Element) -> Done {
    let text = tree::text(element.node);
    let text = text.trim_end().trim_start_matches('\n');
    if text.trim().is_empty() {
        return Some("".into());
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language =
        tree::all(element.node).iter().find_map(|node| language(node)).unwrap_or_default();
    Some(format!("\n\n{fence}{language}\n{text}\n{fence}\n\n").into())
}

/// The language in a class: `language-rust`, `lang-rust`, `brush: rust`, or what highlighters note.
fn language(node: &Node) -> Option<String> {
    let is_name = |word: &&str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_".contains(c))
    };
    if let Some(lang) = tree::attribute(node, "data-lang") {
        return Some(lang).filter(|lang| is_name(&&**lang));
    }
    let class = tree::attribute(node, "class")?;
    let words: Vec<&str> = class.split([' ', ';']).collect();
    let named = words.iter().find_map(|word| {
        word.strip_prefix("language-")
            .or_else(|| word.strip_prefix("lang-"))
            .or_else(|| word.strip_prefix("brush:"))
    });
    let behind = words.iter().position(|word| *word == "brush:").and_then(|at| words.get(at + 1));
    named.or(behind.copied()).filter(is_name).map(str::to_owned)
}

/// A figure: what it shows, and its caption as a paragraph in italics.
fn figure(handlers: &dyn Handlers, element: &Element) -> Done {
    let (mut shown, mut caption) = (String::new(), String::new());
    for child in element.node.children.borrow().iter() {
        let text = handlers.handle(child).map(|done| done.content).unwrap_or_default();
        match tree::name(child) {
            "figcaption" => caption.push_str(&on_one_line(&text)),
            _ => shown.push_str(&text),
        }
    }
    Some(captioned(&shown, &caption).into())
}

/// What is shown, with a caption below. The caption of a single picture is its title.
pub fn captioned(shown: &str, caption: &str) -> String {
    let (shown, caption) = (shown.trim(), caption.trim());
    let is_plain = !caption.contains(['*', '`', '[', '"', '\\', '<']);
    if caption.is_empty() {
        return block(shown);
    }
    match shown.strip_suffix(')') {
        Some(open) if is_picture(shown) && is_plain && !open.ends_with('"') => {
            block(&format!("{open} \"{caption}\")"))
        }
        _ if caption.contains(['*', '_']) => block(&format!("{shown}\n\n{caption}")),
        _ => block(&format!("{shown}\n\n*{caption}*")),
    }
}

/// Whether Markdown is one picture and nothing else.
fn is_picture(markdown: &str) -> bool {
    markdown.starts_with("![") && !markdown.contains('\n') && markdown.matches("](").count() == 1
}

/// A definition list.
fn definitions(handlers: &dyn Handlers, element: &Element) -> Done {
    let mut out = String::new();
    let mut due: Vec<Rc<Node>> = element.node.children.borrow().iter().rev().cloned().collect();
    while let Some(node) = due.pop() {
        let text = || handlers.walk_children(&node).content;
        match tree::name(&node) {
            "div" => due.extend(node.children.borrow().iter().rev().cloned()),
            "dt" => {
                let gap = if out.ends_with('\n') && out.contains("\n: ") { "\n" } else { "" };
                out.push_str(&format!("{gap}{}\n", on_one_line(&text())));
            }
            "dd" => {
                let text = text();
                let lines = text.trim().lines().map(|line| match line.trim() {
                    "" => String::new(),
                    _ => format!("  {line}"),
                });
                let text = lines.collect::<Vec<_>>().join("\n");
                out.push_str(&format!(": {}\n", text.trim_start()));
            }
            _ => {}
        }
    }
    Some(block(&out).into())
}

/// A list; one of footnotes is none.
fn list(handlers: &dyn Handlers, element: Element, notes: &Shared) -> Done {
    let children = element.node.children.borrow().clone();
    if children.iter().any(|child| number(child, notes).is_some()) {
        let items = children.iter().filter_map(|child| handlers.handle(child));
        return Some(block(&items.map(|item| item.content).collect::<String>()).into());
    }
    handlers.fallback(element)
}

/// The number of the footnote that an element is.
fn number(node: &Node, notes: &Shared) -> Option<usize> {
    let id = tree::attribute(node, "id")?;
    notes.get().footnotes.get(&id).copied()
}

fn item(handlers: &dyn Handlers, element: Element, notes: &Shared) -> Done {
    let Some(number) = number(element.node, notes) else { return handlers.fallback(element) };
    let text = handlers.walk_children(element.node).content;
    let lines: Vec<&str> = text.trim().lines().collect();
    Some(block(&format!("[^{number}]: {}", lines.join("\n    ").trim_end())).into())
}

/// What is embedded becomes a link to it.
fn embedded(element: &Element, notes: &Shared) -> Done {
    let source = |node: &Node| {
        ["src", "data", "href"]
            .iter()
            .find_map(|name| tree::attribute(node, name))
            .filter(|a| !a.is_empty())
    };
    let address = tree::all(element.node).iter().find_map(|node| source(node)).unwrap_or_default();
    let address = if address.starts_with("//") { format!("https:{address}") } else { address };
    notes.leave_out("embed", format!("<{}> {address}", element.tag).trim().to_owned());
    if address.is_empty() || runs(&address) {
        return Some("".into());
    }
    let address = viewed(&address);
    let title = attribute(element, "title").filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| match element.tag {
        "audio" => "Audio".to_owned(),
        "video" => "Video".to_owned(),
        _ => called(&address),
    });
    let title = title.replace(['[', ']', '\n'], " ");
    Some(block(&format!("[{title}]({})", destination(&address))).into())
}

/// What a link to something embedded is called: what it is and where.
pub fn called(address: &str) -> String {
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = host.map(|host| host.trim_start_matches("www.").to_owned()).unwrap_or_default();
    let is_video = ["youtube.com", "youtu.be", "vimeo.com", "dailymotion.com"].contains(&&*host);
    format!("{} on {host}", if is_video { "Video" } else { "Embedded page" })
}

/// The address at which people view what a player shows.
pub fn viewed(address: &str) -> String {
    let id = |rest: &str| rest.split(['?', '&', '/']).next().unwrap_or_default().to_owned();
    for player in ["youtube.com/embed/", "youtube-nocookie.com/embed/"] {
        if let Some((_, rest)) = address.split_once(player) {
            return format!("https://www.youtube.com/watch?v={}", id(rest));
        }
    }
    match address.split_once("player.vimeo.com/video/") {
        Some((_, rest)) => format!("https://vimeo.com/{}", id(rest)),
        None => address.to_owned(),
    }
}
