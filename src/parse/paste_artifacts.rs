//! Artifacts of pasted text: characters that word processors and web pages leave behind and nobody types.
//! Found in the Markdown of pages and in values of front matter and terms.

use super::markdown::{Anomaly, Markup, entities_in_value, in_value};
use crate::diagnostics::{Span, Spot};
use crate::tables::Reader;
use toml::de::{DeTable, DeValue};

/// The artifacts in a part of a text.
pub fn in_text(text: &str, range: Span) -> Vec<(Anomaly, Span)> {
    let mut found = Vec::new();
    let source = text.get(range.clone()).unwrap_or_default();
    for at in memchr::memchr2_iter(b'!', b':', source.as_bytes()) {
        let at = range.start + at;
        found.extend(lost_reference(text, at).map(|place| (Anomaly::LostReference, place)));
    }
    for at in memchr::memchr_iter(b'\t', source.as_bytes()) {
        found.extend(bullet_before(text, range.start + at));
    }
    if source.is_ascii() {
        return found;
    }
    // In UTF-8 all of them start with a byte of 0xc0 or more, which is rare.
    let mut garbled_to = 0;
    for at in source.bytes().enumerate().filter(|(_, b)| *b >= 0xc0).map(|(at, _)| at) {
        let Some(c) = source[at..].chars().next() else { continue };
        let at = range.start + at;
        if at < garbled_to {
            continue;
        }
        if is_artifact(c, text, at) {
            found.push((
                Anomaly::PasteArtifact(c, fixed(c, text, at).map(str::to_owned)),
                at..at + c.len_utf8(),
            ));
        } else if let Some((end, instead)) = bullet(c, text, at) {
            found.push((Anomaly::TypedBullet(c, instead.to_owned()), at..end));
        } else if let Some(end) = garbled(text, at).or_else(|| garbled_cyrillic(text, at)) {
            garbled_to = end;
            found.push((Anomaly::Garbled(text[at..end].to_owned()), at..end));
        }
    }
    found
}

/// The artifacts in the values of a table, except under keys that are `left_out`: Markdown is checked where
/// it is parsed.
pub fn in_values(
    reader: &Reader,
    table: &DeTable,
    left_out: &dyn Fn(&str) -> bool,
) -> Vec<(Anomaly, Spot)> {
    let mut found = Vec::new();
    let mut due: Vec<_> = table.iter().collect();
    while let Some((key, item)) = due.pop() {
        match item.get_ref() {
            _ if left_out(key.get_ref()) => {}
            DeValue::String(text) => {
                let spot = Spot { span: reader.span_of(item), inside: Some(0..text.len()) };
                let odd = in_text(text, 0..text.len()).into_iter();
                // Values have no lists.
                let odd = odd.filter(|(odd, _)| !matches!(odd, Anomaly::TypedBullet(..)));
                let markup = in_value(text).map(|place| (Anomaly::Foreign(Markup::InValue), place));
                let entity =
                    entities_in_value(text).map(|(code, place)| (Anomaly::Foreign(code), place));
                let all = odd.chain(markup).chain(entity);
                found.extend(all.map(|(anomaly, place)| (anomaly, spot.part(place))));
            }
            DeValue::Array(items) => due.extend(items.iter().map(|item| (key, item))),
            DeValue::Table(inner) => due.extend(inner),
            _ => {}
        }
    }
    found.sort_by_key(|(_, spot)| {
        (spot.span.start, spot.inside.as_ref().map(|inside| inside.start))
    });
    found
}

fn is_artifact(c: char, text: &str, at: usize) -> bool {
    match c {
        // Joiners are needed in Persian, in Indic scripts and in emoji.
        '\u{200c}' | '\u{200d}' => {
            let is_plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            is_plain(text[..at].chars().next_back())
                && is_plain(text[at + c.len_utf8()..].chars().next())
        }
        // `Shadow­Root`: where a compound may be broken, somebody said so.
        '\u{ad}' => {
            let next = text[at + c.len_utf8()..].chars().next();
            let is_joint = next.is_some_and(char::is_uppercase);
            !(is_joint && text[..at].ends_with(char::is_alphabetic))
        }
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{80}'..='\u{9f}' | '\u{fffd}' => true,
        '\u{e000}'..='\u{f8ff}' => true,
        '\u{a0}' => !holds_together(&text[..at], &text[at + c.len_utf8()..]),
        _ => false,
    }
}

