//! A dossier: some pages of the site as one HTML file with everything in it, for paper. It is made from what the pages
//! show, as a dossier in the browser is.

mod article;
mod balanced;

use crate::build::{self, Failure, at_address};
use crate::files;
use crate::html::escape;
use crate::model::{PageId, Role, Target, TermId};
use crate::outputs::Output;
use crate::preview::links::links;
use crate::site::Site;
use article::{Part, Place};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::BTreeMap;
use tera::Value;
use url::Url;

/// What a dossier is known by.
const BODY: &str = "<body class=\"as-dossier\">";

/// What is taken of a page.
struct Taken {
    url: String,
    title: String,
    /// Its article as HTML.
    html: String,
}

/// Why there is no dossier.
pub enum Trouble {
    /// There is no page at this address.
    NoPage(String),
    /// The page at this address can't be taken: its collection has no `compare`.
    NotTaken(String),
    Failed(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The document with the pages at these addresses, in this order. The address of a term stands for the pages that claim
/// it.
pub fn dossier(site: &Site, addresses: &[String]) -> Result<String, Trouble> {
    let (mut pages, mut subjects): (Vec<Taken>, Vec<String>) = Default::default();
    for address in addresses {
        let found = match term(site, address) {
            Some(id) => {
                subjects
                    .push(site.model.title(Target::Term(id), &site.model.config.language).into());
                of_term(site, id)?
            }
            None => vec![taken(site, address)?],
        };
        let is_new = |page: &Taken| !pages.iter().any(|other| other.url == page.url);
        let new: Vec<Taken> = found.into_iter().filter(is_new).collect();
        pages.extend(new);
    }
    let numbers: BTreeMap<&str, usize> =
        pages.iter().enumerate().map(|(n, page)| (page.url.as_str(), n)).collect();
    // Sources by id, in the order in which pages name them, and funding lines without repetition.
    let (mut sources, mut funding): (Vec<(String, String)>, Vec<String>) = Default::default();
    for (number, page) in pages.iter().enumerate() {
        let link = |href: &str| link(site, &numbers, &page.url, href);
        let picture = |src: &str| picture(site, &page.url, src);
        for part in article::parts(
            &page.html,
            &Place { number, link: &link, picture: &picture, source: &|_| None },
        ) {
            match part {
                Part::Source(id, _) if sources.iter().any(|(known, _)| *known == id) => {}
                Part::Source(id, inside) => sources.push((id, inside)),
                Part::Funding(line) if funding.contains(&line) => {}
                Part::Funding(line) => funding.push(line),
            }
        }
    }
    let number_of = |id: &str| sources.iter().position(|(known, _)| known == id).map(|n| n + 1);
    let articles = pages.iter().enumerate().map(|(number, page)| {
        let link = |href: &str| link(site, &numbers, &page.url, href);
        let picture = |src: &str| picture(site, &page.url, src);
        let place = Place { number, link: &link, picture: &picture, source: &number_of };
        format!(
            "<section id=\"_page-{number}\">{}</section>\n",
            article::rewritten(&page.html, &place)
        )
    });
    let articles: String = articles.collect();
    Ok(document(site, (&pages, &subjects), &articles, &sources, &funding)?)
}

fn term(site: &Site, address: &str) -> Option<TermId> {
    match at_address(site, address)?.kind.target()? {
        Target::Term(id) => Some(id),
        _ => None,
    }
}

/// The pages that claim a term and can be taken, in the order of the lists.
fn of_term(site: &Site, id: TermId) -> Result<Vec<Taken>, Trouble> {
    let members = site.model.graph.lists.members[id.0 as usize].iter().map(|member| member.page);
    let pages: Vec<Taken> = members
        .filter(|page| can_be_taken(site, *page))
        .map(|page| taken(site, &site.model.page(page).url))
        .collect::<Result<_, _>>()?;
    match pages.is_empty() {
        true => Err(Trouble::NotTaken(site.model.url(Target::Term(id)))),
        false => Ok(pages),
    }
}

/// Whether the pages of its collection can be compared: these are made to be taken along.
fn can_be_taken(site: &Site, page: PageId) -> bool {
    match site.model.page(page).role {
        Role::Entry(collection) => site.model.is_compared(collection),
        _ => false,
    }
}

/// Whether a file is a dossier, which may be written anew.
pub fn is_dossier(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).contains(BODY)
}

/// A page as it stands on the site.
fn taken(site: &Site, address: &str) -> Result<Taken, Trouble> {
    let page = at_address(site, address).or_else(|| build::of_file(site, address));
    let found = page.and_then(|output| match output.kind.target()? {
        Target::Page(id) => Some((output, id)),
        _ => None,
    });
    let (output, id) = found.ok_or_else(|| Trouble::NoPage(address.to_owned()))?;
    let not_taken = || Trouble::NotTaken(output.url.clone());
    if !can_be_taken(site, id) {
        return Err(not_taken());
    }
    let (html, lang) = (rendered(site, output)?, &site.model.page(id).lang);
    let html = article::of_page(&String::from_utf8_lossy(&html), lang).ok_or_else(not_taken)?;
    let title = site.model.title(Target::Page(id), lang).to_owned();
    Ok(Taken { url: output.url.clone(), title, html })
}

fn rendered(site: &Site, output: &Output) -> Result<Vec<u8>, Failure> {
    Ok(build::make(site, output, None)?.1.unwrap_or_default())
}

/// The path on the site of an address that is written on a page; none for another site.
fn path_on_site(page: &str, address: &str) -> Option<Url> {
    let here = Url::parse("http://localhost").ok()?.join(page).ok()?;
    let found = here.join(address).ok()?;
    (found.origin() == here.origin()).then_some(found)
}

fn link(site: &Site, numbers: &BTreeMap<&str, usize>, page: &str, href: &str) -> String {
    let Some(found) = path_on_site(page, href) else { return href.to_owned() };
    match (numbers.get(found.path()), found.fragment()) {
        (Some(number), Some(id)) => format!("#{number}-{id}"),
        (Some(number), None) => format!("#_page-{number}"),
        (None, id) => {
            let tail = id.map(|id| format!("#{id}")).unwrap_or_default();
            let whole = site.model.config.absolute_url(found.path());
            whole.map_or_else(|| href.to_owned(), |whole| whole + &tail)
        }
    }
}

fn picture(site: &Site, page: &str, src: &str) -> String {
    let found = path_on_site(page, src);
    let output =
        found.and_then(|url| site.outputs.at(&files::output_path(&files::decode(url.path()))));
    let data = output.and_then(|output| data(&output.path, &rendered(site, output).ok()?));
    data.unwrap_or_else(|| src.to_owned())
}

fn data(path: &str, bytes: &[u8]) -> Option<String> {
    let kind = mime_guess::from_path(path).first_raw()?;
    Some(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(bytes)))
}

