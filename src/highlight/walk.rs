//! Reads a block of code line by line with a grammar, and says which scopes begin and end where. It does what
//! `syntect::parsing::ParseState` does, rule by rule, but counts its steps: syntect's goes round for ever if a grammar
//! lets it (https://github.com/trishume/syntect/pull/706).

use super::regexes::{Captures, Compiled, GivenUp, Pattern, Searcher};
use super::scopes::{self, Op};
use onig::Region;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use syntect::parsing::syntax_definition::{
    Context, ContextId, ContextReference, MatchOperation, MatchPattern, context_iter,
};
use syntect::parsing::{ParseState, ScopeStackOp, SyntaxReference, SyntaxSet};

/// A context whose patterns are tried: whether it is a prototype, and what was captured as it was entered.
type Tried<'s> = (bool, &'s Context, Option<Rc<Captures>>);

/// How many contexts may be inside each other. More are not entered.
const DEEPEST: usize = 100;
/// How often a grammar may do something at one place of a line without going on.
const STANDSTILL: usize = 1000;

/// A context that is open.
struct Level<'s> {
    context: &'s Context,
    /// Contexts whose patterns are tried first, here and further in.
    prototypes: Vec<&'s Context>,
    captures: Option<Rc<Captures>>,
}

/// The next match of a pattern in the rest of a line.
#[derive(Clone, Default)]
enum Ahead {
    #[default]
    Unknown,
    Nowhere,
    At(Rc<Region>),
}

/// A match, and what follows from it.
struct Match<'s> {
    region: Rc<Region>,
    pattern: &'s MatchPattern,
    from_prototype: bool,
    /// Whether it only undoes what the match before it did.
    would_loop: bool,
}

/// Where a block is being read.
pub struct Walk<'s> {
    set: &'s SyntaxSet,
    search: Searcher<'s>,
    stack: Vec<Level<'s>>,
    is_first: bool,
    /// The depths at which patterns of prototypes opened contexts. Prototypes further out count no more.
    prototypes_from: Vec<usize>,
    /// The patterns of contexts, those of included contexts among them.
    patterns: FxHashMap<*const Context, Rc<[Pattern<'s>]>>,
    numbers: FxHashMap<*const MatchPattern, usize>,
    by_id: FxHashMap<ContextId, &'s Context>,
}

/// Where a line is being read.
struct Line<'l> {
    text: &'l str,
    at: usize,
    /// The matches further on, by the numbers of their patterns.
    ahead: Vec<Ahead>,
    /// The place and depth of the last context that was entered without going on.
    entered_at: (usize, usize),
    ops: Vec<Op>,
}

impl<'s> Walk<'s> {
    /// At the start of a block of this length.
    pub fn new(
        set: &'s SyntaxSet,
        compiled: &'s Compiled,
        grammar: &SyntaxReference,
        length: usize,
    ) -> Result<Self, GivenUp> {
        let (patterns, numbers, by_id) = Default::default();
        let (search, prototypes_from) = (Searcher::new(compiled, length), Vec::new());
        let mut walk = Self {
            set,
            search,
            stack: Vec::new(),
            is_first: true,
            prototypes_from,
            patterns,
            numbers,
            by_id,
        };
        let context = walk.context(start(grammar)?)?;
        walk.stack.push(Level { context, prototypes: Vec::new(), captures: None });
        Ok(walk)
    }

    /// Reads the next line. Returns where its scopes begin and end.
    pub fn line(&mut self, text: &str) -> Result<Vec<Op>, GivenUp> {
        let (ahead, ops) = Default::default();
        let mut line = Line { text, at: 0, ahead, entered_at: (0, 0), ops };
        if std::mem::take(&mut self.is_first)
            && let Some(scope) = self.top()?.context.meta_content_scope.first()
        {
            line.ops.push((0, ScopeStackOp::Push(*scope)));
        }
        let (mut last, mut standing) = (0, 0);
        while self.token(&mut line)? {
            standing = if line.at == last { standing + 1 } else { 0 };
            last = line.at;
            if standing > STANDSTILL {
                return Err(GivenUp);
            }
            self.search.spend(1)?;
        }
        Ok(line.ops)
    }

