//! What will be published: every output with its path. Nothing is rendered here; an output whose key
//! ([`Plan::key`]) is known from the last run need not be rendered at all.

mod clashes;
mod finding;
mod keys;
mod texts;
mod why;

pub use finding::{SHARD, entries_url, shard_range, shards, table_url};
pub use keys::{Key, Part, search_key};
pub use texts::{of_texts, text};
pub use why::{Inputs, Told, ToldPart};

use crate::diagnostics::Diagnostic;
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::model::{Inbound, Model, PageId, Target, TermId};
use crate::parse::page::Role;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Entries on one part of a list.
pub const PART: usize = 100;

/// The template of the search page; a theme without it has no search.
const SEARCH_PAGE: &str = "search.html";
/// The address of the search page.
pub const SEARCH_URL: &str = "/search/";

/// Addresses in one sitemap file, the most that the protocol allows.
pub const SITEMAP: usize = 50_000;

/// One file of the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Relative to the output folder.
    pub path: String,
    /// From the root of the site.
    pub url: String,
    pub what: What,
}

/// What an output shows.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Home,
    Page(PageId),
    /// One part of a collection's list; parts count from 1.
    Collection(usize, usize),
    Vocabulary(usize),
    /// One part of a term's members.
    Term(TermId, usize),
    /// One part of the pages of a collection, with what they can be chosen by.
    Explore(usize, usize),
    /// What the script of that page knows of the pages in other parts, in shards from 1.
    Entries(usize, usize),
    /// One part of a matrix: the collection, the matrix's place among its own, the part.
    Matrix(usize, usize, usize),
    /// A whole matrix as a table for other programs.
    Table(usize, usize),
    /// The search page; the index that it searches is no output of the plan.
    Search,
    NotFound,
    /// An old address of a page.
    Redirect(PageId),
    Feed(Feed),
    /// A part of the sitemap, from 1; 0 is the index of several.
    Sitemap(usize),
    Robots,
    /// An asset of the theme, by its place there.
    Asset(usize),
    /// A file that is published as it is, by its path in the repository.
    File(Arc<str>),
}

/// What a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    Site,
    Collection(usize),
    Term(TermId),
}

/// All outputs, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub outputs: Vec<Output>,
    /// Addresses for readers, in order: what the sitemap lists.
    pub addresses: Vec<String>,
    /// Whether a search is wished for.
    pub wants_search: bool,
    /// Whether there is a search page, and an index beside the outputs.
    pub has_search: bool,
    pub problems: Vec<Diagnostic>,
    common: Common,
}

/// What goes into many keys, or is not in the model.
#[derive(Clone, Debug, Default)]
struct Common {
    /// Which lists have entries, and whether there is a search.
    lists: Fingerprint,
    /// All addresses for readers.
    addresses: Fingerprint,
    /// The files that are published as they are, by path.
    files: BTreeMap<Arc<str>, Fingerprint>,
}

/// Plans the site. `files` are the fingerprints of the files that are published as they are, by path.
pub fn plan(
    model: &Model,
    theme: &Theme,
    files: BTreeMap<Arc<str>, Fingerprint>,
    wants_search: bool,
) -> Plan {
    let has_search = wants_search && can_search(theme);
    let mut whats = Vec::new();
    readers(model, &mut whats);
    finding::readers(model, &mut whats);
    if has_search {
        whats.push((SEARCH_URL.to_owned(), What::Search));
    }
    let mut addresses: Vec<String> = whats.iter().map(|(url, _)| url.clone()).collect();
    addresses.sort();
    addresses.dedup();
    machines(model, theme, addresses.len(), &mut whats);
    finding::machines(model, &mut whats);
    let output = |(url, what): (String, What)| Output { path: path(&url), url, what };
    let mut outputs: Vec<Output> = whats.into_iter().map(output).collect();
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    let problems = clashes::collisions(model, &mut outputs, has_search);
    let common = keys::common(model, files, &addresses, has_search);
    Plan { outputs, addresses, wants_search, has_search, problems, common }
}

/// Whether a theme has a page to search from.
pub fn can_search(theme: &Theme) -> bool {
    theme.chains.contains_key(SEARCH_PAGE)
}

impl Plan {
    /// The output with this path.
    pub fn at(&self, path: &str) -> Option<&Output> {
        let found = self.outputs.binary_search_by(|output| output.path.as_str().cmp(path)).ok()?;
        Some(&self.outputs[found])
    }

    /// The key of an output: equal keys, equal bytes. It is made when it is asked for, since a preview
    /// asks for few.
    pub fn key(&self, model: &Model, theme: &Theme, output: &Output) -> Fingerprint {
        self.key_in_parts(model, theme, output).finish()
    }

    /// The same with the parts that it is made of.
    pub fn key_in_parts(&self, model: &Model, theme: &Theme, output: &Output) -> Key {
        keys::Keys { model, theme, common: &self.common }.of(&output.what, &output.url)
    }
}

/// The template of an output; none for what is not made with one.
pub fn template<'m>(model: &'m Model, what: &What) -> Option<&'m str> {
    Some(match what {
        What::Home => "home.html",
        What::Page(id) => match model.page(*id).role {
            Role::Entry(c) => &model.config.collections[c].template,
            _ => "page.html",
        },
        What::Collection(..) => "collection.html",
        What::Vocabulary(_) => "vocabulary.html",
        What::Term(..) => "term.html",
        What::Explore(..) => "explore.html",
        What::Matrix(..) => "matrix.html",
        What::Search => SEARCH_PAGE,
        What::NotFound => "404.html",
        What::Redirect(_) => "redirect.html",
        _ => return None,
    })
}

