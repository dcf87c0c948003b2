//! Where each generator keeps what, and where it publishes it.

use super::settings;
use crate::files;
use crate::import::imported::{Imported, day};
use crate::import::input::{Input, is_media};
use crate::import::site::front;
use crate::parse::dates::Date;
use crate::tables::Form;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Generator {
    Hugo,
    Jekyll,
    Zola,
    Quarto,
    /// A folder of Markdown.
    Plain,
}

pub struct Layout {
    pub(super) generator: Generator,
    /// Jekyll's pattern of addresses of posts.
    pub(super) permalink: Option<String>,
    /// CollectionBuilder's table of objects.
    objects: Option<String>,
    /// The languages of the settings.
    pub(super) languages: Vec<String>,
    /// Hugo's patterns of addresses, by the type of pages.
    pub(super) permalinks: Vec<(String, String)>,
    /// The language of the site.
    pub(super) main: String,
    /// The address of the site in the settings.
    pub(super) address: Option<String>,
}

/// What a file of the source is.
#[derive(Debug, PartialEq)]
pub enum Role {
    Page {
        kind: String,
        path: String,
    },
    /// `path` begins with `static/` if its address is known, else it is the path in the source.
    File {
        path: String,
    },
    /// The table of objects of CollectionBuilder.
    Objects,
    Bibliography,
    LeftOut(&'static str),
    None,
}

/// The settings of Hugo; Zola's has one of these names, too.
const HUGO: [&str; 7] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "config.toml",
    "config.yaml",
    "config/_default/hugo.toml",
    "config/_default/config.toml",
];

impl Layout {
    pub fn of(inputs: &[Input]) -> Self {
        let has = |path: &str| inputs.iter().any(|input| input.path == path);
        let text = |path: &str| {
            inputs.iter().find(|input| input.path == path).and_then(|input| input.text().ok())
        };
        let is_zola = || {
            text("config.toml").is_some_and(|(text, _)| {
                text.lines().any(|line| line.trim_start().starts_with("base_url"))
            })
        };
        let has_any = |names: &[&str]| names.iter().any(|name| has(name));
        let generator = if has_any(&["_config.yml", "_config.yaml", "_config.toml"]) {
            Generator::Jekyll
        } else if has_any(&["_quarto.yml", "_quarto.yaml"]) {
            Generator::Quarto
        } else if has_any(&["zola.toml"]) || is_zola() {
            Generator::Zola
        } else if has_any(&HUGO) {
            Generator::Hugo
        } else {
            Generator::Plain
        };
        let jekyll = text("_config.yml").or_else(|| text("_config.yaml"));
        let jekyll = jekyll.map(|(text, _)| front::table(&text, Form::Yaml).0).unwrap_or_default();
        let setting = |key: &str| {
            let entry = jekyll.iter().find(|entry| entry.key == key)?;
            entry.values.first().cloned()
        };
        let objects = setting("metadata").map(|name| format!("_data/{name}.csv"));
        let objects = objects.filter(|path| has(path));
        let names = HUGO.iter().chain(&["zola.toml"]);
        let found: Vec<(&str, String)> =
            names.filter_map(|path| Some((*path, text(path)?.0))).collect();
        let languages = settings::languages(&found);
        let permalinks = settings::permalinks(&found);
        let mut about = Imported::default();
        let mut layout = Self {
            generator,
            permalink: setting("permalink"),
            objects,
            languages,
            permalinks,
            main: "en".to_owned(),
            address: None,
        };
        if layout.about(inputs, &mut about).is_ok() {
            layout.address = about.site.address;
            layout.main = about.site.language.unwrap_or(layout.main);
        }
        layout
    }

