//! Which entry of one list is which of another: by code, then by the number of the standard or the plan, then by title in the
//! same table. What several could be is nobody's: it is told, never guessed.
//!
//! The position in a table (序号) is no name: it changes when a row is put in above.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::code;
use crate::number::{self, Grammar, Key as NumberKey};
use crate::register::index::normal;

/// What an entry is known by. Texts are kept as numbers that are equal for equal ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Known {
    /// The table that it stands in, counted the same in both lists; none where that is not known.
    pub table: Option<u32>,
    code: Option<u128>,
    standard: Option<Number>,
    plan: Option<u128>,
    title: Option<u128>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Number {
    /// One that the grammar knows, however it is spelled.
    Read(NumberKey),
    /// Any other text.
    Text(u128),
}

impl Known {
    /// What an entry is known by, as far as it is there.
    pub fn new(table: Option<u32>, [code, standard, plan, title]: [Option<&str>; 4], grammar: &Grammar) -> Self {
        // A page has one column for both, and shows the plan where there is no number.
        let standard = standard.or(plan).map(|text| match number::parse(text, grammar).number {
            Some(number) => Number::Read(number.same_standard_key(text)),
            None => Number::Text(bare(text)),
        });
        Self {
            table,
            code: code.map(bare),
            standard,
            plan: plan.map(bare),
            title: title.map(|title| bare(&normal(title.into()))),
        }
    }

    /// Whether it is known by nothing.
    pub fn is_nameless(&self) -> bool {
        let table = self.table;
        *self
            == Self {
                table,
                ..Self::default()
            }
    }

    /// What it is looked for by; none where it has not got that.
    fn key(self, level: Level) -> Option<Self> {
        let (table, none) = (self.table, Self::default());
        let key = match level {
            Level::Whole => (self.code.is_some() || self.standard.is_some() || self.title.is_some()).then_some(self)?,
            Level::CodeInTable => Self {
                table: Some(table?),
                code: Some(self.code?),
                ..none
            },
            Level::Code => Self {
                code: Some(self.code?),
                ..none
            },
            Level::StandardInTable => Self {
                table: Some(table?),
                standard: Some(self.standard?),
                ..none
            },
            Level::Standard => Self {
                standard: Some(self.standard?),
                ..none
            },
            Level::PlanInTable => Self {
                table: Some(table?),
                plan: Some(self.plan?),
                ..none
            },
            Level::Plan => Self {
                plan: Some(self.plan?),
                ..none
            },
            Level::TitleInTable => Self {
                table: Some(table?),
                title: Some(self.title?),
                ..none
            },
        };
        Some(key)
    }
}

/// A text without blanks, as a number.
fn bare(text: &str) -> u128 {
    match text.contains(char::is_whitespace) {
        true => code::key(&text.split_whitespace().collect::<String>()),
        false => code::key(text),
    }
}

/// By what entries are looked for, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// All of it: among doubled codes those that nobody touched find each other.
    Whole,
    CodeInTable,
    Code,
    StandardInTable,
    Standard,
    PlanInTable,
    Plan,
    TitleInTable,
}

/// Those at which an entry must be the only one.
const UNIQUE: [Level; 7] = [
    Level::CodeInTable,
    Level::Code,
    Level::StandardInTable,
    Level::Standard,
    Level::PlanInTable,
    Level::Plan,
    Level::TitleInTable,
];

/// How many of those that an entry could be are named.
const NAMED: usize = 3;

/// What became of an entry of the new list. Entries are known by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Partner {
    /// It is this one of the old list.
    One(usize),
    /// There is none like it.
    None,
    /// It could be any of these, of which the first are named, or others of the new list could be the same one.
    Several(SmallVec<[usize; NAMED]>),
}

/// What became of an entry of the old list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is this one of the new list.
    Found(usize),
    /// Some of the new list could be it.
    InDoubt,
    /// None could.
    Missing,
}

/// Which is which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// For each entry of the new list.
    pub new: Vec<Partner>,
    /// For each entry of the old list.
    pub old: Vec<Fate>,
}

