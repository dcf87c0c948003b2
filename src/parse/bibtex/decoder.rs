//! Reads LaTeX: accents and signs become letters, markup vanishes, formulas are written with signs. The text is read once
//! from left to right with a stack of open groups, so deep nesting costs nothing.

use super::letter::{Guard, Letter};
use super::symbols;
use crate::words::has;
use icu_normalizer::properties::CanonicalCompositionBorrowed;

/// What a group or the next character is for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    /// Nothing special.
    Plain,
    /// The argument of a command that is text.
    Argument,
    /// An argument that is not printed, and another that may follow.
    Skipped(Option<&'static Use>),
    Raised,
    Lowered,
    Quoted,
    /// An address: `\url{…}`.
    Verbatim,
    /// The address of a link, whose words are not printed.
    Link,
    /// A formula: `\ensuremath{…}`.
    Formula,
    /// The upper part of a fraction.
    Upper,
}

struct Open {
    used: Use,
    /// How many letters there were before.
    from: usize,
    guard: Guard,
    /// What was before.
    formula: bool,
    verbatim: bool,
}

/// The state of reading.
pub struct Decoder {
    raw: Vec<char>,
    at: usize,
    out: Vec<Letter>,
    open: Vec<Open>,
    /// Accents that wait for their letter, the outermost first.
    accents: Vec<char>,
    /// What the next group or character is for.
    next: Use,
    guard: Guard,
    formula: bool,
    verbatim: bool,
    /// How many of the open groups are not printed.
    skipped: usize,
    /// A command that nothing is known of.
    unknown: Option<String>,
    /// How many quotations are open.
    quotes: usize,
    composition: CanonicalCompositionBorrowed<'static>,
}

impl Decoder {
    /// `verbatim`: the text is an address.
    pub fn new(raw: &str, verbatim: bool) -> Self {
        Self {
            raw: raw.chars().collect(),
            at: 0,
            out: Vec::with_capacity(raw.len()),
            open: Vec::new(),
            accents: Vec::new(),
            next: Use::Plain,
            guard: Guard::None,
            formula: false,
            verbatim,
            skipped: 0,
            unknown: None,
            quotes: 0,
            composition: CanonicalCompositionBorrowed::new(),
        }
    }

    /// Reads all of it. Also returns a command that nothing is known of.
    pub fn read(mut self) -> (Vec<Letter>, Option<String>) {
        while let Some(c) = self.peek(0) {
            self.at += 1;
            match c {
                '\\' => self.command(),
                '{' => self.open_group(),
                '}' => self.close_group(),
                _ if c.is_whitespace() => self.space(),
                _ if self.verbatim => self.put(c),
                '$' => self.dollar(),
                '^' if self.formula => self.next = Use::Raised,
                '_' if self.formula => self.next = Use::Lowered,
                '~' => self.put('\u{a0}'),
                _ if self.formula => self.put(c),
                _ => self.sign(c),
            }
        }
        self.bare_accents();
        (self.out, self.unknown)
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.raw.get(self.at + ahead).copied()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let is = wanted.chars().enumerate().all(|(i, c)| self.peek(i) == Some(c));
        self.at += if is { wanted.chars().count() } else { 0 };
        is
    }

    /// Dashes, quotation marks and what else is typed with several signs.
    fn sign(&mut self, c: char) {
        let signs = [
            ("---", '—'),
            ("--", '–'),
            ("``", '“'),
            ("''", '”'),
            (",,", '„'),
            ("<<", '«'),
            (">>", '»'),
            ("!`", '¡'),
            ("?`", '¿'),
        ];
        self.at -= 1;
        let found = signs.into_iter().find(|(sign, _)| sign.starts_with(c) && self.eat(sign));
        if let Some((_, mark)) = found {
            return self.put(mark);
        }
        self.at += 1;
        let ends = !self.peek(0).is_some_and(char::is_alphanumeric);
        match c {
            '`' => {
                self.quotes += 1;
                self.put('‘');
            }
            '\'' if self.quotes > 0 && ends => {
                self.quotes -= 1;
                self.put('’');
            }
            _ => self.put(c),
        }
    }

