//! The error page for a page that can't be rendered, with diagnostics as in the terminal.

use super::edition::Edition;
use crate::diagnostics::{self, Diagnostic, Severity, fold, text};
use crate::html::escape;

/// A page with the diagnostic that prevents rendering and all other errors: one of them may be the cause.
pub fn page(edition: &Edition, problem: &Diagnostic) -> String {
    let errors = edition.found.iter().filter(|finding| finding.severity == Severity::Error);
    let mut found: Vec<Diagnostic> = errors.cloned().collect();
    found.push(problem.clone());
    diagnostics::sort(&mut found);
    let text_of = |path: &str| edition.site.snapshot.sources.text(path);
    let listed = text::text(&fold::fold(&found), &text_of, false);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>This page can't be shown</title>\n\
         <style>body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }}\
         pre {{ overflow-x: auto; font: .875rem/1.4 ui-monospace, monospace }}</style>\n</head>\n<body>\n\
         <h1>This page can't be shown</h1>\n<p>It will appear here once this is fixed:</p>\n<pre>{}</pre>\n\
         </body>\n</html>\n",
        escape(&listed)
    )
}
