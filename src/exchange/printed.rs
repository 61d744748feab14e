//! The printed form of a register as data (seed, figure 2, annexes A and B): what stands on the page, in its order, and
//! where in the text it comes from. How it looks is for the forms.
//!
//! Nothing is left out for being at fault: a table of an unknown category stands in a chapter at the end, a missing cell
//! is empty, a figure is printed as it is written.

use std::borrow::Cow;

use crate::diagnostic::Place;
use crate::keys::{self, ColumnRole};
use crate::register::Register;
use crate::register::handle::{CategoryRef, EntryRef, Handle, RowRef, Sited, StatisticsRef, SubsystemRef, TableRef};
use crate::register::model::{CellValue, Spanned};
use crate::scheme::Scheme;
use crate::syntax::{Date, Str};

/// A text of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text as a person reads it; empty for what is not there.
    pub text: String,
    /// Where it comes from: the header of the table that it belongs to.
    pub place: Option<Place>,
}

/// A register as it is printed.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// The name of the standards system.
    pub title: Text,
    /// The number of the document that publishes it; empty where there is none.
    pub standard: String,
    /// That document's own code; empty where there is none.
    pub code: String,
    /// The columns of the detail tables.
    pub columns: Vec<Column>,
    /// The subsystems with what they hold. The last may have no title: what belongs to none.
    pub(super) chapters: Vec<Chapter>,
    /// The statistics tables.
    pub statistics: Vec<Figures>,
    /// How many entries there are in all.
    pub entries: usize,
}

/// A subsystem (子体系).
#[derive(Clone, Debug, Default)]
pub(super) struct Chapter {
    /// Its title; empty for what belongs to no subsystem.
    pub title: Text,
    /// Its categories. The last may have neither code nor title: tables of no category.
    pub sections: Vec<Section>,
}

/// A category (业务类型细目).
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its tables.
    pub tables: Vec<Detail>,
}

/// A detail table (标准明细表).
#[derive(Clone, Debug, Default)]
pub(super) struct Detail {
    /// 表号.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its standards from the top, those with one sub-heading together.
    pub groups: Vec<Group>,
}

/// Standards of a table that follow each other and have the same `group`.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The sub-heading; empty where there is none.
    pub title: String,
    /// The standards below it.
    pub standards: Vec<Standard>,
}

/// A standard as the seed's annex A prints it.
#[derive(Clone, Debug, Default)]
pub struct Standard {
    /// The entry's header.
    pub place: Option<Place>,
    /// What stands in each of [`Printed::columns`]; empty where there is nothing.
    pub cells: Vec<Cell>,
}

/// A column of the detail tables. A plan stands in the column of the number that it is a plan for, what is replaced among
/// the remarks, and a group has a line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What the engine knows it as.
    pub role: Option<ColumnRole>,
    /// What stands over it in Chinese; empty for a column that stands for the number or the plan, as there is.
    pub title: String,
    /// The same in English.
    pub title_en: String,
}

/// What stands in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// 代替的标准, which stand behind the text.
    pub replaces: Vec<String>,
}

/// A statistics table (标准统计表).
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Its header.
    pub place: Option<Place>,
    /// What it counts by.
    pub by: String,
    /// Its rows.
    pub rows: Vec<FiguresRow>,
}

/// A row of a statistics table, as it is written.
#[derive(Clone, Debug, Default)]
pub struct FiguresRow {
    /// 统计项.
    pub item: Text,
    /// 应有数.
    pub expected: String,
    /// 现有数.
    pub existing: String,
    /// 现有数/应有数.
    pub ratio: String,
}

impl Printed {
    /// The printed form of a register.
    pub fn new(register: &Register) -> Self {
        let head = register.head();
        let title = match head.is_there {
            true => text(head, head.title()),
            false => Text::default(),
        };
        let columns = columns(register);
        Self {
            title,
            standard: string(head.standard()),
            code: string(head.code()),
            columns: columns.iter().map(|column| head_of(register, column)).collect(),
            chapters: chapters(register, &columns),
            statistics: register.statistics().map(figures).collect(),
            entries: register.entries().len(),
        }
    }
}

