//! The prefixes (标准代号) that a number may open with: those of the industries come from `industry-prefixes.tsv`, the
//! few others stand here.

use std::sync::LazyLock;

use super::marks::Marks;
use super::parts::Shape;
use super::{Kind, fold, foreign};

/// An industry (行业) that issues standards of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Industry {
    /// Two capital letters: `GA`.
    pub prefix: &'static str,
    /// The industry's name, without 行业标准: `公共安全`.
    pub name: &'static str,
    /// Other names in use.
    also_written: Vec<&'static str>,
}

/// The table, one industry a line, under a line of headings: prefix, name, other names (separated by `、`).
const TABLE: &str = include_str!("industry-prefixes.tsv");

/// The industries in the order of the table, and for each pair of letters the place of its industry.
struct Industries {
    rows: Vec<Industry>,
    places: [Option<u8>; 26 * 26],
}

static INDUSTRIES: LazyLock<Industries> = LazyLock::new(|| {
    let rows: Vec<_> = TABLE.lines().skip(1).filter_map(row).collect();
    let mut places = [None; 26 * 26];
    for (index, industry) in rows.iter().enumerate() {
        if let Some(place) = slot(industry.prefix.as_bytes()).and_then(|slot| places.get_mut(slot)) {
            *place = u8::try_from(index).ok();
        }
    }
    Industries { rows, places }
});

fn row(line: &'static str) -> Option<Industry> {
    let mut cells = line.split('\t');
    let (prefix, name) = (cells.next()?, cells.next()?);
    let others = cells.next().unwrap_or("");
    Some(Industry {
        prefix,
        name,
        also_written: others.split('、').filter(|other| !other.is_empty()).collect(),
    })
}

/// The place of a pair of letters, in either case.
fn slot(pair: &[u8]) -> Option<usize> {
    let &[first, second] = pair else { return None };
    let place = |letter: u8| {
        letter
            .is_ascii_alphabetic()
            .then(|| usize::from(letter.to_ascii_uppercase() - b'A'))
    };
    Some(place(first)? * 26 + place(second)?)
}

fn by_pair(pair: &[u8]) -> Option<&'static Industry> {
    let industries = &*INDUSTRIES;
    let place = industries.places.get(slot(pair)?).copied().flatten()?;
    industries.rows.get(usize::from(place))
}

/// The industry that a prefix belongs to: `GA`, in lower case or full width too. The engineering forms `JGJ` and
/// `CJJ` belong to the industries `JG` and `CJ`. `None` for prefixes of other kinds.
pub fn industry(prefix: &str) -> Option<&'static Industry> {
    let mut letters = fold::spelling(prefix);
    let pair = [letters.next()?, letters.next()?];
    match (&pair, letters.next()) {
        (_, None) | (b"JG" | b"CJ", Some(b'J')) if letters.next().is_none() => by_pair(&pair),
        _ => None,
    }
}

/// A prefix that is spelled in one way only.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// The way.
    pub(super) spelling: &'static str,
    /// What it is a prefix of.
    pub(super) kind: Kind,
    /// Whether `/T` and `/Z` may follow.
    pub(super) marks: Marks,
    /// How the numbers behind it are written.
    pub(super) shape: Shape,
    meaning: &'static str,
}

const fn known(spelling: &'static str, kind: Kind, marks: Marks, shape: Shape, meaning: &'static str) -> Known {
    Known {
        spelling,
        kind,
        marks,
        shape,
        meaning,
    }
}

const fn national(spelling: &'static str, marks: Marks, shape: Shape, meaning: &'static str) -> Known {
    known(spelling, Kind::National, marks, shape, meaning)
}

const fn industrial(spelling: &'static str, marks: Marks, shape: Shape, meaning: &'static str) -> Known {
    known(spelling, Kind::Industry, marks, shape, meaning)
}

/// The one prefix of two letters that is no industry's.
const GB: Known = national("GB", Marks::Taken, Shape::Dotted, "国家标准");

