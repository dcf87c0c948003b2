//! A theme: templates, interface words and assets with hashed names. A theme may extend another one; a file that it
//! lacks comes from there.

mod chain;
mod scripts;
pub mod strings;
mod templates;
mod variables;

pub use chain::Chain;
pub use templates::{problem, undrawn};

use crate::diagnostics::rules::BROKEN_THEME;
use crate::diagnostics::{Diagnostic, did_you_mean};
use crate::files;
use crate::hash::{Hash, Hasher};
use crate::parse::text;
use crate::sources::Source;
use crate::tables::{Located, Reader, Table};
use crate::words::words;
use chain::ThemeFile;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Tera, Value};

/// A theme, ready to render.
pub struct Theme {
    pub tera: Tera,
    /// Each template by its file name, with the templates that it is built from.
    pub chains: BTreeMap<String, Chain>,
    pub assets: Vec<Asset>,
    /// `asset["style.css"]`: the addresses of assets by name.
    pub asset_urls: Value,
    /// The interface words by language. Untranslated words are English.
    pub strings: BTreeMap<String, Value>,
    /// Whether links name the page of a folder, see [`crate::outputs::render`].
    pub is_portable: bool,
    /// The hash of the interface words and the asset addresses.
    pub hash: Hash,
    pub problems: Vec<Diagnostic>,
}

static NO_CHAIN: Chain = Chain { hash: Hash::NONE, names: Vec::new(), files: Vec::new() };

/// A published file of the theme.
#[derive(Clone, Debug)]
pub struct Asset {
    /// From the root of the site, with the hash in its name.
    pub url: String,
    pub bytes: Arc<[u8]>,
    pub hash: Hash,
}

/// Templates that every theme must have, by itself or through the theme that it extends.
const TEMPLATES: &str = "home.html page.html collection.html vocabulary.html term.html mentions.html 404.html \
    redirect.html";

impl Theme {
    /// Loads a theme from the files in `themes/`. `wanted` are the templates that collections name.
    pub fn of(theme: &Located<String>, sources: &[Source], wanted: &[String]) -> Self {
        let mut problems = Vec::new();
        let name = &theme.value;
        let line = lineage(theme, sources, &mut problems);
        let of_line = |folder: &str| files_of(sources, &line, folder);
        let (of_templates, of_assets) = (of_line("templates"), of_line("assets"));
        let templates = templates::read(&line, &of_templates, &mut problems);
        if problems.is_empty() {
            for missing in words(TEMPLATES).chain(wanted.iter().map(String::as_str)) {
                if !templates.chains.contains_key(missing) {
                    let path = format!("themes/{name}/theme.toml").as_str().into();
                    let message = format!("the theme has no template `{missing}`");
                    let help = "write `extends = \"commons\"` in it, and have only the files that you change";
                    problems.push(BROKEN_THEME.at(&path, 0..0, message).help(help));
                }
            }
        }
        let base = line.last().map_or("", String::as_str);
        let all: Vec<_> = of_assets.iter().chain(&of_templates).collect();
        variables::unused(TOKENS, base, &all, &mut problems);
        let assets = assets(&of_assets);
        let strings = strings::read(&of_line("strings"), &of_templates, &mut problems);
        // `check --fix` leaves themes alone: their files are code.
        problems.iter_mut().for_each(|problem| problem.fix = Box::default());
        let urls: BTreeMap<&str, &str> =
            assets.iter().map(|(name, asset)| (&**name, &*asset.url)).collect();
        let asset_urls = Value::from_serializable(&urls);
        let mut hasher = Hasher::new("theme");
        urls.values().for_each(|url| {
            hasher.text(url);
        });
        strings.hashes.iter().for_each(|own| {
            hasher.hash(*own);
        });
        Self {
            tera: templates.tera,
            chains: templates.chains,
            asset_urls,
            assets: assets.into_values().collect(),
            strings: strings.by_language,
            is_portable: false,
            hash: hasher.finish(),
            problems,
        }
    }

    /// The same theme for a site that is read from a disk. Its pages are others, so its templates have other hashes.
    pub fn portable(mut self) -> Self {
        for chain in self.chains.values_mut() {
            chain.hash = Hasher::new("portable").hash(chain.hash).finish();
        }
        Self { is_portable: true, ..self }
    }

    /// Its fonts, without which a drawing has no letters.
    pub fn fonts(&self) -> impl Iterator<Item = &Asset> {
        self.assets.iter().filter(|asset| asset.url.ends_with(".woff2"))
    }

    /// The hash of its fonts.
    pub fn fonts_hash(&self) -> Hash {
        let mut hasher = Hasher::new("fonts");
        self.fonts().for_each(|font| {
            hasher.hash(font.hash);
        });
        hasher.finish()
    }

    /// A template by its index in the sorted list.
    pub fn chain_at(&self, place: u32) -> &Chain {
        // The index comes from this list.
        self.chains.values().nth(place as usize).unwrap_or(&NO_CHAIN)
    }

    /// The interface words in a language, or else in English.
    pub fn words(&self, lang: &str) -> Value {
        let base = lang.split('-').next().unwrap_or(lang);
        let words = self
            .strings
            .get(lang)
            .or_else(|| self.strings.get(base))
            .or_else(|| self.strings.get("en"));
        words.cloned().unwrap_or_else(Value::none)
    }
}

