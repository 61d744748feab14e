//! Hovers over numbers of a register that is held against a catalogue.

use super::hover;
use crate::ide::fixture::Fixture;
use crate::messages::Language;

const HEAD: &str = "[register]\ntitle = \"x\"\n[[table]]\nid = \"A\"\ntitle = \"t\"\n";

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_number_says_what_its_catalogue_has_of_it() {
    let catalogue = "number,title,status,issued,effective,withdrawn,replaced_by,source,as_of,owner,plan\n\
        GA/T 542-2011,数据元编写规则,被代替,,2011-12-01,2026-03-01,GA/T 542-2025,平台,2026-05-30,,\n\
        GA/T 542-2025,数据元编写规则,现行,2025-11-01,2026-03-01,,,平台,2026-05-30,公安部计标委,20241234-T-312\n\
        GB 1.1-2020,甲,废止,,,,,,,,\n";
    let hovered = |marked: &str| {
        let fixture = Fixture::with_catalogue(catalogue, &format!("{HEAD}{marked}"));
        hover(fixture.in_language(Language::Zh), fixture.cursor())
            .unwrap()
            .plain
    };
    let of = |number: &str| hovered(&format!("[[table.entry]]\nstandard = \"$0{number}\"\n"));
    has(
        &of("GA/T 542-2011"),
        &[
            "目录：GA/T 542-2011 数据元编写规则，被代替",
            "2011-12-01 起实施",
            "2026-03-01 起废止",
            "被 GA/T 542-2025 代替",
            "见标准目录 a.csv:2（来源：平台，截至 2026-05-30，已过 2 天）",
        ],
    );
    // Without a year it is the edition in force.
    has(
        &of("GA/T 542"),
        &[
            "目录：GA/T 542-2025 数据元编写规则，现行",
            "2025-11-01 发布",
            "归口单位：公安部计标委",
            "计划号：20241234-T-312",
        ],
    );
    // An edition that the catalogue does not have is older than the one that it has.
    has(&of("GA/T 542-2005"), &["目录：GA/T 542-2025"]);
    has(&of("GB 1（所有部分）"), &["目录：GB 1.1-2020 甲，废止"]);
    has(&of("GB 2-2020"), &["标准目录中没有"]);
    has(
        &hovered("[[table.entry]]\nplan = \"$020241234-T-312\"\n"),
        &["目录：GA/T 542-2025"],
    );
    let fixture = Fixture::new(&format!("{HEAD}[[table.entry]]\nstandard = \"$0GA/T 542-2011\"\n"));
    let without = hover(fixture.in_language(Language::Zh), fixture.cursor())
        .unwrap()
        .plain;
    assert!(!without.contains("目录"), "{without}");
}
