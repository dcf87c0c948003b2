//! WXR, the file that WordPress exports: RSS with names of its own. It is read as a stream, element by element, and by the
//! names of its elements alone, since the namespaces changed with its versions.

use super::item::{Declared, Dump, Item};
use crate::import::xml::{self, Attributes, Clean};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read};

/// The element whose children are read.
enum Within {
    Channel,
    Item(Box<Item>),
    /// A field of an item: its name and value.
    Field(Box<Item>, String, String),
    Author(String, String),
    Term(Declared),
}

/// Reads a file into the dump. Returns what was wrong with it.
pub fn read(from: impl Read, dump: &mut Dump) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, Clean::new(from)));
    xml::be_tolerant(&mut reader);
    let mut within = Within::Channel;
    let (mut text, mut buffer) = (String::new(), Vec::new());
    let mut category: Option<(String, String)> = None;
    let mut is_wxr = false;
    let mut notes = Vec::new();
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            // What stands before a mistake is kept.
            Err(error) => {
                let at = reader.buffer_position();
                notes.push(format!("the XML breaks off at byte {at}: {error}"));
                break;
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                text.clear();
                is_wxr |= matches!(tag.name().as_ref(), "rss" | "wp:wxr_version");
                if tag.name().as_ref() == "category" {
                    category = category_of(&tag);
                }
                within = open(tag.name().as_ref(), within, dump);
            }
            Event::End(tag) => {
                if text.len() > xml::LONGEST {
                    notes.push(format!(
                        "the text of a `{}` is longer than {} MB and was cut",
                        tag.name().as_ref(),
                        xml::LONGEST >> 20
                    ));
                }
                within = close(
                    tag.name().as_ref(),
                    &text,
                    within,
                    category.take_if(|_| tag.name().as_ref() == "category"),
                    dump,
                );
                text.clear();
            }
            event => xml::push_text(&mut text, &event),
        }
    }
    if let Within::Item(item) = within {
        notes.push(format!("the last item, `{}`, is not complete", item.title));
    }
    if !is_wxr {
        return Err("it is no export of WordPress: it has no `<rss>`".to_owned());
    }
    if reader.into_inner().into_inner().changed {
        notes.push(
            "it had bytes that are no UTF-8 or no XML; they were read as Windows-1252 or left out"
                .to_owned(),
        );
    }
    Ok(notes)
}

fn category_of(tag: &BytesStart) -> Option<(String, String)> {
    Some((tag.named("domain")?, tag.named("nicename").unwrap_or_default()))
}

fn open(name: &str, within: Within, dump: &mut Dump) -> Within {
    match (name, within) {
        ("item", Within::Item(item)) => {
            // An item that was never closed.
            dump.items.push(*item);
            Within::Item(Box::default())
        }
        ("item", _) => Within::Item(Box::default()),
        ("wp:postmeta", Within::Item(item)) => Within::Field(item, String::new(), String::new()),
        ("wp:author", Within::Channel) => Within::Author(String::new(), String::new()),
        ("wp:category", Within::Channel) => {
            Within::Term(Declared { taxonomy: "category".into(), ..Declared::default() })
        }
        ("wp:tag", Within::Channel) => {
            Within::Term(Declared { taxonomy: "post_tag".into(), ..Declared::default() })
        }
        ("wp:term", Within::Channel) => Within::Term(Declared::default()),
        (_, within) => within,
    }
}

fn close(
    name: &str,
    text: &str,
    within: Within,
    category: Option<(String, String)>,
    dump: &mut Dump,
) -> Within {
    let word = || text.trim().to_owned();
    match within {
        Within::Channel => {
            match name {
                "title" if dump.title.is_empty() => dump.title = word(),
                "description" if dump.description.is_empty() => dump.description = word(),
                "language" if dump.language.is_empty() => dump.language = word(),
                "link" if dump.address.is_empty() => {
                    dump.address = word().trim_end_matches('/').to_owned()
                }
                "wp:base_blog_url" if !word().is_empty() => {
                    dump.address = word().trim_end_matches('/').to_owned();
                }
                _ => {}
            }
            Within::Channel
        }
        Within::Author(mut login, mut shown) => match name {
            "wp:author" => {
                if !login.is_empty() {
                    dump.authors.push((login, shown));
                }
                Within::Channel
            }
            _ => {
                match name {
                    "wp:author_login" => login = word(),
                    "wp:author_display_name" => shown = word(),
                    _ => {}
                }
                Within::Author(login, shown)
            }
        },
        Within::Term(mut term) => {
            match name {
                "wp:category" | "wp:tag" | "wp:term" => {
                    dump.terms.push(term);
                    return Within::Channel;
                }
                "wp:term_taxonomy" => term.taxonomy = word(),
                "wp:category_nicename" | "wp:tag_slug" | "wp:term_slug" => term.slug = word(),
                "wp:cat_name" | "wp:tag_name" | "wp:term_name" => term.name = word(),
                "wp:category_parent" | "wp:term_parent" => term.parent = word(),
                "wp:category_description" | "wp:tag_description" | "wp:term_description" => {
                    term.description = word()
                }
                _ => {}
            }
            Within::Term(term)
        }
        Within::Field(mut item, mut key, mut value) => match name {
            "wp:postmeta" | "item" => {
                field(&mut item, key, value);
                if name == "item" {
                    dump.items.push(*item);
                    return Within::Channel;
                }
                Within::Item(item)
            }
            _ => {
                match name {
                    "wp:meta_key" => key = word(),
                    "wp:meta_value" => value = text.to_owned(),
                    _ => {}
                }
                Within::Field(item, key, value)
            }
        },
        Within::Item(mut item) => {
            match name {
                "item" => {
                    dump.items.push(*item);
                    return Within::Channel;
                }
                "title" => item.title = word(),
                "link" => item.link = word(),
                "guid" => item.guid = word(),
                "dc:creator" => item.author = word(),
                "content:encoded" => item.content = text.to_owned(),
                "excerpt:encoded" => item.excerpt = text.to_owned(),
                "wp:post_id" => item.id = word(),
                "wp:post_date" => item.date = word(),
                "wp:post_modified" => item.modified = word(),
                "wp:post_name" => item.slug = word(),
                "wp:status" => item.status = word(),
                "wp:post_parent" => item.parent = word(),
                "wp:menu_order" => item.order = word(),
                "wp:post_type" => item.kind = word(),
                "wp:post_password" => item.password = word(),
                "wp:attachment_url" => item.file = word(),
                "wp:comment" => item.comments += 1,
                "category" => {
                    if let Some((domain, slug)) = category {
                        item.terms.push((domain, slug, word()));
                    }
                }
                _ => {}
            }
            Within::Item(item)
        }
    }
}

fn field(item: &mut Item, key: String, value: String) {
    match &*key {
        "" => {}
        "_wp_attachment_image_alt" => item.alt = value.trim().to_owned(),
        _ => item.fields.push((key, value)),
    }
}
