//! What is written from data: it reads as what was meant, and `stdreg fmt` finds nothing to do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/cases.rs"]
mod cases;

use cases::cases;
use proptest::prelude::*;
use stdreg::keys::TableKind;
use stdreg::scheme::Scheme;
use stdreg::syntax::{Date, Document};
use stdreg::text::Span;
use stdreg::writer::format::{Alignment, Style, first_error, format};
use stdreg::writer::layout::{Value, header};
use stdreg::writer::register::{Statement, Table, register};
use stdreg::writer::strings::{between, key, quotes, string};

/// Contents that quotes, escapes and blanks make hard to write.
const CONTENTS: &[&str] = &[
    "",
    "公安数据元编写规则",
    "GB/T 7408—2005",
    " 前后有空格　 ",
    "tab\tand\nnewline\r\nand\r",
    "\"引号\" and 'single'",
    "\"\"\"'''",
    "C:\\temp\\u4e00\\",
    "# = [x] {y}, $0 ${1}",
    "\0\u{1}\u{1f}\u{7f}\u{85}\u{feff}\u{2028}\u{202e}",
    "𠀀👩‍👩‍👧",
];

fn read(text: &str) -> serde_json::Value {
    toml_edit::de::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn table(kind: TableKind, statements: Vec<Statement>) -> Table {
    Table {
        above: String::new(),
        kind,
        statements,
    }
}

fn text(content: &str) -> Value {
    Value::String(content.to_owned())
}

/// Writes tables in all ways, and holds each text to its form.
fn written(tables: &[Table]) -> String {
    let mut texts = Vec::new();
    for alignment in [Alignment::Columns, Alignment::None] {
        for ending in ["\n", "\r\n"] {
            let scheme = Scheme::built_in();
            let style = Style {
                alignment,
                columns: &scheme.columns,
                file: TableKind::Root,
            };
            let text = register(tables, style, ending);
            let document = Document::parse(&text);
            assert_eq!(first_error(&document), None, "{text}");
            assert_eq!(format(&document, &text, style).as_ref(), Ok(&text));
            assert_eq!(text.matches('\n').count(), text.matches(ending).count(), "{text:?}");
            texts.push(text);
        }
    }
    for other in &texts[1..] {
        assert_eq!(read(other), read(&texts[0]));
    }
    assert_eq!(texts[1].replace("\r\n", "\n"), texts[0]);
    texts.swap_remove(0)
}

#[test]
fn a_register_is_written_in_its_form() {
    let date = Date {
        year: 2015,
        month: 2,
        day: 1,
    };
    let row = |item: &str| vec![("item".into(), text(item)), ("expected".into(), Value::Integer(1))];
    let condition = |key: &'static str| Value::Table(vec![(key.into(), text("3"))]);
    let mut counted = row("共计");
    counted.push(("where".into(), condition("标准 级别")));
    let tables = [
        Table {
            above: "取自《体系表》.docx\n\n第 1 页".to_owned(),
            kind: TableKind::Register,
            statements: vec![Statement::new("title", text("示例业务标准体系"))],
        },
        table(
            TableKind::Table,
            vec![
                Statement::new("category", text("11")),
                Statement::new("id", text("A.1")),
            ],
        ),
        table(
            TableKind::Entry,
            vec![
                Statement::new("effective", Value::Date(date)),
                Statement {
                    above: "单元格 B3".to_owned(),
                    behind: "原文“1070111R0O12T”\n疑有误".to_owned(),
                    ..Statement::new("code", text("1070111R0012T"))
                },
                Statement::new("number", Value::Integer(1)),
                Statement::new("replaces", Value::strings(["GB/T 1-2001", "GB/T 2-2001"])),
            ],
        ),
        table(
            TableKind::Statistics,
            vec![
                Statement::new("rows", Value::Tables(vec![row("国家标准"), counted])),
                Statement::new("by", text("level")),
            ],
        ),
    ];
    let expected = r#"# 取自《体系表》.docx
#
# 第 1 页
[register]
title = "示例业务标准体系"

[[table]]
id       = "A.1"
category = "11"

[[table.entry]]
number    = 1
# 单元格 B3
code      = "1070111R0012T"  # 原文“1070111R0O12T” 疑有误
effective = 2015-02-01
replaces  = ["GB/T 1-2001", "GB/T 2-2001"]

[[statistics]]
by   = "level"
rows = [
  { item = "国家标准", expected = 1 },
  { item = "共计", expected = 1, where = { "标准 级别" = "3" } },
]
"#;
    assert_eq!(written(&tables), expected);
    assert_eq!(written(&[]), "");
}

#[test]
fn strings_keys_and_comments_hold_whatever_they_are_given() {
    for content in CONTENTS {
        let entry = Table {
            above: (*content).to_owned(),
            kind: TableKind::Entry,
            statements: vec![
                Statement {
                    above: (*content).to_owned(),
                    behind: (*content).to_owned(),
                    ..Statement::new("title", text(content))
                },
                Statement::new("replaces", Value::strings([*content, *content])),
                Statement::new(format!("x{content}"), Value::Boolean(true)),
            ],
        };
        let read = read(&written(&[entry]));
        let entry = &read["table"]["entry"][0];
        assert_eq!(entry["title"], *content);
        assert_eq!(entry["replaces"][1], *content);
        assert_eq!(entry[format!("x{content}")], true);
    }
}

#[test]
fn a_content_stands_in_the_quotes_that_are_there() {
    for content in CONTENTS {
        for marks in ["\"", "'", "\"\"\"", "'''"] {
            let Some(inner) = between(marks, content) else {
                assert!(marks.starts_with('\''), "double quotes hold everything");
                continue;
            };
            let text = format!("x = {marks}{inner}{marks}\n");
            assert_eq!(read(&text)["x"], *content, "{text}");
            let start = 4 + marks.len();
            let found = quotes(&text, Span::of(start..start + inner.len()));
            assert_eq!(found, Some(marks), "{text}");
        }
    }
    assert_eq!(between("'", "it's"), None);
    assert_eq!(quotes("x = \"open", Span::new(5, 9)), None);
    for (name, expected) in [
        ("a-b_1", "a-b_1"),
        ("", "\"\""),
        ("a.b", "\"a.b\""),
        ("级别", "\"级别\""),
    ] {
        assert_eq!(key(name), expected);
    }
}

#[test]
fn empty_arrays_and_tables_have_no_blanks() {
    let empty = [
        Value::Array(Vec::new()),
        Value::Tables(Vec::new()),
        Value::Table(Vec::new()),
    ];
    assert_eq!(empty.map(|value| value.text("\n")), ["[]", "[]", "{}"]);
}

/// What the header of each kind of table with one leads to.
#[test]
fn headers_lead_to_their_tables() {
    for kind in TableKind::OF_REGISTERS {
        if matches!(kind, TableKind::Root | TableKind::Conditions) {
            continue;
        }
        let text = header(kind);
        let document = Document::parse(&text);
        let (id, segment) = document.iter().last().unwrap();
        let found = stdreg::fields::table_of_header(TableKind::Root, segment, document.text(&text, id));
        assert_eq!(found, Some(kind), "{text}");
    }
    assert_eq!(header(TableKind::Register), "[register]");
    assert_eq!(header(TableKind::Row), "[[statistics.rows]]");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_string_is_read_back(content in any::<String>()) {
        prop_assert_eq!(&read(&format!("x = {}", string(&content)))["x"], &content);
        prop_assert_eq!(&read(&format!("{} = 1", key(&content)))[&content], 1);
    }
}