/// Whether a non-breaking space is where typography wants one: next to a number, a unit or a mark, or after a
/// short word (`p. 12`, `Dr. Mann`, Czech and Polish prepositions).
fn holds_together(before: &str, after: &str) -> bool {
    const SHORT: usize = 3;
    let word = |c: char| c.is_alphanumeric() || c == '.';
    let marks = ['*', '_', '[', ']'];
    let (before, after) = (before.trim_end_matches(marks), after.trim_start_matches(marks));
    let last = before.chars().next_back();
    let next = after.chars().next();
    let (Some(last), Some(next)) = (last, next) else { return false };
    // Never after a comma, and after a full stop only if it ends an abbreviation.
    if last.is_whitespace() || next.is_whitespace() || last == ',' {
        return false;
    }
    if last != '.' && !last.is_alphabetic() || !next.is_alphabetic() {
        return true;
    }
    let is_short = |word: &mut dyn Iterator<Item = char>| {
        let word: Vec<char> = word.take(2 * SHORT).collect();
        // `e.g.` is as short as `eg`.
        let is_abbreviation = word.iter().filter(|c| **c == '.').count() > 1;
        word.len() <= SHORT || is_abbreviation && word.len() < 2 * SHORT
    };
    is_short(&mut before.chars().rev().take_while(|c| word(*c)))
        || is_short(&mut after.chars().take_while(|c| word(*c)))
}

/// The certain replacement for a character, if there is one. Next to Markdown syntax an invisible character
/// may be an escape, and leading white space is significant.
fn fixed(c: char, text: &str, at: usize) -> Option<&'static str> {
    let mut before = text[..at].chars().rev();
    let (last, last_but_one) = (before.next(), before.next());
    let next = text[at + c.len_utf8()..].chars().next();
    let is_inner = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !c.is_control());
    match c {
        '\u{a0}' if is_inner(last) && is_inner(next) => Some(" "),
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            let is_end = |c: Option<char>| c.is_some_and(|c| ".,;?!".contains(c));
            let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let is_space = next == Some(' ');
            let inside = is_word(last) && (is_word(next) || is_space);
            let behind = is_letter(last) && is_end(next);
            let beyond = is_end(last) && is_letter(last_but_one) && (is_word(next) || is_space);
            let front = last == Some(' ') && is_letter(last_but_one) && is_letter(next);
            (inside || behind || beyond || front).then_some("")
        }
        _ => None,
    }
}

/// The end of UTF-8 text that was decoded as Windows-1252: `Ã¤`, `â€™`.
fn garbled(text: &str, at: usize) -> Option<usize> {
    let mut letters = text[at..].chars();
    let first = letters.next()?;
    let second = letters.next()?;
    let is_garbled = match first {
        'Ã' | 'Â' => ('\u{a1}'..='\u{bf}').contains(&second) || second == '€',
        'â' => second == '€',
        _ => false,
    };
    is_garbled.then(|| {
        let third = letters.next().filter(|c| first == 'â' && !c.is_alphanumeric() && *c != ' ');
        at + first.len_utf8() + second.len_utf8() + third.map_or(0, char::len_utf8)
    })
}

/// The end of Cyrillic letters that were decoded so: `Ð¿Ñ€Ð¸`. One pair alone may be Icelandic or Spanish.
fn garbled_cyrillic(text: &str, at: usize) -> Option<usize> {
    let mut letters = text[at..].char_indices();
    let (mut pairs, mut end) = (0, at);
    while letters.next().is_some_and(|(_, first)| "ÐÑ".contains(first)) {
        let Some((place, second)) = letters.next() else { break };
        if second.is_ascii() || "ÐÑ".contains(second) {
            break;
        }
        (pairs, end) = (pairs + 1, at + place + second.len_utf8());
    }
    (pairs > 1).then_some(end)
}

