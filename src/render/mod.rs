//! From an output to its bytes. A view is made of what the output shows, and handed to its template;
//! nothing outside the view can be reached from there.

mod body;
mod cards;
mod csv;
mod explore;
mod feeds;
mod fields;
mod item;
mod lists;
mod map;
mod matrix;
mod page;
mod records;
mod search;
mod shelf;
mod sitemap;
mod xml;

pub use cards::Cards;
pub use search::{page_document, term_document};
pub use shelf::Shelf;

use crate::diagnostics::Diagnostic;
use crate::files;
use crate::model::Model;
use crate::parse::markdown::Text;
use crate::plan::{Feed, Output, Plan, What, feed_url, template};
use crate::theme::{self, Chain, Theme};
use crate::words::is_right_to_left;
use item::{Item, map, pairs_to_map};
use tera::{Context, Value};

/// All that rendering reads.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub model: &'a Model,
    pub theme: &'a Theme,
    pub plan: &'a Plan,
    pub shelf: &'a Shelf,
    /// The cards that the output shows.
    pub cards: &'a Cards,
    /// The text of the output's page, where the model has an outline only.
    pub text: Option<&'a Text>,
    /// How many folders below the root the output lies that is being rendered.
    pub depth: usize,
}

/// Renders an output. `Err` is a finding about its template. Files that are published as they are
/// have no bytes here: whoever writes them has them.
pub fn render(output: &Output, site: Site) -> Result<Vec<u8>, Box<Diagnostic>> {
    match &output.what {
        What::Asset(i) => Ok(site.theme.assets[*i].bytes.to_vec()),
        What::File(_) => Ok(Vec::new()),
        What::Robots => Ok(sitemap::robots(site).into_bytes()),
        What::Sitemap(0) => Ok(sitemap::index(site)),
        What::Sitemap(part) => Ok(sitemap::part(site, *part)),
        What::Feed(feed) => Ok(feeds::atom(site, *feed)),
        What::Entries(c, shard) => Ok(explore::entries(site, *c, *shard)),
        What::Table(c, m) => Ok(matrix::table(site, *c, *m)),
        what => templated(output, what, site),
    }
}

fn templated(output: &Output, what: &What, site: Site) -> Result<Vec<u8>, Box<Diagnostic>> {
    let site = Site { depth: files::depth(&output.url), ..site };
    let template = template(site.model, what).unwrap_or("page.html");
    let chain = site.theme.chains.get(template);
    let made = filled(output, what, site, template, chain);
    // What is wrong with a template is said with all the names that it could read.
    made.or_else(|_| filled(output, what, site, template, None))
        .map_err(|error| Box::new(theme::problem(&error, template)))
}

fn filled(
    output: &Output,
    what: &What,
    site: Site,
    template: &str,
    chain: Option<&Chain>,
) -> tera::TeraResult<Vec<u8>> {
    let mut shown = Shown { context: Context::new(), chain };
    let here = match what {
        What::Home => lists::home(site, &mut shown),
        What::Page(id) => page::page(site, *id, &mut shown),
        What::Collection(c, part) => lists::collection(site, *c, *part, &mut shown),
        What::Vocabulary(v) => lists::vocabulary(site, *v, &mut shown),
        What::Term(id, part) => lists::term(site, *id, *part, &mut shown),
        What::Explore(c, part) => explore::explore(site, *c, *part, &mut shown),
        What::Matrix(c, m, part) => matrix::matrix(site, *c, *m, *part, &mut shown),
        What::Search => search::page(site, &mut shown),
        What::Redirect(id) => page::redirect(site, *id, &mut shown),
        _ => not_found(site),
    };
    shown.put("root", || Value::from(root(site, output)));
    shown.put("site", || site.shelf.language(&here.lang).site.clone());
    shown.put("asset", || site.theme.asset_urls.clone());
    shown.put("t", || site.shelf.language(&here.lang).strings.clone());
    shown.put("here", || here.view(site, output));
    let mut bytes = Vec::with_capacity(16 * 1024);
    site.theme.tera.render_to(template, &shown.context, &mut bytes)?;
    Ok(bytes)
}

/// What a template is given: of all that an output could show only the names that its template reads.
struct Shown<'a> {
    context: Context,
    /// None if it is not known what it reads.
    chain: Option<&'a Chain>,
}

impl Shown<'_> {
    /// Gives it a value, which is not made if it is not read.
    fn put(&mut self, name: &'static str, value: impl FnOnce() -> Value) {
        if self.chain.is_none_or(|chain| chain.reads(name)) {
            self.context.insert_value(name, value());
        }
    }
}

/// The way to the root of the site. The page for wrong addresses stands at any address, so there it
/// must be the root's own path.
fn root(site: Site, output: &Output) -> String {
    if output.what != What::NotFound {
        return files::root_from(&output.url);
    }
    site.model.config.base_path()
}

/// What a document says of itself.
struct Here {
    kind: &'static str,
    title: String,
    description: Option<String>,
    lang: String,
    /// What stands above the document: label and address, without home and without itself.
    above: Vec<(String, String)>,
    feed: Option<Feed>,
    /// The address that stands for this one, if it is another.
    canonical: Option<String>,
}

impl Here {
    fn new(site: Site, kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            description: None,
            lang: site.model.config.language.clone(),
            above: Vec::new(),
            feed: None,
            canonical: None,
        }
    }

    fn view(self, site: Site, output: &Output) -> Value {
        let config = &site.model.config;
        let address = self.canonical.as_ref().unwrap_or(&output.url);
        let canonical = config.whole(address);
        let report = config.report_url.as_ref().map(|pattern| {
            // The title first: what it says is encoded, so no brace of it is taken for a name.
            let whole = canonical.as_deref().unwrap_or(address);
            pattern.replace("{title}", &in_query(&self.title)).replace("{url}", &in_query(whole))
        });
        let mut crumbs = vec![link(site.shelf.word(&self.lang, "home"), "/".to_owned())];
        crumbs.extend(self.above.into_iter().map(|(label, url)| link(label, url)));
        if output.url != "/" {
            crumbs.push(link(self.title.clone(), output.url.clone()));
        }
        let feeds = match &config.base_url {
            Some(_) => self
                .feed
                .into_iter()
                .chain([Feed::Site])
                .map(|feed| feed_link(site, feed))
                .collect(),
            None => Vec::new(),
        };
        map([
            ("kind", self.kind.into()),
            ("title", self.title.into()),
            ("description", self.description.into()),
            ("dir", if is_right_to_left(&self.lang) { "rtl" } else { "ltr" }.into()),
            ("lang", self.lang.into()),
            ("url", output.url.as_str().into()),
            ("canonical", canonical.filter(|_| output.what != What::NotFound).into()),
            ("breadcrumbs", crumbs.into()),
            ("report", report.into()),
            ("feeds", Value::from(feeds).into()),
        ])
    }
}

/// A text as part of an address's query.
fn in_query(text: &str) -> String {
    files::encode(text).replace('/', "%2F")
}

fn feed_link(site: Site, feed: Feed) -> Value {
    map([
        ("title", feeds::title(site.model, feed).into()),
        ("url", feed_url(site.model, feed).into()),
    ])
}

fn not_found(site: Site) -> Here {
    let lang = &site.model.config.language;
    Here::new(site, "not-found", site.shelf.word(lang, "not_found"))
}

fn link<'a>(label: impl Into<Item<'a>>, url: impl Into<Item<'a>>) -> Value {
    map([("label", label.into()), ("url", url.into())])
}
