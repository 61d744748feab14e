//! What a code action is called between being offered and being resolved: small data that can be written as text.
//!
//! An id says what it is about by where that stands and by a name where there is one, so that an id which a later
//! edit made stale finds nothing rather than something else.

use crate::rules;
use crate::text::{FileId, Span};

/// Where a table or entry stands: its file, and the first byte of its header or opening brace in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// The file.
    pub file: FileId,
    /// The offset in bytes of the file.
    pub offset: u32,
}

/// A code action that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionId {
    /// The fix of the finding of a rule (by its code) at a span of a file.
    Fix(&'static str, FileId, Span),
    /// All fixes of a rule in a file: the safe ones.
    FixRule(&'static str, FileId),
    /// All fixes of a rule in a file, the unsafe ones too.
    FixRuleUnsafely(&'static str, FileId),
    /// All safe fixes of a file.
    FixFile(FileId),
    /// A comment that silences the finding of a rule at a span of a file.
    Ignore(&'static str, FileId, Span),
    /// A comment that silences a rule in a file.
    IgnoreInFile(&'static str, FileId),
    /// The figures of a statistics table.
    WriteStatistics(At),
    /// The rows that a statistics table lacks.
    AddRows(At),
    /// A statistics table by something, at the end of the root.
    NewStatistics(By),
    /// What a table lacks.
    AddMissing(At),
    /// A free sequence for an entry.
    TakeFree(At),
    /// The numbers of a table.
    Renumber(At),
    /// The entries of a table in the other form.
    ChangeForm(At),
    /// The entries of a table in order.
    Sort(At, SortBy),
    /// The table of an entry in two, the second from that entry on.
    Split(At),
    /// A table in a part of its own.
    Extract(At),
    /// A part at the end of the root.
    Join(FileId),
    /// An entry moved to a table.
    Move(At, At),
}

/// What a new statistics table counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The level.
    Level,
    /// The subsystem.
    Subsystem,
    /// The category.
    Category,
}

impl By {
    /// All of them.
    pub(in crate::ide) const ALL: [Self; 3] = [Self::Level, Self::Subsystem, Self::Category];

    /// The value of `by`.
    pub(in crate::ide) const fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Subsystem => "subsystem",
            Self::Category => "category",
        }
    }
}

/// How entries are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// By the sequence of their codes, then by the codes.
    Code,
    /// By their numbers.
    Number,
}

impl SortBy {
    /// All of them.
    pub(in crate::ide) const ALL: [Self; 2] = [Self::Code, Self::Number];

    /// Its name in ids and messages.
    pub(in crate::ide) const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Number => "number",
        }
    }
}

impl ActionId {
    /// Whether its edits are found by checking the whole register with them, so that they take the longer the larger it is.
    pub const fn takes_check(self) -> bool {
        match self {
            Self::FixRule(..)
            | Self::FixRuleUnsafely(..)
            | Self::FixFile(_)
            | Self::Ignore(..)
            | Self::IgnoreInFile(..)
            | Self::WriteStatistics(_)
            | Self::AddRows(_)
            | Self::NewStatistics(_) => true,
            Self::Fix(..)
            | Self::AddMissing(_)
            | Self::TakeFree(_)
            | Self::Renumber(_)
            | Self::ChangeForm(_)
            | Self::Sort(..)
            | Self::Split(_)
            | Self::Extract(_)
            | Self::Join(_)
            | Self::Move(..) => false,
        }
    }

    /// The id as text: words and numbers with a space between them.
    pub fn to_text(self) -> String {
        let spanned = |name: &str, rule: &str, file: FileId, span: Span| {
            format!("{name} {rule} {} {} {}", file.0, span.start, span.end)
        };
        let at = |at: At| format!("{} {}", at.file.0, at.offset);
        match self {
            Self::Fix(rule, file, span) => spanned("fix", rule, file, span),
            Self::FixRule(rule, file) => format!("fix-rule {rule} {}", file.0),
            Self::FixRuleUnsafely(rule, file) => format!("fix-rule-unsafely {rule} {}", file.0),
            Self::FixFile(file) => format!("fix-file {}", file.0),
            Self::Ignore(rule, file, span) => spanned("ignore", rule, file, span),
            Self::IgnoreInFile(rule, file) => format!("ignore-in-file {rule} {}", file.0),
            Self::WriteStatistics(table) => format!("write-statistics {}", at(table)),
            Self::AddRows(table) => format!("add-rows {}", at(table)),
            Self::NewStatistics(by) => format!("new-statistics {}", by.name()),
            Self::AddMissing(table) => format!("add-missing {}", at(table)),
            Self::TakeFree(entry) => format!("take-free {}", at(entry)),
            Self::Renumber(table) => format!("renumber {}", at(table)),
            Self::ChangeForm(table) => format!("change-form {}", at(table)),
            Self::Sort(table, by) => format!("sort {} {}", at(table), by.name()),
            Self::Split(entry) => format!("split {}", at(entry)),
            Self::Extract(table) => format!("extract {}", at(table)),
            Self::Join(file) => format!("join {}", file.0),
            Self::Move(entry, table) => format!("move {} {}", at(entry), at(table)),
        }
    }

