//! Rows of statistics are counted together, and count what each of them would count alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

mod common;

use common::load;
use stdreg::register::Register;
use stdreg::register::counts::Counted;
use stdreg::text::FileId;

/// Forty tables of as many categories in a few subsystems, three entries in each.
fn register(statistics: &str) -> Register {
    let mut text = "[register]\ntitle = \"示例\"\ndomain = \"09\"\nbusiness = \"50\"\n\n".to_owned();
    text += "[[column]]\nkey = \"topic\"\ntitle = \"主题\"\n\n[[column]]\nkey = \"tags\"\ntitle = \"标签\"\ntype = \"strings\"\n\n";
    for subsystem in 0..4 {
        text += &format!("[[subsystem]]\ntitle = \"标准{subsystem}\"\n\n");
    }
    for i in 0..40 {
        let (code, subsystem) = (i + 10, i % 4);
        text +=
            &format!("[[category]]\ncode = \"{code}\"\ntitle = \"细目{code}\"\nsubsystem = \"标准{subsystem}\"\n\n");
        text += &format!("[[table]]\nid = \"A.{i}\"\ntitle = \"表{i}\"\ncategory = \"{code}\"\n\n");
        for j in 0..3 {
            let (sequence, status) = (i * 3 + j + 1, ["已颁", "拟编"][j % 2]);
            text += &format!(
                "[[table.entry]]\nnumber = {}\ncode = \"20950{code}P{sequence:03}3T\"\n",
                j + 1
            );
            text += &format!("title = \"标准{sequence}\"\nstatus = \"{status}\"\n");
            // One entry of three has no topic, and of one of three that cannot be read.
            text += &match j {
                0 => String::new(),
                1 => format!("topic = \"主题{}\"\n", i / 2),
                _ if i % 8 == 0 => "topic = 1.5\n".to_owned(),
                _ => format!("topic = \"主题{}\"\n", i % 7),
            };
            text += &format!("tags = [\"标签{}\", \"标签{}\", \"标签{j}\"]\n\n", i % 5, i % 3);
        }
    }
    load(&[("register.toml".to_owned(), text + statistics)])
}

fn statistics(by: &str, rows: &[String]) -> String {
    format!("[[statistics]]\nby = \"{by}\"\nrows = [\n{}\n]\n\n", rows.join(",\n"))
}

/// Rows of many kinds, more than are asked one after the other.
fn rows() -> Vec<String> {
    let row =
        |conditions: String| format!("{{ item = \"行\", expected = 1, existing = 1, where = {{ {conditions} }} }}");
    let mut rows = Vec::new();
    for i in 0..40 {
        let (code, sequence) = (i + 10, i * 3 + 2);
        rows.push(row(format!("table = \"A.{i}\"")));
        rows.push(row(format!("category = \"{code}\", status = \"已颁\"")));
        rows.push(row(format!("sequence = \"{sequence:03}\"")));
        rows.push(row(format!("level = \"3\", sequence = \"{sequence:03}\"")));
        rows.push(row(format!(
            "subsystem = \"标准{}\", sequence = \"{sequence:03}\"",
            i % 3
        )));
        rows.push(row(format!("topic = \"主题{}\"", i / 2)));
        rows.push(row(format!("topic = \"主题{}\", table = \"A.{i}\"", i % 7)));
        rows.push(row(format!("tags = \"标签{}\", category = \"{code}\"", i % 5)));
        rows.push(row(format!(
            "tags = [\"标签{}\", \"标签2\", \"\"], topic = \"\"",
            i % 5
        )));
        rows.push(row(format!("table = \"A.{i}\", category = \"{}\"", 10 + i / 2)));
    }
    rows.push(row("status = \"拟编\"".to_owned()));
    rows.push("{ item = \"共计\", expected = 1, existing = 1 }".to_owned());
    rows
}

fn counted(register: &Register, statistics: usize) -> Vec<Option<Counted>> {
    let rows = register.counts.0[statistics].rows.iter();
    rows.map(|row| row.counted).collect()
}

#[test]
fn a_row_counts_among_many_what_it_counts_alone() {
    let rows = rows();
    let together = counted(&register(&statistics("level", &rows)), 0);
    assert_eq!(together.len(), rows.len());
    for (row, together) in rows.iter().zip(together) {
        let alone = counted(&register(&statistics("level", std::slice::from_ref(row))), 0);
        assert_eq!(alone, [together], "{row}");
        assert!(together.is_some(), "{row}");
    }
}

#[test]
fn what_rows_leave_out_does_not_hang_on_other_statistics() {
    let rows = rows();
    let left_out = |register: &Register, place: usize| {
        let uncounted = &register.counts.0[place].uncounted;
        (uncounted.count, uncounted.entries.clone(), uncounted.tables.clone())
    };
    let some: Vec<&[String]> = vec![
        &rows[..1],
        &rows[..90],
        &rows[2..3],
        &rows[..1],
        &rows[rows.len() - 2..],
    ];
    let all: String = some.iter().map(|rows| statistics("level", rows)).collect();
    let together = register(&all);
    for (place, rows) in some.into_iter().enumerate() {
        let alone = register(&statistics("level", rows));
        assert_eq!(left_out(&together, place), left_out(&alone, 0), "{place}");
    }
    assert_eq!(left_out(&together, 0).0, 117);
    assert_eq!(left_out(&together, 4).0, 80);
}

#[test]
fn a_level_that_its_number_contradicts_counts_for_neither_with_certainty() {
    let scheme = "[scheme]\nid = \"甲\"\ntitle = \"甲\"\n[[status]]\nname = \"现行\"\nphase = \"published\"\n\
        [[level]]\nname = \"国家标准\"\nkinds = [\"national\"]\n[[level]]\nname = \"行业标准\"\nkinds = [\"industry\"]\n";
    let text = |number: &str| {
        format!(
            "[register]\ntitle = \"示例\"\nscheme = \"./a.scheme.toml\"\n[[table]]\nid = \"1\"\n[[table.entry]]\nnumber = 1\n\
             standard = \"{number}\"\ntitle = \"甲\"\nstatus = \"现行\"\nlevel = \"国家标准\"\n[[statistics]]\nby = \"level\"\n\
             rows = [{{ item = \"国家标准\", expected = 1, existing = 1 }}, {{ item = \"行业标准\", expected = 0, existing = 0 }}]\n"
        )
    };
    let load = |number: &str| {
        load(&[
            ("a.toml".to_owned(), text(number)),
            ("a.scheme.toml".to_owned(), scheme.to_owned()),
        ])
    };
    let expected = |register: &Register| -> Vec<(u32, u32)> {
        let rows = counted(register, 0).into_iter().flatten();
        rows.map(|row| (row.expected.least, row.expected.most)).collect()
    };
    let mut register = load("GB/T 1-2020");
    assert_eq!(expected(&register), [(1, 1), (0, 0)]);
    // Another number of the same level makes no difference, one of another level does; a kind that no level has says nothing.
    for (number, rows) in [
        ("GB/T 2-2020", [(1, 1), (0, 0)]),
        ("JT/T 1-2020", [(0, 1), (0, 1)]),
        ("DB31/T 1-2020", [(1, 1), (0, 0)]),
        ("JT/T 2-2020", [(0, 1), (0, 1)]),
        ("", [(1, 1), (0, 0)]),
    ] {
        assert_eq!(expected(&load(number)), rows, "{number}");
        register.set_text(FileId(0), text(number).into()).unwrap();
        assert_eq!(expected(&register), rows, "{number}, typed");
    }
}
