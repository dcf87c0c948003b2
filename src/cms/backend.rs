//! Where the git repository is hosted, from an address of it, and how Sveltia CMS reaches that host.

use super::yaml::{Node, Pairs};
use url::Url;

/// A git repository on a host that the CMS knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Backend {
    pub kind: Kind,
    pub host: String,
    /// `owner/name`; on GitLab there may be groups between the two.
    pub repository: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Github,
    Gitlab,
    /// Gitea and Forgejo, as on Codeberg.
    Gitea,
}

impl Backend {
    /// The repository at an address of git (`git@host:owner/name.git`) or of one of its pages.
    pub fn of(address: &str) -> Option<Self> {
        let address = address.trim();
        let scp = address.split_once(':').filter(|(_, path)| !path.starts_with('/'));
        let (host, path) = match scp {
            Some((host, path)) => (host.rsplit('@').next()?.to_owned(), path.to_owned()),
            None => {
                let url = Url::parse(address).ok()?;
                let port = url.port().filter(|_| url.scheme().starts_with("http"));
                let port = port.map(|port| format!(":{port}")).unwrap_or_default();
                (format!("{}{port}", url.host_str()?), url.path().to_owned())
            }
        };
        let kind = Kind::of(&host)?;
        // What follows is the way to a page of the repository.
        let path = path.trim_matches('/');
        let path = path.split_once("/-/").map_or(path, |(repository, _)| repository);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let parts = if kind == Kind::Gitlab { &parts[..] } else { parts.get(..2)? };
        let repository = parts.join("/");
        let repository = repository.strip_suffix(".git").unwrap_or(&repository).to_owned();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
        let is_sound = parts.len() > 1 && repository.chars().all(is_plain);
        is_sound.then_some(Self { kind, host, repository })
    }

    pub fn pairs(&self) -> Pairs {
        let mut pairs: Pairs =
            vec![("name", self.kind.word().into()), ("repo", (&*self.repository).into())];
        let host = &self.host;
        let is_default = matches!(&**host, "github.com" | "gitlab.com");
        let root = match self.kind {
            Kind::Github => format!("https://{host}/api/v3"),
            Kind::Gitlab => format!("https://{host}/api/v4"),
            Kind::Gitea => format!("https://{host}/api/v1"),
        };
        if !is_default {
            pairs.push(("api_root", root.into()));
            pairs.push(("base_url", format!("https://{host}").into()));
        }
        pairs.push(auth());
        pairs
    }

    /// The addresses that a browser asks while the CMS works with the repository.
    pub fn addresses(&self) -> Vec<String> {
        let host = format!("https://{}", self.host);
        match &*self.host {
            "github.com" => ["https://api.github.com", "https://*.githubusercontent.com"]
                .map(str::to_owned)
                .into(),
            _ => vec![host],
        }
    }
}

impl Kind {
    /// The kind of a host, by its name.
    fn of(host: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let is = |word: &str| host.contains(word);
        match () {
            () if host == "github.com" => Some(Self::Github),
            () if is("gitlab") => Some(Self::Gitlab),
            () if is("codeberg") || is("gitea") || is("forgejo") => Some(Self::Gitea),
            () => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Gitea => "gitea",
        }
    }

    /// Whether changes can wait for a review: the CMS does that with pull requests of GitHub and merge requests of GitLab.
    pub fn has_workflow(self) -> bool {
        self != Self::Gitea
    }
}

/// Colleagues sign in with a token of theirs: a button for it would need a server of somebody's.
fn auth() -> (&'static str, Node) {
    ("auth_methods", Node::List(vec!["token".into()]))
}

/// What stands where no repository is known: the CMS asks for one even if it only works with a folder.
pub fn none() -> Node {
    vec![("name", "github".into()), ("repo", "OWNER/REPOSITORY".into()), auth()].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_known_by_its_addresses() {
        let of = |address: &str| {
            Backend::of(address)
                .map(|one| format!("{} {} {}", one.kind.word(), one.host, one.repository))
        };
        for (address, is) in [
            ("https://github.com/team/commons.git", "github github.com team/commons"),
            ("git@github.com:team/commons.git\n", "github github.com team/commons"),
            ("https://github.com/team/commons/edit/main/{path}", "github github.com team/commons"),
            ("ssh://git@codeberg.org/team/commons.git", "gitea codeberg.org team/commons"),
            (
                "https://gitlab.example.org/a/b/c/-/edit/main/{path}",
                "gitlab gitlab.example.org a/b/c",
            ),
        ] {
            assert_eq!(of(address).as_deref(), Some(is));
        }
        for unknown in [
            "/srv/git/commons.git",
            "https://example.org/a/b",
            "https://github.com/a",
            "",
            "file:///a/b",
        ] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
