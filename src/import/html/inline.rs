//! Handlers inside of lines: links, pictures, raised and lowered text, quotations, keys.

use super::shared::{Shared, attribute, on_one_line, runs};
use super::tree;
use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdownBuilder};

type Done = Option<HandlerResult>;

pub fn handlers(builder: HtmlToMarkdownBuilder, notes: &Shared) -> HtmlToMarkdownBuilder {
    let of = || notes.clone();
    let (links, raised, lowered, pictures) = (of(), of(), of(), of());
    let wrapped = |sign: &'static str| {
        move |h: &dyn Handlers, e: Element| {
            let text = h.walk_children(e.node).content;
            Some(HandlerResult::from(around(&text, sign)))
        }
    };
    builder
        .add_handler(vec!["a"], move |h: &dyn Handlers, e: Element| link(h, e, &links))
        .add_handler(vec!["img"], move |_: &dyn Handlers, e: Element| {
            Some(picture(&e, &pictures).into())
        })
        .add_handler(vec!["sup"], move |h: &dyn Handlers, e: Element| raise(h, &e, &raised))
        .add_handler(vec!["sub"], move |h: &dyn Handlers, e: Element| lower(h, &e, &lowered))
        .add_handler(vec!["del", "s", "strike"], wrapped("~~"))
        .add_handler(vec!["b", "strong"], wrapped("**"))
        .add_handler(vec!["i", "em", "cite"], wrapped("*"))
        .add_handler(vec!["q"], |h: &dyn Handlers, e: Element| {
            Some(format!("“{}”", h.walk_children(e.node).content.trim()).into())
        })
        .add_handler(vec!["kbd", "samp", "tt", "code"], |h: &dyn Handlers, e: Element| {
            if e.tag == "code" && tree::text(e.node).contains('\n') {
                return h.fallback(e);
            }
            Some(code(&tree::text(e.node)).into())
        })
}

/// A text between signs; spaces stay outside, where Markdown wants them. Emphasis of nothing, or over several blocks, is
/// none.
fn around(text: &str, sign: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() || inner.contains("\n\n") {
        return text.to_owned();
    }
    let inside = inner.trim_end_matches("\\\n").trim_matches('\\').trim();
    // Emphasis within the same emphasis would close it.
    let inside =
        if inside.starts_with(sign) && inside.ends_with(sign) && inside.len() > 2 * sign.len() {
            inside[sign.len()..inside.len() - sign.len()].trim()
        } else {
            inside
        };
    if inside.is_empty() {
        return text.to_owned();
    }
    let start = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let end = if text.ends_with(char::is_whitespace) { " " } else { "" };
    format!("{start}{sign}{inside}{sign}{end}")
}

