//! Numbers as they are written: right, wrong in form, and beyond repair.

use super::spellings::{spellings, with_plans, with_prefixes};
use super::*;

fn parse(text: &str) -> Parsed {
    super::parse(text, &Grammar::default())
}

/// Well-formed numbers: what each reads as, in the order prefix, mark, number, parts, year, amendment; `*` for
/// all parts.
const WELL_FORMED: &[(Kind, &str, &str)] = &[
    (Kind::National, "GB/T 22239-2019", "GB|T|22239||2019|"),
    (Kind::National, "GB 17859-1999", "GB||17859||1999|"),
    (Kind::National, "GB/Z 24294.3-2017", "GB|Z|24294|3|2017|"),
    (Kind::National, "GB/Z 24294（所有部分）", "GB|Z|24294||*|"),
    (Kind::National, "GB/T 21063 （所有部分）", "GB|T|21063||*|"),
    (Kind::National, "GB/T 3060.2.2-2011", "GB|T|3060|2.2|2011|"),
    (Kind::National, "GB/T 25000", "GB|T|25000|||"),
    (Kind::National, "GB/T 20501-2006（所有部分）", "GB|T|20501||2006*|"),
    (Kind::National, "GB 50016-2014(2018年版)", "GB||50016||2014|(2018年版)"),
    (Kind::National, "GB 50016-2014 (2018年版)", "GB||50016||2014|(2018年版)"),
    (Kind::National, "GB 24315-2009/XG1-2012", "GB||24315||2009|XG1-2012"),
    (
        Kind::National,
        "GB 1-2009/XG1-2012/XG2-2015",
        "GB||1||2009|XG1-2012/XG2-2015",
    ),
    (Kind::National, "GB/T 4208-93", "GB|T|4208||1993|"),
    (Kind::National, "GBZ 2.1-2019", "GBZ||2|1|2019|"),
    (Kind::National, "GBZ/T 160.1-2004", "GBZ|T|160|1|2004|"),
    (Kind::National, "GBn 193-83", "GBn||193||1983|"),
    (Kind::National, "GSB 05-1426-2001", "GSB||05|1426|2001|"),
    (Kind::National, "GJB 9001C-2017", "GJB||9001C||2017|"),
    (Kind::National, "GJB 150.1A-2009", "GJB||150|1A|2009|"),
    (Kind::National, "GJB/Z 299-2006", "GJB|Z|299||2006|"),
    (Kind::National, "JJF 1001-2011", "JJF||1001||2011|"),
    (Kind::National, "JJG 539-2016", "JJG||539||2016|"),
    (Kind::Industry, "GA 1277-2015", "GA||1277||2015|"),
    (Kind::Industry, "GA/T 543（所有部分）", "GA|T|543||*|"),
    (Kind::Industry, "GM/T 0021-2012", "GM|T|0021||2012|"),
    (Kind::Industry, "DL 5028-93", "DL||5028||1993|"),
    (Kind::Industry, "DB/T 1-2000", "DB|T|1||2000|"),
    (Kind::Industry, "DB 31-2000", "DB||31||2000|"),
    (Kind::Industry, "DB 31-2000/XG1-2012", "DB||31||2000|XG1-2012"),
    (Kind::Industry, "JGJ 16-2008", "JGJ||16||2008|"),
    (Kind::Industry, "CJJ/T 7-2017", "CJJ|T|7||2017|"),
    (Kind::Industry, "TB/T 10183-2005", "TB|T|10183||2005|"),
    (Kind::Local, "DB31 6-2010", "DB31||6||2010|"),
    (Kind::Local, "DB11/T 856.1-2012", "DB11|T|856|1|2012|"),
    (Kind::Local, "DB1331/T 12-2022", "DB1331|T|12||2022|"),
    (Kind::Local, "DB440300/T 1-2018", "DB440300|T|1||2018|"),
    (Kind::Local, "DG/TJ08-56-2019", "DG/TJ08|T|56||2019|"),
    (Kind::Local, "DG/TJ08 2019-2019", "DG/TJ08|T|2019||2019|"),
    (Kind::Local, "DGJ08-20-2013", "DGJ08||20||2013|"),
    (Kind::Group, "T/CAS 123-2020", "T/CAS||123||2020|"),
    (Kind::Group, "T/31SCTA 001-2018", "T/31SCTA||001||2018|"),
    (Kind::Group, "T/11A 3.2-2018", "T/11A||3|2|2018|"),
    (Kind::Enterprise, "Q/GDW 11380-2018", "Q/GDW||11380||2018|"),
    (Kind::Enterprise, "Q/320100 12", "Q/320100||12|||"),
    (Kind::International, "ISO/IEC 27001:2022", "ISO/IEC||27001||2022|"),
    (Kind::International, "ISO/IEC TR 1234:2010", "ISO/IEC TR||1234||2010|"),
    (
        Kind::International,
        "ISO/TS 10303-1746:2014",
        "ISO/TS||10303|1746|2014|",
    ),
    (
        Kind::International,
        "ISO/IEC/IEEE 12207:2017",
        "ISO/IEC/IEEE||12207||2017|",
    ),
    (Kind::International, "ISO/PAS 28000", "ISO/PAS||28000|||"),
    (Kind::International, "IEC 60601-1-2:2014", "IEC||60601|1-2|2014|"),
    (Kind::International, "ISO 9001-2015", "ISO||9001||2015|"),
    (Kind::International, "ISO 3166-1", "ISO||3166|1||"),
    (Kind::International, "ISO 6707（所有部分）", "ISO||6707||*|"),
    (
        Kind::International,
        "ISO 9001:2015/Amd 1:2024",
        "ISO||9001||2015|Amd 1:2024",
    ),
    (
        Kind::International,
        "IEC 60601-1:2005+AMD1:2012",
        "IEC||60601|1|2005|AMD1:2012",
    ),
    (Kind::International, "ITU-T X.509", "ITU-T||X.509|||"),
    (Kind::International, "ITU-T G.992.1 (07/1999)", "ITU-T||G.992|1|1999|"),
    (Kind::International, "IETF RFC 2119", "IETF RFC||2119|||"),
    (Kind::International, "RFC 2119", "RFC||2119|||"),
];

