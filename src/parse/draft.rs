//! Whether a page calls itself a draft although its front matter can't be read. Such a page must neither be published
//! nor stop a build.

/// Whether a line of the front matter says so, as in TOML or YAML: `draft = true`, `draft: "yes"`.
pub fn is_said(front: &str) -> bool {
    front.lines().any(|line| {
        let value = line.trim().strip_prefix("draft").map(str::trim_start);
        let value = value.and_then(|rest| rest.strip_prefix(['=', ':'])).unwrap_or_default();
        let value = value.split('#').next().unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'', '“', '”']);
        ["true", "yes"].iter().any(|yes| value.eq_ignore_ascii_case(yes))
    })
}

/// The beginning of a text up to its first empty line: what is read if nothing marks the end of the front matter.
pub fn beginning(text: &str) -> &str {
    let end = ["\n\n", "\n\r\n"].iter().filter_map(|empty| text.find(empty)).min();
    &text[..end.unwrap_or(text.len())]
}
