//! The one table of the format's keys: what may stand where, of which type, and what it means in both languages.
//!
//! It feeds reading, the rules about keys, completion, hover, the order of keys and the JSON Schema.

use super::{BY, Phase};
use crate::messages::Text;
use crate::text::nearest::nearest;

/// A kind of table in a register file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// The file itself.
    Root,
    /// `[register]`.
    Register,
    /// `[[subsystem]]`.
    Subsystem,
    /// `[[category]]`.
    Category,
    /// `[[table]]`.
    Table,
    /// `[[table.entry]]`.
    Entry,
    /// `[[statistics]]`.
    Statistics,
    /// An element of `rows`.
    Row,
    /// `where` of a row.
    Conditions,
    /// `[[status]]`.
    Status,
    /// `[[level]]`.
    Level,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// A string.
    String,
    /// An integer.
    Integer,
    /// A local date.
    Date,
    /// An array of strings.
    Strings,
    /// A string with a range of layer 6: `101-199`.
    Block,
    /// A string out of a fixed list.
    OneOf(&'static [&'static str]),
    /// A table.
    Table(TableKind),
    /// An array of tables.
    Tables(TableKind),
}

/// A key of a kind of table.
#[derive(Clone, Copy, Debug)]
pub struct KeyDefinition {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub value: ValueType,
    /// Whether it must be there.
    pub required: bool,
    /// What it means.
    pub help: Text,
}

const fn required(name: &'static str, value: ValueType, zh: &'static str, en: &'static str) -> KeyDefinition {
    KeyDefinition {
        name,
        value,
        required: true,
        help: Text { zh, en },
    }
}

const fn optional(name: &'static str, value: ValueType, zh: &'static str, en: &'static str) -> KeyDefinition {
    KeyDefinition {
        name,
        value,
        required: false,
        help: Text { zh, en },
    }
}

use ValueType::{Block, Date, Integer, OneOf, String, Strings, Table, Tables};

const ROOT: &[KeyDefinition] = &[
    optional(
        "register",
        Table(TableKind::Register),
        "标准体系表本身",
        "the register itself",
    ),
    optional(
        "subsystem",
        Tables(TableKind::Subsystem),
        "子体系",
        "a subsystem of the structure",
    ),
    optional(
        "category",
        Tables(TableKind::Category),
        "业务类型细目",
        "a category: what layer 4 of a code names",
    ),
    optional(
        "table",
        Tables(TableKind::Table),
        "标准明细表",
        "a detail table of standards",
    ),
    optional(
        "statistics",
        Tables(TableKind::Statistics),
        "标准统计表",
        "a statistics table",
    ),
    optional(
        "status",
        Tables(TableKind::Status),
        "补充的标准状态用语",
        "a status of the register's own",
    ),
    optional(
        "level",
        Tables(TableKind::Level),
        "补充的标准级别用语",
        "a level of the register's own",
    ),
];

const REGISTER: &[KeyDefinition] = &[
    required("title", String, "标准体系的名称", "the title of the standards system"),
    optional(
        "standard",
        String,
        "发布本体系表的标准号",
        "the number of the document that publishes the register",
    ),
    optional("code", String, "该文件自身的标准代码", "that document's own code"),
    optional(
        "scheme",
        String,
        "编码方案：内置方案的标识，或方案文件路径",
        "the code scheme: a built-in id, or the path of a scheme file",
    ),
    optional(
        "domain",
        String,
        "专业领域，代码第二层应为此值",
        "what layer 2 of every code must be",
    ),
    optional(
        "business",
        String,
        "业务领域，代码第三层应为此值",
        "what layer 3 of every code must be",
    ),
    optional(
        "include",
        Strings,
        "分册文件的路径模式，相对于本文件",
        "glob patterns of the parts, relative to this file",
    ),
];

const SUBSYSTEM: &[KeyDefinition] = &[required("title", String, "子体系名称", "the title of the subsystem")];

const CATEGORY: &[KeyDefinition] = &[
    required(
        "code",
        String,
        "细目代码，代码第四层应为此值",
        "what layer 4 of its codes must be",
    ),
    required("title", String, "细目名称", "the title of the category"),
    required("subsystem", String, "所属子体系的名称", "the title of its subsystem"),
    required(
        "class",
        String,
        "标准类别，代码第一层应为此值",
        "what layer 1 of its codes must be",
    ),
    optional(
        "requires",
        Strings,
        "体系结构要求本细目应有的标准名称",
        "titles of standards that the structure says belong here",
    ),
];

