//! What keys may be set to.

use super::*;

fn labels(text: &str) -> Vec<String> {
    let case = Case::after_table(text);
    case.labels().into_iter().map(str::to_owned).collect()
}

#[test]
fn words_come_from_the_vocabulary() {
    assert_eq!(
        labels("[[table.entry]]\nstatus = \"$0"),
        ["已颁", "即将实施", "在编", "拟编", "废止"]
    );
    assert_eq!(
        labels("[[status]]\nname = \"征求意见\"\nphase = \"drafting\"\n[[table.entry]]\nstatus = \"$0")
            .last()
            .unwrap(),
        "征求意见"
    );
    // The number is national: so is the standard.
    let case = Case::after_table("[[table.entry]]\nstandard = \"GB/T 1-2020\"\nlevel = \"$0\"\n");
    assert_eq!(case.labels(), ["国家标准", "行业标准", "国际标准"]);
    assert!(case.item("国家标准").is_preselected);
}

#[test]
fn owners_and_groups_are_those_of_the_register_the_commonest_first() {
    let more = "[[table.entry]]\nowner = \"TC 28\"\ngroup = \"乙\"\n[[table.entry]]\nowner = \"TC 100\"\n";
    let case = Case::after_table(&format!("{more}[[table.entry]]\nowner = \"$0"));
    assert_eq!(case.labels(), ["公安部标委会", "TC 28", "TC 100"]);
    assert_eq!(case.item("公安部标委会").detail.as_deref(), Some("2 entries use it"));
    assert_eq!(labels(&format!("{more}[[table.entry]]\ngroup = \"$0\"\n")), ["乙"]);
    // What is being typed is no owner yet.
    assert!(!labels("[[table.entry]]\nowner = \"公$0\"\n").contains(&"公".to_owned()));
}

#[test]
fn the_sub_headings_of_the_table_are_offered_first() {
    let table = "[[table]]\nid = \"A.5\"\ncategory = \"21\"\ngroups = [\"综合\", \"其他\"]\n[[table.entry]]\ngroup = \"其他\"\n[[table.entry]]\ngroup = \"杂项\"\n[[table.entry]]\ngroup = \"$0\"\n";
    let case = Case::after_table(table);
    assert_eq!(case.labels(), ["综合", "其他", "杂项"]);
    assert_eq!(case.item("综合").detail.as_deref(), Some("sub-heading of table A.5"));
}

#[test]
fn a_required_standard_may_name_its_table() {
    let case = Case::after_table("[[category]]\nrequires = [\"甲\", { title = \"乙\", table = \"$0\" }]\n");
    assert_eq!(case.labels(), ["A.4 数据元"]);
    assert!(case.line_with("A.4 数据元").ends_with("table = \"A.4\" }]\n"));
    let case = Case::after_table("[[category]]\nrequires = [{ title = \"乙\", $0 }]\n");
    assert!(case.labels().contains(&"table"), "{:?}", case.labels());
    assert_eq!(labels("[[category.requires]]\ntable = \"$0\"\n"), ["A.4 数据元"]);
}

#[test]
fn references_are_what_is_defined() {
    let case = Case::after_table("[[table]]\ncategory = \"$0");
    assert_eq!(case.labels(), ["21 数据资源"]);
    assert_eq!(case.line_with("21 数据资源"), "category = \"21\"");
    assert!(is_kept(case.item("21 数据资源"), "sjzy"));
    assert_eq!(labels("[[category]]\nsubsystem = \"$0\"\n"), ["服务保障标准"]);
    assert_eq!(labels("[[category]]\nclass = \"$0\"\n")[1], "2 技术标准");
    assert_eq!(
        Case::plain("[register]\nscheme = \"$0\"\n").labels(),
        ["GA/T 1136-2014"]
    );
    assert_eq!(
        labels("[[statistics]]\nby = \"$0"),
        ["level", "subsystem", "category", "table", "status", "owner", "group"]
    );
    assert_eq!(labels("[[status]]\nphase = \"$0").len(), 5);
    assert!(labels("[[level]]\nkinds = [\"$0").contains(&"industry".to_owned()));
}

#[test]
fn chinese_values_are_found_by_pinyin() {
    let case = Case::after_table("[[table.entry]]\nlevel = \"hy$0");
    let item = case.item("行业标准");
    assert!(item.filter.starts_with("hybz"), "{}", item.filter);
    assert_eq!(case.line_with("行业标准"), "level = \"行业标准\"");
    let case = Case::after_table("[[table.entry]]\nlevel = \"$0\"");
    for typed in ["行业", "hybz", "hangye", "HY"] {
        assert!(is_kept(case.item("行业标准"), typed), "{typed}");
    }
    let case = Case::after_table("[[table.entry]]\nowner = \"gabbwh$0\"");
    assert!(case.item("公安部标委会").filter.starts_with("gabbwh"));
    // The synonym finds the word.
    let case = Case::after_table("[[table.entry]]\nstatus = \"现$0\"");
    assert!(case.item("已颁").filter.starts_with("现行"));
}

#[test]
fn numbers_begin_with_the_prefixes_in_use() {
    let case = Case::after_table("[[table.entry]]\nstandard = \"$0");
    let labels = case.labels();
    assert_eq!(labels[..3], ["GA", "GA/T", "GB"]);
    assert!(labels.contains(&"YD") && labels.contains(&"T/"));
    assert_eq!(case.line_with("GA/T"), "standard = \"GA/T ");
    assert!(is_kept(case.item("YD"), "tx"));
    let snippets = Case::snippets(&format!("{HEAD}{TABLE}[[table.entry]]\nstandard = \"$0"));
    assert_eq!(snippets.item("GA/T").text, "GA/T $0\"");
    // Behind the prefix there is nothing to offer.
    assert_eq!(
        Case::after_table("[[table.entry]]\nstandard = \"GA/T 5$0\"\n").labels(),
        [""; 0]
    );
}