/// The other national prefixes, and the engineering and older forms of industries, the commonest first.
#[rustfmt::skip]
const NAMED: [Known; 23] = [
    national("GBZ", Marks::Taken, Shape::Dotted, "国家职业卫生标准"),
    national("GJB", Marks::Taken, Shape::Revised, "国家军用标准"),
    industrial("JGJ", Marks::Taken, Shape::Dotted, "建筑工程（工程建设）"),
    industrial("CJJ", Marks::Taken, Shape::Dotted, "城镇建设（工程建设）"),
    industrial("JTG", Marks::Taken, Shape::Series, "公路工程"),
    industrial("JTS", Marks::Taken, Shape::Series, "水运工程"),
    industrial("JTJ", Marks::Taken, Shape::Series, "交通（工程建设，旧）"),
    industrial("TSG", Marks::Refused, Shape::Series, "特种设备安全技术规范"),
    industrial("CECS", Marks::Refused, Shape::Coloned, "中国工程建设协会标准（旧）"),
    industrial("TBJ", Marks::Taken, Shape::Dotted, "铁路（工程建设，旧）"),
    industrial("SDJ", Marks::Taken, Shape::Dotted, "水利电力（工程建设，旧）"),
    industrial("SLJ", Marks::Taken, Shape::Dotted, "水利（工程建设，旧）"),
    industrial("SYJ", Marks::Taken, Shape::Dotted, "石油（工程建设，旧）"),
    industrial("SHJ", Marks::Taken, Shape::Dotted, "石油化工（工程建设，旧）"),
    industrial("HGJ", Marks::Taken, Shape::Dotted, "化工（工程建设，旧）"),
    industrial("YBJ", Marks::Taken, Shape::Dotted, "冶金（工程建设，旧）"),
    industrial("YSJ", Marks::Taken, Shape::Dotted, "有色金属（工程建设，旧）"),
    national("GBn", Marks::Refused, Shape::Dotted, "国家内部标准"),
    national("GBJ", Marks::Taken, Shape::Dotted, "国家标准（工程建设，旧）"),
    // The class of a reference sample stands before its number.
    national("GSB", Marks::Refused, Shape::Hyphenated, "国家实物标准"),
    national("JJF", Marks::Refused, Shape::Dotted, "国家计量技术规范"),
    national("JJG", Marks::Refused, Shape::Dotted, "国家计量检定规程"),
    industrial("LYJ", Marks::Taken, Shape::Dotted, "林业（工程建设，旧）"),
];

/// The defence industries keep a number and count its revisions.
const REVISED: [&str; 6] = ["CB", "EJ", "HB", "QJ", "SJ", "WJ"];

/// What is not looked up but read: shown to authors, never matched against.
const READ: [(&str, Kind, &str); 23] = [
    ("GB/T", Kind::National, "推荐性国家标准"),
    ("GB/Z", Kind::National, "国家标准化指导性技术文件"),
    ("DB", Kind::Local, "地方标准，其后为行政区划代码"),
    ("DBJ", Kind::Local, "地方工程建设标准，其后为地区代码"),
    ("DBJ/T", Kind::Local, "推荐性地方工程建设标准，其后为地区代码"),
    ("DG/TJ08", Kind::Local, "上海市工程建设规范（推荐性）"),
    ("DGJ08", Kind::Local, "上海市工程建设规范（强制性）"),
    ("T/", Kind::Group, "团体标准，其后为团体代号"),
    ("Q/", Kind::Enterprise, "企业标准，其后为企业代号"),
    ("ISO", Kind::International, "国际标准化组织标准"),
    ("IEC", Kind::International, "国际电工委员会标准"),
    ("ISO/IEC", Kind::International, "国际标准化组织和国际电工委员会联合标准"),
    ("ISO/TR", Kind::International, "国际标准化组织技术报告"),
    ("ISO/TS", Kind::International, "国际标准化组织技术规范"),
    ("ISO/PAS", Kind::International, "国际标准化组织可公开获得的规范"),
    (
        "ISO/IEC TR",
        Kind::International,
        "国际标准化组织和国际电工委员会联合技术报告",
    ),
    (
        "ISO/IEC TS",
        Kind::International,
        "国际标准化组织和国际电工委员会联合技术规范",
    ),
    ("ISO Guide", Kind::International, "国际标准化组织指南"),
    ("CISPR", Kind::International, "国际无线电干扰特别委员会标准"),
    ("IWA", Kind::International, "国际研讨会协议"),
    ("ITU-R", Kind::International, "国际电信联盟无线电通信部门建议书"),
    ("ITU-T", Kind::International, "国际电信联盟电信标准化部门建议书"),
    ("IETF RFC", Kind::International, "互联网工程任务组征求意见稿"),
];