/// The theme and those it extends, itself first.
fn lineage(
    theme: &Located<String>,
    sources: &[Source],
    problems: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut line: Vec<String> = Vec::new();
    let settings_path = Arc::<str>::from(crate::config::PATH);
    let mut next = Some((theme.value.clone(), settings_path, theme.span.clone()));
    while let Some((name, asked_in, span)) = next.take() {
        let path = format!("themes/{name}/theme.toml");
        if line.contains(&name) {
            problems.push(BROKEN_THEME.at(
                &asked_in,
                span,
                format!("the theme `{name}` extends itself"),
            ));
            break;
        }
        let Some(source) = sources.iter().find(|source| *source.path == *path) else {
            let names = sources.iter().filter_map(|source| {
                source.path.strip_prefix("themes/")?.strip_suffix("/theme.toml")
            });
            let message = format!("there is no theme `{name}`: {path} is missing");
            let help = did_you_mean(&name, names).or_else(|| beginning(&name, sources));
            problems.push(BROKEN_THEME.at(&asked_in, span, message).maybe(help));
            break;
        };
        let (parent, mut found) = settings(source);
        problems.append(&mut found);
        next = parent.map(|parent| (parent.value, source.path.clone(), parent.span));
        line.push(name);
    }
    line
}

/// What to do about a folder that is no theme yet.
fn beginning(name: &str, sources: &[Source]) -> Option<String> {
    let folder = format!("themes/{name}/");
    let has_files = sources.iter().any(|source| source.path.starts_with(&folder));
    has_files.then(|| match name {
        "commons" => "themes/commons/ hides the theme of that name that comes with Talkoo: rename the folder, write \
                      `extends = \"commons\"` in its theme.toml, and use its new name in site.toml"
            .to_owned(),
        _ => format!("write it: name = \"{name}\" and extends = \"commons\""),
    })
}

fn settings(source: &Source) -> (Option<crate::tables::Located<String>>, Vec<Diagnostic>) {
    let (toml, not_utf8) = text(source);
    let reader = Reader::new(&source.path, 0);
    let mut sound = String::new();
    let root = reader.parse(&toml, &mut sound);
    let table = Table::new(root.get_ref(), 0..0);
    for key in ["name", "description", "licence"] {
        if let Some(item) = table.get(key) {
            reader.text(key, item);
        }
    }
    let parent = table.get("extends").and_then(|item| reader.text("extends", item));
    reader.unknown_keys(&table, "theme.toml");
    let mut problems = reader.into_problems();
    problems.extend(not_utf8);
    (parent, problems)
}

/// The files of a folder in all themes of the lineage, the base theme first.
fn files_of<'s>(sources: &'s [Source], line: &'s [String], folder: &str) -> Vec<ThemeFile<'s>> {
    let mut files = Vec::new();
    for theme in line.iter().rev() {
        let prefix = format!("themes/{theme}/{folder}/");
        files.extend(sources.iter().filter_map(|source| {
            let name = source.path.strip_prefix(prefix.as_str())?;
            Some(ThemeFile { name, theme, source })
        }));
    }
    files
}

/// The style sheet with the values of a look. A theme's own one adds to that of the theme it extends.
const TOKENS: &str = "tokens.css";

/// Assets by name; a theme's own files override those of the theme it extends, except [`TOKENS`]. Style sheets come
/// last, because they contain the addresses of the files that they load.
fn assets(files: &[ThemeFile]) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    let is_css = |file: &&ThemeFile| file.name.ends_with(".css");
    for file in files.iter().filter(|file| !is_css(file)) {
        let bytes = match file.name.ends_with(".js") {
            true => scripts::published(&file.source.bytes),
            false => file.source.bytes.clone(),
        };
        assets.insert(file.name.to_owned(), asset(file.name, bytes));
    }
    let mut sheets: BTreeMap<&str, String> = BTreeMap::new();
    for file in files.iter().filter(is_css) {
        let css = String::from_utf8_lossy(&file.source.bytes);
        let css = css.trim_start_matches('\u{feff}');
        match sheets.get_mut(file.name) {
            Some(inherited) if file.name == TOKENS => inherited.push_str(&in_layer(css)),
            _ => drop(sheets.insert(file.name, css.to_owned())),
        }
    }
    for (name, css) in sheets {
        let css = with_addresses(&css, &assets);
        assets.insert(name.to_owned(), asset(name, css.into_bytes()));
    }
    assets
}

/// A style sheet with the published names of the files that it loads.
fn with_addresses(css: &str, assets: &BTreeMap<String, Asset>) -> String {
    let mut parts = css.split("url(");
    let mut addressed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let quote = part.get(..1).filter(|first| matches!(*first, "\"" | "'")).unwrap_or_default();
        let named = part[quote.len()..].split_once(&format!("{quote})"));
        let loaded = named.and_then(|(name, rest)| Some((assets.get(name)?, rest)));
        addressed.push_str("url(");
        match loaded {
            Some((asset, rest)) => {
                let published = files::file_name(&asset.url);
                addressed.extend([quote, published, quote, ")", rest]);
            }
            None => addressed.push_str(part),
        }
    }
    addressed
}

/// A theme's own tokens, to follow those that it inherits. Without a layer they would beat the print styles, too.
fn in_layer(css: &str) -> String {
    match css.contains("@layer") {
        true => format!("\n{css}"),
        false => format!("\n@layer tokens {{\n{css}\n}}\n"),
    }
}

/// `fonts/a.woff2` → `/assets/a.1b2c3d4e.woff2`: all assets are in one folder.
fn asset(name: &str, bytes: Vec<u8>) -> Asset {
    let hash = Hash::of(&bytes);
    let file = files::file_name(name);
    let (stem, ext) = file.rsplit_once('.').unwrap_or((file, "bin"));
    let url = format!("/assets/{}.{}.{}", files::encode(stem), hash.short(), files::encode(ext));
    Asset { url, bytes: bytes.into(), hash }
}
