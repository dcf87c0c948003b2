//! A web address that can't be valid.

use super::Check;
use crate::config::{is_plain_address, is_web_address};
use crate::diagnostics::{Diagnostic, Rule, Severity, Span, Spot, near};
use crate::files;
use crate::model::{Model, PageId, texts};
use crate::parse::address;
use crate::parse::entries::Address;
use crate::parse::markdown::{Anomaly, To};
use crate::tables::Located;
use std::sync::Arc;

pub static RULE: Rule = Rule::new(Severity::Error, include_str!("malformed_url.md")).fixable();

pub const CHECKS: &[Check] = &[Check::Page(check), Check::Whole(check_works)];

const SCHEMES: [&str; 7] = ["http", "https", "mailto", "tel", "ftp", "doi", "urn"];

fn check(model: &Model, id: PageId, found: &mut Vec<Diagnostic>) {
    let page = model.page(id);
    for text in texts(page) {
        for (anomaly, spot) in &text.anomalies {
            let Anomaly::SpacedAddress(address, at) = anomaly else { continue };
            let message = format!("this is not a link, because there is a space in `{address}`");
            let problem = RULE.at(&page.path, spot.span.clone(), message);
            let address_spot = spot.part(*at..at + address.len());
            if address.contains("://") || address.starts_with("www.") {
                found.push(match without_spaces(address) {
                    Some(meant) => {
                        let help = format!("write it without spaces: `{meant}`");
                        problem.help(help).fixed_by(address_spot.edit(meant))
                    }
                    None => problem.help("write the full address, with `%20` for each space"),
                });
                continue;
            }
            if let Some(meant) = unspaced(address) {
                let help = format!("write it without spaces: `{meant}`");
                found.push(problem.help(help).fixed_by(address_spot.edit(meant)));
                continue;
            }
            let problem = problem.help(format!("put it into angle brackets: `<{address}>`"));
            found.push(match is_there(model, &page.path, address) {
                true => problem.fixed_by(address_spot.edit(format!("<{address}>"))),
                false => problem,
            });
        }
        for link in &text.links {
            let (To::Web(address) | To::Outside { written: address }) = &link.to else { continue };
            if !is_plain_address(address)
                && let Some(problem) = problem(address)
            {
                found.push(problem.found(&page.path, &link.span, link.address.clone()));
            }
        }
    }
    for fact in page.facts.iter().filter(|fact| !fact.is_default) {
        // `bad-address` reports values that are not an address at all.
        for (address, span) in fact.addresses() {
            if !is_plain_address(address)
                && is_web_address(address)
                && let Some(problem) = problem(address)
            {
                let spot = Spot { span: span.clone(), inside: Some(0..address.len()) };
                found.push(problem.found(&page.path, span, Some(spot)));
            }
        }
    }
}

/// A web address whose spaces stand around it or in the name of its host, where none can be meant.
fn without_spaces(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once("://").map_or(("", address), |(a, b)| (a, b));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host: String = host.split_whitespace().collect();
    let scheme = if scheme.is_empty() { "https" } else { scheme };
    let meant = format!("{scheme}://{host}{path}");
    is_plain_address(&meant).then_some(meant)
}

/// The address of a person without spaces: `tel:+372 55`, `mailto:a@b.org?subject=A word`.
fn unspaced(address: &str) -> Option<String> {
    if let Some(number) = address.strip_prefix("tel:") {
        return Some(format!("tel:{}", number.replace(' ', "")));
    }
    Some(format!("mailto:{}", address.strip_prefix("mailto:")?.trim().replace(' ', "%20")))
}

/// The addresses and DOIs of the bibliography.
fn check_works(model: &Model, found: &mut Vec<Diagnostic>) {
    let path = &model.bibliography.path;
    for entry in &model.bibliography.entries {
        for Address { value, span, .. } in &entry.addresses {
            if is_plain_address(value) {
                continue;
            }
            let is_other =
                value.split_once(':').is_some_and(|(scheme, _)| SCHEMES.contains(&scheme));
            if let Some(problem) = problem(value) {
                found.push(problem.found(path, span, None));
            } else if !is_other {
                let message = format!("`{value}` is not a web address");
                let whole = format!("https://{value}");
                let help = match value.starts_with("www.") && is_plain_address(&whole) {
                    true => format!("write `{whole}`"),
                    false => {
                        "write the full address: `https://example.org/…`, with `%20` for a space"
                            .to_owned()
                    }
                };
                found.push(RULE.at(path, span.clone(), message).help(help));
            }
        }
        if let Some(Located { value, span }) = &entry.no_doi {
            let message = format!("`{value}` is not a DOI");
            let help = "a DOI begins with `10.` and has a slash in it: `10.1000/182`; an address belongs in `url`";
            found.push(RULE.at(path, span.clone(), message).help(help));
        }
    }
}

