//! The view of an output that is made with a template: of all that it could show only the names that the
//! template reads, and what every document says of itself.

use super::feed::{self, Feed};
pub use super::item::{Item, map, pairs_to_map};
use super::reader::Reader;
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::theme::Chain;
use crate::words::is_right_to_left;
use tera::{Context, Value};

/// A view in the making.
pub struct View<'a> {
    pub template: String,
    pub context: Context,
    /// None if all names are wanted, for a message that lists them.
    chain: Option<&'a Chain>,
}

impl<'a> View<'a> {
    /// The view for a template of the theme.
    pub fn of(reader: &Reader<'a>, template: &str) -> Self {
        let chain = reader.chain_of(template);
        Self { template: template.to_owned(), context: Context::new(), chain }
    }

    /// Gives it a value, which is not made if the template does not read it.
    pub fn put(&mut self, name: &'static str, value: impl FnOnce() -> Value) {
        if self.chain.is_none_or(|chain| chain.reads(name)) {
            self.context.insert_value(name, value());
        }
    }

    /// Gives it what every document has.
    pub fn finish(mut self, reader: &Reader<'a>, here: Here, url: &str) -> Self {
        let lang = reader.language(&here.lang);
        // The page for wrong addresses stands at any address, so there it must be the root's own path.
        self.put("root", || match here.kind {
            NOT_FOUND => reader.config().base_path().into(),
            _ => files::root_from(url).into(),
        });
        self.put("site", || reader.site(lang).clone());
        self.put("asset", || reader.assets().clone());
        self.put("t", || reader.words(lang).clone());
        self.put("here", || here.view(reader, url));
        self
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

    fn view(self, reader: &Reader, url: &str) -> Value {
        let config = reader.config();
        let address = self.canonical.as_deref().unwrap_or(url);
        let canonical = config.whole(address);
        let report = config.report_url.as_ref().map(|pattern| {
            // The title first: what it says is encoded, so no brace of it is taken for a name.
            let whole = canonical.as_deref().unwrap_or(address);
            pattern.replace("{title}", &in_query(&self.title)).replace("{url}", &in_query(whole))
        });
        let mut crumbs = vec![link(reader.word(&self.lang, "home"), "/")];
        crumbs.extend(self.above.into_iter().map(|(label, url)| link(label, url)));
        if url != "/" {
            crumbs.push(link(self.title.as_str(), url));
        }
        let feeds: Vec<Value> = match &config.base_url {
            Some(_) => self
                .feed
                .into_iter()
                .chain([Feed::Site])
                .map(|feed| link_of_feed(reader, feed))
                .collect(),
            None => Vec::new(),
        };
        let is_not_found = self.kind == NOT_FOUND;
        map([
            ("kind", self.kind.into()),
            ("title", self.title.into()),
            ("description", self.description.into()),
            ("dir", if is_right_to_left(&self.lang) { "rtl" } else { "ltr" }.into()),
            ("lang", self.lang.into()),
            ("url", url.into()),
            ("canonical", canonical.filter(|_| !is_not_found).into()),
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

fn link_of_feed(reader: &Reader, feed: Feed) -> Value {
    map([("title", feed::title(reader, feed).into()), ("url", feed::url(reader, feed).into())])
}

/// A label with an address.
pub fn link<'a>(label: impl Into<Item<'a>>, url: impl Into<Item<'a>>) -> Value {
    map([("label", label.into()), ("url", url.into())])
}

/// The hash of a value as templates see it.
pub fn value_hash(value: &Value) -> Fingerprint {
    // A value of texts, numbers, lists and maps always has a form in JSON.
    Fingerprint::of(serde_json::to_vec(value).unwrap_or_default())
}