const TABLE: &[KeyDefinition] = &[
    required("id", String, "表号，如 A.4", "the number of the table, such as A.4"),
    required("title", String, "表的名称", "the title of the table"),
    required("category", String, "所属细目的代码", "the code of its category"),
    optional(
        "block",
        Block,
        "本表顺序码的范围，如 101-199",
        "the range of layer 6 set aside for the table, such as 101-199",
    ),
    optional(
        "entry",
        Tables(TableKind::Entry),
        "表中的一项标准",
        "a standard of the table",
    ),
];

const ENTRY: &[KeyDefinition] = &[
    required(
        "number",
        Integer,
        "序号，表内自 1 起连续",
        "the number in the table: 1, 2, 3 …",
    ),
    required("code", String, "标准代码", "the structured code"),
    optional("standard", String, "标准号", "the standard's number"),
    optional("plan", String, "计划号", "the number of the plan"),
    required("title", String, "标准名称", "the standard's title"),
    required("status", String, "标准状态", "where the standard is in its life"),
    required("level", String, "标准级别", "national, industry …"),
    optional("effective", Date, "实施日期", "the day it takes effect"),
    required("owner", String, "归口单位", "the body in charge"),
    optional("group", String, "表内小标题", "a sub-heading inside the table"),
    optional("replaces", Strings, "代替的标准", "the standards that it replaces"),
    optional("remarks", String, "备注", "remarks"),
];

const STATISTICS: &[KeyDefinition] = &[
    required(
        "by",
        OneOf(BY),
        "统计依据：level、subsystem、category 或 table",
        "what is counted by",
    ),
    required("rows", Tables(TableKind::Row), "统计行", "the rows"),
];

const ROW: &[KeyDefinition] = &[
    required("item", String, "统计项", "what the row counts"),
    required("expected", Integer, "应有数", "how many entries there are"),
    required("existing", Integer, "现有数", "how many of them are published"),
    optional("ratio", String, "现有数/应有数", "existing / expected, in percent"),
    optional(
        "where",
        Table(TableKind::Conditions),
        "本行所计条目的条件",
        "what the counted entries have in common",
    ),
];

const STATUS: &[KeyDefinition] = &[
    required("name", String, "状态用语", "the term"),
    required("phase", OneOf(&Phase::NAMES), "所处阶段", "what it means"),
    optional("also", Strings, "同义用语", "synonyms"),
];

const LEVEL: &[KeyDefinition] = &[
    required("name", String, "级别用语", "the term"),
    required(
        "value",
        String,
        "标准级别层的取值",
        "the value of the layer whose role is level",
    ),
    optional("alias", Strings, "别名", "other words for it"),
    optional(
        "kinds",
        Strings,
        "属于本级别的标准号种类",
        "the kinds of number that are of this level",
    ),
];

impl TableKind {
    /// All kinds, the file itself first.
    pub const ALL: [Self; 11] = [
        Self::Root,
        Self::Register,
        Self::Subsystem,
        Self::Category,
        Self::Table,
        Self::Entry,
        Self::Statistics,
        Self::Row,
        Self::Conditions,
        Self::Status,
        Self::Level,
    ];

