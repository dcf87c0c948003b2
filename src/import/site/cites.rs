//! Citations: those of jekyll-scholar, and keys that became others.

use crate::import::imported::Imported;

/// `{% cite a b --suppress_author %}` as this program cites. None without a key.
pub fn citation(inner: &str) -> Option<String> {
    let mut words = inner.split_whitespace().skip(1);
    let (mut keys, mut minus, mut locator) = (Vec::new(), "", None);
    while let Some(word) = words.next() {
        let (flag, value) =
            word.split_once('=').map_or((word, None), |(flag, value)| (flag, Some(value)));
        match flag {
            "--suppress_author" | "-A" => minus = "-",
            "--relative" | "-r" => {}
            "--locator" | "-l" => locator = value.or_else(|| words.next()),
            _ if flag.starts_with('-') && value.is_none() => drop(words.next()),
            _ if flag.starts_with('-') => {}
            _ => keys.extend(word.split(',').filter(|key| !key.is_empty())),
        }
    }
    let mut cites: Vec<String> = keys.iter().map(|key| format!("{minus}@{key}")).collect();
    if let (Some(last), Some(locator)) = (cites.last_mut(), locator) {
        *last += &format!(", p. {}", locator.trim_matches(['"', '\'']));
    }
    (!cites.is_empty()).then(|| format!("[{}]", cites.join("; ")))
}

/// Gives works that got another key their new one in the texts.
pub fn rename(imported: &mut Imported) {
    let renamed = &imported.renamed_works;
    if renamed.is_empty() {
        return;
    }
    for page in imported.pages.iter_mut().filter(|page| page.body.contains('@')) {
        let is_in_key = |c: char| c.is_alphanumeric() || "_-:./+".contains(c);
        let mut out = String::with_capacity(page.body.len());
        let mut rest = &*page.body;
        while let Some(at) = rest.find('@') {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            let end = after.find(|c: char| !is_in_key(c)).unwrap_or(after.len());
            let key = after[..end].trim_end_matches(['.', ':', ',', '/']);
            // An address has a letter before its sign.
            let is_key = !before.ends_with(char::is_alphanumeric);
            let new = renamed.get(key).filter(|_| is_key).map_or(key, |new| &**new);
            out.push_str(before);
            out.push('@');
            out.push_str(new);
            rest = &after[key.len()..];
        }
        out.push_str(rest);
        page.body = out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scholars_citations_become_ours() {
        for (tag, due) in [
            ("cite a b", Some("[@a; @b]")),
            ("cite a --suppress_author", Some("[-@a]")),
            ("cite a --locator 12 --file refs", Some("[@a, p. 12]")),
            ("cite", None),
        ] {
            assert_eq!(citation(tag).as_deref(), due, "{tag}");
        }
    }
}