    fn space(&mut self) {
        let is_spaced = self.out.last().is_none_or(|last| last.char == ' ');
        // An address may be broken over lines, and an accent may stand before a space.
        let is_broken = self.verbatim && self.raw[self.at - 1] != ' ';
        if self.accents.is_empty() && !is_spaced && !is_broken {
            self.put(' ');
        }
        if self.verbatim && is_broken {
            while self.peek(0).is_some_and(char::is_whitespace) {
                self.at += 1;
            }
        }
    }

    /// Adds a character, with the accents that wait for it.
    fn put(&mut self, c: char) {
        let used = std::mem::replace(&mut self.next, Use::Plain);
        if self.skipped > 0 || matches!(used, Use::Skipped(_)) {
            return;
        }
        let from = self.out.len();
        if self.accents.is_empty() {
            self.out.push(Letter { char: c, guard: self.guard });
        } else {
            self.accented(c);
        }
        self.shifted(used, from);
    }

    fn put_all(&mut self, text: &str) {
        text.chars().for_each(|c| self.put(c));
    }

    fn accented(&mut self, c: char) {
        if !c.is_alphabetic() {
            self.bare_accents();
            return self.put(c);
        }
        let mut letter = match c {
            'ı' => 'i',
            'ȷ' => 'j',
            c => c,
        };
        let mut loose = Vec::new();
        for accent in std::mem::take(&mut self.accents).into_iter().rev() {
            match self.composition.compose(letter, accent).filter(|_| loose.is_empty()) {
                Some(composed) => letter = composed,
                None => loose.push(accent),
            }
        }
        let all = [letter].into_iter().chain(loose);
        self.out.extend(all.map(|char| Letter { char, guard: self.guard }));
    }

    /// Accents over nothing are signs: `\~{}` is a tilde.
    fn bare_accents(&mut self) {
        for accent in std::mem::take(&mut self.accents) {
            self.put(symbols::bare(accent));
        }
    }

    fn open_group(&mut self) {
        let mut used = std::mem::replace(&mut self.next, Use::Plain);
        if used == Use::Plain && !self.accents.is_empty() {
            used = Use::Argument;
        }
        let guard = match used {
            Use::Plain if self.peek(0) == Some('\\') => Guard::Command,
            Use::Plain => Guard::Braces,
            _ => Guard::None,
        };
        self.open.push(Open {
            used,
            from: self.out.len(),
            guard: self.guard,
            formula: self.formula,
            verbatim: self.verbatim,
        });
        self.guard = self.guard.max(guard);
        self.skipped += usize::from(matches!(used, Use::Skipped(_)));
        self.formula |= used == Use::Formula;
        self.verbatim |= matches!(used, Use::Verbatim | Use::Link);
    }

    fn close_group(&mut self) {
        self.bare_accents();
        let Some(open) = self.open.pop() else { return };
        (self.guard, self.formula, self.verbatim) = (open.guard, open.formula, open.verbatim);
        self.next = Use::Plain;
        match open.used {
            Use::Skipped(then) => {
                self.skipped -= 1;
                self.next = then.copied().unwrap_or(Use::Plain);
            }
            Use::Quoted => {
                self.quotes = self.quotes.saturating_sub(1);
                self.put(if self.quotes.is_multiple_of(2) { '”' } else { '’' });
            }
            Use::Link => self.next = Use::Skipped(None),
            Use::Upper => {
                self.put('/');
                self.next = Use::Argument;
            }
            used => self.shifted(used, open.from),
        }
    }

    /// Writes what was added since `from` with raised or lowered signs, if there are such.
    fn shifted(&mut self, used: Use, from: usize) {
        const LONGEST: usize = 20;
        let shift: fn(char) -> Option<char> = match used {
            Use::Raised => symbols::raised,
            Use::Lowered => symbols::lowered,
            _ => return,
        };
        if self.out.len() - from > LONGEST || self.skipped > 0 {
            return;
        }
        let shifted: Option<Vec<char>> =
            self.out[from..].iter().map(|letter| shift(letter.char)).collect();
        match shifted {
            Some(signs) => {
                self.out[from..].iter_mut().zip(signs).for_each(|(to, sign)| to.char = sign);
            }
            // What has no such sign stays readable in a formula.
            None if self.formula => {
                let char = if used == Use::Raised { '^' } else { '_' };
                self.out.insert(from, Letter { char, guard: self.guard });
            }
            None => {}
        }
    }

