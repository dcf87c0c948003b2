//! `talkoo watch`: the preview. The server runs on its own threads, the rebuilding on another; this
//! one waits for Ctrl-C.

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
}

pub fn run(root: &Path, asked: &WatchOptions) -> Exit {
    let drafts = asked.drafts;
    let options = Options { drafts, memo: true, search: true, ..Options::default() };
    // Watched before it is read: what changes in between is heard.
    let changes = match Changes::watch(root) {
        Ok(changes) => Some(changes),
        Err(error) => {
            tell(format!("note: changes can't be heard, so the preview stays as it is: {error}"));
            None
        }
    };
    let cache = Cache::of(root);
    let snapshot = match Snapshot::open(root, options, &cache.entries(&all_rules())) {
        Ok(snapshot) => snapshot,
        Err(error) => return fail(error),
    };
    let memo = CachedMemo::from(&cache);
    let site = Arc::new(Site::of(snapshot, options, &memo, &mut Default::default()));
    let (listener, port) = match listen(asked.port) {
        Ok(found) => found,
        Err(error) => {
            return fail(format!("port {} can't be listened on: {error}", asked.port));
        }
    };
    let edition = Edition { site, found: Arc::default(), changed: Arc::default(), away: None };
    let (sender, editions) = watch::channel(edition);
    let address = format!("http://127.0.0.1:{port}/");
    say(format!("preview at {address} (Ctrl-C to stop)"));
    if asked.open {
        open_browser(&address);
    }
    // This thread is not waited for: it has nothing to put in order, and waits for changes most of its time.
    std::thread::spawn(move || {
        let mut printed = Printed::default();
        let mut tell = |news: News| print(news, &mut printed);
        match changes {
            Some(changes) => rebuild::run(options, changes, &sender, &mut tell),
            None => loop {
                std::thread::park();
            },
        }
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
                Ok(()) => fail("the repository is not read any more; start the preview again"),
                Err(error) => fail(error),
            },
        }
    });
    // Open pages hold their streams for ever; they are not waited for.
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
                    tell(format!("note: port {port} is taken, so this is port {found}"));
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
        // `start` takes its first quoted argument for a title.
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

/// What was said of a finding: its place is left out, since an edit above moves it.
type Said = (&'static str, Arc<str>, String);

/// What the terminal was told.
#[derive(Default)]
struct Printed {
    /// The findings that were shown.
    known: BTreeSet<Said>,
    /// An edit of which it is not known yet what is wrong now.
    edit: Option<String>,
}

/// Prints what there is to tell: a line for each edit, and findings that are new.
fn print(news: News, printed: &mut Printed) {
    match news {
        News::Published { changed, took } => {
            let line =
                format!("{}  {} changed in {} ms", now(), changed.sentence(), took.as_millis());
            // The next edit came before this one was looked through.
            printed.edit.replace(line).into_iter().for_each(say);
        }
        News::Found { site, found } => {
            let shown: Vec<Diagnostic> =
                found.iter().filter(|d| d.severity != Severity::Hint).cloned().collect();
            let said: BTreeSet<Said> = shown.iter().map(said).collect();
            let counts = match shown.is_empty() {
                true => "no problems".to_owned(),
                false => text::counts(&shown),
            };
            match printed.edit.take() {
                Some(edit) => say(format!("{edit}; {counts}")),
                None if said != printed.known => say(format!("{}  {counts}", now())),
                None => {}
            }
            let fresh: Vec<Diagnostic> =
                shown.iter().filter(|d| !printed.known.contains(&self::said(d))).cloned().collect();
            report_in_full(&fresh, &site.snapshot.sources);
            printed.known = said;
        }
        News::Lost(Lost::Unreadable(error)) => {
            say(format!("{}  {error}; the preview stays as it was", now()));
        }
        News::Lost(Lost::Settings { site, found }) => {
            say(format!("{}  site.toml can't be read; the preview stays as it was", now()));
            report_in_full(&found, &site.snapshot.sources);
        }
        News::Back => say(format!("{}  site.toml can be read again", now())),
    }
}

fn said(d: &Diagnostic) -> Said {
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
