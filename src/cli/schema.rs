//! `talkoo schema` and `talkoo init --editor`: what an editor needs to complete and check what people write.

use super::open;
use super::output::{Exit, fail, say};
use crate::diagnostics::text::counted;
use crate::options::Options;
use crate::save::{self, Created};
use crate::schema::{SITE_FILE, schemas, terms_file};
use crate::snapshot;
use crate::sources::Sources;
use clap::ValueEnum;
use fs_err as fs;
use serde_json::Value;
use std::path::Path;

/// Where the schemas are unless the user says otherwise.
pub const FOLDER: &str = "schemas";

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Editor {
    /// Visual Studio Code and VSCodium, with the extension Tombi
    Vscode,
}

/// Writes the schemas; those that are as they should be are left alone.
pub fn run(root: &Path, out: &Path) -> Exit {
    let site = match open::sound(root, Options::default()) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let schemas = schemas(&site.model);
    let folder = root.join(out);
    if out.ancestors().any(|part| part != Path::new("") && root.join(part).is_symlink()) {
        return fail(format!("{} is behind a symbolic link; nothing was written", out.display()));
    }
    // Two spaces of indent, and the same bytes for the same settings.
    let write = |(name, schema): &(String, Value)| put(&folder, name, &format!("{schema:#}\n"));
    let written: Result<Vec<bool>, _> = schemas.iter().map(write).collect();
    match written {
        Ok(written) => {
            let changed = written.iter().filter(|changed| **changed).count();
            let n = counted(schemas.len(), "schema");
            say(format!("{n} in {}, {changed} of them new or changed", folder.display()));
            Exit::Clean
        }
        Err(error) => fail(error),
    }
}

/// Writes a schema, unless it is there as it should be: `false`. Schemas are committed like sources, so they are written like
/// these, and never through a link.
fn put(folder: &Path, name: &str, text: &str) -> Result<bool, String> {
    match save::create(folder, name, text.as_bytes())? {
        Created::New => Ok(true),
        Created::Same => Ok(false),
        Created::Other => {
            let before = fs::read(folder.join(name)).map_err(|error| error.to_string())?;
            save::replace(folder, name, &before, text.as_bytes()).map(|()| true)
        }
    }
}

/// Writes the schemas and an editor's settings. What people wrote themselves stays, and is named.
pub fn editor(root: &Path, editor: Editor) -> Exit {
    let Editor::Vscode = editor;
    let written = run(root, Path::new(FOLDER));
    if written != Exit::Clean {
        return written;
    }
    let config = match Sources::scan(root) {
        Ok((sources, _)) => snapshot::settings(&sources).0,
        Err(error) => return fail(error),
    };
    let vocabularies = config.vocabularies.iter().map(|vocabulary| &*vocabulary.id);
    let files = [
        ("tombi.toml", tombi(vocabularies)),
        (".vscode/extensions.json", EXTENSIONS.to_owned()),
        (".vscode/settings.json", SETTINGS.to_owned()),
    ];
    for (path, text) in files {
        match save::create(root, path, text.as_bytes()) {
            Ok(Created::New) => say(format!("wrote {path}")),
            Ok(Created::Same) => {}
            Ok(Created::Other) => {
                say(format!("{path} is there already and stays as it is; it would be:\n"));
                text.lines().for_each(say);
            }
            Err(error) => return fail(error),
        }
    }
    Exit::Clean
}

/// The settings of Tombi: which file has which schema. `fmt` knows the order of keys, so Tombi leaves it alone.
fn tombi<'v>(vocabularies: impl Iterator<Item = &'v str>) -> String {
    let one = |schema: String, file: String| {
        format!("\n[[schemas]]\npath = \"{FOLDER}/{schema}\"\ninclude = [\"{file}\"]\n")
    };
    let mut text = String::from(
        "# What editors with Tombi know of this repository. `talkoo schema` writes the schemas anew.\n",
    );
    text += &one(SITE_FILE.to_owned(), crate::config::PATH.to_owned());
    for id in vocabularies {
        text += &one(terms_file(id), format!("content/{id}/terms.toml"));
    }
    text
}

const EXTENSIONS: &str = "{\n  \"recommendations\": [\"tombi-toml.tombi\"]\n}\n";

/// Formatting is for `talkoo fmt`, which knows what belongs together.
const SETTINGS: &str = "{
  \"[toml]\": { \"editor.defaultFormatter\": \"tombi-toml.tombi\", \"editor.formatOnSave\": false },
  \"files.associations\": { \"**/content/**/terms.toml\": \"toml\", \"*.bib\": \"bibtex\" }
}
";