    /// A formula, if the next dollar closes one as in Pandoc: `$5 and $10` and `$5--$10` are prices, `$<$5` is not.
    fn dollar(&mut self) {
        if self.formula {
            self.formula = false;
            return;
        }
        let rest = &self.raw[self.at..];
        let end =
            rest.iter().enumerate().position(|(i, c)| *c == '$' && (i == 0 || rest[i - 1] != '\\'));
        let is_formula = end.is_some_and(|end| {
            end > 0
                && !rest[0].is_whitespace()
                && !rest[end - 1].is_whitespace()
                && (!rest.get(end + 1).is_some_and(char::is_ascii_digit)
                    || !rest[0].is_ascii_digit())
        });
        match is_formula {
            true => self.formula = true,
            false => self.put('$'),
        }
    }

    fn command(&mut self) {
        let Some(c) = self.peek(0) else { return self.put('\\') };
        if !c.is_ascii_alphabetic() {
            self.at += 1;
            return self.control_sign(c);
        }
        let start = self.at;
        while self.peek(0).is_some_and(|c| c.is_ascii_alphabetic()) {
            self.at += 1;
        }
        let name: String = self.raw[start..self.at].iter().collect();
        let end = self.at;
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        if let Some(accent) = symbols::accent(&name, self.formula) {
            self.accents.push(accent);
        } else if let Some(sign) = symbols::sign(&name) {
            // In a formula the space behind a sign is what was meant: `a \times b`.
            self.at = if self.formula { end } else { self.at };
            self.put_all(&sign);
        } else {
            self.markup(&name, start, end);
        }
    }

    fn control_sign(&mut self, c: char) {
        if self.verbatim {
            if c != '-' {
                self.put(c);
            }
            self.eat("{}");
            return;
        }
        match (c, symbols::accent(c.encode_utf8(&mut [0; 4]), self.formula)) {
            (_, Some(accent)) => self.accents.push(accent),
            ('(' | '[', _) => self.formula = true,
            (')' | ']', _) => self.formula = false,
            ('-' | '/' | '!' | '@' | '*', _) => {}
            (',', _) => self.put('\u{202f}'),
            ('\\' | ';' | ':' | '>', _) => self.space(),
            _ if c.is_whitespace() => self.space(),
            _ => self.put(c),
        }
    }

    /// Commands that say how something looks, and unknown ones.
    fn markup(&mut self, name: &str, start: usize, end: usize) {
        self.next = match name {
            "textsuperscript" => Use::Raised,
            "textsubscript" => Use::Lowered,
            "enquote" | "mkbibquote" => Use::Quoted,
            "url" | "path" | "nolinkurl" => Use::Verbatim,
            "ensuremath" => Use::Formula,
            "frac" => Use::Upper,
            // An address prints itself, a text the words of the link.
            "href" if self.verbatim => Use::Link,
            "href" | "textcolor" | "foreignlanguage" | "texorpdfstring" | "bibinfo" => {
                Use::Skipped(Some(&Use::Argument))
            }
            _ if has(symbols::SILENT, name) => Use::Skipped(None),
            _ => Use::Argument,
        };
        if name == "enquote" || name == "mkbibquote" {
            let mark = if self.quotes.is_multiple_of(2) { '“' } else { '‘' };
            let next = std::mem::replace(&mut self.next, Use::Plain);
            self.put(mark);
            self.quotes += 1;
            self.next = next;
        }
        // `\enquote*{…}` is the same with other marks.
        self.at += usize::from(self.peek(0) == Some('*') && self.peek(1) == Some('{'));
        let has_argument = self.peek(0) == Some('{');
        let is_known = has(symbols::MARKUP, name) || has(symbols::SWITCHES, name);
        let is_switch = start >= 2 && self.raw[start - 2] == '{' || is_known;
        if self.next == Use::Argument && !is_known {
            self.unknown.get_or_insert_with(|| name.to_owned());
        }
        if self.next == Use::Argument && !has_argument {
            self.next = Use::Plain;
            // An unknown command without anything is shown as it is; a known one only says how letters look.
            if !is_switch {
                self.at = end;
                self.put('\\');
                self.put_all(name);
            }
        }
    }
}
