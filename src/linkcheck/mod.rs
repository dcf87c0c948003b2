//! `check --external`, the link check: do the web addresses in the content still work? The result is a report, never
//! a diagnostic, because a page is not wrong when a server is down.
//!
//! 1. [`addresses`] collects the addresses, each with its uses.
//! 2. [`answers`] skips those with a recent cached answer.
//! 3. [`queue`] requests the others: all hosts at once, one request at a time for each host.
//! 4. [`request`] decides the next step after each response, without IO; [`ask`] does the IO.
//! 5. [`report`] prints the results.

pub mod addresses;
pub mod answers;
pub mod ask;
pub mod queue;
pub mod report;
pub mod request;

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The result for an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// It works.
    Fine,
    /// It redirects permanently.
    Moved { to: String },
    /// The server says that there is no such page.
    Gone { status: u16 },
    /// The server refuses it to a program; a browser may still show it.
    Refused { status: u16 },
    /// There is no response.
    Unreachable { why: String },
    /// The certificate is invalid.
    Certificate { why: String },
    /// The site's robots.txt disallows it.
    Robots,
    /// It is on a private network, so it was not requested.
    Private,
}

impl Answer {
    /// Whether the address works, as far as can be told.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Fine | Self::Moved { .. } | Self::Robots)
    }
}

/// How requests are made.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The user agent: `talkoo/0.1.0 (+https://example.org/)`.
    pub agent: String,
    /// The time between two requests to one host.
    pub pause: Duration,
    /// The timeout of a request.
    pub patience: Duration,
    /// The wait before the second try; it doubles for each further try.
    pub back_off: Duration,
    /// The longest wait that a host can ask for. If it asks for more, the address is given up for today.
    pub longest_wait: Duration,
    /// How often an address is tried.
    pub tries: u32,
    /// The most requests at a time, each to a different host.
    pub at_once: usize,
    /// Whether to request addresses on private networks too. Only tests do: content comes from strangers, and must not
    /// make a maintainer's machine send requests into its own network.
    pub private_too: bool,
}

impl Policy {
    /// The default policy. `base_url` is named in the user agent, so that hosts can see who sends the requests.
    pub fn new(base_url: Option<&str>) -> Self {
        let contact = base_url.map(|url| format!(" (+{url})")).unwrap_or_default();
        Self {
            agent: format!("talkoo/{}{contact}", env!("CARGO_PKG_VERSION")),
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(20),
            back_off: Duration::from_secs(4),
            longest_wait: Duration::from_secs(60),
            tries: 3,
            at_once: 16,
            private_too: false,
        }
    }
}
