//! The content of this repository is in the style of `talkoo fmt`.

use super::common::here;
use crate::format::{Outcome, format, is_formatted};
use crate::snapshot::settings;
use crate::sources::Sources;

#[test]
fn the_demo_is_formatted() {
    let (sources, _) = Sources::scan(&here("")).expect("the repository is there");
    let (config, _) = settings(&sources);
    for file in sources.files.iter().filter(|file| is_formatted(file)) {
        let is_same = matches!(format(file, &config), Outcome::Same);
        assert!(is_same, "`talkoo fmt` would change {}", file.path);
    }
}