    /// What pages say they come from.
    pub fn name(&self) -> &'static str {
        match self.generator {
            _ if self.objects.is_some() => "collectionbuilder",
            Generator::Hugo => "hugo",
            Generator::Jekyll => "jekyll",
            Generator::Zola => "zola",
            Generator::Quarto => "quarto",
            Generator::Plain => "markdown",
        }
    }

    pub fn title(&self) -> &'static str {
        match self.generator {
            _ if self.objects.is_some() => "CollectionBuilder",
            Generator::Hugo => "Hugo",
            Generator::Jekyll => "Jekyll",
            Generator::Zola => "Zola",
            Generator::Quarto => "Quarto",
            Generator::Plain => "Markdown",
        }
    }

    /// Title, language and address from the settings.
    pub fn about(&self, inputs: &[Input], imported: &mut Imported) -> Result<(), String> {
        const OTHERS: [&str; 4] = ["zola.toml", "_config.yml", "_config.yaml", "_quarto.yml"];
        let is_settings =
            |input: &&Input| HUGO.iter().chain(&OTHERS).any(|path| input.path == *path);
        let Some(input) = inputs.iter().find(is_settings) else { return Ok(()) };
        let (text, _) = input.text()?;
        let form = if input.ending() == "toml" { Form::Toml } else { Form::Yaml };
        let (entries, _) = front::table(&text, form);
        let mut below = String::new();
        for entry in entries {
            let value = entry.values.into_iter().next().unwrap_or_default();
            let site = &mut imported.site;
            match &*entry.key {
                "title" | "website.title" | "book.title" => site.title = value,
                "description" | "params.description" | "website.description" => {
                    site.description = value
                }
                "languageCode"
                | "defaultContentLanguage"
                | "default_language"
                | "lang"
                | "locale" => {
                    site.language =
                        Some(value.split(['-', '_']).next().unwrap_or_default().to_lowercase());
                }
                // Jekyll's path below its address.
                "baseurl" if value.starts_with('/') => {
                    below = value.trim_end_matches('/').to_owned();
                }
                "baseURL" | "baseurl" | "base_url" | "url" | "website.site-url"
                    if value.starts_with("http") =>
                {
                    site.address = Some(value.trim_end_matches('/').to_owned());
                }
                _ => {}
            }
        }
        if let Some(address) = &mut imported.site.address {
            *address += &below;
        }
        Ok(())
    }

    pub fn role(&self, path: &str) -> Role {
        if self.objects.as_deref() == Some(path) {
            return Role::Objects;
        }
        if files::ending(path) == "bib" {
            return Role::Bibliography;
        }
        let is_page = matches!(&*files::ending(path), "md" | "markdown" | "mdown" | "qmd" | "rmd");
        let content = match self.generator {
            Generator::Hugo | Generator::Zola => match path.strip_prefix("content/") {
                Some(inside) => inside,
                None => return published(path, &["static/", "assets/"]),
            },
            Generator::Jekyll => return self.of_jekyll(path, is_page),
            Generator::Quarto | Generator::Plain => path,
        };
        let generated = [
            "_site/",
            "_book/",
            "public/",
            "node_modules/",
            "renv/",
            "_freeze/",
            "_extensions/",
            "themes/",
            "layouts/",
        ];
        if generated.iter().any(|folder| content.starts_with(folder)) {
            return Role::None;
        }
        match (is_page, files::ending(path).as_str()) {
            (true, _) if is_of_the_repository(content) => Role::None,
            (true, _) => section(content),
            (false, "html" | "htm" | "ipynb" | "rst" | "adoc" | "org") => {
                Role::LeftOut("pages of this format are not read")
            }
            (false, _) if is_file(content) => Role::File { path: content.to_owned() },
            (false, _) => Role::None,
        }
    }

    fn of_jekyll(&self, path: &str, is_page: bool) -> Role {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        if let Some((_, inside)) = path.split_once("/_posts/").filter(|_| is_page) {
            return self.of_jekyll(&format!("_posts/{inside}"), is_page);
        }
        let is_page = is_page || is_html(path) && !path.ends_with("feed.html");
        match folder {
            "_posts" if is_page => {
                let stem = stem(path.trim_start_matches("_posts/"));
                let (before, name) = stem.rsplit_once('/').unwrap_or(("", &stem));
                let name = name.get(11..).filter(|_| day(name).is_some()).unwrap_or(name);
                let path =
                    if before.is_empty() { name.to_owned() } else { format!("{before}/{name}") };
                Role::Page { kind: "posts".into(), path }
            }
            "_drafts" => Role::LeftOut("it is a draft"),
            "_layouts" | "_includes" | "_site" | "_data" | "_sass" | "_plugins" | "vendor"
            | "node_modules" => Role::None,
            _ if !is_page => match is_file(path) && !path.starts_with('_') {
                true => Role::File { path: format!("static/{path}") },
                false => Role::None,
            },
            _ if is_of_the_repository(path) => Role::None,
            _ => section(path.trim_start_matches('_')),
        }
    }

    /// The date in the name of a post: `_posts/2020-01-31-a.md`.
    pub fn date_in_name(&self, source: &str) -> Option<Date> {
        let is_dated =
            matches!(self.generator, Generator::Jekyll | Generator::Zola | Generator::Plain);
        day(files::file_name(source)).filter(|_| is_dated)
    }
}

pub fn is_html(path: &str) -> bool {
    matches!(&*files::ending(path), "html" | "htm")
}

/// Why a file of HTML is no page that can be read.
pub fn template(path: &str, text: &str) -> Option<&'static str> {
    const LOGIC: [&str; 5] = ["for", "if", "include", "assign", "unless"];
    if !is_html(path) {
        return None;
    }
    if !text.trim_start().starts_with("---") {
        return Some("it is HTML without front matter, which is no page of Jekyll");
    }
    let mut tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches('-').trim_start());
    let is_logic = |tag: &str| LOGIC.iter().any(|word| tag.starts_with(word));
    tags.any(is_logic).then_some("its text is made by a template, which only Jekyll can run")
}

/// A file that is published as it is, below one of these folders.
fn published(path: &str, folders: &[&str]) -> Role {
    match folders
        .iter()
        .find_map(|folder| path.strip_prefix(folder))
        .filter(|inside| is_file(inside))
    {
        Some(inside) => Role::File { path: format!("static/{inside}") },
        None => Role::None,
    }
}

/// What stands beside the pages for those who work on them.
fn is_of_the_repository(path: &str) -> bool {
    let stem = files::file_name(path).split('.').next().unwrap_or_default().to_uppercase();
    !path.contains('/')
        && matches!(
            &*stem,
            "README" | "LICENSE" | "LICENCE" | "CONTRIBUTING" | "CHANGELOG" | "CODE_OF_CONDUCT"
        )
}

fn stem(path: &str) -> String {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned()
}

/// A page by its path: the first folder is its type.
fn section(path: &str) -> Role {
    let stem = stem(path);
    let stem = match stem.strip_suffix("_index") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}index"),
        _ => stem,
    };
    match stem.split_once('/') {
        Some((folder, rest)) => Role::Page { kind: folder.to_owned(), path: rest.to_owned() },
        None => Role::Page { kind: "pages".to_owned(), path: stem },
    }
}

/// Whether a file is one that pages show or offer.
fn is_file(path: &str) -> bool {
    is_media(path) && files::file_name(path) != "robots.txt"
}
