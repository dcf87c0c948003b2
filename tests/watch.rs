//! `talkoo watch` as it is used: the program runs on a small repository, files are edited, and what it
//! serves is read over plain TCP. Nothing here relies on how long something takes: what is expected is
//! asked for again until it is there.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);
const SITE: &str =
    "title = \"Commons\"\nbase_url = \"https://example.org/commons/\"\n[collections.pilots]\n";

/// A repository in a folder of its own, removed afterwards.
struct Repository(PathBuf);

impl Repository {
    fn new() -> Self {
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
    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let staged = path.with_file_name(".staged~");
        fs::write(&staged, text).unwrap();
        fs::rename(staged, path).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.0.join(path)).unwrap();
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(title: &str, text: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n{text}\n")
}

/// The program, running.
struct Watch {
    child: Child,
    port: u16,
}

impl Watch {
    fn start(root: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_talkoo"));
        command.arg("--root").arg(root).arg("watch").args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let port =
            first.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        // The rest is read and dropped, so that the program never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, port }
    }

    /// On a port that was free a moment ago.
    fn free(root: &Path, args: &[&str]) -> Self {
        let port =
            TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
        Self::start(root, &[args, &["--port", &port]].concat())
    }

    fn ask(&self, request: &str) -> Answer {
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

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1"))
    }

    /// Asks again until the answer is as expected.
    fn until(&self, path: &str, expected: impl Fn(&Answer) -> bool) -> Answer {
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
    fn events(&self, path: &str, state: &str) -> Events {
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

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// The state that the page says it was served in.
    fn state(&self) -> String {
        let rest = self.body.split("?state=").nth(1).unwrap();
        rest.split('&').next().unwrap().to_owned()
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// What follows `start` on the next line that begins so.
    fn line_with(&mut self, start: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(rest) = line.trim_end().strip_prefix(start) {
                return rest.to_owned();
            }
        }
    }
}

#[test]
fn pages_are_served_with_their_types() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let page = watch.get("/pilots/a/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    assert!(page.head.contains("cache-control: no-store"), "{}", page.head);
    assert!(page.body.contains("Words of the first.") && page.body.contains("/.talkoo/events"));
    assert!(watch.get("/data.csv").head.contains("content-type: text/csv; charset=utf-8"));
    assert!(watch.get("/feed.xml").head.contains("content-type: application/atom+xml"));
    let head = watch.ask("HEAD /pilots/a/ HTTP/1.1");
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("content-length: "));
    let moved = watch.get("/pilots/a?x=1");
    assert!(
        moved.status == 302 && moved.head.contains("location: /pilots/a/?x=1"),
        "{}",
        moved.head
    );
    assert!(watch.get("/commons/pilots/a/").head.contains("location: /pilots/a/"));
    let missing = watch.get("/nowhere/");
    assert!(missing.status == 404 && missing.body.contains("/.talkoo/events"));
    assert!(!repository.0.join("public").exists() && !repository.0.join(".cache").exists());
}

#[test]
fn only_this_machine_may_read_and_nothing_else_is_reached() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    assert_eq!(watch.ask("GET / HTTP/1.1\r\nHost: example.org").status, 403);
    assert_eq!(watch.ask("GET / HTTP/1.1\r\nHost: localhost:1").status, 403);
    assert_eq!(watch.ask("GET /.talkoo/events?path=/ HTTP/1.1\r\nHost: example.org").status, 403);
    assert_eq!(watch.ask("GET http://example.org/ HTTP/1.1").status, 403);
    assert_eq!(watch.ask("POST / HTTP/1.1\r\nContent-Length: 0").status, 405);
    for path in [
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/..%2fsite.toml",
        "/site.toml",
        "//data.csv",
        "/pilots/../data.csv",
    ] {
        assert_eq!(watch.get(path).status, 404, "{path}");
    }
}

#[test]
fn ranges_of_files_are_served() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let part = watch.ask("GET /data.csv HTTP/1.1\r\nRange: bytes=2-4");
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert!(part.head.contains("content-range: bytes 2-4/10"), "{}", part.head);
    let beyond = watch.ask("GET /data.csv HTTP/1.1\r\nRange: bytes=10-");
    assert!(
        beyond.status == 416 && beyond.head.contains("content-range: bytes */10"),
        "{}",
        beyond.head
    );
    assert_eq!(watch.ask("GET /pilots/a/ HTTP/1.1\r\nRange: bytes=0-1").status, 200);
}

