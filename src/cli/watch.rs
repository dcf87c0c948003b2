//! `talkoo watch`: the preview. The server has its own threads, rebuilding has another; the main thread waits
//! for Ctrl-C.

use super::output::{Exit, fail, report_in_full, say, tell};
use crate::cache::Cache;
use crate::check::all_rules;
use crate::diagnostics::{Diagnostic, Severity, text};
use crate::options::Options;
use crate::preview::changes::Changes;
use crate::preview::edition::Edition;
use crate::preview::rebuild::{self, Lost, News};
use crate::preview::{self, Preview};
use crate::site::{CachedMemo, Site};
use crate::snapshot::Snapshot;
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

pub struct WatchOptions {
    pub port: u16,
    pub open: bool,
    pub drafts: bool,
    /// Whether folders are walked every second instead of watched.
    pub poll: bool,
}

pub fn run(root: &Path, request: &WatchOptions) -> Exit {
    let drafts = request.drafts;
    let options = Options { drafts, memo: true, search: true, ..Options::default() };
    // Watching starts before reading, so no change in between is lost.
    let changes = Changes::watch(root, request.poll);
    let cache = Cache::of(root);
    let snapshot = match Snapshot::open(root, options, &cache.entries(&all_rules())) {
        Ok(snapshot) => snapshot,
        Err(error) => return fail(error),
    };
    let changes = match changes {
        Ok(changes) => changes,
        Err(error) => return fail(error),
    };
    let memo = CachedMemo::from(&cache);
    let site = Arc::new(Site::of(snapshot, options, &memo, &mut Default::default()));
    let (listener, port) = match listen(request.port) {
        Ok(found) => found,
        Err(error) => {
            return fail(format!("can't listen on port {}: {error}", request.port));
        }
    };
    let edition = Edition { site, found: Arc::default(), changed: Arc::default(), away: None };
    let (sender, editions) = watch::channel(edition);
    let address = format!("http://127.0.0.1:{port}/");
    say(format!("preview at {address} (Ctrl-C to stop)"));
    if request.open {
        open_browser(&address);
    }
    // This thread is never joined: it mostly waits for changes and has nothing to clean up.
    std::thread::spawn(move || {
        let mut printed = Printed::default();
        let mut tell = |news: News| print(news, &mut printed);
        rebuild::run(options, changes, &sender, &mut tell);
    });
    until_stopped(listener, Preview { editions, port })
}

/// Serves until Ctrl-C.
fn until_stopped(listener: TcpListener, preview: Preview) -> Exit {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(error),
    };
    let exit = runtime.block_on(async {
        tokio::select! {
            stopped = tokio::signal::ctrl_c() => match stopped {
                Ok(()) => Exit::Clean,
                Err(error) => fail(error),
            },
            served = preview::serve(listener, preview) => match served {
                Ok(()) => fail("the preview stopped reading the repository; start it again"),
                Err(error) => fail(error),
            },
        }
    });
    // Open pages keep their event streams open, so shutdown does not wait for them.
    runtime.shutdown_timeout(Duration::from_millis(100));
    exit
}

/// Listens on the port, or on the next free one.
fn listen(port: u16) -> io::Result<(TcpListener, u16)> {
    let last = port.saturating_add(100);
    for next in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, next)) {
            Ok(listener) => {
                let found = listener.local_addr()?.port();
                if next != port {
                    tell(format!("note: port {port} is in use; using port {found}"));
                }
                return Ok((listener, found));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse && next < last => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AddrInUse.into())
}

fn open_browser(address: &str) {
    let (program, args): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        // `start` treats its first quoted argument as a window title.
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command
        .args(args)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        tell(format!("note: no browser could be opened ({program}: {error})"));
    }
}

/// Identifies a diagnostic across edits. It has no position, because an edit above it moves it.
type DiagnosticId = (&'static str, Arc<str>, String);

/// What has been printed.
#[derive(Default)]
struct Printed {
    /// The diagnostics of the last check.
    shown: BTreeSet<DiagnosticId>,
    /// The line for an edit whose check has not finished.
    edit: Option<String>,
}

/// Prints a line for each edit, and the diagnostics that are new.
fn print(news: News, printed: &mut Printed) {
    match news {
        News::Published { changed, took } => {
            let line =
                format!("{}  {} changed in {} ms", now(), changed.sentence(), took.as_millis());
            // An edit whose check was overtaken by this one is printed without counts.
            printed.edit.replace(line).into_iter().for_each(say);
        }
        News::Found { site, found } => {
            let shown: Vec<Diagnostic> =
                found.iter().filter(|d| d.severity != Severity::Hint).cloned().collect();
            let ids: BTreeSet<DiagnosticId> = shown.iter().map(id).collect();
            let counts = match shown.is_empty() {
                true => "no errors or warnings".to_owned(),
                false => text::counts(&shown),
            };
            match printed.edit.take() {
                Some(edit) => say(format!("{edit}; {counts}")),
                None if ids != printed.shown => say(format!("{}  {counts}", now())),
                None => {}
            }
            let fresh: Vec<Diagnostic> =
                shown.iter().filter(|d| !printed.shown.contains(&id(d))).cloned().collect();
            report_in_full(&fresh, &site.snapshot.sources);
            printed.shown = ids;
        }
        News::Lost(Lost::Unreadable(error)) => {
            say(format!("{}  {error}; the preview keeps its last version", now()));
        }
        News::Lost(Lost::Settings { site, found }) => {
            say(format!("{}  site.toml can't be read; the preview keeps its last version", now()));
            report_in_full(&found, &site.snapshot.sources);
        }
        News::Walking(why) => tell(format!("note: {why}")),
        News::Back => say(format!("{}  site.toml can be read again", now())),
    }
}

fn id(d: &Diagnostic) -> DiagnosticId {
    (d.rule.name, d.path.clone(), d.message.clone())
}

fn now() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_leads_to_the_next() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(listen(port).unwrap().1 > port);
    }
}
