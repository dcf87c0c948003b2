//! Keys make the incremental build safe: an output with an unchanged key must have the same bytes, or readers
//! get stale pages. A key is the hash of what the output's view read. Each test edits a repository and
//! compares all outputs and keys, computed from scratch and from the recorded reads.

use super::common::dice::Dice;
use super::common::edits::{EDITS as KINDS, edit};
use super::common::{self, Files, generated, repository};
use crate::build::{make, record};
use crate::files::depth;
use crate::hash::Hash;
use crate::outputs::Output;
use crate::outputs::cards::Cards;
use crate::outputs::reader::{Reader, Texts};
use crate::outputs::recorded::Recorded;
use crate::outputs::render::{Making, Rendered};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A file, a text in it, and its replacement. Without the text the whole file is replaced; without either the
/// file is removed.
type Edit = (&'static str, &'static str, &'static str);

const PILOT: &str = "content/pilots/p-06.md";
const ENABLERS: &str = "content/enablers/terms.toml";
const BARRIERS: &str = "content/barriers/terms.toml";
const BIB: &str = "content/bibliography.bib";

/// Additions to the generated repository that are easily forgotten.
#[rustfmt::skip]
const READY: &[Edit] = &[
    // Works cited by one page, and by none.
    (BIB, "@book{work0", "@book{once, author={Once, A.}, title={Once}, year={2020}}\n@book{never, author={New, A.}, title={Never}, year={2020}}\n@book{work0"),
    (PILOT, "Text 6 has", "Text 6, after [@once], has"),
    // Anchors on another page, and code, in notes that are shown on term pages.
    ("content/pilots/p-07.md", "[[enablers-1]]", "[[p-11#results]]"),
    ("content/pilots/p-08.md", "\"Barrier note 8.\"", "\"\"\"\n```python\nbefore()\n```\n\"\"\""),
    ("content/pilots/p-09.md", "+++\nText", "[[enablers]]\nterm = \"enablers-3\"\nnote = \"https://example.org/x\"\n+++\nText"),
    // Tables of terms.
    ("site.toml", "sources = { type = \"cites\" }", "sources = { type = \"cites\" }\nclaims = { type = \"claims\", vocabulary = \"enablers\" }"),
    (BARRIERS, "[[term]]", "[[term]]\nid = \"a\"\nlabel = \"A\"\n[term.definition]\net = \"x\"\nen = \"In a table.\"\n[[term]]\nid = \"b\"\nlabel = \"B\"\ndefinition.et = \"x\"\ndefinition.en = \"With dots.\"\n[[term]]\nid = \"c\"\nlabel = \"C\"\n[[term.claims]]\nterm = \"enablers-0\"\n[[term.claims]]\nnote = \"x\"\nterm = \"enablers-1\"\n[[term]]"),
    // Templates that name others in all possible ways.
    ("themes/mine/templates/404.html", "", "{% extends \"commons/404.html\" %}{% block head %}{% include `named.html` %}{% endblock head %}"),
    ("themes/mine/templates/home.html", "", "{% extends \"commons/home.html\" %}{% block head %}{{ <badge /> }}{% endblock head %}"),
    ("themes/mine/templates/named.html", "", "NAMED"),
    ("themes/mine/templates/badge.html", "", "{%-\ncomponent badge(@ page) -%}BADGE{% endcomponent badge %}"),
];

/// Edits of everything that outputs depend on.
#[rustfmt::skip]
const EDITS: &[Edit] = &[
    // Faces.
    (PILOT, "title = \"Pilot 6\"", "title = \"Renamed\"\naliases = [\"/pilot-6/\"]\ndraft = false"),
    (PILOT, "Summary 6.", "Another."),
    (PILOT, "country = \"IT\"", "country = \"FI\""),
    (PILOT, "themes = [\"themes-0\"", "themes = [\"themes-5\""),
    (PILOT, "end = 2022", "end = 2021"),
    (PILOT, "next = \"p-07\"", "next = \"p-09\""),
    ("content/pilots/p-10.et.md", "Katse 10", "Uus katse"),
    ("content/posts/post-02.md", "date = 2012", "date = 2009"),
    ("content/posts/post-02.md", "Author 2", "Somebody else"),
    ("content/posts/post-11.md", "date = 2021", "date = 2031"),
    ("content/pilots/p-08.md", "lat = 58.0", "lat = 57.5"),
    ("content/pilots/p-08.md", "country = \"EE\"", "country = \"IT\""),
    (PILOT, "title = \"Pilot 6\"", "title = \"Pilot 6\"\nslug = \"sixth\""),
    ("content/pilots/p-09.md", "+++\n", "+++\nslug = \"ninth\"\n"),
    (PILOT, "themes = [\"themes-0\"", "themes = [\"Brand new\""),
    ("content/posts/post-02.md", "themes = [\"themes-2\"]", "themes = [\"Themes 1\", \"Quite new\"]"),
    // Pages and their parts come and go.
    ("content/posts/post-07.md", "", ""),
    ("content/posts/post-07.md", "+++\n", "+++\ndraft = true\n"),
    ("content/posts/added.md", "", "+++\ntitle = \"Added\"\ndate = 2022-01-01\nthemes = [\"themes-1\"]\n+++\nText.\n"),
    ("content/pilots/p-10.et.md", "", ""),
    ("content/pilots/p-11.et.md", "", "+++\ntitle = \"Katse 11\"\n+++\n"),
    ("content/enablers/index.md", "", ""),
    ("content/enablers/enablers-0.md", "", ""),
    ("content/enablers/enablers-4.md", "", "+++\n+++\nProse.\n"),
    ("content/publications/work1.md", "", ""),
    ("content/publications/work2.md", "", "+++\n+++\nProse.\n"),
    ("static/added.txt", "", "x"),
    ("static/plain.txt", "", ""),
    ("content/pilots/map.png", "a picture", "<svg width=\"3\" height=\"2\"></svg>"),
    (PILOT, "next = \"p-07\"\n", ""),
    (PILOT, "themes = [\"themes-0\", \"themes-3\"]\n", ""),
    (PILOT, "[[evidence]]\noutcome = \"Second 6\"\ntheme = \"themes-4\"\n", ""),
    (PILOT, "with = \"p-15\"\n", ""),
    ("content/posts/post-02.md", "pilots = [\"p-06\"]\n", ""),
    ("content/posts/post-02.md", "themes = [\"themes-2\"]\nsources = [\"work2\"]\n", ""),
    // Terms.
    (ENABLERS, "en = \"enablers 1\"", "en = \"Renamed\""),
    (ENABLERS, "et = \"enablers 1 et\"", "et = \"Uus nimi\""),
    (ENABLERS, "What enablers 1 means", "It means this"),
    (ENABLERS, "source = \"work1\"", "source = \"work3\""),
    (ENABLERS, "alias = [\"enablers alias\"]", "alias = [\"another\"]"),
    (ENABLERS, "related = [\"enablers-0\"]", "related = [\"enablers-1\"]"),
    (ENABLERS, "broader = \"enablers-4\"", "broader = \"enablers-0\""),
    (ENABLERS, "broader = \"enablers-4\"\n", ""),
    (ENABLERS, "[[term]]", "[[term]]\nid = \"new\"\nlabel = \"New\"\nbroader = \"enablers-0\"\n[[term]]"),
    (BARRIERS, "answered_by = [\"enablers-1\"]", "answered_by = [\"enablers-5\"]"),
    (BARRIERS, "answered_by = [\"enablers-1\"]\n", ""),
    (BARRIERS, "In a table.", "Elsewhere."),
    (BARRIERS, "With dots.", "With others."),
    (BARRIERS, "term = \"enablers-1\"\n[[term]]", "term = \"enablers-2\"\n[[term]]"),
    ("content/themes/terms.toml", "label = { en = \"themes 1\"", "label = { en = \"renamed\""),
    // Links and claims.
    (PILOT, "It links to", "Therefore it links to"),
    (PILOT, "[another pilot](p-09.md#results)", "another pilot"),
    (PILOT, "(p-09.md#results)", "(p-12.md)"),
    (PILOT, "[[p-17]]", "[[p-18]]"),
    (PILOT, "[[enablers-0]]", "[[enablers-5]]"),
    (PILOT, "[that pilot](p-11.md)", "[that pilot](p-12.md)"),
    (PILOT, "Note 6", "Another note"),
    (PILOT, "strength = 0", "strength = 5"),
    (PILOT, "source = \"work2\"", "source = \"work3\""),
    (PILOT, "source = \"https://example.org/6\"", "source = \"https://example.org/\""),
    (PILOT, "term = \"barriers-0\"", "term = \"barriers-2\""),
    ("content/pilots/p-07.md", "[[p-11#results]]", "[[p-11#_fn-1]]"),
    ("content/pilots/p-08.md", "before()", "after()"),
    ("content/pilots/p-09.md", "note = \"https:", "source = \"https:"),
    ("content/about.md", "[[enablers-1]]", "[[enablers-1|enablers-1]]"),
    ("content/about.md", "[[p-03]]", "[[Pilot 4]]"),
    // Records.
    (PILOT, "Outcome 6", "Another outcome"),
    (PILOT, "level = 0", "level = 5"),
    (PILOT, "Answer 6.", "Another answer."),
    (PILOT, "Remark 6, see [[p-13]]", "Another remark, see [[p-14]]"),
    (PILOT, "with = \"p-15\"", "with = \"p-16\""),
    (PILOT, "Second 6", "Another second"),
    // Works.
    (PILOT, "Text 6, after [@once], has", "Text 6 has"),
    (PILOT, "Text 6, after", "Text 6, after [@never] and"),
    (PILOT, "[@work2, p. 6]", "[@work2, p. 7]"),
    (PILOT, "Barrier note 6", "See [@work3]: note 6"),
    ("content/posts/post-02.md", "sources = [\"work2\"]", "sources = [\"work3\"]"),
    (BIB, "year={2000}", "year={2009}"),
    (BIB, "title={Work 1}", "title={Other work}"),
    (BIB, "Author3", "Somebody"),
    // Settings and theme, including positions in them.
    ("site.toml", "title = \"Generated\"", "title = \"Commons\""),
    ("site.toml", "inverse = \"After\"", "inverse = \"Comes after\""),
    ("site.toml", "https://example.org/sub/", "https://example.org/elsewhere/"),
    ("site.toml", "collection = \"publications\"\n", ""),
    ("site.toml", "[collections.publications]\nsort = \"-date\"\n", ""),
    ("site.toml", "[collections.pilots]\n", "[collections.added]\n[collections.pilots]\n"),
    ("site.toml", "[vocabularies.themes]\n", ""),
    ("site.toml", "languages = [\"et\"]\n", ""),
    ("site.toml", "matrix = [\"enablers\", \"evidence.answer\"]", "matrix = [\"enablers\"]"),
    ("site.toml", "matrix = [\"enablers\", \"evidence.answer\"]\n", ""),
    ("site.toml", "explore = [", "explore = [\"barriers\", "),
    ("site.toml", "map = [\"country\", \"places\"]\n", ""),
    ("site.toml", "next = { type = \"ref\", collection = \"pilots\", inverse = \"After\" }\n", ""),
    ("themes/mine/strings/en.toml", "Has in common", "Shares"),
    ("themes/mine/templates/page.html", "", "{% extends \"commons/page.html\" %}{% block head %}<!-- x -->{% endblock head %}"),
    ("themes/mine/templates/404.html", "", ""),
    ("themes/mine/templates/named.html", "NAMED", "named"),
    ("themes/mine/templates/badge.html", "BADGE", "badge"),
    ("themes/mine/templates/card.html", "", "{{ card.title }}"),
    ("themes/mine/assets/style.css", "", "body { color: red }"),
    ("themes/mine/assets/added.txt", "", "x"),
];

/// Stands for all files of the search index.
const INDEX: &str = "search/*.js";

fn of_index(path: &str) -> &str {
    if path.starts_with("search/") && path.ends_with(".js") { INDEX } else { path }
}

/// Edits, and all outputs whose keys they change.
#[rustfmt::skip]
const PRECISE: &[(Edit, &[&str])] = &[
    ((PILOT, "Result 6.", "Another result."), &["pilots/p-06/index.html", INDEX]),
    (("content/about.md", "We are many.", "We are few."), &["about/index.html", INDEX]),
    (("content/index.md", "Welcome", "Come in"), &["index.html", INDEX]),
    (("content/pilots/index.md", "All of", "Every one of"), &["pilots/index.html", INDEX]),
    (("content/enablers/enablers-0.md", "Prose", "Words"), &["enablers/enablers-0/index.html", INDEX]),
    (("content/pilots/p-10.et.md", "Vaata", "Palun vaata"), &["et/pilots/p-10/index.html", "pilots/p-10/index.html", INDEX]),
    (("static/plain.txt", "plain", "other"), &["plain.txt"]),
    (("content/pilots/map.png", "a picture", "another"), &["pilots/map.png"]),
    ((PILOT, "Cited [@work2, p. 6]", "Seen in [@work2, p. 6]"), &["pilots/p-06/index.html", "publications/work2/index.html", INDEX]),
    (("themes/mine/templates/named.html", "NAMED", "named"), &["404.html"]),
];

/// Edits, outputs whose keys they change, and outputs whose keys they must not change.
#[rustfmt::skip]
const REACH: &[(Edit, &[&str], &[&str])] = &[
    (
        (PILOT, "title = \"Pilot 6\"", "title = \"Renamed\""),
        &["pilots/p-06/index.html", "pilots/index.html", "themes/themes-0/index.html", "pilots/p-35/index.html", "feed.xml",
            "pilots/index.html", "pilots/matrix/enablers/index.html", "pilots/matrix/enablers.csv"],
        &["about/index.html", "countries/ee/index.html"],
    ),
    (
        (PILOT, "strength = 0", "strength = 5"),
        &["pilots/matrix/enablers/index.html", "enablers/enablers-0/index.html"],
        &["pilots/index.html", "pilots/matrix/evidence-answer/index.html", "pilots/index.html"],
    ),
    // A link to its file is in this page, and none is in the other.
    (
        ("content/pilots/p-09.md", "+++\n", "+++\nslug = \"ninth\"\n"),
        &["pilots/p-09/index.html", "pilots/ninth/index.html", "pilots/p-06/index.html", "pilots/index.html", INDEX],
        &["posts/index.html", "about/index.html", "index.html"],
    ),
    ((PILOT, "start = 2016", "start = 2001"), &["pilots/index.html"], &["about/index.html"]),
    (
        ("content/pilots/p-08.md", "Town 0", "City"),
        &["index.html", "countries/index.html", "countries/ee/index.html"],
        &["countries/it/index.html", "pilots/index.html"],
    ),
    ((PILOT, "Outcome 6", "Another outcome"), &["themes/themes-1/index.html"], &["pilots/index.html"]),
    ((PILOT, "Remark 6", "Another remark"), &["themes/themes-1/index.html"], &["pilots/index.html"]),
    (
        ("content/themes/terms.toml", "What themes 0 means", "What it means"),
        &["pilots/p-06/index.html", "themes/themes-0/index.html", "themes/index.html"],
        &["about/index.html", "pilots/index.html", "enablers/index.html"],
    ),
    ((BIB, "title={Work 1}", "title={Other}"), &["posts/post-01/index.html"], &["posts/index.html"]),
    (("themes/mine/assets/added.txt", "", "x"), &["index.html"], &[INDEX, "plain.txt"]),
];

// ---------------------------------------------------------------- a site and its keys

/// A site with the key of each output, and its bytes.
struct Made {
    site: Site,
    outputs: BTreeMap<String, (Hash, Vec<u8>)>,
}

impl Made {
    /// Also for a repository with errors, as in a preview: outputs that can't be rendered are left out.
    fn of(files: &Files) -> Self {
        let site = repository(files).site;
        let one = |output: &Output| {
            let (key, bytes) = make(&site, output, None).ok()?;
            Some((output.path.clone(), (key, bytes.expect("no key was known"))))
        };
        let outputs = site.outputs.all.par_iter().filter_map(one).collect();
        Self { site, outputs }
    }

    fn recorded(&self) -> Recorded {
        let mut recorded = Recorded::default();
        record(&self.site, &self.site.outputs.all.iter().collect::<Vec<_>>(), &mut recorded);
        recorded
    }

    /// The outputs whose keys differ after an edit, or that appeared or vanished.
    fn changed<'m>(&'m self, after: &'m Self) -> Vec<&'m str> {
        let key = |of: &Self, path: &str| of.outputs.get(path).map(|(key, _)| *key);
        let all = self
            .outputs
            .keys()
            .chain(after.outputs.keys().filter(|path| !self.outputs.contains_key(*path)));
        let changed = all.filter(|path| key(self, path) != key(after, path));
        let mut changed: Vec<&str> = changed.map(|path| of_index(path)).collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// The stale outputs after an edit: the same key, but different bytes. `recorded` are the recorded reads.
    fn stale(&self, recorded: &Recorded, after: &Self) -> Vec<String> {
        let restored = recorded
            .clone()
            .stored(self.site.inputs(), &self.site.outputs.all)
            .restored(after.site.inputs());
        let mut stale = Vec::new();
        for (path, (key, bytes)) in &self.outputs {
            let url = self.site.outputs.at(path).map_or(INDEX, |output| &output.url);
            let new = after.outputs.get(path);
            let is_fresh = new.is_some_and(|(_, new)| new == bytes);
            let says = |which: &str| {
                let new = new.map(|(_, new)| difference(bytes, new)).unwrap_or_default();
                format!("{path} under {which}: {new}")
            };
            if new.is_some_and(|(new, _)| new == key) && !is_fresh {
                stale.push(says("the key that it has now"));
            }
            let is_planned = path == INDEX || after.site.outputs.at(path).is_some();
            if is_planned && restored.key(path, url) == Some(*key) && !is_fresh {
                stale.push(says("the key of what it read"));
            }
        }
        stale
    }
}

/// The repository before edits, rendered, with the reads of its outputs.
static BEFORE: LazyLock<(Files, Made, Recorded)> = LazyLock::new(|| {
    let mut files = generated::repository();
    READY.iter().for_each(|edit| apply(edit, &mut files));
    let checked = repository(&files);
    assert!(!checked.has_errors(), "{}", common::findings(&checked));
    let made = Made::of(&files);
    let recorded = made.recorded();
    (files, made, recorded)
});

fn apply(&(path, from, to): &Edit, files: &mut Files) {
    match (from, to) {
        ("", "") => assert!(files.remove(path).is_some(), "{path} is not there"),
        ("", to) => drop(files.insert(path.to_owned(), to.as_bytes().to_vec())),
        (from, to) => {
            let text = String::from_utf8(files[path].clone()).expect("it is text");
            assert!(text.contains(from), "{path} has no {from:?}");
            files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        }
    }
}

fn edited(edit: &Edit) -> Made {
    let mut files = BEFORE.0.clone();
    apply(edit, &mut files);
    Made::of(&files)
}

/// The first difference of two texts.
fn difference(old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let part =
        |text: &str| text.chars().skip(same.saturating_sub(40)).take(100).collect::<String>();
    format!("{:?} is now {:?}", part(&old), part(&new))
}

fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---------------------------------------------------------------- nothing is stale

#[test]
fn the_same_key_means_the_same_bytes() {
    let (_, before, recorded) = &*BEFORE;
    let stale = |edit: &Edit| {
        let after = edited(edit);
        let is_seen = !before.changed(&after).is_empty();
        let unseen = (!is_seen).then(|| "nothing has another key".to_owned());
        let stale = before.stale(recorded, &after).into_iter().chain(unseen);
        stale.map(|what| format!("{edit:?}: {what}")).collect::<Vec<_>>()
    };
    none(EDITS.par_iter().flat_map_iter(stale).collect());
}

#[test]
fn the_same_key_means_the_same_bytes_after_edits_at_random() {
    let (files, before, recorded) = &*BEFORE;
    let stale = |n: usize| {
        let (kind, mut files) = (KINDS[n % KINDS.len()], files.clone());
        edit(kind, n, &mut Dice(n as u64), &mut files);
        let stale = before.stale(recorded, &Made::of(&files));
        stale.into_iter().map(|what| format!("{n} {kind}: {what}")).collect::<Vec<_>>()
    };
    let n = common::edits::edits(KINDS.len());
    none((0..n).into_par_iter().flat_map_iter(stale).collect());
}

/// The reads of a list's second part can't be repeated.
#[test]
fn lists_shrink() {
    let mut files = common::files(
        "== site.toml\ntitle = \"T\"\n[vocabularies.themes]\n[collections.pilots]\nexplore = [\"themes\"]\nmatrix = [\"themes\"]\n[collections.pilots.fields]\nthemes = { type = \"terms\", vocabulary = \"themes\" }\n== content/themes/terms.toml\n[[term]]\nid = \"a\"\nlabel = \"A\"\n",
    );
    for i in 0..103 {
        let page = format!("+++\ntitle = \"Pilot {i}\"\nthemes = [\"a\"]\n+++\n");
        files.insert(format!("content/pilots/p-{i:03}.md"), page.into_bytes());
    }
    let before = Made::of(&files);
    files.retain(|path, _| !path.starts_with("content/pilots/p-00"));
    let after = Made::of(&files);
    assert!(
        before.outputs.contains_key("pilots/2/index.html")
            && !after.outputs.contains_key("pilots/2/index.html")
    );
    none(before.stale(&before.recorded(), &after));
}

// ---------------------------------------------------------------- what is read is recorded, and no more

#[test]
fn an_edit_reaches_what_shows_it_and_nothing_else() {
    let before = &BEFORE.1;
    let exactly = |(edit, due): &(Edit, &[&str])| {
        let after = edited(edit);
        let changed = before.changed(&after);
        (changed != *due).then(|| format!("{edit:?}: {changed:?}, not {due:?}"))
    };
    none(PRECISE.par_iter().filter_map(exactly).collect());
    let reaches = |(edit, due, others): &(Edit, &[&str], &[&str])| {
        let after = edited(edit);
        let changed = before.changed(&after);
        let missed = due.iter().filter(|path| !changed.contains(path));
        let wrong = missed.chain(others.iter().filter(|path| changed.contains(path)));
        wrong.map(|path| format!("{edit:?}: {path} in {changed:?}")).collect::<Vec<_>>()
    };
    none(REACH.par_iter().flat_map_iter(reaches).collect());
}

/// A view built from only its recorded reads and with fresh cards reads and shows the same.
#[test]
fn views_read_what_they_read_before() {
    let made = &BEFORE.1;
    let site = &made.site;
    let cards: Vec<Cards> = (0..9).map(|_| Cards::of(site.model.pages.len())).collect();
    let wrong = |output: &Output| {
        let texts = output.kind.texts(&site.model).into_iter().filter_map(|id| {
            let text = site.snapshot.text(site.model.page(id)).expect("it can be read");
            Some((id, text?))
        });
        let texts: Texts = texts.collect();
        let making = |cards| Making { inputs: site.inputs(), cards, texts: texts.clone() };
        let (_, reads) = making(&cards[depth(&output.url)]).view(output).expect("it can be made");
        let own = Cards::of(site.model.pages.len());
        let reader = Reader::new(site.inputs(), &own, texts.clone(), depth(&output.url));
        let reader = reader.only(reads.iter().copied());
        let view = output.kind.make(&reader, &output.url);
        if reader.finish().ok()? != reads {
            return Some(format!("{} reads something else", output.path));
        }
        let Ok(Rendered::Bytes(bytes)) = making(&own).render(view) else { return None };
        (bytes != made.outputs[&output.path].1)
            .then(|| format!("{} shows something else", output.path))
    };
    none(site.outputs.all.par_iter().filter_map(wrong).collect());
}
