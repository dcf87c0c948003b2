//! `talkoo watch` as it is used: the program runs on a small repository, files are edited, and what it
//! serves is read over plain TCP. Nothing here relies on how long something takes: what is expected is
//! asked for again until it is there.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

pub const PATIENCE: Duration = Duration::from_secs(30);
pub const SITE: &str =
    "title = \"Commons\"\nbase_url = \"https://example.org/commons/\"\n[collections.pilots]\n";

/// A repository in a folder of its own, removed afterwards.
pub struct Repository(pub PathBuf);

impl Repository {
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("talkoo-watch-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let repository = Self(std::env::temp_dir().join(name));
        repository.write("site.toml", SITE);
        repository.write("content/pilots/a.md", &page("First", "Words of the first."));
        repository.write("content/pilots/b.md", &page("Second", "Words of the second."));
        repository
            .write("content/pilots/c.md", "+++\ntitle = \"Third\"\ndraft = true\n+++\nNot yet.\n");
        repository.write("static/data.csv", "0123456789");
        repository
    }

    /// As an editor saves: into a file beside it, renamed into place.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let staged = path.with_file_name(".staged~");
        fs::write(&staged, text).unwrap();
        fs::rename(staged, path).unwrap();
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.0.join(path)).unwrap();
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A page's file.
pub fn page(title: &str, text: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n{text}\n")
}

/// The program, running.
pub struct Watch {
    pub child: Child,
    pub port: u16,
    /// What it says on standard output, behind the first line.
    pub lines: Receiver<String>,
}

impl Watch {
    pub fn start(root: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkoo"));
        command.arg("--root").arg(root).arg("watch").args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let port =
            first.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        // The rest is read at once, so that the program never waits for a reader.
        let (sender, rest) = channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| drop(sender.send(line)));
        });
        Self { child, port, lines: rest }
    }

    /// On a port that was free a moment ago.
    pub fn free(root: &Path, args: &[&str]) -> Self {
        let port =
            TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
        Self::start(root, &[args, &["--port", &port]].concat())
    }

    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let host = if request.contains("\r\nHost:") {
            String::new()
        } else {
            format!("\r\nHost: 127.0.0.1:{}", self.port)
        };
        write!(stream, "{request}{host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1"))
    }

    /// Asks again until the answer is as expected.
    pub fn until(&self, path: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if expected(&answer) {
                return answer;
            }
            assert!(start.elapsed() < PATIENCE, "{path} stayed {} {}", answer.status, answer.body);
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The events of a page that was served in `state`.
    pub fn events(&self, path: &str, state: &str) -> Events {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET /.talkoo/events?state={state}&path={path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        )
        .unwrap();
        let mut events = Events(BufReader::new(stream));
        assert_eq!(events.line_with("retry: "), "500");
        events
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The state that the page says it was served in.
    pub fn state(&self) -> String {
        let rest = self.body.split("data-state=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// The events of an open page.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event: its name and what it says.
    pub fn next(&mut self) -> (String, String) {
        (self.line_with("event: "), self.line_with("data:").trim_start().to_owned())
    }

    /// What the next event says that is about the page itself, with its name.
    pub fn of_page(&mut self) -> (String, String) {
        loop {
            let event = self.next();
            if event.0 != "status" {
                return event;
            }
        }
    }

    /// What follows `start` on the next line that begins so.
    pub fn line_with(&mut self, start: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(rest) = line.trim_end().strip_prefix(start) {
                return rest.to_owned();
            }
        }
    }
}
