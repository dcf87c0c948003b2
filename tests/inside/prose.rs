//! Nothing inside code is prose: whatever a rule finds in a sentence, it does not find in code, and `--fix` leaves code
//! alone. And what one rule about headings advises, another does not object to.

use super::common::{PLAIN, files, findings, output, repository, rules};
use crate::diagnostics::Diagnostic;
use crate::fix;
use crate::sources::Sources;

/// What is a finding in a sentence, and its rule.
const ODD: &[(&str, &str)] = &[
    ("an undefined note[^x]", "footnote-problems"),
    ("a note^[in place] here", "footnote-problems"),
    ("this is **bold **text", "stray-emphasis"),
    ("an open [[link here", "unclosed-wikilink"),
    ("as @kask2012 says", "unknown-source"),
    ("see [@kask2012]", "unknown-source"),
    ("see [@kask2021; others]", "bad-citation"),
    ("said so (Kask & Tamm, 2018)", "unlisted-citation"),
    ("a [link](http://a.org/b c)", "malformed-url"),
    ("see [this page](nowhere.md)", "dead-link"),
    ("a day\u{200b}centre", "pasted-debris"),
    ("Ã¤ is garbled", "pasted-debris"),
    ("• a bullet", "pasted-debris"),
    ("Error! Reference source not found.", "pasted-debris"),
    ("a <b>bold</b> word", "raw-html"),
];

/// The ways to write code, with `…` for each line of it.
const CODE: &[&str] = &[
    "```\n…\n```\n",
    "~~~ text\n…\n~~~\n",
    "    …\n",
    "- a\n\n  ```\n  …\n  ```\n",
    "- a\n\n      …\n",
    "> ```\n> …\n> ```\n",
    "> [!NOTE]\n> Text.\n>\n>     …\n",
    "A note[^1].\n\n[^1]:\n    ```\n    …\n    ```\n",
    "Term\n: ```\n  …\n  ```\n",
    "A `` … `` b.\n",
    "**`` … ``**\n\nText.\n",
    "## `` … ``\n",
    "| `` … `` | B |\n|--|--|\n| 1 | `` … `` |\n",
];

fn page(body: &str) -> super::common::Files {
    files(&format!(
        "== site.toml\ntitle = \"T\"\n[rules]\nmissing-summary = \"off\"\nunreachable-page = \"off\"\n\
         == content/bibliography.bib\n@book{{kask2021, title={{K}}, author={{Kask, K.}}, publisher={{P}}, year={{2021}}}}\n\
         == content/a.md\n+++\ntitle = \"A\"\n+++\n{body}"
    ))
}

fn on_page(found: &[Diagnostic]) -> Vec<Diagnostic> {
    found.iter().filter(|d| &*d.path == "content/a.md").cloned().collect()
}

#[test]
fn nothing_is_found_in_code() {
    for (odd, rule) in ODD {
        let in_prose = repository(&page(&format!("{odd}\n")));
        assert!(rules(&in_prose.found).contains(rule), "{odd}: {}", findings(&in_prose));
    }
    for code in CODE {
        for (odd, _) in ODD.iter().filter(|(odd, _)| !(code.contains('|') && odd.contains('|'))) {
            let files = page(&code.replace('…', odd));
            let checked = repository(&files);
            assert_eq!(rules(&on_page(&checked.found)), [""; 0], "{}", findings(&checked));
            let given = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
            let fixed = fix::fix(Sources::given(given), PLAIN, &|_| true);
            assert!(fixed.changes.is_empty(), "{odd} is changed in {code}");
        }
    }
}

/// After `--fix` of the main headings, and after the advice about the others is followed, nothing is left.
#[test]
fn advice_about_headings_goes_together() {
    for levels in [
        "1", "11", "12", "13", "123", "1232", "124", "21", "212", "2124", "3", "33", "313", "423",
        "1614",
    ] {
        let heading = |(i, level): (usize, char)| {
            format!("{} H{i}\n\nText.\n\n", "#".repeat(level as usize - '0' as usize))
        };
        let mut body: String = levels.chars().enumerate().map(heading).collect();
        for round in 0.. {
            let files = page(&body);
            let given = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
            let fixed = fix::fix(Sources::given(given), PLAIN, &|_| true);
            let text = fixed.changes.first().map_or_else(
                || String::from_utf8(files["content/a.md"].clone()).expect("it is UTF-8"),
                |change| change.after.clone(),
            );
            body = text.splitn(3, "+++\n").last().expect("there is a body").to_owned();
            let left = on_page(&fixed.diagnostics);
            assert!(left.iter().all(|d| d.rule.name == "heading-skip"), "{levels}: {left:?}");
            let Some(skip) = left.first() else { break };
            assert!(round < levels.len(), "{levels}: the advice goes in circles: {body}");
            let help = skip.help.as_deref().expect("there is advice");
            let line = help.split('`').nth(1).expect("it quotes the line");
            let name = line.trim_start_matches('#');
            let old = body.lines().find(|old| old.trim_start_matches('#') == name);
            body = body.replace(old.expect("there is such a line"), line);
        }
    }
}

/// The list of contents shows headings as the page does.
#[test]
fn contents_are_worded_as_the_headings_are() {
    let mut files = page(
        "## See [[b]]\n\n## What @kask2021 says\n\n## Ask @ministry\n\n## [See @kask2021] it\n",
    );
    files.insert("content/b.md".to_owned(), b"+++\ntitle = \"B & Co\"\n+++\n".to_vec());
    let html = output(&repository(&files), "a/index.html");
    for worded in
        ["See B &amp; Co</a>", "What Kask (2021) says</a>", "Ask @ministry</a>", ">it</a>"]
    {
        assert!(html.contains(worded), "{worded} is not in {html}");
    }
}
