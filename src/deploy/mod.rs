//! The files with which a host of websites checks, builds and serves the site: workflows, headers, redirects. Each host has a file
//! here and a line in [`files`]; what the hosts have in common is in `parts.rs`. Everything follows from the settings and the
//! old addresses of pages. The files are sources: people see them in a review, and change them if they wish.

mod apache;
mod cloudflare;
mod codeberg;
mod github;
mod gitlab;
mod netlify;
mod nginx;
mod parts;
mod signed;

pub use parts::{HostFile, Place, Published, Redirect};
pub use signed::{CMS, CMS_HTML, DEPLOY, Sign, Standing, standing};

/// A host of websites.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Host {
    /// GitHub Pages, by GitHub Actions
    Github,
    /// GitLab Pages, by GitLab CI
    Gitlab,
    /// Codeberg Pages, by Woodpecker
    Codeberg,
    Netlify,
    /// Cloudflare Pages
    Cloudflare,
    /// Web space with Apache: a .htaccess
    Apache,
    /// A server with nginx
    Nginx,
}

/// The files that a host needs, signed.
pub fn files(host: Host, site: &Published) -> Vec<HostFile> {
    let files = match host {
        Host::Github => github::files(site),
        Host::Gitlab => gitlab::files(site),
        Host::Codeberg => codeberg::files(site),
        Host::Netlify => netlify::files(site),
        Host::Cloudflare => cloudflare::files(site),
        Host::Apache => apache::files(site),
        Host::Nginx => nginx::files(site),
    };
    let sign = |file: HostFile| HostFile { text: DEPLOY.sign(&file.text), ..file };
    files.into_iter().map(sign).collect()
}

/// What is left to do by hand, in a sentence.
pub fn next_step(host: Host) -> &'static str {
    match host {
        Host::Github => github::NEXT,
        Host::Gitlab => gitlab::NEXT,
        Host::Codeberg => codeberg::NEXT,
        Host::Netlify => netlify::NEXT,
        Host::Cloudflare => cloudflare::NEXT,
        Host::Apache => apache::NEXT,
        Host::Nginx => nginx::NEXT,
    }
}

/// How many old addresses the host itself redirects; the pages at the others do it.
pub fn redirects_of(host: Host) -> usize {
    match host {
        Host::Github | Host::Gitlab | Host::Codeberg => 0,
        Host::Netlify => netlify::REDIRECTS,
        Host::Cloudflare => cloudflare::REDIRECTS,
        Host::Apache => apache::REDIRECTS,
        Host::Nginx => usize::MAX,
    }
}
