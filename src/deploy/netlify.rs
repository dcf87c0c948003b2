//! Netlify. At each old address there is a page, which would win over a rule; `301!` makes the rule win.

use super::parts::{HostFile, Published, commands, headers_file, redirects_file};

/// From ten thousand on, Netlify asks for other ways.
pub const REDIRECTS: usize = 10_000;

pub const NEXT: &str = "connect the repository at netlify.com; it reads netlify.toml";

pub fn files(site: &Published) -> Vec<HostFile> {
    // Netlify begins in the folder of netlify.toml.
    let commands = commands("", "").join(" && ");
    let settings = format!(
        "# Each change is checked and built; previews of pull requests, too. Nothing is cached from run to run.\n\
         [build]\ncommand = \"{commands}\"\npublish = \"public\"\n"
    );
    vec![
        Published::in_repository("netlify.toml", settings),
        Published::in_repository("static/_headers", headers_file(site, None)),
        Published::in_repository("static/_redirects", redirects_file(site, "301!", REDIRECTS)),
    ]
}