/// The prefix that a word is, in whatever case; `folded` is in ASCII.
pub(super) fn find(folded: &[u8]) -> Option<Known> {
    if folded.len() != 2 {
        let named = |known: &&Known| known.spelling.as_bytes().eq_ignore_ascii_case(folded);
        return NAMED.iter().find(named).copied();
    }
    if folded.eq_ignore_ascii_case(b"GB") {
        return Some(GB);
    }
    let industry = by_pair(folded)?;
    let shape = if REVISED.contains(&industry.prefix) {
        Shape::Revised
    } else {
        Shape::Dotted
    };
    Some(industrial(industry.prefix, Marks::Taken, shape, industry.name))
}

/// Every prefix worth offering to an author, with its kind and its meaning in Chinese. `DB` comes twice: as that of
/// local standards, whose region's digits follow, and as that of the earthquake industry. A trailing slash (`T/`)
/// says that the code of whoever issues the standard follows.
pub fn prefixes() -> impl Iterator<Item = (&'static str, Kind, &'static str)> {
    let named = std::iter::once(&GB).chain(&NAMED);
    let named = named.map(|known| (known.spelling, known.kind, known.meaning));
    let foreign = foreign::PREFIXES
        .iter()
        .map(|(prefix, meaning)| (*prefix, Kind::Foreign, *meaning));
    let industries = INDUSTRIES.rows.iter();
    let industries = industries.map(|industry| (industry.prefix, Kind::Industry, industry.name));
    named.chain(industries).chain(READ).chain(foreign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_an_industry() {
        assert_eq!(INDUSTRIES.rows.len(), TABLE.lines().count() - 1);
        for row in &INDUSTRIES.rows {
            assert_eq!(industry(row.prefix), Some(row), "{}", row.prefix);
            assert!(!row.name.is_empty(), "{}", row.prefix);
        }
    }

    #[test]
    fn an_industry_is_found_by_its_prefix() {
        let found = |prefix| industry(prefix).map(|industry| (industry.name, industry.also_written.as_slice()));
        assert_eq!(found("GA"), Some(("公共安全", &[][..])));
        assert_eq!(found("gm"), Some(("密码", &["国密"][..])));
        assert_eq!(found("ＪＧＪ"), Some(("建筑工程", &["建筑工业"][..])));
        assert_eq!(found("CJJ").map(|(name, _)| name), Some("城镇建设"));
        for none in ["", "G", "GB", "GBZ", "GAJ", "CJJJ", "T/GA", "公安"] {
            assert_eq!(found(none), None, "{none}");
        }
    }

    #[test]
    fn prefixes_are_offered_once_each() {
        let all: Vec<_> = prefixes().collect();
        let distinct: std::collections::HashSet<_> = all.iter().map(|(prefix, kind, _)| (prefix, kind)).collect();
        assert_eq!(distinct.len(), all.len());
        assert!(all.contains(&("GA", Kind::Industry, "公共安全")));
        assert!(all.contains(&("GB/Z", Kind::National, "国家标准化指导性技术文件")));
    }

    #[test]
    fn a_prefix_that_is_offered_is_read() {
        for (prefix, kind, _) in prefixes() {
            let text = match (prefix, kind) {
                ("DB", Kind::Local) => "DB31 1".to_owned(),
                ("DBJ" | "DBJ/T", _) => format!("{prefix} 13-1-2020"),
                ("ITU-T" | "ITU-R", _) => format!("{prefix} X.1"),
                (_, Kind::Group | Kind::Enterprise) => format!("{prefix}ABC 1"),
                _ => format!("{prefix} 1"),
            };
            let parsed = super::super::parse(&text, &super::super::Grammar::default());
            assert!(parsed.is_well_formed(), "{text}: {:?}", parsed.faults);
            assert_eq!(parsed.number.map(|number| number.kind), Some(kind), "{text}");
        }
    }
}
