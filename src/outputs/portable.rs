//! Links that work from a disk, where no server finds the page of a folder: `../pilots/` becomes `../pilots/index.html`.
//! `build --portable` changes the rendered pages, so templates and themes need not know of it.

/// The attributes that lead to pages.
const ATTRIBUTES: [&str; 2] = ["href", "action"];

/// A page whose links to folders name the pages in them. Links to other sites stay.
pub fn portable(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        out += before;
        let end = tag_end(tag);
        let name = name_of(&tag[1..]);
        push_tag(&mut out, &tag[..end], name);
        rest = &tag[end..];
        // What stands in these is no HTML.
        if matches!(name, "script" | "style") {
            let closed = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            out += &rest[..closed];
            rest = &rest[closed..];
        }
    }
    out + rest
}

/// The length of the tag, comment or lone sign at the beginning.
fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
        return 1;
    }
    let mut mark = None;
    for (at, c) in text.char_indices() {
        match (mark, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => mark = Some(c),
            (Some(open), c) if open == c => mark = None,
            _ => {}
        }
    }
    text.len()
}

fn name_of(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    &tag[..end]
}

/// Copies a tag, attribute by attribute. Only values between `"` are changed, as all templates write them.
fn push_tag(out: &mut String, tag: &str, name: &str) {
    // A comment has no attributes.
    let mut rest = tag;
    while !tag.starts_with("<!")
        && let Some((before, value)) = rest.split_once("=\"")
    {
        let Some((value, behind)) = value.split_once('"') else { break };
        *out += before;
        *out += "=\"";
        let attribute = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        // A redirect: `0; url=../new/`.
        let moved = (name == "meta" && attribute == "content").then(|| value.split_once("url="));
        match moved.flatten() {
            Some((wait, url)) => *out += &format!("{wait}url={}", with_page(url)),
            None if ATTRIBUTES.contains(&attribute) => *out += &with_page(value),
            None => *out += value,
        }
        out.push('"');
        rest = behind;
    }
    *out += rest;
}

/// A link with the page of the folder that it leads to.
fn with_page(link: &str) -> String {
    let (path, tail) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    let is_elsewhere = link.starts_with("//") || path.contains(':');
    let is_folder = path.ends_with('/') || path == "." || path == ".." || path.ends_with("/..");
    if is_elsewhere || !is_folder {
        return link.to_owned();
    }
    format!("{}/index.html{tail}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn folders_get_their_page() {
        for (before, after) in [
            (
                "<a class=\"x\" href=\"../pilots/\">",
                "<a class=\"x\" href=\"../pilots/index.html\">",
            ),
            ("<a href=\"./\">x</a>", "<a href=\"./index.html\">x</a>"),
            ("<a href=\"..\">x</a>", "<a href=\"../index.html\">x</a>"),
            ("<a href=\"../a/?x=1/#b/\">", "<a href=\"../a/index.html?x=1/#b/\">"),
            (
                "<form action=\"../search/\" title=\"a > b/\">",
                "<form action=\"../search/index.html\" title=\"a > b/\">",
            ),
            (
                "<meta http-equiv=\"refresh\" content=\"0; url=../new/\">",
                "<meta http-equiv=\"refresh\" content=\"0; url=../new/index.html\">",
            ),
        ] {
            assert_eq!(portable(before), after);
        }
    }

    #[test]
    fn all_else_stays() {
        for html in [
            "<a href=\"https://example.org/\">",
            "<a href=\"//example.org/\">",
            "<a href=\"mailto:a@b.c\"><a href=\"#x/\"><a href=\"../x.pdf\"><a href=\"\">",
            "<p title=\"href=x/\" data-search=\"../search/\">a < b, say href=\"x/\" <",
            "<code>&lt;a href=\"x/\"&gt;</code>",
            "<script>const a = '<a href=\"x/\">';</script><style>a > b {}</style>",
            "<!-- <a href=\"x/\"> --><p õ=\"",
        ] {
            assert_eq!(portable(html), html);
        }
    }
}
