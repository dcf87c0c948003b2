//! Brings in what others wrote: WordPress, mirrors, Markdown of other generators, tables, bibliographies.
//!
//! 1. A reader for each format turns the source into [`imported::Imported`]: plain pages, terms, works and files.
//! 2. [`mapping`] proposes what each type, taxonomy and column becomes; people can change that.
//! 3. [`place`] gives everything its path, front matter and links: a plan of files to write.
//! 4. [`write`] writes the plan through the one writer of sources. What exists stays.
//!
//! Nothing here reads the network or the clock, so that the same source gives the same bytes.

pub mod bibliography;
mod entry;
mod existing;
pub mod html;
mod imported;
mod input;
pub mod mapping;
mod mend;
pub mod mirror;
pub mod place;
pub mod report;
mod reserved;
mod ris;
pub mod site;
pub mod table;
pub mod wordpress;
mod works;
mod write;
mod xml;

pub use existing::Existing;
pub use imported::Imported;
pub use write::write;

use crate::files;
use crate::parse::active;
use std::path::Path;
use std::sync::Arc;

/// The kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Wordpress,
    Mirror,
    Site,
    Table,
    Bibliography,
}

/// Reads a source. `Err` is a sentence that says why nothing could be read.
pub fn read(source: Source, path: &Path) -> Result<Imported, String> {
    let (inputs, left_out) = input::files(path)?;
    let read = match source {
        Source::Wordpress => wordpress::read(&inputs),
        Source::Mirror => mirror::read(&inputs),
        Source::Site => site::read(&inputs),
        Source::Table => table::read(&inputs),
        Source::Bibliography => bibliography::read(&inputs),
    };
    let mut imported = read.map_err(|why| format!("{}: {why}", path.display()))?;
    for (place, why) in left_out {
        imported.leave_out("file", place, why);
    }
    without_active(&mut imported);
    Ok(imported)
}

/// Leaves out what browsers would run, such as drawings with scripts: it would stop the first build, and nobody should
/// publish it unseen.
fn without_active(imported: &mut Imported) {
    let mut left_out = Vec::new();
    imported.files.retain(|file| {
        let path: Arc<str> = file.path.as_str().into();
        let bytes = file.place.as_ref().filter(|_| may_be_active(&path)).map(std::fs::read);
        let Some(Ok(bytes)) = bytes else { return true };
        let problem = active::problem(&path, &bytes);
        left_out.extend(problem.iter().map(|problem| (file.path.clone(), problem.message.clone())));
        problem.is_none()
    });
    for (place, why) in left_out {
        imported.leave_out("file that browsers run", place, why);
    }
}

/// Whether a file has to be looked into. Pictures and documents are large and run nothing.
fn may_be_active(path: &str) -> bool {
    let ending = files::ending(path);
    matches!(&*ending, "svg" | "gpx" | "kml" | "key" | "pages" | "numbers" | "srt" | "vtt")
}
