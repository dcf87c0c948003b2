//! What the files of several hosts have in common: what is known of the site, the headers, the commands that a CI runs.

use crate::config::Config;
use std::collections::BTreeSet;

/// What the files follow from.
pub struct Published<'a> {
    pub config: &'a Config,
    /// Old addresses and where they lead, sorted.
    pub redirects: Vec<Redirect>,
    /// Old addresses with a query, such as `/?p=42`. They are only of use to hosts that see the query; elsewhere a script on the
    /// home page and the 404 page leads on.
    pub queries: Vec<Redirect>,
    /// The addresses of what is there, in small letters.
    pub taken: BTreeSet<String>,
    /// Whether every file in `/assets/` has a name that changes with its content.
    pub has_editions: bool,
    /// Whether there is the CMS of `talkoo cms`.
    pub has_cms: bool,
    /// The folder of the repository inside of the git repository; empty if they are the same.
    pub folder: String,
}

/// An old address and the current one, both from the root of the site and percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Redirect {
    pub from: String,
    pub to: String,
}

/// The line of a file that says which site it is for, if that is not the whole repository.
pub const SITE: &str = "# The site in ";

/// A file to write.
#[derive(Debug)]
pub struct HostFile {
    pub place: Place,
    /// Relative to its place.
    pub path: String,
    pub text: String,
}

/// What the path of a file is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The folder with site.toml.
    Repository,
    /// The top folder of the git repository, where a CI looks for its files.
    Git,
}

impl Published<'_> {
    pub fn in_repository(path: &str, text: String) -> HostFile {
        HostFile { place: Place::Repository, path: path.to_owned(), text }
    }

    /// A file at the top of the git repository. It says which site it is for, because there may be several.
    pub fn in_git(&self, path: &str, text: String) -> HostFile {
        let folder = self.folder.replace(char::is_control, "?");
        let text = match &*folder {
            "" => text,
            folder => format!("{SITE}{folder}/\n{text}"),
        };
        HostFile { place: Place::Git, path: path.to_owned(), text }
    }

    /// The folder with the built site as a CI sees it, from the top folder of the git repository.
    pub fn public(&self) -> String {
        match &*self.folder {
            "" => "public".to_owned(),
            folder => format!("{folder}/public"),
        }
    }
}

/// The commands that install Talkoo, check and build the repository in a folder, for a shell of a fresh machine. A CI installs
/// the version that wrote its files.
pub fn commands(folder: &str, check: &str) -> [String; 4] {
    let root = match folder {
        "" => String::new(),
        folder => format!(" --root {}", shell(folder)),
    };
    let version = env!("CARGO_PKG_VERSION");
    [
        "python3 -m venv /tmp/talkoo".to_owned(),
        format!("/tmp/talkoo/bin/pip install --quiet --only-binary=talkoo talkoo=={version}"),
        format!("/tmp/talkoo/bin/talkoo check{root}{check}"),
        format!("/tmp/talkoo/bin/talkoo build{root} --no-cache"),
    ]
}

/// What a browser may load and run. Pages have no inline scripts and styles, so none are allowed, and a script that somebody
/// smuggles into a page does nothing. `data:` is for patterns in the style sheet.
pub const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// The headers of every answer.
pub const HEADERS: [(&str, &str); 3] = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
];

/// Where the CMS is, and its policy there. Its page has a policy of its own, because it shows pictures from memory and styles
/// that its script makes; of two policies, a browser obeys both.
pub const CMS: &str = "/admin/";
pub const CMS_POLICY: (&str, &str) = ("Content-Security-Policy", "frame-ancestors 'self'");

/// How long browsers keep files whose name changes with their content: a year, without asking.
pub const LONG: &str = "public, max-age=31536000, immutable";

/// Files of the theme, whose names have a hash. All others keep their names.
pub const ASSETS: &str = "/assets/";

/// `_headers`, as Netlify and Cloudflare read it. `drop` stands before the name of a header that a rule above has set, where the
/// host would send both.
pub fn headers_file(site: &Published, drop: Option<&str>) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in HEADERS {
        text += &format!("  {name}: {value}\n");
    }
    if site.has_cms {
        let (name, value) = CMS_POLICY;
        text += &format!("{CMS}*\n");
        text += &drop.map(|sign| format!("  {sign} {name}\n")).unwrap_or_default();
        text += &format!("  {name}: {value}\n");
    }
    if site.has_editions {
        text += &format!("{ASSETS}*\n  Cache-Control: {LONG}\n");
    }
    text
}

/// `_redirects`: a line for each of the first `limit` old addresses. They begin at the folder that is published; what they
/// lead to begins at the root of the domain, as readers see it.
pub fn redirects_file(site: &Published, status: &str, limit: usize) -> String {
    let base = site.config.base_path();
    let line = |one: &Redirect| format!("{} {base}{} {status}\n", one.from, one.to);
    site.redirects.iter().take(limit).map(line).collect()
}

/// A text as a value of YAML: as it is, unless it would mean something there.
pub fn yaml(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " ._-/=".contains(c);
    match text.chars().all(is_plain) && text.starts_with(|c: char| c.is_alphanumeric() || c == '/')
    {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

/// A word of a shell command.
pub fn shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    match word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_any_name_is_a_word_and_a_value() {
        let build = "/tmp/talkoo/bin/talkoo build --root 'it'\\''s: here' --no-cache";
        assert_eq!(commands("it's: here", "")[3], build);
        assert_eq!(yaml(build), format!("'{}'", build.replace('\'', "''")));
        assert_eq!(yaml("talkoo check --format github"), "talkoo check --format github");
    }
}
