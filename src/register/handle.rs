//! Tables of the register with the register that they are of. The strings of a table are spans in the text of one
//! segment; a handle knows which, so that none is read out of another's text.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;

use super::Register;
use super::model::{
    Category, ColumnFigure, Condition, Entry, Head, Required, Revision, Row, Site, Statistics, StatisticsColumn,
    Subsystem, Table, Term,
};
use crate::diagnostic::Place;
use crate::syntax::{Kind, Node, Segment, Str};
use crate::text::Span;

/// A table of the register, to be asked for what is written in it. It shows no more of the register than that.
pub struct Handle<'r, T> {
    pub(super) register: &'r Register,
    item: &'r T,
}

/// `[register]`.
pub type HeadRef<'r> = Handle<'r, Head>;
/// `[[revision]]`.
pub type RevisionRef<'r> = Handle<'r, Revision>;
/// `[[subsystem]]`.
pub type SubsystemRef<'r> = Handle<'r, Subsystem>;
/// `[[category]]`.
pub type CategoryRef<'r> = Handle<'r, Category>;
/// A standard that a category must have.
pub type RequiredRef<'r> = Handle<'r, Required>;
/// `[[table]]`.
pub type TableRef<'r> = Handle<'r, Table>;
/// `[[table.entry]]`.
pub type EntryRef<'r> = Handle<'r, Entry>;
/// `[[statistics]]`.
pub type StatisticsRef<'r> = Handle<'r, Statistics>;
/// A row of statistics.
pub type RowRef<'r> = Handle<'r, Row>;
/// A condition of `where`.
pub type ConditionRef<'r> = Handle<'r, Condition>;
/// A further column of a statistics table.
pub type StatisticsColumnRef<'r> = Handle<'r, StatisticsColumn>;
/// What a row of statistics says in a further column.
pub type ColumnFigureRef<'r> = Handle<'r, ColumnFigure>;

/// What stands somewhere in the files of a register.
pub trait Sited {
    /// Where it stands.
    fn site(&self) -> &Site;
}

// By hand: a handle can be copied whatever it is of.
impl<T> Clone for Handle<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<'_, T> {}

// The whole register would be too much to see.
impl<T: Debug> Debug for Handle<'_, T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.item.fmt(formatter)
    }
}

/// Handles are equal where they are on the same thing, not where two things look alike.
impl<T> PartialEq for Handle<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.item, other.item)
    }
}

impl<T> Eq for Handle<'_, T> {}

impl<T> Deref for Handle<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.item
    }
}

impl<'r, T: Sited> Handle<'r, T> {
    /// The table itself, for as long as the register is there.
    #[inline]
    pub const fn get(self) -> &'r T {
        self.item
    }

    /// The place of a string.
    #[inline]
    pub fn place(self, string: Str) -> Place {
        self.item.site().place(string.span)
    }

    /// A string of the table with where it stands.
    #[inline]
    pub fn at(self, string: Str) -> StringAt {
        StringAt::new(*self.item.site(), string)
    }

    /// The same for one that may be absent.
    #[inline]
    pub fn maybe_at(self, string: Option<Str>) -> Option<StringAt> {
        string.map(|string| self.at(string))
    }

    /// The place of the header.
    #[inline]
    pub fn header(self) -> Place {
        self.item.site().header()
    }

    /// A string of the table that was picked out of it.
    #[inline]
    pub fn text(self, string: Str) -> Cow<'r, str> {
        string.get(self.segment_text())
    }

    /// The text of the segment: what the spans are relative to.
    #[inline]
    pub fn segment_text(self) -> &'r str {
        self.register.text(self.item.site())
    }

    /// The keys of the table, in the order of the text.
    pub fn keys(self) -> Vec<&'r Node> {
        self.statements().into_iter().map(|(_, node)| node).collect()
    }

    /// The same with their places in the [segment](Self::segment).
    pub fn statements(self) -> Vec<(usize, &'r Node)> {
        let Some(segment) = self.segment() else {
            return Vec::new();
        };
        if !self.is_inline() {
            return segment.statements().collect();
        }
        // Nodes are in the order of the text, so that one of many inline tables is found without a walk.
        let brace = self.item.site().header.start;
        let first = segment.nodes.partition_point(|node| node.span.start < brace);
        let is_table = |(_, node): &(usize, &Node)| node.kind == Kind::InlineTable;
        (first..)
            .zip(segment.nodes.get(first..).unwrap_or_default())
            .take_while(|(_, node)| node.span.start == brace)
            .find(is_table)
            .map(|(table, _)| segment.children(table).collect())
            .unwrap_or_default()
    }

    /// Whether the table stands in braces, not under a header.
    pub fn is_inline(self) -> bool {
        let header = self.segment().and_then(|segment| segment.header.as_ref());
        header.is_none_or(|header| header.span != self.item.site().header)
    }

    /// The segment that the table stands in.
    pub fn segment(self) -> Option<&'r Segment> {
        let site = self.item.site();
        self.register.file(site.file)?.document.segment(site.segment)
    }

    #[inline]
    fn string(self, string: Option<Str>) -> Option<Cow<'r, str>> {
        string.map(|string| string.get(self.segment_text()))
    }

    fn strings(self, strings: &'r [Str]) -> impl Iterator<Item = (Str, Cow<'r, str>)> {
        let text = self.segment_text();
        strings.iter().map(move |string| (*string, string.get(text)))
    }
}

