//! A term with another id, or without: its entry in terms.toml, the file with its text, and all that names it: claims and
//! responses of pages, other terms, links, site.toml. What names it by its label goes on doing so.

use super::edits::{self, Edits};
use super::moves::Move;
use super::queries;
use crate::config;
use crate::diagnostics::Edit;
use crate::diagnostics::text::counted;
use crate::fields::field::Field;
use crate::files;
use crate::fix::Change;
use crate::model::{
    Model, PageId, Role, Target, TermId, fields_of, name_key, response_vocabulary_of, texts,
    vocabulary_of,
};
use crate::parse::address;
use crate::parse::markdown::{Link, To};
use crate::parse::page::{Fact, Value};
use crate::parse::terms::TermEntry;
use crate::tables::Located;
use std::sync::Arc;

/// A term and the id that it shall have.
struct Renamed<'m> {
    model: &'m Model,
    term: TermId,
    old: &'m str,
    new: &'m str,
}

/// What a new id changes.
pub struct Planned {
    pub moves: Vec<Move>,
    pub edits: Edits,
    /// The file that keeps the old address, if there was none with the term's text.
    pub created: Option<Change>,
}

/// A path below content/, without the ending.
fn inside(path: &str) -> &str {
    let path = path.trim_start_matches("./").trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    path.strip_suffix(".md").unwrap_or(path)
}

/// Plans to give a term another id: `new` is the id, or a path that ends in it.
pub fn mv(
    model: &Model,
    term: TermId,
    new: &str,
    text_of: &dyn Fn(&str) -> String,
) -> Result<Planned, String> {
    let v = model.term(term).vocabulary;
    let vocabulary = &*model.config.vocabularies[v].id;
    is_own(model, term)?;
    let path = inside(new);
    let new = match path.rsplit_once('/') {
        Some((folder, id)) if folder == vocabulary => id,
        None => path,
        Some(_) => return Err(format!("a term stays in its vocabulary, here `{vocabulary}`")),
    };
    if new.is_empty() || files::slug(new) != new {
        return Err(format!(
            "`{new}` can't be the id of a term: small letters, digits and hyphens"
        ));
    }
    if model.graph.concepts.vocabularies[v].by_id.contains_key(new) {
        return Err(format!("`{vocabulary}` has a term `{new}` already"));
    }
    let renamed = Renamed { model, term, old: &model.term(term).entry.id.value, new };
    renamed.plan(vocabulary, text_of)
}

/// `Err` for a term that no file here defines.
fn is_own(model: &Model, term: TermId) -> Result<(), String> {
    let found = model.term(term);
    if model.is_unlisted(term) {
        let label = &found.entry.label.main;
        return Err(format!(
            "`{label}` is in no terms.toml; `talkoo check --fix` writes it into one"
        ));
    }
    match found.path.is_empty() {
        true => Err("countries and their ids are built in".to_owned()),
        false => Ok(()),
    }
}

