//! The keys of each kind of table, and what else is known of it.

use super::{Columns, Key, TableKind, register, scheme, settings};
use crate::messages::Text;
use crate::text::nearest::nearest;

impl TableKind {
    /// Those of a register, the file itself first.
    pub const OF_REGISTERS: [Self; 16] = [
        Self::Root,
        Self::Register,
        Self::Revision,
        Self::Subsystem,
        Self::Category,
        Self::Required,
        Self::Table,
        Self::Entry,
        Self::Statistics,
        Self::StatisticsColumn,
        Self::Row,
        Self::Conditions,
        Self::Figures,
        Self::Status,
        Self::Level,
        Self::Column,
    ];

    /// The keys of the table, in the order in which they are written. Those of an entry are [`super::Columns`].
    pub const fn keys(self) -> &'static [Key<'static>] {
        match self {
            Self::Root => register::ROOT,
            Self::Register => register::REGISTER,
            Self::Revision => register::REVISION,
            Self::Subsystem => register::SUBSYSTEM,
            Self::Category => register::CATEGORY,
            Self::Required => register::REQUIRED,
            Self::Table => register::TABLE,
            Self::Statistics => register::STATISTICS,
            Self::StatisticsColumn => register::STATISTICS_COLUMN,
            Self::Row => register::ROW,
            // The keys of conditions are the layers of the scheme, and those in `CONDITIONS`; those of figures are the columns of
            // their statistics table.
            Self::Entry | Self::Conditions | Self::Figures => &[],
            Self::Figure => register::FIGURE,
            Self::Status => register::STATUS,
            Self::Level => register::LEVEL,
            Self::Scheme => scheme::SCHEME,
            Self::SchemeHead => scheme::HEAD,
            Self::Layer => scheme::LAYER,
            Self::Column => scheme::COLUMN,
            Self::LayerPath => scheme::PATH,
            Self::Prefix => scheme::PREFIX,
            Self::PlanForm => scheme::PLAN,
            Self::StatisticItem => scheme::STATISTIC,
            Self::Settings => settings::SETTINGS,
            Self::Format => settings::FORMAT,
            Self::Catalogue => settings::CATALOGUE,
        }
    }

    /// The table as its header names it: `table.entry`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Root | Self::Scheme | Self::Settings => "",
            Self::Register => "register",
            Self::Revision => "revision",
            Self::Subsystem => "subsystem",
            Self::Category => "category",
            Self::Required => "category.requires",
            Self::Table => "table",
            Self::Entry => "table.entry",
            Self::Statistics => "statistics",
            Self::StatisticsColumn => "statistics.columns",
            Self::Row => "statistics.rows",
            // It stands in columns too.
            Self::Conditions => "statistics.rows.where",
            Self::Figures | Self::Figure => "statistics.rows.figures",
            Self::Status => "status",
            Self::Level => "level",
            Self::SchemeHead => "scheme",
            Self::Layer => "layer",
            Self::Column => "column",
            Self::LayerPath => "layer.path",
            Self::Prefix => "prefix",
            Self::PlanForm => "plan",
            Self::StatisticItem => "statistic",
            Self::Format => "format",
            Self::Catalogue => "catalogue",
        }
    }

    /// The table as messages name it: `[[table.entry]]`.
    pub const fn title(self) -> Text {
        const fn same(title: &'static str) -> Text {
            Text { zh: title, en: title }
        }
        match self {
            Self::Root | Self::Scheme | Self::Settings => Text {
                zh: "文件顶层",
                en: "the top level",
            },
            Self::Register => same("[register]"),
            Self::Revision => same("[[revision]]"),
            Self::Subsystem => same("[[subsystem]]"),
            Self::Category => same("[[category]]"),
            Self::Required => same("requires"),
            Self::Table => same("[[table]]"),
            Self::Entry => same("[[table.entry]]"),
            Self::Statistics => same("[[statistics]]"),
            Self::StatisticsColumn => same("columns"),
            Self::Row => same("rows"),
            Self::Conditions => same("where"),
            Self::Figures | Self::Figure => same("figures"),
            Self::Status => same("[[status]]"),
            Self::Level => same("[[level]]"),
            Self::SchemeHead => same("[scheme]"),
            Self::Layer => same("[[layer]]"),
            Self::Column => same("[[column]]"),
            Self::LayerPath => same("path"),
            Self::Prefix => same("[[prefix]]"),
            Self::PlanForm => same("[[plan]]"),
            Self::StatisticItem => same("[[statistic]]"),
            Self::Format => same("[format]"),
            Self::Catalogue => same("[catalogue]"),
        }
    }

    /// A key of the table by its name, with its place in the order.
    pub fn key(self, name: &str) -> Option<(usize, &'static Key<'static>)> {
        self.keys().iter().enumerate().find(|(_, key)| key.name == name)
    }

    /// The key that an unknown one of this table is most likely meant to be: written in Chinese, in capitals, or
    /// misspelt. A key that another kind of table has under the same name is not misspelt but in the wrong place.
    pub fn nearest_key(self, name: &str) -> Option<(usize, &'static Key<'static>)> {
        if let Some(headed) = self.headed(name) {
            return Some(headed);
        }
        let name = name.to_ascii_lowercase();
        let is_elsewhere = self.beside().iter().any(|kind| kind.key(&name).is_some());
        match self.key(&name) {
            None if is_elsewhere => None,
            None => self.key(nearest(&name, self.keys().iter().map(|key| key.name))?),
            known => known,
        }
    }

    /// The kinds of table in files of the same sort, registers for what schemes have too.
    const fn beside(self) -> &'static [Self] {
        match self {
            Self::Scheme
            | Self::SchemeHead
            | Self::Layer
            | Self::LayerPath
            | Self::Prefix
            | Self::PlanForm
            | Self::StatisticItem => &[
                Self::Scheme,
                Self::SchemeHead,
                Self::Layer,
                Self::LayerPath,
                Self::Prefix,
                Self::PlanForm,
                Self::Column,
                Self::StatisticItem,
            ],
            Self::Settings | Self::Format | Self::Catalogue => &[Self::Settings, Self::Format, Self::Catalogue],
            _ => &Self::OF_REGISTERS,
        }
    }

    /// The key with a heading, or the only one whose heading ends so: 名称 for 细目名称.
    fn headed(self, name: &str) -> Option<(usize, &'static Key<'static>)> {
        let headed = |is_meant: fn(&str, &str) -> bool| {
            let keys = self.keys().iter().enumerate();
            keys.filter(move |(_, key)| is_meant(key.heading.zh, name))
        };
        let mut ending = headed(|heading, name| heading.ends_with(name));
        let only = ending.next().filter(|_| ending.next().is_none());
        headed(|heading, name| heading == name).next().or(only)
    }

    /// The kind of table that an unknown key of a header was most likely meant to lead to: misspelt, or without the
    /// path before it, as `[[entry]]` is.
    pub fn nearest_table(self, name: &str) -> Option<Self> {
        match self.nearest_key(name) {
            Some((_, key)) => key.table(),
            None if self == Self::Root => Self::OF_REGISTERS
                .into_iter()
                .find_map(|kind| kind.key(name)?.1.table()),
            None => None,
        }
    }

    /// The kind of table that a header path leads to from this one.
    pub fn child(self, name: &str) -> Option<Self> {
        // The keys of figures are columns of their statistics table.
        if self == Self::Figures {
            return Some(Self::Figure);
        }
        self.key(name)?.1.table()
    }

    /// The key that leads to the table: of a register, or of a scheme or settings where registers have no such table.
    pub fn leading_key(self) -> Option<&'static Key<'static>> {
        let files = [Self::Scheme, Self::Settings];
        let mut keys = Self::OF_REGISTERS.into_iter().chain(files).flat_map(Self::keys);
        keys.find(|key| key.table() == Some(self))
    }
}

