//! Pages that a mirror holds several times: to share them, to answer a comment, for phones, to print.

use crate::import::imported::{Imported, Page};
use std::collections::HashMap;

/// What the address of a copy says.
const COPIES: [&str; 5] = ["share=", "replytocom=", "/amp/", "amp=", "print="];

/// Keeps one page of those that name the same page as theirs and have its title. It gets the addresses of its copies.
pub fn join(imported: &mut Imported) {
    let mut firsts: HashMap<(String, String), usize> = HashMap::new();
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for (at, page) in imported.pages.iter().enumerate() {
        let Some(canonical) = page.addresses.first().filter(|first| first.starts_with("http"))
        else {
            continue;
        };
        let key = (canonical.clone(), page.title.clone());
        let Some(first) = firsts.get(&key).copied() else {
            firsts.insert(key, at);
            continue;
        };
        let known = &imported.pages[first];
        if known.body != page.body && !is_copy(known) && !is_copy(page) {
            continue;
        }
        if is_copy(known) && !is_copy(page) {
            firsts.insert(key, at);
            copies.push((first, at));
        } else {
            copies.push((at, first));
        }
    }
    let mut gone = vec![false; imported.pages.len()];
    for (copy, of) in copies {
        gone[copy] = true;
        let addresses = imported.pages[copy].addresses.clone();
        let plain = addresses.into_iter().filter(|address| !address.contains('?'));
        imported.pages[of].addresses.extend(plain);
        let (place, what) = (imported.pages[copy].id.clone(), imported.pages[of].id.clone());
        imported.leave_out("copy of a page", place, what);
    }
    let mut gone = gone.into_iter();
    imported.pages.retain(|_| !gone.next().unwrap_or(false));
}

fn is_copy(page: &Page) -> bool {
    COPIES.iter().any(|sign| page.addresses.iter().skip(1).any(|address| address.contains(sign)))
}
