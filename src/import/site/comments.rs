//! Comments of Liquid, which Jekyll does not publish.

/// A text without `{% comment %}…{% endcomment %}`, which Jekyll does not publish. Raw text has no tags.
pub fn without_comments(text: &str, left_out: &mut Vec<(&'static str, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, after)) = tag(rest) {
        let is_pair = matches!(name, "comment" | "raw");
        let end = format!("end{name}");
        let (mut inner, mut length) = (after, 0);
        while let Some((before, found, further)) = tag(inner).filter(|_| is_pair) {
            length += before.len();
            if found == end {
                inner = further;
                break;
            }
            length += inner.len() - before.len() - further.len();
            inner = further;
        }
        match name {
            "comment" => {
                out.push_str(before);
                let words: Vec<&str> = after[..length].split_whitespace().collect();
                let words = words.join(" ").chars().take(60).collect();
                left_out.push(("comment in the source", words));
                rest = inner;
            }
            "raw" => {
                out.push_str(&rest[..rest.len() - inner.len()]);
                rest = inner;
            }
            _ => {
                out.push_str(&rest[..rest.len() - after.len()]);
                rest = after;
            }
        }
    }
    out + rest
}

/// The first tag of Liquid in a text: what stands before it, its name, and what follows.
fn tag(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.find("{%")?;
    let end = text[at..].find("%}")?;
    let inner = text[at + 2..at + end].trim_matches('-').trim_start();
    let name = inner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    Some((&text[..at], name, &text[at + end + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_published() {
        let mut left = Vec::new();
        let text =
            "a {% comment %}b {% if c %} d{% endcomment %} e {% raw %}{% comment %}{% endraw %}";
        let made = without_comments(text, &mut left);
        assert_eq!(made, "a  e {% raw %}{% comment %}{% endraw %}");
        assert_eq!(left, vec![("comment in the source", "b {% if c %} d".to_owned())]);
    }
}
