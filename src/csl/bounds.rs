//! Looks at a style before hayagriva reads it: elements and macros inside each other, and macros that call others again and
//! again, may only go as far as real styles do. Otherwise a file could overflow the stack or never end.

use crate::diagnostics::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// How deep elements may be inside each other, those of called macros included. Real styles reach 83.
const DEEPEST: usize = 200;
/// How many elements a style may have with all its macros written out and one branch of each choice. Real
/// styles reach 4,400.
const LARGEST: usize = 50_000;
/// How long one element's tag may be.
const LONGEST: usize = 10_000;

/// What goes too far, and where.
pub type TooFar = (Span, String);

/// A macro, or what stands outside of macros: its elements, each behind the one it is in.
#[derive(Default)]
struct Macro(Vec<Element>);

struct Element {
    /// The element it is in, by its place in the list, if that is part of the macro.
    parent: Option<usize>,
    depth: usize,
    /// What it counts for: more if it is long, because all of it may be printed.
    weight: usize,
    /// Whether only one of its parts is used.
    is_choice: bool,
    /// The macro it calls.
    call: Option<String>,
    span: Span,
}

/// How many elements of a style are used at once, and how deep.
type Extent = (usize, usize);

/// Checks the text of a style. What is no XML is left to the reader of styles.
pub fn check(xml: &str) -> Result<(), TooFar> {
    let macros = macros(xml)?;
    let mut done: HashMap<&str, Extent> = HashMap::new();
    // Names in order, so that the same macro is named each time.
    let mut names: Vec<&str> = macros.keys().map(String::as_str).collect();
    names.sort_unstable();
    for first in names {
        // The way from a macro to those it calls, each with the element to be looked at next.
        let mut way = vec![(first, 0_usize)];
        while let Some((name, n)) = way.last_mut() {
            let elements = &macros[*name].0;
            let next = elements.iter().skip(*n).position(|element| element.call.is_some());
            let Some(element) = next.and_then(|skipped| elements.get(*n + skipped)) else {
                done.insert(name, extent(elements, &done)?);
                way.pop();
                continue;
            };
            *n += next.unwrap_or_default() + 1;
            let called = element.call.as_ref().and_then(|name| macros.get_key_value(name));
            let Some((callee, _)) = called.filter(|(name, _)| !done.contains_key(name.as_str()))
            else {
                continue;
            };
            if way.iter().any(|(open, _)| open == callee) {
                return Err((element.span.clone(), format!("the macro `{callee}` calls itself")));
            }
            if way.len() > DEEPEST {
                return Err((element.span.clone(), too_deep()));
            }
            way.push((callee, 0));
        }
    }
    Ok(())
}

/// The extent of a macro, when that of those it calls is known.
fn extent(elements: &[Element], done: &HashMap<&str, Extent>) -> Result<Extent, TooFar> {
    let mut sizes: Vec<usize> = elements.iter().map(|element| element.weight).collect();
    let (mut whole, mut deepest) = (0, 0);
    for (i, element) in elements.iter().enumerate().rev() {
        let callee = element.call.as_deref().and_then(|name| done.get(name));
        let (size, depth) = callee.copied().unwrap_or_default();
        sizes[i] += size;
        deepest = deepest.max(element.depth + depth);
        if sizes[i] > LARGEST {
            let message = "with all its macros written out the style is too large";
            return Err((element.span.clone(), message.to_owned()));
        }
        if deepest > DEEPEST {
            return Err((element.span.clone(), too_deep()));
        }
        let size = sizes[i];
        match element.parent {
            Some(parent) if elements[parent].is_choice => {
                sizes[parent] = sizes[parent].max(elements[parent].weight + size);
            }
            Some(parent) => sizes[parent] += size,
            None => whole += size,
        }
    }
    Ok((whole, deepest))
}

fn too_deep() -> String {
    format!("more than {DEEPEST} elements are inside each other here")
}

