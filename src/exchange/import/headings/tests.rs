//! Headings of public tables, and what they are.

use super::*;
use crate::scheme::Scheme;

fn find(rows: &[&[&str]]) -> Option<Header> {
    let rows: Vec<Row> = (1..)
        .zip(rows)
        .map(|(number, texts)| Row::of_texts(number, texts.iter().copied()))
        .collect();
    Headings::new(&[], &Scheme::built_in().columns)
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

/// Headings of public tables, `|` between the cells, and what they are.
#[test]
fn public_tables_are_known_by_their_headings() {
    for (headings, expected) in [
        (
            "序号|标准代码|标准(计划)号|标准名称|标准状态|标准级别|实施日期|归口单位|备注",
            "number code standard-or-plan title status level effective owner remarks",
        ),
        (
            "体系编号|标准的代号和编号|标准名称|采用的或相应的国际、国外标准号|标准状态|备注",
            "code standard title ? status remarks",
        ),
        (
            "标准编号|标准层级|中文名称|英文名称|发布日期|实施日期|代替标准|采标号|主管部门",
            "standard level title ? ? effective replaces ? owner",
        ),
        (
            "标准项目名称|标准级别|体系表编号|预计起始年限|备注",
            "title level code ? remarks",
        ),
        ("标准名称|宜定级别|修订年度|申请人", "title level ? ?"),
        (
            "序号|标准编号|标准名称|被代替标准编号|起始实施日期",
            "number standard title replaces effective",
        ),
        (
            "编号|名称|分类|属性|实施日期|状态|备注",
            "standard title Category ? effective status remarks",
        ),
        ("序号|标准编号|标准名称|资源链接|状态", "number standard title ? status"),
        (
            "标准状态|标准计划|全部代替标准|归口单位|主管部门|标准编号",
            "status plan replaces owner ? standard",
        ),
        ("归口单位|主管部门|标准号|标准名称", "owner ? standard title"),
        ("主管部门|归口单位|标准号|标准名称", "? owner standard title"),
        (
            "子体系|细目|标准编号|标准年份|标准名称",
            "Subsystem Category standard year title",
        ),
        (
            "一级|二级|分类|标准号|标准名称",
            "Subsystem Between Category standard title",
        ),
        (
            "标 准 号|标准\n名称|实施日期（年月日）|级别*",
            "standard title effective level",
        ),
    ] {
        let cells: Vec<&str> = headings.split('|').collect();
        assert_eq!(keys(&find(&[&cells]).unwrap()), expected, "{headings}");
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
    let conflict = Headings::new(&[], &Scheme::built_in().columns)
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
        Headings::new(&map, &Scheme::built_in().columns)
            .unwrap()
            .find(&rows, false)
            .unwrap()
            .is_some()
    );
    let map = [("中文名称".to_owned(), "titel".to_owned())];
    assert_eq!(
        Headings::new(&map, &Scheme::built_in().columns).err(),
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
    for column in columns() {
        let key = column.get("key").and_then(|item| item.as_str()).unwrap();
        assert!(
            meaning(key, &scheme.columns).is_some() || figure(key).is_some(),
            "{key}"
        );
        count += 1;
    }
    assert!(count > 15, "{count}");
    for (_, key) in scheme.columns.iter() {
        let is_there =
            columns().any(|column| column.get("key").and_then(|item| item.as_str()) == Some(key.key.as_str()));
        assert!(is_there, "{}", key.key);
    }
}
