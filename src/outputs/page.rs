//! A page: its text and fields, its related pages and its backlinks.

use super::Plan;
use super::cards::CardView;
use super::cite::view::{self as citation, CitationView};
use super::data::subject;
use super::declare::{ById, CollectionId, Field, Href, Html, Text, Url, Yes, list, view};
use super::feed::Feed;
use super::fields;
use super::fields::{FieldGroup, Fields, LicenceView};
use super::imprint::{AuthorView, NoticeView, PictureView, author, notice, picture, publishers};
use super::in_short::{self, ShortAnswer};
use super::inbound::{Mentioned, Referrer};
use super::kind::{Class, Kind, Made, Planned};
use super::map::small::{self, SmallMapView};
use super::parts::{BESIDE, More, Pager, more};
use super::quotes::{self, Source};
use super::reader::Reader;
use super::sections::SidebarView;
use super::site::{self, ProjectView, TermLink};
use super::view::{Here, Link, View, link};
use super::{body, description, inbound, sections};
use crate::fields::cites::SourceView;
use crate::fields::date::DateView;
use crate::fields::kind::Owner;
use crate::fields::value::Value as Fill;
use crate::fields::{cites, date};
use crate::files;
use crate::model::{Model, PageId, Role, Target, fields_of};
use crate::parse::markdown::Heading;
use crate::parse::page::Page as Written;
use std::collections::BTreeSet;
use std::sync::Arc;
use tera::Value;

view! {
    /// A page. A collection may name another template with `template`.
    template Names("page.html", "page") {
        page: PageView,
        previous: Option<Link> => "the page before it in the list of its collection, or in the order of reading",
        next: Option<Link> => "the page after it",
        sidebar: Option<SidebarView> =>
            "the contents around it, in a collection with `sort = \"order\"` and in sections outside of collections",
        children: Vec<CardView> => "the pages right below it, the first 100, if it is the `index.md` of a section",
        map: Option<SmallMapView> => "its countries and places on a small map",
        related: Vec<RelatedView> => "its related pages",
        inbound: Vec<Referrer> => "its backlinks, the first 100",
        inbound_pager: Pager => "links to the other parts of its backlinks",
    }

    /// A page with all its data. Its fields are here three times: as one list, by id, and in six lists by how they are
    /// shown.
    struct PageView {
        title: Text, url: Url,
        summary: Option<Text> => "its summary, in one or two sentences",
        lang: Text = "en",
        collection: Option<PageCollection> where |known| known.collection.is_some(),
        date: Option<DateView> => "its date",
        updated: Option<DateView> => "when it was last reviewed",
        authors: Vec<Text> => "its authors",
        by: Vec<AuthorView> => "its authors, with the addresses of their records",
        publishers: Vec<Text> => "the authors of the site, if the page names none: they publish it, and need not have written it",
        licence: Option<LicenceView> where |known| known.config.licence.is_some() => "its licence, or that of the site",
        project: Option<ProjectView> => "its project",
        toc: Vec<HeadingView> => "its headings, as a tree",
        body: Option<Html> => "its text",
        references: Vec<SourceView> => "works that its text or its claims cite and no field lists",
        publication: Option<PublicationView> => "the work that it describes",
        cite: Option<CitationView> => "how it is cited, if its collection has `cite_as`",
        draft: Yes => "whether it is a draft",
        added: Option<DateView> => "when it was added to the site, if that is known and not its date",
        withdrawn: Option<NoticeView> => "that it was withdrawn; then nothing else of it is left but its title",
        corrected: Vec<NoticeView> => "what was corrected, the latest first",
        pictures: Vec<PictureView> => "who made the pictures that it shows",
        edit: Option<Href> where |known| known.config.edit_url.is_some() =>
            "where to edit its file, if `site.toml` has an `edit_url`",
        translations: Vec<TranslationView> => "the same page in other languages",
        in_short: Vec<ShortAnswer> => "the fields of `in_short` in `site.toml`, which answer a reader's first questions",
        groups: Vec<FieldGroup> => "the fields with a `group`, by group, in the order in which the groups first occur",
        facts: Vec<Field> => "short values, and terms without a note, a source or a strength",
        claims: Vec<Field> => "terms with a note, a source or a strength",
        texts: Vec<Field> => "fields of the kinds `markdown` and `texts`",
        records: Vec<Field> => "records",
        refs: Vec<Field> => "references to pages",
        sources: Vec<Field> => "lists of sources",
        fields: Vec<Field> => "all fields, in the order of `site.toml`",
        field: ById => "all fields, by id: `page.field.enablers`",
    }

    /// The collection of a page.
    struct PageCollection {
        id: CollectionId, label: Text,
        singular: Text => "what one of its pages is called",
        url: Url => "the address of its list",
    }

    /// A heading of a text, with its subheadings.
    struct HeadingView {
        id: Text => "its id, for links: `#id`",
        text: Text => "its words",
        children: Vec<HeadingView<'static>> => "its subheadings",
    }

    /// The work that a page describes.
    struct PublicationView {
        key: Text => "its key in the bibliography",
        source: SourceView => "the work",
        file: Option<Url> => "its PDF, if just one lies in the folder of the page",
        terms: Vec<TermLink> => "the terms that give it as their source, the first 30",
        more: Option<More> => "where there are more such terms",
    }

    /// A page in another language.
    struct TranslationView {
        lang: Text = "en",
        label: Text => "the language's name for itself",
        url: Url,
    }

    /// A related page.
    struct RelatedView {
        card: CardView,
        shared: Vec<TermLink> => "the terms that both pages have",
    }
}

