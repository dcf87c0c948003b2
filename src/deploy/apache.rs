//! Apache, by a `.htaccess`, which is what people can change on most web space. Addresses come from the pages of many people, so
//! nothing in them may mean anything to Apache.

use super::parts::{ASSETS, CMS, CMS_POLICY, HEADERS, HostFile, LONG, Published, Redirect};
use crate::files;

/// Apache reads the file at every request.
pub const REDIRECTS: usize = 1_000;

pub const NEXT: &str = "build, and bring public/ to the server with its hidden files";

pub fn files(site: &Published) -> Vec<HostFile> {
    let base = site.config.base_path();
    let mut text = format!(
        "# Apache reads this beside the pages, where the host allows it (AllowOverride FileInfo).\n\
         ErrorDocument 404 {base}/404.html\n\
         AddDefaultCharset utf-8\n\n\
         <IfModule mod_headers.c>\n"
    );
    for (name, value) in HEADERS {
        text += &format!("  Header always set {name} \"{value}\"\n");
    }
    if site.has_cms {
        let (name, value) = CMS_POLICY;
        text += &format!(
            "  Header always set {name} \"{value}\" \"expr=%{{REQUEST_URI}} =~ m#^{}#\"\n",
            pattern(&format!("{base}{CMS}"))
        );
    }
    if site.has_editions {
        text += &format!(
            "  Header set Cache-Control \"{LONG}\" \"expr=%{{REQUEST_URI}} =~ m#^{}#\"\n",
            pattern(&format!("{base}{ASSETS}"))
        );
    }
    text += "</IfModule>\n";
    if !site.redirects.is_empty() || !site.queries.is_empty() {
        text += "\n# Old addresses of pages.\n<IfModule mod_rewrite.c>\n  RewriteEngine On\n";
        site.queries.iter().take(REDIRECTS).for_each(|one| text += &query_rule(&base, one));
        site.redirects.iter().take(REDIRECTS).for_each(|one| text += &rule(&base, one));
        text += "</IfModule>\n";
    }
    vec![Published::in_repository("static/.htaccess", text)]
}

/// The rule of an old address. Its pattern begins behind the folder of the file.
fn rule(base: &str, one: &Redirect) -> String {
    let from = files::decode(one.from.trim_start_matches('/'));
    let from = match from.strip_suffix('/') {
        Some(folder) => format!("{}/?", pattern(folder)),
        None => pattern(&from),
    };
    // `%2` would stand for a part of the last condition.
    let to = format!("{base}{}", one.to).replace('%', "\\%");
    format!("  RewriteRule \"^{from}$\" \"{to}\" [R=301,NE,L]\n")
}

/// The rule of an old address with a query, which is dropped: the new one has none.
fn query_rule(base: &str, one: &Redirect) -> String {
    let (from, query) = one.from.split_once('?').unwrap_or((&one.from, ""));
    let from = pattern(&files::decode(from.trim_start_matches('/')));
    let to = format!("{base}{}", one.to).replace('%', "\\%");
    format!(
        "  RewriteCond \"%{{QUERY_STRING}}\" \"^{}$\"\n  RewriteRule \"^{from}$\" \"{to}\" [R=301,NE,QSD,L]\n",
        pattern(query)
    )
}

/// A regular expression for a text and nothing else. Apache knows no way to write a quotation mark inside of quotation marks here,
/// so all signs are written by their numbers.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '/' | '-' | '_' => pattern.push(c),
            '.' => pattern.push_str("\\."),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => {
                pattern.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            c => pattern.push(c),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_mean_nothing_to_apache() {
        assert_eq!(pattern("2019/a-b_c.html"), "2019/a-b_c\\.html");
        assert_eq!(pattern("õ\" [R] $1 %1"), "õ\\x22\\x20\\x5bR\\x5d\\x20\\x241\\x20\\x251");
    }
}
