//! References in CSL styles, compared with those of citeproc-js, the reference implementation, for common
//! types of works. `tests/csl/expected.mjs` writes the expected texts from the same styles and from
//! `works.json`, a hand-made equivalent of `works.bib`. Accepted differences are listed in
//! `tests/csl/differences.toml` with their reasons; obsolete entries must be removed.
#![cfg(feature = "csl")]

use super::common::{self, here};
use crate::config::Config;
use crate::config::settings::BibliographySettings;
use crate::csl::{self, Reference, References};
use crate::parse::{Bibliography, bibliography};
use crate::tables::Located;
use std::collections::{BTreeMap, BTreeSet};

fn works() -> Bibliography {
    let text = std::fs::read_to_string(here("tests/csl/works.bib")).expect("it is there");
    let works = bibliography::read(&bibliography::PATH.into(), &text);
    assert!(works.problems.is_empty(), "{:?}", works.problems);
    works
}

/// All works of a bibliography in a style and language.
fn formatted(works: &Bibliography, style: &str, lang: &str) -> BTreeMap<String, Reference> {
    let style = Located { value: style.to_owned(), span: 0..0 };
    let bibliography = BibliographySettings { style: Some(style), collection: None };
    let (style, problems) = csl::find(&Config { bibliography, ..Config::default() }, &[]);
    assert!(problems.is_empty(), "{problems:?}");
    let keys: BTreeSet<String> = works.works.keys().cloned().collect();
    let wanted = BTreeMap::from([(lang.to_owned(), keys)]);
    let style = style.expect("it is found");
    let references = csl::references(&style, works, &wanted, &References::default());
    let get = |key: &String| Some((key.clone(), references.get(lang, key)?.clone()));
    works.works.keys().filter_map(get).collect()
}

/// The expected references of a style in a language, by key.
fn expected(style: &str, lang: &str) -> BTreeMap<String, String> {
    let path = here(&format!("tests/csl/expected/{style}.{lang}.txt"));
    let text = std::fs::read_to_string(path).expect("expected.mjs wrote it");
    let lines = text.lines().filter_map(|line| line.split_once(": "));
    lines.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

/// Accepted differences by style, language and key, with our text.
fn accepted() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(here("tests/csl/differences.toml")).expect("it is there");
    let table: toml::Table = text.parse().expect("it is TOML");
    let mut accepted = BTreeMap::new();
    for (reason, cases) in
        table["difference"].as_array().expect("a list").iter().map(|of| {
            (of["reason"].as_str().expect("a text"), of["ours"].as_table().expect("a table"))
        })
    {
        assert!(reason.len() > 20, "a reason that says something");
        for (case, ours) in cases {
            let ours = ours.as_str().expect("a text").to_owned();
            assert!(accepted.insert(case.clone(), ours).is_none(), "{case} is there twice");
        }
    }
    accepted
}