/// Numbers malformed in form only, the kinds of fault, and the repaired text.
const REPAIRABLE: &[(&str, &str, &str)] = &[
    ("GB/T50430-2017", "spacing", "GB/T 50430-2017"),
    ("GB/T  50430-2017", "spacing", "GB/T 50430-2017"),
    ("GB/T\u{3000}50430-2017", "spacing", "GB/T 50430-2017"),
    ("GB/T\u{a0}50430-2017", "spacing", "GB/T 50430-2017"),
    ("GB/T\t50430-2017", "spacing", "GB/T 50430-2017"),
    ("\u{feff}GB/T 50430-2017\n", "hidden spacing", "GB/T 50430-2017"),
    (" GB /T 1", "spacing spacing", "GB/T 1"),
    ("GB / T 1", "spacing spacing", "GB/T 1"),
    ("GB/T 1. 1 - 2020", "spacing spacing spacing", "GB/T 1.1-2020"),
    ("GB17859-1999", "spacing", "GB 17859-1999"),
    ("GB/T 1.1—2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1–2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1−2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1－2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1‑2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1——2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1--2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1:2020", "dash", "GB/T 1.1-2020"),
    ("GB/T 1.1：2020", "dash full-width", "GB/T 1.1-2020"),
    ("GBT 50252", "no-slash", "GB/T 50252"),
    ("GBT50252-2010", "no-slash spacing", "GB/T 50252-2010"),
    ("GB T 50252-2010", "no-slash", "GB/T 50252-2010"),
    ("gbz 2.1-2019", "case", "GBZ 2.1-2019"),
    ("gbzt 229", "case no-slash", "GBZ/T 229"),
    ("GAT 542-2011", "no-slash", "GA/T 542-2011"),
    ("DB31T 6-2010", "no-slash", "DB31/T 6-2010"),
    ("DB31/ 6-2010", "stray-slash", "DB31 6-2010"),
    ("DB31/6-2010", "stray-slash spacing", "DB31 6-2010"),
    ("DB 31/T 6-2010", "spacing", "DB31/T 6-2010"),
    (
        "db 31 / t 6—2010",
        "case spacing spacing spacing case dash",
        "DB31/T 6-2010",
    ),
    ("gb/t 1.1—2020", "case case dash", "GB/T 1.1-2020"),
    ("gjb 9001c—2017", "case case dash", "GJB 9001C-2017"),
    ("GBN 193-83", "case", "GBn 193-83"),
    ("ga/T 542-2011", "case", "GA/T 542-2011"),
    ("ＧＢ／Ｔ 1.1–2020", "full-width dash", "GB/T 1.1-2020"),
    (
        "ｇｂ／ｔ　１．１－２０２０",
        "case full-width case spacing full-width dash full-width",
        "GB/T 1.1-2020",
    ),
    (
        "GB/T 30850(所有部分)",
        "parenthesis parenthesis",
        "GB/T 30850（所有部分）",
    ),
    (
        "GB/T 30850 (所有部分）",
        "spacing parenthesis",
        "GB/T 30850（所有部分）",
    ),
    ("GB/T 30850  （ 所有部分）", "spacing spacing", "GB/T 30850（所有部分）"),
    ("GB 50016-2014(2018年版）", "parenthesis", "GB 50016-2014(2018年版)"),
    (
        "GB 50016—2014（２０１８ 年版）",
        "dash parenthesis full-width spacing parenthesis",
        "GB 50016-2014(2018年版)",
    ),
    (
        "GB 24315—2009/ xg1—2012",
        "dash spacing case dash",
        "GB 24315-2009/XG1-2012",
    ),
    ("DL 5028—93", "dash", "DL 5028-93"),
    ("DGTJ08—56—2019", "no-slash dash dash", "DG/TJ08-56-2019"),
    ("dgj08-20-2013", "case", "DGJ08-20-2013"),
    ("T/CAS123-2020", "spacing", "T/CAS 123-2020"),
    ("t/cas 123-2020", "case", "T/CAS 123-2020"),
    ("T / CAS 123—2020", "spacing spacing dash", "T/CAS 123-2020"),
    ("Q/GDW11380—2018", "spacing dash", "Q/GDW 11380-2018"),
    ("ISO27001", "spacing", "ISO 27001"),
    ("iso/iec 27001：2022", "case case full-width", "ISO/IEC 27001:2022"),
    (
        "ISO / IEC  TR 1234:2010",
        "spacing spacing spacing",
        "ISO/IEC TR 1234:2010",
    ),
    ("IEC 60601–1–2: 2014", "dash dash spacing", "IEC 60601-1-2:2014"),
    ("IEC 60601-1:2005 +AMD1:2012", "spacing", "IEC 60601-1:2005+AMD1:2012"),
    ("ITU—T x.509", "dash case", "ITU-T X.509"),
    (
        "itu-tX.509（10/2019）",
        "case spacing spacing parenthesis parenthesis",
        "ITU-T X.509 (10/2019)",
    ),
    ("IETF  RFC2119", "spacing spacing", "IETF RFC 2119"),
];