fn chapters(register: &Register, columns: &[PrintedColumn<'_>]) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for (index, subsystem) in register.subsystems().enumerate() {
        let sections = sections(register, columns, Some(index));
        chapters.push(chapter(subsystem, sections));
    }
    let mut rest = sections(register, columns, None);
    let homeless = register.tables().filter(|table| table.category_index.is_none());
    let tables: Vec<Detail> = homeless.map(|table| detail(register, columns, table)).collect();
    if !tables.is_empty() {
        rest.push(Section {
            tables,
            ..Section::default()
        });
    }
    if !rest.is_empty() {
        chapters.push(Chapter {
            title: Text::default(),
            sections: rest,
        });
    }
    chapters
}

fn chapter(subsystem: SubsystemRef<'_>, sections: Vec<Section>) -> Chapter {
    Chapter {
        title: text(subsystem, subsystem.title()),
        sections,
    }
}

/// The categories of a subsystem, or those of none.
fn sections(register: &Register, columns: &[PrintedColumn<'_>], subsystem: Option<usize>) -> Vec<Section> {
    let categories = register.categories().enumerate();
    let of_subsystem = categories.filter(|(_, category)| category.subsystem_index == subsystem);
    of_subsystem
        .map(|(index, category)| section(register, columns, index, category))
        .collect()
}

fn section(register: &Register, columns: &[PrintedColumn<'_>], index: usize, category: CategoryRef<'_>) -> Section {
    let tables = register.tables();
    let tables = tables.filter(|table| table.category_index == Some(index));
    Section {
        code: string(category.code()),
        title: text(category, category.title()),
        tables: tables.map(|table| detail(register, columns, table)).collect(),
    }
}

fn detail(register: &Register, columns: &[PrintedColumn<'_>], table: TableRef<'_>) -> Detail {
    let mut groups: Vec<Group> = Vec::new();
    for (_, entry) in register.entries_of(&table) {
        let title = entry.group().unwrap_or_default();
        let standard = standard(columns, entry);
        match groups.last_mut() {
            Some(group) if group.title == title => group.standards.push(standard),
            _ => groups.push(Group {
                title: title.into_owned(),
                standards: vec![standard],
            }),
        }
    }
    Detail {
        id: string(table.id()),
        title: text(table, table.title()),
        groups,
    }
}

fn standard(columns: &[PrintedColumn<'_>], entry: EntryRef<'_>) -> Standard {
    let cell = |column: &PrintedColumn<'_>| {
        let mut replaces = Vec::new();
        if column.holds_replaced {
            replaces.extend(entry.replaces().map(|(_, replaced)| replaced.into_owned()));
        }
        Cell {
            text: of_column(entry, column),
            replaces,
        }
    };
    Standard {
        place: Some(entry.header()),
        cells: columns.iter().map(cell).collect(),
    }
}

/// What an entry has in a column, as text.
fn of_column(entry: EntryRef<'_>, printed: &PrintedColumn<'_>) -> String {
    let date = |date: Spanned<Date>| date.value.to_string();
    let listed = |strings: &[Str]| {
        let strings: Vec<_> = strings.iter().map(|string| entry.text(*string)).collect();
        strings.join("、")
    };
    let Some(role) = printed.column.role else {
        let cell = entry
            .cells
            .iter()
            .find(|cell| usize::from(cell.column) == printed.place);
        return match cell.map(|cell| &cell.value) {
            Some(CellValue::Text(string)) => entry.text(*string).into_owned(),
            Some(CellValue::Texts(strings)) => listed(strings),
            Some(CellValue::Integer(integer)) => integer.value.to_string(),
            Some(CellValue::Date(day)) => date(*day),
            None => String::new(),
        };
    };
    match role {
        ColumnRole::Number => entry.number.map(|number| number.value.to_string()).unwrap_or_default(),
        ColumnRole::Code => string(entry.code()),
        ColumnRole::Standard => string(entry.standard().or_else(|| entry.plan())),
        ColumnRole::Plan => string(entry.plan()),
        ColumnRole::Title => string(entry.title()),
        ColumnRole::Status => string(entry.status()),
        ColumnRole::Level => string(entry.level()),
        ColumnRole::Effective => entry.effective.map(date).unwrap_or_default(),
        ColumnRole::Owner => string(entry.owner()),
        ColumnRole::Group => string(entry.group()),
        ColumnRole::Replaces => entry
            .replaces()
            .map(|(_, replaced)| replaced.into_owned())
            .collect::<Vec<_>>()
            .join("、"),
        ColumnRole::Remarks => string(entry.remarks()),
    }
}

/// A column of the register that is one of the page.
struct PrintedColumn<'r> {
    column: &'r keys::Column,
    place: usize,
    /// Whether what an entry replaces stands in it too.
    holds_replaced: bool,
}

fn columns(register: &Register) -> Vec<PrintedColumn<'_>> {
    let columns = &register.columns;
    let has = |role| columns.of_role(role).is_some();
    let is_printed = |column: &keys::Column| match column.role {
        Some(ColumnRole::Group) => false,
        Some(ColumnRole::Plan) => !has(ColumnRole::Standard),
        Some(ColumnRole::Replaces) => !has(ColumnRole::Remarks),
        _ => true,
    };
    let columns = columns.iter().filter(|(_, column)| is_printed(column));
    columns
        .map(|(place, column)| PrintedColumn {
            column,
            place,
            holds_replaced: column.role == Some(ColumnRole::Remarks) && has(ColumnRole::Replaces),
        })
        .collect()
}

fn head_of(register: &Register, printed: &PrintedColumn<'_>) -> Column {
    let column = printed.column;
    let heading = column.as_key().heading;
    let built_in = Scheme::built_in();
    let is_named_anew = || {
        built_in
            .columns
            .of_role(ColumnRole::Standard)
            .is_none_or(|known| known.title != column.title)
    };
    let holds_plans = column.role == Some(ColumnRole::Standard) && register.columns.of_role(ColumnRole::Plan).is_some();
    let [title, title_en] = if holds_plans && !is_named_anew() {
        [String::new(), String::new()]
    } else {
        [heading.zh.to_owned(), heading.en.to_owned()]
    };
    Column {
        role: column.role,
        title,
        title_en,
    }
}

fn figures(statistics: StatisticsRef<'_>) -> Figures {
    let row = |row: RowRef<'_>| FiguresRow {
        item: text(row, row.item()),
        expected: row.expected.map(|figure| figure.value.to_string()).unwrap_or_default(),
        existing: row.existing.map(|figure| figure.value.to_string()).unwrap_or_default(),
        ratio: string(row.ratio()),
    };
    Figures {
        place: Some(statistics.header()),
        by: string(statistics.by()),
        rows: statistics.rows().map(row).collect(),
    }
}

