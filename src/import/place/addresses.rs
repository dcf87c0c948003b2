//! The addresses of the old site: where each leads now, and which become aliases.

use super::plan::{OldTerm, Placed};
use crate::config::Config;
use crate::files;
use crate::import::html::destination;
use crate::import::imported::{File, Imported, LeftOut};
use crate::import::input::is_media;
use crate::import::reserved;
use crate::parse::address::{self, Address, may_have_slug};
use std::collections::{BTreeSet, HashMap, HashSet};
use url::Url;

/// The longest part of an old address.
const LONGEST: usize = 255;

/// What keeps the old addresses of a page.
pub struct Kept {
    pub slug: Option<String>,
    pub aliases: Vec<String>,
}

/// Where addresses and paths of the source lead.
pub struct Addresses {
    /// The host of the old site, and the path at which it stood, without a slash at the end.
    host: Option<String>,
    base: String,
    /// Paths in the repository, by what they were called: an address from the root of the old site, or a path of the source.
    by_address: HashMap<String, String>,
    by_source: HashMap<String, String>,
    /// Sources whose name is the only one of its kind.
    by_name: HashMap<String, Option<String>>,
    /// Files that are named but not there.
    missing: HashSet<String>,
}

impl Addresses {
    pub fn of(
        imported: &Imported,
        placed: &[Placed],
        terms: &[OldTerm],
        found: &[(&File, String)],
    ) -> Self {
        let site = imported.site.address.as_deref().and_then(|address| Url::parse(address).ok());
        let mut all = Self {
            host: site.as_ref().and_then(|url| url.host_str()).map(bare_host),
            base: site.map(|url| url.path().trim_end_matches('/').to_owned()).unwrap_or_default(),
            by_address: HashMap::new(),
            by_source: HashMap::new(),
            by_name: HashMap::new(),
            missing: HashSet::new(),
        };
        for placed in placed {
            for address in &placed.page.addresses {
                all.note(address, &placed.path);
            }
            if let Some(source) = &placed.page.source {
                all.by_source.entry(source.clone()).or_insert_with(|| placed.path.clone());
                let name = files::file_name(source).to_owned();
                let path = Some(placed.path.clone());
                all.by_name.entry(name).and_modify(|known| *known = None).or_insert(path);
            }
        }
        // Lists of what has a term are the pages of terms.
        for OldTerm { term, vocabulary, id } in terms {
            let Some(id) = id else { continue };
            for address in &term.addresses {
                all.note(address, &address::of_term(vocabulary, id));
            }
        }
        for (file, path) in found {
            for address in &file.addresses {
                if file.place.is_none() {
                    all.missing.extend(all.normal(address));
                    continue;
                }
                all.note(address, path);
                all.by_source.entry(address.clone()).or_insert_with(|| path.clone());
            }
        }
        all
    }

    fn note(&mut self, address: &str, path: &str) {
        if let Some(address) = self.normal(address) {
            self.by_address.entry(address).or_insert_with(|| path.to_owned());
        }
    }

    /// An address of the old site from its root, in one spelling; none for another site's.
    fn normal(&self, address: &str) -> Option<String> {
        let address = address.split('#').next()?.trim();
        let inside = if let Some(rest) = address.strip_prefix("//") {
            self.of_url(&format!("https://{rest}"))?
        } else if address.starts_with('/') || address.starts_with('?') {
            address.to_owned()
        } else {
            self.of_url(address)?
        };
        let inside = inside
            .strip_prefix(&*self.base)
            .filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
            .unwrap_or(&inside);
        let (path, query) = inside.split_once('?').unwrap_or((inside, ""));
        let path = files::path_of_link(path);
        let path = path
            .strip_suffix("index.html")
            .or_else(|| path.strip_suffix("index.php"))
            .unwrap_or(&path);
        let path = path.trim_matches('/');
        // Of a query only the number of a page says where it leads.
        let number = query.split('&').find(|part| {
            ["p=", "page_id=", "attachment_id="].iter().any(|key| part.starts_with(key))
        });
        Some(match number {
            Some(number) => format!("?{}", number.split_once('=').map_or("", |(_, id)| id)),
            None if !query.is_empty() && path.is_empty() => format!("?{query}"),
            None => path.to_lowercase(),
        })
    }

    /// The path and query of an address, if it is on the old site.
    fn of_url(&self, address: &str) -> Option<String> {
        let url =
            Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let host = bare_host(url.host_str()?);
        if self.host.as_ref() != Some(&host) {
            return None;
        }
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Some(format!("{}{query}", url.path()))
    }

