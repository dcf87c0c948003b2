//! Documents in XML, from types that say what stands in them. Feeds and sitemaps are two dozen elements: the
//! crates made for them write a date of 1970 where none is given, or bring a second calendar or XML writer.

use quick_xml::se::{QuoteLevel, Serializer};
use serde::Serialize;

/// A document with this root.
pub fn document(root: &str, content: &impl Serialize) -> Vec<u8> {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned();
    // What can fail is a root that is no name and a type that has no form in XML; here both are always the same.
    let mut serializer = Serializer::with_root(&mut xml, Some(root)).expect("a name");
    serializer.set_quote_level(QuoteLevel::Full);
    content.serialize(serializer).expect("structs of texts");
    // XML 1.0 has no way to write other control characters.
    xml.retain(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    xml.into_bytes()
}
