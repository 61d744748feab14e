//! What the engine has to say: findings as data, without a word about how they are printed.
//!
//! A [`Diagnostic`] names its rule, a message that is rendered late in either language, the place at fault, the places
//! it is related to, and a fix where there is one. Rules make them, [`crate::analysis`] decides their level and makes
//! their places absolute, and the faces turn them into their own form. No face adds meaning.

use std::fmt;

use crate::messages::Message;
use crate::text::{FileId, SegmentId, Span};

/// How grave a finding is. Ordered: `Info < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Probably wrong, or untidy.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The severity that a word of settings means.
    pub fn named(word: &str) -> Option<Self> {
        let mut all = [Self::Info, Self::Warning, Self::Error].into_iter();
        all.find(|severity| severity.name() == word)
    }

    /// The word used in every output: `error`, `warning`, `info`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Whether a fix may be applied without a look: its applicability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The meaning is kept, or what the author meant is beyond doubt.
    Safe,
    /// A person should look at it.
    Unsafe,
}

/// Which fixes a rule's findings may carry. Held against every case by the fixture harness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixAvailability {
    /// Never one.
    None,
    /// Safe ones, not necessarily always.
    Safe,
    /// Unsafe ones, not necessarily always.
    Unsafe,
    /// Safe ones for some faults, unsafe ones for others.
    SafeOrUnsafe,
}

impl FixAvailability {
    /// Whether a fix of this applicability is within what the rule declares.
    pub const fn admits(self, applicability: Applicability) -> bool {
        matches!(
            (self, applicability),
            (Self::SafeOrUnsafe, _) | (Self::Safe, Applicability::Safe) | (Self::Unsafe, Applicability::Unsafe)
        )
    }

    /// The word used in the rules' list: `none`, `safe`, `unsafe`, `safe-or-unsafe`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::SafeOrUnsafe => "safe-or-unsafe",
        }
    }
}

/// What a rule is called and how its findings weigh, before any setting: the part of it that findings carry.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// A family letter and three digits: `C001`.
    pub code: &'static str,
    /// The name, which is also the key of its message: `code-length`.
    pub name: &'static str,
    /// Its level, before settings.
    pub severity: Severity,
    /// Which fixes its findings may carry.
    pub fix: FixAvailability,
}

/// A piece of a file. Inside the engine spans are relative to a segment of the file, so that they stay right when
/// text before the segment changes; what leaves [`crate::analysis`] is relative to the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// What `span` is relative to.
    pub segment: SegmentId,
    /// The bytes meant.
    pub span: Span,
}

impl Place {
    /// A place in a file as a whole.
    pub const fn in_file(file: FileId, span: Span) -> Self {
        Self {
            file,
            segment: SegmentId::FILE,
            span,
        }
    }

    /// Another span relative to the same segment.
    pub const fn with_span(self, span: Span) -> Self {
        Self { span, ..self }
    }
}

/// A place that explains a finding: the first use, the definition, the row it sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub message: Message,
    /// What the place is to the finding.
    pub relation: Relation,
}

/// What a related place is to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It explains the finding: the definition that is not kept, the rows that are summed.
    Explains,
    /// It is the other half of the finding: the earlier of two that are alike. Where only its file was asked for, the
    /// finding stands there.
    Twin,
}

/// One replacement of a fix.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A repair: all of its edits together, or none.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does.
    pub title: Message,
    /// Whether it may be applied without a look.
    pub applicability: Applicability,
    /// The edits, free of conflicts among themselves.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its level: the rule's own until [`crate::analysis`] applies the settings.
    pub severity: Severity,
    /// What was seen, what was expected, and why.
    pub message: Message,
    /// The value at fault.
    pub place: Place,
    /// The places that explain it.
    pub related: Vec<Label>,
    /// Further halves of the finding, one in each of its other files, which are too many to be shown: where only that
    /// file was asked for, the finding stands there.
    pub elsewhere: Box<[Place]>,
    /// The repair, where there is one.
    pub fix: Option<Box<Fix>>,
}

impl Diagnostic {
    /// A finding of a rule at a place, with the rule's own severity.
    pub fn new(rule: &'static Rule, place: Place, message: Message) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message,
            place,
            related: Vec::new(),
            elsewhere: Box::default(),
            fix: None,
        }
    }

    /// Adds a place that explains the finding.
    #[must_use]
    pub fn related(mut self, place: Place, message: Message) -> Self {
        self.related.push(Label {
            place,
            message,
            relation: Relation::Explains,
        });
        self
    }

    /// Adds the place that is the other, earlier half of the finding.
    #[must_use]
    pub fn twin(mut self, place: Place, message: Message) -> Self {
        self.related.push(Label {
            place,
            message,
            relation: Relation::Twin,
        });
        self
    }

    /// Sets the repair.
    #[must_use]
    pub fn fix(mut self, applicability: Applicability, title: Message, edits: Vec<Edit>) -> Self {
        self.fix = Some(Box::new(Fix {
            title,
            applicability,
            edits,
        }));
        self
    }

    /// Sets a repair that replaces what stands at one place.
    #[must_use]
    pub fn replace(self, applicability: Applicability, title: Message, place: Place, text: impl Into<String>) -> Self {
        let edit = Edit {
            place,
            text: text.into(),
        };
        self.fix(applicability, title, vec![edit])
    }
}
