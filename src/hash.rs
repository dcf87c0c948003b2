//! 128-bit hashes. Two inputs with the same hash are taken to be equal, so the hash is a cryptographic one: BLAKE3,
//! cut to 16 bytes.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The hash of Talkoo's own source (see build.rs). Another source may give other output, and two builds of a developer
/// share one version number.
pub const SOURCE: &str = env!("TALKOO_SOURCE");

/// The hash of an input.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Hash([u8; 16]);

impl Hash {
    /// The hash of some bytes.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self::cut(blake3::hash(bytes.as_ref()))
    }

    /// A hash that only those can make who know the key.
    pub fn keyed(key: &[u8; 32], bytes: &[u8]) -> Self {
        Self::cut(blake3::keyed_hash(key, bytes))
    }

    /// The first eight hexadecimal digits, for the names of published assets.
    pub fn short(self) -> String {
        self.to_string()[..8].to_owned()
    }

    /// Stands for the absence of a hash.
    pub const NONE: Self = Self([0; 16]);

    /// Parses the output of `Display`.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let is_hex = hex.len() == 32 && hex.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u128::from_str_radix(hex, 16).ok().filter(|_| is_hex)?;
        Some(Self(number.to_be_bytes()))
    }

    /// The first bytes, where a short hash that may collide is enough.
    pub fn first<const N: usize>(self) -> [u8; N] {
        std::array::from_fn(|i| self.0[i])
    }

    fn cut(hash: blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Combines hashes, texts and numbers into one hash, in order. They are collected and hashed at once, which is
/// several times faster than hashing many small pieces.
#[derive(Clone, Default)]
pub struct Hasher(Vec<u8>);

impl Hasher {
    /// A hasher whose results differ from those of every other `purpose`.
    pub fn new(purpose: &str) -> Self {
        let mut hasher = Self(Vec::with_capacity(512));
        hasher.text(purpose);
        hasher
    }

    /// Adds a hash.
    pub fn hash(&mut self, hash: Hash) -> &mut Self {
        self.0.extend_from_slice(&hash.0);
        self
    }

    /// Adds a text with its length, so that "ab" + "c" differs from "a" + "bc".
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: usize) -> &mut Self {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
        self
    }

    /// Adds a byte.
    pub fn byte(&mut self, byte: u8) -> &mut Self {
        self.0.push(byte);
        self
    }

    /// The hash of everything added.
    pub fn finish(&self) -> Hash {
        Hash::of(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_read_back_and_lengths_separate_texts() {
        let hash = Hash::of("kratt");
        assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
        assert_eq!(Hash::from_hex("zz"), None);
        assert_ne!(
            Hasher::new("x").text("ab").text("c").finish(),
            Hasher::new("x").text("a").text("bc").finish()
        );
    }
}
