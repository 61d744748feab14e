//! The typed register: what the author wrote, with spans, as far as it could be read. Nothing here is judged.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;

use crate::code::Code;
use crate::diagnostic::Place;
pub use crate::fields::Spanned;
use crate::fields::Value;
use crate::number::Number;
use crate::syntax::{Date, Key, Str};
use crate::text::{FileId, SegmentId, Span};

/// Where a table of the register stands: spans of its values are relative to this segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file.
    pub file: FileId,
    /// The segment.
    pub segment: SegmentId,
    /// The header, or for an inline table its opening brace: what a missing key is reported at.
    pub header: Span,
    /// Whether the segment has syntax errors, so that nothing can be said about what is missing.
    pub is_broken: bool,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            file: FileId(0),
            segment: SegmentId(0),
            header: Span::default(),
            is_broken: false,
        }
    }
}

impl Site {
    /// A place in the segment.
    pub const fn place(&self, span: Span) -> Place {
        Place {
            file: self.file,
            segment: self.segment,
            span,
        }
    }

    /// The place of the header.
    pub const fn header(&self) -> Place {
        self.place(self.header)
    }
}

/// `[register]`.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Where it stands.
    pub site: Site,
    /// Whether there is one at all.
    pub is_there: bool,
    /// 标准体系的名称.
    pub title: Option<Str>,
    /// The number of the document that publishes the register.
    pub standard: Option<Str>,
    /// That document's own code.
    pub code: Option<Str>,
    /// The scheme's id or path.
    pub scheme: Option<Str>,
    /// What layer 2 must be.
    pub domain: Option<Str>,
    /// What layer 3 must be.
    pub business: Option<Str>,
    /// Patterns of the parts.
    pub include: Vec<Str>,
    /// 版本.
    pub version: Option<Str>,
    /// The day on which that version was issued.
    pub date: Option<Spanned<Date>>,
    /// 提出单位.
    pub proposer: Option<Str>,
    /// 归口单位.
    pub owner: Option<Str>,
    /// 起草单位.
    pub drafters: Vec<Str>,
    /// The path of the file of 编制说明.
    pub notes: Option<Str>,
}

/// `[[revision]]`.
#[derive(Clone, Debug, Default)]
pub struct Revision {
    /// Where it stands.
    pub site: Site,
    /// The version that came of it.
    pub version: Option<Str>,
    /// The day of the revision.
    pub date: Option<Spanned<Date>>,
    /// What was changed.
    pub summary: Option<Str>,
}

/// `[[subsystem]]`.
#[derive(Clone, Debug, Default)]
pub struct Subsystem {
    /// Where it stands.
    pub site: Site,
    /// Its title.
    pub title: Option<Str>,
    /// The code by which layers and paths name it.
    pub code: Option<Str>,
    /// The title or code of the one that it belongs to.
    pub parent: Option<Str>,
    /// What it covers.
    pub scope: Option<Str>,
    /// The titles or codes of those that it guides.
    pub guides: Vec<Str>,
    /// The one that it belongs to.
    pub above: Link,
    /// Those that it guides, as many as `guides` names.
    pub guided: Vec<Link>,
    /// Whether another subsystem has the title.
    pub is_doubled: bool,
    /// Whether another subsystem below the same one has the code.
    pub is_code_doubled: bool,
}

/// What a name in the structure leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Link {
    /// There is no name.
    #[default]
    Absent,
    /// The one that has the name, by its place.
    To(usize),
    /// None has it.
    Unknown,
    /// Several have it.
    Ambiguous,
    /// It leads back to where it comes from.
    Circle,
    /// It is below more than there may be.
    TooDeep,
}

impl Link {
    /// The place of the one that it leads to.
    pub const fn target(self) -> Option<usize> {
        match self {
            Self::To(place) => Some(place),
            _ => None,
        }
    }
}

