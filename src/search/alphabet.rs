//! Numbers as text. Shards are scripts, so lists of numbers are written in letters, five bits in each.

/// The letters for 0 to 31 that end a number, and for 0 to 31 that continue it.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes a number, the least significant bits first.
pub fn number(mut number: u32, out: &mut String) {
    while number > 31 {
        out.push(char::from(LETTERS[32 + (number & 31) as usize]));
        number >>= 5;
    }
    out.push(char::from(LETTERS[number as usize]));
}

/// Writes ascending numbers by their differences.
pub fn ascending(numbers: impl Iterator<Item = u32>, out: &mut String) {
    let mut last = 0;
    for one in numbers {
        number(one - last, out);
        last = one;
    }
}