/// Beyond repair: the fault that says so, what it covers, and the kind of number that is read all the same.
const IRREPARABLE: &[(&str, &str, &str, Option<Kind>)] = &[
    ("", "empty", "", None),
    (" \u{3000}", "empty", " \u{3000}", None),
    ("-", "unknown-prefix", "-", None),
    ("201650163", "unknown-prefix", "201650163", None),
    ("《GB/T 1", "trailing", "《", Some(Kind::National)),
    ("GB/T 1》", "trailing", "》", Some(Kind::National)),
    ("DB99 12-2020", "unknown-region", "99", None),
    ("DB4499/T 12-2020", "unknown-region", "4499", None),
    ("DBJ99/T 12-2020", "unknown-region", "99", None),
    ("20190123-T-469", "plan", "20190123-T-469", None),
    ("ABC 123-2020", "unknown-prefix", "ABC", None),
    ("ZZ/T 123-2020", "unknown-prefix", "ZZ", None),
    ("DB3 12-2020", "unknown-prefix", "DB3", None),
    ("T 12-2020", "unknown-prefix", "T", None),
    ("T/A 12-2020", "unknown-prefix", "T/A", None),
    ("T/ABCDEFGHIJKLM 12-2020", "unknown-prefix", "T/ABCDEFGHIJKLM", None),
    ("TIA 568-2018", "unknown-prefix", "TIA", None),
    ("TCAS 1-2009", "unknown-prefix", "TCAS", None),
    ("QGDW 11380", "unknown-prefix", "QGDW", None),
    ("DG/TJ09-12-2020", "unknown-prefix", "DG/TJ09", None),
    ("IETF 2119", "unknown-prefix", "IETF", None),
    ("GB/X 12-2020", "unknown-mark", "X", None),
    ("GB/ 12-2020", "unknown-mark", "/", None),
    ("JJF/T 12-2020", "unknown-mark", "T", None),
    ("GA/T XXXXX—XXXX", "no-digits", "XXXXX—XXXX", None),
    ("GA/T", "no-digits", "", None),
    ("DB31-2010", "no-digits", "-2010", None),
    ("T/CAS", "no-digits", "", None),
    ("Q/123456-2019", "no-digits", "-2019", None),
    ("ITU-T 509", "no-digits", "509", None),
    ("GB/T 14285-20023", "year", "20023", Some(Kind::National)),
    ("GB/T14285—20023", "year", "20023", Some(Kind::National)),
    ("GB 50741-201", "year", "201", Some(Kind::National)),
    ("GB/T 4208-48", "year", "48", Some(Kind::National)),
    ("GB/T 4208-9999", "year", "9999", Some(Kind::National)),
    ("GB/T 50430.2017", "year", "2017", Some(Kind::National)),
    ("GB/T 4208-08", "year", "08", Some(Kind::National)),
    ("GB/T 4208-20XX", "year", "20XX", Some(Kind::National)),
    ("GB/T 4208-", "year", "-", Some(Kind::National)),
    ("GB/T 4208—", "year", "—", Some(Kind::National)),
    ("GB 9001C-2017", "trailing", "C-2017", Some(Kind::National)),
    (
        "GB/T 1.1-2020 标准化工作导则",
        "trailing",
        "标准化工作导则",
        Some(Kind::National),
    ),
    ("GB/T 1.-2020", "trailing", ".-2020", Some(Kind::National)),
    ("GSB 05：1426", "trailing", "：1426", Some(Kind::National)),
    ("GB 1-2009/XG1", "trailing", "/XG1", Some(Kind::National)),
    ("GB 1-2009/XG1-20122", "trailing", "/XG1-20122", Some(Kind::National)),
    (
        "GB 1（所有部分）（所有部分）",
        "trailing",
        "（所有部分）",
        Some(Kind::National),
    ),
    ("GB 1（全部）", "trailing", "（全部）", Some(Kind::National)),
    ("GB/T 4208-48（所有部分", "year", "48", Some(Kind::National)),
];