/// `[[category]]`.
#[derive(Clone, Debug, Default)]
pub struct Category {
    /// Where it stands.
    pub site: Site,
    /// What layer 4 must be.
    pub code: Option<Str>,
    /// Its title.
    pub title: Option<Str>,
    /// The title of its subsystem.
    pub subsystem: Option<Str>,
    /// What layer 1 must be.
    pub class: Option<Str>,
    /// What it covers.
    pub scope: Option<Str>,
    /// Standards that belong here.
    pub requires: Vec<Required>,
    /// What its subsystem is named by leads to: the key, or else the path that its code is.
    pub above: Link,
    /// The subsystem, by its place in [`super::Register::subsystems`], where it is known.
    pub subsystem_index: Option<usize>,
    /// Whether another category has the same code, in the same subsystem where codes name that too, so that nobody knows
    /// which one is meant by it.
    pub is_doubled: bool,
}

/// A standard that the structure says belongs to a category.
#[derive(Clone, Debug, Default)]
pub struct Required {
    /// Where it stands; one with a header of its own stands in another segment than its category.
    pub site: Site,
    /// Its title.
    pub title: Option<Str>,
    /// The id of the table that it must stand in, where that matters.
    pub table: Option<Str>,
}

/// `[[table]]`.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Where it stands.
    pub site: Site,
    /// 表号.
    pub id: Option<Str>,
    /// Its title.
    pub title: Option<Str>,
    /// The code of its category.
    pub category: Option<Str>,
    /// The title or code of the subsystem of its category.
    pub subsystem: Option<Str>,
    /// What that leads to.
    pub subsystem_link: Link,
    /// The block as it is written.
    pub block: Option<Str>,
    /// The block as a range of layer 6, both ends included.
    pub block_range: Option<(u32, u32)>,
    /// Its sub-headings in their order; empty where they are not written, or not all could be read.
    pub groups: Vec<Str>,
    /// The category, by its place in [`super::Register::categories`], where it is known.
    pub category_index: Option<usize>,
    /// Whether categories of several subsystems have the code, and it is not said which is meant.
    pub is_ambiguous: bool,
    /// Its entries in [`super::Register::entries`].
    pub entries: Range<usize>,
}

/// An entry by its place in [`super::Register::entries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// `[[table.entry]]`, or an element of `entry = [{…}]`.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Where it stands.
    pub site: Site,
    /// The table, by its place in [`super::Register::tables`].
    pub table: u32,
    /// 序号.
    pub number: Option<Spanned<i64>>,
    /// 标准代码.
    pub code: Option<Str>,
    /// 标准号.
    pub standard: Option<Str>,
    /// 计划号.
    pub plan: Option<Str>,
    /// 标准名称.
    pub title: Option<Str>,
    /// 标准状态.
    pub status: Option<Str>,
    /// 标准级别.
    pub level: Option<Str>,
    /// 实施日期.
    pub effective: Option<Spanned<Date>>,
    /// 归口单位.
    pub owner: Option<Str>,
    /// A sub-heading.
    pub group: Option<Str>,
    /// 代替的标准.
    pub replaces: SmallVec<[Str; 1]>,
    /// 备注.
    pub remarks: Option<Str>,
    /// What stands in columns that have no role, in the order of the text; and of all columns what could not be read.
    pub cells: Vec<Cell>,
    /// The code's layers.
    pub layers: Code,
    /// The number's parts.
    pub parts: Option<Number>,
    /// Whether something is wrong with the number's form.
    pub number_is_faulty: bool,
    /// The status in the vocabulary, by its place there.
    pub status_term: Option<u16>,
    /// The level in the vocabulary, by its place there.
    pub level_term: Option<u16>,
}

/// What an entry has in a column without a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The column, by its place in [`super::Register::columns`].
    pub column: u16,
    /// The value.
    pub value: CellValue,
}

impl Cell {
    /// A value in the column at a place, as far as it could be read; none for a value that no column takes.
    pub(super) fn read(place: usize, value: Option<Value>) -> Option<Self> {
        let value = match value {
            None => CellValue::Unread,
            Some(value) => Self::of_value(value)?,
        };
        Some(Self {
            column: u16::try_from(place).ok()?,
            value,
        })
    }

    fn of_value(value: Value) -> Option<CellValue> {
        Some(match value {
            Value::Str(value) => CellValue::Text(value),
            Value::Strings(values) => CellValue::Texts(values),
            Value::Integer(value) => CellValue::Integer(value),
            Value::Date(value) => CellValue::Date(value),
            Value::Boolean(_) | Value::Table(_) | Value::Tables(_) => return None,
        })
    }
}

