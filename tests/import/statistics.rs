//! Statistics tables as people draw them.

use stdreg::exchange::import::Source;

use super::{csv, essence, options, reported, run};

/// The statistics of a list, as they are written.
fn figures(text: &str, rows: usize) -> (Vec<String>, Vec<String>) {
    let list = "子体系,细目,序号,标准代码,标准号,标准名称\n技术标准,标准化指南,1,1095011R0012T,GB/T 1-2020,甲\n,基础标准,1,1095012R0012T,GB/T 2-2020,乙\n";
    let imported = run(&[csv(list), csv(text)], &options(), rows + 2);
    let lines = essence(&imported.text, &[]);
    let start = lines
        .iter()
        .position(|line| line == "[[statistics]]")
        .unwrap_or(lines.len());
    (lines[start..].to_vec(), reported(&imported))
}

#[test]
fn the_caption_is_that_of_the_first_block_below_it() {
    let (lines, reports) = figures(
        "表B.1 标准统计表\n统计项,应有数（个）,现有数（个）,现有数/应有数（%）,备注\n国家标准,1,1,100%,含采标\n小计,1,1,,\n共计,1,1,100%,\n\n已颁,1,1,100%,\n共计,1,1,100%,\n",
        5,
    );
    let expected = r#"[[statistics]]
id = "B.1"
title = "标准统计表"
by = "level"
rows = [
  { item = "国家标准", expected = 1, existing = 1, ratio = "100%", remarks = "含采标" },
  { item = "小计", expected = 1, existing = 1 },
  { item = "共计", expected = 1, existing = 1, ratio = "100%" },
]
[[statistics]]
by = "status"
rows = [
  { item = "已颁", expected = 1, existing = 1, ratio = "100%" },
  { item = "共计", expected = 1, existing = 1, ratio = "100%" },
]"#;
    assert_eq!((lines.join("\n"), reports), (expected.to_owned(), vec![]));
}

/// H5: the level in columns, the structure in rows, over several columns of which the innermost counts.
#[test]
fn a_matrix_has_columns() {
    let (lines, reports) = figures(
        "标准分类,标准分类,国家标准,国际标准,地方,合计\n技术标准,基础标准,3,2,x,5\n,标准化指南,1,,,1\n合计,,4,2,,6\n",
        3,
    );
    let expected = r#"[[statistics]]
by = "category"
columns = [
  { title = "国家标准", where = { level = "2" } },
  { title = "国际标准", where = { level = "1" } },
]
rows = [
  { item = "基础标准", expected = 5, figures = { "国家标准" = 3, "国际标准" = 2 } },
  { item = "标准化指南", expected = 1, figures = { "国家标准" = 1 } },
  { item = "合计", expected = 6, figures = { "国家标准" = 4, "国际标准" = 2 } },
]"#;
    assert_eq!(lines.join("\n"), expected);
    assert_eq!(reports, ["list.csv:E2 地方：x"]);
}

/// Each column has figures of its own, and so has the whole row; what counts nothing that is known is told.
#[test]
fn a_matrix_may_have_three_figures_a_column() {
    let (lines, reports) = figures(
        "类别,国家标准,国家标准,国家标准,某种标准,某种标准,合计,合计,合计,备注\n,应有数,现有数,现有率,应有数,现有数,应有数,现有数,现有率,\n标准化指南,2,1,50%,1,1,3,2,66.7%,无\n合计,2,1,50%,1,1,3,2,66.7%,\n",
        2,
    );
    let expected = r#"[[statistics]]
by = "category"
columns = [
  { title = "国家标准", where = { level = "2" } },
]
rows = [
  { item = "标准化指南", expected = 3, existing = 2, ratio = "66.7%", figures = { "国家标准" = { expected = 2, existing = 1, ratio = "50%" } }, remarks = "无" },
  { item = "合计", expected = 3, existing = 2, ratio = "66.7%", figures = { "国家标准" = { expected = 2, existing = 1, ratio = "50%" } } },
]"#;
    assert_eq!(lines.join("\n"), expected);
    assert_eq!(reports[0], "list.csv:E3 某种标准 应有数：1");
    assert_eq!(reports.len(), 4, "{reports:?}");
}

/// A matrix in the text of a document, whose columns are words of the level: with the heading of its rows, or with none, as that
/// of a diagonal cell stands on lines of its own.
#[test]
fn a_matrix_of_a_text_has_columns() {
    let list = "子体系,细目,序号,标准代码,标准号,标准名称\n技术标准,标准化指南,1,1095011R0012T,GB/T 1-2020,甲\n,基础标准,1,1095012R0012T,GB/T 2-2020,乙\n";
    let expected = r#"[[statistics]]
id = "B.1"
title = "标准统计表"
by = "category"
columns = [
  { title = "国家标准", where = { level = "2" } },
  { title = "国际标准", where = { level = "1" } },
]
rows = [
  { item = "基础标准", expected = 5, figures = { "国家标准" = 3, "国际标准" = 2 } },
  { item = "标准化指南", expected = 1, figures = { "国家标准" = 1, "国际标准" = 0 } },
  { item = "合计", expected = 6, figures = { "国家标准" = 4, "国际标准" = 2 } },
]"#;
    for head in ["细目   国家标准   国际标准   合计", "国家标准   国际标准   合计"] {
        let text = Source {
            name: "annex.txt".to_owned(),
            bytes: format!(
                "本标准规定了国家标准 国际标准 的编号。\n表B.1 标准统计表\n{head}\n基础标准   3   2   5\n标准化指南   1   0   1\n合计   4   2   6\n附录C 参考文献\n"
            )
            .into_bytes(),
        };
        let imported = run(&[csv(list), text], &options(), 5);
        let lines = essence(&imported.text, &[]);
        let start = lines.iter().position(|line| line == "[[statistics]]").unwrap();
        assert_eq!(lines[start..].join("\n"), expected, "{head}");
    }
}
