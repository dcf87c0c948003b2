//! What a server can do to a link check: little memory, and no more requests at a time than to any other host.

use super::linkcheck::{Server, policy, robots, status, visited};
use crate::linkcheck::Answer;
use crate::linkcheck::ask::{ask, client};
use crate::linkcheck::request::Method;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// 200 MB of a robots.txt in some 200 kB.
#[test]
fn a_compressed_file_counts_as_long_as_it_is() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let lines = "Allow: /a/long/path/\n".repeat(5000);
    (0..2000).for_each(|_| gzip.write_all(lines.as_bytes()).expect("it is memory"));
    let body = gzip.finish().expect("it is memory");
    assert!(body.len() < 1_000_000, "{}", body.len());
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}/", listener.local_addr().expect("it has one"));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("somebody asks");
        let _ = stream.read(&mut [0; 4096]);
        let length = body.len();
        let head = format!("Content-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n");
        let _ = stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}").as_bytes());
        // The client hangs up when it has enough.
        let _ = stream.write_all(&body);
    });
    let policy = policy();
    let heard = ask(&client(&policy), Method::Get, &address, true).expect("there is an answer");
    assert_eq!(heard.body.len(), 500 * 1024);
    assert!(heard.body.starts_with(b"Allow: /a/long/path/\n"));
}

/// Each rule with `$` is compiled.
#[test]
fn rules_that_take_much_memory_are_few() {
    for (rules, answer) in [(500, Answer::Fine), (501, Answer::Robots)] {
        let lines: String = (0..rules).map(|n| format!("Disallow: /{n}$\n")).collect();
        let server = Server::new(move |request| match &*request.path {
            "/robots.txt" => robots(&format!("User-agent: *\n{lines}")),
            _ => status("200 OK", ""),
        });
        let page = server.url("/page");
        assert_eq!(visited(std::slice::from_ref(&page), &policy())[&page], answer, "{rules}");
    }
}

/// Many hosts whose robots.txt leads to one: it is asked one thing at a time, like any other.
#[test]
fn redirects_of_robots_wait_at_the_host_they_lead_to() {
    let there = Server::new(|request| {
        std::thread::sleep(Duration::from_millis(5));
        match &*request.path {
            "/shared.txt" => robots("User-agent: *\nDisallow: /closed\n"),
            _ => status("200 OK", ""),
        }
    });
    let to = there.url("/shared.txt");
    let hosts: Vec<Server> = (0..8)
        .map(|_| {
            let to = to.clone();
            Server::new(move |request| match &*request.path {
                "/robots.txt" => status("301 Moved Permanently", &format!("Location: {to}\r\n")),
                _ => status("200 OK", ""),
            })
        })
        .collect();
    let mut asked: Vec<String> =
        hosts.iter().flat_map(|host| [host.url("/open"), host.url("/closed")]).collect();
    asked.push(there.url("/page"));
    let answers = visited(&asked, &policy());
    assert_eq!(there.most.load(Ordering::SeqCst), 1);
    assert_eq!(there.asked("/shared.txt").len(), 8);
    for host in &hosts {
        assert_eq!(answers[&host.url("/open")], Answer::Fine);
        assert_eq!(answers[&host.url("/closed")], Answer::Robots);
        assert!(host.asked("/closed").is_empty());
    }
}

/// Circles end, and a robots.txt that is nowhere closes nothing.
#[test]
fn redirects_of_robots_end() {
    let server = Server::new(|request| match &*request.path {
        "/page" => status("200 OK", ""),
        _ => status("302 Found", "Location: /robots.txt\r\n"),
    });
    let page = server.url("/page");
    assert_eq!(visited(std::slice::from_ref(&page), &policy())[&page], Answer::Fine);
    assert_eq!(server.asked("/robots.txt").len(), 6);
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let nowhere = format!("http://{}/", closed.local_addr().expect("it has one"));
    drop(closed);
    let server = Server::new(move |_| status("301 Moved", &format!("Location: {nowhere}\r\n")));
    let page = server.url("/page");
    assert_eq!(visited(std::slice::from_ref(&page), &policy())[&page], Answer::Robots);
}
