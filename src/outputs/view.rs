//! The view of an output with a template. It holds only the names that the template reads, and what every document
//! has.

use super::data::head::{self, HeadLink};
use super::data::schema_org;
use super::data::subject::Subject;
use super::declare::{
    Assets, Filled, Href, Html, Item, Names, Text, Url, Words as WordsOf, is_published, list, view,
};
use super::description;
use super::feed::{self, Feed};
use super::moved;
use super::reader::Reader;
use super::share::{self, ShareImageView};
use super::site::Site;
use crate::cldr::is_right_to_left;
use crate::files;
use crate::hash::Hash;
use crate::theme::Chain;
use tera::{Context, Value};

view! {
    /// Every template.
    template Everywhere("", "") {
        root: Text = ".." =>
            "the relative path to the root of the site, without a trailing slash: `..`, `../..` or `.`",
        site: Site,
        t: WordsOf =>
            "the interface words in the language of the document: `t.related`. For a counted word, `{{ \
            t.pages | count(n=12) }}` selects the plural form and inserts the number for `{n}`. A label inside a \
            sentence is `{{ label | in_sentence(lang=here.lang) }}`.",
        asset: Assets =>
            "the addresses of the theme's files by name: `asset[\"base.css\"]`, \
            `asset[\"fonts/atkinson.woff2\"]`. Style sheets may write `url(fonts/atkinson.woff2)`.",
        here: HereView => "data about the document",
        schema_org: Option<Html> =>
            "what the document says to search engines (JSON-LD), if `site.toml` has a `base_url`",
    }

    /// Data about the document.
    struct HereView {
        kind: Text =>
            "its kind: `home`, `page`, `collection`, `vocabulary`, `term`, `matrix`, `mentions`, `search`, \
             `news` or `not-found`",
        title: Text => "its title, without the title of the site",
        description: Text => "a description: the summary, or the beginning of the text, or the title and what the site is about",
        dir: Text = "ltr" => "its text direction: `ltr` or `rtl`",
        lang: Text = "en" => "its language (BCP 47)",
        url: Url,
        canonical: Option<Href> where is_published =>
            "its canonical address, absolute, if `site.toml` has a `base_url`",
        old_addresses: Option<Url> =>
            "on the home page and the one for addresses that do not exist, if aliases have a `?`: the table for the script `moved.js`",
        breadcrumbs: Filled<Link> => "the path to it from the home page, itself last",
        report: Option<Href> where |known| known.config.report_url.is_some() =>
            "where to report a mistake on it, if `site.toml` has a `report_url`",
        links: Vec<HeadLink> => "links for the head: to the same in other forms, and for machines",
        image: Option<ShareImageView> => "the picture that other sites show beside a link to it: its own, or that of its collection, or of the site",
        feeds: Vec<FeedLink> where is_published => "the feeds that it belongs to, if `site.toml` has a `base_url`",
    }

    /// A link.
    struct Link {
        label: Text, url: Url,
    }

    /// A link to a feed.
    struct FeedLink {
        title: Text, url: Url,
    }
}

/// A template with the names that it reads.
pub struct View<'a> {
    pub template: String,
    pub context: Context,
    /// None if the theme does not have the template.
    chain: Option<&'a Chain>,
}

impl<'a> View<'a> {
    /// The view of the document at `url`, for a template of the theme.
    pub fn of(
        reader: &Reader<'a>,
        template: &str,
        names: &dyn Names,
        here: Here,
        url: &str,
    ) -> Self {
        let mut view = Self::without_here(reader, template, names);
        let lang = reader.language(&here.lang);
        let everywhere = Everywhere {
            // The 404 page may be served at any address, so its root is the absolute base path.
            root: &|| match here.kind {
                NOT_FOUND => reader.config().base_path().into(),
                _ => files::root_from(url).into(),
            },
            site: &|| reader.site(lang).clone(),
            t: &|| reader.words(lang).clone(),
            asset: &|| reader.assets().clone(),
            here: &|| here.view(reader, url).into(),
            schema_org: &|| here.schema_org(reader, url).into(),
        };
        view.put(&everywhere);
        view
    }

    /// A view without `here`, for a template that is not a document.
    pub fn without_here(reader: &Reader<'a>, template: &str, names: &dyn Names) -> Self {
        let chain = reader.chain_of(template);
        let mut view = Self { template: template.to_owned(), context: Context::new(), chain };
        view.put(names);
        view
    }

