//! What earlier rounds learnt, with its day: a good answer is good for a week, another one for a day. What
//! is no more than a guess about the world is kept as JSON, for whoever wants to look.

use super::Answer;
use super::addresses::Addresses;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An answer and when it came, in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub at: u64,
    #[serde(flatten)]
    pub answer: Answer,
}

/// By address.
pub type Answers = BTreeMap<String, Record>;

const DAY: u64 = 24 * 60 * 60;

/// What was remembered; nothing if that can't be read.
pub fn read(bytes: &[u8]) -> Answers {
    serde_json::from_slice(bytes).unwrap_or_default()
}

/// What is remembered until the next round: addresses that nothing names any more are forgotten.
pub fn write(remembered: &Answers, addresses: &Addresses) -> Vec<u8> {
    let kept: BTreeMap<_, _> =
        remembered.iter().filter(|(address, _)| addresses.contains_key(*address)).collect();
    serde_json::to_vec_pretty(&kept).unwrap_or_default()
}

/// The addresses that are to be visited now.
pub fn due(addresses: &Addresses, remembered: &Answers, now: u64) -> Vec<String> {
    let is_fresh = |record: &Record| {
        let days = if record.answer.is_good() { 7 } else { 1 };
        // A day in the future is that of a clock that was wrong.
        record.at <= now && now - record.at < days * DAY
    };
    let is_due = |address: &&String| !remembered.get(*address).is_some_and(is_fresh);
    addresses.keys().filter(is_due).cloned().collect()
}
