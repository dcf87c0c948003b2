//! Quotation marks by language. pulldown-cmark knows which mark opens and which closes; which glyph
//! that is depends on the language (after CLDR's `quotationStart` and `quotationEnd`).

/// The glyph for an English one (`“ ” ‘ ’`) in the language of the page; none where it stays. `’` is
/// only to be asked for where it closes a quotation: it is the apostrophe in every language.
pub fn localised(mark: &str, lang: &str) -> Option<&'static str> {
    let language = lang.split('-').next().unwrap_or(lang);
    let (open, close, inner_open, inner_close) = match language {
        "et" | "de" | "cs" | "sk" | "sl" | "lt" | "lv" | "is" | "bg" => ("„", "“", "‚", "‘"),
        "fi" | "sv" => ("”", "”", "’", "’"),
        "da" => ("»", "«", "›", "‹"),
        "pl" | "ro" => ("„", "”", "«", "»"),
        "hu" => ("„", "”", "»", "«"),
        "hr" => ("„", "”", "‚", "’"),
        "fr" | "it" | "es" | "pt" | "el" | "no" | "nb" | "nn" | "ca" | "uk" => ("«", "»", "“", "”"),
        _ => return None,
    };
    match mark {
        "“" => Some(open),
        "”" => Some(close),
        "‘" => Some(inner_open),
        "’" => Some(inner_close),
        _ => None,
    }
}
