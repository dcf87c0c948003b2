//! Reads the templates, with all their errors, and finds what each is built from.

use super::{Chain, ThemeFile, strings};
use crate::diagnostics::rules::BROKEN_TEMPLATE;
use crate::diagnostics::{Diagnostic, Span, did_you_mean, listed};
use crate::hash::Hasher;
use crate::parse::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::{ErrorKind, Tera};

pub struct Templates {
    pub tera: Tera,
    pub chains: BTreeMap<String, Chain>,
}

/// Reads the templates of a lineage of themes. Tera knows each as `<theme>/<file>`, and also by its bare name
/// unless a template of an earlier theme has that name.
pub fn read(line: &[String], files: &[ThemeFile], problems: &mut Vec<Diagnostic>) -> Templates {
    let mut templates: BTreeMap<String, String> = BTreeMap::new();
    for file in files.iter().filter(|file| file.name.ends_with(".html")) {
        let (source, not_utf8) = text(file.source);
        problems.extend(not_utf8);
        // A byte order mark would end up within a page.
        let source = source.trim_start_matches('\u{feff}');
        if let Some(span) = own_name(source, file.name) {
            problems.push(extends_itself(file, files, span));
            continue;
        }
        templates.insert(format!("{}/{}", file.theme, file.name), source.to_owned());
    }
    let tera = tera(line, templates.clone(), problems);
    let chains = chains(&tera, line, &templates);
    Templates { tera, chains }
}

/// Where a template extends its own name.
fn own_name(source: &str, name: &str) -> Option<Span> {
    source.match_indices("extends").find_map(|(at, word)| {
        let rest = source[at + word.len()..].trim_start();
        let inside = rest.strip_prefix(['"', '\'', '`'])?.strip_prefix(name)?;
        let end = source.len() - inside.len();
        inside.starts_with(['"', '\'', '`']).then(|| end - name.len()..end)
    })
}

fn extends_itself(file: &ThemeFile, files: &[ThemeFile], span: Span) -> Diagnostic {
    // The base theme comes first.
    let before = files.iter().take_while(|other| other.theme != file.theme);
    let replaced = before.filter(|other| other.name == file.name).last();
    let help = match replaced {
        Some(other) => {
            format!("name the theme: {{% extends \"{}/{}\" %}}", other.theme, other.name)
        }
        None => "remove this: no other theme has a template of this name".to_owned(),
    };
    BROKEN_TEMPLATE.at(&file.source.path, span, "this template extends itself").help(help)
}

/// Tera stops at the first error, so the template with the error is removed and the rest is tried again.
fn tera(
    line: &[String],
    mut templates: BTreeMap<String, String>,
    problems: &mut Vec<Diagnostic>,
) -> Tera {
    let mut broken: BTreeSet<String> = BTreeSet::new();
    loop {
        let mut tera = empty(line);
        let Err(error) = tera.add_raw_templates(templates.iter()) else { return tera };
        let Some(at) = template_of(&error, &templates) else {
            problems.extend(reported(&error.to_string(), &templates, !broken.is_empty()));
            return empty(line);
        };
        // A template that depends on a broken one is not broken itself.
        let follows = match error.kind() {
            ErrorKind::MissingParent { parent, .. } => {
                broken.iter().any(|b| b.ends_with(parent.as_str()))
            }
            _ => {
                broken.iter().any(|b| error.to_string().contains(b.rsplit('/').next().unwrap_or(b)))
            }
        };
        if !follows {
            problems.push(problem(&error, &at));
        }
        templates.remove(&at);
        broken.insert(at);
    }
}

fn empty(line: &[String]) -> Tera {
    let mut tera = Tera::default();
    // This cannot fail before there are templates.
    let _ = tera.set_fallback_prefixes(line.iter().map(|theme| format!("{theme}/")));
    tera.register_filter("count", strings::count);
    tera.register_filter("js", strings::js);
    tera.register_filter("in_sentence", strings::in_sentence);
    tera
}