#[derive(Debug)]
struct Page(PageId);

/// Every page that is not the text of a list or term.
pub fn all(plan: Plan) -> Vec<Planned> {
    planned(plan.model, false)
}

/// The pages that were withdrawn. They keep their address, and no list or sitemap names them.
pub fn tombstones(plan: Plan) -> Vec<Planned> {
    planned(plan.model, true)
}

fn planned(model: &Model, withdrawn: bool) -> Vec<Planned> {
    let is_one = |id: &PageId| model.page(*id).withdrawn.is_some() == withdrawn;
    let alone = model.page_ids().filter(|id| is_one(id) && stands_alone(model, *id));
    alone.map(|id| -> Planned { (model.page(id).url.clone(), Box::new(Page(id))) }).collect()
}

/// Whether it is not the text of a list or term.
pub fn stands_alone(model: &Model, id: PageId) -> bool {
    let (page, graph) = (model.page(id), &model.graph);
    match page.role {
        Role::Home => graph.concepts.home != Some(id),
        Role::Collection(c) => graph.concepts.collection_pages[c] != Some(id),
        Role::Vocabulary(v) => graph.concepts.vocabulary_pages[v] != Some(id),
        Role::Term(..) => {
            let target = model.at(&page.url);
            !matches!(target, Some(Target::Term(term)) if model.term(term).page == Some(id))
        }
        Role::Entry(_) | Role::Plain => true,
    }
}

/// Whether it is a page outside all collections.
pub fn is_plain(model: &Model, id: PageId) -> bool {
    !matches!(model.page(id).role, Role::Entry(_)) && stands_alone(model, id)
}

/// The file that a page is made from, for messages.
pub fn file_of(model: &Model, id: PageId) -> String {
    let page = model.page(id);
    let file = model.file_of(page);
    match model.key_of(page) {
        Some(key) if file != page.path => format!("the entry of `{key}` in {file}"),
        _ => file.to_string(),
    }
}

/// What an output is, and whose text it shows.
pub fn with_text(model: &Model, is: &str, text: Option<PageId>) -> String {
    match text {
        Some(id) => format!("{is}, with the text of {}", file_of(model, id)),
        None => is.to_owned(),
    }
}

/// The title of the page that belongs to a list, or else the label of the list.
pub fn title_or(reader: &Reader, own: Option<PageId>, label: &str) -> String {
    let written = own.map(|id| reader.page(id).face.title.clone());
    written.filter(|title| !title.is_empty()).unwrap_or_else(|| label.to_owned())
}

impl Kind for Page {
    fn class(&self) -> Class {
        Class::Page
    }

    fn origin(&self, model: &Model) -> String {
        format!("is made from {}", file_of(model, self.0))
    }

