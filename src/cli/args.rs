//! What the command line takes: commands, their arguments and options, with the help that people read.

use super::check::Format;
use super::why::Answer;
use super::{import, rename, schema};
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// What `--version` says: the version, the commit of a release, the features.
const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit: ",
    env!("TALKOO_COMMIT"),
    "\nfeatures: ",
    env!("TALKOO_FEATURES")
);

/// A static site generator for co-creation knowledge repositories.
#[derive(Parser)]
#[command(
    name = "talkoo",
    version,
    long_version = VERSION,
    max_term_width = 100,
    after_help = "\
Examples:
  talkoo init commons            create a small repository to start from
  talkoo import site ../old      bring in pages from elsewhere
  talkoo new pilots \"A title\"    create a page from the schema
  talkoo check                   find all problems in the content
  talkoo watch                   preview while you write
  talkoo build                   write the site into public/
  talkoo why /themes/health/     explain why an output would be rebuilt"
)]
pub(super) struct Options {
    /// The repository [default: the nearest parent folder with a site.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Create a small working repository in a new folder
    #[command(
        after_help = "Example:\n  talkoo init commons && cd commons && talkoo watch\n  talkoo init --editor vscode"
    )]
    Init {
        /// The folder; it must be empty or not exist yet
        #[arg(required_unless_present = "editor")]
        dir: Option<PathBuf>,
        /// Also write settings for an editor, and the schemas that they name; without DIR in the repository that is there
        #[arg(long, value_enum, value_name = "EDITOR")]
        editor: Option<schema::Editor>,
    },
    /// Create a page from its collection's schema, as a draft
    #[command(
        after_help = "Examples:\n  talkoo new pilots \"Meals on wheels, by the neighbours\"\n  talkoo new posts \"What we heard in Võru\""
    )]
    New {
        /// The collection's name in site.toml
        collection: String,
        /// The page's title; the file is named after it
        #[arg(required = true)]
        title: Vec<String>,
    },
    /// Bring in pages from WordPress, other generators, tables, bibliographies or a mirror
    #[command(
        after_help = "Examples:\n  talkoo import wordpress export.xml --into commons\n  talkoo import table pilots.xlsx --dry-run --map map.toml\n  talkoo import site ../old-hugo-site --into commons\n\nFiles that exist are left as they are, and nothing is fetched from the network"
    )]
    Import {
        #[command(subcommand)]
        import: import::Import,
    },
    /// Find all problems in the content, in one run
    #[command(
        after_help = "Examples:\n  talkoo check --strict\n  talkoo check content/pilots --rule dead-link\n  talkoo check --explain heading-skip\n  talkoo check --fix --dry-run\n  talkoo check --external\n  talkoo check --format json > problems.json\n\nExit status: 0 no errors, 1 errors (with --strict warnings are errors too), 2 could not run"
    )]
    Check {
        /// Report only problems in these files and folders
        paths: Vec<PathBuf>,
        /// Report only problems of this rule; can be given several times
        #[arg(long, value_name = "RULE")]
        rule: Vec<String>,
        /// Explain a rule, with a wrong and a right example; `all` lists the rules
        #[arg(long, value_name = "RULE")]
        explain: Option<String>,
        /// The output format
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Show each problem; otherwise a rule with more than 20 of them shows one and counts the others
        #[arg(long)]
        all: bool,
        /// Print only what is wrong, not that nothing is
        #[arg(long, short)]
        quiet: bool,
        /// Treat warnings as errors
        #[arg(long)]
        strict: bool,
        /// Check drafts as if they were published
        #[arg(long)]
        drafts: bool,
        /// Fix what is certain (a misspelt term, an alias, `http:`, pasted debris) and show the changes
        #[arg(long)]
        fix: bool,
        /// With --fix: show the changes and write nothing
        #[arg(long, requires = "fix")]
        dry_run: bool,
        /// Check that web addresses still work; a dead one is reported but is never an error
        #[arg(long)]
        external: bool,
        /// With --external: ignore cached results
        #[arg(long, requires = "external")]
        fresh: bool,
    },
    /// Put front matter and terms.toml in one style: keys in the order of site.toml, comments and text as they are
    #[command(
        after_help = "Examples:\n  talkoo fmt\n  talkoo fmt content/pilots\n  talkoo fmt --check\n\nExit status: 0 done, 1 files left to format or with mistakes, 2 could not run"
    )]
    Fmt {
        /// Format only these files and folders
        paths: Vec<PathBuf>,
        /// Show what would change and write nothing
        #[arg(long)]
        check: bool,
    },
    /// Write the site
    #[command(
        after_help = "Examples:\n  talkoo build\n  talkoo build --out /srv/www/commons --strict\n  talkoo build --portable --out stick\n  talkoo build --verify"
    )]
    Build {
        /// The output folder, relative to the repository
        #[arg(long, value_name = "DIR", default_value = "public")]
        out: PathBuf,
        /// Publish drafts too
        #[arg(long)]
        drafts: bool,
        /// Treat warnings as errors
        #[arg(long)]
        strict: bool,
        /// Print how long each stage took
        #[arg(long)]
        timings: bool,
        /// Leave out the search page and its index
        #[arg(long)]
        no_search: bool,
        /// Ignore .cache/ and do not write it
        #[arg(long)]
        no_cache: bool,
        /// Write nothing; compare the output folder with a fresh build
        #[arg(long)]
        verify: bool,
        /// Let links end in index.html, for a site that is opened from a disk or a stick
        #[arg(long)]
        portable: bool,
        /// Take from git when pages were added and changed, where their front matter has no `date` and `updated`
        #[arg(long)]
        dates_from_git: bool,
        /// Print only what is wrong
        #[arg(long, short)]
        quiet: bool,
    },
    /// Preview the site while you write; pages reload when they change
    #[command(
        visible_alias = "serve",
        after_help = "Examples:\n  talkoo watch --open\n  talkoo watch --drafts --port 8080\n\nOnly this machine can see the preview; nothing is written to public/"
    )]
    Watch {
        /// The port to listen on; if it is in use, the next free one
        #[arg(long, default_value_t = 3030)]
        port: u16,
        /// Open the preview in the browser
        #[arg(long)]
        open: bool,
        /// Show drafts too
        #[arg(long)]
        drafts: bool,
        /// Walk the folders every second instead of waiting for the system to report changes, as on network drives
        #[arg(long)]
        poll: bool,
    },
    /// Move a page, or rename a term or a collection: all that names it follows, and its old address leads to the new one
    #[command(
        after_help = "Examples:\n  talkoo mv content/pilots/hackathon.md social-hackathon\n  talkoo mv /pilots/hackathon/ stories/hackathon --dry-run\n  talkoo mv enablers/trust mutual-trust\n  talkoo mv pilots/ cases/\n\nA slash at the end names a collection or a vocabulary. It shows the changes and asks. Nothing is changed if there would be a new error."
    )]
    Mv {
        /// The page or term: its file, its address on the site, or VOCABULARY/ID; a collection or vocabulary: FOLDER/
        old: String,
        /// The new path below content/; a name alone stays in the folder. For a term its new id, for a folder its new name
        new: String,
        #[command(flatten)]
        consent: rename::Consent,
    },
    /// Remove a page with its translations, or a term with its text, if nothing would break
    #[command(
        after_help = "Examples:\n  talkoo rm content/posts/old-news.md\n  talkoo rm enablers/trust"
    )]
    Rm {
        /// The page or term: its file, its address on the site, or VOCABULARY/ID
        page: String,
        #[command(flatten)]
        consent: rename::Consent,
    },
    /// Write some pages as one HTML file to print or to pass on
    #[command(
        after_help = "Examples:\n  talkoo dossier /pilots/social-hackathon/ content/pilots/youth.md --out dossier.html\n  talkoo dossier /enablers/trust/"
    )]
    Dossier {
        /// Addresses on the site, or source files, in the order in which they shall stand. A term stands for the pages that
        /// claim it
        #[arg(required = true, value_name = "PAGE")]
        pages: Vec<String>,
        /// The file to write
        #[arg(long, value_name = "FILE", default_value = "dossier.html")]
        out: PathBuf,
    },
    /// Explain why an output would be rebuilt
    #[command(
        after_help = "Examples:\n  talkoo why /pilots/social-hackathon/\n  talkoo why http://127.0.0.1:3030/themes/health/\n  talkoo why public/feed.xml\n  talkoo why content/pilots/social-hackathon.md --format json"
    )]
    Why {
        /// An address on the site, a path in the output folder, or a source file
        address: String,
        /// The output format
        #[arg(long, value_enum, default_value_t = Answer::Text)]
        format: Answer,
        /// The output folder, relative to the repository
        #[arg(long, value_name = "DIR", default_value = "public")]
        out: PathBuf,
        /// Assume `build --drafts`
        #[arg(long)]
        drafts: bool,
        /// Assume `build --no-search`
        #[arg(long)]
        no_search: bool,
    },
    /// Write JSON Schemas of site.toml, terms.toml and front matter, for editors
    #[command(
        after_help = "Example:\n  talkoo schema && talkoo init --editor vscode\n\nWrite them again when terms or fields change. A file names its schema in its first line:\n  #:schema ../../schemas/enablers.terms.schema.json"
    )]
    Schema {
        /// The folder, relative to the repository
        #[arg(long, value_name = "DIR", default_value = schema::FOLDER)]
        out: PathBuf,
    },
    /// Write the page and the settings of Sveltia CMS, with which colleagues edit pages in a browser
    #[command(
        after_help = "Examples:\n  talkoo cms\n  talkoo cms --check\n\nFiles that you edited are left as they are. Run it again when fields or terms change.\n\nExit status: 0 done, 1 files that were edited or (with --check) have drifted, 2 could not run"
    )]
    Cms {
        /// Show what has drifted, for instance because there are new terms, and write nothing
        #[arg(long)]
        check: bool,
    },
    /// Write what a host needs to check, build and serve the site: a workflow, headers, redirects
    #[command(
        after_help = "Examples:\n  talkoo deploy-files github\n  talkoo deploy-files apache && talkoo build\n  talkoo deploy-files netlify --check\n\nFiles that you edited are left as they are.\n\nExit status: 0 done, 1 files that were edited or (with --check) have drifted, 2 could not run"
    )]
    DeployFiles {
        /// Where the site is to be published
        #[arg(value_enum)]
        host: crate::deploy::Host,
        /// Show what has drifted, for instance because pages moved, and write nothing
        #[arg(long)]
        check: bool,
    },
    /// Print the completions of a shell
    #[command(
        after_help = "Examples:\n  talkoo completions bash > ~/.local/share/bash-completion/completions/talkoo\n  talkoo completions zsh > ~/.zfunc/_talkoo\n  talkoo completions fish > ~/.config/fish/completions/talkoo.fish"
    )]
    Completions { shell: Shell },
    /// Write the manual pages of all commands
    #[command(after_help = "Example:\n  talkoo manual ~/.local/share/man/man1 && man talkoo-check")]
    Manual {
        /// The folder; it is made if it does not exist
        dir: PathBuf,
    },
}