impl Renamed<'_> {
    fn plan(&self, vocabulary: &str, text_of: &dyn Fn(&str) -> String) -> Result<Planned, String> {
        let Self { model, term, new, .. } = self;
        let path = format!("content/{vocabulary}/{new}.md");
        if model.graph.links.by_path.contains_key(&*path) {
            return Err(format!("{path} is there already"));
        }
        let moves: Vec<Move> = prose(model, *term).map(|id| self.moved(vocabulary, id)).collect();
        let bare = moves.iter().map(|one| model.page(one.page));
        if bare.into_iter().any(|page| page.toml.start == page.front.start) {
            return Err("a page without front matter has no place for its old address".into());
        }
        let has_text = moves.iter().any(|one| *one.path == *path);
        let created = (!has_text).then(|| Change {
            path: path.as_str().into(),
            bytes: Vec::new(),
            before: String::new(),
            after: format!("+++\naliases = [\"{}\"]\n+++\n", model.term(*term).url),
            is_new: true,
        });
        let mut edits = edits::of(model, &moves, text_of);
        let mut add = |path: &Arc<str>, own: Vec<Edit>| {
            if !own.is_empty() {
                edits.entry(path.clone()).or_default().extend(own);
            }
        };
        for file in &model.term_files {
            let own = file.terms.iter().flat_map(|entry| self.in_entry(file.vocabulary, entry));
            add(&file.path, own.collect());
        }
        for page in &model.pages {
            let links = texts(page).flat_map(|text| &text.links);
            let links = links.flat_map(|link| {
                let filters = queries::edits(self.model, self.term, self.new, link);
                self.in_link(link).into_iter().chain(filters)
            });
            let facts = self.in_facts(fields_of(&model.config, page), &page.facts);
            add(&page.path, facts.into_iter().chain(links).collect());
        }
        add(&config::PATH.into(), self.in_settings());
        Ok(Planned { moves, edits, created })
    }

    fn moved(&self, vocabulary: &str, id: PageId) -> Move {
        let page = self.model.page(id);
        let language = match page.lang == self.model.config.language {
            true => String::new(),
            false => format!(".{}", page.lang),
        };
        let inside = format!("{vocabulary}/{}{language}.md", self.new);
        let url = address::of_page(&inside, &self.model.config).url;
        Move { page: id, from: page.path.clone(), path: format!("content/{inside}").into(), url }
    }

    fn vocabulary(&self) -> usize {
        self.model.term(self.term).vocabulary
    }

    /// The edit of a word, if it is the old id, or a spelling of it that would be a new term of an open vocabulary.
    fn word(&self, written: &Located<String>) -> Option<Edit> {
        let (v, entry) = (self.vocabulary(), &self.model.term(self.term).entry);
        let mut names = entry.label.all().chain(entry.alias.iter().map(|alias| &*alias.value));
        let is_it = written.value == self.old
            || self.model.config.vocabularies[v].open
                && self.model.graph.concepts.vocabularies[v].find(&written.value)
                    == Some(self.term)
                && !names.any(|name| name == written.value);
        is_it.then(|| written.spot().edit(self.new))
    }

    fn in_entry(&self, vocabulary: Option<usize>, entry: &TermEntry) -> Vec<Edit> {
        let mut found = Vec::new();
        if vocabulary == Some(self.vocabulary()) {
            let words = [&entry.id].into_iter().chain(&entry.broader).chain(&entry.related);
            found.extend(words.filter_map(|word| self.word(word)));
        }
        let fields = vocabulary.map(|v| &self.model.config.vocabularies[v].fields[..]);
        found.extend(self.in_facts(fields.unwrap_or_default(), &entry.facts));
        found
    }

    fn in_facts(&self, fields: &[Field], facts: &[Fact]) -> Vec<Edit> {
        let (config, v) = (&self.model.config, Some(self.vocabulary()));
        let mut found = Vec::new();
        for fact in facts.iter().filter(|fact| !fact.is_default) {
            let Value::Claims(claims) = &fact.value else { continue };
            let field = &fields[fact.field];
            if vocabulary_of(config, field) == v {
                found.extend(claims.iter().filter_map(|claim| self.word(&claim.term)));
            }
            if response_vocabulary_of(config, field) == v {
                let terms = claims.iter().flat_map(|claim| &claim.responses);
                let terms = terms.filter_map(|response| response.term.as_ref());
                found.extend(terms.filter_map(|term| self.word(term)));
            }
        }
        found
    }

    /// The edit of a link to the term by its address, its file or its id.
    fn in_link(&self, link: &Link) -> Option<Edit> {
        let is_it = |target: Option<Target>| target == Some(Target::Term(self.term));
        let written = match &link.to {
            To::Page { url, written, .. } => {
                is_it(self.model.at(url)).then(|| self.last_changed(written))?
            }
            To::Wiki { name, anchor, .. } => {
                let [target] = self.model.meanings(name) else { return None };
                let label = &self.model.term(self.term).entry.label;
                let is_label = label.all().any(|label| name_key(label) == name_key(name));
                let written =
                    (is_it(Some(*target)) && !is_label).then(|| self.last_changed(name))?;
                let tail = anchor.as_ref().map(|anchor| format!("#{anchor}"));
                written.map(|written| written + &tail.unwrap_or_default())
            }
            To::File { .. } | To::Here { .. } | To::Web(_) | To::Outside { .. } => None,
        };
        Some(link.address.clone()?.edit(written?))
    }

    /// A path whose last part is the old id, with the new one.
    fn last_changed(&self, written: &str) -> Option<String> {
        let (path, tail) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
        let bare = path.strip_suffix(".md").unwrap_or(path).trim_end_matches('/');
        let start = bare.rfind('/').map_or(0, |slash| slash + 1);
        let is_it = name_key(&bare[start..]) == name_key(self.old);
        is_it.then(|| format!("{}{}{}{tail}", &path[..start], self.new, &path[bare.len()..]))
    }

    /// The terms that mark stubs.
    fn in_settings(&self) -> Vec<Edit> {
        let config = &self.model.config;
        let of = |collection: &config::Collection| {
            let stub = collection.stub.as_ref()?;
            let v = vocabulary_of(config, &collection.fields[stub.field])?;
            (v == self.vocabulary()).then(|| self.word(&stub.term))?
        };
        config.collections.iter().filter_map(of).collect()
    }
}

