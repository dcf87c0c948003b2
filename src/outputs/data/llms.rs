//! `/llms.txt` (https://llmstxt.org/): what the site is, and its pages in Markdown.

use super::URL;
use crate::fields::export::address;
use crate::model::Model;
use crate::outputs::Plan;
use crate::outputs::kind::{Class, Kind, Made, Planned};
use crate::outputs::reader::Reader;

#[derive(Debug)]
struct Llms;

pub fn all(plan: Plan) -> Vec<Planned> {
    let is_there = plan.model.config.data.pages;
    is_there.then(|| ("/llms.txt".to_owned(), Box::new(Llms) as _)).into_iter().collect()
}

impl Kind for Llms {
    fn class(&self) -> Class {
        Class::File
    }

    fn origin(&self, _: &Model) -> String {
        "lists the pages in Markdown".to_owned()
    }

    fn make<'a>(&self, reader: &Reader<'a>, _: &str) -> Made<'a> {
        let config = reader.config();
        let mut out = format!("# {}\n", one_line(&config.title));
        if !config.description.is_empty() {
            out += &format!("\n> {}\n", one_line(&config.description));
        }
        for (c, collection) in config.collections.iter().enumerate() {
            let list = reader.list(c as u32);
            if list.is_empty() {
                continue;
            }
            out += &format!("\n## {}\n\n", one_line(&collection.label.main));
            for id in list {
                let face = reader.face(*id);
                let title = one_line(face.title).replace('[', "\\[").replace(']', "\\]");
                let url = address(reader, face.url);
                out += &format!("- [{title}]({url}index.md)");
                if let Some(summary) = face.summary {
                    out += &format!(": {}", one_line(summary));
                }
                out.push('\n');
            }
        }
        if config.data.has_page() {
            let title = reader.word(&config.language, "data");
            out += &format!("\n## Optional\n\n- [{title}]({})\n", address(reader, URL));
        }
        Made::Bytes(out.into_bytes())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
