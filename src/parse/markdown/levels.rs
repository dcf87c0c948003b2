//! Headings below the title of the page, which is the only one of the first level.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

/// Moves a heading one level down, below the page's title.
pub(super) fn one_level_down(event: Event) -> Event {
    let down = |level: HeadingLevel| {
        HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
    };
    match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: down(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(down(level))),
        event => event,
    }
}