    /// The path in the repository that a link of a page leads to.
    fn target(&self, placed: &Placed, link: &str) -> Option<&String> {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        let source = placed.page.source.as_deref().unwrap_or_default();
        let is_relative = !link.contains("://") && !link.starts_with(['/', '?', '#']);
        if let Some(inside) = path.strip_prefix("@/") {
            return self.by_source.get(&format!("content/{inside}"));
        }
        if is_relative {
            let decoded = files::path_of_link(path);
            let from_file = placed
                .page
                .source
                .as_ref()
                .and_then(|_| files::join(files::folder(source), &decoded));
            let own = placed
                .page
                .addresses
                .first()
                .and_then(|address| self.normal(address))
                .unwrap_or_default();
            let from_address = files::join(&own, &decoded).or_else(|| files::join("", &decoded));
            return from_file
                .and_then(|path| self.of_source(&path))
                .or_else(|| self.of_source(&decoded))
                .or_else(|| self.of_source(&format!("content/{decoded}")))
                .or_else(|| self.by_address.get(&from_address?.trim_matches('/').to_lowercase()))
                .or_else(|| {
                    self.by_name
                        .get(files::file_name(&decoded))
                        .and_then(Option::as_ref)
                        .filter(|_| !path.contains("../"))
                });
        }
        let address = self.normal(link)?;
        let by_query = || self.by_address.get(&self.normal(link.split('?').next()?)?);
        let inside = link.trim_start_matches('/').split(['?', '#']).next().unwrap_or_default();
        let by_source =
            || self.of_source(&format!("content/{inside}")).or_else(|| self.of_source(inside));
        self.by_address.get(&address).or_else(by_source).or_else(by_query)
    }

    /// A path of the source as links write it: with or without an ending, or a folder.
    fn of_source(&self, path: &str) -> Option<&String> {
        let path = path.trim_end_matches('/');
        let forms =
            ["", ".md", ".qmd", ".markdown", "/index.md", "/_index.md", "/index.html", ".html"];
        forms.iter().find_map(|ending| self.by_source.get(&format!("{path}{ending}"))).or_else(
            || {
                let stem = path.strip_suffix(".html")?;
                self.by_source
                    .get(&format!("{stem}.qmd"))
                    .or_else(|| self.by_source.get(&format!("{stem}.md")))
            },
        )
    }

    /// The link as it is written in the repository; none if it stays as it is.
    pub fn link(
        &self,
        placed: &Placed,
        link: &str,
        is_picture: bool,
        missing: &mut BTreeSet<String>,
    ) -> Option<String> {
        if link.is_empty() || link.starts_with('#') {
            return None;
        }
        let Some(path) = self.target(placed, link) else {
            let is_missing =
                || self.normal(link).is_some_and(|address| self.missing.contains(&address));
            let is_file = is_picture || is_media(link.split(['?', '#']).next().unwrap_or_default());
            let is_own = self.normal(link).is_some() || !link.contains("://");
            let is_other = link.contains(':') && !link.contains("://");
            if !is_other && is_file && (is_own || is_missing()) {
                missing.insert(link.to_owned());
            }
            return None;
        };
        if *path == placed.path && !link.contains('#') {
            return Some(destination(files::file_name(path)));
        }
        // The page of a term has an address and no file.
        if path.starts_with('/') {
            return Some(destination(path));
        }
        let anchor =
            link.split_once('#').map(|(_, anchor)| format!("#{anchor}")).unwrap_or_default();
        Some(format!("{}{anchor}", destination(&files::link_to(&placed.path, path))))
    }

    /// An address of the old site in one spelling, and its path as it was written.
    pub fn of_the_site(&self, written: &str) -> Option<(String, String)> {
        Some((self.normal(written)?, self.path_of(written)?))
    }

    /// What is at an address in that spelling.
    pub fn at(&self, normal: &str) -> Option<&String> {
        self.by_address.get(normal)
    }

    /// The path of a file or page, for a field.
    pub fn path(&self, placed: &Placed, link: &str) -> Option<&String> {
        self.target(placed, link)
    }