/// How many parts a list of `n` has; an empty list has one, which says so.
pub fn parts(n: usize) -> usize {
    n.div_ceil(PART).max(1)
}

/// The entries of a part.
pub fn part_range(part: usize, n: usize) -> std::ops::Range<usize> {
    (part - 1) * PART..(part * PART).min(n)
}

/// The address of a part of the list at `url`.
pub fn part_url(url: &str, part: usize) -> String {
    if part == 1 { url.to_owned() } else { format!("{url}{part}/") }
}

/// The address of a feed.
pub fn feed_url(model: &Model, feed: Feed) -> String {
    match feed {
        Feed::Site => "/feed.xml".to_owned(),
        Feed::Collection(c) => format!("{}feed.xml", model.url(Target::Collection(c))),
        Feed::Term(t) => format!("{}feed.xml", model.term(t).url),
    }
}

/// The pages of a feed, newest first.
pub fn feed_entries(model: &Model, feed: Feed) -> Vec<PageId> {
    match feed {
        Feed::Site => model.newest.iter().take(crate::model::FEED).copied().collect(),
        Feed::Collection(c) => model.newest_of(c),
        Feed::Term(id) => model.newest_members(id),
    }
}

/// The pages whose cards an output shows.
pub fn cards(model: &Model, theme: &Theme, what: &What) -> Vec<PageId> {
    let chain = template(model, what).and_then(|name| theme.chains.get(name));
    let reads = |name: &str| chain.is_none_or(|chain| chain.reads(name));
    let from = |inbound: &[Inbound]| match reads("inbound") {
        true => inbound.iter().map(|inbound| inbound.from).collect::<Vec<_>>(),
        false => Vec::new(),
    };
    match what {
        What::Home => model.newest.iter().take(crate::model::NEWEST).copied().collect(),
        What::Page(id) => {
            let page = model.page(*id);
            let mut cards = from(&model.page_inbound[id.0 as usize]);
            if reads("related") {
                cards.extend(model.related[id.0 as usize].iter().map(|related| related.page));
            }
            cards.extend(page.facts.iter().flat_map(|fact| model.referenced(page, fact)));
            cards
        }
        What::Collection(c, part) | What::Explore(c, part) => {
            let list = &model.collections[*c];
            list[part_range(*part, list.len())].to_vec()
        }
        What::Term(id, part) => {
            let members = &model.members[id.0 as usize];
            let shown = members[part_range(*part, members.len())].iter().map(|member| member.page);
            let inbound =
                if *part == 1 { from(&model.term_inbound[id.0 as usize]) } else { Vec::new() };
            shown.chain(inbound).collect()
        }
        _ => Vec::new(),
    }
}

/// What people read.
fn readers(model: &Model, whats: &mut Vec<(String, What)>) {
    whats.push(("/".to_owned(), What::Home));
    for id in model.page_ids().filter(|id| stands_alone(model, *id)) {
        whats.push((model.page(id).url.clone(), What::Page(id)));
    }
    for (c, list) in model.collections.iter().enumerate() {
        let url = model.url(Target::Collection(c));
        whats.extend((1..=parts(list.len())).map(|p| (part_url(&url, p), What::Collection(c, p))));
    }
    for v in 0..model.config.vocabularies.len() {
        whats.push((model.url(Target::Vocabulary(v)), What::Vocabulary(v)));
    }
    for id in model.term_ids() {
        let (url, n) = (&model.term(id).url, model.members[id.0 as usize].len());
        whats.extend((1..=parts(n)).map(|p| (part_url(url, p), What::Term(id, p))));
    }
}

/// Whether a page is published for itself, not as the text of a list or term.
fn stands_alone(model: &Model, id: PageId) -> bool {
    let role = &model.page(id).role;
    match role {
        Role::Home => model.home != Some(id),
        Role::Collection(c) => model.collection_pages[*c] != Some(id),
        Role::Vocabulary(v) => model.vocabulary_pages[*v] != Some(id),
        Role::Term(..) => {
            let target = model.at(&model.page(id).url);
            !matches!(target, Some(Target::Term(term)) if model.term(term).page == Some(id))
        }
        Role::Entry(_) | Role::Plain => true,
    }
}

/// What programs read, and the files that go along.
fn machines(model: &Model, theme: &Theme, addresses: usize, whats: &mut Vec<(String, What)>) {
    whats.push(("/404.html".to_owned(), What::NotFound));
    whats.push(("/robots.txt".to_owned(), What::Robots));
    for id in model.page_ids() {
        let aliases =
            model.page(id).aliases.iter().filter_map(|alias| model.alias_url(&alias.value));
        whats.extend(aliases.map(|url| (url, What::Redirect(id))));
    }
    // Feeds and sitemaps consist of whole addresses: without a base_url there are none.
    if model.config.base_url.is_some() {
        let mut feeds = vec![Feed::Site];
        feeds.extend((0..model.collections.len()).map(Feed::Collection));
        feeds.extend(model.term_ids().map(Feed::Term));
        whats.extend(feeds.into_iter().map(|feed| (feed_url(model, feed), What::Feed(feed))));
        whats.push(("/sitemap.xml".to_owned(), What::Sitemap(usize::from(addresses <= SITEMAP))));
        if addresses > SITEMAP {
            let several = (1..=addresses.div_ceil(SITEMAP))
                .map(|n| (format!("/sitemap-{n}.xml"), What::Sitemap(n)));
            whats.extend(several);
        }
    }
    whats.extend(
        theme.assets.iter().enumerate().map(|(i, asset)| (asset.url.clone(), What::Asset(i))),
    );
    whats.extend(model.files.iter().map(|(url, path)| (url.clone(), What::File(path.clone()))));
}

fn path(url: &str) -> String {
    files::output_path(&files::decode(url))
}
