//! Scripts as they are published: without the lines that are nothing but a comment, which are a fifth of what a browser
//! would load. A licence stays.

/// A script without its comments. It stays as it is if a text may run over several lines, where `//` is no comment.
pub fn published(script: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(script) else { return script.to_vec() };
    let runs_on = |line: &str| {
        let is_open = line.contains("/*") && !line.contains("*/");
        is_open || line.ends_with('\\') || line.matches('`').count() % 2 == 1
    };
    if text.lines().any(runs_on) {
        return script.to_vec();
    }
    let kept = text.split_inclusive('\n').filter(|line| !is_comment(line));
    kept.collect::<String>().into_bytes()
}

/// Whether a line is a comment that nobody has to read.
fn is_comment(line: &str) -> bool {
    const STAY: [&str; 6] = ["licen", "copyright", "spdx", "@preserve", "(c)", "sourcemappingurl"];
    let Some(comment) = line.trim_start().strip_prefix("//") else { return false };
    let comment = comment.to_lowercase();
    !comment.starts_with('!') && !STAY.iter().any(|word| comment.contains(word))
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn only_comments_go() {
        let of = |script: &str| String::from_utf8(published(script.as_bytes())).unwrap();
        let script = "// What it is for.\nconst a = \"// text\"; // why\n  // more\n// Copyright Ada\n//! MIT\nrun(`${a}`);";
        assert_eq!(
            of(script),
            "const a = \"// text\"; // why\n// Copyright Ada\n//! MIT\nrun(`${a}`);"
        );
        for whole in ["a = `\n// text\n`;", "a = \"\\\n// text\";", "/*\n// text\n*/"] {
            assert_eq!(of(whole), whole);
        }
    }
}