#[test]
fn references_are_those_of_the_reference_implementation() {
    let works = works();
    let mut accepted = accepted();
    let mut wrong = Vec::new();
    for style in STYLES {
        for lang in ["en", "et", "fi"] {
            let ours = formatted(&works, style, lang);
            for (key, theirs) in expected(style, lang) {
                let is = ours.get(&key).map_or("", |reference| &reference.text);
                let case = format!("{style}.{lang}.{key}");
                match accepted.remove(&case) {
                    Some(known) if known == is && theirs != is => {}
                    None if theirs == is => {}
                    known => wrong.push(format!(
                        "{case}\n  citeproc {theirs}\n  ours     {is}\n  accepted {known:?}"
                    )),
                }
            }
        }
    }
    wrong.extend(
        accepted.keys().map(|case| format!("{case} is accepted, and there is no such case")),
    );
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Writes the bundled styles and languages as XML, for `tests/csl/expected.mjs`: STYLES_INTO=folder.
#[test]
#[ignore = "it writes files and is no test"]
fn styles_as_xml() {
    use hayagriva::archive::{ArchivedStyle, locales};
    use hayagriva::citationberg::LocaleFile;
    let folder = std::env::var("STYLES_INTO").expect("a folder to write into");
    for name in STYLES {
        let style = ArchivedStyle::by_name(name).expect("it is bundled").get();
        let xml = style.to_xml().expect("it is written");
        std::fs::write(format!("{folder}/{name}.csl"), xml).expect("it is written");
    }
    for locale in locales() {
        let Some(lang) = &locale.lang else { continue };
        let path = format!("{folder}/locales-{}.xml", lang.0);
        let file = LocaleFile {
            version: "1.0".into(),
            lang: lang.clone(),
            info: locale.info,
            terms: locale.terms,
            date: locale.date,
            style_options: locale.style_options,
        };
        std::fs::write(path, file.to_xml().expect("it is written")).expect("it is written");
    }
}

const STYLES: [&str; 5] =
    ["apa", "chicago-author-date", "harvard-cite-them-right", "ieee", "nlm-citation-sequence"];

/// Oddities of BibTeX, and mistakes of hayagriva with common types of works.
#[test]
fn known_defects_are_mended() {
    let works = works();
    let apa = formatted(&works, "apa", "en");
    let ieee = formatted(&works, "ieee", "en");
    let says = |key: &str, part: &str| {
        for all in [&apa, &ieee] {
            assert!(all[key].text.contains(part), "{key}: {}", all[key].text);
        }
    };
    // A year without a month was "(2021,)", a chapter "In The Book: The Book".
    assert!(apa["page_with_year"].text.contains("CoSIE. (2021). Spreading"));
    assert_eq!(apa["inbook"].text.matches("New Public Governance").count(), 1);
    says("thesis", "Karlstad University");
    says("masters", "University of Tartu");
    says("report", "Nordregio");
    says("corporate", "OECD");
    says("howpublished_url", "https://example.org/notes");
    says("slides", "Slides, Karlstad University");
    assert!(
        ieee["others"].text.starts_with("J. K. Pedersen et al., “Strategy"),
        "{:?}",
        ieee["others"]
    );
    assert_eq!(apa["others"].cite.as_deref(), Some("Pedersen et al., 2013"));
    for style in STYLES.into_iter().chain(["elsevier-harvard", "chicago-notes"]) {
        for (key, reference) in formatted(&works, style, "en") {
            let text = &reference.text;
            let seams = ["..", " .", " ,", ",)", "()", "( ", "\\url", ".”."];
            let seam = seams.into_iter().find(|seam| text.contains(seam));
            assert_eq!(seam, None, "{style} {key}: {text}");
            assert!(text.len() > 15, "{style} {key}: {text}");
        }
    }
}

#[test]
fn titles_stay_text_and_links_lead_to_the_web() {
    let works = works();
    for style in STYLES.into_iter().chain(["nature", "chicago-notes"]) {
        for (key, reference) in formatted(&works, style, "en") {
            let html = &reference.html;
            assert!(!html.contains("<script") && !html.contains("style="), "{style} {key}: {html}");
            assert!(!html.contains("href=\"javascript"), "{style} {key}: {html}");
            let links = html.matches("<a href=\"https://").count();
            assert_eq!(links, html.matches("href").count(), "{style} {key}: {html}");
            if works.works[&key].url.is_some() {
                assert!(links > 0, "{style} {key} leads nowhere: {html}");
            }
        }
    }
    let hostile = &formatted(&works, "ieee", "en")["hostile"];
    assert!(
        hostile
            .html
            .contains("&lt;script&gt;alert(&quot;1 &lt; 2&quot;)&lt;/script&gt; &amp; more")
    );
    let two = &formatted(&works, "ieee", "en")["early_view"];
    assert!(two.html.contains("href=\"https://example.org/article?a=1&amp;b=2\""), "{}", two.html);
}

#[test]
fn works_of_one_author_and_year_get_letters() {
    let text = "@book{a, author={Fox, A.}, title={Zebras}, year={2020}}\n@book{b, author={Fox, A.}, title={Apes}, year={2020}}\n@book{c, author={Fox, A.}, title={Cows}, year={2021}}\n@online{d, author={{CoSIE}}, title={One}, url={https://example.org/1}}\n@online{e, author={{CoSIE}}, title={Two}, url={https://example.org/2}}\n";
    let works = bibliography::read(&bibliography::PATH.into(), text);
    let all = formatted(&works, "harvard-cite-them-right", "en");
    let cites: Vec<&str> = all.values().filter_map(|r| r.cite.as_deref()).collect();
    assert_eq!(
        cites,
        ["Fox, 2020a", "Fox, 2020b", "Fox, 2021", "CoSIE, no date-a", "CoSIE, no date-b"]
    );
    assert!(all["a"].text.starts_with("Fox, A. (2020a) Zebras"), "{}", all["a"].text);
    assert!(all["e"].html.starts_with("CoSIE (no date-b) <i>Two</i>"), "{}", all["e"].html);
}

#[test]
fn braces_keep_a_family_name_together() {
    let text = "@book{a, author={Ant{\\'o}nio {de Sousa} and {García y Vega}, Ana and van Dijk, Jr., Jan and d'Angelo, Ada}, title={T}, year={2020}}";
    let works = bibliography::read(&bibliography::PATH.into(), text);
    let apa = &formatted(&works, "apa", "en")["a"].text;
    let start = "de Sousa, A., García y Vega, A., van Dijk, J., Jr., & d'Angelo, A. (2020). T.";
    assert!(apa.starts_with(start), "{apa}");
}

/// hayagriva has only years; words in their place must not be lost.
#[test]
fn words_may_stand_for_a_year() {
    let text = "@article{a, author={Fox, A.}, title={Apes}, journal={J}, year={in press}}\n@article{b, author={Fox, A.}, title={Bees}, journal={J}, year={in press}}\n@article{c, author={Kask, A.}, title={9999 cows}, journal={J}, year={Forthcoming}}\n@article{d, author={Kask, A.}, title={Old}, journal={J}, year={c. 1999}}";
    let works = bibliography::read(&bibliography::PATH.into(), text);
    assert!(works.problems.is_empty(), "{:?}", works.problems);
    let all = formatted(&works, "apa", "en");
    let cites: Vec<&str> = all.values().filter_map(|r| r.cite.as_deref()).collect();
    assert_eq!(
        cites,
        ["Fox, in press-a", "Fox, in press-b", "Kask, Forthcoming", "Kask, ca. 1999"]
    );
    assert!(all["a"].text.starts_with("Fox, A. (in press-a). Apes."), "{}", all["a"].text);
    assert!(all["c"].text.starts_with("Kask, A. (Forthcoming). 9999 cows."), "{}", all["c"].text);
    assert_eq!(works.works["b"].label, "Fox in press-b");
}

/// Cached references are reused.
#[test]
fn remembered_references_are_not_formatted_again() {
    let works = works();
    let (style, _) = csl::find(&Config::default(), &[]);
    let style = style.expect("there is a default");
    let wanted = BTreeMap::from([("en".to_owned(), BTreeSet::from(["book".to_owned()]))]);
    let mut remembered = csl::references(&style, &works, &wanted, &References::default());
    for group in remembered.formatted.values_mut() {
        group.values_mut().for_each(|reference| reference.html = "from before".to_owned());
    }
    let again = csl::references(&style, &works, &wanted, &remembered);
    assert_eq!(again.get("en", "book").map(|r| r.html.as_str()), Some("from before"));
    assert_eq!(again.formatted, remembered.formatted);
}

/// A style of the repository, and a dependent style.
#[test]
fn styles_may_lie_in_the_repository() {
    let own = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>House</title><id>https://example.org/house</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout><text variable=\"title\"/></layout></citation><bibliography><layout><text variable=\"title\" prefix=\"House: \"/></layout></bibliography></style>";
    let other = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" version=\"1.0\"><info><title>Other</title><id>https://example.org/other</id><link href=\"https://example.org/house\" rel=\"independent-parent\"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>";
    for name in ["house", "other", "broken"] {
        let text = format!(
            "== site.toml\ntitle = \"T\"\n[bibliography]\nstyle = \"content/{name}.csl\"\n== content/house.csl\n{own}\n== content/other.csl\n{other}\n== content/broken.csl\n<style>\n== content/bibliography.bib\n@book{{a, author={{A, B.}}, title={{Commons}}, year={{2020}}}}\n== content/index.md\n+++\ntitle = \"Home\"\n+++\nSee [@a].\n"
        );
        let repository = common::given(&text);
        let reference = repository.site.memo.references.get("en", "a").map(|r| r.text.as_str());
        if name == "broken" {
            assert_eq!(
                common::rules(&repository.found),
                ["unknown-style"],
                "{:?}",
                repository.found
            );
        } else {
            assert_eq!(reference, Some("House: Commons"), "{name}: {:?}", repository.found);
        }
    }
}
