//! What a catalogue says, and what is wrong with one.

use super::*;
use crate::number::{self, Grammar};
use crate::syntax::Date;

const TODAY: Date = Date {
    year: 2026,
    month: 6,
    day: 1,
};

fn catalogue(file: &str, text: &str) -> (Catalogue, Vec<Fault>) {
    let mut builder = Builder::new(&Grammar::default());
    builder.add(file, text);
    let faults = builder.take_faults();
    (builder.finish(), faults)
}

fn parsed(text: &str) -> Number {
    number::parse(text, &Grammar::default()).number.unwrap()
}

#[test]
fn a_catalogue_says_the_same_in_all_forms() {
    let csv = "# 目录\n标准号,标准名称,状态,实施日期,被代替,来源,截至日期,备注\n\nGB/T 1-2020,甲,现行,2020.1.1,,平台,2026-01-01,x\n\
        GB/T 1-2010,\"甲,\n乙\",被代替,20100101,GB/T 1-2020,,,\n";
    let toml = "[[standard]]\nnumber = \"GB/T 1-2020\"\ntitle = \"甲\"\nstatus = \"现行\"\neffective = 2020-01-01\nsource = \"平台\"\n\
        as_of = 2026-01-01\n\n[[standard]]\n\"标准号\" = \"GB/T 1-2010\"\n\"标准名称\" = \"甲,\\n乙\"\n\"状态\" = \"被代替\"\neffective = 2010-01-01\n\
        replaced_by = \"GB/T 1-2020\"\n";
    let json = "[\n{\"number\": \"GB/T 1-2020\", \"title\": \"甲\", \"status\": \"现行\", \"effective\": \"2020-01-01\", \"source\": \"平台\",\n\
        \"as_of\": \"2026-01-01\", \"withdrawn\": null},\n {\"number\": \"GB/T 1-2010\", \"title\": \"甲,\\n乙\", \"status\": \"被代替\",\n\
        \"effective\": 20100101, \"replaced_by\": \"GB/T 1-2020\"}\n]\n";
    for (file, text, lines) in [
        ("a.csv", csv, [4, 5]),
        ("a.toml", toml, [1, 9]),
        ("a.json", json, [2, 4]),
    ] {
        let (catalogue, faults) = catalogue(file, text);
        assert_eq!(faults, [], "{file}");
        let text = "GB/T 1-2020";
        let new = catalogue.find(&parsed(text), text).unwrap();
        assert_eq!((new.title(), new.source(), new.file()), ("甲", "平台", file));
        assert_eq!(new.as_of().unwrap().to_string(), "2026-01-01");
        assert!(new.is_in_force(TODAY));
        let text = "GB/T1—2010";
        let old = catalogue.find(&parsed(text), text).unwrap();
        assert_eq!(
            (old.title(), old.replaced_by(), old.end(TODAY)),
            ("甲,\n乙", "GB/T 1-2020", Some(End::Replaced))
        );
        assert_eq!(old.effective().unwrap().to_string(), "2010-01-01");
        assert_eq!([new.line(), old.line()], lines, "{file}");
        assert_eq!(catalogue.editions(&parsed("GB/T 1"), "GB/T 1").len(), 2);
        assert!(catalogue.find(&parsed("GB/T 1"), "GB/T 1").is_none());
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    let kinds = |file: &str, text: &str| -> Vec<(u32, FaultKind)> {
        let (_, faults) = catalogue(file, text);
        faults.into_iter().map(|fault| (fault.line, fault.kind)).collect()
    };
    let text = "number,effectve,status,issued\nGB/T 1-2020,,现行,2020-02-30\nGB/T 1-2020,,大概有效,\n,,现行,\n\"\n\nnone\",,,\n";
    assert_eq!(
        kinds("a.csv", text),
        [
            (1, FaultKind::Column("effectve".to_owned(), "effective".into())),
            (2, FaultKind::BadDate(Field::Issued, "2020-02-30".to_owned())),
            (3, FaultKind::UnknownStatus("大概有效".to_owned())),
            (3, FaultKind::Again(2)),
            (4, FaultKind::NoNumber),
            (5, FaultKind::BadNumber("none".to_owned())),
        ]
    );
    for (file, text, line, kind) in [
        ("a.csv", "", 1, FaultKind::NoNumbers),
        ("a.csv", "title,status\n", 1, FaultKind::NoNumbers),
        (
            "a.csv",
            "标准号,number\n",
            1,
            FaultKind::Twice(Field::Number, "number".to_owned()),
        ),
        ("a.json", "{}", 1, FaultKind::NoRows),
        (
            "a.json",
            "[\n{\"number\": \"GB 1-2020\"}\n{}]",
            3,
            FaultKind::Form("JSON".into()),
        ),
        (
            "a.json",
            "[\n{\"number\": \"GB 1-2020\"},\n1]",
            3,
            FaultKind::Form("JSON".into()),
        ),
        ("a.json", "[]\n]", 1, FaultKind::Form("JSON".into())),
        ("a.json", "[\n{\"number\": ", 2, FaultKind::Form("JSON".into())),
        ("a.toml", "a = 1\n", 1, FaultKind::NoRows),
        ("a.toml", "[[a]]\nb =\n", 2, FaultKind::Form("TOML".into())),
    ] {
        assert_eq!(kinds(file, text), [(line, kind.clone())], "{text}");
        assert!(kind.is_of_all());
    }
}

#[test]
fn the_later_row_holds_and_a_standard_ends_when_it_is_said_to() {
    let text = "number,status,withdrawn,effective,as_of,replaced_by,plan\nGB 1-2020,现行,,,2020-01-01,,\nGB 1-2020,废止,,,2025-01-01,,\n\
        GB 2-2020,现行,2026-06-01,,,,\nGB 3-2020,现行,2026-06-02,,,,\nGB 4-2020,,,,,GB 5-2021,\nGB 5-2021,即将实施,,,,,\n\
        GB 6-2026,,,2026-07-01,,,\n,制定中,,,,,20201234-T-312\nGB/T 7-2022,现行,,,,,20201234-T-312\n";
    let (catalogue, _) = catalogue("a.csv", text);
    let row = |text: &str| catalogue.find(&parsed(text), text).unwrap();
    assert_eq!(row("GB 1-2020").end(TODAY), Some(End::Withdrawn));
    assert_eq!(row("GB 2-2020").end(TODAY), Some(End::Withdrawn));
    assert_eq!(row("GB 3-2020").end(TODAY), None);
    assert_eq!(row("GB 4-2020").end(TODAY), Some(End::Replaced));
    for number in ["GB 5-2021", "GB 6-2026"] {
        assert!(!row(number).is_in_force(TODAY) && row(number).end(TODAY).is_none());
    }
    assert_eq!(catalogue.of_plan("20201234-t-312").unwrap().number(), "GB/T 7-2022");
    assert!(catalogue.of_plan("").is_none());
}

#[test]
fn all_parts_are_over_when_the_last_one_is() {
    let text =
        "number,status\nGB 1.1-2020,废止\nGB 1.2-2020,现行\nGB 2.1-2020,废止\nGB 2.2-2020,废止\nGB 3-2020,废止\n";
    let (catalogue, _) = catalogue("a.csv", text);
    let last = |text: &str| catalogue.last_part(&parsed(text), text);
    assert_eq!(last("GB 1（所有部分）").unwrap().number(), "GB 1.2-2020");
    assert!(last("GB 2（所有部分）").unwrap().end(TODAY).is_some());
    assert!(last("GB 3（所有部分）").is_none());
}

/// So many standards, of which every third has parts, every fifth a plan, and every seventh an older edition.
fn many(count: u32) -> String {
    use std::fmt::Write as _;
    let mut text = "number,title,status,replaced_by,plan\n".to_owned();
    for number in 1..=count {
        let part = if number % 3 == 0 { ".1" } else { "" };
        let plan = if number % 5 == 0 {
            format!("2020{number:04}-T-312")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "GB/T {number}{part}-2020,信息安全技术 云计算服务{number},现行,,{plan}"
        );
        if number % 7 == 0 {
            let _ = writeln!(text, "GB/T {number}{part}-2010,旧,被代替,GB/T {number}{part}-2020,");
        }
    }
    text
}

fn kept(text: &str) -> Vec<u8> {
    let mut builder = Builder::new(&Grammar::default());
    builder.add("a.csv", text);
    builder.finish_to_keep("x")
}

/// What lookups of every sort give for the first numbers.
fn looked_up(catalogue: &Catalogue) -> Vec<Vec<(String, u32)>> {
    let told = |row: &Row| {
        (
            format!("{} {:?} {}", row.number(), row.standing(), row.plan()),
            row.line(),
        )
    };
    let mut all = Vec::new();
    for number in 0..40 {
        for written in [format!("GB/T {number}-2020"), format!("GB/T {number}.1")] {
            all.push(
                catalogue
                    .editions(&parsed(&written), &written)
                    .iter()
                    .map(told)
                    .collect(),
            );
            all.push(catalogue.find(&parsed(&written), &written).iter().map(told).collect());
            all.push(
                catalogue
                    .last_part(&parsed(&written), &written)
                    .iter()
                    .map(told)
                    .collect(),
            );
        }
        all.push(
            catalogue
                .of_plan(&format!("2020{number:04}-T-312"))
                .iter()
                .map(told)
                .collect(),
        );
        all.push(
            catalogue
                .search(&format!("gbt{number}"), 10)
                .rows
                .iter()
                .map(|(row, _)| told(row))
                .collect(),
        );
    }
    all
}

#[test]
fn what_is_kept_says_what_was_read_and_holds_for_what_it_was_made_of() {
    let text = many(3000);
    let (read, _) = catalogue("a.csv", &text);
    let bytes = kept(&text);
    let open = |bytes: Vec<u8>, origin: &str| Catalogue::kept(Box::new(bytes), origin, Box::new(|| None));
    let opened = open(bytes.clone(), "x").unwrap();
    assert_eq!(looked_up(&opened), looked_up(&read));
    assert!(looked_up(&read).iter().filter(|found| !found.is_empty()).count() > 130);
    assert_eq!((opened.len(), opened.rows().count()), (read.len(), read.len()));
    assert!(open(bytes.clone(), "y").is_none());
    assert!(open(bytes[..bytes.len() - 1].to_vec(), "x").is_none());
    assert!(open(Vec::new(), "x").is_none());
}

#[test]
fn damage_is_never_told_otherwise_than_by_reading_anew() {
    let text = many(60);
    let (read, _) = catalogue("a.csv", &text);
    let expected = looked_up(&read);
    let bytes = kept(&text);
    let mut damaged = 0;
    // A byte here and there; what it belongs to is the head, the directory, the table, a row, or a word.
    for place in (0..bytes.len()).step_by(151) {
        let mut bytes = bytes.clone();
        bytes[place] ^= 0x41;
        let again = text.clone();
        let anew = move || Some(catalogue("a.csv", &again).0);
        match Catalogue::kept(Box::new(bytes), "x", Box::new(anew)) {
            Some(opened) => assert_eq!(looked_up(&opened), expected, "byte {place}"),
            None => damaged += 1,
        }
    }
    assert!(damaged > 0, "{damaged}");
}

#[test]
fn rows_are_found_by_the_beginning_of_a_number_of_a_part_of_a_title_or_of_its_pinyin() {
    let text = "number,title\nGB/T 22239-2019,信息安全技术　网络安全等级保护基本要求\nGB/T 25070-2019,信息安全技术 网络安全等级保护安全设计技术要求\n\
        GB/T 1.1-2020,Standardization Guide\nGA 1-2020,行业一\n";
    let (catalogue, _) = catalogue("a.csv", text);
    let found = |typed: &str| -> Vec<String> {
        let found = catalogue.search(typed, 3);
        assert!(!found.has_more);
        found
            .rows
            .into_iter()
            .map(|(row, by)| format!("{} {by}", row.number()))
            .collect()
    };
    for (typed, expected) in [
        ("GB/T 222", vec!["GB/T 22239-2019 GB/T 22239-2019"]),
        ("ｇｂ／ｔ25070—2019", vec!["GB/T 25070-2019 GB/T 25070-2019"]),
        (
            "网络安全等级保护安全设",
            vec!["GB/T 25070-2019 网络安全等级保护安全设计技术要求"],
        ),
        (
            "信息安全技术 网络安全等级保护基",
            vec!["GB/T 22239-2019 信息安全技术　网络安全等级保护基本要求"],
        ),
        ("guide", vec!["GB/T 1.1-2020 Guide"]),
        ("hyy", vec!["GA 1-2020 行业一"]),
        ("安全", vec![]),
        ("zzz", vec![]),
    ] {
        assert_eq!(found(typed), expected, "{typed}");
    }
    assert_eq!(found("xxaqjs").len(), 2);
    assert_eq!(found("wlaqdj").len(), 2);
    let first = catalogue.search("gb", 2);
    assert_eq!((first.rows.len(), first.has_more), (2, true));
    assert!(catalogue.search(" -", 2).rows.is_empty());
}
