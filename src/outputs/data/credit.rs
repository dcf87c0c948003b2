//! The roles of CRediT, the Contributor Role Taxonomy (ANSI/NISO Z39.104): each has an address.

use crate::files;

/// The names of the roles, in the letters of addresses.
const ROLES: [&str; 14] = [
    "conceptualization",
    "data-curation",
    "formal-analysis",
    "funding-acquisition",
    "investigation",
    "methodology",
    "project-administration",
    "resources",
    "software",
    "supervision",
    "validation",
    "visualization",
    "writing-original-draft",
    "writing-review-editing",
];

/// The address of a role, if the words are its name.
pub fn address(words: &str) -> Option<String> {
    let name =
        files::slug(&words.replace('&', " ")).replace("isation", "ization").replace("-and-", "-");
    let is_known = ROLES.contains(&&*name);
    is_known.then(|| format!("https://credit.niso.org/contributor-roles/{name}/"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn roles_are_known_however_they_are_typed() {
        let draft = "https://credit.niso.org/contributor-roles/writing-original-draft/";
        let review = "https://credit.niso.org/contributor-roles/writing-review-editing/";
        assert_eq!(address("Writing – original draft").as_deref(), Some(draft));
        assert_eq!(address("writing - review & editing").as_deref(), Some(review));
        assert_eq!(address("Writing, review and editing").as_deref(), Some(review));
        assert!(address("Conceptualisation").is_some() && address("interviews").is_none());
    }
}
