//! What values mean, and how they are written.
//!
//! What looks at values by their meaning matches on [`ValueType`] without a wildcard, so that a new sort of value is a compile
//! error wherever it must be thought of; what looks at no more than their form in TOML matches on [`Form`].

use super::{
    BY, Characters, ColumnRole, ColumnType, LANGUAGES, MAX_DEPTH, MAX_WIDTH, Phase, Role, SEVERITIES, TableKind,
};
use crate::messages::Message;

/// What the value of a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Text for people, into which nothing looks.
    Text,
    /// The number of an entry in its table: 1, 2, 3 …
    Number,
    /// A structured code.
    Code,
    /// The number of a standard.
    Standard,
    /// Numbers of standards.
    Standards,
    /// The number of a plan.
    Plan,
    /// The title of a standard.
    StandardTitle,
    /// Standards that must be there: their titles, or these with the table in which each belongs.
    RequiredStandards,
    /// The day on which a standard takes effect.
    Date,
    /// The body in charge of a standard.
    Owner,
    /// A sub-heading inside a table.
    Group,
    /// The sub-headings of a table.
    Groups,
    /// A range of sequences: `101-199`.
    Block,
    /// The title by which a subsystem is known.
    SubsystemName,
    /// The code by which a subsystem is known.
    SubsystemCode,
    /// A subsystem that is defined elsewhere.
    SubsystemRef,
    /// Subsystems that are defined elsewhere.
    SubsystemRefs,
    /// The code by which a category is known.
    CategoryCode,
    /// The title of a category.
    CategoryTitle,
    /// A category that is defined elsewhere.
    CategoryRef,
    /// The id by which a table is known.
    TableId,
    /// The title of a table.
    TableTitle,
    /// A table that is defined elsewhere.
    TableRef,
    /// A word for the status of a standard.
    Status,
    /// The word that is defined for a status.
    StatusName,
    /// Other words for it.
    StatusSynonyms,
    /// A word for the level of a standard.
    Level,
    /// The word that is defined for a level.
    LevelName,
    /// Other words for it.
    LevelSynonyms,
    /// A kind of standard numbers.
    NumberKind,
    /// Kinds of standard numbers, and `any`.
    NumberKinds,
    /// A value of the layer with a role.
    LayerOf(Role),
    /// A code scheme, by its id or its file.
    SchemeRef,
    /// A file of explanatory notes, by its path.
    NotesRef,
    /// What statistics count by.
    By,
    /// What a row of statistics counts.
    Item,
    /// 应有数.
    Expected,
    /// 现有数.
    Existing,
    /// 现有数/应有数.
    Ratio,
    /// Where a standard is in its life.
    Phase,
    /// Patterns of paths.
    Patterns,
    /// A table.
    Table(TableKind),
    /// An array of tables.
    Tables(TableKind),
    /// How many characters a layer has.
    Width,
    /// How many parts a path has.
    Depth,
    /// How many findings there may be.
    FindingCount,
    /// Which characters a layer takes.
    Characters,
    /// The name of a layer, which conditions use.
    LayerName,
    /// What a layer is for.
    Role,
    /// The number of another standard than the one that is spoken of.
    OtherStandard,
    /// Numbers of such standards.
    OtherStandards,
    /// A day of any sort.
    Day,
    /// Texts for people.
    TextList,
    /// A whole number.
    Integer,
    /// One of the words of a column.
    Word,
    /// The key of a column, which entries and conditions use.
    ColumnKey,
    /// What a column's values are.
    ColumnType,
    /// What a column is for.
    ColumnRole,
    /// Whether a column must be there, or in which phases.
    Requirement,
    /// A table whose keys the author chooses, with text for values.
    Texts,
    /// A value, or several of which any will do.
    AnyOf,
    /// A table of what entries must have in columns and layers.
    Conditions,
    /// On or off.
    Switch,
    /// The language of messages.
    Language,
    /// The severity of findings.
    Severity,
    /// Rules, by what names them: codes, names, families, `ALL`.
    Rules,
    /// A table from what names rules to their severity.
    SeverityOfRules,
    /// A table from patterns of paths to rules.
    RulesOfPatterns,
}

/// How a value is written in TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A string.
    String,
    /// A string out of a list.
    OneOf(&'static [&'static str]),
    /// A string with a range of numbers: `101-199`.
    Block,
    /// A whole number.
    Integer,
    /// A whole number from 1 to the one given.
    Count(u32),
    /// A whole number from 1 to the one given, or a string with a range of them: `1-3`.
    CountOrRange(u32),
    /// `true` or `false`.
    Boolean,
    /// A local date.
    Date,
    /// `true`, `false`, or an array of phases.
    Requirement,
    /// An array of strings.
    Strings,
    /// A string, or an array of strings.
    StringOrStrings,
    /// An array of strings, and of tables that say more.
    StringsOrTables(TableKind),
    /// A table.
    Table(TableKind),
    /// An array of tables.
    Tables(TableKind),
    /// A table whose keys the author chooses, and what their values mean.
    Map(&'static ValueType),
}