    /// Reads what [`Self::to_text`] wrote; none for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = Words(text.split(' '));
        let id = match words.word()? {
            "fix" => Self::Fix(words.rule()?, words.file()?, words.span()?),
            "fix-rule" => Self::FixRule(words.rule()?, words.file()?),
            "fix-rule-unsafely" => Self::FixRuleUnsafely(words.rule()?, words.file()?),
            "fix-file" => Self::FixFile(words.file()?),
            "ignore" => Self::Ignore(words.rule()?, words.file()?, words.span()?),
            "ignore-in-file" => Self::IgnoreInFile(words.rule()?, words.file()?),
            "write-statistics" => Self::WriteStatistics(words.at()?),
            "add-rows" => Self::AddRows(words.at()?),
            "new-statistics" => {
                let name = words.word()?;
                Self::NewStatistics(By::ALL.into_iter().find(|by| by.name() == name)?)
            }
            "add-missing" => Self::AddMissing(words.at()?),
            "take-free" => Self::TakeFree(words.at()?),
            "renumber" => Self::Renumber(words.at()?),
            "change-form" => Self::ChangeForm(words.at()?),
            "sort" => {
                let table = words.at()?;
                let name = words.word()?;
                Self::Sort(table, SortBy::ALL.into_iter().find(|by| by.name() == name)?)
            }
            "split" => Self::Split(words.at()?),
            "extract" => Self::Extract(words.at()?),
            "join" => Self::Join(words.file()?),
            "move" => Self::Move(words.at()?, words.at()?),
            _ => return None,
        };
        words.word().is_none().then_some(id)
    }
}

struct Words<'t>(std::str::Split<'t, char>);

impl<'t> Words<'t> {
    fn word(&mut self) -> Option<&'t str> {
        self.0.next()
    }

    fn number(&mut self) -> Option<u32> {
        self.word()?.parse().ok()
    }

    fn rule(&mut self) -> Option<&'static str> {
        rules::find(self.word()?).map(|rule| rule.definition().rule.code)
    }

    fn file(&mut self) -> Option<FileId> {
        self.number().map(FileId)
    }

    fn span(&mut self) -> Option<Span> {
        let (start, end) = (self.number()?, self.number()?);
        (start <= end).then_some(Span { start, end })
    }

    fn at(&mut self) -> Option<At> {
        Some(At {
            file: self.file()?,
            offset: self.number()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_read_back() {
        let at = At {
            file: FileId(2),
            offset: 7,
        };
        let (file, span) = (FileId(1), Span::new(3, 9));
        for id in [
            ActionId::Fix("C001", file, span),
            ActionId::FixRule("C001", file),
            ActionId::FixRuleUnsafely("C001", file),
            ActionId::FixFile(file),
            ActionId::Ignore("C001", file, span),
            ActionId::IgnoreInFile("C001", file),
            ActionId::WriteStatistics(at),
            ActionId::AddRows(at),
            ActionId::NewStatistics(By::Category),
            ActionId::AddMissing(at),
            ActionId::TakeFree(at),
            ActionId::Renumber(at),
            ActionId::ChangeForm(at),
            ActionId::Sort(at, SortBy::Code),
            ActionId::Split(at),
            ActionId::Extract(at),
            ActionId::Join(file),
            ActionId::Move(at, at),
        ] {
            assert_eq!(ActionId::parse(&id.to_text()), Some(id), "{}", id.to_text());
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "fix",
            "fix Q999 0 1 2",
            "fix C001 0 2 1",
            "fix-file 0 0",
            "renumber -1 2",
            "fix-file x",
        ] {
            assert_eq!(ActionId::parse(text), None, "{text}");
        }
    }
}