/// The numbers in appendix A of the seed.
const SEED: &str = "\
    GB/T 30850（所有部分）, GB/T 25647-2010, GB/T 34078.1-2017, GA/T 542-2011, GA/T 543（所有部分）, \
    GA/T 16（所有部分）, GA/T 704（所有部分）, GA/T 2000（所有部分）, GB/T 21062（所有部分）, GB/T 21063（所有部分）, \
    GB/Z 24294.3-2017, GB/T 36629（所有部分）, GB/T 36632-2018, YD/T 3150-2016, YD/T 3151-2016, \
    YD/T 3152-2016, YD/T 3204-2016, YD/T 3205-2016, YD/T 3206-2016, GB/T 36901-2018, \
    GB/T 36902-2018, GB/T 36903-2018, GB/T 36904-2018, GB/T 36905-2018, GB/T 36906-2018, \
    GB/T 25064-2010, GB/T 33481-2016, GB/T 35285-2017, GB/T 20988-2007, GB/T 22080-2016, \
    GB/T 22081-2016, GB/T 22239-2019, GB/T 24363-2009, GB/T 25058-2010, GB/T 29245-2012, \
    GB/T 31496-2015, GB/T 31722-2015, GB/T 32923-2016, GB/T 32924-2016, GB/T 36626-2018, \
    GB/T 36957-2018, GB/T 20270-2006, GB/T 25068（所有部分）, GB/T 20269-2006, GB/T 20271-2006, \
    GB/Z 24294（所有部分）, GB/T 31506-2015, GB/T 35284-2017, GA 609-2006, GA 610-2006, GA 611-2006, \
    GA 612-2006, GA 1277-2015, GA 1278-2015, GB/Z 28828-2012, GB/T 34080.2-2017, GB/T 35273-2017, \
    GB/T 25056-2018, GB/T 35276-2017, GB/T 37092-2018, GM/T 0021-2012, GM/T 0031-2014, \
    GM/T 0054-2018, GM/T 0055-2018, GM/T 0057-2018, GB/T 28827（所有部分）, GB/T 32168-2015, \
    GB/T 36114-2018, GB/T 33358-2016 ";

