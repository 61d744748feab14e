//! Headings of public tables, and what they are.

use super::*;
use crate::scheme::Scheme;

fn find(rows: &[&[&str]]) -> Option<Header> {
    let rows: Vec<Row> = (1..)
        .zip(rows)
        .map(|(number, texts)| Row::of_texts(number, texts.iter().copied()))
        .collect();
    Headings::new(&[], &Scheme::built_in())
        .unwrap()
        .find(&rows, false)
        .unwrap()
}

/// The keys of a header in one line, `?` where a column is not known.
fn keys(header: &Header) -> String {
    let key = |column: &Column| match (&column.meaning, column.figure) {
        (_, Some(figure)) if header.kind == HeaderKind::Figures => format!("{figure:?}"),
        (Some(Meaning::Structure(level)), _) => format!("{level:?}"),
        (Some(Meaning::StandardOrPlan), _) => "standard-or-plan".to_owned(),
        (Some(meaning), _) => name(meaning),
        (None, _) => "?".to_owned(),
    };
    header.columns.iter().map(key).collect::<Vec<_>>().join(" ")
}

/// Headings of public tables by their numbers in the list of them, `|` between the cells, and what they are. H2 and H5 are of
/// statistics, below and in `tests/import/statistics.rs`.
#[test]
fn public_tables_are_known_by_their_headings() {
    for (name, headings, expected) in [
        (
            "H1",
            "序号|标准代码|标准(计划)号|标准名称|标准状态|标准级别|实施日期|归口单位|备注",
            "number code standard-or-plan title status level effective owner remarks",
        ),
        (
            "H3",
            "体系编号|标准的代号和编号|标准名称|采用的或相应的国际、国外标准号|标准状态|备注",
            "code standard title ? status remarks",
        ),
        (
            "H4",
            "标准编号|标准层级|中文名称|英文名称|发布日期|实施日期|代替标准|采标号|采标名称|采标程度|采标类型|ICS|CCS|标准类型|主管部门|全文链接|摘要",
            "standard level title ? ? effective replaces ? ? ? ? ? ? ? owner ? ?",
        ),
        (
            "H6",
            "标准编号|标准名称|英文名称|主题词|体系表位置|采用国际标准|采标程度|标准类别|批准/发布单位|批准/发布时间|实施时间|标准提出部门|标准起草部门|主要起草人|分类号|门类号|专业|新标准编号|旧标准编号|标准有效状态|文件类型(1标准 2法律法规)|所属体系表|所属层级|所属层项目|子分类编号|显示顺序",
            "standard title ? ? code ? ? ? ? ? effective ? ? ? ? ? ? ? replaces status ? ? ? Category ? number",
        ),
        (
            "H8",
            "标准项目名称|标准级别|体系表编号|预计起始年限|预计完成年限|主要起草单位|联系人|目的及意义|范围和主要技术内容|备注",
            "title level code ? ? ? ? ? ? remarks",
        ),
        (
            "H9",
            "标准名称|宜定级别|修订年度|修订目的|修订依据|申请人|Step",
            "title level ? ? ? ? ?",
        ),
        (
            "H11",
            "序号|标准编号|标准名称|被代替标准编号|起始实施日期",
            "number standard title replaces effective",
        ),
        (
            "H12",
            "编号|名称|分类|属性|实施日期|状态|官方链接|版权分层|备注",
            "standard title Category ? effective status ? ? remarks",
        ),
        (
            "H13",
            "序号|标准编号|标准名称|资源链接|状态",
            "number standard title ? status",
        ),
        (
            "H13, weekly",
            "code|title|std_type|category|keyword|phase|url|note",
            "code title level Category ? ? ? remarks",
        ),
        (
            "H14",
            "标准状态|标准性质|标准类别|标准计划|国际标准分类号|中国标准分类号|全部代替标准|归口单位|执行单位|主管部门|采标国际标准|采标程度|起草单位|起草人",
            "status ? ? plan ? ? replaces owner ? ? ? ? ? ?",
        ),
        (
            "H15",
            "标准编号|标准名称|批准单位|发布单位|归口单位|主管部门|管理部门|标准性质|状态|替代标准|被替代标准|采标编号|采标程度|废止日期|行业|备注",
            "standard title ? ? owner ? ? ? status replaces ? ? ? ? ? remarks",
        ),
        (
            "the surest wins",
            "归口单位|主管部门|标准号|标准名称",
            "owner ? standard title",
        ),
        (
            "in any order",
            "主管部门|归口单位|标准号|标准名称",
            "? owner standard title",
        ),
        (
            "Q17",
            "子体系|细目|标准编号|标准年份|标准名称",
            "Subsystem Category standard year title",
        ),
        (
            "levels of the structure",
            "一级|二级|分类|标准号|标准名称",
            "Subsystem Between Category standard title",
        ),
        (
            "blanks, lines and units",
            "标 准 号|标准\n名称|实施日期（年月日）|级别*",
            "standard title effective level",
        ),
        (
            "what we write in English",
            "Subsystem|Category|Table|Title of the table|No.|Code|Standard or plan|Title|Effective|Remarks",
            "Subsystem Category table table-title number code standard-or-plan title effective remarks",
        ),
    ] {
        let cells: Vec<&str> = headings.split('|').collect();
        assert_eq!(keys(&find(&[&cells]).unwrap()), expected, "{name}");
    }
}

