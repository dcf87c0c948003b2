//! `check --external` against local servers: what each response means, how often each host is asked, and that
//! no host gets concurrent requests. There is no pause between requests here.

use super::common;
use crate::linkcheck::addresses::{Addresses, addresses};
use crate::linkcheck::answers::{Answers, Record, due, read, write};
use crate::linkcheck::{Answer, Policy, queue, report};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// A request: its line and its heads.
#[derive(Clone, Debug)]
pub struct Request {
    method: String,
    pub path: String,
    heads: String,
}

/// A server with scripted responses, which records requests.
pub struct Server {
    root: String,
    seen: Arc<Mutex<Vec<Request>>>,
    /// The highest number of concurrent requests.
    pub most: Arc<AtomicUsize>,
}

type Reply = dyn Fn(&Request) -> String + Send + Sync;

impl Server {
    pub fn new(reply: impl Fn(&Request) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let root = format!("http://{}", listener.local_addr().expect("it has one"));
        let (seen, most) = (Arc::default(), Arc::default());
        let server = Self { root, seen, most };
        let (seen, most) = (server.seen.clone(), server.most.clone());
        let (reply, now): (Arc<Reply>, Arc<AtomicUsize>) = (Arc::new(reply), Arc::default());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, most, now, reply) =
                    (seen.clone(), most.clone(), now.clone(), reply.clone());
                std::thread::spawn(move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    serve(stream, &seen, &*reply, &now);
                });
            }
        });
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// The requests for a path.
    pub fn asked(&self, path: &str) -> Vec<String> {
        let seen = self.seen.lock().expect("nobody panicked");
        seen.iter().filter(|r| r.path == path).map(|r| r.method.clone()).collect()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, reply: &Reply, now: &AtomicUsize) {
    let mut lines = BufReader::new(&stream).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    let heads = lines.map_while(Result::ok).take_while(|line| !line.is_empty());
    let heads: Vec<String> = heads.collect();
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let request = Request { method, path, heads: heads.join("\n") };
    seen.lock().expect("nobody panicked").push(request.clone());
    let reply = reply(&request);
    // Ends before the client can know, so an immediate next request does not overlap.
    now.fetch_sub(1, Ordering::SeqCst);
    let _ = stream.write_all(reply.as_bytes());
}

pub fn status(status: &str, heads: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{heads}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

pub fn robots(text: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}", text.len())
}

pub fn policy() -> Policy {
    Policy {
        pause: Duration::ZERO,
        back_off: Duration::ZERO,
        private_too: true,
        ..Policy::new(Some("https://example.org/"))
    }
}

pub fn visited(addresses: &[String], policy: &Policy) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    queue::visit(addresses, policy, &|| false, &mut |address, answer| {
        assert_eq!(answers.insert(address.to_owned(), answer), None, "{address} is told twice");
    });
    answers
}