    /// Adds the names that the template reads. The others are not made.
    fn put(&mut self, names: &dyn Names) {
        names.each(&mut |name, value| {
            if self.chain.is_some_and(|chain| chain.reads(name)) {
                self.context.insert_value(name, value());
            }
        });
    }
}

/// The kind of the 404 page.
pub const NOT_FOUND: &str = "not-found";

/// The data for `here`.
pub struct Here {
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub lang: String,
    /// The breadcrumbs between the home page and the document, as label and address.
    pub above: Vec<(String, String)>,
    pub feed: Option<Feed>,
    pub subject: Subject,
    /// The canonical address, if it differs.
    pub canonical: Option<String>,
}

impl Here {
    /// A document in the language of the site.
    pub fn new(reader: &Reader, kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            description: None,
            lang: reader.config().language.clone(),
            above: Vec::new(),
            feed: None,
            subject: Subject::Other,
            canonical: None,
        }
    }

    fn view<'h>(&'h self, reader: &Reader, url: &'h str) -> HereView<'h> {
        let config = reader.config();
        let address = self.canonical.as_deref().unwrap_or(url);
        let canonical = config.absolute_url(address);
        let report = config.report_url.as_ref().map(|pattern| {
            // The title goes in first: its encoded form has no braces that could be taken for a name.
            let absolute = canonical.as_deref().unwrap_or(address);
            pattern.replace("{title}", &in_query(&self.title)).replace("{url}", &in_query(absolute))
        });
        let crumbs = self.path(reader, url).into_iter().map(|(label, url)| link(label, url));
        let is_found = self.kind != NOT_FOUND;
        let description = self.description.as_deref().filter(|text| !text.is_empty());
        let of_site = || description::of_site(config, &self.title, &self.lang);
        let description = description.map_or_else(of_site, str::to_owned);
        let is_asked = matches!(self.kind, "home" | NOT_FOUND) && reader.has_queries();
        let old_addresses = is_asked.then_some(moved::URL);
        let feeds = self.feed.into_iter().chain([Feed::Site]).filter(|_| config.base_url.is_some());
        HereView {
            kind: self.kind.into(),
            title: self.title.as_str().into(),
            description: description.into(),
            dir: if is_right_to_left(&self.lang) { "rtl" } else { "ltr" }.into(),
            lang: self.lang.as_str().into(),
            url: url.into(),
            canonical: canonical.filter(|_| self.kind != NOT_FOUND).into(),
            old_addresses: old_addresses.into(),
            breadcrumbs: list(crumbs).into(),
            links: head::links(reader, self.subject).into(),
            image: share::image(reader, self.subject).filter(|_| is_found).into(),
            report: report.into(),
            feeds: list(feeds.map(|feed| link_of_feed(reader, feed))).into(),
        }
    }

    /// The breadcrumbs from the home page to the document.
    fn path(&self, reader: &Reader, url: &str) -> Vec<(String, String)> {
        let mut path = vec![(reader.word(&self.lang, "home"), "/".to_owned())];
        path.extend(self.above.iter().cloned());
        if url != "/" {
            path.push((self.title.clone(), url.to_owned()));
        }
        path
    }

    fn schema_org(&self, reader: &Reader, url: &str) -> Option<String> {
        if self.kind == NOT_FOUND {
            return None;
        }
        schema_org::graph(reader, self.subject, &self.path(reader, url), url)
    }
}

/// Encodes a text for the query of an address.
fn in_query(text: &str) -> String {
    files::encode(text).replace('/', "%2F")
}

fn link_of_feed<'a>(reader: &Reader, feed: Feed) -> FeedLink<'a> {
    FeedLink { title: feed::title(reader, feed).into(), url: feed::url(reader, feed).into() }
}

/// A link with a label.
pub fn link<'a>(label: impl Into<Item<'a>>, url: impl Into<Item<'a>>) -> Value {
    Link { label: label.into(), url: url.into() }.into()
}

/// The hash of a value as templates see it.
pub fn value_hash(value: &Value) -> Hash {
    // Texts, numbers, lists and maps can always be serialised as JSON.
    Hash::of(serde_json::to_vec(value).unwrap_or_default())
}