fn code(text: &str) -> String {
    let text = on_one_line(text);
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

fn link(handlers: &dyn Handlers, element: Element, notes: &Shared) -> Done {
    let Some(href) = attribute(&element, "href").filter(|href| !href.is_empty()) else {
        return Some(handlers.walk_children(element.node));
    };
    if let Some(id) = href.strip_prefix('#') {
        let number = notes.get().footnotes.get(id).copied();
        if let Some(number) = number {
            return Some(format!("[^{number}]").into());
        }
        // The way back from a footnote is made by the theme.
        let text = tree::text(element.node);
        if text.trim().chars().all(|c| "↩↑^︎\u{fe0e}".contains(c)) {
            return Some("".into());
        }
    }
    if runs(&href) {
        notes.leave_out("script link", tree::text(element.node).trim().to_owned());
        return Some(handlers.walk_children(element.node));
    }
    let children = tree::filled_children(element.node);
    if let [only] = &children[..]
        && tree::name(only) == "img"
        && is_picture(&href)
    {
        // A preview that leads to the picture is the picture.
        let src = tree::attribute(only, "src").unwrap_or_default();
        let (alt, title) = (tree::attribute(only, "alt"), tree::attribute(only, "title"));
        let href = if same_stem(&src, &href) || runs(&src) { href } else { src };
        return Some(markdown_picture(&href, &alt.unwrap_or_default(), title.as_deref()).into());
    }
    let text = handlers.walk_children(element.node).content;
    if text.contains("\n\n") {
        // A link around several blocks can't be said; its address goes behind.
        let label = on_one_line(&tree::text(element.node));
        let label: String = label.chars().take(80).collect();
        let label = label.replace(['[', ']'], "");
        let label = if label.is_empty() { "Link".to_owned() } else { label };
        let link = format!("[{label}]({})", destination(&href));
        return Some(if tree::find(element.node, |n| tree::name(n) == "img").is_some() {
            format!("{text}\n\n{link}\n\n").into()
        } else {
            format!("\n\n{link}\n\n").into()
        });
    }
    let inner = on_one_line(&text);
    if inner.is_empty() {
        return Some("".into());
    }
    let start = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let end = if text.ends_with(char::is_whitespace) { " " } else { "" };
    let is_bare = tree::text(element.node).trim() == href && href.starts_with("http");
    if is_bare && !href.contains(['<', '>', ' ', '\n']) {
        return Some(format!("{start}<{href}>{end}").into());
    }
    Some(format!("{start}[{inner}]({}){end}", destination(&href)).into())
}

/// An address as Markdown writes it.
pub fn destination(address: &str) -> String {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    match address.contains([' ', '(', ')', '<', '>', '*', '_']) {
        true => format!("<{}>", address.replace('<', "%3C").replace('>', "%3E")),
        false => address,
    }
}

fn picture(element: &Element, notes: &Shared) -> String {
    // Themes that load pictures late keep the address elsewhere.
    let late = ["data-src", "data-lazy-src", "data-original"];
    let is_good = |src: &String| !src.is_empty() && !runs(src);
    let src = attribute(element, "src").filter(is_good);
    let src = src.or_else(|| late.iter().find_map(|name| attribute(element, name)));
    let size = |name: &str| attribute(element, name).and_then(|size| size.parse::<u32>().ok());
    let alt = attribute(element, "alt").unwrap_or_default();
    let is_pixel = size("width") == Some(1) && size("height") == Some(1);
    if is_pixel {
        notes.leave_out("picture that counts readers", src.unwrap_or_default());
        return String::new();
    }
    let Some(src) = src.filter(is_good) else {
        notes.leave_out("picture without an address", alt);
        return String::new();
    };
    markdown_picture(&src, &alt, attribute(element, "title").as_deref())
}

pub fn markdown_picture(src: &str, alt: &str, title: Option<&str>) -> String {
    let alt = on_one_line(alt).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    // Editors repeat the alternative text or the file's name as the title.
    let title = title.map(on_one_line).filter(|title| {
        !title.is_empty() && *title != alt && !src.contains(&title.replace(' ', "-"))
    });
    let title = title.map(|title| format!(" \"{}\"", title.replace('\\', "").replace('"', "\\\"")));
    format!("![{alt}]({}{})", destination(src), title.unwrap_or_default())
}

fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = crate::files::ending(path);
    matches!(&*ending, "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "avif")
}

/// Whether two addresses are sizes of one picture: `a-300x200.jpg`, `a.jpg`.
fn same_stem(a: &str, b: &str) -> bool {
    let stem = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = crate::files::file_name(path);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        original(name).trim_end_matches("-scaled").to_owned()
    };
    stem(a) == stem(b)
}

/// A name or address without the size that WordPress gave it: `a-300x200` and `a-300x200.jpg` are `a` and `a.jpg`.
pub fn original(name: &str) -> String {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() < 6 && !ending.contains('/') => (stem, Some(ending)),
        _ => (name, None),
    };
    let is_size = |tail: &str| {
        let number = |n: &str| (1..6).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
        tail.split_once('x').is_some_and(|(width, height)| number(width) && number(height))
    };
    let stem = match stem.rsplit_once('-') {
        Some((before, tail)) if is_size(tail) && !before.is_empty() => before,
        _ => stem,
    };
    ending.map_or(stem.to_owned(), |ending| format!("{stem}.{ending}"))
}

/// Raised text: a footnote, or digits for which there are letters.
fn raise(handlers: &dyn Handlers, element: &Element, notes: &Shared) -> Done {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    moved(handlers, element, notes, &RAISED)
}

fn lower(handlers: &dyn Handlers, element: &Element, notes: &Shared) -> Done {
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    moved(handlers, element, notes, &LOWERED)
}

fn moved(handlers: &dyn Handlers, element: &Element, notes: &Shared, digits: &[char; 10]) -> Done {
    let text = tree::text(element.node);
    let content = handlers.walk_children(element.node);
    if content.content.contains("[^") || text.trim().is_empty() {
        return Some(content);
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        let digit = |c: char| c.to_digit(10).and_then(|n| digits.get(n as usize));
        return Some(text.chars().filter_map(digit).collect::<String>().into());
    }
    // Ordinals read well on the line: 1st, 2nd, XXe.
    let is_ordinal = matches!(
        text.trim(),
        "st" | "nd" | "rd" | "th" | "e" | "er" | "o" | "a" | "TM" | "®" | "™"
    );
    if !is_ordinal {
        notes.leave_out("raised or lowered text", text.trim().to_owned());
    }
    Some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_cut_off() {
        assert_eq!(original("/up/a-300x168.jpg"), "/up/a.jpg");
        assert_eq!(original("/up/a-1024x561"), "/up/a");
        assert_eq!(original("/up/2x2-table.png"), "/up/2x2-table.png");
        assert_eq!(original("/up/matrix-x.png"), "/up/matrix-x.png");
        assert!(same_stem("/a-300x168.jpg?x=1", "https://b/a-scaled.jpg"));
    }
}
