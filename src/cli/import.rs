//! `talkoo import`: brings in what others wrote, as sources of this repository or of a new one.

use super::output::{Exit, fail, say, say_raw, tell};
use crate::files;
use crate::import::{self, Existing, Source, mapping, place, report};
use crate::save::{self, Created};
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Import {
    /// WordPress: an export file (.xml), or answers of the REST interface (.json), in a folder with the uploads
    Wordpress(Options),
    /// A folder of Markdown for Hugo, Jekyll, CollectionBuilder, Zola or Quarto
    Site(Options),
    /// A table: CSV, Excel, LibreOffice, or the JSON of an export; each row becomes a page
    Table(Options),
    /// Works: BibTeX, CSL-JSON (Zotero) or RIS
    Bibliography(Options),
    /// A folder of HTML files that wget or HTTrack saved
    Mirror(Options),
}

#[derive(Args)]
pub struct Options {
    /// The file or folder to read
    source: PathBuf,
    /// The repository to write into; a new one gets a site.toml [default: the nearest parent folder with a site.toml]
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Write nothing; show what types, taxonomies and columns would become
    #[arg(long)]
    dry_run: bool,
    /// What types, taxonomies and columns become: a file as --dry-run shows it. Without one it is written
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Show each thing that was not taken over
    #[arg(long)]
    all: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Report::Text)]
    format: Report,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Report {
    /// For people
    Text,
    /// For programs: {pages, terms, works, files, aliases, missing, left_out, notes, mapping, written}
    Json,
}

pub fn run(root: &Path, import: Import) -> Exit {
    let (source, options) = match import {
        Import::Wordpress(options) => (Source::Wordpress, options),
        Import::Site(options) => (Source::Site, options),
        Import::Table(options) => (Source::Table, options),
        Import::Bibliography(options) => (Source::Bibliography, options),
        Import::Mirror(options) => (Source::Mirror, options),
    };
    let into = options.into.clone().unwrap_or_else(|| root.to_owned());
    if options.into.is_none() && !into.join(crate::config::PATH).is_file() {
        return fail("there is no site.toml here; name the folder of a new repository with --into");
    }
    let is_inside = |path: &Path, folder: &Path| matches!((path.canonicalize(), folder.canonicalize()), (Ok(path), Ok(folder)) if path.starts_with(&folder));
    // What a run wrote would be read by the next one.
    if options.source.is_dir() && is_inside(&into, &options.source) {
        return fail(format!("{} is inside of the source; choose another folder", into.display()));
    }
    match bring_in(source, &into, &options) {
        Ok(exit) => exit,
        Err(why) => fail(why),
    }
}

fn bring_in(source: Source, into: &Path, options: &Options) -> Result<Exit, String> {
    let imported = import::read(source, &options.source)?;
    let existing = Existing::read(into)?;
    let proposed = mapping::propose(&imported, &existing);
    let is_given = options.map.as_ref().is_some_and(|map| map.is_file());
    let mapping = match options.map.as_ref().filter(|_| is_given) {
        Some(map) => {
            let text = std::fs::read_to_string(map)
                .map_err(|error| format!("{}: {error}", map.display()))?;
            mapping::read(&text, &proposed).map_err(|why| format!("{}: {why}", map.display()))?
        }
        None => proposed,
    };
    let shown = mapping::write(&mapping, &imported);
    let plan = place::place(&imported, &mapping, &existing);
    if let Some(map) = options.map.as_ref().filter(|_| !is_given) {
        save_map(map, &shown)?;
    }
    if options.dry_run {
        match options.format {
            Report::Json => say_raw(report::json(&plan, None, &shown) + "\n"),
            Report::Text => {
                say_raw(&shown);
                say("");
                say_raw(report::text(&plan, None, options.all));
                say(format!(
                    "\nnothing was written; without --dry-run it goes into {}",
                    into.display()
                )
                .trim_start());
            }
        }
        return Ok(Exit::Clean);
    }
    std::fs::create_dir_all(into)
        .map_err(|error| format!("{} can't be used: {error}", into.display()))?;
    let written = import::write(into, &plan);
    let failed = !written.failed.is_empty();
    match options.format {
        Report::Json => say_raw(report::json(&plan, Some(&written), &shown) + "\n"),
        Report::Text => {
            say_raw(report::text(&plan, Some(&written), options.all));
            let root = if options.into.is_some() {
                format!(" --root {}", into.display())
            } else {
                String::new()
            };
            say(format!(
                "`talkoo check{root}` lists what is left to do, `talkoo watch{root}` shows the pages"
            ));
        }
    }
    Ok(if failed { Exit::Failed } else { Exit::Clean })
}

/// Writes the proposed mapping to the file that was asked for.
fn save_map(map: &Path, text: &str) -> Result<(), String> {
    let folder = map.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = map.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = files::nfc(&name).into_owned();
    save::clean(folder);
    match save::create(folder, &name, text.as_bytes())? {
        Created::New => tell(format!("wrote {}, the proposed mapping", map.display())),
        Created::Same | Created::Other => {}
    }
    Ok(())
}
