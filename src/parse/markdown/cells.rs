//! The cells of tables. The HTML writer of pulldown-cmark aligns them by `style` attributes, which a site without inline styles
//! (a strict Content-Security-Policy) would ignore; here they get classes that the theme's style sheet knows.

use pulldown_cmark::{Alignment, CowStr, Event, Tag, TagEnd};

/// The table that is being written.
#[derive(Default)]
pub struct Cells {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

impl Cells {
    /// The event as it is handed to the writer.
    pub fn written<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match &event {
            Event::Start(Tag::Table(alignments)) => self.alignments.clone_from(alignments),
            Event::Start(Tag::TableHead) => (self.is_head, self.column) = (true, 0),
            Event::End(TagEnd::TableHead) => self.is_head = false,
            Event::Start(Tag::TableRow) => self.column = 0,
            Event::Start(Tag::TableCell) => return html(self.open()),
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                return html(if self.is_head { "</th>" } else { "</td>" });
            }
            _ => {}
        }
        event
    }

    fn open(&self) -> &'static str {
        match (self.alignments.get(self.column), self.is_head) {
            (Some(Alignment::Left), true) => "<th class=\"left\">",
            (Some(Alignment::Left), false) => "<td class=\"left\">",
            (Some(Alignment::Center), true) => "<th class=\"center\">",
            (Some(Alignment::Center), false) => "<td class=\"center\">",
            (Some(Alignment::Right), true) => "<th class=\"right\">",
            (Some(Alignment::Right), false) => "<td class=\"right\">",
            (_, true) => "<th>",
            (_, false) => "<td>",
        }
    }
}

fn html(text: &'static str) -> Event<'static> {
    Event::InlineHtml(CowStr::Borrowed(text))
}
