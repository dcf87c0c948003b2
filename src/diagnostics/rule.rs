//! Rules and severities. Each rule has a Markdown page beside the code: its name as the heading, a paragraph that says
//! what it finds, one or more that say why that matters, then a wrong and a right example.

use serde::{Deserialize, Serialize};

/// An error stops the build, a warning does so only with `--strict`, a hint never.
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

/// A kind of problem.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in kebab-case.
    pub name: &'static str,
    pub severity: Severity,
    /// Its page; [`Rule::prose`] splits it.
    pub markdown: &'static str,
    /// Whether `check --fix` can fix some of its diagnostics.
    pub fix: bool,
    /// Whether `[rules]` and `allow` can't lower or silence it, because the site could not be built or trusted.
    pub firm: bool,
    /// Its settings in site.toml.
    pub options: &'static [RuleOption],
}

/// A setting in site.toml that a rule reads.
#[derive(Debug)]
pub struct RuleOption {
    pub name: &'static str,
    /// Its type.
    pub takes: &'static str,
    /// Without a default the rule is off until the option is set.
    pub default: Option<&'static str>,
    /// Its meaning in one sentence.
    pub about: &'static str,
}

/// The parts of a rule's page.
pub struct Prose {
    /// What the rule finds, in one line.
    pub what: &'static str,
    /// Why it matters to readers or authors.
    pub why: &'static str,
    /// A repository with the mistake: `== path` lines, each followed by that file's text. Empty if text can't show it.
    pub wrong: &'static str,
    /// The same repository without the mistake.
    pub right: &'static str,
}

impl Rule {
    /// A rule without a fix and without options, whose severity site.toml can change. Its page begins with its name: `# name`.
    pub const fn new(severity: Severity, markdown: &'static str) -> Self {
        let mut end = 0;
        while markdown.as_bytes()[end] != b'\n' {
            end += 1;
        }
        let (_, name) = markdown.split_at(end).0.split_at("# ".len());
        Self { name, severity, markdown, fix: false, firm: false, options: &[] }
    }

    /// The same rule, some of whose diagnostics have a fix.
    pub const fn fixable(self) -> Self {
        Self { fix: true, ..self }
    }

    /// The same rule, which nobody may lower or silence.
    pub const fn firm(self) -> Self {
        Self { firm: true, ..self }
    }

    /// The parts of its page.
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