/// A string with the place of its segment, to be kept where no table of the register is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StringAt {
    site: Site,
    string: Str,
}

impl StringAt {
    /// A string that was read in the segment of a site.
    pub const fn new(site: Site, string: Str) -> Self {
        Self { site, string }
    }

    /// Where its table stands.
    pub const fn site(&self) -> &Site {
        &self.site
    }

    /// The string itself.
    pub const fn string(self) -> Str {
        self.string
    }

    /// Its place.
    pub const fn place(self) -> Place {
        self.site.place(self.string.span)
    }

    /// The place of a part of it, given in bytes of its content.
    pub fn part(self, part: Span) -> Place {
        self.site.place(self.string.part(part))
    }

    /// As it is read.
    pub fn content(self, register: &Register) -> Cow<'_, str> {
        self.string.get(self.segment_text(register))
    }

    /// The text of its segment.
    pub fn segment_text(self, register: &Register) -> &str {
        register.text(&self.site)
    }
}

impl Sited for Site {
    #[inline]
    fn site(&self) -> &Site {
        self
    }
}

/// The strings of each kind of table: as they are read, none where the key is absent or its value no string.
macro_rules! strings {
    ($($table:ident {
        $($field:ident: $what:literal,)*
        $([$list:ident]: $what_of_list:literal,)*
    })*) => {$(
        impl Sited for $table {
            #[inline]
            fn site(&self) -> &Site {
                &self.site
            }
        }

        impl<'r> Handle<'r, $table> {
            $(
                #[doc = $what]
                #[inline]
                pub fn $field(self) -> Option<Cow<'r, str>> {
                    self.string(self.item.$field)
                }
            )*
            $(
                #[doc = $what_of_list]
                pub fn $list(self) -> impl Iterator<Item = (Str, Cow<'r, str>)> {
                    self.strings(&self.item.$list)
                }
            )*
        }
    )*};
}

strings! {
    Head {
        title: "标准体系的名称.",
        standard: "The number of the document that publishes the register.",
        code: "That document's own code.",
        scheme: "The scheme's id or path.",
        domain: "What layer 2 must be.",
        business: "What layer 3 must be.",
        version: "版本.",
        proposer: "提出单位.",
        owner: "归口单位.",
        notes: "The path of the file of 编制说明.",
        [include]: "Patterns of the parts.",
        [drafters]: "起草单位.",
    }
    Revision {
        version: "The version that came of it.",
        summary: "What was changed.",
    }
    Subsystem {
        title: "Its title.",
        code: "The code by which layers and paths name it.",
        parent: "The title or code of the one that it belongs to.",
        scope: "What it covers.",
        [guides]: "The titles or codes of those that it guides.",
    }
    Category {
        code: "What layer 4 must be.",
        title: "Its title.",
        subsystem: "The title of its subsystem.",
        class: "What layer 1 must be.",
        scope: "What it covers.",
    }
    Required {
        title: "Its title.",
        table: "The id of the table that it must stand in.",
    }
    Table {
        id: "表号.",
        title: "Its title.",
        category: "The code of its category.",
        subsystem: "The title or code of the subsystem of its category.",
        block: "The block as it is written.",
        [groups]: "Its sub-headings in their order.",
    }
    Entry {
        code: "标准代码.",
        standard: "标准号.",
        plan: "计划号.",
        title: "标准名称.",
        status: "标准状态.",
        level: "标准级别.",
        owner: "归口单位.",
        group: "A sub-heading.",
        remarks: "备注.",
        [replaces]: "代替的标准.",
    }
    Statistics {
        id: "表号.",
        title: "Its title.",
        by: "What it counts by.",
    }
    StatisticsColumn {
        title: "Its title.",
    }
    Row {
        item: "统计项.",
        ratio: "现有数/应有数.",
        remarks: "备注.",
    }
    ColumnFigure {
        ratio: "现有数/应有数.",
    }
    Condition {
        [values]: "What it must be: one of these.",
    }
    Term {
        name: "The term.",
        meaning: "The phase of a status, the value of a level.",
        [also]: "Synonyms of a status, aliases of a level.",
        [kinds]: "The kinds of number of a level.",
    }
}

