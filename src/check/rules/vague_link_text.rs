//! A link whose words do not say where it leads.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::model::{Model, texts};

pub static RULE: Rule = Rule {
    name: "vague-link-text",
    severity: Severity::Warning,
    what: "A link that reads \"here\", \"click here\" or \"read more\".",
    why: "Who listens to a list of the links of a page hears \"here, here, here\".",
    wrong: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nThe hackathon is described [here](https://vunkimano.ee/).\n",
    right: "== content/a.md\n+++\ntitle = \"A\"\n+++\n\nThe hackathon is described on [Vunki mano](https://vunkimano.ee/).\n",
};

/// By language, in lower case.
const VAGUE: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "here",
            "click here",
            "click",
            "click this",
            "this",
            "this link",
            "this page",
            "link",
            "more",
            "read more",
            "see more",
            "learn more",
            "find out more",
            "more info",
            "more information",
            "see here",
            "read here",
            "website",
            "source",
            "details",
            "continue reading",
        ],
    ),
    (
        "et",
        &[
            "siin",
            "siit",
            "siia",
            "kliki siin",
            "kliki siia",
            "vajuta siia",
            "vaata siit",
            "loe siit",
            "loe edasi",
            "loe lähemalt",
            "loe rohkem",
            "rohkem",
            "link",
            "lingil",
            "veebileht",
        ],
    ),
    (
        "fi",
        &[
            "täältä",
            "tästä",
            "täällä",
            "tässä",
            "klikkaa tästä",
            "klikkaa tähän",
            "napsauta tästä",
            "paina tästä",
            "lue lisää",
            "lisää",
            "lisätietoja",
            "linkki",
            "tämä linkki",
            "katso täältä",
        ],
    ),
    (
        "sv",
        &[
            "här",
            "klicka här",
            "tryck här",
            "läs mer",
            "läs mer här",
            "mer",
            "mer information",
            "länk",
            "länken",
            "denna länk",
            "se här",
            "se mer",
            "webbplats",
        ],
    ),
];

pub fn check(model: &Model, found: &mut Vec<Diagnostic>) {
    for page in &model.pages {
        let language = page.lang.split('-').next().unwrap_or_default();
        let Some((_, vague)) = VAGUE.iter().find(|(lang, _)| *lang == language) else { continue };
        let links = texts(page).flat_map(|text| &text.links);
        for link in links.filter(|link| !link.image && !link.titled) {
            let words = link.words.to_lowercase();
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            if vague.contains(&words) {
                let message = format!("the link `{}` does not say where it leads", link.words);
                let help = "let the name of what it leads to be the link";
                found.push(RULE.at(&page.path, link.span.clone(), message).help(help));
            }
        }
    }
}
