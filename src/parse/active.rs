//! Files that a browser runs when a reader opens them, HTML and XML with scripts, and those that a web server runs. In a
//! repository that takes pages from many people such a file could act in the name of the site, so it is published only
//! where site.toml allows it.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::ACTIVE_FILE;
use crate::encoding;
use crate::files::file_name;
use crate::parse::markdown::scheme;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::sync::Arc;

/// Reports a published file that a browser would run, or that nobody can look into.
pub fn problem(path: &Arc<str>, bytes: &[u8]) -> Option<Diagnostic> {
    let why = why(path, bytes)?;
    let help = format!(
        "leave it out, save it without scripts, or allow it in site.toml: active_files = [\"{path}\"]"
    );
    Some(ACTIVE_FILE.at(path, 0..0, format!("this file {why}")).help(help))
}

fn why(path: &str, bytes: &[u8]) -> Option<String> {
    const HTML: &str = "is HTML, which can run scripts in the browsers of readers";
    let name = file_name(path).to_ascii_lowercase();
    if runs_on_servers(&name) {
        return Some("is a program that a web server may run, or settings of one".to_owned());
    }
    let media = mime_guess::from_path(&name).first_raw().unwrap_or_default();
    let is_web_archive = [".mht", ".mhtml", ".hta"].iter().any(|end| name.ends_with(end));
    if matches!(media, "text/html" | "application/xhtml+xml") || is_web_archive {
        return Some(HTML.to_owned());
    }
    if [".js", ".mjs", ".wasm"].iter().any(|end| name.ends_with(end)) {
        return Some("is a script, which pages of the site could load".to_owned());
    }
    if media == "image/svg+xml" && bytes.starts_with(&[0x1f, 0x8b]) {
        return Some("is a compressed drawing, which may have a script in it".to_owned());
    }
    if media.ends_with("+xml") || media.ends_with("/xml") {
        return in_xml(bytes, media == "image/svg+xml");
    }
    // Browsers look into a file whose name says nothing.
    if !media.is_empty() {
        return None;
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start = String::from_utf8_lossy(&start[..start.len().min(32)]).to_ascii_lowercase();
    let begins = |signs: &[&str]| signs.iter().any(|sign| start.starts_with(sign));
    match begins(&["<?xml", "<svg"]) {
        true => in_xml(bytes, begins(&["<svg"])),
        // Whatever else begins with a tag or a comment can be taken for HTML.
        false => is_tag(&start).then(|| HTML.to_owned()),
    }
}

fn is_tag(text: &str) -> bool {
    let rest = text.strip_prefix('<');
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || "!/?".contains(c))
    })
}

/// Whether some web server runs a file with this name. Some go by any part between dots: `a.php.jpg`.
fn runs_on_servers(name: &str) -> bool {
    const PROGRAMS: [&str; 24] = [
        "php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtml", "phar", "shtml",
        "cgi", "fcgi", "asp", "aspx", "ashx", "asmx", "asa", "jsp", "jspx", "cfm", "cfc", "cer",
        "svc",
    ];
    name == "web.config" || name.split('.').skip(1).any(|part| PROGRAMS.contains(&part))
}

const BROKEN: &str = "is broken XML, so it can't be seen whether it has a script";

/// What a browser would run in XML. Only elements of SVG and XHTML do anything; a drawing is taken as such whatever
/// namespace it names.
fn in_xml(bytes: &[u8], is_drawing: bool) -> Option<String> {
    let (text, _) = encoding::decode(bytes);
    // A browser would read other letters than those looked at here.
    if is_drawing && names_other_encoding(&text) {
        return Some("is in an encoding in which a script can hide; save it as UTF-8".to_owned());
    }
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut is_live = is_drawing;
    loop {
        let why = match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(Event::PI(told)) if told.target() == "xml-stylesheet" => {
                Some("names a style sheet, which can run scripts".to_owned())
            }
            Ok(Event::DocType(told)) if defines_markup(&told) => {
                Some("defines its own names, in which a script can hide".to_owned())
            }
            Ok(Event::Start(tag) | Event::Empty(tag)) => in_tag(&tag, &mut is_live),
            Ok(Event::Text(text)) if is_drawing => in_style(&text),
            Ok(Event::CData(text)) if is_drawing => in_style(&text),
            Ok(_) => None,
            // A browser runs what stands before the mistake.
            Err(_) => return is_live.then(|| BROKEN.to_owned()),
        };
        if why.is_some() {
            return why;
        }
    }
}