fn template_of(error: &tera::Error, templates: &BTreeMap<String, String>) -> Option<String> {
    let name = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.filename(),
        ErrorKind::MissingParent { current, .. } => current,
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl,
        _ => return None,
    };
    templates.keys().find(|key| *key == name).cloned()
}

/// Tera's error as a diagnostic; `template` is used if the error names no template.
pub fn problem(error: &tera::Error, template: &str) -> Diagnostic {
    let (path, span, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (path_of(report.filename()), report.span().range.clone(), report.message().to_owned())
        }
        _ => (path_of(template), 0..0, error.to_string()),
    };
    let (message, help) = with_suggestion(&message);
    BROKEN_TEMPLATE.at(&path, span, message).maybe(help)
}

/// A template whose SVG can't be drawn.
pub fn undrawn(template: &str, message: &str) -> Diagnostic {
    let help = "it must give an SVG with a width and a height";
    BROKEN_TEMPLATE
        .at(&path_of(template), 0..0, format!("its picture can't be drawn: {message}"))
        .help(help)
}

/// Splits Tera's message about a missing name, and suggests the name that was probably meant or lists the available
/// ones.
fn with_suggestion(message: &str) -> (String, Option<String>) {
    let split = [" Available fields: ", " Available variables: "];
    let Some((message, names)) = split.iter().find_map(|split| message.split_once(split)) else {
        // A value without any names is none.
        let help = "its parent may be missing; test it with `{% if %}` first";
        return (sentence(message), message.starts_with("Field `").then(|| help.to_owned()));
    };
    let names: Vec<&str> = names.split(", ").collect();
    let name = message.split('`').nth(1).unwrap_or_default();
    let some = || format!("the names are {}", listed(names.iter().copied()));
    (sentence(message), Some(did_you_mean(name, names.iter().copied()).unwrap_or_else(some)))
}

/// Tera reports missing filters, tests, functions, components and blocks as one text of several reports: `error:
/// …`, then ` --> template:line:column`, then the line and its carets. Names that a `broken` template would define
/// are missing too, and are not reported.
fn reported(reports: &str, templates: &BTreeMap<String, String>, broken: bool) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut message = "";
    let mut place: Option<(&String, usize)> = None;
    for line in reports.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = text;
        } else if let Some(at) = line.trim_start().strip_prefix("--> ") {
            place = offset(at, templates);
        } else if line.contains('^') {
            let Some((name, start)) = place.take() else { continue };
            if broken
                && ["Unknown component", "Block ", "Template "]
                    .iter()
                    .any(|word| message.starts_with(word))
            {
                continue;
            }
            let end = start + line.matches('^').count();
            problems.push(BROKEN_TEMPLATE.at(&path_of(name), start..end, sentence(message)));
        }
    }
    if problems.is_empty() && !broken {
        problems.push(BROKEN_TEMPLATE.at(&crate::config::PATH.into(), 0..0, sentence(reports)));
    }
    problems
}

/// `commons/page.html:2:9` as the template and the byte offset in it.
fn offset<'t>(place: &str, templates: &'t BTreeMap<String, String>) -> Option<(&'t String, usize)> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let (name, source) = templates.get_key_value(parts.next()?)?;
    let before: usize = source.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let inside: usize =
        source[before..].chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
    Some((name, before + inside))
}

/// The file of a template that Tera calls `theme/file`.
fn path_of(name: &str) -> Arc<str> {
    let (theme, file) = name.split_once('/').unwrap_or(("commons", name));
    format!("themes/{theme}/templates/{file}").as_str().into()
}

fn sentence(message: &str) -> String {
    message.trim().trim_end_matches('.').replace('\n', " ")
}

