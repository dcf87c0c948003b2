//! The edges of the graph: addresses, names, and who refers to whom.

use super::graph::Publications;
use super::sorting::page_ids;
use super::{Facet, Inbound, PageId, Target, Term, TermId, Via, citations, fields_of, texts};
use crate::config::{Config, address_part};
use crate::files;
use crate::parse::markdown::To;
use crate::parse::page::{Role, Value};
use crate::parse::{Page, address};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Pages with a special role: the home page and those of folders.
pub struct Places {
    pub home: Option<PageId>,
    pub collections: Vec<Option<PageId>>,
    pub vocabularies: Vec<Option<PageId>>,
}

impl Places {
    /// Finds them, and assigns each term the page with its prose.
    pub fn of(config: &Config, pages: &[Arc<Page>], terms: &mut [Term]) -> Self {
        let mut places = Self {
            home: None,
            collections: vec![None; config.collections.len()],
            vocabularies: vec![None; config.vocabularies.len()],
        };
        let by_url: HashMap<String, usize> =
            terms.iter().enumerate().map(|(i, term)| (term.url.clone(), i)).collect();
        for (id, page) in page_ids(pages).filter(|(_, page)| page.lang == config.language) {
            match &page.role {
                Role::Home => places.home = Some(id),
                Role::Collection(c) => places.collections[*c] = Some(id),
                Role::Vocabulary(v) => places.vocabularies[*v] = Some(id),
                Role::Term(_, _) => {
                    if let Some(term) = by_url.get(&page.url) {
                        terms[*term].page = Some(id);
                    }
                }
                Role::Entry(_) | Role::Plain => {}
            }
        }
        places
    }
}

/// The target of each address. If several claim one, the first by path wins; `check` reports the others.
pub fn by_url(config: &Config, pages: &[Arc<Page>], terms: &[Term]) -> HashMap<String, Target> {
    let mut by_url = HashMap::with_capacity(pages.len() + terms.len());
    for (c, collection) in config.collections.iter().enumerate() {
        by_url.insert(address::of_folder(&collection.id), Target::Collection(c));
    }
    for (v, vocabulary) in config.vocabularies.iter().enumerate() {
        by_url.insert(address::of_folder(&vocabulary.id), Target::Vocabulary(v));
    }
    for (i, term) in terms.iter().enumerate() {
        by_url.entry(term.url.clone()).or_insert(Target::Term(TermId(i as u32)));
    }
    for (id, page) in page_ids(pages) {
        by_url.entry(page.url.clone()).or_insert(Target::Page(id));
    }
    by_url.entry("/".to_owned()).or_insert(Target::Home);
    by_url
}

/// The addresses of matrices, and those where lists with filters were: links to them lead to the lists.
pub fn browse(
    config: &Config,
    facets: &[Vec<Facet>],
    listed: &[Vec<PageId>],
) -> HashMap<String, Target> {
    let mut browse = HashMap::new();
    for (c, collection) in config.collections.iter().enumerate() {
        if !facets[c].is_empty() {
            let url = address::of_filters(&collection.id);
            browse.insert(url, Target::Collection(c));
        }
        for (m, field) in collection.browse.matrix.iter().enumerate() {
            let field = address_part(&collection.fields, *field);
            if !listed[c].is_empty() {
                let url = address::of_matrix(&collection.id, &field);
                browse.entry(url).or_insert(Target::Matrix(c, m));
            }
        }
    }
    for (url, target) in former(config, browse.iter()) {
        browse.entry(url).or_insert(target);
    }
    browse
}

/// The old addresses of pages, and those that the parts of a folder had when it had another name.
pub fn redirects(
    config: &Config,
    pages: &[Arc<Page>],
    by_url: &HashMap<String, Target>,
) -> HashMap<String, Target> {
    let aliases = |(id, page): (PageId, &Page)| {
        page.aliases
            .iter()
            .filter_map(|alias| address::of_alias(&alias.value))
            .map(|url| (url, Target::Page(id)))
            .collect::<Vec<_>>()
    };
    let mut redirects: HashMap<String, Target> = page_ids(pages).flat_map(aliases).collect();
    for (url, target) in former(config, by_url.iter().chain(&redirects)) {
        if !by_url.contains_key(&url) {
            redirects.entry(url).or_insert(target);
        }
    }
    redirects
}

/// What stood at other addresses when its folder had another name, with these addresses. If two folders had the same name,
/// the first one counts.
fn former<'t>(
    config: &Config,
    now: impl Iterator<Item = (&'t String, &'t Target)>,
) -> Vec<(String, Target)> {
    if !config.has_aliases() {
        return Vec::new();
    }
    let mut now: Vec<(&String, &Target)> = now.collect();
    now.sort_by_key(|(url, _)| *url);
    let old = |(url, target): (&String, &Target)| {
        address::former(url, config).into_iter().map(|old| (old, *target)).collect::<Vec<_>>()
    };
    now.into_iter().flat_map(old).collect()
}

