//! The view of an output that is made with a template: of all that it could show only the names that the
//! template reads, and what every document says of itself.

use super::declare::{
    Assets, Filled, Href, Item, Names, Text, Url, Words as WordsOf, is_published, list, view,
};
use super::feed::{self, Feed};
use super::reader::Reader;
use super::site::Site;
use crate::cldr::is_right_to_left;
use crate::files;
use crate::hash::Hash;
use crate::theme::Chain;
use tera::{Context, Value};

view! {
    /// Every template.
    template Everywhere("", "") {
        root: Text = ".." => "the way to the root of the site, without a slash at its end: `..`, `../..` or `.`",
        site: Site,
        t: WordsOf =>
            "the words of the interface in the language of the document: `t.related`. Of one that counts, `{{ \
            t.pages | count(n=12) }}` takes the plural form and puts the number for `{n}`.",
        asset: Assets =>
            "the address of a file of the theme by its name: `asset[\"base.css\"]`, \
            `asset[\"fonts/atkinson.woff2\"]`. Style sheets may write `url(fonts/atkinson.woff2)`.",
        here: HereView => "what the document says of itself",
    }

    /// What a document says of itself.
    struct HereView {
        kind: Text =>
            "what it is: `home`, `page`, `collection`, `vocabulary`, `term`, `explore`, `matrix`, `search` or \
            `not-found`",
        title: Text => "its title, without that of the site",
        description: Option<Text> => "a sentence about it",
        dir: Text = "ltr" => "the direction of its script: `ltr` or `rtl`",
        lang: Text = "en" => "its language (BCP 47)",
        url: Url,
        canonical: Option<Href> where is_published =>
            "the complete address that stands for it, if `site.toml` has a `base_url`",
        breadcrumbs: Filled<Link> => "the way to it from the home page, itself last",
        report: Option<Href> where |known| known.config.report_url.is_some() =>
            "where a mistake on it can be reported, if `site.toml` has a `report_url`",
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

/// A template with what it reads.
pub struct View<'a> {
    pub template: String,
    pub context: Context,
    /// None if the theme has no such template.
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
            // The page for wrong addresses stands at any address, so there it must be the root's own path.
            root: &|| match here.kind {
                NOT_FOUND => reader.config().base_path().into(),
                _ => files::root_from(url).into(),
            },
            site: &|| reader.site(lang).clone(),
            t: &|| reader.words(lang).clone(),
            asset: &|| reader.assets().clone(),
            here: &|| here.view(reader, url).into(),
        };
        view.put(&everywhere);
        view
    }

    /// The view of what is no document of its own.
    pub fn without_here(reader: &Reader<'a>, template: &str, names: &dyn Names) -> Self {
        let chain = reader.chain_of(template);
        let mut view = Self { template: template.to_owned(), context: Context::new(), chain };
        view.put(names);
        view
    }

    /// Gives it those of some names that the template reads. The others are not made.
    fn put(&mut self, names: &dyn Names) {
        names.each(&mut |name, value| {
            if self.chain.is_some_and(|chain| chain.reads(name)) {
                self.context.insert_value(name, value());
            }
        });
    }
}

/// The kind of the page for wrong addresses.
pub const NOT_FOUND: &str = "not-found";

/// What a document says of itself.
pub struct Here {
    pub kind: &'static str,
    pub title: String,
    pub description: Option<String>,
    pub lang: String,
    /// What stands above the document: label and address, without home and without itself.
    pub above: Vec<(String, String)>,
    pub feed: Option<Feed>,
    /// The address that stands for this one, if it is another.
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
            canonical: None,
        }
    }

    fn view<'h>(&'h self, reader: &Reader, url: &'h str) -> HereView<'h> {
        let config = reader.config();
        let address = self.canonical.as_deref().unwrap_or(url);
        let canonical = config.whole(address);
        let report = config.report_url.as_ref().map(|pattern| {
            // The title first: what it says is encoded, so no brace of it is taken for a name.
            let whole = canonical.as_deref().unwrap_or(address);
            pattern.replace("{title}", &in_query(&self.title)).replace("{url}", &in_query(whole))
        });
        let mut crumbs = vec![link(reader.word(&self.lang, "home"), "/")];
        crumbs.extend(self.above.iter().map(|(label, url)| link(label.as_str(), url.as_str())));
        if url != "/" {
            crumbs.push(link(self.title.as_str(), url));
        }
        let feeds = self.feed.into_iter().chain([Feed::Site]).filter(|_| config.base_url.is_some());
        HereView {
            kind: self.kind.into(),
            title: self.title.as_str().into(),
            description: self.description.as_deref().into(),
            dir: if is_right_to_left(&self.lang) { "rtl" } else { "ltr" }.into(),
            lang: self.lang.as_str().into(),
            url: url.into(),
            canonical: canonical.filter(|_| self.kind != NOT_FOUND).into(),
            breadcrumbs: crumbs.into(),
            report: report.into(),
            feeds: list(feeds.map(|feed| link_of_feed(reader, feed))).into(),
        }
    }
}

/// A text as part of an address's query.
fn in_query(text: &str) -> String {
    files::encode(text).replace('/', "%2F")
}

fn link_of_feed<'a>(reader: &Reader, feed: Feed) -> FeedLink<'a> {
    FeedLink { title: feed::title(reader, feed).into(), url: feed::url(reader, feed).into() }
}

/// A label with an address.
pub fn link<'a>(label: impl Into<Item<'a>>, url: impl Into<Item<'a>>) -> Value {
    Link { label: label.into(), url: url.into() }.into()
}

/// The hash of a value as templates see it.
pub fn value_hash(value: &Value) -> Hash {
    // A value of texts, numbers, lists and maps always has a form in JSON.
    Hash::of(serde_json::to_vec(value).unwrap_or_default())
}
