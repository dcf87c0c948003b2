//! All settings with what they take and what they are for: those of `site.toml`, and the keys that every page and every
//! term can have. A test compares them with what the readers ask for.

use super::heading_ids::HEADING_IDS;
use super::settings::{CITE_AS, DESCRIBES};
use super::shape::Shape::{self, *};
use super::shape::{Setting, TEXTS};
use super::share_images::SHARED;

/// The severities of a rule, as `rules` sets them.
pub const SEVERITIES: [&str; 4] = ["error", "warning", "hint", "off"];

pub static LICENCE: [Setting; 2] = [
    Setting::needed("name", Text, "its name: CC BY 4.0"),
    Setting::new("url", Address, "where it can be read"),
];

static RESPONSIBLE: [Setting; 2] = [
    Setting::needed("name", Text, "the name of the body"),
    Setting::new("url", Address, "its own site"),
];

const LICENCE_OR_NAME: Shape = Any(&[Text, Table(&LICENCE)]);

static AUTHOR: [Setting; 7] = [
    Setting::new("name", Text, "the name of an organisation, or of a person in one piece"),
    Setting::new("family", Text, "the family name"),
    Setting::new("given", Text, "the given name"),
    Setting::new("orcid", Text, "the ORCID of a person"),
    Setting::new("ror", Text, "the ROR of an organisation"),
    Setting::new(
        "person",
        Text,
        "the path of the page that tells of the person, in place of a name",
    ),
    Setting::new("role", TEXTS, "what the author did: roles of CRediT, or other words"),
];

const AUTHORS: Shape = Several(&Any(&[Text, Table(&AUTHOR)]));

static NOTICE: [Setting; 2] = [
    Setting::needed("date", Date, "the day of it"),
    Setting::needed("reason", Text, "why, in a sentence for readers"),
];

static PICTURE: [Setting; 2] = [
    Setting::new("credit", Text, "who made it"),
    Setting::new("licence", LICENCE_OR_NAME, "its licence"),
];

static IMPORTED: [Setting; 3] = [
    Setting::needed("from", Text, "what it was imported from"),
    Setting::new("id", Text, "its name there"),
    Setting::new("date", Date, "its date there"),
];

/// What every page can have.
pub static PAGE: [Setting; 16] = [
    Setting::new("title", Text, "the title"),
    Setting::new("summary", Text, "one or two sentences for lists and search results"),
    Setting::new("date", Date, "when it was published: 2018, \"2018-10\" or 2018-10-05"),
    Setting::new("updated", Date, "when it was last changed"),
    Setting::new("authors", AUTHORS, "who wrote it: names, or paths of pages that tell of them"),
    Setting::new("licence", LICENCE_OR_NAME, "its licence, if it is not that of the site"),
    Setting::new("project", Text, "the project that paid for what it tells"),
    Setting::new("slug", Slug, "the last part of its address, in the place of its file's name"),
    Setting::new("aliases", TEXTS, "addresses that it had before: they lead to it"),
    Setting::new("draft", Yes, "whether it is not published yet"),
    Setting::new("allow", Each(&Text), "rules that it may break, each with the reason"),
    Setting::new(
        "withdrawn",
        Table(&NOTICE),
        "that it was withdrawn: only its title and this stay",
    ),
    Setting::new("corrected", Several(&Table(&NOTICE)), "what was corrected after publication"),
    Setting::new(
        "pictures",
        Each(&Table(&PICTURE)),
        "who made the pictures that it shows, by file",
    ),
    Setting::new(
        "imported",
        Table(&IMPORTED),
        "where it was imported from, until somebody took it over",
    ),
    Setting::new("order", Number, "its place among its neighbours, where they are read in order"),
];

static MATCH: [Setting; 2] = [
    Setting::new("exact", TEXTS, "addresses of concepts that mean the same"),
    Setting::new("close", TEXTS, "addresses of concepts that mean nearly the same"),
];

/// What every term can have.
pub static TERM: [Setting; 8] = [
    Setting::needed("id", Slug, "its part of the address; it never changes"),
    Setting::needed("label", Labels, "its name, in one or several languages"),
    Setting::new("definition", Labels, "what it means, in a sentence or two"),
    Setting::new("broader", Term, "the id of the term above it"),
    Setting::new("related", Several(&Term), "ids of terms that have to do with it"),
    Setting::new("alias", TEXTS, "other names by which people may look for it"),
    Setting::new(
        "source",
        Text,
        "where the definition comes from: a key of the bibliography, or an address",
    ),
    Setting::new("match", Table(&MATCH), "the same concept in other vocabularies"),
];

