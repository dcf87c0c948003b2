//! Finds the style: a bundled one by its name, or a `.csl` file of the repository.

use super::bounds;
use super::references::AuthorDate;
use super::sheet::prepare;
use crate::config::{Config, PATH};
use crate::diagnostics::rules::UNKNOWN_STYLE;
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::hash::{Hash, Hasher};
use crate::sources::Source;
use crate::tables::Located;
use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{self, CitationFormat, IndependentStyle, LocaleCode, StyleCategory};
use std::sync::Arc;

/// The default style: Citing Medicine ("Vancouver"), with numbers. Many sources of a project are web pages without a
/// date, which author-date styles can't tell apart for a reader. Among the numbered styles this one keeps what readers
/// look for: IEEE omits the year of a web page, Springer and Elsevier omit where slides were shown, ISO 690 prints remarks for
/// editors.
const DEFAULT: &str = "nlm-citation-sequence";

/// A style and its properties.
#[derive(Clone, Debug)]
pub struct Style {
    pub sheet: IndependentStyle,
    /// The language of a dependent style, which overrides that of its parent.
    pub locale: Option<LocaleCode>,
    /// How citations in the text are written; `None` for numeric styles.
    pub author_date: Option<AuthorDate>,
    hash: Hash,
}

impl Style {
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

/// The style that site.toml names, or a diagnostic if it does not exist. `files` are the `.csl` files of the
/// repository.
pub fn find(config: &Config, files: &[Source]) -> (Option<Style>, Vec<Diagnostic>) {
    let Some(name) = &config.bibliography.style else { return (bundled(DEFAULT), Vec::new()) };
    let found = match files.iter().find(|file| *file.path == *name.value) {
        Some(file) => from_file(file, files),
        None => bundled(&name.value).ok_or_else(|| Box::new(unknown(name, files))),
    };
    match found {
        Ok(style) => (Some(style), Vec::new()),
        Err(problem) => (None, vec![*problem]),
    }
}

fn unknown(name: &Located<String>, files: &[Source]) -> Diagnostic {
    let path: Arc<str> = PATH.into();
    let message = match name.value.ends_with(".csl") {
        true => format!("there is no file {}", name.value),
        false => format!("there is no style `{}`", name.value),
    };
    let names = ArchivedStyle::all().iter().flat_map(|style| style.names()).copied();
    let names = names.chain(files.iter().map(|file| &*file.path));
    let help = did_you_mean(&name.value, names).unwrap_or_else(|| {
        "name a style such as \"nlm-citation-sequence\", \"ieee\", \"harvard-cite-them-right\" or \"apa\", or a .csl file inside content/: \"content/house.csl\"".to_owned()
    });
    UNKNOWN_STYLE.at(&path, name.span.clone(), message).help(help)
}

/// A bundled style, by its name or its address in the Zotero repository.
fn bundled(name: &str) -> Option<Style> {
    let archived = ArchivedStyle::by_name(name).or_else(|| ArchivedStyle::by_id(name))?;
    match archived.get() {
        citationberg::Style::Independent(sheet) => {
            Some(style(sheet, None, Hasher::new("bundled style").text(name).finish()))
        }
        citationberg::Style::Dependent(_) => None,
    }
}

fn from_file(file: &Source, files: &[Source]) -> Result<Style, Box<Diagnostic>> {
    let problem = |message: String| Box::new(UNKNOWN_STYLE.at(&file.path, 0..0, message));
    let read = |file: &Source| {
        let xml = String::from_utf8_lossy(&file.bytes);
        let xml = xml.trim_start_matches('\u{feff}');
        bounds::check(xml).map_err(|(span, message)| {
            Box::new(UNKNOWN_STYLE.at(&file.path, span, message).help("take this part out"))
        })?;
        citationberg::Style::from_xml(xml)
            .map_err(|error| problem(format!("this is not a CSL style: {error}")))
    };
    let dependent = match read(file)? {
        citationberg::Style::Independent(sheet) => return Ok(style(sheet, None, file.hash)),
        citationberg::Style::Dependent(dependent) => dependent,
    };
    let id = &dependent.parent_link.href;
    if let Some(parent) = bundled(id) {
        return Ok(Style { locale: dependent.default_locale, ..parent });
    }
    for other in files.iter().filter(|other| other.path != file.path) {
        if let Ok(citationberg::Style::Independent(sheet)) = read(other)
            && sheet.info.id == *id
        {
            return Ok(style(sheet, dependent.default_locale, other.hash));
        }
    }
    let message = format!("this style depends on another one that is not here: {id}");
    Err(Box::new(problem(message).help("put the file of that style next to this one")))
}

fn style(mut sheet: IndependentStyle, locale: Option<LocaleCode>, hash: Hash) -> Style {
    prepare(&mut sheet);
    let is_author_date = sheet.info.category.iter().any(|category| {
        let format = match category {
            StyleCategory::CitationFormat { format } => Some(format),
            StyleCategory::Field { .. } => None,
        };
        matches!(format, Some(CitationFormat::AuthorDate | CitationFormat::Author))
    });
    let layout = &sheet.citation.layout;
    let author_date = is_author_date.then(|| AuthorDate {
        open: layout.prefix.clone().unwrap_or_default(),
        between: layout.delimiter.clone().unwrap_or_else(|| "; ".to_owned()),
        close: layout.suffix.clone().unwrap_or_default(),
    });
    Style { sheet, locale, author_date, hash }
}
