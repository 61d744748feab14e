//! What names a list in a workbook grows with it, and statistics follow the register.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Table, TableColumn};

use super::*;

const STATISTICS: &str = "[[statistics]]\nid = \"B.1\"\nby = \"status\"\ncolumns = [{ title = \"张三\", where = { owner = \"张三\" } }]\nrows = [\n\
    { item = \"已颁\", expected = 3, existing = 2, ratio = \"66.7%\", figures = { \"张三\" = { expected = 1, existing = 1 } } },\n\
    { item = \"共计\", expected = 9, existing = 4, ratio = \"44.4%\" },\n]\n\
    [[statistics]]\nid = \"B.2\"\nby = \"level\"\nrows = [{ item = \"共计\", expected = 5, existing = 5 }]\n";

/// Two of the three standards as a table of Excel, with all that may name its range, and a list of statistics.
fn workbook(has_totals: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("它 '甲', 乙").unwrap();
    let heads = ["标准代码", "标准名称", "标准状态"];
    let rows = [["2095021P0013T", "第一项", "已颁"], ["2095021P0023T", "第二项", "在编"]];
    for (row, cells) in (3..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let heads = heads.map(|head| TableColumn::new().set_header(head));
    let table = Table::new().set_columns(&heads).set_total_row(has_totals);
    sheet.add_table(2, 0, 4 + u32::from(has_totals), 2, &table).unwrap();
    let words = DataValidation::new().allow_list_strings(&["已颁", "在编"]).unwrap();
    sheet.add_data_validation(3, 2, 4, 2, &words).unwrap();
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo("在编"));
    let rule = rule.set_format(Format::new().set_bold());
    sheet.add_conditional_format(3, 0, 4, 2, &rule).unwrap();
    sheet.set_print_area(0, 0, 4, 2).unwrap();
    book.define_name("各项", "='它 ''甲'', 乙'!$A$4:$C$5").unwrap();
    book.define_name("别的", "='统计'!$A$1:$C$5").unwrap();
    let sheet = book.add_worksheet().set_name("统计").unwrap();
    sheet.write_string(0, 0, "表B.1 标准统计表").unwrap();
    for (column, head) in (0..).zip(["统计项", "应有数", "现有数", "现有数/应有数", "张三"]) {
        sheet.write_string(1, column, head).unwrap();
    }
    let percent = Format::new().set_num_format("0.0%");
    for (row, item) in (2..).zip(["已颁", "外来", "共计"]) {
        sheet.write_string(row, 0, item).unwrap();
        sheet.write_number(row, 1, 3).unwrap();
        sheet.write_number(row, 2, 2).unwrap();
        sheet.write_number_with_format(row, 3, 0.6667, &percent).unwrap();
    }
    sheet.write_string(2, 4, "1 / 0").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn what_names_a_list_is_as_long_as_that() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), format!("{REGISTER}{STATISTICS}")).unwrap();
    let before = workbook(false);
    fs::write(folder.join("w.xlsx"), &before).unwrap();
    let (_, _, told) = run(folder, &["export", "-f", "xlsx", "--into", "w.xlsx"]);
    assert!(told.contains("改写 4 个单元格，添加 1 行"), "{told}");
    assert!(told.contains("统计!4 在体系表中没有：外来"), "{told}");
    let after = fs::read(folder.join("w.xlsx")).unwrap();
    let table = part(&after, "xl/tables/table1.xml");
    assert_eq!(table.matches("ref=\"A3:C6\"").count(), 2, "{table}");
    let sheet = part(&after, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<conditionalFormatting sqref=\"A4:C6\">"), "{sheet}");
    assert!(sheet.contains("sqref=\"C4:C6\"") && !sheet.contains(":C5\""), "{sheet}");
    let book = part(&after, "xl/workbook.xml");
    for name in [
        "'它 ''甲'', 乙'!$A$1:$C$6",
        "'它 ''甲'', 乙'!$A$4:$C$6",
        "统计!$A$1:$C$5",
    ] {
        let bare = book.replace("&apos;", "'");
        assert!(
            bare.contains(name) || bare.contains(&name.replace("统计", "'统计'")),
            "{name}: {book}"
        );
    }
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(after.clone())).unwrap();
    let range = read.worksheet_range("统计").unwrap();
    let row = |row: u32| {
        let cells = (0..5).map(|column| range.get_value((row, column)));
        cells
            .map(|cell| cell.map(ToString::to_string).unwrap_or_default())
            .collect::<Vec<_>>()
    };
    // A share that is the same is left as the number that it is.
    assert_eq!(row(2), ["已颁", "3", "2", "0.6667", "1 / 1"]);
    assert_eq!(row(3), ["外来", "3", "2", "0.6667", ""]);
    assert_eq!(row(4), ["共计", "9", "4", "44.4%", ""]);
    let (_, _, again) = run(folder, &["export", "-f", "xlsx", "--into", "w.xlsx"]);
    assert!(again.contains("改写 0 个单元格，添加 0 行"), "{again}");
    assert!(fs::read(folder.join("w.xlsx")).unwrap() == after);
}

#[test]
fn a_table_that_ends_with_totals_is_not_made_longer() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), REGISTER).unwrap();
    let before = workbook(true);
    fs::write(folder.join("w.xlsx"), &before).unwrap();
    let (code, _, told) = run(folder, &["export", "-f", "xlsx", "--into", "w.xlsx"]);
    assert!(code == 1 && told.contains("添加 0 行"), "{told}");
    assert!(
        told.contains("A.1 有 1 项标准没有添加：工作簿中的这张表以汇总行结尾"),
        "{told}"
    );
    assert!(fs::read(folder.join("w.xlsx")).unwrap() == before);
}