static PROJECT: [Setting; 8] = [
    Setting::new("name", Text, "its short name"),
    Setting::new("title", Text, "its full name"),
    Setting::new("programme", Text, "the programme that paid for it"),
    Setting::new("grant", Text, "the number of the grant"),
    Setting::new("sentence", Text, "the acknowledgement that the funder asks for"),
    Setting::new("disclaimer", Text, "what the funder wants to be said about the content"),
    Setting::new("url", Address, "its page elsewhere"),
    Setting::new("owns_site", Yes, "whether the site is the project's own; true unless given"),
];

/// What a field can have; the last four only some kinds.
static FIELD: [Setting; 16] = [
    Setting::needed("type", Kind, "the kind of its values"),
    Setting::new("label", Labels, "what readers see it called"),
    Setting::new("required", Yes, "whether each page needs it"),
    Setting::new(
        "min",
        Number,
        "the smallest number of entries or characters, or the smallest number",
    ),
    Setting::new(
        "max",
        Number,
        "the largest number of entries or characters, or the largest number",
    ),
    Setting::new("default", Anything, "its value where a page gives none"),
    Setting::new("inverse", Labels, "the label at the other end of the relation"),
    Setting::new("mutual", Yes, "whether the other page has to refer back"),
    Setting::new("card", Yes, "whether cards show it"),
    Setting::new(
        "internal",
        Yes,
        "whether it is only for those who write, and nowhere in the site",
    ),
    Setting::new("before", Yes, "whether pages show it before their text, not beside or after it"),
    Setting::new("group", Text, "the group of the collection that shows it"),
    Setting::new("vocabulary", Text, "the vocabulary of its terms"),
    Setting::new("response", Text, "the vocabulary of what was done about its claims"),
    Setting::new("collection", Text, "the collection of the pages that it refers to"),
    Setting::new("fields", Each(&Table(&FIELD)), "the fields of a record"),
];

const FORMER: Setting = Setting::new(
    "aliases",
    TEXTS,
    "names that it had before: its old addresses lead to those of now",
);

static VOCABULARY: [Setting; 7] = [
    Setting::new("label", Labels, "its name"),
    Setting::new("singular", Labels, "the name of one of its terms"),
    Setting::new("description", Labels, "what it is about, below its heading"),
    Setting::new(
        "relates",
        Yes,
        "whether pages with a term in common are related; true unless given",
    ),
    Setting::new("open", Yes, "whether pages may name terms that no terms.toml has"),
    FORMER,
    Setting::new("fields", Each(&Table(&FIELD)), "fields of its terms"),
];

static COLLECTION: [Setting; 17] = [
    Setting::new("label", Labels, "its name"),
    Setting::new("singular", Labels, "the name of one of its pages"),
    Setting::new("template", Text, "the template of its pages; page.html unless given"),
    Setting::new(
        "sort",
        Text,
        "how its list is sorted: title, date or a field; with - before it the other way round",
    ),
    Setting::new("require", TEXTS, "keys of every page that its pages need"),
    Setting::new("explore", TEXTS, "the fields by which its list can be filtered"),
    Setting::new("matrix", TEXTS, "fields of terms that are shown as tables"),
    Setting::new("compare", TEXTS, "fields of terms whose pages are compared"),
    Setting::new("map", TEXTS, "fields of countries and places that are shown on the map"),
    Setting::new(
        "in_short",
        Each(&Labels),
        "fields that answer readers' first questions, each with the question",
    ),
    Setting::new("stub", Each(&Text), "the field and the term of pages that say little yet"),
    Setting::new("cite_as", Word(&CITE_AS), "what its pages are cited as"),
    Setting::new(
        "describes",
        Word(&DESCRIBES),
        "what its pages are about, in the words of schema.org",
    ),
    Setting::new(
        "rules",
        Each(&Word(&SEVERITIES)),
        "rules that are more or less severe in its files",
    ),
    FORMER,
    Setting::new("groups", Each(&Labels), "headings under which pages show fields in short"),
    Setting::new("fields", Each(&Table(&FIELD)), "fields of its pages"),
];

static ENTRY: [Setting; 4] = [
    Setting::needed("label", Labels, "what readers see"),
    Setting::new("page", Text, "a Markdown file, relative to content/"),
    Setting::new("vocabulary", Text, "a vocabulary"),
    Setting::new("collection", Text, "a collection"),
];