fn document(
    site: &Site,
    (pages, subjects): (&[Taken], &[String]),
    articles: &str,
    sources: &[(String, String)],
    funding: &[String],
) -> Result<String, Failure> {
    let config = &site.model.config;
    let words = site.theme.words(&config.language);
    let word =
        |key: &str| words.get_from_path(key).and_then(Value::as_str).unwrap_or(key).to_owned();
    let (title, lang) = (escape(&config.title), escape(&config.language));
    let base = config.base_url.as_deref().map(|base| format!("<p>{}</p>", escape(base)));
    let entry = |(n, page): (usize, &Taken)| {
        format!("<li><a href=\"#_page-{n}\">{}</a></li>", escape(&page.title))
    };
    let subjects = subjects.iter().map(|label| format!("<p>{}</p>", escape(label)));
    let subjects: String = subjects.collect();
    let contents: String = pages.iter().enumerate().map(entry).collect();
    let section = |name: &str, inside: String| match inside.is_empty() {
        true => String::new(),
        false => format!("<section class=\"section\"><h2>{}</h2>{inside}</section>", word(name)),
    };
    let entry =
        |(id, inside): &(String, String)| format!("<li id=\"{}\">{inside}</li>", escape(id));
    let list: String = sources.iter().map(entry).collect();
    let list = if list.is_empty() { list } else { format!("<ol class=\"sources\">{list}</ol>") };
    // The projects of others paid for the work, not for the site.
    let is_own = config.projects.iter().all(|project| project.owns_site);
    let paid = funding.iter().map(|line| format!("<div class=\"funding\">{line}</div>"));
    Ok(format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{dossier} · {title}</title>\n<style>\n{style}</style>\n</head>\n\
         {BODY}\n<main class=\"wrap\"><div class=\"dossier\">\n\
         <header class=\"cover belt\"><p>{title}</p><h1>{dossier}</h1>{subjects}{base}</header>\n\
         <nav class=\"contents\"><h2>{inside}</h2><ol>{contents}</ol></nav>\n\
         {articles}{sources}{paid}\n</div></main>\n</body>\n</html>\n",
        dossier = word("dossier"),
        style = style(site)?,
        base = base.unwrap_or_default(),
        inside = word("inside"),
        sources = section("references", list),
        paid = section(if is_own { "supported" } else { "projects_behind" }, paid.collect()),
    ))
}

/// The style sheets of the page for comparisons, with the fonts in them.
fn style(site: &Site) -> Result<String, Failure> {
    let tool = site.outputs.all.iter().find(|output| output.url.ends_with("/compare/"));
    let Some(tool) = tool else { return Ok(String::new()) };
    let html = rendered(site, tool)?;
    let mut out = String::new();
    for sheet in links(&String::from_utf8_lossy(&html), &tool.url).sheets {
        let asset = site.theme.assets.iter().find(|asset| asset.url == sheet);
        let Some(asset) = asset else { continue };
        let text = String::from_utf8_lossy(&asset.bytes);
        let text = with_fonts(site, &sheet, &text);
        match sheet.contains("/print.") {
            true => out.push_str(&format!("@media print {{\n{text}}}\n")),
            false => out.push_str(&text),
        }
    }
    // `</` would end the element.
    Ok(out.replace("</", "<\\/"))
}

fn with_fonts(site: &Site, sheet: &str, text: &str) -> String {
    let mut parts = text.split("url(");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once(')').unwrap_or((part, ""));
        let found = path_on_site(sheet, address.trim_matches(['"', '\'']));
        let asset = found.and_then(|url| site.theme.assets.iter().find(|a| a.url == url.path()));
        let data = asset.and_then(|asset| data(&asset.url, &asset.bytes));
        out.push_str(&format!("url({}){rest}", data.as_deref().unwrap_or(address)));
    }
    // A document of one file has its fonts at once.
    out.replace("font-display: optional", "font-display: block")
}
