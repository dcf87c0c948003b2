//! What a rule is, and how much its diagnostics matter. Its prose is a Markdown page beside the code: the name as
//! heading, a paragraph that says what the rule finds, one or more that say why that matters, then an example of
//! what is wrong and one of what is right.

use serde::{Deserialize, Serialize};

/// How much a finding matters: an error stops the build, a warning only under `--strict`, a hint never.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Hint,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// What is looked for.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab-case.
    pub name: &'static str,
    pub severity: Severity,
    /// Its page; [`Rule::prose`] takes it apart.
    pub markdown: &'static str,
    /// Whether `check --fix` fixes those of its diagnostics that leave no doubt.
    pub fix: bool,
    /// Whether its diagnostics mean that no site can be made, or not the one that was meant: `[rules]` and
    /// `allow` can't lower or silence them.
    pub firm: bool,
    /// What site.toml can tell it.
    pub options: &'static [RuleOption],
}

/// A setting in site.toml that a rule reads.
#[derive(Debug)]
pub struct RuleOption {
    pub name: &'static str,
    /// Its type.
    pub takes: &'static str,
    /// Without a default the rule looks for nothing until the option is set.
    pub default: Option<&'static str>,
    /// What it means, in one sentence.
    pub about: &'static str,
}

/// The parts of a rule's page.
pub struct Prose {
    /// What the rule finds, in one line.
    pub what: &'static str,
    /// Why that harms readers or authors.
    pub why: &'static str,
    /// A repository in which it is found: `== path` lines, each followed by that file's text. Empty where text
    /// can't show it.
    pub wrong: &'static str,
    /// The same repository without the mistake.
    pub right: &'static str,
}

impl Rule {
    /// A rule without a fix and without options, whose severity site.toml can change.
    pub const fn new(name: &'static str, severity: Severity, markdown: &'static str) -> Self {
        Self { name, severity, markdown, fix: false, firm: false, options: &[] }
    }

    /// What its page says.
    pub fn prose(&self) -> Prose {
        let words = self.markdown.split("\n````").next().unwrap_or_default();
        let (_, words) = words.split_once("\n\n").unwrap_or_default();
        let (what, why) = words.split_once("\n\n").unwrap_or((words, ""));
        let example = |fence: &str| {
            let (_, rest) = self.markdown.split_once(fence)?;
            Some(rest.split_once("````\n")?.0)
        };
        Prose {
            what: what.trim_end(),
            why: why.trim_end(),
            wrong: example("````wrong\n").unwrap_or_default(),
            right: example("````right\n").unwrap_or_default(),
        }
    }
}