const ENTRIES: Shape = Several(&Table(&ENTRY));

static BIBLIOGRAPHY: [Setting; 2] = [
    Setting::new("style", Text, "the name of a CSL style, or the path of a .csl file"),
    Setting::new("collection", Text, "the collection with a page for each work"),
];

static SEARCH: [Setting; 2] = [
    Setting::new(
        "bare_works",
        Number,
        "how much works without a text of their own count; 0.4 unless given",
    ),
    Setting::new(
        "weights",
        Each(&Number),
        "how much collections and vocabularies count; 1 unless given",
    ),
];

static DATA: [Setting; 5] = [
    Setting::new("tables", Yes, "tables of whole collections, the codebook and the places"),
    Setting::new("pages", Yes, "JSON and Markdown beside each page"),
    Setting::new("vocabularies", Yes, "vocabularies in SKOS"),
    Setting::new("schema_org", Yes, "what pages say to search engines"),
    Setting::new("doi", Text, "the DOI of the whole, if it leads to the page of the data"),
];

static REVIEW: [Setting; 2] = [
    Setting::needed("field", Text, "the field with the date of the last review"),
    Setting::needed("limit", Text, "the day before which a review is too old"),
];

/// The settings of `site.toml`.
pub static SITE: [Setting; 33] = [
    Setting::needed("title", Text, "the name of the repository"),
    Setting::new("description", Text, "what it is about, in a sentence"),
    Setting::new("base_url", Address, "where the site will stand"),
    Setting::new("language", Text, "the language of pages: en, et or pt-BR"),
    Setting::new("languages", TEXTS, "the languages of translations"),
    Setting::new("theme", Text, "the folder of the theme in themes/; commons unless given"),
    Setting::new("authors", AUTHORS, "the authors of pages that name none"),
    Setting::new("licence", LICENCE_OR_NAME, "the licence of the content"),
    Setting::new(
        "raw_html",
        Yes,
        "whether HTML in Markdown is kept; otherwise it is shown as text",
    ),
    Setting::new(
        "heading_ids",
        Word(&HEADING_IDS),
        "in whose manner the ids of headings are made; plain unless given",
    ),
    Setting::new("publish_hidden", TEXTS, "hidden files of static/ that are published"),
    Setting::new(
        "link_schemes",
        TEXTS,
        "what links may begin with besides https, http, mailto and tel",
    ),
    Setting::new(
        "active_files",
        TEXTS,
        "files that may be published although browsers run what is in them",
    ),
    Setting::new("edit_url", Text, "where a page can be edited: an address with {path} in it"),
    Setting::new(
        "report_url",
        Text,
        "where a mistake can be reported: an address with {title} and {url}",
    ),
    Setting::new("navigation", ENTRIES, "the menu"),
    Setting::new("more", ENTRIES, "what the last entry of the menu holds"),
    Setting::new("doorways", ENTRIES, "the vocabularies that the home page leads into"),
    Setting::new("footer", ENTRIES, "links at the foot of each page"),
    Setting::new("responsible", Any(&[Text, Table(&RESPONSIBLE)]), "who answers for the site"),
    Setting::new("contact", Text, "whom readers write to: a page, an address or mailto:"),
    Setting::new("keep_addresses", Yes, "whether an address that goes is an error"),
    Setting::new("image_limit", Number, "the largest size of a picture in kilobytes"),
    Setting::new(
        "share_images",
        Several(&Word(&SHARED)),
        "what has a picture that other sites show beside a link; all but pages unless given",
    ),
    Setting::new("projects", Each(&Table(&PROJECT)), "projects that paid for what is told"),
    Setting::new("vocabularies", Each(&Table(&VOCABULARY)), "controlled lists of terms"),
    Setting::new(
        "collections",
        Each(&Table(&COLLECTION)),
        "folders of pages that share their fields",
    ),
    Setting::new("bibliography", Table(&BIBLIOGRAPHY), "how works are shown"),
    Setting::new("search", Table(&SEARCH), "how much pages count in the search"),
    Setting::new("data", Table(&DATA), "files for other programs"),
    Setting::new(
        "rules",
        Each(&Word(&SEVERITIES)),
        "rules that are more or less severe than usual",
    ),
    Setting::new("expect", Each(&Whole(0, i64::MAX)), "how many pages or terms there should be"),
    Setting::new("review", Table(&REVIEW), "when pages are due for review"),
];
