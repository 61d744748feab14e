//! The words and numbers that entries are made of: who publishes, under which prefix, at which level.

/// The level of a standard, and layer 7 of its code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// ISO and IEC.
    International,
    /// GB.
    National,
    /// GA and the other industries.
    Industry,
}

impl Level {
    /// The word in `level`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::International => "国际标准",
            Self::National => "国家标准",
            Self::Industry => "行业标准",
        }
    }

    /// The digit in the code.
    pub(crate) const fn digit(self) -> char {
        match self {
            Self::International => '1',
            Self::National => '2',
            Self::Industry => '3',
        }
    }
}

/// Whose standard it is: layer 5 of a code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ownership {
    /// The public-security industry's own.
    Own,
    /// Any other.
    Related,
}

impl Ownership {
    /// The letter in the code.
    pub(crate) const fn letter(self) -> char {
        match self {
            Self::Own => 'P',
            Self::Related => 'R',
        }
    }
}

/// Standards that number alike: under one prefix and nature mark, at one level.
pub(crate) struct Family {
    /// What its numbers open with.
    pub(crate) prefix: &'static str,
    /// Its place in [`FIRST_NUMBERS`]: which families count on together.
    pub(crate) series: usize,
    /// The sign before the year.
    pub(crate) joint: char,
    pub(crate) level: Level,
    pub(crate) ownership: Ownership,
    /// The letter of layer 8.
    pub(crate) nature: char,
    /// Who looks after its standards.
    pub(crate) owners: &'static [&'static str],
    /// How many of a hundred published standards are of the family.
    share: u32,
}

const NATIONAL_OWNERS: &[&str] = &["SAC/TC 28", "SAC/TC 260", "SAC/TC 264", "SAC/SWG 15"];
const POLICE_OWNERS: &[&str] = &["公安部科技信息化局", "SAC/TC 100", "SAC/TC 179"];

/// The families that standards in preparation are of.
pub(crate) const PLANNED_POLICE: &Family = &police("GA/T", 'T', 26);
/// See [`PLANNED_POLICE`].
pub(crate) const PLANNED_NATIONAL: &Family = &national("GB/T", 'T', 38);

const FAMILIES: [&Family; 12] = [
    PLANNED_NATIONAL,
    &national("GB", 'Q', 6),
    &national("GB/Z", 'Z', 2),
    PLANNED_POLICE,
    &police("GA", 'Q', 7),
    &industry("YD/T", 2, &["工信部"], 6),
    &industry("GM/T", 3, &["国家密码管理局"], 4),
    &industry("JR/T", 4, &["中国人民银行"], 3),
    &industry("JT/T", 5, &["交通运输部"], 2),
    &industry("DA/T", 6, &["国家档案局"], 2),
    &industry("SF/T", 7, &["司法部"], 2),
    &Family {
        prefix: "ISO/IEC",
        series: 8,
        joint: ':',
        level: Level::International,
        ownership: Ownership::Related,
        nature: 'Q',
        owners: &["ISO/IEC JTC 1"],
        share: 2,
    },
];

/// The number that each series starts behind. GB, GB/T and GB/Z are one series, and GA and GA/T: a main number of
/// theirs is given once.
pub(crate) const FIRST_NUMBERS: [u32; 9] = [15_000, 400, 1_000, 20, 50, 600, 30, 10, 18_000];

/// The family of a published standard, by a number below 100.
pub(crate) fn published(percentile: u32) -> &'static Family {
    let mut passed = 0;
    for family in FAMILIES {
        passed += family.share;
        if percentile < passed {
            return family;
        }
    }
    PLANNED_NATIONAL
}

const fn national(prefix: &'static str, nature: char, share: u32) -> Family {
    Family {
        prefix,
        series: 0,
        joint: '-',
        level: Level::National,
        ownership: Ownership::Related,
        nature,
        owners: NATIONAL_OWNERS,
        share,
    }
}

const fn police(prefix: &'static str, nature: char, share: u32) -> Family {
    Family {
        prefix,
        series: 1,
        joint: '-',
        level: Level::Industry,
        ownership: Ownership::Own,
        nature,
        owners: POLICE_OWNERS,
        share,
    }
}

const fn industry(prefix: &'static str, series: usize, owners: &'static [&'static str], share: u32) -> Family {
    Family {
        prefix,
        series,
        joint: '-',
        level: Level::Industry,
        ownership: Ownership::Related,
        nature: 'T',
        owners,
        share,
    }
}

/// A subsystem, and the class of its categories: layer 1 of their codes.
#[derive(Clone, Copy)]
pub(crate) struct Subsystem {
    pub(crate) title: &'static str,
    pub(crate) class: u8,
}

/// The subsystems, over which the categories are dealt out in turn.
pub(crate) const SUBSYSTEMS: [Subsystem; 5] = [
    Subsystem {
        title: "基础标准",
        class: 1,
    },
    Subsystem {
        title: "服务保障标准",
        class: 2,
    },
    Subsystem {
        title: "服务提供标准",
        class: 3,
    },
    Subsystem {
        title: "安全技术标准",
        class: 2,
    },
    Subsystem {
        title: "监督评价标准",
        class: 3,
    },
];

/// What the tables of a category are about, in turn.
pub(crate) const TABLES: [&str; 4] = ["总体要求", "数据与接口", "应用与服务", "测试与评价"];
