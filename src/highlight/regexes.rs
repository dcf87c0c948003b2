//! The regular expressions of grammars, tried with bounds. Some need exponential time for a text that is made for
//! it, so every attempt has a limit of retries, and a block of code a sum of steps. Only counts decide, never time:
//! a block is coloured on every machine or on none.

use onig::{MatchParam, RegexOptions, Region, SearchOptions, Syntax};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::{Arc, RwLock};
use syntect::parsing::syntax_definition::MatchPattern;

/// A block needs more steps than it may, or its grammar fails.
#[derive(Debug, PartialEq)]
pub struct GivenUp;

/// How often a regular expression may go back at one place of a line, besides once for each of its alternatives. Most
/// need less than the first of these numbers; if it is not enough, they try again with the next one.
const RETRIES: [u32; 4] = [16, 512, 16 * 1024, 256 * 1024];
/// Alternatives of one expression that count: lists of keywords have so many.
const MOST_ALTERNATIVES: usize = 1024;
/// How many states it may keep at once, to go back to.
const STATES: u32 = 100_000;
/// How many steps a block may take, and how many more for each of its bytes: one step for each retry that is allowed
/// at each place looked at. Most real code takes about a thousand for a byte.
const STEPS: u64 = 5_000_000;
const STEPS_A_BYTE: u64 = 9000;
/// How many steps it counts for to compile a regular expression for a word of the block, for each of its bytes.
const COMPILE: u64 = 1000;

/// A pattern of the block's grammars. The block counts those it comes upon, and keeps what it knows of them in lists.
#[derive(Clone, Copy)]
pub struct Pattern<'s> {
    pub number: usize,
    pub pattern: &'s MatchPattern,
}

/// What an expression captured, and in which line.
pub struct Captures {
    pub region: Region,
    pub line: String,
}

/// The expressions that were compiled so far, by the addresses of their patterns, for all blocks.
#[derive(Default)]
pub struct Compiled(RwLock<FxHashMap<usize, Arc<Expression>>>);

/// A compiled expression.
struct Expression {
    regex: onig::Regex,
    /// How many retries it may need for its alternatives alone, because each that fails is one.
    alternatives: u32,
}

/// Searches on behalf of one block.
pub struct Searcher<'s> {
    compiled: &'s Compiled,
    /// Those of patterns, by the numbers that these have in the block.
    used: Vec<Option<Arc<Expression>>>,
    /// Those that depend on what others captured, by their text.
    filled_in: FxHashMap<String, Arc<Expression>>,
    region: Region,
    /// The steps that are left.
    steps: u64,
}

impl<'s> Searcher<'s> {
    /// For a block of this length.
    pub fn new(compiled: &'s Compiled, length: usize) -> Self {
        let (used, filled_in) = Default::default();
        let steps = STEPS + STEPS_A_BYTE * length as u64;
        Self { compiled, used, filled_in, region: Region::with_capacity(8), steps }
    }

    /// Counts steps of the block.
    pub fn spend(&mut self, steps: u64) -> Result<(), GivenUp> {
        self.steps = self.steps.checked_sub(steps).ok_or(GivenUp)?;
        Ok(())
    }

    /// The first match in a line from `start` on. A pattern that repeats what another one captured needs `captures`.
    pub fn search(
        &mut self,
        pattern: Pattern,
        captures: Option<&Captures>,
        line: &str,
        start: usize,
    ) -> Result<Option<Rc<Region>>, GivenUp> {
        let regex = match captures {
            Some(captures) => self.filled_in(pattern.pattern, captures)?,
            None => self.compiled(pattern)?,
        };
        if let Ok(found) = self.attempt(&regex, line, start, RETRIES[0])? {
            return Ok(found);
        }
        // One place needs more, so each is tried by itself, and only that one counts for more.
        let places = line[start..].char_indices().map(|(at, _)| start + at);
        for at in places.chain([line.len()]) {
            match self.at(&regex, line, at)? {
                None => {}
                found => return Ok(found),
            }
        }
        Ok(None)
    }

