//! The repository of the benchmarks: N pilots of 4 kB of Markdown with seven terms, three claims with notes,
//! five links, and a block of code in every tenth. Always the same.

#[path = "../../tests/common/dice.rs"]
mod dice;

use dice::Dice;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folder of the repository, which is generated once.
pub fn pilots(pages: usize) -> io::Result<PathBuf> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pilots-{pages}"));
    if !root.join("done").is_file() {
        generate(&root, pages)?;
        fs::write(root.join("done"), "")?;
    }
    Ok(root)
}

const SITE: &str = r#"title = "Ten thousand pilots"
base_url = "https://example.org/"
[vocabularies.countries]
[vocabularies.themes]
[vocabularies.enablers]
[collections.pilots]
require = ["summary"]
[collections.pilots.fields]
country = { type = "term", vocabulary = "countries", required = true, card = true }
place = { type = "place" }
period = { type = "period" }
themes = { type = "terms", vocabulary = "themes", card = true }
enablers = { type = "claims", vocabulary = "enablers" }
next = { type = "refs", collection = "pilots", label = "Next" }
website = { type = "url" }
budget = { type = "number", min = 0 }
"#;
const COUNTRIES: [&str; 12] =
    ["EE", "FI", "SE", "DK", "NL", "HU", "PL", "IT", "ES", "GB", "GR", "PT"];
const WORDS: [&str; 24] = [
    "people",
    "service",
    "together",
    "municipality",
    "neighbour",
    "meeting",
    "plan",
    "asked",
    "family",
    "office",
    "trust",
    "budget",
    "school",
    "house",
    "village",
    "team",
    "carried",
    "changed",
    "slowly",
    "because",
    "without",
    "listened",
    "shared",
    "answered",
];

fn generate(root: &Path, pages: usize) -> io::Result<()> {
    let mut dice = Dice(1);
    fs::create_dir_all(root.join("content/pilots"))?;
    fs::write(root.join("site.toml"), SITE)?;
    for (vocabulary, terms) in [("themes", 40), ("enablers", 60)] {
        fs::create_dir_all(root.join("content").join(vocabulary))?;
        let mut text = String::new();
        for i in 0..terms {
            let _ = writeln!(
                text,
                "[[term]]\nid = \"{vocabulary}-{i}\"\nlabel = \"The {i}th of {vocabulary}\"\ndefinition = \"What it means.\"\nsource = \"https://example.org/{i}\"\n"
            );
        }
        fs::write(root.join("content").join(vocabulary).join("terms.toml"), text)?;
    }
    for i in 0..pages {
        fs::write(
            root.join(format!("content/pilots/pilot-{i:05}.md")),
            pilot(&mut dice, i, pages),
        )?;
    }
    Ok(())
}

fn pilot(dice: &mut Dice, i: usize, pages: usize) -> String {
    let mut text = String::new();
    let country = COUNTRIES[dice.roll(COUNTRIES.len())];
    let themes: Vec<String> = (0..3).map(|_| format!("\"themes-{}\"", dice.roll(40))).collect();
    let _ = write!(
        text,
        "+++\ntitle = \"Pilot {i}: {}\"\nsummary = \"{}\"\ncountry = \"{country}\"\nplace = {{ name = \"Somewhere\", lat = {}, lon = 25.0 }}\nperiod = {{ start = \"2018-{:02}\", end = 2020 }}\nthemes = [{}]\nnext = [\"pilot-{:05}\"]\nwebsite = \"https://example.org/{i}\"\nbudget = {}\n",
        sentence(dice, 5).trim_end_matches('.'),
        sentence(dice, 14),
        50 + dice.roll(20),
        1 + dice.roll(12),
        themes.join(", "),
        dice.roll(pages),
        dice.roll(100_000),
    );
    for _ in 0..3 {
        let _ = write!(
            text,
            "\n[[enablers]]\nterm = \"enablers-{}\"\nnote = \"{}\"\nsource = \"https://example.org/source\"\nstrength = {}\n",
            dice.roll(60),
            sentence(dice, 12),
            dice.roll(6)
        );
    }
    text.push_str("+++\n\n");
    for section in 0..3 {
        let _ = writeln!(text, "## {}\n", sentence(dice, 4).trim_end_matches('.'));
        for _ in 0..2 {
            let before: Vec<String> = (0..4).map(|_| sentence(dice, 14)).collect();
            let _ = writeln!(text, "{} It *mattered* a **lot**.\n", before.join(" "));
        }
        for _ in 0..if section < 2 { 2 } else { 1 } {
            let words = sentence(dice, 10);
            let _ = writeln!(
                text,
                "{words} See [another pilot](pilot-{:05}.md) too.\n",
                dice.roll(pages)
            );
        }
        if section == 1 {
            let _ = writeln!(
                text,
                "| When | What |\n|---|---|\n| 2018 | {} |\n| 2019 | {} |\n",
                sentence(dice, 4),
                sentence(dice, 4)
            );
        }
        if section == 2 {
            let items: Vec<String> = (0..4).map(|_| format!("- {}", sentence(dice, 8))).collect();
            let _ = writeln!(text, "{}\n", items.join("\n"));
        }
    }
    if i.is_multiple_of(10) {
        let lines: Vec<String> = (0..12)
            .map(|line| format!("def step_{line}(people, plan={line}):  # {i}\n    return [p for p in people if p.trust > {line}]"))
            .take(6)
            .collect();
        let _ = writeln!(text, "```python\n{}\n```\n", lines.join("\n"));
    }
    text
}

fn sentence(dice: &mut Dice, words: usize) -> String {
    let mut text = String::new();
    for i in 0..words {
        let word = WORDS[dice.roll(WORDS.len())];
        if i == 0 {
            text.push_str(&word[..1].to_uppercase());
            text.push_str(&word[1..]);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text.push('.');
    text
}
