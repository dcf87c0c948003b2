//! Finds the output at an address by its exact path. Nothing else is reachable: there is no folder that a
//! `..` could leave.

use crate::files;
use crate::outputs::{Output, Outputs};
use crate::site::Site;

/// The result of a lookup.
#[derive(Debug)]
pub enum Found<'r> {
    Output(&'r Output),
    /// It is at a different address.
    Moved(String),
    Nothing,
}

/// Finds the output for the path of a request.
pub fn find<'r>(site: &'r Site, path: &str) -> Found<'r> {
    find_in(&site.outputs, &site.model.config.base_path(), path)
}

/// `base` is the path at which the site will be published. Links written for there (as on the 404 page) work
/// here too.
fn find_in<'r>(outputs: &'r Outputs, base: &str, path: &str) -> Found<'r> {
    if let Some(output) = exact(outputs, path) {
        return Found::Output(output);
    }
    // Redirect to the output's own address, never to the requested one: `//example.org/` would lead to
    // another site.
    if let Some(output) = exact(outputs, &format!("{path}/")) {
        return Found::Moved(output.url.clone());
    }
    let below = path.strip_prefix(base).filter(|rest| rest.len() < path.len());
    match below.and_then(|rest| exact(outputs, rest)) {
        Some(output) => Found::Moved(output.url.clone()),
        None => Found::Nothing,
    }
}

fn exact<'r>(outputs: &'r Outputs, path: &str) -> Option<&'r Output> {
    let path = files::decode(path.strip_prefix('/')?);
    // A doubled slash would break relative links.
    if path.starts_with('/') {
        return None;
    }
    outputs.at(&files::output_path(&path))
}

/// Whether a `Host` names this machine and our port, by default that of http.
pub fn is_ours(host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|name| match host.strip_prefix(name) {
        Some("") => port == 80,
        Some(rest) => rest.strip_prefix(':').is_some_and(|given| given.parse() == Ok(port)),
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outputs::robots;

    fn found(path: &str) -> String {
        let output = |url: &str| Output {
            path: files::output_path(&files::decode(url)),
            url: url.to_owned(),
            kind: robots::all().remove(0).1,
        };
        let mut all: Vec<Output> = ["/", "/a.css", "/pilots/", "/v%C3%B5ru/"].map(output).into();
        all.sort_by(|a, b| a.path.cmp(&b.path));
        match find_in(&Outputs { all, ..Outputs::default() }, "/commons", path) {
            Found::Output(output) => output.path.clone(),
            Found::Moved(url) => format!("-> {url}"),
            Found::Nothing => String::new(),
        }
    }

    #[test]
    fn addresses_are_found_exactly() {
        assert_eq!(found("/"), "index.html");
        assert_eq!(found("/pilots/index.html"), "pilots/index.html");
        assert_eq!(found("/p%69lots/"), "pilots/index.html");
        assert_eq!(found("/võru/".replace('õ', "%C3%B5").as_str()), "võru/index.html");
        assert_eq!(found("/pilots"), "-> /pilots/");
        assert_eq!(found("/commons/pilots/"), "-> /pilots/");
    }

    #[test]
    fn nothing_else_can_be_reached() {
        let others = [
            "*",
            "//",
            "//pilots/",
            "/../a.css",
            "/%2e%2e/a.css",
            "/pilots/../a.css",
            "/commons//pilots",
            "/a.css%00",
        ];
        others.into_iter().for_each(|path| assert_eq!(found(path), "", "{path}"));
    }

    #[test]
    fn only_this_machine_is_ours() {
        let ours = ["localhost:3030", "LOCALHOST:3030", "127.0.0.1:3030", "[::1]:3030"];
        ours.into_iter().for_each(|host| assert!(is_ours(host, 3030), "{host}"));
        let others = [
            "localhost",
            "localhost:3031",
            "localhost.example.org:3030",
            "example.org:3030",
            "127.0.0.1:3030:1",
            "",
        ];
        others.into_iter().for_each(|host| assert!(!is_ours(host, 3030), "{host}"));
        assert!(is_ours("localhost", 80));
    }
}
