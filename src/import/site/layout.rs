//! Where each generator keeps what, and where it publishes it.

use super::jekyll::{Hidden, Jekyll};
use super::roles::{Role, is_file, is_html, is_of_the_repository, is_page, published, section};
use super::settings::{HUGO, Settings};
use crate::files;
use crate::import::imported::{About, day};
use crate::import::input::Input;
use crate::parse::dates::Date;
use serde_json::Value;

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
    pub(super) settings: Settings,
    pub(super) jekyll: Jekyll,
    /// CollectionBuilder's table of objects.
    objects: Option<String>,
    /// The languages of the settings.
    pub(super) languages: Vec<String>,
    /// Hugo's patterns of addresses, by the type of pages.
    pub(super) permalinks: Vec<(String, String)>,
    /// Whether Hugo takes date and slug of pages from their names first.
    pub(super) is_dated: bool,
    /// The language of the site.
    pub(super) main: String,
    /// The address of the site in the settings.
    pub(super) address: Option<String>,
}

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
        // Many programs have a `config.json`.
        let has_content = inputs.iter().any(|input| input.path.starts_with("content/"));
        let is_hugo = |path: &&str| has(path) && (has_content || !path.ends_with(".json"));
        let generator = if has_any(&["_config.yml", "_config.yaml", "_config.toml"]) {
            Generator::Jekyll
        } else if has_any(&["_quarto.yml", "_quarto.yaml"]) {
            Generator::Quarto
        } else if has_any(&["zola.toml"]) || is_zola() {
            Generator::Zola
        } else if HUGO.iter().any(is_hugo) {
            Generator::Hugo
        } else {
            Generator::Plain
        };
        let settings = Settings::of(inputs);
        let jekyll = match generator {
            Generator::Jekyll => Jekyll::of(&settings, inputs),
            _ => Jekyll::default(),
        };
        let objects = settings.text("metadata").map(|name| format!("_data/{name}.csv"));
        let objects = objects.filter(|path| generator == Generator::Jekyll && has(path));
        let mut layout = Self {
            generator,
            jekyll,
            objects,
            languages: languages(&settings),
            permalinks: permalinks(&settings),
            is_dated: settings
                .texts("frontmatter.date")
                .first()
                .is_some_and(|key| key == ":filename"),
            settings,
            main: "en".to_owned(),
            address: None,
        };
        let about = layout.about();
        layout.address = about.address;
        layout.main = about.language.unwrap_or(layout.main);
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
    pub fn about(&self) -> About {
        let text = |keys: &[&str]| keys.iter().find_map(|key| self.settings.text(key));
        let language =
            |text: &str| text.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let in_main = format!("languages.{}.title", self.main);
        let title = text(&["title", "website.title", "book.title", &in_main]);
        let mut about = About {
            title: title.unwrap_or_default().to_owned(),
            description: text(&["description", "params.description", "website.description"])
                .unwrap_or_default()
                .to_owned(),
            language: text(&LANGUAGE).map(language),
            heading_ids: self.heading_ids(),
            ..About::default()
        };
        let address = text(&["base_url", "baseURL", "url", "website.site-url", "book.site-url"]);
        let address = address.filter(|address| address.starts_with("http"));
        let address = address.or(text(&["url"]).filter(|address| address.starts_with("http")));
        about.address = address.map(|address| address.trim_end_matches('/').to_owned());
        // Jekyll's path below its address.
        let below = self.settings.text("baseurl").filter(|below| below.starts_with('/'));
        if let (Some(address), Some(below)) = (&mut about.address, below) {
            *address += below.trim_end_matches('/');
        }
        about
    }

    /// In whose manner the generator makes the ids of headings. Jekyll's kramdown reads GitHub's Markdown unless its settings
    /// say otherwise, and then makes GitHub's ids. Zola's are ours unless its settings say otherwise.
    fn heading_ids(&self) -> Option<&'static str> {
        let anchors = self.settings.text("slugify.anchors");
        match self.generator {
            Generator::Jekyll => Some(match self.settings.text("kramdown.input") {
                Some(input) if !input.eq_ignore_ascii_case("gfm") => "kramdown",
                _ => "github",
            }),
            Generator::Zola if anchors.is_none_or(|manner| manner == "on") => None,
            Generator::Hugo | Generator::Quarto | Generator::Zola => Some("github"),
            Generator::Plain => None,
        }
    }

    /// Says that the table of objects is not where the settings say it is.
    pub fn missing_table(&self) -> Option<String> {
        let name = self.settings.text("metadata")?;
        let is_missing = self.generator == Generator::Jekyll && self.objects.is_none();
        is_missing.then(|| {
            format!(
                "the settings name `_data/{name}.csv` as the table of objects, but it is not there"
            )
        })
    }

    /// Whether any file may be a template.
    pub fn has_templates(&self) -> bool {
        self.generator == Generator::Jekyll
    }

    /// Why a page is not published, if it is not.
    pub fn hidden(&self, path: &str, text: &str) -> Option<Hidden> {
        let is_jekyll = self.generator == Generator::Jekyll;
        is_jekyll.then(|| self.jekyll.hidden(path, text)).flatten()
    }

    pub fn role(&self, path: &str) -> Role {
        if self.objects.as_deref() == Some(path) {
            return Role::Objects;
        }
        // Icons and scripts of its own.
        if self.objects.is_some() && path.starts_with("assets/lib/") {
            return Role::None;
        }
        if files::ending(path) == "bib" {
            return Role::Bibliography;
        }
        let is_page = is_page(path);
        let content = match self.generator {
            Generator::Hugo | Generator::Zola => match path.strip_prefix("content/") {
                Some(inside) => inside,
                None => return published(path, &["static/", "assets/"]),
            },
            Generator::Jekyll => return self.jekyll.role(path),
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
            (true, "qmd") if matches!(self.generator, Generator::Hugo | Generator::Zola) => {
                Role::LeftOut("it is a page of Quarto, which this generator does not read")
            }
            (true, _) => section(content),
            (false, "html" | "htm" | "ipynb" | "rst" | "adoc" | "org") => {
                Role::LeftOut("pages of this format are not read")
            }
            (false, _) if is_file(content) => Role::File { path: content.to_owned() },
            (false, _) => Role::None,
        }
    }

    /// The date in the name of a post: `_posts/2020-01-31-a.md`.
    pub fn date_in_name(&self, source: &str) -> Option<Date> {
        let is_dated = match self.generator {
            Generator::Jekyll | Generator::Zola | Generator::Plain => true,
            Generator::Hugo => self.is_dated,
            Generator::Quarto => false,
        };
        day(self.own_name(source)).filter(|_| is_dated)
    }

    /// The slug that Hugo takes from such a name: `2016-03-14-woistmarkt.md`.
    pub fn slug_in_name(&self, source: &str) -> Option<String> {
        let name =
            Some(self.own_name(source)).filter(|name| self.is_dated && day(name).is_some())?;
        let name = name.split('.').next()?.get(11..)?;
        Some(name.to_owned()).filter(|name| !name.is_empty())
    }

    /// The name of a file, or of its folder if that is the page.
    fn own_name<'p>(&self, source: &'p str) -> &'p str {
        let name = files::file_name(source);
        match name.starts_with("index.") && self.generator == Generator::Hugo {
            true => files::file_name(files::folder(source)),
            false => name,
        }
    }
}

/// The keys that say in what language a site is, the main one first.
const LANGUAGE: [&str; 7] = [
    "defaultContentLanguage",
    "default_language",
    "languageCode",
    "lang",
    "locale",
    "site_lang",
    "default_lang",
];

/// The languages that settings have a table for, and the main one.
fn languages(settings: &Settings) -> Vec<String> {
    let own = settings.table("languages").map(|(tag, _)| tag.clone());
    let listed = settings.texts("languages").into_iter();
    let main = LANGUAGE.iter().filter_map(|key| settings.text(key));
    let main = main.filter_map(|tag| tag.split(['-', '_']).next()).map(str::to_lowercase);
    let mut found: Vec<String> = own.chain(listed).chain(main).collect();
    found.sort();
    found.dedup();
    found
}

/// The patterns that settings of Hugo have for types of pages.
fn permalinks(settings: &Settings) -> Vec<(String, String)> {
    let own = settings.table("permalinks.page").chain(settings.table("permalinks"));
    let pattern =
        |(kind, pattern): (&String, &Value)| Some((kind.clone(), pattern.as_str()?.to_owned()));
    own.filter_map(pattern).collect()
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
