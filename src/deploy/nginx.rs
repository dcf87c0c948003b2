//! nginx: tables of old addresses for its `http` block, and settings for the `server` block of the site. Addresses come from the
//! pages of many people, so nothing in them may mean anything to nginx.

use super::parts::{ASSETS, CMS, CMS_POLICY, HEADERS, HostFile, LONG, Published, Redirect};
use crate::files;
use std::collections::BTreeMap;
use std::fmt::Write;

pub const NEXT: &str = "on the server, put deploy/nginx-http.conf (and deploy/nginx-tables.conf, if there is one, as 00-talkoo.conf) into \
    /etc/nginx/conf.d/ and include deploy/nginx-server.conf in the server block of the site";

pub fn files(site: &Published) -> Vec<HostFile> {
    let name = name(site);
    let base = site.config.base_path();
    let (moved, numbers) = (moved(site, &base), table(&base, site.queries.iter()));
    let mut files =
        vec![Published::in_repository("deploy/nginx-server.conf", server(site, &base, &name))];
    files.extend(
        sizes(&moved, &numbers)
            .map(|sizes| Published::in_repository("deploy/nginx-tables.conf", sizes)),
    );
    let http = http(site, &base, &name, (moved, numbers));
    files.insert(0, Published::in_repository("deploy/nginx-http.conf", http));
    files
}

/// The end of the names of variables, which all sites of a server share. No two sites have one address; titles may be the same.
fn name(site: &Published) -> String {
    let address = site.config.base_url.as_deref().and_then(|url| url.split_once("://"));
    files::slug(address.map_or(&site.config.title, |(_, address)| address)).replace('-', "_")
}

/// Tables, which can only stand in the `http` block.
fn http(site: &Published, base: &str, name: &str, (moved, numbers): (Table, Table)) -> String {
    let mut text = String::from("# For the http block: /etc/nginx/conf.d/ is included there.\n\n");
    text += "# Old addresses of pages, without and with a query.\n";
    text += &map(&format!("$uri $moved_in_{name}"), moved);
    text += &map(&format!("\"$uri?$args\" $number_in_{name}"), numbers);
    if site.has_cms {
        let place = format!("~^{}{CMS}", base.replace('.', "\\."));
        let (header, value) = CMS_POLICY;
        let strict =
            HEADERS.iter().find(|(name, _)| *name == header).map_or("", |(_, value)| value);
        text += "\n# The CMS has a policy of its own.\n";
        text += &format!(
            "map $uri $policy_in_{name} {{\n  default \"{strict}\";\n  \"{place}\" \"{value}\";\n}}\n"
        );
    }
    if site.has_editions {
        let assets = [(format!("~^{}{ASSETS}", base.replace('.', "\\.")), LONG.to_owned())];
        text += "\n# Files whose names change with their content.\n";
        text += &map(&format!("$uri $cache_in_{name}"), assets.into());
    }
    text
}

type Table = BTreeMap<String, String>;

fn moved(site: &Published, base: &str) -> Table {
    // nginx would send the readers of a page away whose address differs from an old one in capitals alone.
    let is_free = |one: &&Redirect| !site.taken.contains(&one.from.to_ascii_lowercase());
    table(base, site.redirects.iter().filter(is_free))
}

/// The entries of a table. nginx takes capitals and small letters for the same, and refuses a key that is there twice, so of such
/// addresses the first counts.
fn table<'r>(base: &str, redirects: impl DoubleEndedIterator<Item = &'r Redirect>) -> Table {
    let entry = |one: &Redirect| {
        let from = format!("{base}{}", files::decode(&one.from)).to_ascii_lowercase();
        (from.replace('\\', "\\\\").replace('"', "\\\""), format!("{base}{}", one.to))
    };
    redirects.rev().map(entry).collect()
}

/// nginx lays tables out for keys of some forty bytes and some thousand entries. Their sizes may be said only once on a server, so
/// they have a file of their own, and what is enough for most sites is the same for all.
fn sizes(moved: &Table, numbers: &Table) -> Option<String> {
    let longest = moved.keys().chain(numbers.keys()).map(String::len).max().unwrap_or_default();
    let most = moved.len().max(numbers.len());
    if longest <= 40 && most <= 1_000 {
        return None;
    }
    let bucket = (longest + 32).next_power_of_two().max(512);
    let size = (most * 32).next_power_of_two().max(65_536);
    Some(format!(
        "# Room for long tables of old addresses: /etc/nginx/conf.d/00-talkoo.conf, because nginx has to read it before the tables. On a\n\
         # server with several sites it stands once, with the largest numbers.\n\
         map_hash_bucket_size {bucket};\nmap_hash_max_size {size};\n"
    ))
}

fn map(head: &str, entries: Table) -> String {
    let mut text = format!("map {head} {{\n  default \"\";\n");
    for (from, to) in entries {
        let _ = writeln!(text, "  \"{from}\" \"{to}\";");
    }
    text + "}\n"
}

fn server(site: &Published, base: &str, name: &str) -> String {
    let mut text = format!(
        "# For the server block of the site: `include …/nginx-server.conf;`. A `location` with an add_header of its own loses those\n\
         # of the server.\n\
         charset utf-8;\n\
         error_page 404 {base}/404.html;\n\
         if ($moved_in_{name}) {{\n  return 301 $moved_in_{name}$is_args$args;\n}}\n\
         if ($number_in_{name}) {{\n  return 301 $number_in_{name};\n}}\n"
    );
    for (header, value) in HEADERS {
        let _ = match site.has_cms && header == CMS_POLICY.0 {
            true => writeln!(text, "add_header {header} $policy_in_{name} always;"),
            false => writeln!(text, "add_header {header} \"{value}\" always;"),
        };
    }
    if site.has_editions {
        text += "# A header without a value is not sent.\n";
        let _ = writeln!(text, "add_header Cache-Control $cache_in_{name};");
    }
    text
}