#[test]
fn edits_new_folders_and_deletions_are_seen() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    repository.write("content/pilots/a.md", &page("First", "Other words."));
    watch.until("/pilots/a/", |answer| answer.body.contains("Other words."));
    // In a folder that is new, and again in it when it is known.
    repository.write("content/notes/deep/d.md", &page("Fourth", "In a new folder."));
    watch.until("/notes/deep/d/", |answer| answer.status == 200);
    repository.write("content/notes/deep/d.md", &page("Fourth", "In a known folder."));
    watch.until("/notes/deep/d/", |answer| answer.body.contains("In a known folder."));
    repository.remove("content/pilots/b.md");
    watch.until("/pilots/b/", |answer| answer.status == 404);
    // A top folder that comes, goes and comes again.
    for text in ["one", "two"] {
        fs::remove_dir_all(repository.0.join("static")).unwrap();
        watch.until("/data.csv", |answer| answer.status == 404);
        repository.write("static/data.csv", text);
        watch.until("/data.csv", |answer| answer.body == text);
        repository.write("static/data.csv", "edited");
        watch.until("/data.csv", |answer| answer.body == "edited");
    }
}

#[test]
fn only_the_changed_page_is_told() {
    let repository = Repository::new();
    let watch = Watch::free(&repository.0, &[]);
    let (first, second) = (watch.get("/pilots/a/").state(), watch.get("/pilots/b/").state());
    let mut of_first = watch.events("/pilots/a/", &first);
    let mut of_second = watch.events("/pilots/b/", &second);
    repository.write("content/pilots/a.md", &page("First", "Edited."));
    assert_eq!(of_first.line_with("data: "), watch.get("/pilots/a/").state());
    // The second page's first event is that of its own edit: the one before was none of its business.
    repository.write("content/pilots/b.md", &page("Second", "Edited."));
    let told = of_second.line_with("data: ");
    assert_ne!(told, second);
    assert_eq!(told, watch.get("/pilots/b/").state());
    // Whoever was served before the edit is told at once: a sleeping tab, or one of an earlier run.
    assert_eq!(watch.events("/pilots/a/", &first).line_with("event: "), "change");
    // A page that vanishes, and one that appears, are told as well.
    let mut of_none = watch.events("/pilots/d/", &watch.get("/pilots/d/").state());
    fs::rename(repository.0.join("content/pilots/a.md"), repository.0.join("content/pilots/d.md"))
        .unwrap();
    assert_eq!(of_none.line_with("event: "), "change");
    assert_eq!(of_first.line_with("event: "), "change");
}

#[test]
fn mistakes_leave_the_last_good_page() {
    let repository = Repository::new();
    repository.write("themes/mine/theme.toml", "name = \"mine\"\nextends = \"commons\"\n");
    repository.write("site.toml", &format!("theme = \"mine\"\n{SITE}"));
    let watch = Watch::free(&repository.0, &[]);
    let good = watch.get("/pilots/a/");
    // Settings that are no TOML, or gone, change nothing; after they are mended all goes on.
    for broken in [true, false] {
        if broken {
            repository.write("site.toml", "title = \n[")
        } else {
            repository.remove("site.toml")
        }
        repository.write("content/pilots/b.md", &page("Second", &format!("Mended {broken}.")));
        assert!(watch.get("/pilots/a/").body.contains("Words of the first."));
        repository.write("site.toml", &format!("theme = \"mine\"\n{SITE}"));
        watch.until("/pilots/b/", |answer| answer.body.contains(&format!("Mended {broken}.")));
    }
    assert_eq!(watch.get("/pilots/a/").state(), good.state());
    // A template that fails: what was shown stays, what was not shown says why.
    repository.write("themes/mine/templates/page.html", "<body>{{ page.nothing.at_all }}</body>");
    let error = watch.until("/pilots/a/", |answer| answer.state() != good.state());
    assert!(error.status == 200 && error.body.contains("Words of the first."), "{}", error.body);
    repository.write("content/pilots/e.md", &page("Fifth", "New."));
    let error = watch.until("/pilots/e/", |answer| answer.status == 500);
    assert!(error.body.contains("themes/mine/templates/page.html"), "{}", error.body);
    repository.write("themes/mine/templates/page.html", "<body>mended {{ page.title }}</body>");
    watch.until("/pilots/e/", |answer| answer.body.contains("mended Fifth"));
}

#[test]
fn drafts_are_shown_on_demand() {
    let repository = Repository::new();
    assert_eq!(Watch::free(&repository.0, &[]).get("/pilots/c/").status, 404);
    assert_eq!(Watch::free(&repository.0, &["--drafts"]).get("/pilots/c/").status, 200);
}

#[test]
fn a_taken_port_leads_to_the_next_free_one() {
    let repository = Repository::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let watch = Watch::start(&repository.0, &["--port", &port.to_string()]);
    assert!(watch.port > port);
    assert_eq!(watch.get("/").status, 200);
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_cleanly() {
    let repository = Repository::new();
    let mut watch = Watch::free(&repository.0, &[]);
    let _open_page = watch.events("/", "");
    let id = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(watch.child.wait().unwrap().code(), Some(0));
}
