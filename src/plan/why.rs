//! Of what an output is made, in words, for those who ask why it changed. What is told is what the walk of
//! its key met, so that it can't be something else.

use super::keys::{Input, Keys};
use super::{Feed, Output, Part, Plan, What, template, text};
use crate::config::{PATH, field_path};
use crate::fingerprint::Fingerprint;
use crate::model::{Model, PageId, Target, TermId};
use crate::theme::Theme;
use serde::Serialize;

/// Of what an output is made.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it is and where it comes from, as the rest of a sentence: `is made from …`.
    pub origin: String,
    /// The file of its template, if it is made with one.
    pub template: Option<String>,
    pub parts: Vec<ToldPart>,
}

/// A part of a key.
#[derive(Clone, Debug)]
pub struct ToldPart {
    pub part: Part,
    pub print: Fingerprint,
    /// What it is.
    pub about: String,
    /// What it consists of.
    pub inputs: Inputs,
}

/// Of what a part consists: files of the repository, addresses of pages and terms, keys of works, addresses
/// of pictures. Each stands there once.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Inputs {
    pub files: Vec<String>,
    pub pages: Vec<String>,
    pub terms: Vec<String>,
    pub works: Vec<String>,
    pub pictures: Vec<String>,
}

impl Plan {
    /// Of what an output is made.
    pub fn told(&self, model: &Model, theme: &Theme, output: &Output) -> Told {
        let keys = Keys { model, theme, common: &self.common };
        let key = keys.told(&output.what, &output.url);
        let asked = Asked { plan: self, model, theme, what: &output.what };
        let told = |(part, print): (Part, Fingerprint)| {
            let inputs = asked.inputs(part, key.told_of(part));
            ToldPart { part, print, about: asked.about(part), inputs }
        };
        let template = asked.templates().first().cloned();
        Told { origin: asked.origin(), template, parts: key.parts().map(told).collect() }
    }

    /// The output that shows a file of the repository as its own: a page, or a file that is published as it is.
    pub fn of_file(&self, model: &Model, path: &str) -> Option<&Output> {
        let page = model.by_path.get(path);
        self.outputs.iter().find(|output| match &output.what {
            What::File(own) => **own == *path,
            what => page.is_some() && text(model, what) == page.copied(),
        })
    }
}

/// An output that somebody asks about.
struct Asked<'a> {
    plan: &'a Plan,
    model: &'a Model,
    theme: &'a Theme,
    what: &'a What,
}