    fn text(&self, _: &Model) -> Option<PageId> {
        Some(self.0)
    }

    fn source(&self, model: &Model) -> Option<Arc<str>> {
        Some(model.file_of(model.page(self.0)))
    }

    fn target(&self) -> Option<Target> {
        Some(Target::Page(self.0))
    }

    fn make<'a>(&self, reader: &Reader<'a>, url: &str) -> Made<'a> {
        let id = self.0;
        let (page, face, config) = (reader.page(id), reader.face(id), reader.config());
        let collection = face.collection.map(|c| &config.collections[c]);
        let template = collection.map_or(TEMPLATE.file, |c| &c.template);
        let beside = |id: Option<PageId>| {
            let face = id.map(|id| reader.face(id));
            face.map(|face| link(face.title, face.url)).into()
        };
        let names = Names {
            page: &|| self::view(reader, id).into(),
            previous: &|| beside(reader.beside(id).0),
            next: &|| beside(reader.beside(id).1),
            sidebar: &|| sections::sidebar_view(reader, id).into(),
            children: &|| sections::children(reader, id),
            map: &|| small::of_page(reader, id).into(),
            related: &|| related(reader, id),
            inbound: &|| inbound::inbound(reader, &page.lang, Mentioned::Page(id), 1),
            inbound_pager: &|| inbound::pager(reader, Mentioned::Page(id), 1).into(),
        };
        let mut here = Here::new(reader, "page", face.title);
        let own = Some(id);
        here.subject = subject::Subject::Page(id);
        here.description =
            description::summary(reader, own).or_else(|| description::beginning(reader, own));
        here.lang = page.lang.clone();
        here.above = sections::crumbs(reader, id);
        here.feed = face.collection.map(Feed::Collection);
        Made::View(View::of(reader, template, &names, here, url))
    }
}

/// The view named `page`.
pub fn view<'a>(reader: &Reader<'a>, id: PageId) -> PageView<'a> {
    let (page, face, config) = (reader.page(id), reader.face(id), reader.config());
    let dates = reader.dates(reader.language(&page.lang));
    let owner = Owner { lang: &page.lang, url: &page.url, page: Some(id) };
    let fields = fields::fields(reader, &owner, fields_of(config, page), &page.facts);
    let body = body::body(reader, id, &page.url);
    let licence = page.licence.as_ref().or(config.licence.as_ref());
    let project = page.project.as_ref().and_then(|id| config.project(&id.value));
    let added = page.added.filter(|added| face.date != Some(*added));
    let publication = bibliography_key(reader, page).and_then(|key| publication(reader, id, key));
    PageView {
        title: face.title.into(),
        url: page.url.as_str().into(),
        summary: face.summary.into(),
        lang: page.lang.as_str().into(),
        collection: collection(reader, page).into(),
        date: face.date.map(|date| date::in_words(date, dates)).into(),
        updated: page.updated.map(|date| date::in_words(date, dates)).into(),
        authors: list(page.authors.iter().map(|author| author.name.as_str())).into(),
        by: list(page.authors.iter().map(author)).into(),
        publishers: publishers(reader, page, publication.is_some()).into(),
        licence: licence.map(fields::licence).into(),
        project: project.map(site::project).into(),
        toc: toc(reader, id, &page.body.headings).into(),
        body: (!body.trim().is_empty()).then(|| Value::from(body)).into(),
        references: references(reader, id, page).into(),
        publication: publication.into(),
        cite: citation::view(reader, id).into(),
        draft: page.draft.into(),
        added: added.map(|date| date::in_words(date, dates)).into(),
        withdrawn: page.withdrawn.as_ref().map(|one| notice(one, dates)).into(),
        corrected: list(page.corrected.iter().map(|one| notice(one, dates))).into(),
        pictures: list(page.pictures.iter().map(picture)).into(),
        edit: edit(reader, page).into(),
        translations: translations(reader, id).into(),
        in_short: in_short(reader, page, &fields).into(),
        groups: fields.grouped(&page.lang).into(),
        facts: fields.of("facts").into(),
        claims: fields.of("claims").into(),
        texts: fields.of("texts").into(),
        records: fields.of("records").into(),
        refs: fields.of("refs").into(),
        sources: fields.of("sources").into(),
        fields: fields.all.into(),
        field: fields.by_id.into(),
    }
}

