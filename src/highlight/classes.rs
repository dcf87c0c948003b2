//! Maps the scopes of grammars to some thirty one-letter classes, which are all that themes need to know.

use syntect::parsing::{Scope, ScopeStack};

/// Scopes of the grammars (TextMate's conventions) and their classes.
pub struct Classes(Vec<(Scope, Option<&'static str>)>);

impl Classes {
    pub fn new() -> Self {
        const TABLE: [(&str, Option<&str>); 27] = [
            ("comment", Some("c")),
            ("string", Some("s")),
            ("constant.character.escape", Some("n")),
            ("constant", Some("n")),
            ("punctuation.definition.comment", Some("c")),
            ("punctuation.definition.string", Some("s")),
            ("punctuation", Some("p")),
            ("keyword.operator", Some("o")),
            ("keyword", Some("k")),
            ("storage.type.function", Some("k")),
            ("storage", Some("k")),
            ("entity.name.function", Some("f")),
            ("entity.name.tag", Some("g")),
            ("entity.name", Some("t")),
            ("entity.other.attribute-name", Some("a")),
            ("entity.other.inherited-class", Some("t")),
            ("support.function", Some("f")),
            ("support.type.property-name", Some("a")),
            ("support", Some("t")),
            ("variable.function", Some("f")),
            ("variable.parameter", Some("v")),
            ("variable.language", Some("k")),
            ("variable", Some("v")),
            ("markup.inserted", Some("i")),
            ("markup.deleted", Some("d")),
            ("markup.heading", Some("k")),
            ("meta.interpolation", None),
        ];
        let scope = |(name, class)| Scope::new(name).ok().map(|scope| (scope, class));
        Self(TABLE.into_iter().filter_map(scope).collect())
    }

    /// The class of text inside these scopes.
    pub fn of(&self, stack: &ScopeStack) -> Option<&'static str> {
        let innermost = |scope: &Scope| {
            let fits = self.0.iter().filter(|(prefix, _)| prefix.is_prefix_of(*scope));
            fits.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
        };
        stack.as_slice().iter().rev().find_map(innermost).flatten()
    }
}