    /// The first match from `start` on. The inner `Err` means that it needs more retries.
    fn attempt(
        &mut self,
        regex: &Expression,
        line: &str,
        start: usize,
        retries: u32,
    ) -> Result<Result<Option<Rc<Region>>, onig::Error>, GivenUp> {
        let (region, limits) = (Some(&mut self.region), limits(retries + regex.alternatives));
        let found =
            regex.regex.search_with_param(line, start, line.len(), NO_OPTIONS, region, limits);
        let looked_at = match found {
            Ok(Some(at)) => at.saturating_sub(start),
            Ok(None) | Err(_) => line.len() - start,
        };
        self.spend((looked_at as u64 + 1) * u64::from(retries))?;
        Ok(found.map(|found| found.map(|_| Rc::new(self.region.clone()))))
    }

    /// The match that begins at one place, with as many retries as it needs.
    fn at(
        &mut self,
        regex: &Expression,
        line: &str,
        at: usize,
    ) -> Result<Option<Rc<Region>>, GivenUp> {
        for retries in RETRIES {
            self.spend(u64::from(retries))?;
            let (region, limits) = (Some(&mut self.region), limits(retries + regex.alternatives));
            if let Ok(found) = regex.regex.match_with_param(line, at, NO_OPTIONS, region, limits) {
                return Ok(found.map(|_| Rc::new(self.region.clone())));
            }
        }
        Err(GivenUp)
    }

    fn compiled(
        &mut self,
        Pattern { number, pattern }: Pattern,
    ) -> Result<Arc<Expression>, GivenUp> {
        if let Some(Some(regex)) = self.used.get(number) {
            return Ok(regex.clone());
        }
        let address = std::ptr::from_ref(pattern) as usize;
        let known = self.compiled.0.read().map_err(|_| GivenUp)?.get(&address).cloned();
        let regex = match known {
            Some(regex) => regex,
            None => {
                let regex = compile(pattern.regex.regex_str())?;
                let mut all = self.compiled.0.write().map_err(|_| GivenUp)?;
                all.entry(address).or_insert(regex).clone()
            }
        };
        self.used.resize(self.used.len().max(number + 1), None);
        self.used[number] = Some(regex.clone());
        Ok(regex)
    }

    fn filled_in(
        &mut self,
        pattern: &MatchPattern,
        captures: &Captures,
    ) -> Result<Arc<Expression>, GivenUp> {
        let text = fill_in(pattern.regex.regex_str(), captures);
        if let Some(regex) = self.filled_in.get(&text) {
            return Ok(regex.clone());
        }
        self.spend(text.len() as u64 * COMPILE)?;
        let regex = compile(&text)?;
        self.filled_in.insert(text, regex.clone());
        Ok(regex)
    }
}

const NO_OPTIONS: SearchOptions = SearchOptions::SEARCH_OPTION_NONE;

fn limits(retries: u32) -> MatchParam {
    let mut limits = MatchParam::default();
    limits.set_retry_limit_in_match(retries);
    limits.set_match_stack_limit(STATES);
    limits
}

fn compile(text: &str) -> Result<Arc<Expression>, GivenUp> {
    let options = RegexOptions::REGEX_OPTION_CAPTURE_GROUP;
    let regex = onig::Regex::with_options(text, options, Syntax::default());
    let alternatives = memchr::memchr_iter(b'|', text.as_bytes()).count().min(MOST_ALTERNATIVES);
    Ok(Arc::new(Expression {
        regex: regex.map_err(|_| GivenUp)?,
        alternatives: alternatives as u32,
    }))
}

/// Writes what was captured in place of `\1`, `\2` and so on, as plain text.
fn fill_in(regex: &str, captures: &Captures) -> String {
    let mut out = String::with_capacity(regex.len());
    let mut chars = regex.chars();
    while let Some(char) = chars.next() {
        let escaped = if char == '\\' { chars.next() } else { None };
        let digit = escaped.and_then(|escaped| escaped.to_digit(10));
        match (digit, escaped) {
            (Some(digit), _) => {
                let range = captures.region.pos(digit as usize);
                let word = range.and_then(|(from, to)| captures.line.get(from..to));
                escape_into(&mut out, word.unwrap_or_default());
            }
            (None, Some(escaped)) => out.extend([char, escaped]),
            (None, None) => out.push(char),
        }
    }
    out
}

fn escape_into(out: &mut String, word: &str) {
    for char in word.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(char) {
            out.push('\\');
        }
        out.push(char);
    }
}
