//! The page that loads the CMS. Its policy allows the script beside it and the host of the repository, and nothing else: no fonts,
//! news or updates from servers of others.

use super::backend::Backend;
use crate::html::escape;

/// The page, for the title of a site.
pub fn page(title: &str, lang: &str, backend: Option<&Backend>) -> String {
    let hosts = backend.map(Backend::addresses).unwrap_or_default();
    let hosts: String = hosts.iter().map(|host| format!(" {host}")).collect();
    let (title, lang) = (escape(title), escape(lang));
    format!(
        "<!doctype html>\n\
         <html lang=\"{lang}\">\n  \
         <head>\n    \
         <meta charset=\"utf-8\">\n    \
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    \
         <meta name=\"robots\" content=\"noindex\">\n    \
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; \
         style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' blob: data:{hosts}; media-src blob:; \
         connect-src 'self' blob: data:{hosts}; worker-src 'self' blob:; base-uri 'none'; form-action 'none'\">\n    \
         <title>{title}</title>\n    \
         <style>@font-face {{ font-family: \"Material Symbols Outlined\"; font-weight: 100 700; \
         src: url(icons.woff2) format(\"woff2\") }}</style>\n  \
         </head>\n  \
         <body>\n    \
         <script src=\"sveltia-cms.js\"></script>\n  \
         </body>\n\
         </html>\n"
    )
}