/// The keys of every kind of table in a register: those of the format, and those of entries, which are these columns.
impl Columns {
    /// The keys of a kind of table, in the order in which they are written.
    pub fn keys(&self, kind: TableKind) -> impl Iterator<Item = Key<'_>> + Clone {
        let columns = self.iter().filter(move |_| kind == TableKind::Entry);
        let columns = columns.map(|(_, column)| column.as_key());
        kind.keys().iter().copied().chain(columns)
    }

    /// A key of a kind of table by its name, with its place in the order.
    pub fn key(&self, kind: TableKind, name: &str) -> Option<(usize, Key<'_>)> {
        if kind == TableKind::Entry {
            return self.find(name).map(|(place, column)| (place, column.as_key()));
        }
        kind.key(name).map(|(place, key)| (place, *key))
    }

    /// The key that an unknown one of a table is most likely meant to be, as [`TableKind::nearest_key`] tells it.
    pub fn nearest_key(&self, kind: TableKind, name: &str) -> Option<(usize, Key<'_>)> {
        if kind != TableKind::Entry {
            let lower = name.to_ascii_lowercase();
            let is_column = || kind.key(&lower).is_none() && self.find(&lower).is_some();
            let nearest = kind.nearest_key(name).filter(|_| !is_column());
            return nearest.or_else(|| kind.headed(name)).map(|(place, key)| (place, *key));
        }
        let (place, column) = self.headed(name).or_else(|| {
            let name = name.to_ascii_lowercase();
            let is_elsewhere = || TableKind::OF_REGISTERS.iter().any(|kind| kind.key(&name).is_some());
            match self.find(&name) {
                None if is_elsewhere() => None,
                None => self.nearest(&name),
                known => known,
            }
        })?;
        Some((place, column.as_key()))
    }

    /// The kinds of table that have a key of this name.
    pub fn having(&self, name: &str) -> impl Iterator<Item = TableKind> {
        let kinds = TableKind::OF_REGISTERS.into_iter();
        kinds.filter(move |kind| self.key(*kind, name).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::CONDITIONS;

    #[test]
    fn the_nearest_key_is_what_was_meant() {
        let nearest = |kind: TableKind, name| kind.nearest_key(name).map(|(_, key)| key.name);
        assert_eq!(nearest(TableKind::Table, "titel"), Some("title"));
        assert_eq!(nearest(TableKind::Table, "TITLE"), Some("title"));
        assert_eq!(nearest(TableKind::Row, "应有数"), Some("expected"));
        for name in ["细目名称", "名称"] {
            assert_eq!(nearest(TableKind::Category, name), Some("title"));
        }
        assert_eq!(nearest(TableKind::Status, "用语"), None);
        assert_eq!(nearest(TableKind::Root, "tabel"), Some("table"));
        assert_eq!(nearest(TableKind::Root, "entry"), None);
        assert_eq!(nearest(TableKind::Table, "name"), None);
        for name in ["语言", "LANG", "lnag"] {
            assert_eq!(nearest(TableKind::Settings, name), Some("lang"));
        }
        assert_eq!(nearest(TableKind::Layer, "CHARS"), Some("chars"));
    }

    #[test]
    fn a_header_without_its_path_leads_to_its_table() {
        let meant = |kind: TableKind, name| kind.nearest_table(name);
        assert_eq!(meant(TableKind::Root, "entry"), Some(TableKind::Entry));
        assert_eq!(meant(TableKind::Root, "rows"), Some(TableKind::Row));
        assert_eq!(meant(TableKind::Root, "notes"), None);
        assert_eq!(meant(TableKind::Table, "table"), None);
    }

    #[test]
    fn paths_and_keys_agree() {
        let files = [TableKind::Root, TableKind::Scheme, TableKind::Settings];
        let mut open = Vec::from(files.map(|kind| (kind, String::new())));
        while let Some((kind, path)) = open.pop() {
            assert_eq!(kind.path(), path);
            for key in kind.keys() {
                if let Some(child) = key.table() {
                    let path = if path.is_empty() {
                        key.name.to_owned()
                    } else {
                        format!("{path}.{}", key.name)
                    };
                    // What a row asks for a column asks for too.
                    if path != "statistics.columns.where" {
                        open.push((child, path));
                    }
                }
            }
        }
    }

    #[test]
    fn every_key_says_what_it_is_in_both_languages() {
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let mut open = vec![TableKind::Root, TableKind::Scheme, TableKind::Settings];
        let mut count = 0;
        while let Some(kind) = open.pop() {
            for key in kind.keys().iter().chain(CONDITIONS) {
                for text in [key.heading, key.help] {
                    assert!(
                        is_chinese(text.zh) && !text.en.is_empty(),
                        "{}.{}",
                        kind.path(),
                        key.name
                    );
                }
                open.extend(key.table());
                count += 1;
            }
        }
        assert!(count > 80, "{count}");
    }
}