/// Matches two lists.
pub fn match_entries(old: &[Known], new: &[Known]) -> Matching {
    let mut pairs = Pairs {
        of_old: vec![None; old.len()],
        of_new: vec![None; new.len()],
        old,
        new,
    };
    pairs.whole();
    // What is found by a later name may leave an earlier one to a single entry.
    for level in UNIQUE.into_iter().chain(UNIQUE) {
        pairs.unique(level);
    }
    pairs.finish()
}

struct Pairs<'k> {
    old: &'k [Known],
    new: &'k [Known],
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

/// The entries without a partner that have a key.
fn single(entries: &[Known], partners: &[Option<usize>], level: Level) -> impl Iterator<Item = (usize, Known)> {
    let entries = entries.iter().zip(partners).enumerate();
    entries.filter_map(move |(place, (known, partner))| Some((place, known.key(level).filter(|_| partner.is_none())?)))
}

impl Pairs<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        self.of_old
            .get_mut(old)
            .into_iter()
            .for_each(|partner| *partner = Some(new));
        self.of_new
            .get_mut(new)
            .into_iter()
            .for_each(|partner| *partner = Some(old));
    }

    /// Those that are the same in all that they are known by, one after the other.
    fn whole(&mut self) {
        // From the end, so that the first is taken first.
        let mut waiting: FxHashMap<Known, SmallVec<[usize; 1]>> = FxHashMap::default();
        let mut old: Vec<_> = single(self.old, &self.of_old, Level::Whole).collect();
        old.reverse();
        for (place, key) in old {
            waiting.entry(key).or_default().push(place);
        }
        let new: Vec<_> = single(self.new, &self.of_new, Level::Whole).collect();
        for (place, key) in new {
            if let Some(old) = waiting.get_mut(&key).and_then(SmallVec::pop) {
                self.pair(old, place);
            }
        }
    }

    /// Those that are the only ones with a key in both lists.
    fn unique(&mut self, level: Level) {
        let old = only(single(self.old, &self.of_old, level));
        if old.is_empty() {
            return;
        }
        let new = only(single(self.new, &self.of_new, level));
        for (key, new) in new {
            if let (Some(new), Some(Some(old))) = (new, old.get(&key)) {
                self.pair(*old, new);
            }
        }
    }

    fn finish(self) -> Matching {
        let mut several: Vec<Option<SmallVec<[usize; NAMED]>>> = vec![None; self.new.len()];
        let mut is_in_doubt = vec![false; self.old.len()];
        for level in UNIQUE {
            let mut candidates: FxHashMap<Known, SmallVec<[usize; NAMED]>> = FxHashMap::default();
            for (place, key) in single(self.old, &self.of_old, level) {
                let named = candidates.entry(key).or_default();
                if named.len() < NAMED {
                    named.push(place);
                }
            }
            if candidates.is_empty() {
                continue;
            }
            let mut wanted: FxHashSet<Known> = FxHashSet::default();
            for (place, key) in single(self.new, &self.of_new, level) {
                let (Some(named), Some(slot)) = (candidates.get(&key), several.get_mut(place)) else {
                    continue;
                };
                slot.get_or_insert_with(|| named.clone());
                wanted.insert(key);
            }
            for (place, key) in single(self.old, &self.of_old, level) {
                if let Some(doubt) = is_in_doubt.get_mut(place) {
                    *doubt |= wanted.contains(&key);
                }
            }
        }
        let new = self.of_new.into_iter().zip(several);
        let old = self.of_old.into_iter().zip(is_in_doubt);
        Matching {
            new: new
                .map(|pair| match pair {
                    (Some(old), _) => Partner::One(old),
                    (None, Some(several)) => Partner::Several(several),
                    (None, None) => Partner::None,
                })
                .collect(),
            old: old
                .map(|pair| match pair {
                    (Some(new), _) => Fate::Found(new),
                    (None, true) => Fate::InDoubt,
                    (None, false) => Fate::Missing,
                })
                .collect(),
        }
    }
}