    /// What each page needs to stay at its old addresses. What can't lead to it is listed.
    pub fn kept<'i>(
        &self,
        placed: &[Placed<'i>],
        config: &Config,
        left_out: &mut Vec<LeftOut>,
    ) -> Vec<Kept> {
        let address = |placed: &Placed| {
            let inside = placed.path.strip_prefix("content/").unwrap_or(&placed.path);
            address::of_page(inside, config)
        };
        let own = |address: &Address| address.url.trim_matches('/').to_lowercase();
        // Who has an address; nobody of the source for those of lists.
        let mut taken: HashMap<String, &'i str> =
            placed.iter().map(|placed| (own(&address(placed)), &*placed.page.id)).collect();
        let folders = config
            .collections
            .iter()
            .map(|c| &c.id)
            .chain(config.vocabularies.iter().map(|v| &v.id));
        taken.extend(folders.map(|id| (id.to_lowercase(), "")));
        taken.insert(String::new(), "");
        let of_page = |placed| {
            let address = address(placed);
            let mut own = own(&address);
            let is_free =
                |url: &String| !taken.contains_key(url) && !reserved::is_path(url, config);
            let slug = self.slug(placed, &address, &own).filter(|(url, _)| is_free(url));
            let slug = slug.map(|(url, slug)| {
                taken.insert(url.clone(), &*placed.page.id);
                own = url;
                slug
            });
            Kept { slug, aliases: self.aliases_of(placed, &own, config, &mut taken, left_out) }
        };
        placed.iter().map(of_page).collect()
    }

    /// The slug with which a page keeps its main address, and this address: it differs from that of the page in its last
    /// part only.
    fn slug(&self, placed: &Placed, address: &Address, own: &str) -> Option<(String, String)> {
        let written = placed.page.addresses.first()?;
        let normal = self.normal(written).filter(|_| may_have_slug(&placed.path, &address.role))?;
        let path = self.path_of(written)?;
        let slug = files::file_name(&normal);
        let is_slug =
            path.ends_with('/') && (1..=LONGEST).contains(&slug.len()) && files::slug(slug) == slug;
        let is_beside = normal != own && files::folder(&normal) == files::folder(own);
        (is_slug && is_beside).then(|| (normal.clone(), slug.to_owned()))
    }

    /// The aliases of a page: its old addresses without its own, which is `own`. `taken` has the id of the page at each address.
    fn aliases_of<'i>(
        &self,
        placed: &Placed<'i>,
        own: &str,
        config: &Config,
        taken: &mut HashMap<String, &'i str>,
        left_out: &mut Vec<LeftOut>,
    ) -> Vec<String> {
        let page = placed.page;
        let (mut aliases, mut said) = (Vec::new(), HashSet::new());
        for (n, written) in page.addresses.iter().enumerate() {
            let is_address = written.starts_with('/') || written.contains("://");
            let Some(normal) = self.normal(written).filter(|_| is_address) else { continue };
            let has_query = written.contains('?');
            let path = self.path_of(written).unwrap_or_default();
            let path = match written.split(['#']).next().and_then(|url| url.split_once('?')) {
                Some((_, query)) => format!("{path}?{query}"),
                None => path,
            };
            // The file of a redirect has to have a name that systems can write.
            let is_short = path.split('/').all(|part| part.len() <= LONGEST);
            let is_good = is_short
                && (address::of_alias(&path).is_some() || address::of_query(&path).is_some());
            // A query is answered by a script; no file stands there.
            let is_ours = !has_query && reserved::is_path(&normal, config);
            let owner = taken.get(&normal).copied().or(is_ours.then_some(""));
            if is_good && owner.is_none() {
                aliases.push(path);
                taken.insert(normal, &page.id);
                continue;
            }
            // WordPress gives each page a second address with its number. One post can be a page and its translations.
            let is_mine = owner == Some(&*page.id) || normal == own;
            let is_second = n > 0 && has_query;
            if !(is_mine || is_second) && said.insert(normal) {
                let why = match is_good {
                    true if is_ours => "every site has it for itself",
                    true => "another page has it",
                    false => "it can't be redirected",
                };
                let (place, what) = (page.id.clone(), format!("`{written}`: {why}"));
                left_out.push(LeftOut { kind: "old address", place, what });
            }
        }
        aliases
    }

    /// The path of an old address from the root of the new site, as it was written.
    fn path_of(&self, written: &str) -> Option<String> {
        let inside =
            if written.starts_with('/') { written.to_owned() } else { self.of_url(written)? };
        let inside = inside
            .strip_prefix(&*self.base)
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(&inside);
        let path = files::decode(inside.split(['?', '#']).next()?);
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        Some(path.to_owned())
    }
}

fn bare_host(host: &str) -> String {
    host.trim_start_matches("www.").to_lowercase()
}
