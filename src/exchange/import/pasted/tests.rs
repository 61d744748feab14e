//! Registers before and after: the rows become entries, and every other line stays what it is.

use super::*;
use crate::ide::fixture::Fixture;
use crate::syntax::Document;
use crate::text::edit::apply;

const HEAD: &str = "[register]\ntitle = \"体系\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"服务\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"服务\"\nclass = \"2\"\n\n[[table]]\nid = \"A.1\"\ntitle = \"表\"\ncategory = \"21\"\n";

const FORM: Form = Form {
    alignment: Alignment::None,
    language: Language::En,
};

const ONE: &str = "\n[[table.entry]]\nnumber = 4\ncode = \"2095021P0013T\"\ntitle = \"甲\"\n";

/// What comes of rows at the cursor; none where nothing is offered.
fn after(marked: &str) -> Option<String> {
    let fixture = Fixture::new(marked);
    let (context, cursor) = (fixture.context(), fixture.cursor());
    let register = context.register;
    let pasted = Pasted::find(register, cursor.file, Span::empty(cursor.offset))?;
    let text = &register.file(cursor.file)?.text;
    let text = apply(text, &pasted.edits(register, FORM)?).unwrap();
    let errors = Document::parse(&text)
        .segments
        .iter()
        .map(|segment| segment.errors.len())
        .sum::<usize>();
    assert_eq!(errors, 0, "{text}");
    Some(text)
}

fn entry(keys: &str) -> String {
    format!("\n[[table.entry]]\n{keys}\n")
}

#[test]
fn rows_go_on_behind_the_entry_above_with_the_next_numbers() {
    let rows = "1\t2095021P0023T\tGB/T 1-2020\t“乙”\t已颁\t国家标准\t2020-01-01\t公安部\t-\n2\t2095021R0032T\t\t丙$0\t拟编\t公共安全行业标准\t\t公安部\t备\n";
    let behind = "\n# 附注\n[[statistics]]\nby = \"level\"\nrows = []\n";
    let first = entry(
        "number = 5\ncode = \"2095021P0023T\"\nstandard = \"GB/T 1-2020\"\ntitle = \"“乙”\"\nstatus = \"已颁\"\nlevel = \"国家标准\"\neffective = 2020-01-01\nowner = \"公安部\"",
    );
    let second = entry(
        "number = 6\ncode = \"2095021R0032T\"\ntitle = \"丙\"\nstatus = \"拟编\"\nlevel = \"公共安全行业标准\"\nowner = \"公安部\"\nremarks = \"备\"",
    );
    let expected = format!("{HEAD}{ONE}{first}{second}{behind}");
    assert_eq!(after(&format!("{HEAD}{ONE}{rows}{behind}")), Some(expected.clone()));
    assert_eq!(after(&format!("{HEAD}{ONE}\n{rows}{behind}")), Some(expected.clone()));
    // Files keep their line ends.
    let crlf = format!("{HEAD}{ONE}{rows}{behind}").replace('\n', "\r\n");
    assert_eq!(after(&crlf), Some(expected.replace('\n', "\r\n")));
}

#[test]
fn a_head_says_what_the_columns_are() {
    let rows = "标准名称\t体系编号\t主编部门\n乙$0\t2095021P0023T\t丙厅\n";
    let expected = "\n[[table.entry]]\nnumber = 1\ncode = \"2095021P0023T\"\ntitle = \"乙\"\n";
    let text = after(&format!("{HEAD}{rows}")).unwrap();
    assert!(text.starts_with(HEAD), "{text}");
    let rest = text.strip_prefix(HEAD).unwrap();
    assert!(
        rest.contains("number = 1\ncode = \"2095021P0023T\"\ntitle = \"乙\"\n"),
        "{rest}"
    );
    // Nothing is lost: the unknown column stands in a comment.
    assert!(rest == expected || rest.contains("丙厅"), "{rest}");
}