/// For each key the entry that alone has it; none where several have.
fn only(entries: impl Iterator<Item = (usize, Known)>) -> FxHashMap<Known, Option<usize>> {
    let mut only = FxHashMap::default();
    for (place, key) in entries {
        only.entry(key).and_modify(|known| *known = None).or_insert(Some(place));
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::Scheme;

    /// Entries as `table|code|standard|plan|title`.
    fn known(lines: &[&str]) -> Vec<Known> {
        let scheme = Scheme::built_in();
        let known = |line: &&str| {
            let mut parts = line.split('|').map(|part| Some(part).filter(|part| !part.is_empty()));
            let table = parts.next().flatten().map(|table| table.parse().unwrap());
            let mut part = || parts.next().flatten();
            Known::new(table, [part(), part(), part(), part()], &scheme.grammar)
        };
        lines.iter().map(known).collect()
    }

    fn partners(old: &[&str], new: &[&str]) -> Vec<Partner> {
        match_entries(&known(old), &known(new)).new
    }

    #[test]
    fn the_code_comes_first_then_the_number_then_the_title_in_its_table() {
        let old = ["1|X1|GB/T 1-2020||甲", "1|X2|GB/T 2-2020||乙", "2|X3||20190001|乙"];
        let one = Partner::One;
        // A number or a title that is another's changes nothing.
        assert_eq!(partners(&old, &["|X1|GB/T 2-2020||乙"]), [one(0)]);
        // However it is spelled.
        assert_eq!(partners(&old, &["|Y|GB/T2—2020||丙"]), [one(1)]);
        assert_eq!(partners(&old, &["1|Y|||乙"]), [one(1)]);
        assert_eq!(partners(&old, &["2|Y||201 90001|丁"]), [one(2)]);
        // The same title elsewhere is no name.
        assert_eq!(
            partners(&old, &["|Y|||乙", "3|Y2|||甲"]),
            [Partner::None, Partner::None]
        );
    }

    #[test]
    fn what_several_could_be_is_nobody_s() {
        let old = ["1|X|GB/T 1-2020||甲", "1|X|GB/T 2-2020||乙"];
        let matching = match_entries(&known(&old), &known(&["1|X|GB/T 3-2020||丙"]));
        assert_eq!(matching.new, [Partner::Several([0, 1].into_iter().collect())]);
        assert_eq!(matching.old, [Fate::InDoubt, Fate::InDoubt]);
        // Two that could be one.
        let matching = match_entries(&known(&old[..1]), &known(&["1|X|||丙", "1|X|||丁"]));
        assert_eq!(matching.new, vec![Partner::Several([0].into_iter().collect()); 2]);
        // One of them is found by its number, which leaves the other.
        assert_eq!(
            partners(&old, &["1|X|GB/T 3-2020||丙", "1|X|GB/T 2-2020||丁"]),
            [Partner::One(0), Partner::One(1)]
        );
    }

    #[test]
    fn doubled_entries_that_nobody_touched_find_each_other() {
        let old = ["1|X|GB/T 1-2020||甲", "1|X|GB/T 1-2020||甲", "1|X|GB/T 2-2020||乙"];
        let all = [Partner::One(0), Partner::One(1), Partner::One(2)];
        assert_eq!(partners(&old, &old), all);
        let matching = match_entries(&known(&old), &known(&old[1..]));
        assert_eq!(matching.new, [Partner::One(0), Partner::One(2)]);
        assert_eq!(matching.old[1], Fate::Missing);
    }

    #[test]
    fn many_of_one_name_take_no_longer_than_many_names() {
        let old = known(&vec!["1|X|GB/T 1-2020||甲"; 20_000]);
        let new = known(&vec!["1|X|GB/T 1-2020||乙"; 20_000]);
        let matching = match_entries(&old, &new);
        assert!(
            matching
                .new
                .iter()
                .all(|partner| matches!(partner, Partner::Several(named) if named.len() == NAMED))
        );
        assert!(matching.old.iter().all(|fate| *fate == Fate::InDoubt));
    }
}