/// The targets of wikilink names. Only names in use are resolved, so this is free without wikilinks.
pub fn names(
    config: &Config,
    pages: &[Arc<Page>],
    terms: &[Term],
) -> BTreeMap<String, Vec<Target>> {
    let mut names: BTreeMap<String, Vec<Target>> = BTreeMap::new();
    for page in pages {
        for link in texts(page).flat_map(|text| &text.links) {
            if let To::Wiki { name, .. } = &link.to {
                names.entry(name_key(name)).or_default();
            }
        }
    }
    if names.is_empty() {
        return names;
    }
    let mut means = |name: &str, target: Target| {
        if let Some(targets) = names.get_mut(&name_key(name))
            && !targets.contains(&target)
        {
            targets.push(target);
        }
    };
    for (c, collection) in config.collections.iter().enumerate() {
        means(&collection.id, Target::Collection(c));
        collection.label.all().for_each(|name| means(name, Target::Collection(c)));
    }
    for (v, vocabulary) in config.vocabularies.iter().enumerate() {
        means(&vocabulary.id, Target::Vocabulary(v));
        vocabulary.label.all().for_each(|name| means(name, Target::Vocabulary(v)));
    }
    // A new word on one page must not make a link on another one doubtful.
    let is_new = |term: &Term| term.path.is_empty() && config.vocabularies[term.vocabulary].open;
    for (i, term) in terms.iter().enumerate().filter(|(_, term)| !is_new(term)) {
        let target = Target::Term(TermId(i as u32));
        let entry = &term.entry;
        means(&entry.id.value, target);
        means(term.url.trim_matches('/'), target);
        entry.label.all().for_each(|name| means(name, target));
        entry.alias.iter().for_each(|alias| means(&alias.value, target));
    }
    for (id, page) in page_ids(pages).filter(|(_, page)| page.lang == config.language) {
        if matches!(page.role, Role::Term(..) | Role::Collection(_) | Role::Vocabulary(_)) {
            continue;
        }
        let stem = page.path.strip_prefix("content/").unwrap_or(&page.path);
        let stem = stem.strip_suffix(".md").unwrap_or(stem);
        means(stem, Target::Page(id));
        means(files::file_name(stem), Target::Page(id));
        means(&page.face.title, Target::Page(id));
    }
    let mut may_mean = |name: &str, target: Target| {
        if let Some(targets) = names.get_mut(&name_key(name)).filter(|found| found.is_empty()) {
            targets.push(target);
        }
    };
    for (i, term) in terms.iter().enumerate().filter(|(_, term)| is_new(term)) {
        let own = [&*term.entry.id.value, term.url.trim_matches('/'), &*term.entry.label.main];
        own.into_iter().for_each(|name| may_mean(name, Target::Term(TermId(i as u32))));
    }
    // A page that has another address now is still called by its old one.
    for (id, page) in page_ids(pages).filter(|(_, page)| page.lang == config.language) {
        for alias in page.aliases.iter().map(|alias| alias.value.trim_matches('/')) {
            may_mean(alias, Target::Page(id));
            may_mean(files::file_name(alias), Target::Page(id));
        }
    }
    names
}

/// Normalizes a name: case, the separators between words and the spelling of accents do not matter.
pub fn name_key(name: &str) -> String {
    files::nfc(name).trim().trim_matches('/').to_lowercase().replace(' ', "-")
}

/// Where links lead: by path, by address, and by the name in a wikilink.
#[derive(Clone, Copy)]
pub struct Addresses<'m> {
    pub pages: &'m [Arc<Page>],
    pub by_path: &'m HashMap<Arc<str>, PageId>,
    pub by_url: &'m HashMap<String, Target>,
    pub names: &'m BTreeMap<String, Vec<Target>>,
}

/// The target of a link inside the site.
pub fn target(from: PageId, to: &To, known: &Addresses) -> Option<Target> {
    match to {
        To::Page { url, file, .. } => match file {
            Some(file) => of_file(file, url, known),
            None => known.by_url.get(url).copied(),
        },
        To::Here { .. } => Some(Target::Page(from)),
        To::Wiki { name, .. } => match known.names.get(&name_key(name))?.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        To::File { .. } | To::Web(_) | To::Outside { .. } => None,
    }
}

