//! Texts before and after.

use super::*;
use crate::scheme::Scheme;

fn formatted(text: &str) -> String {
    let style = Style {
        alignment: Alignment::None,
        columns: &Scheme::built_in().columns,
        file: TableKind::Root,
    };
    let once = format(&Document::parse(text), text, style).unwrap();
    let twice = format(&Document::parse(&once), &once, style).unwrap();
    assert_eq!(once, twice, "formatting is done in one go");
    once
}

fn aligned(text: &str) -> String {
    let style = Style {
        alignment: Alignment::Columns,
        columns: &Scheme::built_in().columns,
        file: TableKind::Root,
    };
    format(&Document::parse(text), text, style).unwrap()
}

#[test]
fn keys_of_an_entry_are_in_the_order_of_the_format() {
    let text = "[[table.entry]]\ntitle='b'\nx = 1\n# 代码\ncode   = \"c\"  # 注\nnumber=1\n";
    let expected = "[[table.entry]]\nnumber = 1\n# 代码\ncode = \"c\"  # 注\ntitle = 'b'\nx = 1\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn what_blank_lines_part_stays_apart() {
    let text =
        "[[table]]\n\n\n\ntitle = 't'\nid = 'A'\n# 到此为止\n\n# 另一段\ncategory = '21'\n\n\n# 下一表\n[[table]]\n";
    let expected =
        "[[table]]\n\nid = 'A'\ntitle = 't'\n# 到此为止\n\n# 另一段\ncategory = '21'\n\n# 下一表\n[[table]]\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn other_tables_keep_their_order() {
    let text = "b = 1\na = 2\n[other]\nz=1\ny = 2\n";
    assert_eq!(formatted(text), "b = 1\na = 2\n[other]\nz = 1\ny = 2\n");
}

#[test]
fn headers_and_dotted_keys_lose_their_blanks() {
    assert_eq!(
        formatted("  [[ table . entry ]]#x\n\tnumber=1\t\n"),
        "[[table.entry]] #x\nnumber = 1\n"
    );
    assert_eq!(formatted("a . \"b c\" . d=1\n"), "a.\"b c\".d = 1\n");
}

#[test]
fn values_in_one_line_have_one_blank_where_one_belongs() {
    let text = "a=[ 1,2 ,[ ] ]\nb={x=1,y = {}}\nc = { a.b = [ { } ] }\n";
    assert_eq!(
        formatted(text),
        "a = [1, 2, []]\nb = { x = 1, y = {} }\nc = { a.b = [{}] }\n"
    );
}

#[test]
fn rows_have_their_keys_in_order_and_their_lines_kept() {
    let text = "[[statistics]]\nrows = [\n{ expected=1,item = \"a\" },  # 甲\n\n\n\n      # 乙\n  {item=\"b\",existing=2},{ item = \"c\" }\n]\nby=\"level\"\n";
    let expected = "[[statistics]]\nby = \"level\"\nrows = [\n  { item = \"a\", expected = 1 },  # 甲\n\n  # 乙\n  { item = \"b\", existing = 2 }, { item = \"c\" }\n]\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn nested_lines_are_indented_by_their_depth() {
    let text = "a = [\n[ 1,\n2,\n], 3 ]\n";
    assert_eq!(formatted(text), "a = [\n  [1,\n    2,\n  ], 3]\n");
}

#[test]
fn strings_numbers_and_dates_stay_as_they_are_written() {
    let text = "a = \"\"\"\n  x  \n\"\"\"\nb = 1_000\nc = 1979-05-27 07:32:00\nd = '''\n# no comment\n'''\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn endings_and_byte_order_marks_are_kept() {
    assert_eq!(
        formatted("\u{feff}\r\na=1\r\n\r\n\r\n\r\nb = [\r\n1 ]"),
        "\u{feff}a = 1\r\n\r\nb = [\r\n  1]\r\n"
    );
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("\n\n"), "");
    assert_eq!(formatted("# 只有注释"), "# 只有注释\n");
    assert_eq!(
        formatted("[table]\nb = 1\n[[x]]\nid=1"),
        "[table]\nb = 1\n[[x]]\nid = 1\n"
    );
}

#[test]
fn equal_signs_stand_under_each_other_where_that_is_wanted() {
    let text = "[[table.entry]]\nnumber = 1\n# 注\ncode = \"c\"\neffective = 2020-01-01\n\nowner = \"o\"\n";
    let expected = "[[table.entry]]\nnumber    = 1\n# 注\ncode      = \"c\"\neffective = 2020-01-01\n\nowner = \"o\"\n";
    assert_eq!(aligned(text), expected);
    assert_eq!(formatted(expected), text);
}

#[test]
fn a_table_with_errors_is_left_alone_and_the_others_are_formatted() {
    let text = "a=1\n[x]\ncode   = \"\nb =\n[[table.entry]]\ncode='c'\nnumber  = 1\n";
    let expected = "a = 1\n[x]\ncode   = \"\nb =\n[[table.entry]]\nnumber = 1\ncode = 'c'\n";
    assert_eq!(formatted(text), expected);
    let error = first_error(&Document::parse(text)).unwrap();
    assert!(error.start > 6 && error.end < 24, "{error:?}");
    let text = "[a]\nx=1\n[a]\ny=1\n[b]\nz=1\n";
    assert_eq!(formatted(text), "[a]\nx = 1\n[a]\ny=1\n[b]\nz = 1\n");
    assert_eq!(first_error(&Document::parse(text)), Some(Span::new(8, 11)));
    let text = "[a]\nx=1\n[[b]]\nz=2011-02-30   \n\n\n";
    assert_eq!(formatted(text), "[a]\nx = 1\n[[b]]\nz=2011-02-30   \n\n\n");
    assert_eq!(first_error(&Document::parse("a = 1\n")), None);
}

#[test]
fn comments_that_stood_under_each_other_do_so_still() {
    let text = "[[table]]\nid='A'              # 表号\ntitle   = \"标准化\"  # 表名\ncategory = '1' # 类目\n";
    let expected = "[[table]]\nid = 'A'          # 表号\ntitle = \"标准化\"  # 表名\ncategory = '1' # 类目\n";
    assert_eq!(formatted(text), expected);
    let expected = "[[table]]\nid       = 'A'       # 表号\ntitle    = \"标准化\"  # 表名\ncategory = '1' # 类目\n";
    assert_eq!(aligned(text), expected);
    // Among the elements of an array as well, and across a header; a blank line parts them.
    let text = "[a]  # 甲\nb=1  # 乙\n\nc=[\n  1,2,   # 丙\n  {x=1}, # 丁\n]\n";
    let expected = "[a]    # 甲\nb = 1  # 乙\n\nc = [\n  1, 2,      # 丙\n  { x = 1 }, # 丁\n]\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn edits_touch_the_lines_that_change() {
    let text = "[[table]]\nid = 'A'\ntitle  = 't'\n[[table]]\nid   = 'B'\n";
    let document = Document::parse(text);
    let style = Style {
        alignment: Alignment::None,
        columns: &Scheme::built_in().columns,
        file: TableKind::Root,
    };
    let edits = edits(&document, text, style).unwrap();
    assert_eq!(edits.len(), 2);
    let edits = edits_in(&document, text, style, Span::empty(3)).unwrap();
    assert_eq!((edits.len(), edits[0].text.as_str()), (1, "title = 't'\n"));
    assert_eq!(edits_in(&document, text, style, Span::empty(45)).unwrap().len(), 1);
}
