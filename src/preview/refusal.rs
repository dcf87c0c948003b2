//! Which requests are refused: drafts are for the people at this machine. Other programs here can read the files anyway,
//! so what has to be kept out are the pages of other sites that are open in the same browser.

use super::answer::Answer;
use super::route;
use hyper::header::{self, HeaderMap};
use hyper::{Method, Request};

/// The refusal of a request, if it is one that a reader of this preview does not make.
pub fn refusal<B>(request: &Request<B>, port: u16) -> Option<Answer> {
    // A foreign site could resolve its own name to this machine (DNS rebinding).
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let named = request.uri().authority().map(|authority| authority.as_str());
    let ours = |host: &str| route::is_ours(host, port);
    let Some(host) = host.filter(|host| ours(host)) else { return Some(not_here()) };
    if hosts.next().is_some() || !named.is_none_or(ours) {
        return Some(not_here());
    }
    if is_of_another_site(request.headers(), host) {
        return Some(Answer::text(403, "this preview does not answer the pages of other sites"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let answer = Answer::text(405, "the preview only accepts GET and HEAD");
        return Some(answer.with("allow", "GET, HEAD"));
    }
    None
}

fn not_here() -> Answer {
    Answer::text(403, "this preview only answers requests to localhost")
}

/// Whether a page of another site asks, and is not left for this one. Browsers say so (Fetch Metadata, Origin); programs
/// and old browsers say nothing.
fn is_of_another_site(headers: &HeaderMap, host: &str) -> bool {
    let is = |name: &str, wanted: &str| headers.get(name).is_some_and(|value| value == wanted);
    let is_own = !headers.contains_key("sec-fetch-site")
        || is("sec-fetch-site", "same-origin")
        || is("sec-fetch-site", "none");
    let is_navigation = is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document");
    let is_from_here = !headers.contains_key(header::ORIGIN)
        || is(header::ORIGIN.as_str(), &format!("http://{host}"));
    !is_from_here || !(is_own || is_navigation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(headers: &[(&str, &str)]) -> Option<u16> {
        let mut request = Request::get("/entries-1.js").header("host", "localhost:3030");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        refusal(&request.body(()).expect("a request"), 3030).map(|answer| answer.status)
    }

    #[test]
    fn other_sites_may_lead_here_and_nothing_else() {
        let from = |site, mode, dest| {
            status(&[("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)])
        };
        for (mode, dest) in [
            ("navigate", "document"),
            ("no-cors", "script"),
            ("cors", "empty"),
            ("no-cors", "image"),
            ("navigate", "iframe"),
        ] {
            assert_eq!(from("same-origin", mode, dest), None, "{mode} {dest}");
            assert_eq!(from("none", mode, dest), None, "{mode} {dest}");
            // `same-site` is another port of this machine.
            for site in ["cross-site", "same-site", "", "new-word"] {
                let due = (dest != "document").then_some(403);
                assert_eq!(from(site, mode, dest), due, "{site} {mode} {dest}");
            }
        }
        for dest in ["iframe", "frame", "embed", "object", "fencedframe", ""] {
            assert_eq!(from("cross-site", "navigate", dest), Some(403), "{dest}");
        }
        assert_eq!(status(&[("sec-fetch-site", "cross-site")]), Some(403));
    }

    #[test]
    fn an_origin_must_be_this_one() {
        assert_eq!(status(&[]), None);
        assert_eq!(status(&[("origin", "http://localhost:3030")]), None);
        for other in
            ["null", "https://localhost:3030", "http://127.0.0.1:3030", "http://example.org"]
        {
            assert_eq!(status(&[("origin", other)]), Some(403), "{other}");
        }
    }
}