/// The target of a link to a file: its page, or what is at the address that the file would have. Terms and works have
/// pages without files. A page that is there only by its slug is another one.
pub fn of_file(file: &str, url: &str, known: &Addresses) -> Option<Target> {
    let has_slug = |id: PageId| known.pages[id.0 as usize].slug.is_some();
    match known.by_path.get(file) {
        Some(id) if has_slug(*id) => Some(Target::Page(*id)),
        _ => match known.by_url.get(url).copied() {
            Some(Target::Page(id)) if has_slug(id) => None,
            other => other,
        },
    }
}

/// The page that a reference field names, by file name and in the field's collection if it has one.
pub fn reference(
    by_path: &HashMap<Arc<str>, PageId>,
    name: &str,
    collection: Option<&str>,
) -> Option<PageId> {
    let name = files::nfc(name);
    let name = name.strip_suffix(".md").unwrap_or(&name);
    let path = match collection {
        Some(collection) => {
            let stem = name
                .strip_prefix(collection)
                .and_then(|rest| rest.strip_prefix('/'))
                .unwrap_or(name);
            ["content/", collection, "/", stem, ".md"].concat()
        }
        None => ["content/", name, ".md"].concat(),
    };
    by_path.get(path.as_str()).copied()
}

/// The pages that refer to each page and term.
pub struct AllInbound {
    pub pages: Vec<Vec<Inbound>>,
    pub terms: Vec<Vec<Inbound>>,
}

/// Everything needed to resolve links, references and citations.
pub struct Ends<'m> {
    pub config: &'m Config,
    pub terms: &'m [Term],
    pub known: Addresses<'m>,
    pub publications: &'m Publications,
}

pub fn inbound(ends: &Ends) -> AllInbound {
    let mut inbound = AllInbound {
        pages: vec![Vec::new(); ends.known.pages.len()],
        terms: vec![Vec::new(); ends.terms.len()],
    };
    let ids: Vec<(PageId, &Page)> = page_ids(ends.known.pages).collect();
    let outbound: Vec<_> = ids.par_iter().map(|(from, page)| outbound(ends, *from, page)).collect();
    for ((from, _), outbound) in ids.into_iter().zip(outbound) {
        for (target, via) in outbound {
            let list = match target {
                Target::Page(id) if id != from => &mut inbound.pages[id.0 as usize],
                Target::Term(id) if ends.terms[id.0 as usize].page != Some(from) => {
                    &mut inbound.terms[id.0 as usize]
                }
                _ => continue,
            };
            match list.last_mut().filter(|last| last.from == from) {
                Some(last) => last.via.push(via),
                None => list.push(Inbound { from, via: vec![via] }),
            }
        }
    }
    inbound
}

/// The outbound references of a page.
fn outbound(ends: &Ends, from: PageId, page: &Page) -> Vec<(Target, Via)> {
    let Ends { config, known, publications, .. } = ends;
    let mut found = Vec::new();
    let fields = fields_of(config, page);
    for fact in &page.facts {
        if let Value::Refs(refs) = &fact.value {
            let collection = fields[fact.field].collection.as_ref().map(|c| c.value.as_str());
            let named =
                refs.iter().filter_map(|name| reference(known.by_path, &name.value, collection));
            found.extend(named.map(|id| (Target::Page(id), Via::Field(fact.field))));
        }
    }
    if !publications.by_key.is_empty() {
        for (key, via) in citations(page) {
            found.extend(publications.by_key.get(key).map(|id| (Target::Page(*id), via)));
        }
    }
    for (t, text) in texts(page).enumerate() {
        for (l, link) in text.links.iter().enumerate() {
            let target = target(from, &link.to, known);
            found.extend(target.map(|target| (target, Via::Link(t, l))));
        }
    }
    found
}

/// By term: the terms that name it in their fields.
pub fn answers(terms: &[Term]) -> Vec<Vec<(TermId, usize)>> {
    let mut answers = vec![Vec::new(); terms.len()];
    for (i, term) in terms.iter().enumerate() {
        for (field, _, named) in &term.named {
            answers[named.0 as usize].push((TermId(i as u32), *field));
        }
    }
    answers
}

/// By page: its translations, by language.
pub fn translations(config: &Config, pages: &[Arc<Page>]) -> Vec<Vec<PageId>> {
    let mut translations = vec![Vec::new(); pages.len()];
    if config.languages.is_empty() {
        return translations;
    }
    let mut groups: HashMap<&str, Vec<PageId>> = HashMap::new();
    for (id, page) in page_ids(pages) {
        let stem = page.path.strip_suffix(".md").unwrap_or(&page.path);
        groups.entry(config.language_of(stem).0).or_default().push(id);
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        for id in group {
            translations[id.0 as usize] =
                group.iter().filter(|other| *other != id).copied().collect();
        }
    }
    translations
}
