//! `check --external`: do the web addresses of the content still lead anywhere? A shell: it goes out into the
//! network, politely, and what it learns is a report and never a finding, for a page is not wrong because a
//! server sleeps.
//!
//! 1. [`addresses`] collects the addresses, each with its uses.
//! 2. [`remembered`] leaves out those that were visited lately.
//! 3. [`round`] visits the others: all hosts at once, each host one request after the other.
//! 4. [`request`] decides after each answer what is next; it does no IO, and [`ask`] does nothing else.
//! 5. [`report`] says what was learnt.

pub mod addresses;
pub mod answers;
pub mod ask;
pub mod queue;
pub mod report;
pub mod request;

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What was learnt of an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// It is there.
    Fine,
    /// It is there, and for good under another address.
    Moved { to: String },
    /// The site says that it has no such page.
    Gone { status: u16 },
    /// The site answers, and does not show it to a program; a reader may see it all the same.
    Refused { status: u16 },
    /// Nobody answers.
    Unreachable { why: String },
    /// The site can not prove that it is what it says it is.
    Certificate { why: String },
    /// The site asks programs not to visit it.
    Robots,
    /// It is an address of a private network, which nobody else can read, and which is none of ours to visit.
    Private,
}

impl Answer {
    /// Whether an address leads somewhere as far as anybody can tell.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Fine | Self::Moved { .. } | Self::Robots)
    }
}

/// How visits are made.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Who we say we are: `talkoo/0.1.0 (+https://example.org/)`.
    pub agent: String,
    /// Between two requests to one host.
    pub pause: Duration,
    /// For each request.
    pub patience: Duration,
    /// Before the second try; twice as long before the third.
    pub back_off: Duration,
    /// The longest wait that a host can ask for; beyond it, it is asked another day.
    pub longest_wait: Duration,
    /// How often an address is tried.
    pub tries: u32,
    /// Requests under way at one time, each to another host.
    pub at_once: usize,
    /// Whether private networks are visited too. Content comes from strangers, and must not make a
    /// maintainer's machine knock at the doors of its own network: only tests say yes.
    pub private_too: bool,
}

impl Policy {
    /// The policy that are good for everybody. `base_url` is where a host can read who visits it.
    pub fn new(base_url: Option<&str>) -> Self {
        let whence = base_url.map(|url| format!(" (+{url})")).unwrap_or_default();
        Self {
            agent: format!("talkoo/{}{whence}", env!("CARGO_PKG_VERSION")),
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
