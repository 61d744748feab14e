//! The seed's own register, transcribed as it is printed, yields exactly what is known to be wrong with it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

mod common;

use common::{SEED, TODAY, check, load_one};
use stdreg::diagnostic::Severity;

#[test]
fn the_register_is_whole() {
    let register = load_one(SEED);
    assert_eq!(register.subsystems().len(), 3);
    assert_eq!(register.categories().len(), 11);
    assert_eq!(register.tables().len(), 18);
    assert_eq!(register.entries().len(), 102);
    assert_eq!(register.statistics().len(), 2);
}

#[test]
fn its_findings_are_those_of_the_printed_document() {
    let register = load_one(SEED);
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut aliases = 0;
    for diagnostic in check(&register, TODAY) {
        let code = diagnostic.rule.code;
        if code == "E017" {
            assert_eq!(diagnostic.severity, Severity::Info);
            aliases += 1;
            continue;
        }
        assert_eq!(diagnostic.severity, Severity::Warning, "{code}");
        found.push((code, register.text_at(diagnostic.place).to_owned()));
    }
    found.sort();
    let expected = [
        ("E009", "2016-12-01"),
        ("E011", "GB/Z 24294.3-2017"),
        ("E012", " 1 "),
        ("E012", "(通信)"),
        ("E012", "(通信)"),
        ("R005", "政务服务事项管理规范"),
        ("R005", "自助服务终端技术要求"),
        ("R006", "1095011P0073T"),
    ];
    assert_eq!(found, expected.map(|(code, text)| (code, text.to_owned())));
    assert_eq!(aliases, 11);
}

#[test]
fn the_starter_is_faultless() {
    let starter = include_str!("../src/cli/init/starter.toml");
    assert_eq!(check(&load_one(starter), TODAY), []);
}
