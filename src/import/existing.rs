//! The repository that an import goes into: its schema, its terms, its works. A folder without a `site.toml` has none.

use super::works::{Work, Works};
use crate::config::{self, Config};
use crate::files;
use crate::parse::{self, Parsed};
use crate::sources::{Kind, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Debug, Default)]
pub struct Existing {
    /// None for a new repository.
    pub config: Option<Config>,
    /// The terms by vocabulary: id and every word that means it.
    pub terms: BTreeMap<String, Vec<(String, Vec<String>)>>,
    pub works: Works,
    /// The texts of files that can be appended to, by path.
    pub texts: BTreeMap<String, String>,
    /// All its pages.
    pub pages: BTreeSet<String>,
}

impl Existing {
    /// Reads the repository at `root`. `Err` is a sentence.
    pub fn read(root: &Path) -> Result<Self, String> {
        if !root.join(config::PATH).is_file() {
            return Ok(Self::default());
        }
        let (sources, _) = Sources::scan(root).map_err(|error| error.to_string())?;
        let mut existing = Self::default();
        let text = sources.text(config::PATH).unwrap_or_default();
        let (config, problems) = config::read(&text);
        if crate::diagnostics::has_errors(&problems) {
            let first = problems.first().map(|problem| problem.message.clone()).unwrap_or_default();
            return Err(format!(
                "site.toml has errors, so its schema is not known ({first}); `talkoo check` explains them"
            ));
        }
        existing.texts.insert(config::PATH.to_owned(), text);
        let pages = sources.of(Kind::Page).map(|file| file.path.to_string());
        existing.pages = pages.collect();
        for file in &sources.files {
            if !matches!(file.kind, Kind::Terms | Kind::Bibliography) || file.is_embedded() {
                continue;
            }
            let source =
                file.read().map_err(|error| format!("{} can't be read: {error}", file.path))?;
            existing.texts.insert(file.path.to_string(), parse::text(&source).0.into_owned());
            match parse::parse(&source, &config) {
                Some(Parsed::Terms(terms)) => {
                    let folder =
                        files::folder(&file.path).trim_start_matches("content/").to_owned();
                    let words = |term: &parse::terms::TermEntry| {
                        let aliases = term.alias.iter().map(|alias| alias.value.clone());
                        term.label.all().map(str::to_owned).chain(aliases).collect()
                    };
                    let terms = terms.terms.iter().map(|term| (term.id.value.clone(), words(term)));
                    existing.terms.insert(folder, terms.collect());
                }
                Some(Parsed::Bibliography(bibliography)) => {
                    existing.works = bibliography.works.values().map(Work::of).collect();
                }
                _ => {}
            }
        }
        existing.config = Some(config);
        Ok(existing)
    }
}
