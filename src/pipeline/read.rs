//! From files to what they say: each is read for itself, and not at all if it is known from before.

use super::Wish;
use super::bodies::{Basket, Bodies, Filling};
use crate::cache::{Content, Record, Records};
use crate::check::Allowed;
use crate::config::{self, Config};
use crate::diagnostics::rules::{TWO_OUTPUTS, UNREADABLE};
use crate::diagnostics::{Diagnostic, Severity};
use crate::files::Extent;
use crate::model::Parts;
use crate::parse::{self, Page, Parsed, address};
use crate::sources::{File, Kind, Source, Sources};
use rayon::prelude::*;
use std::io;
use std::sync::Arc;

/// The settings, and what is wrong with them.
pub fn settings(sources: &Sources) -> (Arc<Config>, Vec<Diagnostic>) {
    let (mut read, mut found) = all(sources, Kind::Settings);
    let Some(source) = read.pop() else { return (Arc::default(), found) };
    let (text, not_utf8) = parse::text(&source);
    let (config, mut problems) = config::read(&text);
    found.extend(not_utf8);
    found.append(&mut problems);
    found.append(&mut parse::defaults(&config));
    (Arc::new(config), found)
}

/// All files of a kind.
pub fn all(sources: &Sources, kind: Kind) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    for file in sources.of(kind) {
        match file.read() {
            Ok(source) => read.push(source),
            Err(error) => problems.push(unreadable(&file.path, &error)),
        }
    }
    (read, problems)
}

/// A finding about a file that can't be read.
pub fn unreadable(path: &Arc<str>, error: &io::Error) -> Diagnostic {
    UNREADABLE.at(path, 0..0, format!("this file can't be read: {error}"))
}

/// Reads and parses all content that `known` does not have, each file for itself. What was read is
/// dropped as soon as it is parsed, and what it is shown as is set aside.
pub fn content(
    sources: &Sources,
    config: &Config,
    wish: Wish,
    known: &Records,
) -> (Records, Bodies, Vec<Diagnostic>) {
    let filling = if wish.all { Filling::begin() } else { None };
    // What other settings made of a page is another page.
    let same_settings = known.settings == config.print;
    let is_content = |kind| !matches!(kind, Kind::Settings | Kind::Theme | Kind::Style);
    let files: Vec<&File> = sources.files.iter().filter(|file| is_content(file.kind)).collect();
    let one = |file: &File, texts: Option<&mut Basket>| {
        let before = known.by_path.get(&file.path);
        let usable = before.filter(|_| same_settings || is_plain(file.kind));
        if let Some(record) = usable.filter(|record| file.is_as(record.stamp)) {
            return Ok((file.path.clone(), record.clone(), false));
        }
        let source = file.read().map_err(|error| unreadable(&file.path, &error))?;
        let known = usable.filter(|record| record.print == source.print);
        let fresh = known.is_none();
        let record = match known {
            Some(known) => known.clone(),
            None => outline(source, config, wish, texts),
        };
        Ok((file.path.clone(), Record { stamp: file.stamp, ..record }, fresh))
    };
    let begin = || (Vec::new(), filling.as_ref().map(|_| Basket::default()));
    let some =
        files.par_iter().with_max_len(TOGETHER).fold(begin, |(mut read, mut texts), file| {
            read.push(one(file, texts.as_mut()));
            (read, texts)
        });
    let put = |texts| filling.as_ref().zip(texts).map(|(filling, texts)| filling.put(texts));
    let read: Vec<(Vec<Result<_, Diagnostic>>, _)> =
        some.map(|(read, texts)| (read, put(texts))).collect();
    let mut records = Records { settings: config.print, ..Records::default() };
    records.by_path.reserve(files.len());
    let (mut problems, mut places) = (Vec::new(), Vec::new());
    for (read, texts) in read {
        places.extend(texts.into_iter().flatten());
        for result in read {
            match result {
                Ok((path, record, fresh)) => {
                    records.fresh += usize::from(fresh);
                    records.by_path.insert(path, record);
                }
                Err(problem) => problems.push(problem),
            }
        }
    }
    let bodies = filling.map(|filling| filling.end(places)).unwrap_or_default();
    (records, bodies, problems)
}

