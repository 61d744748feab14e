//! Spellings of every kind, and prefixes of schemes: what passes, what is repaired, and what is told.

use super::plan::Form;
use super::*;

/// Spellings of every kind, and what must come of each.
const SPELLINGS: &str = include_str!("spellings.tsv");

pub(super) fn spellings() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SPELLINGS.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, spelling, want] = cells[..] else {
            panic!("{line}")
        };
        (kind, spelling, want)
    })
}

/// The grammar of the scheme that the table is written for.
pub(super) fn with_plans() -> Grammar {
    let mut grammar = Grammar::default();
    grammar.add_plan(Form::parse("YYYYNNNNN").unwrap());
    grammar
}

#[test]
fn spellings_pass_are_repaired_or_are_told() {
    let grammar = with_plans();
    let mut counts = std::collections::BTreeMap::new();
    let mut wrong = Vec::new();
    for (kind, spelling, want) in spellings() {
        *counts.entry(kind).or_insert(0) += 1;
        let parsed = parse(spelling, &grammar);
        let found = match (&parsed.canonical, parsed.faults.first()) {
            (None, None) => "ok".to_owned(),
            (Some(canonical), _) => format!("-> {canonical}"),
            (None, Some(Fault::Plan(_))) => "plan".to_owned(),
            (None, Some(_)) => "bad".to_owned(),
        };
        let of_kind = parsed.number.map(|number| number.kind.name());
        let is_of_kind = Kind::named(kind).is_none() || of_kind == Some(kind);
        if found != want || !is_of_kind {
            wrong.push(format!(
                "{kind}: {spelling}: {found}, not {want}; {of_kind:?} {:?}",
                parsed.faults
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        counts.len() == Kind::COUNT + 3 && counts.values().all(|count| *count >= 9),
        "{counts:?}"
    );
}

/// A scheme with prefixes of its own.
pub(super) fn with_prefixes() -> Grammar {
    let mut grammar = with_plans();
    for (prefix, kind) in [
        ("XF", Kind::Local),
        ("SZDB", Kind::Local),
        ("GOST R", Kind::Foreign),
        ("AS/NZS", Kind::Foreign),
        ("建标", Kind::Industry),
        ("T/ABC", Kind::Industry),
        ("Q/XYZ", Kind::Group),
    ] {
        assert!(grammar.add_prefix(prefix, kind));
    }
    assert!(!grammar.add_prefix("as/nzs", Kind::Foreign));
    grammar
}

#[test]
fn prefixes_of_the_scheme_go_before_those_that_everybody_knows() {
    let grammar = with_prefixes();
    for (text, kind, mark, want) in [
        ("XF/T 1-2020", Kind::Local, Mark::T, "ok"),
        ("xft1—2020", Kind::Local, Mark::T, "XF/T 1-2020"),
        ("XF 1-2020", Kind::Local, Mark::None, "ok"),
        ("SZDB/Z 123-2016", Kind::Local, Mark::Z, "ok"),
        ("SZDB Z 123-2016", Kind::Local, Mark::Z, "SZDB/Z 123-2016"),
        ("ｓｚｄｂ／Ｚ 123-2016", Kind::Local, Mark::Z, "SZDB/Z 123-2016"),
        ("SZ\u{200B}DB/Z 123-2016", Kind::Local, Mark::Z, "SZDB/Z 123-2016"),
        ("GOST R 34.11-2012", Kind::Foreign, Mark::None, "ok"),
        ("GOST  R 34.11-2012", Kind::Foreign, Mark::None, "GOST R 34.11-2012"),
        ("AS/NZS 2107:2016", Kind::Foreign, Mark::None, "ok"),
        ("建标 101-2016", Kind::Industry, Mark::None, "ok"),
        ("建标101-2016", Kind::Industry, Mark::None, "建标 101-2016"),
        ("T/ABC 1-2020", Kind::Industry, Mark::None, "ok"),
        ("T/ABCD 1-2020", Kind::Group, Mark::None, "ok"),
        ("Q/XYZ JC101.01-2020", Kind::Group, Mark::None, "ok"),
        ("GB/T 1-2020", Kind::National, Mark::T, "ok"),
    ] {
        let parsed = parse(text, &grammar);
        let number = parsed.number.map(|number| (number.kind, number.mark));
        let found = parsed.canonical.as_deref().unwrap_or("ok");
        let is_told = parsed.canonical.is_some() || parsed.is_well_formed();
        assert!(is_told, "{text}: {:?}", parsed.faults);
        assert_eq!(
            (number, found),
            (Some((kind, mark)), want),
            "{text}: {:?}",
            parsed.faults
        );
    }
    assert!(!parse("SZDB/Z 123-2016", &Grammar::default()).is_well_formed());
}

#[test]
fn several_numbers_are_told_from_one_and_from_prose() {
    let grammar = Grammar::default();
    for text in [
        "GB/T 1-2020，GB/T 2-2020",
        "GB/T 1-2020、GBT2—2020",
        "ISO 1; ISO 2",
        "GB 1-2020\nGB 2-2020",
    ] {
        assert!(is_several(text, &grammar), "{text}");
    }
    for text in ["GB/T 1-2020", "GB/T 1-2020，信息技术", "，", "GB/T 1-2020，", "甲、乙"] {
        assert!(!is_several(text, &grammar), "{text}");
    }
}
