//! Statistics and notes, as the forms hold them.

use super::*;

const MATRIX: &str = "[register]\ntitle = \"甲\"\n[[statistics]]\nid = \"B.1\"\nby = \"owner\"\ncolumns = [{ title = \"国标\", where = { level = \"2\" } }, { title = \"行标\", where = { level = \"3\" } }]\nrows = [{ item = \"甲|乙\", expected = 3, existing = 1, figures = { \"行标\" = 2, \"国标\" = { expected = 1, existing = 0, ratio = \"0%\" } }, remarks = \"含\" }, { item = \"合计\" }]\n[[statistics]]\nby = \"level\"\nrows = [{ item = \"共计\", expected = 1 }]\n";

#[test]
fn statistics_have_all_that_is_printed() {
    let of_statistics = |format| {
        let parts = vec![Part::Statistics];
        of(
            MATRIX,
            &Request {
                parts,
                ..request(format)
            },
        )
        .unwrap()
    };
    assert_eq!(
        of_statistics(Format::Csv),
        "统计依据,表号,统计项,应有数（个）,现有数（个）,现有数/应有数（%）,行标,国标,国标 现有数（个）,国标 现有数/应有数（%）,备注\r\n\
         owner,B.1,甲|乙,3,1,,2,1,0,0%,含\r\nowner,B.1,合计,,,,,,,,\r\nlevel,,共计,1,,,,,,,\r\n"
    );
    let markdown = of_statistics(Format::Markdown);
    for line in [
        "**B.1**",
        "| 统计项 | 应有数（个） | 现有数（个） | 现有数/应有数（%） | 国标 | 行标 | 备注 |",
        "| 甲\\|乙 | 3 | 1 | - | 1 / 0 / 0% | 2 | 含 |",
        "| 共计 | 1 | - | - |",
    ] {
        assert!(markdown.lines().any(|found| found == line), "{line} in\n{markdown}");
    }
}

/// Where the titles of columns are more than a table has, what stands in the others is in one cell: a list is not wider than
/// it is long.
#[test]
fn a_list_of_statistics_is_not_wider_than_it_is_long() {
    let table = |number: usize| {
        let columns: String = (0..60)
            .map(|column| format!("\"{number}.{column}\" = {column}, "))
            .collect();
        format!("[[statistics]]\nby = \"level\"\nrows = [{{ item = \"共计\", figures = {{ {columns} }} }}]\n")
    };
    let text: String = (0..3).map(table).collect();
    let parts = vec![Part::Statistics];
    let csv = of(
        &text,
        &Request {
            parts,
            ..request(Format::Csv)
        },
    )
    .unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines.iter().all(|line| line.split(',').count() == 5 + 100 + 1), "{csv}");
    assert!(lines[2].ends_with("1.40: 40; 1.41: 41; 1.42: 42; 1.43: 43; 1.44: 44; 1.45: 45; 1.46: 46; 1.47: 47; 1.48: 48; 1.49: 49; 1.50: 50; 1.51: 51; 1.52: 52; 1.53: 53; 1.54: 54; 1.55: 55; 1.56: 56; 1.57: 57; 1.58: 58; 1.59: 59"), "{}", lines[2]);
    assert!(lines[3].contains("2.0: 0; 2.1: 1"));
}

#[test]
fn notes_are_a_part_where_there_are_some() {
    let fixture = Fixture::new(TEXT);
    let mut register = fixture.context().register.clone();
    let only_notes = |format| Request {
        parts: vec![Part::Notes],
        ..request(format)
    };
    let of = |register: &Register, request: &Request| {
        export(register, request).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    assert_eq!(of(&register, &only_notes(Format::Markdown)), Err(Problem::NoNotes));
    register.notes = Some(crate::register::Notes::Read("依据<b>意见</b>\n\n- 甲\n".into()));
    assert_eq!(
        of(&register, &only_notes(Format::Markdown)).unwrap(),
        "# 甲\n\n## 编制说明\n\n依据<b>意见</b>\n\n- 甲\n"
    );
    let html = of(&register, &request(Format::Html)).unwrap();
    assert!(
        html.contains(
            "<h2>编制说明</h2>\n<div class=\"notes\">\n<p>依据&lt;b&gt;意见&lt;/b&gt;</p>\n<ul>\n<li>甲</li>"
        )
    );
    for format in [Format::Csv, Format::Json] {
        let part = Part::Notes;
        assert_eq!(of(&register, &only_notes(format)), Err(Problem::Part { format, part }));
        assert!(of(&register, &request(format)).is_ok());
    }
}
