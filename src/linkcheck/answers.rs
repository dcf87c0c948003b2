//! The cached answers of earlier link checks. A good answer is valid for a week, any other for a day. They are stored
//! as JSON, so that people can read them.

use super::Answer;
use super::addresses::Addresses;
use crate::hash::Hash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An answer and its time, in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub at: u64,
    #[serde(flatten)]
    pub answer: Answer,
}

/// By address.
pub type Answers = BTreeMap<String, Record>;

const DAY: u64 = 24 * 60 * 60;

/// The answers on disk, with the hash of their JSON without white space.
#[derive(Serialize, Deserialize)]
struct Stored<T> {
    hash: String,
    answers: T,
}

/// Reads the cached answers; empty if they can't be read, or are damaged.
pub fn read(bytes: &[u8]) -> Answers {
    let stored: Option<Stored<Answers>> = serde_json::from_slice(bytes).ok();
    let whole = stored.filter(|stored| stored.hash == hash(&stored.answers));
    whole.map(|stored| stored.answers).unwrap_or_default()
}

fn hash(answers: &impl Serialize) -> String {
    Hash::of(serde_json::to_vec(answers).unwrap_or_default()).to_string()
}

/// Serializes the answers, without addresses that are no longer used.
pub fn write(answers: &Answers, addresses: &Addresses) -> Vec<u8> {
    let used: BTreeMap<_, _> =
        answers.iter().filter(|(address, _)| addresses.contains_key(*address)).collect();
    serde_json::to_vec_pretty(&Stored { hash: hash(&used), answers: used }).unwrap_or_default()
}

/// The addresses without a valid cached answer.
pub fn due(addresses: &Addresses, cached: &Answers, now: u64) -> Vec<String> {
    let is_fresh = |record: &Record| {
        let days = if record.answer.is_good() { 7 } else { 1 };
        // A time in the future means that the clock was wrong.
        record.at <= now && now - record.at < days * DAY
    };
    let is_due = |address: &&String| !cached.get(*address).is_some_and(is_fresh);
    addresses.keys().filter(is_due).cloned().collect()
}
