//! The commands of LaTeX that stand for a sign or an accent. `signs.txt` has a line for each sign, with its commands
//! behind it.

use crate::diagnostics::place::line_start;
use memchr::memmem;

/// Commands whose argument is not printed.
pub const SILENT: &str = "thanks noopsort SortNoop sortnoop noop vphantom hphantom phantom hspace vspace label cite \
    color footnote";

/// Commands that change how what follows looks, or do nothing.
pub const SWITCHES: &str = "em it bf sc tt rm sf sl itshape bfseries scshape ttfamily upshape normalfont tiny small \
    large relax protect left right big Big displaystyle textstyle limits nolimits noindent centering selectfont null \
    unskip string";

/// Commands whose argument is printed as it is.
pub const MARKUP: &str = "emph textit textbf textsc texttt textrm textsf textsl textup textmd textnormal text mathrm \
    mathbf mathit mathsf mathcal mathbb mathfrak operatorname underline uline overline mbox hbox fbox uppercase \
    lowercase MakeUppercase MakeLowercase NoCaseChange mkbibemph mkbibitalic mkbibbold mkbibparens textquotedbl";

/// Each accent: its commands in text, in formulas, as a combining character, and over nothing.
const ACCENTS: [(&[&str], &str, char, char); 19] = [
    (&["`"], "grave", '\u{300}', '`'),
    (&["'", "´"], "acute", '\u{301}', '´'),
    (&["^"], "hat", '\u{302}', '^'),
    (&["~"], "tilde", '\u{303}', '~'),
    (&["="], "bar", '\u{304}', '¯'),
    (&["u"], "breve", '\u{306}', '˘'),
    (&["."], "dot", '\u{307}', '˙'),
    (&["\""], "ddot", '\u{308}', '¨'),
    (&["r"], "mathring", '\u{30a}', '˚'),
    (&["H"], "", '\u{30b}', '˝'),
    (&["v"], "check", '\u{30c}', 'ˇ'),
    (&["G"], "", '\u{30f}', '\u{30f}'),
    (&["d"], "", '\u{323}', '.'),
    (&["textcommabelow"], "", '\u{326}', ','),
    (&["c"], "", '\u{327}', '¸'),
    (&["k"], "", '\u{328}', '˛'),
    (&["b"], "", '\u{331}', '_'),
    (&["t"], "", '\u{361}', '\u{361}'),
    (&[], "vec", '\u{20d7}', '\u{20d7}'),
];

/// The combining character of an accent's command.
pub fn accent(command: &str, formula: bool) -> Option<char> {
    let found = ACCENTS.iter().find(|(text, math, ..)| match formula {
        true => *math == command && !math.is_empty(),
        false => text.contains(&command),
    });
    found.map(|(_, _, accent, _)| *accent)
}

/// An accent over nothing.
pub fn bare(accent: char) -> char {
    ACCENTS.iter().find(|(_, _, known, _)| *known == accent).map_or(accent, |(.., bare)| *bare)
}

/// A character as it is written above the line.
pub fn raised(c: char) -> Option<char> {
    shifted(c, "0123456789+-=()ni−∘′°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻°′°")
}

/// A character as it is written below the line.
pub fn lowered(c: char) -> Option<char> {
    shifted(c, "0123456789+-=()−.,", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋.,")
}

fn shifted(c: char, from: &str, to: &str) -> Option<char> {
    from.chars().zip(to.chars()).find(|(plain, _)| *plain == c).map(|(_, shifted)| shifted)
}

/// The Cyrillic letters from а to я with ё, as LaTeX names them behind `cyr`.
const CYRILLIC: [&str; 33] = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "ishrt", "k", "l", "m", "n", "o", "p", "r", "s",
    "t", "u", "f", "h", "c", "ch", "sh", "shch", "hrdsn", "ery", "sftsn", "erev", "yu", "ya", "yo",
];

/// What a command prints, if it is a sign.
pub fn sign(command: &str) -> Option<String> {
    let spaces = [
        (" ", &["space", "quad", "qquad", "enspace", "newline", "linebreak", "par", "and"][..]),
        ("\u{a0}", &["nobreakspace"]),
        ("\u{202f}", &["thinspace"]),
    ];
    if let Some((space, _)) = spaces.iter().find(|(_, commands)| commands.contains(&command)) {
        return Some((*space).to_owned());
    }
    if let Some(sign) = cyrillic(command) {
        return Some(sign.to_string());
    }
    let signs = include_str!("signs.txt");
    let word = format!(" {command}");
    let places = memmem::find_iter(signs.as_bytes(), word.as_bytes());
    let mut ends = places.map(|at| at + word.len());
    let end = ends.find(|end| signs[*end..].starts_with([' ', '\n']))?;
    signs[line_start(signs, end)..].split(' ').next().map(str::to_owned)
}

fn cyrillic(command: &str) -> Option<char> {
    let (name, first, yo) = match (command.strip_prefix("cyr"), command.strip_prefix("CYR")) {
        (Some(name), _) => (name.to_owned(), 'а', 'ё'),
        (_, Some(name)) => (name.to_lowercase(), 'А', 'Ё'),
        _ => return None,
    };
    let place = CYRILLIC.iter().position(|known| *known == name)?;
    if place == CYRILLIC.len() - 1 { Some(yo) } else { char::from_u32(first as u32 + place as u32) }
}
