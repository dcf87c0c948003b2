//! A value together with the hash of what it was made from, so that the next run can take it over.

use crate::hash::Hash;
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::Arc;

/// A shared value and the hash of its inputs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Derived<T> {
    from: Hash,
    value: Arc<T>,
}

impl<T> Derived<T> {
    /// The value before if it was made from the same, otherwise a new one.
    pub fn of(from: Hash, before: Option<&Self>, make: impl FnOnce() -> T) -> Self {
        match before.filter(|before| before.from == from) {
            Some(before) => before.clone(),
            None => Self { from, value: Arc::new(make()) },
        }
    }

    /// The hash of what it was made from.
    pub fn from(&self) -> Hash {
        self.from
    }
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        Self { from: self.from, value: self.value.clone() }
    }
}

impl<T> Deref for Derived<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