#[test]
fn a_head_may_have_two_rows() {
    let header = find(&[
        &["序号", "标准", "标准", "日期", "日期"],
        &["序号", "编号", "名称", "发布", "实施"],
        &["1", "GB/T 1-2020", "甲", "", "2020-01-01"],
    ])
    .unwrap();
    assert_eq!(
        (keys(&header).as_str(), header.height),
        ("number standard title ? effective", 2)
    );
    // A row of data below a head of one row is none of its rows.
    let header = find(&[&["标准号", "标准名称"], &["GB/T 1-2020", "甲"]]).unwrap();
    assert_eq!((keys(&header).as_str(), header.height), ("standard title", 1));
}

/// H2.
#[test]
fn heads_of_statistics_are_told_by_their_figures() {
    for headings in [
        "统计项\n标准类别|应有数（个）|现有数（个）|现有数/应有数（%）|备注",
        "标准类别|应有数|现有数|现有率|备注",
        "类型|应有标准数|现有标准数|覆盖率|说明",
    ] {
        let cells: Vec<&str> = headings.split('|').collect();
        assert_eq!(
            keys(&find(&[&cells]).unwrap()),
            "Item Expected Existing Ratio Remarks",
            "{headings}"
        );
    }
}

#[test]
fn two_headings_for_one_key_are_told() {
    let rows = [Row::of_texts(3, ["标准名称", "标准号", "中文名称"])];
    let conflict = Headings::new(&[], &Scheme::built_in())
        .unwrap()
        .find(&rows, false)
        .unwrap_err();
    assert_eq!(
        conflict,
        Conflict {
            key: "title".to_owned(),
            columns: [(0, "标准名称".to_owned()), (2, "中文名称".to_owned())],
            row: 3,
        }
    );
    let map = [("中文名称".to_owned(), "-".to_owned())];
    assert!(
        Headings::new(&map, &Scheme::built_in())
            .unwrap()
            .find(&rows, false)
            .unwrap()
            .is_some()
    );
    let map = [("中文名称".to_owned(), "titel".to_owned())];
    assert_eq!(
        Headings::new(&map, &Scheme::built_in()).err(),
        Some(UnknownKey("titel".to_owned()))
    );
}

#[test]
fn what_is_no_head_is_none() {
    for cells in [
        &["标准名称"][..],
        &["1", "GB/T 1-2020", "标准名称"],
        &["电子政务", "标准"],
        &[],
    ] {
        assert_eq!(find(&[cells]), None, "{cells:?}");
    }
}

/// Every key of the words is one that a column may have.
#[test]
fn the_words_are_of_known_keys() {
    let scheme = Scheme::built_in();
    let mut count = 0;
    for table in words::tables() {
        let key = table.get("key").and_then(|item| item.as_str()).unwrap();
        let is_known = words::meaning(key, &scheme.columns).is_some() || words::figure(key).is_some();
        assert!(is_known, "{key}");
        count += 1;
    }
    assert!(count > 15, "{count}");
}
