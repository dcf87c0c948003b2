//! The names that others use for licences and languages: those of the Publications Office of the EU, and SPDX.

/// The Creative Commons licences: what stands in their addresses, and their names in the list of the EU and in SPDX.
const LICENCES: [(&str, &str, &str); 7] = [
    ("licenses/by/", "CC_BY", "CC-BY"),
    ("licenses/by-sa/", "CC_BYSA", "CC-BY-SA"),
    ("licenses/by-nc/", "CC_BYNC", "CC-BY-NC"),
    ("licenses/by-nd/", "CC_BYND", "CC-BY-ND"),
    ("licenses/by-nc-sa/", "CC_BYNCSA", "CC-BY-NC-SA"),
    ("licenses/by-nc-nd/", "CC_BYNCND", "CC-BY-NC-ND"),
    ("publicdomain/zero/", "CC0", "CC0"),
];

/// The codes of ISO 639-3 for the languages that sites are likely to have.
const LANGUAGES: [(&str, &str); 50] = [
    ("ar", "ARA"),
    ("be", "BEL"),
    ("bg", "BUL"),
    ("br", "BRE"),
    ("bs", "BOS"),
    ("ca", "CAT"),
    ("cs", "CES"),
    ("cy", "CYM"),
    ("da", "DAN"),
    ("de", "DEU"),
    ("el", "ELL"),
    ("en", "ENG"),
    ("es", "SPA"),
    ("et", "EST"),
    ("eu", "EUS"),
    ("fi", "FIN"),
    ("fo", "FAO"),
    ("fr", "FRA"),
    ("fy", "FRY"),
    ("ga", "GLE"),
    ("gd", "GLA"),
    ("gl", "GLG"),
    ("he", "HEB"),
    ("hr", "HRV"),
    ("hu", "HUN"),
    ("is", "ISL"),
    ("it", "ITA"),
    ("lb", "LTZ"),
    ("lt", "LIT"),
    ("lv", "LAV"),
    ("mk", "MKD"),
    ("mt", "MLT"),
    ("nb", "NOB"),
    ("nl", "NLD"),
    ("nn", "NNO"),
    ("no", "NOR"),
    ("pl", "POL"),
    ("pt", "POR"),
    ("rm", "ROH"),
    ("ro", "RON"),
    ("ru", "RUS"),
    ("se", "SME"),
    ("sk", "SLK"),
    ("sl", "SLV"),
    ("sq", "SQI"),
    ("sr", "SRP"),
    ("sv", "SWE"),
    ("tr", "TUR"),
    ("uk", "UKR"),
    ("zh", "ZHO"),
];

/// A Creative Commons licence by its address: the entry of the list, and its version.
fn creative_commons(url: &str) -> Option<(&'static str, &'static str, &str)> {
    let (_, path) = url.split_once("creativecommons.org/")?;
    let (start, eu, spdx) = LICENCES.iter().find(|(start, ..)| path.starts_with(start))?;
    let version = path[start.len()..].split('/').next().filter(|version| !version.is_empty())?;
    Some((eu, spdx, version))
}

/// A licence in the list of the EU.
pub fn licence(url: &str) -> Option<String> {
    let (eu, _, version) = creative_commons(url)?;
    let name =
        if eu == "CC0" { eu.to_owned() } else { format!("{eu}_{}", version.replace('.', "_")) };
    Some(format!("http://publications.europa.eu/resource/authority/licence/{name}"))
}

/// A licence in SPDX.
pub fn spdx(url: &str) -> Option<String> {
    let (_, spdx, version) = creative_commons(url)?;
    Some(format!("{spdx}-{version}"))
}

/// A language in the list of the EU.
pub fn language(tag: &str) -> Option<String> {
    let main = tag.split('-').next()?;
    let (_, code) = LANGUAGES.iter().find(|(known, _)| *known == main)?;
    Some(format!("http://publications.europa.eu/resource/authority/language/{code}"))
}

/// A type of files in the list of the EU.
pub fn file_type(code: &str) -> String {
    format!("http://publications.europa.eu/resource/authority/file-type/{code}")
}

#[cfg(test)]
mod tests {
    use super::{licence, spdx};

    #[test]
    fn licences_have_names_elsewhere() {
        let by = "https://creativecommons.org/licenses/by/4.0/deed.en";
        assert!(licence(by).is_some_and(|name| name.ends_with("/licence/CC_BY_4_0")));
        assert_eq!(spdx(by).as_deref(), Some("CC-BY-4.0"));
        let zero = "https://creativecommons.org/publicdomain/zero/1.0/";
        assert!(licence(zero).is_some_and(|name| name.ends_with("/licence/CC0")));
        assert_eq!(spdx("https://example.org/licenses/by/4.0/"), None);
    }
}
