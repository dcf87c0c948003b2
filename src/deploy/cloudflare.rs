//! Cloudflare Pages, which redirects before it looks for a file. Its build is set up on its website, so there is no workflow to write.

use super::parts::{HostFile, Published, headers_file, redirects_file};

/// More redirects without patterns than this are not taken.
pub const REDIRECTS: usize = 2_000;

pub const NEXT: &str = "connect the repository at dash.cloudflare.com; build command: `pip install talkoo && talkoo check && talkoo \
    build --no-cache`, output folder: `public`";

pub fn files(site: &Published) -> Vec<HostFile> {
    vec![
        Published::in_repository("static/_headers", headers_file(site, Some("!"))),
        Published::in_repository("static/_redirects", redirects_file(site, "301", REDIRECTS)),
    ]
}
