//! Hostile bibliographies and styles: cycles, depth, doubling, and as much of one kind as a file can hold. A finding says
//! where, and the rest is read.

use crate::diagnostics::Diagnostic;
use crate::parse::{Bibliography, bibliography};

fn read(text: &str) -> Bibliography {
    bibliography::read(&bibliography::PATH.into(), text)
}

/// The messages with the text that they point to.
fn said(text: &str, problems: &[Diagnostic]) -> Vec<String> {
    let at = |problem: &Diagnostic| text.get(problem.span.clone()).unwrap_or_default().to_owned();
    problems.iter().map(|problem| format!("{} @ {}", problem.message, at(problem))).collect()
}

#[test]
fn cycles_are_found_where_they_are() {
    for (text, expected) in [
        ("@book{a, crossref={a}}", "`a` inherits from itself @ a"),
        ("@book{a, xdata={b}}\n@xdata{b, xdata={a}}", "`b` inherits from itself @ a"),
        (
            "@string{s = s}\n@book{a, title=s}",
            "the abbreviation `s` is not defined before this @ s",
        ),
    ] {
        let works = read(text);
        assert_eq!(said(text, &works.problems), [expected], "{text}");
        assert!(works.works.contains_key("a"));
    }
}

/// A chain is no mistake, so it is followed to its end.
#[test]
fn long_chains_are_followed() {
    let n = 20_000;
    let entry = |i: usize| format!("@book{{b{i}, title={{T}}, crossref={{b{}}}}}\n", i + 1);
    let chain: String = (0..n).map(entry).collect();
    let works = read(&format!("{chain}@book{{b{n}, publisher={{Last}}}}"));
    assert!(works.problems.is_empty(), "{:?}", works.problems.first());
    assert_eq!(works.works["b0"].item.texts["publisher"], "Last");
    let string = |i: usize| format!("@string{{s{i} = s{}}}\n", i - 1);
    let chain: String = (1..n).map(string).collect();
    let works = read(&format!("@string{{s0 = {{First}}}}\n{chain}@book{{a, title=s{}}}", n - 1));
    assert_eq!(works.works["a"].title, "First");
}

#[test]
fn deep_commands_and_braces_are_read() {
    let n = 50_000;
    let deep = |open: &str| format!("@book{{a, title={{{}x{}}}}}", open.repeat(n), "}".repeat(n));
    for open in
        ["\\emph{", "{", "{\\em ", "\\'{", "\\enquote{", "\\textsuperscript{", "$_{", "\\href{"]
    {
        let works = read(&deep(open));
        assert!(works.problems.is_empty(), "{open}: {:?}", works.problems.first());
        assert!(works.works.contains_key("a"), "{open}");
    }
    let (open, accents) = ("{".repeat(n), "\\'".repeat(n));
    for text in
        [open.clone(), format!("@book{{a, title={open}"), format!("@comment{open}\n").repeat(2)]
    {
        read(&text);
    }
    assert_eq!(
        read(&format!("@book{{a, title={{{accents}}}}}")).works["a"].title.chars().count(),
        n
    );
}

#[test]
fn what_doubles_is_bounded() {
    let double = |i: usize| format!("@string{{a{} = a{i} # a{i}}}\n", i + 1);
    let text: String = (0..40).map(double).collect();
    let text = format!(
        "@string{{a0 = {{0123456789}}}}\n{text}@book{{a, title=a40}}\n@book{{b, title={{B}}}}"
    );
    let works = read(&text);
    assert!(said(&text, &works.problems)[0].contains("this text is too large"));
    assert_eq!(works.works["b"].title, "B");
    // One long text that many entries inherit.
    let child = |i: usize| format!("@incollection{{c{i}, crossref={{p}}}}\n");
    let children: String = (0..2_000).map(child).collect();
    let text = format!("@book{{p, title={{{}}}}}\n{children}", "x".repeat(50_000));
    let works = read(&text);
    assert!(said(&text, &works.problems)[0].contains("this entry is too large"));
    let sizes = works.works.values().flat_map(|work| work.item.texts.values().map(String::len));
    assert!(sizes.sum::<usize>() < 40_000_000);
}

/// Each of these would never end if the time grew with the square of the length.
#[test]
fn many_of_one_kind_are_read() {
    let n = 50_000;
    for part in [
        "@",
        "@book",
        "@book{",
        "@book{a,",
        "@book{a, title={",
        "@comment{",
        "@string{a=",
        "\n@book{a, title={",
        "\n@comment{",
        "%",
        "$",
        "$a ",
        "\\",
        "\\'",
        "-",
        "`",
        "''",
        "a and ",
        ", ",
        "{} ",
        "a=b ",
        "\"",
        "# ",
    ] {
        read(&part.repeat(n));
        read(&format!("@book{{a, title={{{}}}, author={{{}}}}}", part.repeat(n), part.repeat(n)));
    }
}

#[cfg(feature = "csl")]
#[test]
fn styles_that_never_end_are_refused() {
    use super::common;
    let style = |body: &str| {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>S</title><id>https://example.org/s</id><updated>2020-01-01T00:00:00+00:00</updated></info>{body}<citation><layout><text variable=\"title\"/></layout></citation><bibliography><layout><text macro=\"m0\"/></layout></bibliography></style>"
        )
    };
    let n = 2_000;
    let double = |i: usize| {
        let call = format!("<text macro=\"m{}\"/>", i + 1);
        format!("<macro name=\"m{i}\">{call}{call}</macro>")
    };
    let deep = |n: usize| {
        let (open, close) = ("<group>".repeat(n), "</group>".repeat(n));
        style(&format!("<macro name=\"m0\">{open}<text variable=\"title\"/>{close}</macro>"))
    };
    let cases = [
        (
            style("<macro name=\"m0\"><text macro=\"m0\"/></macro>"),
            Some("the macro `m0` calls itself"),
        ),
        (style("<macro name=\"m0\"><text macro=\"m&#48;\"/></macro>"), Some("calls itself")),
        (style(&(0..40).map(double).collect::<String>()), Some("too large")),
        (deep(n), Some("inside each other")),
        // As deep as it may be, it is read and used.
        (deep(190), None),
    ];
    for (style, expected) in cases {
        let text = format!(
            "== site.toml\ntitle = \"T\"\n[bibliography]\nstyle = \"content/s.csl\"\n== content/s.csl\n{style}\n== content/bibliography.bib\n@book{{a, author={{A, B.}}, title={{Commons}}, year={{2020}}}}\n== content/index.md\n+++\ntitle = \"Home\"\n+++\nSee [@a].\n"
        );
        let repository = common::given(&text);
        let found = repository.found.iter().find(|found| found.rule.name == "unknown-style");
        match expected {
            Some(expected) => {
                let found = found.expect("it is refused");
                assert!(found.message.contains(expected) && found.span.start > 0, "{found:?}");
            }
            None => {
                assert!(found.is_none(), "{found:?}");
                let reference = repository.site.memo.references.get("en", "a");
                assert_eq!(reference.map(|r| r.text.as_str()), Some("Commons"));
            }
        }
    }
}