fn rendered(text: &str) -> String {
    let Parsed {
        number: Some(number), ..
    } = parse(text)
    else {
        return "?".into();
    };
    let year = number.year.map_or(String::new(), |year| year.value.to_string());
    let all = if number.all_parts { "*" } else { "" };
    format!(
        "{}|{}|{}|{}|{year}{all}|{}",
        number.prefix_text(text),
        number.mark.letter(),
        number.number.of_text(text),
        number.parts.of_text(text),
        number.amendment.of_text(text)
    )
}

fn names(parsed: &Parsed) -> String {
    let mut faults = parsed.faults.clone();
    faults.sort_by_key(|fault| fault.span().start);
    faults.iter().map(|fault| fault.name()).collect::<Vec<_>>().join(" ")
}

#[test]
fn well_formed_numbers_are_read() {
    for &(kind, text, expected) in WELL_FORMED {
        let parsed = parse(text);
        assert_eq!(names(&parsed), "", "{text}");
        assert_eq!(parsed.canonical, None, "{text}");
        assert_eq!(parsed.number.map(|number| number.kind), Some(kind), "{text}");
        assert_eq!(rendered(text), expected, "{text}");
    }
}

#[test]
fn numbers_malformed_in_form_are_repaired() {
    for &(text, faults, expected) in REPAIRABLE {
        let parsed = parse(text);
        assert_eq!(
            parsed.canonical.as_deref(),
            Some(expected),
            "{text}: {:?}",
            parsed.faults
        );
        assert_eq!(names(&parsed), faults, "{text}: {:?}", parsed.faults);
    }
}

#[test]
fn what_is_beyond_repair_is_reported_as_it_is() {
    for &(text, fault, covered, kind) in IRREPARABLE {
        let parsed = parse(text);
        assert_eq!(parsed.canonical, None, "{text}");
        let first = parsed.faults.first().unwrap();
        assert_eq!((first.name(), first.span().of_text(text)), (fault, covered), "{text}");
        assert!(!first.is_repairable(), "{text}");
        let beyond = parsed.faults.iter().filter(|fault| !fault.is_repairable()).count();
        assert!(
            beyond == 1 || text.ends_with("（所有部分"),
            "{text}: {:?}",
            parsed.faults
        );
        assert_eq!(parsed.number.map(|number| number.kind), kind, "{text}");
    }
}

