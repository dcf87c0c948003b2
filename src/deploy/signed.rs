//! The first line of a file tells whether somebody has edited it: it has the hash of the rest. A file without the line is not
//! ours. Neither is ever overwritten.

use super::parts::SITE;
use crate::hash::Hash;

/// How a file in the repository stands to the one that would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Missing,
    Current,
    /// Written for other settings or addresses, or by another version of Talkoo.
    Outdated,
    /// Written by Talkoo, then edited.
    Edited,
    /// Written for another site of the same git repository.
    OfOther,
    /// Somebody's own.
    Foreign,
}

const SIGN: &str = "# Written by `talkoo deploy-files`; ";

/// The text below its first line.
pub fn sign(text: &str) -> String {
    format!("{SIGN}{}\n{text}", Hash::of(text).short())
}

/// How the bytes of a file, if it is there, stand to the signed text that would be written. Line ends don't matter, because git
/// changes them on some systems.
pub fn standing(there: Option<&[u8]>, wanted: &str) -> Standing {
    let Some(there) = there else { return Standing::Missing };
    let there = String::from_utf8_lossy(there).replace("\r\n", "\n");
    if there == wanted {
        return Standing::Current;
    }
    let Some((first, rest)) = there.split_once('\n') else { return Standing::Foreign };
    match first.strip_prefix(SIGN) {
        Some(hash) if hash == Hash::of(rest).short() => {
            let wanted = wanted.split_once('\n').map_or("", |(_, rest)| rest);
            match site_of(rest) == site_of(wanted) {
                true => Standing::Outdated,
                false => Standing::OfOther,
            }
        }
        Some(_) => Standing::Edited,
        None => Standing::Foreign,
    }
}

/// The folder of the site that a text without its signature is for; empty for the whole repository.
fn site_of(text: &str) -> &str {
    text.lines().next().and_then(|line| line.strip_prefix(SITE)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_noticed() {
        let (old, new) = (sign("a\nb\n"), sign("a\nc\n"));
        let of = |there: &str| standing(Some(there.as_bytes()), &new);
        assert_eq!(standing(None, &new), Standing::Missing);
        assert_eq!(of(&new), Standing::Current);
        assert_eq!(of(&new.replace('\n', "\r\n")), Standing::Current);
        assert_eq!(of(&old), Standing::Outdated);
        assert_eq!(of(&old.replace('\n', "\r\n")), Standing::Outdated);
        assert_eq!(of(&format!("{old}d\n")), Standing::Edited);
        for own in ["a\nc\n", "", "x"] {
            assert_eq!(of(own), Standing::Foreign, "{own}");
        }
    }
}