/// Whether the first line of XML names an encoding in which ASCII is not ASCII.
fn names_other_encoding(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').strip_prefix("<?xml");
    let first = first.and_then(|rest| rest.split_once("?>")).map_or("", |(first, _)| first);
    let Some((_, rest)) = first.split_once("encoding") else { return false };
    let name = rest.trim_start_matches(|c: char| c.is_whitespace() || "='\"".contains(c));
    let name = name.split(|c: char| c.is_whitespace() || "'\"".contains(c)).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let plain = ["utf-8", "utf8", "us-ascii", "ascii", "utf-16", "iso-8859-", "windows-125"];
    !name.is_empty() && !plain.iter().any(|plain| name.starts_with(plain))
}

/// Whether a document type defines more than plain words: elements, further names, or attributes that run.
fn defines_markup(doctype: &str) -> bool {
    let lower = doctype.to_ascii_lowercase();
    let inner = lower.split_once('[').map_or("", |(_, inner)| inner);
    let has_tag = inner.split('<').skip(1).any(|rest| !rest.starts_with('!'));
    let mut attributes = inner.split("<!attlist").skip(1);
    let is_handler = |word: &str| word.starts_with("on") || word.ends_with("href");
    has_tag
        || inner.contains('&')
        || inner.contains("script")
        || attributes.any(|rest| rest.split_ascii_whitespace().any(is_handler))
}

/// Style sheets of a drawing may not load others.
fn in_style(text: &str) -> Option<String> {
    let loads = text.to_ascii_lowercase().contains("@import");
    loads.then(|| "has a style sheet that loads another one".to_owned())
}

fn in_tag(tag: &BytesStart, is_live: &mut bool) -> Option<String> {
    const RUNNING: [&str; 8] =
        ["script", "iframe", "object", "embed", "applet", "handler", "listener", "meta"];
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    let element = local(tag.name().as_ref());
    let mut attributes = Vec::new();
    // A doubled or bare attribute is a mistake of its own, which the reader of the whole does not see.
    for attribute in tag.attributes().with_checks(false) {
        let Ok(attribute) = attribute else {
            return is_live.then(|| BROKEN.to_owned());
        };
        let name = attribute.key.as_ref().to_ascii_lowercase();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok();
        let value = value.map(|value| value.into_owned());
        const LIVE: [&str; 2] = ["www.w3.org/2000/svg", "www.w3.org/1999/xhtml"];
        let names_live = |value: &String| LIVE.iter().any(|namespace| value.contains(namespace));
        *is_live |= name.starts_with("xmlns") && value.as_ref().is_none_or(names_live);
        attributes.push((name, value));
    }
    if !*is_live {
        return None;
    }
    if RUNNING.contains(&&*element) {
        return Some(format!("has the element `{element}`, which can run scripts or lead away"));
    }
    attributes.into_iter().find_map(|(name, value)| {
        let own = local(&name);
        if own.starts_with("on") {
            return Some(format!("has the attribute `{name}`, which runs a script"));
        }
        const ADDRESSES: [&str; 9] =
            ["href", "src", "from", "to", "by", "values", "action", "formaction", "data"];
        let is_shown = matches!(&*element, "image" | "feimage" | "img");
        let runs = ADDRESSES.contains(&&*own) && value.is_none_or(|v| runs(&v, is_shown));
        runs.then(|| format!("has an address in `{name}` that can run a script"))
    })
}

/// Whether one of the addresses in a value runs a script, or is a document of its own that can.
fn runs(value: &str, is_shown: bool) -> bool {
    let is_script = |part: &str| {
        scheme(part).is_some_and(|scheme| matches!(&*scheme, "javascript" | "vbscript"))
    };
    let is_document = || {
        let media = value.split(',').next().unwrap_or_default().to_ascii_lowercase();
        media.contains("html") || media.contains("xml")
    };
    let is_data = scheme(value).is_some_and(|scheme| scheme == "data");
    value.split(';').any(is_script) || (is_data && !is_shown && is_document())
}
