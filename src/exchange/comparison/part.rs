//! A table of the register files that is no entry, with its values, and what it may be known by.

use std::borrow::Cow;

use serde::Serialize;

use crate::keys::TableKind;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Register,
    /// A line of the text that `notes` names.
    Notes,
    Revision,
    Layer,
    Column,
    Status,
    Level,
    Subsystem,
    Category,
    Table,
    Statistics,
    Row,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Notes => "notes",
            Self::Revision => "revision",
            Self::Layer => "layer",
            Self::Column => "column",
            Self::Status => "status",
            Self::Level => "level",
            Self::Subsystem => "subsystem",
            Self::Category => "category",
            Self::Table => "table",
            Self::Statistics => "statistics",
            Self::Row => "row",
        }
    }

    pub(super) const fn table(self) -> TableKind {
        match self {
            Self::Register | Self::Notes => TableKind::Register,
            Self::Layer => TableKind::Layer,
            Self::Column => TableKind::Column,
            Self::Status => TableKind::Status,
            Self::Level => TableKind::Level,
            Self::Revision => TableKind::Revision,
            Self::Subsystem => TableKind::Subsystem,
            Self::Category => TableKind::Category,
            Self::Table => TableKind::Table,
            Self::Statistics => TableKind::Statistics,
            Self::Row => TableKind::Row,
        }
    }
}

/// Something with values, and what it may be known by.
pub(super) struct Part<'r> {
    pub(super) name: String,
    /// By their keys, in their order; empty where there is none.
    pub(super) values: Vec<Value<'r>>,
    /// The surest first; a name that is not there is empty.
    pub(super) names: Vec<String>,
}

pub(super) type Value<'r> = (Cow<'r, str>, Cow<'r, str>);

impl<'r> Part<'r> {
    /// A part that is known by all of its values, or else by those of these keys, the surest first.
    pub(super) fn new(name: String, values: Vec<Value<'r>>, known_by: &[&[&str]]) -> Self {
        let value = |key: &&str| {
            let found = values.iter().find(|(name, _)| name == key);
            found.map_or("", |(_, value)| &**value)
        };
        let joined = |keys: &&[&str]| match keys.first().map(value) {
            None | Some("") => String::new(),
            Some(_) => keys.iter().map(value).collect::<Vec<_>>().join("\0"),
        };
        let whole: Vec<&str> = values.iter().map(|(_, value)| &**value).collect();
        let names = std::iter::once(whole.join("\0")).chain(known_by.iter().map(joined));
        Self {
            name,
            names: names.collect(),
            values,
        }
    }
}

/// What stands between the values of a list.
pub(super) const BETWEEN: &str = "、";

pub(super) fn values<'r, const N: usize>(values: [(&'static str, Cow<'r, str>); N]) -> Vec<Value<'r>> {
    values.into_iter().map(|(key, value)| (key.into(), value)).collect()
}
