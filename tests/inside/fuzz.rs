//! The fuzz targets of `fuzz/` on their seeds and on a few changes of them, the same on every run. `EXPLORE=20000 cargo
//! test --lib fuzz` makes that many changes a target. `fuzz/run` searches with libFuzzer.

use super::common::{dice::Dice, here};
use crate::fuzz::{ALL, SETTINGS};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What has a meaning to some reader.
const WORDS: &[&str] = &[
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "\\",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "#",
    "+++\n",
    "---\n",
    "```",
    ":",
    "=",
    ",",
    ".",
    "..",
    "/",
    "../",
    "|",
    "%",
    "%00",
    "%2f",
    "&",
    "*",
    "**",
    "_",
    "@",
    "$",
    "~",
    "^",
    "!",
    "\0",
    "\u{1}",
    "\u{feff}",
    "\u{202e}",
    "õ",
    "👩‍🚀",
    "0",
    "-1",
    "1e999",
    "99999999999999999999",
    "true",
    "null",
    "2020-02-30",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
];

/// A change of `bytes`: parts are cut out, doubled, moved, replaced by words, or single bits turn.
fn changed(bytes: &[u8], others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let start = dice.roll(bytes.len() + 1);
        let longest = 1 << dice.roll(8);
        let end = (start + dice.roll(longest)).min(bytes.len());
        let word = WORDS[dice.roll(WORDS.len())].as_bytes();
        let other = &others[dice.roll(others.len())];
        match dice.roll(7) {
            0 => drop(bytes.drain(start..end)),
            1 => drop(bytes.splice(start..end, word.iter().copied())),
            2 => {
                let times = 1 << dice.roll(7);
                drop(bytes.splice(start..start, word.repeat(times)));
            }
            3 => {
                let part = bytes[start..end].repeat(1 << dice.roll(5));
                let at = dice.roll(bytes.len() + 1);
                drop(bytes.splice(at..at, part));
            }
            4 => drop(bytes.splice(start..end, other[dice.roll(other.len() + 1)..].to_vec())),
            5 => bytes.truncate(end),
            _ => {
                let bit = 1 << dice.roll(8);
                bytes.iter_mut().skip(start).take(1).for_each(|byte| *byte ^= bit);
            }
        }
    }
    bytes.truncate(1 << 14);
    bytes
}

#[test]
fn targets_bear_changes_of_their_seeds() {
    assert!(crate::config::read(SETTINGS).1.is_empty());
    let tries: usize = std::env::var("EXPLORE").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    for (name, target) in ALL {
        let folder = fs::read_dir(here("fuzz/seeds").join(name)).expect("it has seeds");
        let mut paths: Vec<_> = folder.map(|entry| entry.expect("it can be read").path()).collect();
        paths.sort();
        let seeds: Vec<Vec<u8>> =
            paths.iter().map(|p| fs::read(p).expect("it can be read")).collect();
        let mut dice = Dice(1);
        let of_dice = (0..tries).map(|n| changed(&seeds[n % seeds.len()], &seeds, &mut dice));
        for bytes in seeds.iter().cloned().chain(of_dice) {
            if catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
                let kept = std::env::temp_dir().join(format!("talkoo-{name}"));
                fs::write(&kept, &bytes).expect("it can be written");
                panic!("{name} does not bear {}", kept.display());
            }
        }
    }
}