/// The macros by their names; what stands outside of macros has none.
fn macros(xml: &str) -> Result<HashMap<String, Macro>, TooFar> {
    let mut reader = Reader::from_str(xml);
    let mut macros: HashMap<String, Macro> = HashMap::new();
    let mut current = String::new();
    // The open elements, by their place in the list of their macro.
    let mut open: Vec<Option<usize>> = Vec::new();
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let place = start..reader.buffer_position() as usize;
        match event {
            Ok(Event::Eof) | Err(_) => return Ok(macros),
            Ok(Event::End(end)) => {
                open.pop();
                if end.local_name().as_ref() == "macro" {
                    current.clear();
                }
            }
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "macro" => {
                current = attribute(&tag, "name").unwrap_or_default();
                open.push(None);
                macros.entry(current.clone()).or_default();
            }
            Ok(Event::Start(tag)) => {
                let elements = &mut macros.entry(current.clone()).or_default().0;
                elements.push(element(&tag, place, &open)?);
                open.push(Some(elements.len() - 1));
            }
            Ok(Event::Empty(tag)) => {
                let elements = &mut macros.entry(current.clone()).or_default().0;
                elements.push(element(&tag, place, &open)?);
            }
            Ok(Event::Text(text)) if text.len() > LONGEST => {
                return Err((place, "this text is too long".to_owned()));
            }
            Ok(_) => {}
        }
    }
}

fn element(tag: &BytesStart, span: Span, open: &[Option<usize>]) -> Result<Element, TooFar> {
    let depth = open.len() + 1;
    if depth > DEEPEST {
        return Err((span, too_deep()));
    }
    if tag.len() > LONGEST {
        return Err((span, "this element is too long".to_owned()));
    }
    if tag.attributes().any(|attribute| attribute.is_err()) {
        return Err((span, "an attribute can't be read, or is there twice".to_owned()));
    }
    Ok(Element {
        parent: open.last().copied().flatten(),
        depth,
        weight: 1 + tag.len() / 100,
        is_choice: tag.local_name().as_ref() == "choose",
        call: attribute(tag, "macro"),
        span,
    })
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(style: &str) -> (String, String) {
        let (span, message) = check(style).expect_err("it goes too far");
        (style[span].to_owned(), message)
    }

    #[test]
    fn macros_that_call_themselves_are_found() {
        let style = "<style><macro name=\"a\"><text macro=\"b\"/></macro><macro name=\"b\"><group><text macro=\"a\"/></group></macro></style>";
        let (place, message) = wrong(style);
        assert!(message.ends_with("calls itself") && place.starts_with("<text macro"), "{place}");
    }

    #[test]
    fn doubling_macros_are_found() {
        let mut style = "<style><macro name=\"m0\"><text variable=\"title\"/></macro>".to_owned();
        for i in 1..40 {
            let call = format!("<text macro=\"m{}\"/>", i - 1);
            style += &format!("<macro name=\"m{i}\">{call}{call}</macro>");
        }
        assert!(wrong(&style).1.contains("too large"));
    }

    #[test]
    fn deep_elements_and_long_chains_are_found() {
        let groups = format!("<style>{}", "<group>".repeat(100_000));
        assert!(wrong(&groups).1.contains("inside each other"));
        let calls = |i: usize| format!("<macro name=\"m{i}\"><text macro=\"m{}\"/></macro>", i + 1);
        let chain: String = (0..100_000).map(calls).collect();
        assert!(wrong(&format!("<style>{chain}</style>")).1.contains("inside each other"));
    }

    #[test]
    fn bundled_styles_stay_far_below_the_limits() {
        use hayagriva::archive::ArchivedStyle;
        for style in ArchivedStyle::all() {
            let xml = style.get().to_xml().expect("it is written");
            assert_eq!(check(&xml), Ok(()), "{:?}", style.names());
        }
    }
}