#[test]
fn answers_are_what_they_mean_to_a_reader() {
    let tries = AtomicUsize::new(0);
    let server = Server::new(move |request| match (&*request.method, &*request.path) {
        (_, "/robots.txt") => robots("User-agent: *\nDisallow: /private/\n"),
        (_, "/fine") => status("200 OK", ""),
        ("HEAD", "/no-head") => status("405 Method Not Allowed", ""),
        ("GET", "/no-head") => status("200 OK", ""),
        (_, "/gone") => status("404 Not Found", ""),
        (_, "/gone-for-good") => status("410 Gone", ""),
        (_, "/moved") => status("301 Moved Permanently", "Location: /moved-again#there\r\n"),
        (_, "/moved-again") => status("308 Permanent Redirect", "Location: /fine\r\n"),
        (_, "/elsewhere") => status("302 Found", "Location: /moved\r\n"),
        (_, "/to-nothing") => status("301 Moved Permanently", "Location: /gone\r\n"),
        (_, "/closed") => status("403 Forbidden", ""),
        (_, "/broken") => status("500 Internal Server Error", ""),
        (_, "/circle") => status("302 Found", "Location: /circle\r\n"),
        (_, "/mail") => status("301 Moved Permanently", "Location: mailto:a@b.ee\r\n"),
        (_, "/into-private") => status("302 Found", "Location: /private/a\r\n"),
        (_, "/patience") if tries.fetch_add(1, Ordering::SeqCst) == 0 => {
            status("429 Too Many Requests", "Retry-After: 0\r\n")
        }
        (_, "/patience") => status("200 OK", ""),
        (_, "/tomorrow") => status("503 Service Unavailable", "Retry-After: 86400\r\n"),
        _ => status("418 I'm a teapot", ""),
    });
    let moved = Answer::Moved { to: server.url("/fine") };
    let nobody = |why: &str| Answer::Unreachable { why: why.to_owned() };
    let due = [
        ("/fine", Answer::Fine),
        ("/no-head", Answer::Fine),
        ("/gone", Answer::Gone { status: 404 }),
        ("/gone-for-good", Answer::Gone { status: 410 }),
        ("/moved", moved),
        ("/elsewhere", Answer::Fine),
        ("/to-nothing", Answer::Gone { status: 404 }),
        ("/closed", Answer::Refused { status: 403 }),
        ("/broken", Answer::Refused { status: 500 }),
        ("/circle", nobody("it redirects in a loop")),
        ("/mail", nobody("it redirects to something that is not a web address")),
        ("/private/b", Answer::Robots),
        ("/into-private", Answer::Robots),
        ("/patience", Answer::Fine),
        ("/tomorrow", Answer::Refused { status: 503 }),
    ];
    let asked: Vec<String> = due.iter().map(|(path, _)| server.url(path)).collect();
    let answers = visited(&asked, &policy());
    for (path, answer) in due {
        assert_eq!(answers[&server.url(path)], answer, "{path}");
    }
    // HEAD if it works, and GET only if HEAD failed.
    assert!(server.asked("/fine").iter().all(|method| method == "HEAD"));
    assert_eq!(server.asked("/no-head"), ["HEAD", "GET"]);
    assert_eq!(server.asked("/gone-for-good"), ["HEAD"]);
    assert_eq!(server.asked("/broken"), ["HEAD", "GET", "GET", "GET"]);
    assert_eq!(server.asked("/tomorrow"), ["HEAD"]);
    assert_eq!(server.asked("/robots.txt"), ["GET"]);
    assert!(server.asked("/private/a").is_empty() && server.asked("/private/b").is_empty());
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_and_told_who_asks() {
    let server = Server::new(|_| {
        // Long enough for a second request to overlap, if there were one.
        std::thread::sleep(Duration::from_millis(3));
        status("200 OK", "")
    });
    let asked: Vec<String> = (0..20).map(|n| server.url(&format!("/{n}"))).collect();
    assert_eq!(visited(&asked, &policy()).len(), 20);
    assert_eq!(server.most.load(Ordering::SeqCst), 1);
    let seen = server.seen.lock().expect("nobody panicked");
    let agent = format!("talkoo/{} (+https://example.org/)", env!("CARGO_PKG_VERSION"));
    assert!(seen.iter().all(|request| request.heads.contains(&agent)));
    assert_eq!(seen.len(), 21, "each once, and robots.txt");
}

/// The first host only responds after the second got a request: this would hang if hosts were asked one after
/// the other.
#[test]
fn hosts_are_asked_at_the_same_time() {
    let (asked, wait) = mpsc::channel();
    let (asked, wait) = (Mutex::new(asked), Mutex::new(wait));
    let slow = Server::new(move |request| {
        if request.path == "/slow" {
            let wait = wait.lock().expect("nobody panicked");
            if wait.recv_timeout(Duration::from_secs(15)).is_err() {
                return status("500 Internal Server Error", "");
            }
        }
        status("200 OK", "")
    });
    let other = Server::new(move |request| {
        if request.path == "/other" {
            let _ = asked.lock().expect("nobody panicked").send(());
        }
        status("200 OK", "")
    });
    let answers = visited(&[slow.url("/slow"), other.url("/other")], &policy());
    assert!(answers.values().all(|answer| *answer == Answer::Fine), "{answers:?}");
}

/// Redirects between hosts, and the robots.txt of the target.
#[test]
fn the_host_that_is_led_to_has_its_own_rules() {
    let there = Server::new(|request| match &*request.path {
        "/robots.txt" => robots("User-agent: talkoo\nDisallow: /\n"),
        _ => status("200 OK", ""),
    });
    let to = there.url("/page");
    let here = Server::new(move |request| match &*request.path {
        "/robots.txt" => status("404 Not Found", ""),
        _ => status("301 Moved Permanently", &format!("Location: {to}\r\n")),
    });
    let answers = visited(&[here.url("/a")], &policy());
    assert_eq!(answers[&here.url("/a")], Answer::Robots);
    assert!(there.asked("/page").is_empty());
}

#[test]
fn a_host_whose_rules_can_not_be_read_is_left_alone() {
    let server = Server::new(|request| match &*request.path {
        "/robots.txt" => status("500 Internal Server Error", ""),
        _ => status("200 OK", ""),
    });
    assert_eq!(visited(&[server.url("/a")], &policy())[&server.url("/a")], Answer::Robots);
    assert!(server.asked("/a").is_empty());
}

#[test]
fn nobody_at_home_is_said() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}/", closed.local_addr().expect("it has one"));
    drop(closed);
    let answers = visited(std::slice::from_ref(&address), &policy());
    assert!(matches!(&answers[&address], Answer::Unreachable { .. }), "{answers:?}");
}

