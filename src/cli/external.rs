//! `talkoo check --external`: the link check. Results are saved as they come, so an interrupted run loses little.

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

/// The results of a link check.
pub struct Learnt {
    addresses: Addresses,
    answers: Answers,
}

/// How often results are saved during a run.
const STORE: Duration = Duration::from_secs(10);

/// Checks the addresses without a recent result, or all of them if `fresh`. `wanted` selects files by path.
pub fn visit(root: &Path, site: &Site, fresh: bool, wanted: &dyn Fn(&str) -> bool) -> Learnt {
    let addresses = addresses(&site.model, wanted);
    let cache = Cache::of(root);
    let all = crate::linkcheck::addresses::addresses(&site.model, &|_| true);
    let mut cached = answers::read(&cache.visits());
    if fresh {
        cached.retain(|address, _| !addresses.contains_key(address));
    }
    let due = answers::due(&addresses, &cached, now());
    due.iter().for_each(|address| drop(cached.remove(address)));
    let policy = Policy::new(site.model.config.base_url.as_deref());
    let (stopped, bar) = (until_stopped(), bar(due.len()));
    let mut stored = Instant::now();
    let mut save = |address: &str, answer| {
        cached.insert(address.to_owned(), Record { at: now(), answer });
        bar.inc(1);
        if stored.elapsed() > STORE {
            store(&cache, &cached, &all);
            stored = Instant::now();
        }
    };
    queue::visit(&due, &policy, &|| stopped.load(Ordering::Relaxed), &mut save);
    bar.finish_and_clear();
    store(&cache, &cached, &all);
    Learnt { addresses, answers: cached }
}

impl Learnt {
    /// Whether every address was checked and works.
    pub fn is_good(&self, site: &Site) -> bool {
        let lines = self.lines(site);
        lines.len() == self.addresses.len() && lines.iter().all(|line| line.answer.is_good())
    }

    /// The report for people.
    pub fn text(&self, site: &Site) -> String {
        let lines = self.lines(site);
        report::text(&lines, self.addresses.len() - lines.len())
    }

    /// An array with an object for each address.
    pub fn json(&self, site: &Site) -> serde_json::Value {
        serde_json::json!(self.lines(site))
    }

    fn lines(&self, site: &Site) -> Vec<report::Line<'_>> {
        report::lines(&self.addresses, &self.answers, &|path| site.snapshot.sources.text(path))
    }
}

/// A cache that can't be written only makes the next run slower.
fn store(cache: &Cache, cached: &Answers, addresses: &Addresses) {
    let bytes = answers::write(cached, addresses);
    if let Err(error) = cache.keep_visits(&bytes) {
        tell(format!("note: .cache/ could not be written: {error}"));
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Becomes true at Ctrl-C.
fn until_stopped() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let stop = stopped.clone();
    // Without a signal handler Ctrl-C ends the program at once; the results saved so far stay.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if let Ok(runtime) = runtime
            && runtime.block_on(tokio::signal::ctrl_c()).is_ok()
        {
            stop.store(true, Ordering::Relaxed);
        }
    });
    stopped
}

fn bar(addresses: usize) -> ProgressBar {
    let target = match std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(addresses as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} addresses") {
        bar.set_style(style);
    }
    bar
}
