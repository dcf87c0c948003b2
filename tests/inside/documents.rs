//! HTML parsed as a browser does (html5ever): what tests need of a document.

use scraper::{ElementRef, Html, Selector};

/// The facts about a document, extracted from its tree (which is not `Send`).
#[derive(Default)]
pub struct Document {
    pub links: Vec<String>,
    /// Those outside of other pages' cards.
    pub own: Vec<String>,
    /// What a browser loads automatically.
    pub loads: Vec<String>,
    pub ids: Vec<String>,
    pub lang: Option<String>,
    pub title: String,
    pub headings: Vec<u8>,
    /// Elements that should have content and have neither text nor pictures.
    pub empty: Vec<String>,
    pub mains: usize,
    pub text: String,
    /// Absolute addresses of the document and its translations.
    pub names: Vec<String>,
}

pub fn document(html: &str) -> Document {
    let tree = Html::parse_document(html);
    let mut document = Document {
        title: of(&tree, "title").map(inner).unwrap_or_default(),
        ..Document::default()
    };
    document.text = of(&tree, "body").map(inner).unwrap_or_default();
    for element in tree.select(&Selector::parse("*").expect("a selector")) {
        let name = element.value().name();
        document.ids.extend(element.attr("id").map(str::to_owned));
        match name {
            "html" => document.lang = element.attr("lang").map(str::to_owned),
            "main" => document.mains += 1,
            "a" | "area" => {
                let href = element.attr("href").map(str::to_owned);
                let is_card = |up: ElementRef| up.value().classes().any(|class| class == "card");
                let on_card = element.ancestors().filter_map(ElementRef::wrap).any(is_card);
                document.own.extend(href.clone().filter(|_| !on_card));
                document.links.extend(href);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                document.headings.push(name.as_bytes()[1] - b'0')
            }
            "link" => {
                let rel = element.attr("rel").unwrap_or_default();
                let loads =
                    matches!(rel, "stylesheet" | "icon" | "preload" | "modulepreload" | "manifest");
                let names = rel == "canonical" || element.attr("hreflang").is_some();
                let list = match (loads, names) {
                    (true, _) => &mut document.loads,
                    (_, true) => &mut document.names,
                    _ => &mut document.links,
                };
                list.extend(element.attr("href").map(str::to_owned));
            }
            _ => {
                for attribute in ["src", "srcset", "data", "poster", "action"] {
                    document.loads.extend(element.attr(attribute).map(str::to_owned));
                }
            }
        }
        let shows = !inner(element).trim().is_empty()
            || element
                .select(&Selector::parse("img, svg, input").expect("a selector"))
                .next()
                .is_some();
        let must_show = [
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "p",
            "section",
            "dt",
            "dd",
            "a",
            "nav",
            "ul",
            "ol",
            "blockquote",
            "article",
            "aside",
        ];
        if must_show.contains(&name) && !shows {
            document.empty.push(element.html());
        }
    }
    document
}

fn of<'t>(tree: &'t Html, selector: &str) -> Option<ElementRef<'t>> {
    tree.select(&Selector::parse(selector).expect("a selector")).next()
}

fn inner(element: ElementRef) -> String {
    element.text().collect()
}
