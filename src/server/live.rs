//! Open pages keep themselves up to date: each is served with a small script that listens for changes of
//! its own address, and each stream of events speaks of one address only.
//!
//! A page knows the state it was served in and says it when it begins to listen, so that nothing is
//! missed in between: not while it loads, not while its tab is hidden, not while the server is restarted.

use super::edition::Edition;
use super::route::{self, Found};
use crate::files;
use crate::fingerprint::Mixer;
use crate::pipeline::Repository;
use hyper::body::Bytes;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// Where pages listen. No page of a repository can have this address: files that begin with a dot have none.
pub const EVENTS: &str = "/.talkoo/events";

/// A hidden tab lets go of its stream, because browsers open only six connections to a server: with
/// seven tabs none could load any more.
const SCRIPT: &str = r#"<script>
(() => {
  const address = "EVENTS?state=STATE&path=" + encodeURIComponent(location.pathname);
  let events;
  const listen = () => {
    if (events) events.close();
    events = undefined;
    if (document.visibilityState === "hidden") return;
    events = new EventSource(address);
    events.addEventListener("change", () => location.reload());
  };
  document.addEventListener("visibilitychange", listen);
  // Back in history: the page is the old one, and was not loaded again.
  addEventListener("pageshow", (event) => event.persisted && listen());
  addEventListener("pagehide", () => events && events.close());
  listen();
})();
</script>
"#;

/// What stands at an address, as one word: it changes when the page should be loaded again. The theme's
/// mistakes are part of it: as long as there are any, a page may not be what its key says.
pub fn state(repository: &Repository, run: &str, path: &str) -> String {
    let output = match route::find(repository, path) {
        Found::Output(output) => Some(output),
        Found::Moved(_) => None,
        Found::Nothing => route::at(&repository.plan, "404.html"),
    };
    let mut state = Mixer::new("state");
    if let Some(output) = output {
        state.text(&output.path).print(repository.key(output));
    }
    for problem in &repository.theme.problems {
        state.text(&problem.path).number(problem.span.start).text(&problem.message);
    }
    format!("{run}-{}", state.finish())
}

/// The page with the script at its end.
pub fn with_script(html: &[u8], state: &str) -> Bytes {
    const END: &[u8] = b"</body>";
    let script = SCRIPT.replace("EVENTS", EVENTS).replace("STATE", state);
    let at = html
        .windows(END.len())
        .rposition(|bytes| bytes.eq_ignore_ascii_case(END))
        .unwrap_or(html.len());
    [&html[..at], script.as_bytes(), &html[at..]].concat().into()
}

/// The events of one page. `query` has its address as `path`, and as `state` the state it was served in;
/// without one it is as new as the stream.
pub fn events(
    query: &str,
    editions: watch::Receiver<Edition>,
    run: String,
) -> impl Stream<Item = String> + use<> {
    let path = value(query, "path").unwrap_or_default();
    let mut known = value(query, "state");
    let changes = WatchStream::new(editions).filter_map(move |edition| {
        let state = state(&edition.repository, &run, &path);
        let before = known.replace(state.clone());
        let changed = before.is_some_and(|before| before != state);
        changed.then(|| format!("event: change\ndata: {state}\n\n"))
    });
    // When the server is gone, ask again soon: it is probably being restarted.
    tokio_stream::once("retry: 500\n\n".to_owned()).chain(changes)
}

fn value(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| files::decode(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_comes_before_the_end() {
        let page = with_script("<body>õ</BODY></html>".as_bytes(), "1-ab");
        let page = String::from_utf8(page.to_vec()).unwrap();
        assert!(
            page.starts_with("<body>õ<script>") && page.ends_with("</script>\n</BODY></html>"),
            "{page}"
        );
        assert!(page.contains("/.talkoo/events?state=1-ab&path="));
        assert!(with_script(b"text", "").ends_with(b"</script>\n"));
    }

    #[test]
    fn queries_are_decoded() {
        assert_eq!(value("state=x&path=%2Fa%2F", "path").as_deref(), Some("/a/"));
        assert_eq!(value("", "path"), None);
    }
}