#[test]
fn what_is_replaced_is_a_number_of_the_register() {
    let case = Case::after_table("[[table.entry]]\nstandard = \"GA/T 542-2020\"\nreplaces = [\"$0\"]\n");
    assert_eq!(case.labels()[..2], ["GA/T 542-2011", "GB/T 1-2020"]);
    assert_eq!(case.item("GA/T 542-2011").detail.as_deref(), Some("公安数据元编写规则"));
}

#[test]
fn numbers_and_dates_are_offered_until_they_are_begun() {
    assert_eq!(
        Case::after_table("[[table.entry]]\nnumber = $0\n").line_with("3"),
        "number = 3\n"
    );
    assert_eq!(
        Case::after_table("[[table.entry]]\neffective = $0").line_with("2026-06-01"),
        "effective = 2026-06-01"
    );
}

#[test]
fn statistics_have_the_items_that_they_lack_and_the_figures_that_are_counted() {
    let rows = |rows: &str| Case::after_table(&format!("[[statistics]]\nby = \"level\"\nrows = [\n  {rows}"));
    let case = rows("{ item = \"国家标准\", expected = 1, existing = 1 },\n  { item = \"$0\" },\n]\n");
    assert_eq!(case.labels(), ["国际标准", "其他行业标准", "公共安全行业标准", "共计"]);
    assert_eq!(case.item("共计").detail.as_deref(), Some("expected 2, existing 2"));
    let case = rows("{ item = \"共计\", expected = $0 },\n]\n");
    assert_eq!(case.line_with("2"), "  { item = \"共计\", expected = 2 },\n]\n");
    let case = rows("{ item = \"公共安全行业标准\", expected = 1, existing = $0");
    assert_eq!(
        case.line_with("1"),
        "  { item = \"公共安全行业标准\", expected = 1, existing = 1"
    );
    let case = rows("{ item = \"共计\", ratio = \"$0 },\n]\n");
    assert_eq!(case.line_with("100%"), "  { item = \"共计\", ratio = \"100%\" },\n]\n");
    let case = rows("$0\n]\n");
    assert_eq!(
        case.line_with("国家标准"),
        "  { item = \"国家标准\", expected = 1, existing = 1, ratio = \"100%\" }\n]\n"
    );
    let case = Case::after_table("[[statistics]]\nby = \"subsystem\"\nrows = [{ item = \"$0");
    assert_eq!(case.labels(), ["服务保障标准", "共计"]);
}

#[test]
fn figures_have_the_columns_of_their_table() {
    let head = "[[statistics]]\nby = \"level\"\ncolumns = [{ title = \"已颁\" }, { title = \"在编\" }]\n";
    let case = Case::after_table(&format!(
        "{head}rows = [{{ item = \"共计\", figures = {{ \"已颁\" = 1, $0 }} }}]\n"
    ));
    assert_eq!(case.labels(), ["在编"]);
    let case = Case::after_table(&format!(
        "{head}columns = [{{ title = \"x\", where = {{ phase = \"$0\" }} }}]\n"
    ));
    assert!(case.labels().contains(&"withdrawn"), "{:?}", case.labels());
}

#[test]
fn a_row_under_a_header_of_its_own_is_a_row_too() {
    let text = "[[statistics]]\nby = \"category\"\n[[statistics.rows]]\nitem = \"数据资源\"\nexpected = $0\n";
    assert_eq!(Case::after_table(text).line_with("2"), "expected = 2\n");
}

/// A register with a column of words, and one of what its entries have.
fn with_columns(text: &str) -> Case {
    let columns =
        "[[column]]\nkey = \"priority\"\ntitle = \"优先级\"\ntype = \"word\"\nwords = [\"急需\", \"一般\"]\n\n";
    Case::plain(&format!("{HEAD}{columns}{TABLE}{text}"))
}

#[test]
fn statistics_by_a_column_have_its_words() {
    let case = with_columns("[[statistics]]\nby = \"$0\"\n");
    for label in ["level", "status", "owner", "group", "priority"] {
        assert!(case.labels().contains(&label), "{label} in {:?}", case.labels());
    }
    assert!(!case.labels().contains(&"title"));
    assert_eq!(case.item("priority").detail.as_deref(), Some("counted by 优先级"));
    let case = with_columns("[[statistics]]\nby = \"priority\"\nrows = [{ item = \"急需\" }, { item = \"$0\" }]\n");
    assert_eq!(case.labels(), ["一般", "共计"]);
    assert_eq!(case.item("一般").detail.as_deref(), Some("expected 0, existing 0"));
    let case = with_columns("[[statistics]]\nby = \"owner\"\nrows = [{ item = \"$0\" }]\n");
    assert_eq!(case.labels(), ["公安部标委会", "共计"]);
    assert_eq!(
        case.item("公安部标委会").detail.as_deref(),
        Some("expected 2, existing 2")
    );
}

#[test]
fn conditions_take_columns_and_their_values() {
    let rows = |where_: &str| {
        with_columns(&format!(
            "[[statistics]]\nby = \"level\"\nrows = [{{ where = {{ {where_} }} }}]\n"
        ))
    };
    assert!(rows("$0").labels().contains(&"priority"));
    assert_eq!(rows("priority = \"$0\"").labels(), ["急需", "一般"]);
    assert_eq!(rows("priority = [\"急需\", \"$0\"]").labels(), ["急需", "一般"]);
    assert_eq!(rows("owner = \"gab$0\"").labels(), ["公安部标委会"]);
}
