//! From an output to its view, and from its view to its bytes.

use super::cards::Cards;
use super::inputs::Inputs;
use super::kind::{Made, Output};
use super::reader::{Reader, Reads};
use crate::diagnostics::Diagnostic;
use crate::files;
use crate::parse::markdown::Text;
use crate::theme;
use std::sync::Arc;
use tera::TeraResult;

/// What it takes to make one output.
#[derive(Clone)]
pub struct Making<'a> {
    pub inputs: Inputs<'a>,
    /// Cards for the output's depth.
    pub cards: &'a Cards,
    /// The text of its page, where the model has an outline only.
    pub text: Option<Arc<Text>>,
}

/// The bytes of an output, or where they are.
pub enum Rendered<'a> {
    Bytes(Vec<u8>),
    /// A file of the repository, by its path.
    File(&'a str),
}

impl<'a> Making<'a> {
    fn reader(&self, output: &Output) -> Reader<'a> {
        Reader::new(self.inputs, self.cards, self.text.clone(), files::depth(&output.url))
    }

    /// Makes the view of an output, with what it read. `Err` is a diagnostic about the theme's card.
    pub fn view(&self, output: &Output) -> Result<(Made<'a>, Reads), Box<Diagnostic>> {
        let reader = self.reader(output);
        let made = output.kind.make(&reader, &output.url);
        Ok((made, reader.finish()?))
    }

    /// Renders what was made. `Err` is a diagnostic about the template.
    pub fn render(&self, output: &Output, made: Made<'a>) -> Result<Rendered<'a>, Box<Diagnostic>> {
        let view = match made {
            Made::Bytes(bytes) => return Ok(Rendered::Bytes(bytes)),
            Made::File(path) => return Ok(Rendered::File(path)),
            Made::View(view) => view,
        };
        let template = view.template.clone();
        // What is wrong with a template is said with all the names that it could read.
        let all_names =
            || match output.kind.make(&self.reader(output).with_all_names(), &output.url) {
                Made::View(view) => self.fill(&template, &view.context),
                _ => Ok(Vec::new()),
            };
        let bytes = self.fill(&template, &view.context).or_else(|_| all_names());
        bytes.map(Rendered::Bytes).map_err(|error| Box::new(theme::problem(&error, &template)))
    }

    fn fill(&self, template: &str, context: &tera::Context) -> TeraResult<Vec<u8>> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        self.inputs.theme.tera.render_to(template, context, &mut bytes)?;
        Ok(bytes)
    }
}