/// So many files at most are read before their texts are set aside.
const TOGETHER: usize = 64;

/// A file, parsed, without the text of a page's body: that goes to the others if it is wanted.
fn outline(source: Source, config: &Config, wish: Wish, texts: Option<&mut Basket>) -> Record {
    let mut record = record(source, config);
    // Nobody else has the page yet.
    if let Content::Page(page) = &mut record.content
        && let Some(page) = Arc::get_mut(page)
    {
        match texts {
            Some(texts) => texts.take(page),
            None if !wish.all => page.drop_text(),
            None => {}
        }
    }
    record
}

fn is_plain(kind: Kind) -> bool {
    matches!(kind, Kind::Static | Kind::Attachment)
}

/// A file, parsed.
pub fn record(source: Source, config: &Config) -> Record {
    let (content, problems) = match parse::parse(&source, config) {
        Some(Parsed::Page(mut page)) => {
            let problems = std::mem::take(&mut page.problems);
            (Content::Page(Arc::new(*page)), problems)
        }
        Some(Parsed::Terms(mut terms)) => {
            let problems = std::mem::take(&mut terms.problems);
            (Content::Terms(Arc::new(terms)), problems)
        }
        Some(Parsed::Bibliography(mut bibliography)) => {
            let problems = std::mem::take(&mut bibliography.problems);
            (Content::Bibliography(Arc::new(bibliography)), problems)
        }
        None => (Content::File(Extent::of(&source.bytes)), Vec::new()),
    };
    Record { stamp: None, print: source.print, content, problems: problems.into() }
}

/// What was read, sorted into what it is; drafts only go on if they are wished.
pub fn sort(
    sources: &Sources,
    records: &Records,
    config: &Arc<Config>,
    wish: Wish,
    found: &mut Vec<Diagnostic>,
) -> Parts {
    let mut parts = Parts { config: config.clone(), ..Parts::default() };
    // Of two files at one address that of the content is published.
    let (fixed, written): (Vec<&File>, Vec<&File>) =
        sources.files.iter().partition(|file| file.kind == Kind::Static);
    for file in fixed.into_iter().chain(written) {
        let Some(record) = records.by_path.get(&file.path) else { continue };
        match &record.content {
            Content::Page(page) if is_out(page, wish) => {
                parts.drafts.insert(page.url.clone());
            }
            Content::Page(page) => parts.pages.push(page.clone()),
            Content::Terms(terms) => parts.terms.push(terms.clone()),
            Content::Bibliography(bibliography) => parts.bibliography = bibliography.clone(),
            Content::File(size) => publish_file(file, *size, &mut parts, found),
        }
    }
    parts
}

/// Whether a page is a draft that stays at home.
pub fn is_out(page: &Page, wish: Wish) -> bool {
    page.draft && !wish.drafts
}

/// What was found in single files, and the rules that pages silence.
pub fn found(sources: &Sources, records: &Records, wish: Wish) -> (Vec<Diagnostic>, Vec<Allowed>) {
    let (mut found, mut allowed) = (Vec::new(), Vec::new());
    for record in sources.files.iter().filter_map(|file| records.by_path.get(&file.path)) {
        let first = found.len();
        found.extend_from_slice(&record.problems);
        let Content::Page(page) = &record.content else { continue };
        allowed.extend(Allowed::by(page, !is_out(page, wish)));
        if is_out(page, wish) {
            // Gaps belong in a draft; they are shown, and stop nobody.
            found[first..].iter_mut().for_each(|problem| problem.severity = Severity::Hint);
        }
    }
    (found, allowed)
}

/// A file that is published as it is.
fn publish_file(file: &File, size: Extent, parts: &mut Parts, found: &mut Vec<Diagnostic>) {
    let Some(url) = address::of_file(&file.path) else { return };
    parts.sizes.insert(url.clone(), size);
    if let Some(other) = parts.files.insert(url.clone(), file.path.clone()) {
        let message = format!("this file and {other} would both be at {url}");
        found.push(TWO_OUTPUTS.at(&file.path, 0..0, message).help("rename one of them"));
    }
}
