//! What WordPress exports and what its REST interface answers, in one form: both lead to the same pages.

/// Anything that WordPress stores as a post: posts, pages, pictures, and what plugins add.
#[derive(Clone, Debug, Default)]
pub struct Item {
    pub id: String,
    pub kind: String,
    pub status: String,
    pub slug: String,
    pub link: String,
    pub guid: String,
    pub title: String,
    pub content: String,
    pub excerpt: String,
    pub date: String,
    pub modified: String,
    pub parent: String,
    pub order: String,
    pub author: String,
    pub password: String,
    /// Taxonomy, slug and name.
    pub terms: Vec<(String, String, String)>,
    /// Terms that it names by their numbers, each with the key of the list.
    pub numbers: Vec<(String, String)>,
    pub fields: Vec<(String, String)>,
    /// Its language, and what it shares with its translations; empty if it says neither.
    pub language: String,
    pub translations: String,
    /// The address of a picture or download, its alternative text, and where it stands below the uploads.
    pub file: String,
    pub alt: String,
    /// How many comments readers left.
    pub comments: usize,
    /// Names of values that are no texts.
    pub strange: Vec<String>,
    /// Whether `content` is HTML as the site shows it; otherwise it is as the editor stored it.
    pub is_rendered: bool,
}

/// A category or another term as the site declares it.
#[derive(Debug, Default)]
pub struct Declared {
    /// Its number, in answers of the REST interface.
    pub id: String,
    pub taxonomy: String,
    pub slug: String,
    pub name: String,
    pub description: String,
    /// The slug of the broader term.
    pub parent: String,
    pub link: String,
}

/// All of a source.
#[derive(Debug, Default)]
pub struct Dump {
    pub title: String,
    pub description: String,
    pub language: String,
    /// The address of the site, without a slash at the end.
    pub address: String,
    pub items: Vec<Item>,
    pub terms: Vec<Declared>,
    /// Logins or numbers of authors, and their names.
    pub authors: Vec<(String, String)>,
}