/// The pages with the text of a term, in all languages.
fn prose(model: &Model, term: TermId) -> impl Iterator<Item = PageId> {
    let (v, old) = (model.term(term).vocabulary, &model.term(term).entry.id.value);
    let is_text = move |id: &PageId| matches!(&model.page(*id).role, Role::Term(role, id) if *role == v && id == old);
    model.page_ids().filter(is_text)
}

/// What goes with a term: the files with its text, and terms.toml without it.
pub fn rm(
    model: &Model,
    term: TermId,
    text_of: &dyn Fn(&str) -> String,
) -> Result<(Vec<Arc<str>>, Change), String> {
    is_own(model, term)?;
    let vocabulary = &model.config.vocabularies[model.term(term).vocabulary];
    let uses = model.graph.lists.members[term.0 as usize].len();
    if vocabulary.open && uses > 0 {
        let pages = counted(uses, "page");
        return Err(format!(
            "{pages} of the site would make it anew, because `{}` is open: take it out of them first",
            vocabulary.id
        ));
    }
    let (path, id) = (&model.term(term).path, &model.term(term).entry.id);
    let before = text_of(path);
    let after = without(&before, id.span.start)
        .ok_or_else(|| format!("{path} does not list its terms as [[term]]"))?;
    let bytes = before.clone().into_bytes();
    let texts = prose(model, term).map(|id| model.page(id).path.clone()).collect();
    Ok((texts, Change { path: path.clone(), bytes, before, after, is_new: false }))
}

/// A terms.toml without the entry at this place. Comments right above an entry belong to it.
fn without(text: &str, place: usize) -> Option<String> {
    let is_head = |line: &str| {
        let name = line.strip_prefix("[[").and_then(|rest| rest.split_once("]]"));
        name.is_some_and(|(name, _)| name.trim() == "term")
    };
    let mut heads = Vec::new();
    let (mut at, mut comments) = (0, None);
    for line in text.split_inclusive('\n') {
        match line.trim_start() {
            line if is_head(line) => heads.push(comments.take().unwrap_or(at)),
            line if line.starts_with('#') => comments = comments.or(Some(at)),
            _ => comments = None,
        }
        at += line.len();
    }
    let start = *heads.iter().rfind(|head| **head <= place)?;
    let end = heads.into_iter().find(|head| *head > place).unwrap_or(text.len());
    Some([&text[..start], &text[end..]].concat())
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn an_entry_goes_with_the_comments_above_it() {
        let text = "# All terms.\n\n# First.\n[[term]]\nid = \"a\"\n\n# Second.\n[[term]]\nid = \"b\"\n# Its label.\nlabel = \"B\"\n";
        let at = |id: &str| text.find(id).expect("it is there");
        let first =
            "# All terms.\n\n# Second.\n[[term]]\nid = \"b\"\n# Its label.\nlabel = \"B\"\n";
        assert_eq!(without(text, at("\"a\"")).as_deref(), Some(first));
        let second = "# All terms.\n\n# First.\n[[term]]\nid = \"a\"\n\n";
        assert_eq!(without(text, at("\"b\"")).as_deref(), Some(second));
        let spaced = "[[term]]\nid = \"b\"\n[[ term ]]\nid = \"c\"\n";
        assert_eq!(without(spaced, 35).as_deref(), Some("[[term]]\nid = \"b\"\n"));
        assert_eq!(without("term = [{ id = \"a\" }]\n", 15), None);
    }
}