/// Whether the repository has the file that a page names.
fn is_there(model: &Model, page: &str, written: &str) -> bool {
    let written = files::path_of_link(written.split(['?', '#']).next().unwrap_or(written));
    let folder = if written.starts_with('/') { "content" } else { files::folder(page) };
    let path = files::join(folder, &written);
    path.is_some_and(|path| {
        let has_file = |url: String| model.files.by_url.contains_key(&url);
        model.graph.links.by_path.contains_key(&*path)
            || address::of_file(&path).is_some_and(has_file)
    })
}

/// Whether this rule reports a link that is not allowed: its scheme is a slip.
pub fn is_slip(written: &str) -> bool {
    problem(written).is_some()
}

/// A problem with an address.
#[derive(Debug, PartialEq)]
struct Problem {
    message: String,
    help: String,
    /// The address that was meant, if that is certain.
    meant: Option<String>,
}

impl Problem {
    fn found(self, path: &Arc<str>, span: &Span, spot: Option<Spot>) -> Diagnostic {
        let found = RULE.at(path, span.clone(), self.message).help(self.help);
        match (self.meant, spot) {
            (Some(meant), Some(spot)) => found.fixed_by(spot.edit(meant)),
            _ => found,
        }
    }
}

fn problem(address: &str) -> Option<Problem> {
    let (scheme, rest) = address.split_once(':')?;
    let lower = scheme.to_lowercase();
    if lower == "mailto" {
        if let Some(meant) = rest.strip_prefix("//") {
            let message = format!("`{address}` is not an e-mail address");
            return Some(offer(message, format!("mailto:{meant}")));
        }
        let is_mail = rest.contains('@') && !rest.contains(' ');
        let message = format!("`{address}` is not an e-mail address");
        let help = "write it like this: `mailto:name@example.org`".to_owned();
        return (!is_mail).then_some(Problem { message, help, meant: None });
    }
    if !matches!(lower.as_str(), "http" | "https") {
        if rest.contains('@') && near(&lower, ["mailto"]).is_some() || lower == "mail" {
            let message = format!("an e-mail address can't begin with `{scheme}:`");
            return Some(offer(message, format!("mailto:{rest}")));
        }
        let near = near(&lower, ["http", "https"]);
        let near = near.filter(|_| rest.starts_with("//") && !SCHEMES.contains(&lower.as_str()))?;
        let meant = format!("{}:{rest}", near.name);
        let message = format!("a web address can't begin with `{scheme}:`");
        return Some(offer(message, meant));
    }
    let message = format!("`{address}` is not a web address");
    let Some(after) = rest.strip_prefix("//") else {
        let rest = rest.replace('\\', "/");
        let rest = rest.trim_start_matches('/');
        if rest.starts_with("http:") || rest.starts_with("https:") {
            return Some(offer(message, rest.to_owned()));
        }
        let meant = format!("{scheme}://{rest}");
        let help = format!("write two slashes: `{meant}`");
        return Some(Problem { help, ..offer(message, meant) });
    };
    if after.starts_with("http:") || after.starts_with("https:") {
        return Some(offer(message, after.to_owned()));
    }
    let host = url::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let is_host = |host: &str| {
        let dots = host.contains('.') && !host.starts_with('.') && !host.contains("..");
        dots || host == "localhost" || host.starts_with('[')
    };
    let good = host.is_some_and(|host| is_host(&host)) && is_web_address(address);
    if !good && let Some(meant) = without_spaces(address).filter(|meant| meant != address) {
        let help = format!("write it without spaces: `{meant}`");
        return Some(Problem { help, ..offer(message, meant) });
    }
    let help = match address.contains(char::is_whitespace) {
        true => "write one address, with `%20` for each space in it",
        false => "write the full address, with the name of the site: `https://example.org/…`",
    };
    (!good).then(|| Problem { message, help: help.to_owned(), meant: None })
}

/// Suggests an address. It is certain if it has the usual form.
fn offer(message: String, meant: String) -> Problem {
    let help = format!("did you mean `{meant}`?");
    Problem { message, help, meant: is_plain_address(&meant).then_some(meant) }
}
