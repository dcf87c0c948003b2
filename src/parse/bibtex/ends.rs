//! Where entries of a BibTeX file begin and texts end, also in files with mistakes.

/// Where blocks begin at the start of a line: `@book{`.
pub fn starts(text: &str) -> Vec<usize> {
    memchr::memchr_iter(b'@', text.as_bytes())
        .filter(|at| {
            let before = text[..*at].trim_end_matches([' ', '\t']);
            let kind = text[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let is_first = before.is_empty() || before.ends_with(['\n', '\u{feff}']);
            let is_named = kind.len() < text.len() - at - 1;
            is_first && is_named && kind.trim_start_matches([' ', '\t']).starts_with(['{', '('])
        })
        .collect()
}

/// The end of the text that begins at `open`. To BibTeX a brace behind a backslash counts like any other, `{C:\}`; some write
/// `{\{}` all the same, so what follows decides.
pub fn end_of_text(bytes: &[u8], open: usize, close: u8) -> Option<usize> {
    const FARTHEST: usize = 2_000;
    let is_end = |end: &usize| {
        let next = bytes[end + 1..].iter().find(|byte| !byte.is_ascii_whitespace());
        next.is_some_and(|byte| b",})#%".contains(byte))
    };
    let plain = closing(bytes, open, close, false);
    let far = plain.map_or(bytes.len(), |end| bytes.len().min(end + FARTHEST));
    let escaped = || closing(&bytes[..far], open, close, true).filter(is_end);
    plain.filter(is_end).or_else(escaped).or(plain)
}

fn closing(bytes: &[u8], open: usize, close: u8, escapes: bool) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, open + 1);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if escapes => at += 1,
            _ if *byte == close && depth == 0 => return Some(at),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}
