//! A help that is followed leads to a page without findings. `--fix` follows the certain ones; the others are followed
//! here by hand.

use super::common::{self, Files, PLAIN, files, here};
use crate::fix;
use crate::sources::Sources;
use std::fs;

/// After `--fix` nothing is left that could be fixed, and the pages that had only such problems have none.
#[test]
fn what_is_fixed_is_right() {
    for case in [
        "toml-in-words",
        "toml-under-the-wrong-table",
        "yaml-in-words",
        "check-encodings",
        "untidy-front-matter",
        "check-positions",
        "check-twice",
        "countries-as-written",
        "site-toml-wrong-table",
    ] {
        let text = fs::read_to_string(here(&format!("tests/cases/{case}.txt"))).expect(case);
        let (given, _) = text.split_once("== diagnostics").expect("it has some");
        let files = files(given);
        let before = common::repository(&files).found;
        let given = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let fixed = fix::fix(Sources::given(given), PLAIN, &|_| true);
        assert!(!fixed.changes.is_empty(), "{case}");
        for problem in &fixed.diagnostics {
            let all_fixable =
                before.iter().filter(|d| d.path == problem.path).all(|d| !d.fix.is_empty());
            assert!(problem.fix.is_empty() && !all_fixable, "{case}: {problem:?}");
        }
    }
}

/// Pages with one mistake each, `‹wrong|right›`, where the help names what is right.
const FOLLOWED: &str = r#"== site.toml
title = "T"
language = "en"
languages = ["et", "pt-BR"]
[vocabularies.countries]
[vocabularies.themes]
[collections.pilots]
singular = "Pilot"
require = ["summary"]
[collections.pilots.fields]
country = { type = "term", vocabulary = "countries" }
themes = { type = "claims", vocabulary = "themes" }
period = { type = "period" }
budget = { type = "number", max = 10 }
place = { type = "place" }
level = { type = "strength" }
[rules]
missing-summary = "off"
unreachable-page = "off"
same-title = "off"
unused-term = "off"
claim-without-source = "off"
== content/themes/terms.toml
[[term]]
id = "care"
label = "Care"
== content/pilots/holland.md
+++
title = "A"
summary = "S"
country = "‹Holand|Holland›"
+++
== content/pilots/germany.md
+++
title = "A"
summary = "S"
country = "‹Deutschland|Germany›"
+++
== content/pilots/slovenia.md
+++
title = "A"
summary = "S"
country = "‹Slovania|Slovenia›"
+++
== content/pilots/strength.md
+++
title = "A"
summary = "S"
themes = [{ term = "care", strength = ‹"strong"|3› }]
+++
== content/pilots/level.md
+++
title = "A"
summary = "S"
level = ‹"weak"|1›
+++
== content/pilots/number.md
+++
title = "A"
summary = "S"
budget = ‹"lots"|10›
+++
== content/pilots/boolean.md
+++
title = "A"
summary = "S"
draft = ‹"maybe"|true›
+++
== content/pilots/date.md
+++
title = "A"
summary = "S"
date = ‹03/04/2021|2021-04-03›
+++
== content/pilots/date-in-quotes.md
+++
title = "A"
summary = "S"
date = ‹"03/04/2021"|2021-03-04›
+++
== content/pilots/date-vague.md
+++
title = "A"
summary = "S"
date = ‹"spring 2021"|2021›
+++
== content/pilots/period.md
+++
title = "A"
summary = "S"
period = ‹2018-2020|{ start = 2018, end = 2020 }›
+++
== content/pilots/brackets.md
+++
title = "A"
summary = "S"

‹[period]]|[period]›
start = 2018
+++
== content/pilots/swapped.md
+++
title = "A"
summary = "S"
place = { name = "Wellington", ‹lat = 174.78, lon = -41.29|lat = -41.29, lon = 174.78› }
+++
== content/pilots/swapped-in-a-country.md
+++
title = "A"
summary = "S"
country = "EE"
place = { name = "Võru", ‹lat = 27.0, lon = 57.84|lat = 57.84, lon = 27› }
+++
== content/pilots/missing.md
+++
title = "A"
‹|summary = "…"›

[period]
start = 2018
+++
== content/pilots/missing-in-yaml.md
---
title: A
‹|summary: "…"›
country: NO
---
== content/pilots/family-name.md
+++
title = "A"
summary = "S"
authors = [‹"Ek, Ann"|"Ann Ek"›]
+++
== content/pilots/rule.md
‹|+++
title = "…"
+++›
---

A text between two lines.

---
"#;

fn sides(text: &str) -> [Files; 2] {
    let mut sides = [String::new(), String::new()];
    for (n, piece) in text.split(['‹', '›']).enumerate() {
        let both = piece.split_once('|').filter(|_| n % 2 == 1).unwrap_or((piece, piece));
        sides[0] += both.0;
        sides[1] += both.1;
    }
    sides.map(|side| files(&side))
}

#[test]
fn what_a_help_says_is_right() {
    let [wrong, right] = sides(FOLLOWED);
    let (before, after) = (common::repository(&wrong).found, common::repository(&right).found);
    let pages = FOLLOWED.split("== content/pilots/").skip(1);
    for page in pages {
        let (name, text) = page.split_once('\n').expect("a page");
        let path = format!("content/pilots/{name}");
        let meant = text.split(['‹', '›']).nth(1).and_then(|both| both.split_once('|'));
        let meant = meant.expect("a mistake").1.trim_matches('"');
        let helps = before.iter().filter(|d| *d.path == *path).filter_map(|d| d.help.as_deref());
        let helps: Vec<&str> = helps.collect();
        assert!(helps.iter().any(|help| help.contains(meant)), "{path}: {helps:?}");
        let left: Vec<_> =
            after.iter().filter(|d| *d.path == *path && d.rule.name != "missing-summary").collect();
        let is_placeholder = meant == "+++\ntitle = \"…\"\n+++";
        let left: Vec<_> = left
            .into_iter()
            .filter(|d| !(is_placeholder && d.rule.name == "missing-field"))
            .collect();
        assert!(left.is_empty(), "{path}: {left:?}");
    }
}
