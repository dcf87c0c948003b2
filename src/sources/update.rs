//! Updates the list of files after a change, without a full walk.

use super::{File, Kind, Sources, is_left_out, repository_file};
use crate::files;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

impl Sources {
    /// The files that differ according to their stamps; `None` if files appeared or vanished.
    pub fn changed(&self, before: &Self) -> Option<Vec<Arc<str>>> {
        let both = || self.files.iter().zip(&before.files);
        let same_paths = self.files.len() == before.files.len()
            && both().all(|(file, before)| file.path == before.path);
        let others = both().filter(|(file, before)| !file.is_as(before.stamp));
        same_paths.then(|| others.map(|(file, _)| file.path.clone()).collect())
    }

    /// The files of the repository at `root` after these paths changed, and which of the paths are or were
    /// files of it. `None` if only a walk can tell: folders that appear or vanish, settings, links.
    pub fn updated(&self, root: &Path, paths: &[PathBuf]) -> Option<(Self, Vec<Arc<str>>)> {
        let now = SystemTime::now();
        let mut sources = self.clone();
        let mut changed = Vec::new();
        for path in paths {
            let name = files::repository_path(root, path)?;
            if is_left_out(&name) {
                continue;
            }
            let place = sources.files.binary_search_by(|file| (*file.path).cmp(&name));
            match path.symlink_metadata() {
                Ok(meta) if meta.is_file() => {
                    let Some(file) = repository_file(root, path, meta.file_type(), now).ok()?
                    else {
                        continue;
                    };
                    let known = place.is_ok();
                    // A theme's first file may shadow the embedded theme.
                    if file.kind == Kind::Settings || (file.kind == Kind::Theme && !known) {
                        return None;
                    }
                    changed.push(file.path.clone());
                    match place {
                        Ok(at) => sources.files[at] = file,
                        Err(at) => sources.files.insert(at, file),
                    }
                }
                Ok(_) => return None,
                Err(_) => {
                    // An unlisted path that vanished is an editor's own file, which does not matter, or a
                    // folder, whose files are gone too.
                    let folder = format!("{name}/");
                    let was_folder = sources.files.iter().any(|f| f.path.starts_with(&folder));
                    match place {
                        Ok(at) if is_content(&sources.files[at]) => {
                            changed.push(sources.files.remove(at).path);
                        }
                        Ok(_) => return None,
                        Err(_) if was_folder => return None,
                        Err(_) => {}
                    }
                }
            }
        }
        Some((sources, changed))
    }
}

fn is_content(file: &File) -> bool {
    !matches!(file.kind, Kind::Settings | Kind::Theme)
}
