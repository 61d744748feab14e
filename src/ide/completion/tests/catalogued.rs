//! Rows of a catalogue: numbers with what belongs to them, and whole entries.

use std::fmt::Write as _;

use super::*;

const CATALOGUE: &str = "number,title,status,effective,replaced_by,owner,source,as_of\n\
    GB/T 22239-2008,信息安全技术 网络安全等级保护基本要求,被代替,2008-11-01,GB/T 22239-2019,,平台,2026-01-01\n\
    GB/T 22239-2019,信息安全技术 网络安全等级保护基本要求,现行,2019-12-01,,SAC/TC 260,平台,2026-01-01\n\
    GB 18030-2022,\"信息技术 中文\"\"编码\"\"字符集\",现行,2023-08-01,,,平台,2026-01-01\n\
    GA/T 543.99-2026,公安数据元（99）,即将实施,2026-12-01,,,平台,2026-01-01\n";

fn case(text: &str) -> Case {
    let fixture = Fixture::with_catalogue(CATALOGUE, &format!("{HEAD}{TABLE}{text}"));
    Case::new(fixture, Snippets::Refused)
}

/// What follows the table when an item is taken.
fn taken(text: &str, label: &str) -> String {
    let text = case(text).text_with(label);
    text.strip_prefix(HEAD)
        .and_then(|text| text.strip_prefix(TABLE))
        .unwrap()
        .to_owned()
}