impl<'r> TableRef<'r> {
    /// What the table is called in a sentence: its number, or else its title; empty where it has neither.
    pub fn name(self) -> Cow<'r, str> {
        self.id().or_else(|| self.title()).unwrap_or_default()
    }

    /// Its number and title, as far as they are there.
    pub fn heading(self) -> String {
        heading(self.id(), self.title())
    }
}

impl<'r> StatisticsRef<'r> {
    /// Its rows.
    pub fn rows(self) -> impl ExactSizeIterator<Item = RowRef<'r>> + Clone {
        self.register.all(&self.item.rows)
    }

    /// Its further columns.
    pub fn columns(self) -> impl ExactSizeIterator<Item = StatisticsColumnRef<'r>> + Clone {
        self.register.all(&self.item.columns)
    }

    /// A further column by its place.
    pub fn column(self, index: usize) -> Option<StatisticsColumnRef<'r>> {
        Some(self.register.of(self.item.columns.get(index)?))
    }

    /// The conditions of all of its rows and columns.
    pub fn conditions(self) -> impl Iterator<Item = ConditionRef<'r>> + Clone {
        let columns = self.columns().flat_map(StatisticsColumnRef::conditions);
        self.rows().flat_map(RowRef::conditions).chain(columns)
    }

    /// A row by its place.
    pub fn row(self, index: usize) -> Option<RowRef<'r>> {
        Some(self.register.of(self.item.rows.get(index)?))
    }
}

impl<'r> RowRef<'r> {
    /// The conditions of its `where`; none where it has no `where`.
    pub fn conditions(self) -> impl ExactSizeIterator<Item = ConditionRef<'r>> + Clone {
        self.register.all(self.item.conditions.as_deref().unwrap_or_default())
    }

    /// What it says in the further columns.
    pub fn figures(self) -> impl ExactSizeIterator<Item = ColumnFigureRef<'r>> + Clone {
        self.register.all(&self.item.figures)
    }

    /// One of these by its place.
    pub fn figure(self, index: usize) -> Option<ColumnFigureRef<'r>> {
        Some(self.register.of(self.item.figures.get(index)?))
    }
}

impl<'r> StatisticsColumnRef<'r> {
    /// The conditions of its `where`; none where it has no `where`.
    pub fn conditions(self) -> impl ExactSizeIterator<Item = ConditionRef<'r>> + Clone {
        self.register.all(self.item.conditions.as_deref().unwrap_or_default())
    }
}

impl SubsystemRef<'_> {
    /// Its code and title, as far as they are there.
    pub fn heading(self) -> String {
        heading(self.code(), self.title())
    }
}

impl<'r> CategoryRef<'r> {
    /// The standards that it must have.
    pub fn requires(self) -> impl ExactSizeIterator<Item = RequiredRef<'r>> + Clone {
        self.register.all(&self.item.requires)
    }

    /// Its code and title, as far as they are there.
    pub fn heading(self) -> String {
        heading(self.code(), self.title())
    }
}

fn heading(number: Option<Cow<'_, str>>, title: Option<Cow<'_, str>>) -> String {
    let [number, title] = [number, title].map(Option::unwrap_or_default);
    format!("{number} {title}").trim().to_owned()
}

impl Register {
    /// A handle on the table that opens at a site, whatever it is.
    pub const fn at<'r>(&'r self, site: &'r Site) -> Handle<'r, Site> {
        self.of(site)
    }

    /// A handle on something of this register.
    #[inline]
    pub(super) const fn of<'r, T: Sited>(&'r self, item: &'r T) -> Handle<'r, T> {
        Handle { register: self, item }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::register::{FileRole, SchemeChoice, SourceFile};

    #[test]
    fn each_table_is_read_in_the_text_of_its_own_segment() {
        let text = "[register]\ntitle = \"体系\"\n[[category]]\ncode = \"21\"\nrequires = [\"甲\", \"乙\"]\n[[category]]\ncode = \"22\"\n";
        let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
        let register = Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new());
        let codes: Vec<_> = register
            .categories
            .iter()
            .map(|category| register.of(category).code())
            .collect();
        assert_eq!(codes, [Some("21".into()), Some("22".into())]);
        assert_eq!(register.of(&register.head).title().as_deref(), Some("体系"));
        assert_eq!(register.of(&register.head).code(), None);
        let [first, _] = register.categories.as_slice() else {
            panic!("two categories");
        };
        let first = register.of(first);
        let required: Vec<_> = first.requires().collect();
        assert_eq!(
            required
                .iter()
                .filter_map(|required| required.title())
                .collect::<Vec<_>>(),
            ["甲", "乙"]
        );
        assert_eq!(register.text_at(required[1].place(required[1].title.unwrap())), "乙");
    }
}