fn text<T: Sited>(of: Handle<'_, T>, field: Option<Cow<'_, str>>) -> Text {
    Text {
        text: string(field),
        place: Some(of.header()),
    }
}

fn string(field: Option<Cow<'_, str>>) -> String {
    field.unwrap_or_default().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    fn printed(text: &str) -> Printed {
        Printed::new(Fixture::new(text).context().register)
    }

    fn outline(printed: &Printed) -> Vec<String> {
        let mut lines = Vec::new();
        for chapter in &printed.chapters {
            lines.push(chapter.title.text.clone());
            for section in &chapter.sections {
                lines.push(format!("  {} {}", section.code, section.title.text));
                for table in &section.tables {
                    lines.push(format!("    {} {}: {}", table.id, table.title.text, table.groups.len()));
                }
            }
        }
        lines
    }

    const STRUCTURE: &str = "[register]\ntitle = \"示例\"\n[[subsystem]]\ntitle = \"基础\"\n[[subsystem]]\ntitle = \"空的\"\n[[category]]\ncode = \"12\"\ntitle = \"术语\"\nsubsystem = \"基础\"\n[[category]]\ncode = \"11\"\ntitle = \"指南\"\nsubsystem = \"基础\"\n[[category]]\ncode = \"99\"\ntitle = \"无主\"\nsubsystem = \"没有\"\n";

    #[test]
    fn everything_is_printed_whatever_it_belongs_to() {
        let tables = "[[table]]\nid = \"A.2\"\ntitle = \"甲\"\ncategory = \"11\"\n[[table]]\nid = \"A.9\"\ntitle = \"乙\"\ncategory = \"77\"\n[[table.entry]]\ntitle = \"x\"\n[[table]]\nid = \"A.1\"\ntitle = \"丙\"\ncategory = \"11\"\n";
        let printed = printed(&format!("{STRUCTURE}{tables}"));
        assert_eq!(
            outline(&printed),
            [
                "基础",
                "  12 术语",
                "  11 指南",
                "    A.2 甲: 0",
                "    A.1 丙: 0",
                "空的",
                "",
                "  99 无主",
                "   ",
                "    A.9 乙: 1",
            ]
        );
        assert_eq!((printed.title.text.as_str(), printed.entries), ("示例", 1));
    }

    #[test]
    fn a_group_is_a_line_above_its_entries() {
        let entry = |group: &str, title: &str| format!("[[table.entry]]\ntitle = \"{title}\"\n{group}\n");
        let text = [
            "[[table]]\nid = \"A.1\"\n".to_owned(),
            entry("", "一"),
            entry("group = \"综合\"", "二"),
            entry("group = \"综合\"", "三"),
            entry("", "四"),
            entry("group = \"密码\"", "五"),
        ];
        let printed = printed(&text.concat());
        let table = &printed.chapters[0].sections[0].tables[0];
        let groups: Vec<(&str, usize)> = table
            .groups
            .iter()
            .map(|group| (group.title.as_str(), group.standards.len()))
            .collect();
        assert_eq!(groups, [("", 1), ("综合", 2), ("", 1), ("密码", 1)]);
    }

    #[test]
    fn cells_are_as_annex_a_prints_them() {
        let printed = printed(
            "[[table]]\n[[table.entry]]\nnumber = 1\nplan = \"201650163\"\neffective = 2011-12-01\nreplaces = [\"GA/T 1-2001\", \"GA/T 2-2001\"]\n",
        );
        let standard = &printed.chapters[0].sections[0].tables[0].groups[0].standards[0];
        let cells: Vec<&str> = standard.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(cells, ["1", "", "201650163", "", "", "", "2011-12-01", "", ""]);
        assert_eq!(standard.cells[8].replaces, ["GA/T 1-2001", "GA/T 2-2001"]);
        let titles: Vec<&str> = printed.columns.iter().map(|column| column.title.as_str()).collect();
        let expected = [
            "序号",
            "标准代码",
            "",
            "标准名称",
            "标准状态",
            "标准级别",
            "实施日期",
            "归口单位",
            "备注",
        ];
        assert_eq!(titles, expected);
    }

    #[test]
    fn columns_are_those_of_the_register_in_their_order() {
        let scheme = "[scheme]\nid = \"x\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\n\
            [[column]]\nkey = \"名称\"\nrole = \"title\"\n[[column]]\nkey = \"standard\"\ntitle = \"编号\"\n\
            [[column]]\nkey = \"owner\"\nhidden = true\n";
        let text = "[[column]]\nkey = \"drafters\"\ntitle = \"起草单位\"\ntype = \"strings\"\n[[table]]\n[[table.entry]]\n\
            \"名称\" = \"甲\"\nplan = \"201650163\"\ndrafters = [\"乙\", \"丙\"]\nremarks = \"丁\"\n";
        let printed = Printed::new(Fixture::with_scheme(scheme, text).context().register);
        let titles: Vec<&str> = printed.columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(
            titles,
            ["标准名称", "编号", "序号", "标准代码", "实施日期", "起草单位", "备注"]
        );
        let standard = &printed.chapters[0].sections[0].tables[0].groups[0].standards[0];
        let cells: Vec<&str> = standard.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(cells, ["甲", "201650163", "", "", "", "乙、丙", "丁"]);
    }

    #[test]
    fn figures_are_printed_as_they_are_written() {
        let printed = printed(
            "[[statistics]]\nby = \"level\"\nrows = [\n  { item = \"共计\", expected = 7, existing = 3, ratio = \"1%\" },\n  { item = \"国家标准\" },\n]\n",
        );
        let rows = &printed.statistics[0].rows;
        assert_eq!([&rows[0].expected, &rows[0].existing, &rows[0].ratio], ["7", "3", "1%"]);
        assert_eq!([&rows[1].item.text, &rows[1].expected], ["国家标准", ""]);
    }
}
