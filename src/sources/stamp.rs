//! Stamps: file metadata. A file whose stamp has not changed is taken to have the same bytes, without reading
//! it.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Length and times of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub length: u64,
    /// Nanoseconds since 1970.
    pub modified: u64,
    /// The change time of the inode, if the system has one: it shows that a file was replaced or given an old
    /// time.
    pub changed: u64,
}

/// File systems have coarse clocks: two writes within one tick have the same time. So the stamp of a file
/// written a moment ago is not trusted (git calls such files racily clean).
const MOMENT: Duration = Duration::from_secs(2);

impl Stamp {
    /// The stamp of the file at a path, if there is one.
    pub fn at(path: &Path) -> Option<Self> {
        let meta = path.symlink_metadata().ok()?;
        meta.is_file().then(|| Self::of(&meta))
    }

    pub fn of(meta: &Metadata) -> Self {
        let modified = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            length: meta.len(),
            modified: modified.map_or(0, |time| time.as_nanos() as u64),
            changed: changed(meta),
        }
    }

    /// Whether the file was last touched well before `now`.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        let limit = now.checked_sub(MOMENT).and_then(|limit| limit.duration_since(UNIX_EPOCH).ok());
        limit.is_some_and(|limit| self.modified < limit.as_nanos() as u64)
    }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    (meta.ctime() as u64).wrapping_mul(1_000_000_000).wrapping_add(meta.ctime_nsec() as u64)
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_just_written_is_not_trusted() {
        let now = UNIX_EPOCH + Duration::from_secs(1000);
        let at = |seconds: u64| Stamp { length: 0, modified: seconds * 1_000_000_000, changed: 0 };
        assert!(at(990).is_settled(now));
        assert!(!at(999).is_settled(now) && !at(1000).is_settled(now) && !at(2000).is_settled(now));
    }
}