/// A value of the type that its column takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// Text, a word, the number of a standard.
    Text(Str),
    /// Several of them.
    Texts(SmallVec<[Str; 1]>),
    /// A whole number.
    Integer(Spanned<i64>),
    /// A day.
    Date(Spanned<Date>),
    /// Something that could not be read, which is told; in a column of any role.
    Unread,
}

impl CellValue {
    /// The strings of it.
    pub fn strings(&self) -> &[Str] {
        match self {
            Self::Text(string) => std::slice::from_ref(string),
            Self::Texts(strings) => strings,
            Self::Integer(_) | Self::Date(_) | Self::Unread => &[],
        }
    }
}

/// `[[statistics]]`.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// Where it stands.
    pub site: Site,
    /// 表号.
    pub id: Option<Str>,
    /// Its title.
    pub title: Option<Str>,
    /// What it counts by.
    pub by: Option<Str>,
    /// Its further columns.
    pub columns: Vec<StatisticsColumn>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether the key `rows` is absent under the header, so that rows must follow under headers of their own.
    pub(super) missing_rows: bool,
}

/// A further column of statistics: in it stand the entries of each row for which its conditions hold.
#[derive(Clone, Debug, Default)]
pub struct StatisticsColumn {
    /// Where it stands.
    pub site: Site,
    /// Its title, by which rows name it.
    pub title: Option<Str>,
    /// The conditions of `where`, if there is one.
    pub conditions: Option<Vec<Condition>>,
    /// Whether the key `where` is absent, so that it must follow under a header of its own.
    pub(super) lacks_conditions: bool,
}

/// A row of statistics.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Where it stands.
    pub site: Site,
    /// 统计项.
    pub item: Option<Str>,
    /// 应有数.
    pub expected: Option<Spanned<i64>>,
    /// 现有数.
    pub existing: Option<Spanned<i64>>,
    /// 现有数/应有数.
    pub ratio: Option<Str>,
    /// The conditions of `where`, if there is one: key and value.
    pub conditions: Option<Vec<Condition>>,
    /// What it says in the further columns.
    pub figures: Vec<ColumnFigure>,
    /// 备注.
    pub remarks: Option<Str>,
    /// The keys that it lacks, unless its table has further columns.
    pub(super) lacking: SmallVec<[&'static str; 2]>,
}

/// What a row says in a further column.
#[derive(Clone, Debug, Default)]
pub struct ColumnFigure {
    /// Where it stands; one with a header of its own stands in another segment than its row.
    pub site: Site,
    /// The key: the title of the column.
    pub key: Span,
    /// The key as it is read.
    pub name: String,
    /// The number alone, or 应有数.
    pub expected: Option<Spanned<i64>>,
    /// 现有数.
    pub existing: Option<Spanned<i64>>,
    /// 现有数/应有数.
    pub ratio: Option<Str>,
}

/// A condition of `where`.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where it stands; a `where` with a header of its own stands in another segment than its row.
    pub site: Site,
    /// The key: the name of a layer, a column, or one of [`crate::keys::CONDITIONS`].
    pub key: Key,
    /// The key as it is read.
    pub name: String,
    /// What it must be: one of these, where it is an array.
    pub values: SmallVec<[Str; 1]>,
    /// Whether all of that could be read.
    pub is_read: bool,
}

/// A term that the register adds to the vocabulary: `[[status]]` or `[[level]]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    /// Where it stands.
    pub site: Site,
    /// The term.
    pub name: Option<Str>,
    /// The phase of a status, the value of a level.
    pub meaning: Option<Str>,
    /// Synonyms of a status, aliases of a level.
    pub also: Vec<Str>,
    /// The kinds of number of a level.
    pub kinds: Vec<Str>,
}

/// The text of an optional string; empty where there is none.
pub(super) fn text_of<'t>(field: Option<Str>, segment_text: &'t str) -> Cow<'t, str> {
    field.map_or(Cow::Borrowed(""), |field| field.get(segment_text))
}