/// Content is not trusted: its addresses must not cause requests to this machine.
#[test]
fn private_networks_are_not_visited() {
    let server = Server::new(|_| status("200 OK", ""));
    let port = server.root.rsplit(':').next().expect("it has a port");
    let policy = Policy { private_too: false, ..policy() };
    let asked: Vec<String> =
        ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
            .iter()
            .map(|host| format!("http://{host}:{port}/"))
            .collect();
    let answers = visited(&asked, &policy);
    assert!(answers.values().all(|answer| *answer == Answer::Private), "{answers:?}");
    assert!(server.seen.lock().expect("nobody panicked").is_empty());
}

#[test]
fn what_was_learnt_before_a_stop_is_told() {
    let server = Server::new(|_| status("200 OK", ""));
    let asked: Vec<String> = (0..5).map(|n| server.url(&format!("/{n}"))).collect();
    let told = AtomicUsize::new(0);
    let stopped = || told.load(Ordering::SeqCst) >= 2;
    queue::visit(&asked, &policy(), &stopped, &mut |_, _| {
        told.fetch_add(1, Ordering::SeqCst);
    });
    assert_eq!(told.load(Ordering::SeqCst), 2);
}

// ---------------------------------------------------------------- what is visited, remembered, reported

const REPOSITORY: &str = "== site.toml
title = \"T\"
[vocabularies.themes]
[collections.pilots.fields]
website = { type = \"url\" }
themes = { type = \"claims\", vocabulary = \"themes\" }
== content/themes/terms.toml
[[term]]
id = \"a\"
label = \"A\"
source = \"https://term.example/\"
== content/bibliography.bib
@online{k, title={K}, url={https://work.example/a}, doi={10.1/2}}
== content/pilots/a.md
+++
title = \"A\"
website = \"https://field.example/\"
themes = [{ term = \"a\", source = \"https://source.example/\", note = \"[n](https://note.example/)\" }]
+++
[one](https://text.example/a#x), [two](https://text.example/a#y) [m](mailto:a@b.ee) [p](https://me:secret@text.example/)
== content/pilots/b.md
+++
title = \"B\"
draft = true
+++
[d](https://draft.example/)
";

fn named() -> Addresses {
    let files = common::files(REPOSITORY);
    addresses(&common::repository(&files).site.model, &|_| true)
}

#[test]
fn addresses_are_visited_wherever_they_stand() {
    let named = named();
    let due = [
        "https://doi.org/10.1/2",
        "https://field.example/",
        "https://note.example/",
        "https://source.example/",
        "https://term.example/",
        "https://text.example/a",
        "https://work.example/a",
    ];
    assert_eq!(named.keys().map(String::as_str).collect::<Vec<_>>(), due);
    assert_eq!(named["https://text.example/a"].len(), 2, "each use is told");
}

#[test]
fn a_good_answer_is_good_for_a_week_and_another_for_a_day() {
    const DAY: u64 = 86_400;
    let addresses: Addresses = ["a", "b", "c"].map(|name| (name.to_owned(), Vec::new())).into();
    let record = |at, answer| Record { at, answer };
    let remembered: Answers = [
        ("a".to_owned(), record(10 * DAY, Answer::Fine)),
        ("b".to_owned(), record(10 * DAY, Answer::Gone { status: 404 })),
        ("gone".to_owned(), record(10 * DAY, Answer::Fine)),
    ]
    .into();
    assert_eq!(due(&addresses, &remembered, 10 * DAY), ["c"]);
    assert_eq!(due(&addresses, &remembered, 11 * DAY), ["b", "c"]);
    assert_eq!(due(&addresses, &remembered, 17 * DAY), ["a", "b", "c"]);
    // A time in the future.
    assert_eq!(due(&addresses, &remembered, 9 * DAY), ["a", "b", "c"]);
    let kept = read(&write(&remembered, &addresses));
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(kept["b"], remembered["b"]);
    assert!(read(b"{ broken").is_empty());
    let edited = String::from_utf8(write(&remembered, &addresses)).expect("it is text");
    assert!(read(edited.replace("\"gone\"", "\"fine\"").as_bytes()).is_empty(), "{edited}");
}

#[test]
fn the_report_says_what_to_do_and_where() {
    let named = named();
    let remembered: Answers = [
        ("https://text.example/a", Answer::Gone { status: 404 }),
        ("https://field.example/", Answer::Moved { to: "https://new.example/".to_owned() }),
        ("https://term.example/", Answer::Fine),
    ]
    .map(|(address, answer)| (address.to_owned(), Record { at: 1, answer }))
    .into();
    let text_of = |path: &str| {
        common::files(REPOSITORY).get(path).map(|b| String::from_utf8_lossy(b).into_owned())
    };
    let lines = report::lines(&named, &remembered, &text_of);
    let text = report::text(&lines, named.len() - lines.len());
    let due = "gone: find the new address, or remove the link (1)
  https://text.example/a  (status 404)
    content/pilots/a.md:6

moved permanently: use the new address (1)
  https://field.example/
    → https://new.example/
    content/pilots/a.md:3

7 web addresses: 2 work
4 of them were not checked; run this again to continue
";
    assert_eq!(text, due);
}