fn collection<'a>(reader: &Reader<'a>, page: &'a Written) -> Option<PageCollection<'a>> {
    let Role::Entry(c) = page.role else { return None };
    let collection = &reader.config().collections[c];
    Some(PageCollection {
        id: collection.id.as_str().into(),
        label: collection.label.get(&page.lang).into(),
        singular: collection.singular.get(&page.lang).into(),
        url: reader.url(Target::Collection(c)).into(),
    })
}

fn in_short(reader: &Reader, page: &Written, fields: &Fields) -> Value {
    let Role::Entry(c) = page.role else { return list::<Value>([]) };
    in_short::answers(&reader.config().collections[c], fields, &page.lang)
}

/// The works that the texts cite and that no field lists, numbered after those of fields.
fn references(reader: &Reader, id: PageId, page: &Written) -> Value {
    let listed = page.facts.iter().flat_map(|fact| match &fact.value {
        Fill::Cites(keys) if fact.record.is_none() => keys.as_slice(),
        _ => &[],
    });
    let listed: BTreeSet<&str> = listed.map(|key| key.value.as_str()).collect();
    let sources = reader.sources(id);
    let rest = sources.iter().enumerate().filter(|(_, key)| !listed.contains(*key));
    list(rest.map(|(i, key)| cites::numbered(reader, &page.lang, key, i + 1, true)))
}

/// The key of the work that a page describes.
fn bibliography_key<'a>(reader: &Reader<'a>, page: &'a Written) -> Option<&'a str> {
    crate::model::work_key(reader.config(), page)
}

/// The work that a page describes, and the terms that give it as their source.
fn publication<'a>(reader: &Reader<'a>, id: PageId, key: &'a str) -> Option<PublicationView<'a>> {
    let page = reader.page(id);
    let lang = reader.language(&page.lang);
    reader.work(key)?;
    let terms = reader.terms_of_work(key);
    let shown = terms.iter().take(BESIDE).map(|id| reader.term_link(lang, *id));
    let vocabulary = terms.first().map(|id| reader.name(*id).vocabulary);
    Some(PublicationView {
        key: key.into(),
        source: cites::source(reader, &page.lang, key).into(),
        file: reader.own_pdf(id).into(),
        terms: list(shown).into(),
        more: vocabulary.and_then(|v| more(reader, terms.len(), v)).into(),
    })
}

/// Where the file of this page can be edited.
fn edit(reader: &Reader, page: &Written) -> Option<String> {
    let pattern = reader.config().edit_url.as_ref()?;
    Some(pattern.replace("{path}", &files::encode(&page.path)))
}

fn translations(reader: &Reader, id: PageId) -> Value {
    let view = |other: &PageId| {
        let face = reader.face(*other);
        let label = reader.dates(reader.language(face.lang)).own_name();
        TranslationView { lang: face.lang.into(), label: label.into(), url: face.url.into() }
    };
    list(reader.translations(id).iter().map(view))
}

/// The headings as a tree; each belongs to the last higher one before it.
fn toc(reader: &Reader, id: PageId, headings: &[Heading]) -> Value {
    let mut tree = Vec::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|heading| heading.level > first.level).count();
        let source = Source { page: id, text: 0 };
        let worded = first.quote.as_ref().map(|quote| quotes::plain(reader, source, quote));
        tree.push(HeadingView {
            id: first.id.as_str().into(),
            text: worded.unwrap_or_else(|| first.text.clone()).into(),
            children: toc(reader, id, &after[..deeper]).into(),
        });
        rest = &after[deeper..];
    }
    list(tree)
}

fn related(reader: &Reader, id: PageId) -> Value {
    let lang = reader.language(reader.face(id).lang);
    let view = |related: &crate::model::Related| {
        let shared = related.shared.iter().map(|term| reader.term_link(lang, *term));
        RelatedView { card: reader.card(related.page).into(), shared: list(shared).into() }
    };
    list(reader.related(id).iter().map(view))
}
