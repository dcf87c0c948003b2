//! Cycles among terms that each have at most one broader term, in linear time.

use super::TermId;

/// The cycles, each from its first term on: every term is followed by its broader one.
pub fn cycles(broader: &[Option<TermId>]) -> Vec<Vec<TermId>> {
    // Whether a term was reached already.
    let mut reached: Vec<bool> = vec![false; broader.len()];
    let mut found = Vec::new();
    for start in 0..broader.len() {
        let mut way = Vec::new();
        let mut at = Some(TermId(start as u32));
        while let Some(id) = at.filter(|id| !reached[id.0 as usize]) {
            reached[id.0 as usize] = true;
            way.push(id);
            at = broader[id.0 as usize];
        }
        let from = at.and_then(|id| way.iter().position(|other| *other == id));
        if let Some(from) = from {
            let mut cycle = way.split_off(from);
            let first = cycle.iter().enumerate().min_by_key(|(_, id)| id.0);
            let first = first.map_or(0, |(place, _)| place);
            cycle.rotate_left(first);
            found.push(cycle);
        }
    }
    found
}
