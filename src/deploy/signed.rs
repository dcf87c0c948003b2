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

/// The first line of a file, before and behind its hash.
#[derive(Clone, Copy, Debug)]
pub struct Sign(&'static str, &'static str);

/// That of files in which a comment begins with `#`.
pub const DEPLOY: Sign = Sign("# Written by `talkoo deploy-files`; ", "");
pub const CMS: Sign = Sign("# Written by `talkoo cms`; ", "");
pub const CMS_HTML: Sign = Sign("<!-- Written by `talkoo cms`; ", " -->");

impl Sign {
    /// The text below its first line.
    pub fn sign(self, text: &str) -> String {
        format!("{}{}{}\n{text}", self.0, Hash::of(text).short(), self.1)
    }

    /// The hash in a first line.
    fn hash_in(self, line: &str) -> Option<&str> {
        line.strip_prefix(self.0)?.strip_suffix(self.1)
    }
}

/// How the bytes of a file, if it is there, stand to the signed text that would be written. Line ends don't matter, because git
/// changes them on some systems.
pub fn standing(sign: Sign, there: Option<&[u8]>, wanted: &str) -> Standing {
    let Some(there) = there else { return Standing::Missing };
    let there = String::from_utf8_lossy(there).replace("\r\n", "\n");
    if there == wanted {
        return Standing::Current;
    }
    let Some((first, rest)) = there.split_once('\n') else { return Standing::Foreign };
    match sign.hash_in(first) {
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
        for sign in [DEPLOY, CMS, CMS_HTML] {
            an_edit_is_noticed_below(sign);
        }
    }

    fn an_edit_is_noticed_below(sign: Sign) {
        let (old, new) = (sign.sign("a\nb\n"), sign.sign("a\nc\n"));
        let of = |there: &str| standing(sign, Some(there.as_bytes()), &new);
        assert_eq!(standing(sign, None, &new), Standing::Missing);
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