    fn top(&self) -> Result<&Level<'s>, GivenUp> {
        self.stack.last().ok_or(GivenUp)
    }

    /// Does what the next match says. `false` at the end of the line.
    fn token(&mut self, line: &mut Line) -> Result<bool, GivenUp> {
        let check_loop = line.entered_at == (line.at, self.stack.len());
        while self.prototypes_from.last().is_some_and(|from| *from >= self.stack.len()) {
            self.prototypes_from.pop();
        }
        let Some(found) = self.best(line, check_loop)? else { return Ok(false) };
        if found.would_loop {
            let next = line.text[line.at..].chars().next().map_or(0, char::len_utf8);
            line.at += next;
            return Ok(next > 0 && line.at < line.text.len());
        }
        let (_, end) = found.region.pos(0).ok_or(GivenUp)?;
        if end <= line.at && matches!(found.pattern.operation, MatchOperation::Push(_)) {
            line.entered_at = (end, self.stack.len() + 1);
        }
        line.at = end;
        if found.from_prototype {
            self.prototypes_from.push(self.stack.len());
        }
        let context = self.top()?.context;
        scopes::of_match(self.set, context, found.pattern, &found.region, &mut line.ops)?;
        self.enter(&found, line.text)?;
        Ok(true)
    }

    /// The match that begins first; of those that begin at one place, that of the first pattern.
    fn best(&mut self, line: &mut Line, check_loop: bool) -> Result<Option<Match<'s>>, GivenUp> {
        let (mut first, mut best) = (usize::MAX, None);
        let mut would_loop = false;
        for (from_prototype, context, captures) in self.contexts()? {
            for pattern in self.patterns(context).iter().copied() {
                let Some(region) = self.ahead(line, pattern, captures.as_deref())? else {
                    continue;
                };
                let (start, end) = region.pos(0).ok_or(GivenUp)?;
                if start >= first && !(start == first && would_loop) {
                    continue;
                }
                first = start;
                let pattern = pattern.pattern;
                let is_pop = matches!(pattern.operation, MatchOperation::Pop);
                would_loop = check_loop && end <= line.at && is_pop;
                if self.is_too_deep(pattern) {
                    return Ok(None);
                }
                best = Some(Match { region, pattern, from_prototype, would_loop });
                if start == line.at && !would_loop {
                    return Ok(best);
                }
            }
        }
        Ok(best)
    }

    fn is_too_deep(&self, pattern: &MatchPattern) -> bool {
        matches!(pattern.operation, MatchOperation::Push(_)) && self.stack.len() >= DEEPEST
    }

    /// The contexts whose patterns are tried, in this order, each with what was captured as it was entered.
    fn contexts(&mut self) -> Result<Vec<Tried<'s>>, GivenUp> {
        let from = self.prototypes_from.last().copied().unwrap_or(0);
        let mut contexts = Vec::new();
        for level in self.stack.iter().skip(from) {
            let own = level.prototypes.iter();
            contexts.extend(own.map(|context| (true, *context, level.captures.clone())));
        }
        let top = self.top()?;
        let (context, captures) = (top.context, top.captures.clone());
        if let Some(id) = context.prototype {
            contexts.push((false, self.context(id)?, None));
        }
        contexts.push((false, context, captures));
        Ok(contexts)
    }

    /// The next match of a pattern.
    fn ahead(
        &mut self,
        line: &mut Line,
        of: Pattern<'s>,
        captures: Option<&Captures>,
    ) -> Result<Option<Rc<Region>>, GivenUp> {
        match line.ahead.get(of.number) {
            Some(Ahead::Nowhere) => return Ok(None),
            Some(Ahead::At(region)) if region.pos(0).is_some_and(|(start, _)| start >= line.at) => {
                return Ok(Some(region.clone()));
            }
            _ => {}
        }
        let pattern = of.pattern;
        let captures = captures.filter(|_| pattern.has_captures);
        let found = self.search.search(of, captures, line.text, line.at)?;
        let does_something = |region: &Rc<Region>| match pattern.operation {
            MatchOperation::None => region.pos(0).is_some_and(|(start, end)| start != end),
            MatchOperation::Push(_) => self.stack.len() < DEEPEST,
            _ => true,
        };
        let useful = found.clone().filter(does_something);
        if captures.is_none() && useful.is_some() == found.is_some() {
            let known = line.ahead.len().max(of.number + 1);
            line.ahead.resize(known, Ahead::Unknown);
            line.ahead[of.number] = found.map_or(Ahead::Nowhere, Ahead::At);
        }
        Ok(useful)
    }

    /// Opens and closes contexts after a match.
    fn enter(&mut self, found: &Match<'s>, line: &str) -> Result<(), GivenUp> {
        let (references, mut kept) = match &found.pattern.operation {
            MatchOperation::Push(references) => (references, Vec::new()),
            MatchOperation::Set(references) => {
                (references, self.stack.pop().map(|level| level.prototypes).unwrap_or_default())
            }
            MatchOperation::Pop => {
                self.stack.pop();
                return Ok(());
            }
            MatchOperation::None => return Ok(()),
        };
        for (i, reference) in references.iter().enumerate() {
            // What is set takes over the prototypes of what it replaces, on its outermost level.
            let mut prototypes = std::mem::take(&mut kept);
            if i + 1 == references.len()
                && let Some(prototype) = &found.pattern.with_prototype
            {
                prototypes.push(prototype.resolve(self.set).map_err(|_| GivenUp)?);
            }
            let context = reference.resolve(self.set).map_err(|_| GivenUp)?;
            let repeats = prototypes.iter().chain([&context]).any(|context| context.uses_backrefs);
            let captured = || Captures { region: (*found.region).clone(), line: line.to_owned() };
            let captures = repeats.then(|| Rc::new(captured()));
            self.stack.push(Level { context, prototypes, captures });
        }
        Ok(())
    }

    fn patterns(&mut self, context: &'s Context) -> Rc<[Pattern<'s>]> {
        let (set, numbers) = (self.set, &mut self.numbers);
        let numbered = |pattern: &'s MatchPattern| {
            let next = numbers.len();
            Pattern { number: *numbers.entry(pattern).or_insert(next), pattern }
        };
        let all = || context_iter(set, context).filter_map(|(context, i)| context.match_at(i).ok());
        self.patterns.entry(context).or_insert_with(|| all().map(numbered).collect()).clone()
    }

    fn context(&mut self, id: ContextId) -> Result<&'s Context, GivenUp> {
        if let Some(context) = self.by_id.get(&id) {
            return Ok(context);
        }
        // syntect resolves only references, and makes them only when it reads them.
        let reference: ContextReference =
            serde_json::from_value(serde_json::json!({ "Direct": id })).map_err(|_| GivenUp)?;
        let context = reference.resolve(self.set).map_err(|_| GivenUp)?;
        self.by_id.insert(id, context);
        Ok(context)
    }
}

/// The context in which a grammar starts. syntect shows it nowhere but in the debug form of a new state, which begins
/// with the two numbers of its id.
fn start(grammar: &SyntaxReference) -> Result<ContextId, GivenUp> {
    let state = format!("{:?}", ParseState::new(grammar));
    let digits = state.split(|char: char| !char.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut numbers = digits.map_while(|part| part.parse::<usize>().ok());
    let (Some(syntax_index), Some(context_index)) = (numbers.next(), numbers.next()) else {
        return Err(GivenUp);
    };
    let id = serde_json::json!({ "syntax_index": syntax_index, "context_index": context_index });
    serde_json::from_value(id).map_err(|_| GivenUp)
}
