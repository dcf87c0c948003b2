//! The fonts of a theme, unpacked from WOFF2, and the lines that a text takes in them.

use resvg::usvg::fontdb::Database;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// The fonts of a theme.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    pub(super) database: Arc<Database>,
}

impl Fonts {
    /// The fonts in these files; what is not WOFF2 is left out.
    pub fn of<'b>(files: impl Iterator<Item = &'b [u8]>) -> Self {
        let mut fonts: Vec<Vec<u8>> =
            files.filter_map(|file| wuff::decompress_woff2(file).ok()).collect();
        // A family may be cut into files by letters. The first is asked first.
        fonts.sort_by_key(|font| advance(font, 0, 'a').is_none());
        let mut database = Database::new();
        fonts.into_iter().for_each(|font| database.load_font_data(font));
        Self { database: Arc::new(database) }
    }

    /// A text in lines that are no wider than `width`. None if the fonts lack one of its letters.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        let mut used = 0.0;
        let space = self.width(" ", size)?;
        for word in text.split_whitespace() {
            let own = self.width(word, size)?;
            match lines.last_mut().filter(|_| used + space + own <= width) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(word);
                    used += space + own;
                }
                None => {
                    lines.push(word.to_owned());
                    used = own;
                }
            }
        }
        Some(lines)
    }

    /// The sum of the widths of the letters, as a line in bold has it at most.
    fn width(&self, text: &str, size: f32) -> Option<f32> {
        const BOLD: f32 = 1.08;
        let letters: Option<Vec<f32>> = text.chars().map(|letter| self.advance(letter)).collect();
        Some(letters?.into_iter().sum::<f32>() * size * BOLD)
    }

    /// The width of a letter at size 1, in the first font that has it.
    fn advance(&self, letter: char) -> Option<f32> {
        let in_face = |data: &[u8], index: u32| advance(data, index, letter);
        self.database.faces().find_map(|face| self.database.with_face_data(face.id, in_face)?)
    }
}

/// The width of a letter at size 1, if a font has it.
fn advance(font: &[u8], index: u32, letter: char) -> Option<f32> {
    let font = FontRef::from_index(font, index).ok()?;
    let glyph = font.charmap().map(letter)?;
    font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)
}