impl ValueType {
    /// How such a value is written.
    pub const fn form(self) -> Form {
        match self {
            Self::Text
            | Self::ColumnKey
            | Self::LayerName
            | Self::Code
            | Self::Standard
            | Self::Plan
            | Self::StandardTitle
            | Self::Owner
            | Self::Group
            | Self::SubsystemName
            | Self::SubsystemCode
            | Self::SubsystemRef
            | Self::CategoryCode
            | Self::CategoryTitle
            | Self::CategoryRef
            | Self::TableId
            | Self::TableTitle
            | Self::TableRef
            | Self::Status
            | Self::StatusName
            | Self::Level
            | Self::LevelName
            | Self::LayerOf(_)
            | Self::SchemeRef
            | Self::By
            | Self::NotesRef
            | Self::Item
            | Self::Word
            | Self::OtherStandard
            | Self::NumberKind
            | Self::Ratio => Form::String,
            Self::Standards
            | Self::SubsystemRefs
            | Self::Groups
            | Self::StatusSynonyms
            | Self::LevelSynonyms
            | Self::NumberKinds
            | Self::Patterns
            | Self::TextList
            | Self::OtherStandards
            | Self::Rules => Form::Strings,
            Self::RequiredStandards => Form::StringsOrTables(TableKind::Required),
            Self::Integer | Self::Number | Self::Expected | Self::Existing => Form::Integer,
            Self::Width => Form::CountOrRange(MAX_WIDTH),
            Self::Depth => Form::CountOrRange(MAX_DEPTH),
            Self::FindingCount => Form::Count(u32::MAX),
            Self::Switch => Form::Boolean,
            Self::Date | Self::Day => Form::Date,
            Self::Block => Form::Block,
            Self::Phase => Form::OneOf(&Phase::NAMES),
            Self::Characters => Form::OneOf(&Characters::NAMES),
            Self::Role => Form::OneOf(&Role::NAMES),
            Self::ColumnType => Form::OneOf(&ColumnType::NAMES),
            Self::ColumnRole => Form::OneOf(&ColumnRole::NAMES),
            Self::Requirement => Form::Requirement,
            Self::Language => Form::OneOf(LANGUAGES),
            Self::Severity => Form::OneOf(SEVERITIES),
            Self::Table(kind) => Form::Table(kind),
            Self::Tables(kind) => Form::Tables(kind),
            Self::Texts => Form::Map(&Self::Text),
            Self::AnyOf => Form::StringOrStrings,
            Self::Conditions => Form::Map(&Self::AnyOf),
            Self::SeverityOfRules => Form::Map(&Self::Severity),
            Self::RulesOfPatterns => Form::Map(&Self::Rules),
        }
    }

    /// What such a value is called in the reference: `array of rules`.
    pub fn word(self) -> Message {
        let word = |attribute| Message::attribute("value", attribute);
        match (self, self.form()) {
            (Self::Patterns, _) => word("patterns"),
            (Self::Rules, _) => word("rules"),
            (Self::SeverityOfRules, _) => word("of-rules").with("list", quoted(SEVERITIES)),
            (Self::RulesOfPatterns, _) => word("rules-of-patterns"),
            (Self::By, _) => word("by").with("list", quoted(BY)),
            (_, Form::String) => word("string"),
            (_, Form::OneOf(list)) => word("one-of").with("list", quoted(list)),
            (_, Form::Block) => word("block"),
            (_, Form::Integer) => word("integer"),
            (_, Form::Count(highest)) => word("count").with("highest", highest),
            (_, Form::CountOrRange(highest)) => word("count-or-range").with("highest", highest),
            (_, Form::Boolean) => word("boolean"),
            (_, Form::Date) => word("date"),
            (_, Form::Requirement) => word("requirement").with("list", quoted(&Phase::NAMES)),
            (_, Form::Strings) => word("strings"),
            (_, Form::StringOrStrings) => word("string-or-strings"),
            (_, Form::StringsOrTables(_)) => word("strings-or-tables"),
            (_, Form::Table(_)) => word("table"),
            (_, Form::Tables(_)) => word("tables"),
            (_, Form::Map(_)) => word("map"),
        }
    }
}

fn quoted(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| format!("\"{word}\"")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn values_that_no_scheme_and_no_settings_have_are_called_by_their_form() {
        assert_eq!(ValueType::AnyOf.word().render(Language::Zh), "字符串或字符串数组");
    }
}
