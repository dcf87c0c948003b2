//! A page's own slug: what stands in its address in the place of its file's name. A slug is one part of an address, in the
//! letters that addresses have; what can't be one is reported, and the address is that of the path.

use super::address::{Role, may_have_slug};
use crate::diagnostics::rules::BAD_ADDRESS;
use crate::files;
use crate::tables::{Located, Reader, Table};
use toml::de::DeTable;

/// The slug of a page.
pub fn read(reader: &Reader, table: &DeTable, role: &Role) -> Option<Located<String>> {
    let item = Table::new(table, 0..0).get("slug");
    let slug = item.and_then(|item| reader.text("slug", item))?;
    let at = |message: String| BAD_ADDRESS.at(reader.path, slug.span.clone(), message);
    if !may_have_slug(reader.path, role) {
        let message = match role {
            Role::Term(..) => "the address of a term is its id, so its page has no slug",
            _ => "the address of this page is the name of its folder, so it has no slug",
        };
        reader.add(at(message.to_owned()).help("remove the slug"));
        return None;
    }
    let plain = files::slug(&slug.value);
    if plain == slug.value {
        return Some(slug);
    }
    let help = match slug.value.trim_matches('/') {
        inside if inside.contains('/') => {
            "a slug is the last part of the address only: to change the others, move the file with `talkoo mv`; \
             an address that the page had before belongs into `aliases`"
                .to_owned()
        }
        _ if plain.is_empty() => "write small letters without accents, digits and hyphens".to_owned(),
        _ => format!("write small letters without accents, digits and hyphens: \"{plain}\""),
    };
    reader.add(at(format!("`{}` can't be the last part of an address", slug.value)).help(help));
    None
}