#[test]
fn without_a_head_columns_are_known_by_what_stands_in_them() {
    let rows = "国家标准\t现行标准\t$02020/1/1\tGB/T 1—2020\t2095021P0023T\t公安部\n国家标准\t丁\t2021.3.1\tGB/T 2—2021\t2095021P0033T\t公安部\n";
    let expected = entry(
        "number = 1\ncode = \"2095021P0023T\"\nstandard = \"GB/T 1—2020\"\ntitle = \"现行标准\"\nlevel = \"国家标准\"\neffective = 2020-01-01\nowner = \"公安部\"",
    ) + &entry(
        "number = 2\ncode = \"2095021P0033T\"\nstandard = \"GB/T 2—2021\"\ntitle = \"丁\"\nlevel = \"国家标准\"\neffective = 2021-03-01\nowner = \"公安部\"",
    );
    assert_eq!(after(&format!("{HEAD}{rows}")), Some(format!("{HEAD}{expected}")));
}

#[test]
fn rows_amid_an_entry_go_behind_it() {
    let one = ONE.replace("title", "9\t乙\t$02095021P0023T\ntitle");
    let two = ONE.replace("number = 4\n", "").replace("甲", "丁");
    let expected = entry("number = 5\ncode = \"2095021P0023T\"\ntitle = \"乙\"");
    assert_eq!(
        after(&format!("{HEAD}{one}{two}")),
        Some(format!("{HEAD}{ONE}{expected}{two}"))
    );
    // At the end of a file that does not end its last line too.
    let one = one.trim_end();
    let whole = ONE.trim_end();
    assert_eq!(
        after(&format!("{HEAD}{one}")).unwrap().trim_end(),
        format!("{HEAD}{whole}\n{}", expected.trim_end())
    );
}

#[test]
fn what_has_no_place_stands_in_comments() {
    let rows = "2095021P0023T\t乙\t某年某月\t很长的\n2095021P0033T\t丙$0\t\t\n\t\t\t多出的\n";
    let text = after(&format!("{HEAD}{ONE}{rows}")).unwrap();
    for content in ["某年某月", "很长的", "多出的"] {
        assert!(text.contains(content), "{content}: {text}");
    }
    // Captions as well: the table has its own.
    let rows = "表A.4 数据元标准明细表\t\n2095021P0023T\t乙$0\n某某标准体系\t\n小标题\t\n2095021P0033T\t丙\n";
    let text = after(&format!("{HEAD}{ONE}{rows}")).unwrap();
    for content in ["# ", "表A.4 数据元标准明细表", "某某标准体系", "group = \"小标题\""] {
        assert!(text.contains(content), "{content}: {text}");
    }
}

#[test]
fn a_cell_with_lines_is_one_and_other_quotes_are_text() {
    let text = after(&format!("{HEAD}2095021P0023T\t$0\"甲\n乙\"\n")).unwrap();
    assert!(text.contains("title = \"甲乙\"\n"), "{text}");
    let text = after(&format!("{HEAD}2095021P0023T\t$0\"甲\"的乙\n")).unwrap();
    assert!(
        text.contains("title = \"\\\"甲\\\"的乙\"\n") || text.contains("title = '\"甲\"的乙'\n"),
        "{text}"
    );
}

#[test]
fn a_scheme_without_numbers_gets_none() {
    let hidden = HEAD.replace(
        "[[subsystem]]",
        "[[column]]\nkey = \"number\"\nhidden = true\n\n[[subsystem]]",
    );
    let text = after(&format!("{hidden}2095021P0023T\t$0甲\n")).unwrap();
    assert!(!text.contains("number = "), "{text}");
}

#[test]
fn nothing_is_offered_where_nothing_is_a_row_of_a_table() {
    let rows = "1\t2095021P0023T\t乙$0\n";
    for text in [
        format!("{HEAD}{}", ONE.replace("title", "ti$0tle")),
        format!("{HEAD}{ONE}1 2095021P0023T 乙$0\n"),
        format!("{rows}{HEAD}"),
        format!("{HEAD}[[statistics]]\nby = \"level\"\n{rows}"),
        format!("{HEAD}entry = [{{ title = \"x\" }}]\n{rows}"),
        // Two columns say the same; a table of figures.
        format!("{HEAD}标准名称\t标准名称\t标准代码$0\n甲\t乙\t丙\n"),
        format!("{HEAD}统计项\t应有数\t现有数$0\n国家标准\t1\t2\n"),
    ] {
        assert_eq!(after(&text), None, "{text}");
    }
}