/// For each bare name: the hash of the template with its parents, its includes and all components, and the names
/// that all these read. Components are global, so any template may call any of them.
fn chains(
    tera: &Tera,
    line: &[String],
    templates: &BTreeMap<String, String>,
) -> BTreeMap<String, Chain> {
    // Every template may use these: components are global, and the HTML of cards comes from a template too.
    let is_shared = |(name, source): &(&String, &String)| {
        has_components(source) || name.ends_with("/card.html")
    };
    let mut shared: Vec<(&String, &String)> = templates.iter().filter(is_shared).collect();
    // A component may include any template, so then every template depends on all others.
    let is_unsure = shared.iter().any(|(_, source)| named_templates(source).next().is_some());
    if is_unsure {
        shared = templates.iter().collect();
    }
    let mut common = Hasher::new("components");
    shared.iter().for_each(|(_, source)| {
        common.text(source);
    });
    let common = common.finish();
    let mut implicit: BTreeSet<String> =
        shared.iter().flat_map(|(_, source)| implicit_names(source)).collect();
    for name in templates.keys().filter(|_| is_unsure) {
        let names = tera.get_template_variables(name).unwrap_or_default();
        implicit.extend(names.into_iter().map(str::to_owned));
    }
    let bare: BTreeSet<&str> =
        templates.keys().filter_map(|key| Some(key.split_once('/')?.1)).collect();
    let named: BTreeMap<&String, Vec<String>> =
        templates.iter().map(|(key, source)| (key, named_templates(source).collect())).collect();
    let chain = |name: &str| {
        let mut names: BTreeSet<String> = implicit.clone();
        names.extend(tera.get_template_variables(name).ok()?.into_iter().map(str::to_owned));
        let mut own = own_chain(name, line, &named);
        let mut hasher = Hasher::new("chain");
        hasher.hash(common);
        own.iter().for_each(|key| {
            hasher.text(key).text(&templates[*key]);
        });
        let others = shared.iter().map(|(key, _)| *key);
        own.extend(others.filter(|key| !own.contains(key)).collect::<Vec<_>>());
        Some(Chain {
            hash: hasher.finish(),
            names: names.into_iter().collect(),
            files: own.into_iter().map(|key| path_of(key).to_string()).collect(),
        })
    };
    bare.into_iter().filter_map(|name| Some((name.to_owned(), chain(name)?))).collect()
}

/// A template with those that it extends and includes, by their names in Tera. `named` are those that each names.
fn own_chain<'t>(
    name: &str,
    line: &[String],
    named: &BTreeMap<&'t String, Vec<String>>,
) -> Vec<&'t String> {
    let mut due = vec![name.to_owned()];
    let mut seen: Vec<&String> = Vec::new();
    while let Some(name) = due.pop() {
        let prefixed = line.iter().map(|theme| format!("{theme}/{name}"));
        let mut names = std::iter::once(name.clone()).chain(prefixed);
        let Some((key, others)) = names.find_map(|key| named.get_key_value(&key)) else {
            continue;
        };
        if !seen.contains(key) {
            seen.push(key);
            due.extend(others.iter().cloned());
        }
    }
    seen
}

/// The templates that a source extends or includes; Tera 2 allows only literals there.
fn named_templates(source: &str) -> impl Iterator<Item = String> + '_ {
    ["extends", "include"].into_iter().flat_map(move |word| {
        source.match_indices(word).filter_map(move |(at, _)| {
            let rest = source[at + word.len()..].trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
            Some(rest[1..].split(quote).next()?.to_owned())
        })
    })
}

/// Whether a template defines components, whatever the spacing of its tags.
fn has_components(source: &str) -> bool {
    let mut tags = source.split("{%").skip(1);
    tags.any(|tag| tag.trim_start_matches('-').trim_start().starts_with("component"))
}

/// `@name` in the signature of a component: a name that is read from the caller.
fn implicit_names(source: &str) -> impl Iterator<Item = String> + '_ {
    source.split('@').skip(1).filter_map(|rest| {
        let name: String = rest
            .trim_start()
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        (!name.is_empty()).then_some(name)
    })
}