#[test]
fn the_numbers_of_the_seed_are_well_formed() {
    let numbers: Vec<_> = SEED.split(", ").map(str::trim).collect();
    assert_eq!(numbers.len(), 69);
    for text in numbers {
        assert!(parse(text).is_well_formed(), "{text}: {:?}", parse(text).faults);
    }
}

/// What holds for every text, whatever prefixes the scheme has.
fn check(text: &str) {
    check_with(text, &with_plans());
    check_with(text, &with_prefixes());
}

fn check_with(text: &str, grammar: &Grammar) {
    let parse = |text: &str| super::parse(text, grammar);
    let parsed = parse(text);
    let mut spans: Vec<_> = parsed.faults.iter().map(|fault| fault.span()).collect();
    if let Some(number) = parsed.number {
        spans.extend([number.prefix, number.number, number.parts, number.amendment]);
        spans.extend(number.year.map(|year| year.span));
        assert!(!number.prefix.is_empty() && !number.number.is_empty(), "{text:?}");
    }
    for span in spans {
        assert!(text.get(span.range()).is_some(), "{text:?}: {span:?}");
    }
    let is_repairable = parsed.faults.iter().all(|fault| fault.is_repairable());
    assert_eq!(
        parsed.canonical.is_some(),
        is_repairable && !parsed.is_well_formed(),
        "{text:?}"
    );
    assert!(parsed.number.is_some() || !is_repairable, "{text:?}");
    let Some(canonical) = parsed.canonical else { return };
    let repaired = parse(&canonical);
    assert!(
        repaired.is_well_formed(),
        "{text:?} → {canonical:?}: {:?}",
        repaired.faults
    );
    let keys = [(parsed.number, text), (repaired.number, &*canonical)].map(|(number, text)| {
        number.map(|number| (number.kind, number.same_standard_key(text), number.base_key(text)))
    });
    assert_eq!(keys[0], keys[1], "{text:?} → {canonical:?}");
    // A repair changes nothing but form: each letter and digit is still there, in its order.
    assert!(fold::name(text).eq(fold::name(&canonical)), "{text:?} → {canonical:?}");
}

/// Every number above.
fn examples() -> Vec<&'static str> {
    let well_formed = WELL_FORMED.iter().map(|row| row.1);
    let repairable = REPAIRABLE.iter().map(|row| row.0);
    let irreparable = IRREPARABLE.iter().map(|row| row.0);
    let listed = spellings().map(|row| row.1);
    let all = well_formed.chain(repairable).chain(irreparable);
    all.chain(listed).collect()
}

#[test]
fn spans_lie_inside_and_a_repair_parses_clean() {
    examples().into_iter().for_each(check);
}

/// Numbers for the mutations, always the same: the high bits of a linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn no_mutation_upsets_it() {
    let seeds = examples();
    let odd =
        "\0 /.-–—:：+()（）TZGBDX01２ｔ\u{3000}\u{200b}\u{feff}年版所有部分é𝟙㎡\u{301}XG~～∕一Т《》。，J京\u{ad}\\";
    let odd: Vec<_> = odd.chars().collect();
    let mut random = Random(22373);
    for _ in 0..30_000 {
        let mut text: Vec<_> = seeds[random.below(seeds.len())].chars().collect();
        for _ in 0..=random.below(4) {
            let at = random.below(text.len() + 1);
            match random.below(4) {
                0 => text.insert(at, odd[random.below(odd.len())]),
                1 => text.truncate(at.max(1)),
                2 if at < text.len() => text[at] = odd[random.below(odd.len())],
                _ if at < text.len() => drop(text.remove(at)),
                _ => text.extend(seeds[random.below(seeds.len())].chars()),
            }
        }
        check(&text.into_iter().collect::<String>());
    }
}
