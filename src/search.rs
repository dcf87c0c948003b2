//! The search index, made by Pagefind in memory. It takes about five milliseconds a page and nothing is cached
//! here, so callers keep the result.

/// A searchable document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// From the root of the site.
    pub url: String,
    /// A complete HTML document, with Pagefind's attributes for filters and titles.
    pub html: String,
}

/// A file of the index: its path within the index, and its bytes.
pub type File = (String, Vec<u8>);

/// The folder of the index in the site.
pub const FOLDER: &str = "pagefind/";

/// Whether this program was built with search.
pub const AVAILABLE: bool = cfg!(feature = "search");

/// Builds the index. The error comes from Pagefind.
#[cfg(feature = "search")]
pub fn index(documents: Vec<Document>) -> Result<Vec<File>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(pagefind_index(documents)).map_err(|error| error.to_string())
}

/// Without the `search` feature there is no index.
#[cfg(not(feature = "search"))]
pub fn index(_: Vec<Document>) -> Result<Vec<File>, String> {
    Ok(Vec::new())
}

#[cfg(feature = "search")]
async fn pagefind_index(
    documents: Vec<Document>,
) -> Result<Vec<File>, Box<dyn std::error::Error + Send + Sync>> {
    use pagefind::{api::PagefindIndex, options::PagefindServiceConfig};
    let settings = PagefindServiceConfig::builder()
        .keep_index_url(false)
        .exclude_selectors(vec![".anchor".to_owned()])
        .build();
    let mut index = PagefindIndex::new(Some(settings))?;
    for Document { url, html } in documents {
        index.add_html_file(None, Some(url), html).await?;
    }
    let made = index.get_files().await?;
    let files = made.into_iter().filter_map(|file| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        is_needed(&name).then_some((name, file.contents))
    });
    let mut files: Vec<File> = files.collect();
    files.sort();
    Ok(files)
}

/// Pagefind's own interface files are not needed: the theme has its own.
#[cfg(feature = "search")]
fn is_needed(name: &str) -> bool {
    !name.contains("-ui.") && !name.contains("highlight") && !name.starts_with("playground")
}

#[cfg(test)]
#[cfg(feature = "search")]
mod tests {
    use super::*;

    fn documents() -> Vec<Document> {
        let html = |lang: &str, text: &str| {
            format!(
                "<html lang=\"{lang}\"><body data-pagefind-body><h1>{text}</h1><p data-pagefind-filter=\"kind\">Pilot</p></body></html>"
            )
        };
        let one = |i: usize| Document {
            url: format!("/pilots/{i}/"),
            html: html(["en", "sv"][i % 2], &format!("Neighbours number {i} fix things together")),
        };
        (0..40).map(one).collect()
    }

    #[test]
    fn the_same_documents_make_the_same_files() {
        let files = index(documents()).unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "wasm.sv.pagefind"] {
            assert!(names.contains(&name), "{name} is not in {names:?}");
        }
        assert!(names.iter().filter(|name| name.starts_with("fragment/")).count() == 40);
        assert!(!names.iter().any(|name| name.ends_with(".css")));
        assert!(files == index(documents()).unwrap());
    }
}