#[test]
fn a_number_comes_with_what_is_not_there_yet() {
    let numbers = |text: &str| {
        case(text)
            .of(CompletionKind::Number)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    // In force first; behind the prefix nothing else is offered.
    assert_eq!(
        numbers("[[table.entry]]\nstandard = \"GB/T 222$0\"\n"),
        ["GB/T 22239-2019", "GB/T 22239-2008"]
    );
    assert_eq!(
        numbers("[[table.entry]]\nstandard = \"网络安全等级$0")[..2],
        ["GB/T 22239-2019", "GB/T 22239-2008"]
    );
    assert_eq!(numbers("[[table.entry]]\nstandard = \"信息技术$0")[0], "GB 18030-2022");
    assert_eq!(numbers("[[table.entry]]\nstandard = \"xxjs$0")[0], "GB 18030-2022");
    for line_end in ["\n", "\n# 注释\nlevel = \"国家标准\"\n"] {
        assert_eq!(
            taken(
                &format!("[[table.entry]]\nstandard = \"GB/T 222$0\"{line_end}"),
                "GB/T 22239-2019"
            ),
            format!(
                "[[table.entry]]\nstandard = \"GB/T 22239-2019\"\n{}{}",
                "title = \"信息安全技术 网络安全等级保护基本要求\"\neffective = 2019-12-01\nowner = \"SAC/TC 260\"\n",
                line_end.trim_start_matches('\n')
            )
        );
    }
    // At the end of a text, with and without the second quote.
    for (end, rest) in [("", ""), ("\"", "")] {
        assert_eq!(
            taken(&format!("[[table.entry]]\nstandard = \"GB 180$0{end}"), "GB 18030-2022"),
            format!(
                "[[table.entry]]\nstandard = \"GB 18030-2022\"\ntitle = \"信息技术 中文\\\"编码\\\"字符集\"\neffective = 2023-08-01{rest}"
            )
        );
    }
}

#[test]
fn what_is_there_stays_and_what_is_empty_is_filled() {
    assert_eq!(
        taken(
            "[[table.entry]]\ntitle = \"\"\nstandard = \"GB 180$0\" # x\neffective = 2020-01-01\n",
            "GB 18030-2022"
        ),
        "[[table.entry]]\ntitle = \"信息技术 中文\\\"编码\\\"字符集\"\nstandard = \"GB 18030-2022\" # x\neffective = 2020-01-01\n"
    );
    assert_eq!(
        taken(
            "[[table]]\nentry = [\n  { standard = \"GB 180$0\", title = \"\" },\n]\n",
            "GB 18030-2022"
        ),
        "[[table]]\nentry = [\n  { standard = \"GB 18030-2022\", title = \"信息技术 中文\\\"编码\\\"字符集\" },\n]\n"
    );
    // What another standard is called is no title of this one.
    assert_eq!(
        taken("[[table.entry]]\nreplaces = [\"GB/T 22239-20$0\"]\n", "GB/T 22239-2008"),
        "[[table.entry]]\nreplaces = [\"GB/T 22239-2008\"]\n"
    );
}

#[test]
fn files_with_other_line_endings_keep_them() {
    let text = format!("{HEAD}{TABLE}[[table.entry]]\nstandard = \"GB/T 222$0\"\nnumber = 3\n").replace('\n', "\r\n");
    let case = Case::new(Fixture::with_catalogue(CATALOGUE, &text), Snippets::Refused);
    let text = case.text_with("GB/T 22239-2019");
    assert!(text.ends_with("22239-2019\"\r\ntitle = \"信息安全技术 网络安全等级保护基本要求\"\r\neffective = 2019-12-01\r\nowner = \"SAC/TC 260\"\r\nnumber = 3\r\n"), "{text}");
}

#[test]
fn a_new_entry_begins_with_a_number_or_a_title() {
    for typed in ["GB/T 22239", "网络安全等级", "wlaqdj"] {
        assert_eq!(
            taken(&format!("{typed}$0\n"), "GB/T 22239-2019"),
            "[[table.entry]]\nnumber = 3\ncode = \"2095021R1022T\"\nstandard = \"GB/T 22239-2019\"\ntitle = \"信息安全技术 网络安全等级保护基本要求\"\nstatus = \"已颁\"\nlevel = \"国家标准\"\neffective = 2019-12-01\nowner = \"SAC/TC 260\"\n"
                .replace("2095021R1022T", &code_of(typed)),
            "{typed}"
        );
    }
    let upcoming = taken("GA/T 543$0\n", "GA/T 543.99-2026");
    assert!(
        upcoming.contains("status = \"即将实施\"") && upcoming.contains("level = \"行业标准\""),
        "{upcoming}"
    );
    // Where a value, a header or a comment is written there is no new entry, and one letter may be that of a key.
    for text in [
        "title = GB/T 222$0\n",
        "# GB/T 222$0\n",
        "[GB/T 222$0\n",
        "G$0\n",
        "GB/T 222$0 x\n",
    ] {
        let case = case(text);
        assert!(
            !case.labels().contains(&"GB/T 22239-2019"),
            "{text}: {:?}",
            case.labels()
        );
    }
}

/// The code that the next entry of the table has when it is a national standard that is recommended.
fn code_of(typed: &str) -> String {
    let text = taken(&format!("{typed}$0\n"), "GB/T 22239-2019");
    let code = text.lines().find_map(|line| line.strip_prefix("code = \"")).unwrap();
    assert!(
        code.starts_with("2095021") && code.ends_with("2T\"") && code.len() == 14,
        "{code}"
    );
    code.trim_end_matches('"').to_owned()
}

#[test]
fn of_a_large_catalogue_few_rows_are_offered_and_more_are_asked_for() {
    let mut catalogue = "number,title\n".to_owned();
    for number in 1..=2_000 {
        let _ = writeln!(catalogue, "GB/T {number}-2020,信息安全技术");
    }
    let offered = |typed: &str| {
        let text = format!("{HEAD}{TABLE}[[table.entry]]\nstandard = \"{typed}$0\"\n");
        let fixture = Fixture::with_catalogue(&catalogue, &text);
        let found = complete(fixture.context(), fixture.cursor(), Options::default());
        let of_catalogue = found.items.iter().filter(|item| item.text.ends_with("-2020")).count();
        (of_catalogue, found.is_incomplete)
    };
    assert_eq!(offered("GB/T 1"), (60, true));
    assert_eq!(offered("信息安全"), (60, true));
    assert_eq!(offered("GB/T 1999"), (1, true));
    assert_eq!(offered("GB/T 9999"), (0, false));
}
