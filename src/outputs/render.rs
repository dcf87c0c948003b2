//! Makes the view of an output, and renders a view to bytes.

use super::cards::Cards;
use super::inputs::Inputs;
use super::kind::{Made, Output};
use super::portable::portable;
use super::reader::{Reader, Reads, Texts};
use crate::diagnostics::Diagnostic;
use crate::draw;
use crate::files;
use crate::theme;

/// What is needed to make one output.
#[derive(Clone)]
pub struct Making<'a> {
    pub inputs: Inputs<'a>,
    /// Cards for the output's depth.
    pub cards: &'a Cards,
    /// The texts that it shows, if the model has only outlines.
    pub texts: Texts,
}

/// A rendered output, or the file to copy.
pub enum Rendered<'a> {
    Bytes(Vec<u8>),
    /// The path of a file of the repository.
    File(&'a str),
}

impl<'a> Making<'a> {
    fn reader(&self, output: &Output) -> Reader<'a> {
        Reader::new(self.inputs, self.cards, self.texts.clone(), files::depth(&output.url))
    }

    /// Makes the view of an output. Also returns what it read. `Err` is a diagnostic about the card template.
    pub fn view(&self, output: &Output) -> Result<(Made<'a>, Reads), Box<Diagnostic>> {
        let reader = self.reader(output);
        let made = output.kind.make(&reader, &output.url);
        Ok((made, reader.finish()?))
    }

    /// Renders a view. `Err` is a diagnostic about the template.
    pub fn render(&self, made: Made<'a>) -> Result<Rendered<'a>, Box<Diagnostic>> {
        let is_drawn = matches!(made, Made::Drawing(_));
        let view = match made {
            Made::Bytes(bytes) => return Ok(Rendered::Bytes(bytes)),
            Made::File(path) => return Ok(Rendered::File(path)),
            Made::View(view) | Made::Drawing(view) => view,
        };
        let mut bytes = Vec::with_capacity(16 * 1024);
        let rendered = self.inputs.theme.tera.render_to(&view.template, &view.context, &mut bytes);
        if let Err(error) = rendered {
            return Err(Box::new(theme::problem(&error, &view.template)));
        }
        if is_drawn {
            let svg = String::from_utf8_lossy(&bytes);
            let fonts = self.inputs.shared.fonts(self.inputs.theme);
            bytes = draw::png(&svg, fonts)
                .map_err(|message| Box::new(theme::undrawn(&view.template, &message)))?;
        } else if self.inputs.theme.is_portable && view.template.ends_with(".html") {
            bytes = portable(&String::from_utf8_lossy(&bytes)).into_bytes();
        }
        Ok(Rendered::Bytes(bytes))
    }
}