    /// The keys of the table, in the order in which they are written.
    pub const fn keys(self) -> &'static [KeyDefinition] {
        match self {
            Self::Root => ROOT,
            Self::Register => REGISTER,
            Self::Subsystem => SUBSYSTEM,
            Self::Category => CATEGORY,
            Self::Table => TABLE,
            Self::Entry => ENTRY,
            Self::Statistics => STATISTICS,
            Self::Row => ROW,
            // Its keys are the layers of the scheme, and the words in `CONDITIONS`.
            Self::Conditions => &[],
            Self::Status => STATUS,
            Self::Level => LEVEL,
        }
    }

    /// The table as its header names it: `table.entry`.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Register => "register",
            Self::Subsystem => "subsystem",
            Self::Category => "category",
            Self::Table => "table",
            Self::Entry => "table.entry",
            Self::Statistics => "statistics",
            Self::Row => "statistics.rows",
            Self::Conditions => "statistics.rows.where",
            Self::Status => "status",
            Self::Level => "level",
        }
    }

    /// The table as messages name it: `[[table.entry]]`.
    pub const fn title(self) -> Text {
        const fn same(title: &'static str) -> Text {
            Text { zh: title, en: title }
        }
        match self {
            Self::Root => Text {
                zh: "文件顶层",
                en: "the top level",
            },
            Self::Register => same("[register]"),
            Self::Subsystem => same("[[subsystem]]"),
            Self::Category => same("[[category]]"),
            Self::Table => same("[[table]]"),
            Self::Entry => same("[[table.entry]]"),
            Self::Statistics => same("[[statistics]]"),
            Self::Row => same("rows"),
            Self::Conditions => same("where"),
            Self::Status => same("[[status]]"),
            Self::Level => same("[[level]]"),
        }
    }

    /// A key of the table by its name, with its place in the order.
    pub fn key(self, name: &str) -> Option<(usize, &'static KeyDefinition)> {
        self.keys().iter().enumerate().find(|(_, key)| key.name == name)
    }

    /// The key that an unknown one of this table is most likely meant to be: written in Chinese, in capitals, or
    /// misspelt. A key that another kind of table has under the same name is not misspelt but in the wrong place.
    pub fn nearest_key(self, name: &str) -> Option<(usize, &'static KeyDefinition)> {
        let is_named = |(_, key): &(usize, &KeyDefinition)| key.help.zh.split(['，', '：']).next() == Some(name);
        if let Some(named) = self.keys().iter().enumerate().find(is_named) {
            return Some(named);
        }
        let name = name.to_ascii_lowercase();
        let is_elsewhere = Self::having(&name).next().is_some();
        match self.key(&name) {
            None if is_elsewhere => None,
            None => self.key(nearest(&name, self.keys().iter().map(|key| key.name))?),
            known => known,
        }
    }

    /// The kind of table that an unknown key of a header was most likely meant to lead to: misspelt, or without the
    /// path before it, as `[[entry]]` is.
    pub fn nearest_table(self, name: &str) -> Option<(Self, ValueType)> {
        match self.nearest_key(name) {
            Some((_, key)) => self.child(key.name),
            None if self == Self::Root => Self::ALL.into_iter().find_map(|kind| kind.child(name)),
            None => None,
        }
    }

    /// The kinds of table that have a key of this name.
    pub fn having(name: &str) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| kind.key(name).is_some())
    }

    /// The kind of table that a header path leads to from this one.
    pub fn child(self, name: &str) -> Option<(Self, ValueType)> {
        let (_, key) = self.key(name)?;
        match key.value {
            Table(kind) | Tables(kind) => Some((kind, key.value)),
            _ => None,
        }
    }
}

/// What `where` may ask for besides the layers of the scheme.
pub const CONDITIONS: &[&str] = &["status", "subsystem", "category", "table"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_what_was_meant() {
        let nearest = |kind: TableKind, name| kind.nearest_key(name).map(|(_, key)| key.name);
        assert_eq!(nearest(TableKind::Entry, "titel"), Some("title"));
        assert_eq!(nearest(TableKind::Entry, "TITLE"), Some("title"));
        assert_eq!(nearest(TableKind::Entry, "归口单位"), Some("owner"));
        assert_eq!(nearest(TableKind::Root, "tabel"), Some("table"));
        assert_eq!(nearest(TableKind::Root, "entry"), None);
        assert_eq!(nearest(TableKind::Entry, "name"), None);
    }

    #[test]
    fn a_header_without_its_path_leads_to_its_table() {
        let meant = |kind: TableKind, name| kind.nearest_table(name).map(|(kind, _)| kind);
        assert_eq!(meant(TableKind::Root, "entry"), Some(TableKind::Entry));
        assert_eq!(meant(TableKind::Root, "rows"), Some(TableKind::Row));
        assert_eq!(meant(TableKind::Root, "notes"), None);
        assert_eq!(meant(TableKind::Table, "table"), None);
    }

    #[test]
    fn paths_and_keys_agree() {
        let mut open = vec![(TableKind::Root, std::string::String::new())];
        while let Some((kind, path)) = open.pop() {
            assert_eq!(kind.path(), path);
            for key in kind.keys() {
                if let Some((child, _)) = kind.child(key.name) {
                    let path = if path.is_empty() {
                        key.name.to_owned()
                    } else {
                        format!("{path}.{}", key.name)
                    };
                    open.push((child, path));
                }
            }
        }
    }
}
