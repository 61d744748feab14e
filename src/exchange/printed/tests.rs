//! Tests of the printed form.

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
fn sub_headings_stand_in_the_order_of_their_table() {
    let entry = |title: &str, group: &str| format!("[[table.entry]]\ntitle = \"{title}\"\n{group}\n");
    let table = format!(
        "[[table]]\nid = \"A.1\"\ngroups = [\"甲\", \"乙\"]\n{}{}{}{}{}",
        entry("1", "group = \"乙\""),
        entry("2", "group = \"甲\""),
        entry("3", ""),
        entry("4", "group = \"丙\""),
        entry("5", "group = \"乙\""),
    );
    let groups = |text: &str| -> Vec<(String, usize)> {
        let printed = printed(text);
        let groups = printed.chapters[0].sections[0].tables[0].groups.iter();
        groups
            .map(|group| (group.title.clone(), group.standards.len()))
            .collect()
    };
    let of = |title: &str, count| (title.to_owned(), count);
    assert_eq!(groups(&table), [of("", 1), of("甲", 1), of("乙", 2), of("丙", 1)]);
    let unlisted = table.replace("groups = [\"甲\", \"乙\"]\n", "");
    assert_eq!(
        groups(&unlisted),
        [of("乙", 1), of("甲", 1), of("", 1), of("丙", 1), of("乙", 1)]
    );
}

#[test]
fn chapters_stand_before_those_below_them() {
    let text = "[[subsystem]]\ntitle = \"安全\"\ncode = \"2.1\"\nparent = \"保障\"\n[[subsystem]]\ntitle = \"保障\"\nguides = [\"安全\"]\n[[category]]\ncode = \"11\"\ntitle = \"指南\"\nsubsystem = \"2.1\"\n[[category]]\ncode = \"12\"\ntitle = \"总则\"\nsubsystem = \"保障\"\n";
    let printed = printed(text);
    let [chapter, below] = printed.chapters.as_slice() else {
        panic!("one chapter and one below it");
    };
    assert_eq!(
        (chapter.title.text.as_str(), below.title.text.as_str()),
        ("保障", "安全")
    );
    assert_eq!((chapter.depth, below.depth), (0, 1));
    assert_eq!(
        (chapter.sections[0].code.as_str(), below.sections[0].code.as_str()),
        ("12", "11")
    );
    assert_eq!((chapter.guides.as_slice(), below.index), ([0].as_slice(), Some(0)));
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

#[test]
fn further_columns_are_printed_where_their_titles_stand() {
    let printed = printed(
        "[[statistics]]\nid = \"B.1\"\ntitle = \"统计\"\nby = \"level\"\ncolumns = [{ title = \"甲\" }, { title = \"乙\" }]\nrows = [\n  { item = \"共计\", figures = { \"乙\" = { expected = 2, existing = 1, ratio = \"50%\" }, \"丙\" = 9 }, remarks = \"注\" },\n]\n",
    );
    let figures = &printed.statistics[0];
    assert_eq!((figures.id.as_str(), figures.title.as_str()), ("B.1", "统计"));
    assert_eq!(figures.columns, ["甲", "乙"]);
    let row = &figures.rows[0];
    assert_eq!(row.figures, [vec![], vec!["2", "1", "50%"]]);
    assert_eq!(row.remarks, "注");
    assert!(figures.has_remarks && !figures.has_whole);
    let html = crate::exchange::html::page(&printed, crate::messages::Language::Zh);
    assert!(html.contains("<caption>B.1 统计</caption>"), "{html}");
    assert!(
        html.contains("<td class=\"figure\">-</td><td class=\"figure\">2 / 1 / 50%</td><td>注</td>"),
        "{html}"
    );
}
