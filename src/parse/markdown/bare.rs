//! Addresses that stand in the text without being a link: `https://…`, `www.…` and e-mail addresses. They become
//! links, as on GitHub, and keep their letters: `--` and quotation marks in an address are no punctuation.

use crate::config::is_local_host;
use crate::diagnostics::Span;
use memchr::memmem;

/// An address in the source of a text.
pub struct Bare {
    pub span: Span,
    /// What its link needs in front of it; `None` if it does not become a link.
    pub prefix: Option<&'static str>,
}

/// A bare address whose link is open.
pub struct OpenAddress {
    /// The event that opens the link.
    pub at: usize,
    /// Where its words begin in the block.
    pub words: usize,
    /// Where it is in the source.
    pub span: Span,
    /// Where its text in the source ends so far. It can end early, by a mark of emphasis that opens before it.
    pub end: usize,
    pub prefix: &'static str,
}

/// The addresses in a text, and where the pass is among them.
pub struct Addresses {
    pub all: Vec<Bare>,
    pub open: Option<OpenAddress>,
    /// Whether this is code, which has no addresses.
    pub in_code: bool,
}

impl Addresses {
    pub fn of(text: &str) -> Self {
        Self { all: bare_addresses(text), open: None, in_code: false }
    }
}

/// Reads the address around a sign in a text.
type Reading = fn(&str, usize) -> Option<Bare>;

/// The addresses in a text, those of links included.
fn bare_addresses(text: &str) -> Vec<Bare> {
    let bytes = text.as_bytes();
    let mut signs: Vec<(usize, Reading)> = Vec::new();
    signs.extend(memmem::find_iter(bytes, "://").map(|at| (at, web as Reading)));
    signs.extend(memmem::find_iter(bytes, "www.").map(|at| (at, www as Reading)));
    signs.extend(memchr::memchr_iter(b'@', bytes).map(|at| (at, mail as Reading)));
    signs.sort_by_key(|(at, _)| *at);
    let mut found: Vec<Bare> = Vec::new();
    let mut end = 0;
    for (at, address) in signs {
        // `https://www.…` is one address. What is inside of one is not looked at, so that a long text stays cheap.
        let next = if at < end { None } else { address(text, at) };
        if let Some(bare) = next.filter(|bare| bare.span.start >= end) {
            end = bare.span.end;
            found.push(bare);
        }
    }
    found
}

fn web(text: &str, at: usize) -> Option<Bare> {
    let is_letter = |b: &u8| b.is_ascii_alphanumeric() || b"+-.".contains(b);
    let length = text.as_bytes()[..at].iter().rev().take(12).take_while(|b| is_letter(b)).count();
    let (start, end) = (at - length, end_of(text, at + 3));
    if length == 0 || end == at + 3 {
        return None;
    }
    let scheme = text[start..at].to_ascii_lowercase();
    let host = text[at + 3..end].split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_web = matches!(&*scheme, "http" | "https") && !text[..start].ends_with('<');
    let is_link = is_web && is_host(host) && !is_local_host(host);
    Some(Bare { span: start..end, prefix: is_link.then_some("") })
}

fn www(text: &str, start: usize) -> Option<Bare> {
    let before = text[..start].chars().next_back();
    let is_inside = before.is_some_and(|c| c.is_alphanumeric() || "/.@-=&".contains(c));
    // The name of a site is looked at before what may be a long way to the end.
    let is_letter = |c: &char| c.is_alphanumeric() || "-_.".contains(*c);
    if is_inside
        || text[start..].chars().take(LONGEST_HOST + 1).take_while(is_letter).count() > LONGEST_HOST
    {
        return None;
    }
    let end_of_host = text[start..].find(|c| !is_letter(&c)).map_or(text.len(), |at| start + at);
    if text[start..end_of_host].matches('.').count() < 2 {
        return None;
    }
    let end = end_of(text, start);
    let host = text[start..end].split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_address = host.matches('.').count() > 1 && is_host(host);
    is_address.then_some(Bare { span: start..end, prefix: Some("https://") })
}

fn mail(text: &str, at: usize) -> Option<Bare> {
    let is_name = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let name = &text[text[..at].trim_end_matches(is_name).len()..at];
    let name = name.trim_start_matches(['.', '+', '-', '%', '_']).len();
    let host = &text[at + 1..];
    let host = &host[..host.find(|c| !(is_name(c) && c != '%' && c != '+')).unwrap_or(host.len())];
    let host = host.trim_end_matches(['.', '-', '_']);
    let start = at - name;
    let before = text[..start].strip_suffix("mailto:");
    let is_inside = before.is_none() && text[..start].ends_with(['@', '/', ':', '=']);
    if name == 0 || is_inside || !is_host(host) {
        return None;
    }
    let (start, prefix) = before.map_or((start, "mailto:"), |before| (before.len(), ""));
    Some(Bare { span: start..at + 1 + host.len(), prefix: Some(prefix) })
}

/// The longest name of a site (RFC 1035).
const LONGEST_HOST: usize = 253;

/// Whether a text looks like the name of a site: parts joined by dots, the last one a word or a number.
fn is_host(host: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(is_part) && last.chars().nth(1).is_some()
}

/// Where the address that begins before `from` ends: before white space, a bracket that closes without opening, a
/// typographic quotation mark, or the punctuation of its sentence.
fn end_of(text: &str, from: usize) -> usize {
    let mut open = 0_usize;
    let ends = |c: char| match c {
        '(' | '[' => {
            open += 1;
            false
        }
        ')' | ']' => match open.checked_sub(1) {
            Some(left) => {
                open = left;
                false
            }
            None => true,
        },
        c => {
            let is_sign = "<>`|“”„«»。，、；：！？（）【】《》「」".contains(c);
            is_sign || c.is_whitespace() || c.is_control()
        }
    };
    let mut end = text[from..].find(ends).map_or(text.len(), |at| from + at);
    while let Some(last) = text[from..end].chars().next_back() {
        let address = &text[from..end];
        let is_punctuation = match last {
            // What opens in an address closes in it.
            '"' | '\'' | '*' | '_' | '~' => address.matches(last).count() % 2 == 1,
            last => "?!.,:;\\’‘…–—".contains(last),
        };
        if !is_punctuation {
            break;
        }
        end -= last.len_utf8();
    }
    end
}
