//! XML documents, serialised from structs. Feeds and sitemaps need two dozen elements. The crates for them write a
//! date of 1970 if none is given, or pull in a second calendar or XML writer.

use quick_xml::se::{QuoteLevel, Serializer};
use serde::Serialize;

/// A document with this root.
pub fn document(root: &str, content: &impl Serialize) -> Vec<u8> {
    styled(root, None, content)
}

/// A document that browsers show with the style sheet at this address.
pub fn styled(root: &str, style: Option<&str>, content: &impl Serialize) -> Vec<u8> {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned();
    if let Some(style) = style {
        // Addresses are encoded, so they have no quotation marks.
        xml += &format!("<?xml-stylesheet type=\"text/css\" href=\"{style}\"?>");
    }
    // These only fail for an invalid root name or an unsupported type, and both are fixed here.
    let mut serializer = Serializer::with_root(&mut xml, Some(root)).expect("a name");
    serializer.set_quote_level(QuoteLevel::Full);
    content.serialize(serializer).expect("structs of texts");
    // XML 1.0 cannot represent other control characters, nor the two that are no characters.
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    xml.retain(|c| is_text(c) && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    xml.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn what_xml_has_no_sign_for_is_left_out() {
        let xml = String::from_utf8(document("x", &"a\u{fffe}b\u{ffff}\u{1}\tc\u{fffd}")).unwrap();
        assert!(xml.ends_with("<x>ab\tc\u{fffd}</x>"), "{xml}");
    }
}
