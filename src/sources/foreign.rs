//! What lies in the folders of a repository and is no part of the site: hidden files, and what editors, sync tools,
//! office programs and systems leave behind. A file's name tells.

use crate::words::{has, words};

/// Whether a file or folder with this name is left out everywhere.
pub fn is_foreign(name: &str) -> bool {
    const NAMES: &str = ".git .gitkeep .ds_store thumbs.db ehthumbs.db desktop.ini __macosx @eadir $recycle.bin \
";
    // Vim tries whether it can write with a file of this number; macOS gives folders an icon in such a file.
    const EXACT: [&str; 3] = ["4913", "Icon\r", "System Volume Information"];
    const STARTS: &str = "._ .# ~$ .~lock. ~syncthing~ .syncthing. .sync .fuse_hidden";
    const ENDS: &str = "~ .swp .swx .swo .tmp .temp .bak .orig .rej .part .partial .crdownload .download ___jb_tmp___ \
        ___jb_old___";
    let lower = name.to_ascii_lowercase();
    has(NAMES, &lower)
        || EXACT.contains(&name)
        || words(STARTS).any(|start| lower.starts_with(start))
        || words(ENDS).any(|end| lower.ends_with(end))
        || (name.starts_with('#') && name.ends_with('#'))
        || lower.contains(".sync-conflict-")
        || lower.contains("conflicted copy")
        || is_beside_a_text(name)
}

/// Whether it is the name of a text with something behind it, as of a file that is moved onto the text when it is complete:
/// `a.md~tmp`, `a.md.tXyR3b` (KDE), `a.md.4021`.
fn is_beside_a_text(name: &str) -> bool {
    const ENDINGS: [&str; 7] = [".md", ".toml", ".bib", ".css", ".html", ".js", ".csl"];
    let behind = ENDINGS.into_iter().filter_map(|ending| name.rsplit_once(ending));
    let is_random = |letters: &str| {
        let has_capital_within = letters.chars().skip(1).any(|c| c.is_ascii_uppercase());
        let is_number = letters.bytes().all(|b| b.is_ascii_digit());
        letters.bytes().all(|b| b.is_ascii_alphanumeric())
            && (is_number && letters.len() > 3 || letters.len() == 6 && has_capital_within)
    };
    behind.into_iter().any(|(_, behind)| match behind.strip_prefix('.') {
        Some(letters) => !letters.is_empty() && is_random(letters),
        None => behind.starts_with('~'),
    })
}

/// Whether a file of the repository is left out by its path: a foreign file, or a hidden one outside of static/.
pub fn is_left_out(path: &str) -> bool {
    let (top, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_static = top == "static";
    rest.split('/').any(|name| is_foreign(name) || (!is_static && name.starts_with('.')))
}

/// Whether a file of static/ is published: it is not hidden, or it is known or listed in `publish_hidden`.
pub fn is_published(path: &str, publish_hidden: &[String]) -> bool {
    const KNOWN: [&str; 2] = [".well-known", ".nojekyll"];
    let inside = path.strip_prefix("static/").unwrap_or(path);
    let is_below = |listed: &str| {
        inside.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let hidden = inside.split('/').filter(|name| name.starts_with('.'));
    hidden.clone().all(|name| name == ".htaccess")
        || KNOWN.into_iter().any(is_below)
        || publish_hidden.iter().any(|listed| is_below(listed.trim_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_hidden_static_files_the_known_and_the_listed_are_published() {
        let listed = [".domains".to_owned(), "a/.keep/".to_owned()];
        for path in [
            "static/a.png",
            "static/.well-known/security.txt",
            "static/.nojekyll",
            "static/a/.htaccess",
            "static/.domains",
            "static/a/.keep/b",
        ] {
            assert!(is_published(path, &listed), "{path}");
        }
        for path in ["static/.env", "static/.ssh/.htaccess", "static/.domains2", "static/b/.keep"] {
            assert!(!is_published(path, &listed), "{path}");
        }
        for path in ["static/.DS_Store", "static/.git/config", "static/._a.png"] {
            assert!(is_left_out(path), "{path}");
        }
    }

    #[test]
    fn what_is_saved_beside_a_text_is_no_part_of_the_site() {
        for name in ["a.md~tmp", "a.md.tXyR3b", "base.css.4021", "site.toml.øøøAøø~"] {
            assert!(is_foreign(name), "{name}");
        }
        for name in ["a.md", "a.md.pdf", "cmd.md.backup", "a.md.øA", "a.md.", "report.2021"] {
            assert!(!is_foreign(name), "{name}");
        }
    }
}
