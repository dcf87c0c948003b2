//! Headings below the title of the page, which is the only one of the first level.

use super::Heading;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::collections::HashMap;

/// Moves the first main heading and all after it one level down. Those above it are where they should be. What is quoted has
/// an outline of its own. Returns the new levels by the ids of the headings.
pub(super) fn below_title(headings: &mut [Heading]) -> HashMap<String, HeadingLevel> {
    let mut levels = HashMap::new();
    for is_quoted in [false, true] {
        let outline = headings.iter_mut().filter(|heading| heading.is_quoted == is_quoted);
        for heading in outline.skip_while(|heading| heading.level > 1) {
            heading.level = (heading.level + 1).min(6);
            let level = HeadingLevel::try_from(heading.level as usize).unwrap_or(HeadingLevel::H6);
            levels.insert(heading.id.clone(), level);
        }
    }
    levels
}

/// An event with the level that its heading has by now. `open` is that of the open heading.
pub(super) fn with_level<'e>(
    event: Event<'e>,
    levels: &HashMap<String, HeadingLevel>,
    open: &mut Option<HeadingLevel>,
) -> Event<'e> {
    match event {
        Event::Start(Tag::Heading { level, id: Some(id), classes, attrs }) => {
            *open = levels.get(&*id).copied();
            let level = open.unwrap_or(level);
            Event::Start(Tag::Heading { level, id: Some(id), classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => {
            Event::End(TagEnd::Heading(open.take().unwrap_or(level)))
        }
        event => event,
    }
}
