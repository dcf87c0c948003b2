//! `talkoo check --external`: visits the web addresses, and keeps what it learns whatever stops it.

use super::output::tell;
use crate::cache::Cache;
use crate::linkcheck::addresses::{Addresses, addresses};
use crate::linkcheck::answers::{self, Answers, Record};
use crate::linkcheck::{Policy, queue, report};
use crate::site::Site;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What is known of the addresses after a round.
pub struct Learnt {
    addresses: Addresses,
    remembered: Answers,
}

/// So often what was learnt is put aside, should the machine stop.
const STORE: Duration = Duration::from_secs(10);

/// Visits what was not visited lately, or everything if it is to be `fresh`. `wanted` says of which files.
pub fn visit(root: &Path, site: &Site, fresh: bool, wanted: &dyn Fn(&str) -> bool) -> Learnt {
    let addresses = addresses(&site.model, wanted);
    let cache = Cache::of(root);
    let all = crate::linkcheck::addresses::addresses(&site.model, &|_| true);
    let mut remembered = answers::read(&cache.visits());
    if fresh {
        remembered.retain(|address, _| !addresses.contains_key(address));
    }
    let due = answers::due(&addresses, &remembered, now());
    due.iter().for_each(|address| drop(remembered.remove(address)));
    let policy = Policy::new(site.model.config.base_url.as_deref());
    let (stopped, bar) = (until_stopped(), bar(due.len()));
    let mut stored = Instant::now();
    let mut tell = |address: &str, answer| {
        remembered.insert(address.to_owned(), Record { at: now(), answer });
        bar.inc(1);
        if stored.elapsed() > STORE {
            store(&cache, &remembered, &all);
            stored = Instant::now();
        }
    };
    queue::visit(&due, &policy, &|| stopped.load(Ordering::Relaxed), &mut tell);
    bar.finish_and_clear();
    store(&cache, &remembered, &all);
    Learnt { addresses, remembered }
}

impl Learnt {
    /// The report for people.
    pub fn text(&self, site: &Site) -> String {
        let lines = self.lines(site);
        report::text(&lines, self.addresses.len() - lines.len())
    }

    /// What was learnt, an object an address.
    pub fn json(&self, site: &Site) -> serde_json::Value {
        serde_json::json!(self.lines(site))
    }

    fn lines(&self, site: &Site) -> Vec<report::Line<'_>> {
        report::lines(&self.addresses, &self.remembered, &|path| site.snapshot.sources.text(path))
    }
}

/// A cache that can't be written costs another round, not correctness.
fn store(cache: &Cache, remembered: &Answers, addresses: &Addresses) {
    let bytes = answers::write(remembered, addresses);
    if let Err(error) = cache.keep_visits(&bytes) {
        tell(format!("note: .cache/ could not be written: {error}"));
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Becomes true at Ctrl-C; at a second one the program ends at once, as without us.
fn until_stopped() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let heard = stopped.clone();
    // Where this can't be had, Ctrl-C ends the program, and what was put aside is kept.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime
            && runtime.block_on(tokio::signal::ctrl_c()).is_ok()
        {
            heard.store(true, Ordering::Relaxed);
        }
    });
    stopped
}

fn bar(visits: usize) -> ProgressBar {
    let target = match std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(visits as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} addresses") {
        bar.set_style(style);
    }
    bar
}