impl Asked<'_> {
    fn templates(&self) -> &[String] {
        let chain = template(self.model, self.what).and_then(|name| self.theme.chains.get(name));
        chain.map_or(&[], |chain| &chain.files)
    }

    /// What it is, and where it comes from.
    fn origin(&self) -> String {
        let config = &self.model.config;
        let collection = |c: &usize| format!("`{}`", config.collections[*c].id);
        let matrix = |c: &usize, m: &usize| {
            let of = &config.collections[*c];
            let field = field_path(&of.fields, of.browse.matrix[*m]);
            format!("the matrix of `{}` and `{field}`", of.id)
        };
        match self.what {
            What::Page(id) => format!("is made from {}", self.file_of(*id)),
            What::Home => self.with_text("is the home page"),
            What::Collection(c, part) => {
                self.with_text(&format!("is the list of {}{}", collection(c), of_parts(*part)))
            }
            What::Vocabulary(v) => self.with_text(&format!(
                "is the page of the vocabulary `{}`",
                config.vocabularies[*v].id
            )),
            What::Term(id, part) => {
                let of = format!("is the page of {}{}", self.term(*id), of_parts(*part));
                self.with_text(&of)
            }
            What::Explore(c, part) => {
                format!("is where {} are explored{}", collection(c), of_parts(*part))
            }
            What::Entries(c, _) => {
                format!("is what the script that explores {} knows", collection(c))
            }
            What::Matrix(c, m, part) => format!("is {}{}", matrix(c, m), of_parts(*part)),
            What::Table(c, m) => format!("is {}, as a table", matrix(c, m)),
            What::Search => "is the search page".to_owned(),
            What::NotFound => "is the page for wrong addresses".to_owned(),
            What::Redirect(id) => {
                let url = &self.model.page(*id).url;
                format!("is an old address of {url}, an alias in {}", self.file_of(*id))
            }
            What::Feed(Feed::Site) => "is the feed of the site".to_owned(),
            What::Feed(Feed::Collection(c)) => format!("is the feed of {}", collection(c)),
            What::Feed(Feed::Term(id)) => format!("is the feed of {}", self.term(*id)),
            What::Sitemap(_) => "tells search engines all addresses".to_owned(),
            What::Robots => "tells robots what they may read".to_owned(),
            What::Asset(_) => format!("is a file of the theme `{}`", config.theme),
            What::File(path) => format!("is {path} as it is"),
        }
    }

    fn with_text(&self, is: &str) -> String {
        match text(self.model, self.what) {
            Some(id) => format!("{is}, with the text of {}", self.file_of(id)),
            None => is.to_owned(),
        }
    }

    fn term(&self, id: TermId) -> String {
        let term = self.model.term(id);
        let name = &term.entry.id.value;
        match term.path.is_empty() {
            true => format!("the term `{name}` of `{}`", self.vocabulary(id)),
            false => format!("the term `{name}` in {}", term.path),
        }
    }

    fn vocabulary(&self, id: TermId) -> &str {
        &self.model.config.vocabularies[self.model.term(id).vocabulary].id
    }

    fn file_of(&self, id: PageId) -> String {
        let page = self.model.page(id);
        let file = self.model.file_of(page);
        match self.model.key_of(page) {
            Some(key) if file != page.path => format!("the entry of `{key}` in {file}"),
            _ => file.to_string(),
        }
    }

    /// What a part is.
    fn about(&self, part: Part) -> String {
        let own =
            || text(self.model, self.what).map_or_else(|| "its file".into(), |id| self.file_of(id));
        let about = match part {
            Part::Template => "its template and what that includes",
            Part::Site => "the settings",
            Part::Theme => "the theme's words, style sheets and scripts",
            Part::Lists => "which lists have entries, and whether there is a search",
            Part::Title => "its title, and what cards say of it",
            Part::Page => {
                return format!("{}: its text and fields, as the settings read them", own());
            }
            Part::Terms => "the terms that it names",
            Part::Links => "what it shows of others",
            Part::Works => "what it cites",
            Part::Related => "what has much in common with it",
            Part::Neighbours => "what comes before and behind it",
            Part::Inbound => "who refers to it, and in which words",
            Part::Entries => match self.what {
                What::Explore(..) | What::Entries(..) => "its entries, and what they are chosen by",
                _ => "its entries",
            },
            Part::Members => "who claims it, with notes and sources",
            Part::Pager => "which part of the list this is, and how long that is",
            Part::Term => "its own entry, and the terms around it",
            Part::Together => "what stands with it on pages, and how often",
            Part::Counts => match self.what {
                What::Home | What::Vocabulary(_) => "terms, and how many pages each has",
                _ => "how many there are",
            },
            Part::Facets => "what can be chosen, and how many pages that gives",
            Part::Matrix => "which page claims what",
            Part::Map => "countries and places",
            Part::Search => "vocabularies and languages to search by",
            Part::Addresses => {
                return format!("the {} addresses of the site", self.plan.addresses.len());
            }
            Part::File => "its bytes",
        };
        about.to_owned()
    }

    /// What a part consists of; what is about itself needs no naming.
    fn inputs<'i>(&self, part: Part, told: impl Iterator<Item = &'i Input>) -> Inputs {
        let mut inputs = Inputs::default();
        match (part, self.what) {
            (Part::Template, _) => inputs.files.extend_from_slice(self.templates()),
            (Part::Site, _) => inputs.files.push(PATH.to_owned()),
            (Part::File, What::File(path)) => inputs.files.push(path.to_string()),
            _ => {}
        }
        let own = text(self.model, self.what);
        for input in told {
            match input {
                Input::Page(id) if Some(*id) == own => {}
                Input::Term(id) if matches!(self.what, What::Term(own, _) if own == id) => {}
                Input::Page(id) => inputs.pages.push(self.model.url(Target::Page(*id))),
                Input::Term(id) => inputs.terms.push(self.model.url(Target::Term(*id))),
                Input::Work(key) => inputs.works.push(key.clone()),
                Input::Picture(url) => inputs.pictures.push(url.clone()),
            }
        }
        inputs.kinds_mut().into_iter().for_each(once);
        inputs
    }
}

impl Inputs {
    /// All kinds, with what one and what several of them are called.
    pub fn kinds(&self) -> [(&'static str, &'static str, &[String]); 5] {
        [
            ("file", "files", &self.files),
            ("page", "pages", &self.pages),
            ("term", "terms", &self.terms),
            ("work", "works", &self.works),
            ("picture", "pictures", &self.pictures),
        ]
    }

    fn kinds_mut(&mut self) -> [&mut Vec<String>; 5] {
        let Self { files, pages, terms, works, pictures } = self;
        [files, pages, terms, works, pictures]
    }
}

impl Part {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Part::Template => "template",
            Part::Site => "site",
            Part::Theme => "theme",
            Part::Lists => "lists",
            Part::Title => "title",
            Part::Page => "page",
            Part::Terms => "terms",
            Part::Links => "links",
            Part::Works => "works",
            Part::Related => "related",
            Part::Neighbours => "neighbours",
            Part::Inbound => "inbound",
            Part::Entries => "entries",
            Part::Members => "members",
            Part::Pager => "pager",
            Part::Term => "term",
            Part::Together => "together",
            Part::Counts => "counts",
            Part::Facets => "facets",
            Part::Matrix => "matrix",
            Part::Map => "map",
            Part::Search => "search",
            Part::Addresses => "addresses",
            Part::File => "file",
        }
    }
}

fn of_parts(part: usize) -> String {
    if part == 1 { String::new() } else { format!(", part {part}") }
}

/// Takes out what stands there again.
fn once(names: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
}
