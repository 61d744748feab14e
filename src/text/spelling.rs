//! Which of many words another one is a misspelling of, without comparing each with each.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;

/// Shorter words differ by one character too easily.
const SHORTEST: usize = 6;

/// Longer words are no names.
const LONGEST: usize = 100;

/// How many words are compared for each character that a word may have too many, so that a great many words that are
/// alike cost no more than a few.
const MOST_ALIKE: usize = 8;

/// Words, found again by what is one slip away: a character too many, missing, wrong, or swapped with its neighbour.
#[derive(Debug, Default)]
pub struct Spellings {
    words: Vec<String>,
    /// The words by the hash of what is left of them without one of their characters, and by their own. Two words that
    /// are one slip apart share one of these.
    by_rest: FxHashMap<u64, SmallVec<[u32; 2]>>,
}

impl Spellings {
    /// Adds a word. Those that are added first are found first.
    pub fn add(&mut self, word: &str) {
        let characters: Vec<char> = word.chars().collect();
        let Ok(place) = u32::try_from(self.words.len()) else {
            return;
        };
        for hash in rests(&characters) {
            let alike = self.by_rest.entry(hash).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(place);
            }
        }
        self.words.push(word.to_owned());
    }

    /// The first word that this one is probably a misspelling of.
    pub fn near(&self, word: &str) -> Option<&str> {
        let characters: Vec<char> = word.chars().collect();
        rests(&characters)
            .filter_map(|hash| self.by_rest.get(&hash))
            .flatten()
            .filter_map(|place| Some((*place, self.words.get(*place as usize)?)))
            .filter(|(_, other)| {
                let other: SmallVec<[char; 32]> = other.chars().collect();
                is_slip(&characters, &other)
            })
            .min_by_key(|(place, _)| *place)
            .map(|(_, other)| other.as_str())
    }
}

/// The hashes of a word without each of its characters, and of all of it; none for a word that is not compared.
fn rests(word: &[char]) -> impl Iterator<Item = u64> {
    let is_compared = (SHORTEST..=LONGEST).contains(&word.len());
    let count = if is_compared { word.len() + 1 } else { 0 };
    (0..count).map(move |left_out| {
        let mut hasher = FxHasher::default();
        for (_, c) in (0..).zip(word).filter(|(at, _)| *at != left_out) {
            c.hash(&mut hasher);
        }
        hasher.finish()
    })
}

/// Whether two words differ by one slip, and not by what tells names apart: a numeral, a direction, a place.
fn is_slip(one: &[char], other: &[char]) -> bool {
    let start = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    match (
        one.get(start..).unwrap_or_default(),
        other.get(start..).unwrap_or_default(),
    ) {
        ([a, b, one @ ..], [c, d, other @ ..]) if (a, b) == (d, c) && one == other => {
            !is_numeral(*a) && !is_numeral(*b)
        }
        ([a, one @ ..], [b, other @ ..]) if one == other => {
            let is_other_direction = is_direction(*a) && is_direction(*b);
            !is_numeral(*a) && !is_numeral(*b) && !is_other_direction && !is_in_place_name(one)
        }
        ([surplus, longer @ ..], shorter) | (shorter, [surplus, longer @ ..]) if longer == shorter => {
            !is_numeral(*surplus)
        }
        _ => false,
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千甲乙丙丁".contains(c)
}

fn is_direction(c: char) -> bool {
    "东南西北中上下".contains(c)
}

/// Whether a character stands in the name of a province, a city or a county, by what follows it: 河北省, 湖北省.
fn is_in_place_name(after: &[char]) -> bool {
    after.iter().take(3).any(|c| "省市县区州盟旗".contains(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(one: &str, other: &str) -> bool {
        let mut spellings = Spellings::default();
        spellings.add(one);
        spellings.near(other) == Some(one)
    }

    #[test]
    fn one_slip_is_found_in_either_direction() {
        for (one, other) in [
            ("公安部信息处理标委会", "公安部信息处里标委会"),
            ("公安部信息处理标委会", "公安部信息处理委会"),
            ("公安部信息处理标委会", "公安部信息处理理标委会"),
            ("公安部信息处理标委会", "公安部信处息理标委会"),
            ("SAC/TC 260", "SAC/TC260"),
            ("公安部信息处理标委会", "公安部信息处理标委会。"),
        ] {
            assert!(is_near(one, other) && is_near(other, one), "{one} {other}");
        }
    }

    #[test]
    fn different_names_are_told_apart() {
        for (one, other) in [
            ("SAC/TC 260", "SAC/TC 264"),
            ("SAC/TC 28", "SAC/TC 280"),
            ("SAC/TC 260", "SAC/TC 206"),
            ("公安部第一研究所", "公安部第三研究所"),
            ("公安部第十研究所", "公安部第十一研究所"),
            ("河北省公安厅", "湖北省公安厅"),
            ("华东电力设计院", "华北电力设计院"),
            ("公安部信息处理标委会", "公安部信息安全标委会"),
            ("公安部法", "公安部发"),
            ("公安部信息处理标委会", "公安部信息处理标委会"),
        ] {
            assert!(!is_near(one, other), "{one} {other}");
        }
    }

    #[test]
    fn many_words_that_are_alike_cost_little() {
        let mut spellings = Spellings::default();
        for c in '\u{4E00}'..'\u{6E00}' {
            spellings.add(&format!("公安部信息{c}理中心"));
        }
        assert_eq!(spellings.near("公安部信息处理中心"), Some("公安部信息丂理中心"));
    }
}
