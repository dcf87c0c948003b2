//! The preview after edits: whatever was edited, it is byte for byte what a fresh start gives, and finds the same.
//! `EDITS=300 cargo test --lib preview` makes that many edits.

use super::common::dice::Dice;
use super::common::edits::{EDITS, append, difference, edit, edits, nth, replace};
use super::common::site::Site;
use super::common::{PLAIN, outputs, put};
use crate::diagnostics::text;
use crate::pipeline::{After, Known, Repository, Wish};

const WISH: Wish = Wish { search: false, ..PLAIN };

fn open(site: &Site, wish: Wish) -> Repository {
    Repository::open(site.root.path(), wish, &Known::default()).expect("it opens")
}

fn after_any_edit_the_preview_is_as_fresh(wish: Wish, edits: usize) {
    let (mut site, mut dice) = (Site::new(), Dice(7));
    let mut preview = open(&site, wish);
    for n in 0..edits {
        let kinds = nth(n, &mut dice);
        let mut files = site.files.clone();
        kinds.iter().for_each(|kind| edit(kind, n, &mut dice, &mut files));
        let changed = site.change(files);
        let next = preview.after(site.root.path(), Some(&changed), wish).expect("it is there");
        if let After::New(next) | After::Touched(next) = next {
            preview = next;
        }
        let fresh = open(&site, wish);
        let (shown, due) = (outputs(&preview), outputs(&fresh));
        assert!(shown == due, "{n} {kinds:?}: {:?}", difference(&shown, &due));
        let index = |of: &Repository| of.search_files().expect("it is made");
        assert!(index(&preview) == index(&fresh), "{n} {kinds:?}: the search index");
        let said =
            |found: &[_], of: &Repository| text::text(found, &|path| of.sources.text(path), false);
        assert_eq!(
            said(&preview.checked(wish), &preview),
            said(&fresh.found, &fresh),
            "{n} {kinds:?}"
        );
    }
}

#[test]
fn after_any_edit_it_is_as_fresh() {
    after_any_edit_the_preview_is_as_fresh(WISH, edits(3 * EDITS.len()));
}

/// The index is made anew after each, so these are few.
#[test]
fn after_any_edit_it_is_as_fresh_with_search() {
    after_any_edit_the_preview_is_as_fresh(PLAIN, edits(EDITS.len()).div_ceil(8));
}

/// The preview after an edit of this kind, and whether it took over from before how things are tied.
fn shares_ties(kind: &str) -> bool {
    let mut site = Site::new();
    append(&mut site.files, "content/about.md", "\nSee [[Pilot 12]].\n");
    put(site.root.path(), &site.files);
    let preview = open(&site, WISH);
    let mut files = site.files.clone();
    match kind {
        "renamed for a wikilink" => {
            replace(&mut files, "content/pilots/p-12.md", "Pilot 12", "The twelfth");
        }
        kind => {
            let mut dice = Dice(3);
            // Not every page has what is edited.
            while files == site.files {
                edit(kind, 1, &mut dice, &mut files);
            }
        }
    }
    let changed = site.change(files);
    match preview.after(site.root.path(), Some(&changed), WISH).expect("it is there") {
        After::New(next) => next.model.shares_ties_with(&preview.model),
        _ => panic!("{kind} is an edit"),
    }
}

#[test]
fn edits_of_words_share_the_ties() {
    for kind in ["body", "title", "summary", "period", "place", "term", "definition", "alias"] {
        assert!(shares_ties(kind), "{kind}");
    }
    for kind in ["link", "vocabulary", "add", "bibliography", "renamed for a wikilink"] {
        assert!(!shares_ties(kind), "{kind}");
    }
}