/// What word processors print in place of a reference that they lost, in the languages of the site's authors: the word
/// before the `!` or `:`, and how the sentence goes on.
const LOST: [(&str, &str); 23] = [
    (
        "Error",
        "Reference source not found|Bookmark not defined|No text of specified style|Not a valid link|\
        Not a valid bookmark|No table of contents|No table of figures|Hyperlink reference not valid|\
        Unknown document property|Filename not specified",
    ),
    (
        "Fehler",
        "Verweisquelle konnte nicht|Verweis nicht gefunden|Referenz nicht gefunden|\
        Textmarke nicht definiert|Kein Text mit",
    ),
    ("Erreur", "Source du renvoi|Signet non|Il n'y a pas de texte"),
    ("Error", "No se encuentra el origen|Marcador no definido"),
    ("Errore", "L'origine riferimento|Il segnalibro non"),
    ("Erro", "A origem da referência|Fonte de referência|Indicador não definido"),
    ("Fout", "Verwijzingsbron niet|Bladwijzer niet"),
    ("Fel", "Hittar inte referenskälla|Bokmärket är inte"),
    ("Fejl", "Henvisningskilde|Bogmærke er ikke"),
    ("Feil", "Fant ikke referansekilden|Bokmerke er ikke"),
    ("Viga", "Ei leia viiteallikat|Järjehoidjat pole"),
    ("Virhe", "Viitteen lähdettä ei|Kirjanmerkkiä ei"),
    ("Kļūda", "Nav atrasts atsauces|Grāmatzīme nav"),
    ("Klaida", "Nerastas nuorodos|Neapibrėžta žymelė"),
    ("Błąd", "Nie można odnaleźć źródła|Nie zdefiniowano zakładki"),
    ("Chyba", "Nenalezen zdroj|Záložka není|Nenašiel sa žiaden zdroj"),
    ("Hiba", "A hivatkozási forrás|A könyvjelző nem"),
    ("Napaka", "Vira sklicevanja|Zaznamek ni"),
    ("Pogreška", "Izvor reference"),
    ("Eroare", "Fără sursă de referință|Marcaj în document nedefinit"),
    ("Ошибка", "Источник ссылки|Закладка не определена"),
    ("Помилка", "Джерело посилання|Закладку не визначено"),
    ("Грешка", "Източникът на препратката"),
];

/// The place of Word's message about a lost reference, given the sign behind its first word. Lines may be broken anywhere in it.
fn lost_reference(text: &str, at: usize) -> Option<Span> {
    let before = text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let after = text[at + 1..].trim_start();
    let goes_on = |sentence: &str| {
        let mut rest = after;
        sentence.split(' ').all(|word| {
            let next = rest.trim_start().strip_prefix(word);
            rest = next.unwrap_or_default();
            next.is_some()
        })
    };
    let (word, _) =
        LOST.iter().find(|(word, all)| before.ends_with(word) && all.split('|').any(goes_on))?;
    let end = after.find(['.', '\n']).map_or(after.len(), |end| end + 1);
    let end = text.len() - after.len() + end;
    Some(before.len() - word.len()..end)
}

/// A bullet at the beginning of a line: its end, with the space behind it, and what to write instead. None behind the marker
/// of a list, which is a bullet already.
fn bullet(c: char, text: &str, at: usize) -> Option<(usize, &'static str)> {
    if !"•‣◦▪▫●○■□➢➤⁃❖♦⦁⚫∙·".contains(c) {
        return None;
    }
    let is_sign_of_words = "∙·".contains(c);
    // What may stand before it is short, and lines can be long.
    const NEAR: usize = 40;
    let back = text[..at].bytes().rev().take(NEAR).position(|b| b == b'\n' || b == b'\r');
    let line = at - back.or((at < NEAR).then_some(at))?;
    let before = text[line..at].trim_start_matches([' ', '\t', '>']);
    let behind = &text[at + c.len_utf8()..];
    let words = behind.trim_start_matches([' ', '\t', '\u{a0}']);
    let is_list = matches!(before.trim_end(), "-" | "*" | "+");
    let is_spaced = words.len() < behind.len() && !words.starts_with(['\n', '\r']);
    let touches = !is_sign_of_words && words.starts_with(char::is_alphanumeric);
    let is_bullet = (is_spaced || touches) && !words.is_empty();
    let end = text.len() - words.len();
    (is_bullet && (before.is_empty() || is_list)).then_some((end, if is_list { "" } else { "- " }))
}

/// A bullet of Word's in letters, `o`, `§` or `v` at the start of a line, before a tab.
fn bullet_before(text: &str, tab: usize) -> Option<(Anomaly, Span)> {
    let sign = text[..tab].chars().next_back().filter(|c| "o§vü".contains(*c))?;
    let at = tab - sign.len_utf8();
    let is_first = text[..at].is_empty() || text[..at].trim_end_matches([' ', '>']).ends_with('\n');
    let words = text[tab..].trim_start_matches(['\t', ' ']);
    let end = text.len() - words.len();
    let is_bullet = is_first && !words.is_empty() && !words.starts_with(['\n', '\r']);
    is_bullet.then(|| (Anomaly::TypedBullet(sign, "- ".to_owned()), at..end))
}
