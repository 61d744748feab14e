//! The nearest of several words, for "did you mean".
//!
//! The search is bounded, however many words there are and however long they are: what it costs to say "did you mean"
//! must not grow with what may be meant, or a file with many unknown names costs the square of its size.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

use smallvec::SmallVec;

/// How many words are compared with one, at the most.
const MOST: usize = 64;

/// The longest word that another is looked for, in characters.
const LONGEST: usize = 128;

/// The candidate that is nearest to a word, if one is near enough to be what was meant: two thirds of its characters
/// must be right, as in rustc's suggestions. Of many candidates only the first are looked at; where the nearest of many
/// is wanted, [`Words`] finds it.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    all_nearest(word, candidates).first().copied()
}

/// The candidates that are as near as the nearest, each once and in their order; none where none is near enough. Where there
/// are several, nobody knows which was meant.
pub fn all_nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> SmallVec<[&'c str; 2]> {
    let mut found = SmallVec::new();
    let length = word.chars().count();
    if length > LONGEST {
        return found;
    }
    let mut least = usize::MAX;
    for candidate in candidates.into_iter().take(MOST) {
        // A candidate of another length needs as many insertions at the least, and counting is all that costs.
        let other_length = candidate.chars().take(2 * LONGEST).count();
        let longest = length.max(other_length).max(3);
        let limit = least.min(longest / 3);
        if length.abs_diff(other_length) > limit {
            continue;
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        if distance > limit {
            continue;
        }
        if distance < least {
            found.clear();
            least = distance;
        }
        if !found.contains(&candidate) {
            found.push(candidate);
        }
        if distance == 0 {
            break;
        }
    }
    found
}

/// A word that is near another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its place.
    pub place: usize,
    /// Whether no other word is as near, so that it is this one which was meant.
    pub is_sole: bool,
}

/// Words that the nearest of is looked for again and again. Of many words those are compared that begin as the word does,
/// and those that end so: a slip of the pen leaves at least one of both.
#[derive(Debug)]
pub struct Words<'c> {
    words: Vec<Cow<'c, str>>,
    /// The places of the words in their order, and in the order of them read backwards; found when first asked for.
    sorted: OnceLock<[Vec<usize>; 2]>,
}

impl<'c> Words<'c> {
    /// Words, in the order in which the first of several as near ones is preferred.
    pub fn new(words: impl IntoIterator<Item = Cow<'c, str>>) -> Self {
        Self {
            words: words.into_iter().collect(),
            sorted: OnceLock::new(),
        }
    }

    /// The place of the word that is nearest, if one is near enough.
    pub fn nearest(&self, word: &str) -> Option<usize> {
        self.near(word).map(|near| near.place)
    }

    /// The word that is nearest, if one is near enough, and whether it alone is.
    pub fn near(&self, word: &str) -> Option<Near> {
        let mut places: Vec<usize> = if self.words.len() <= MOST {
            (0..self.words.len()).collect()
        } else {
            self.beside(word)
        };
        places.sort_unstable();
        places.dedup();
        let at = |place: &usize| self.word(*place);
        let found = all_nearest(word, places.iter().filter_map(at));
        let first = found.first().copied()?;
        Some(Near {
            place: places.into_iter().find(|place| at(place) == Some(first))?,
            is_sole: found.len() == 1,
        })
    }

    /// A word by its place.
    pub fn word(&self, place: usize) -> Option<&str> {
        self.words.get(place).map(AsRef::as_ref)
    }

    /// The places of the words that stand next to a word in either order.
    fn beside(&self, word: &str) -> Vec<usize> {
        let sorted = self.sorted.get_or_init(|| {
            ORDERS.map(|order| {
                let mut places: Vec<usize> = (0..self.words.len()).collect();
                places.sort_by(|one, other| match (self.word(*one), self.word(*other)) {
                    (Some(one), Some(other)) => order(one, other),
                    _ => Ordering::Equal,
                });
                places
            })
        });
        let beside = sorted.iter().zip(ORDERS).flat_map(|(places, order)| {
            let is_before = |place: &usize| {
                let other = self.word(*place);
                other.is_some_and(|other| order(other, word) == Ordering::Less)
            };
            let middle = places.partition_point(is_before);
            let start = middle.saturating_sub(MOST / 4);
            let end = (middle + MOST / 4).min(places.len());
            places.get(start..end).unwrap_or_default()
        });
        beside.copied().collect()
    }
}

/// From the first character on, and from the last back.
const ORDERS: [fn(&str, &str) -> Ordering; 2] = [
    |one, other| one.cmp(other),
    |one, other| one.chars().rev().cmp(other.chars().rev()),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_word_and_nonsense_does_not() {
        assert_eq!(nearest("titel", ["code", "title"]), Some("title"));
        assert_eq!(nearest("已颁布", ["在编", "已颁"]), Some("已颁"));
        assert_eq!(nearest("xyz", ["code", "title"]), None);
        assert_eq!(nearest("abcd", ["abcx", "abcd", "abcd"]), Some("abcd"));
    }

    #[test]
    fn of_several_as_near_nobody_knows_which_was_meant() {
        assert_eq!(all_nearest("拟编", ["已颁", "在编", "拟编"]).as_slice(), ["拟编"]);
        assert_eq!(
            all_nearest("以编", ["在编", "已颁", "拟编", "在编"]).as_slice(),
            ["在编", "拟编"]
        );
        assert_eq!(all_nearest("xyz", ["code"]).as_slice(), [""; 0]);
        let words = Words::new(["21", "22", "31", "31"].map(Cow::from));
        let near = |word| words.near(word).map(|near| (near.place, near.is_sole));
        assert_eq!(near("12"), Some((0, false)));
        assert_eq!(near("3I"), Some((2, true)));
        assert_eq!(near("XY"), None);
    }

    #[test]
    fn among_many_words_the_one_with_the_typo_is_found() {
        let words: Vec<String> = (0..5000).map(|i| format!("第{i}类数据元{i}编写规则")).collect();
        let words = Words::new(words.iter().map(Cow::from));
        for (word, meant) in [
            ("第4321类数剧元4321编写规则", 4321),
            ("弟77类数据元77编写规则", 77),
            ("第77类数据元77编写规刚", 77),
            ("第77类数据元77编写规则", 77),
        ] {
            assert_eq!(words.nearest(word), Some(meant), "{word}");
        }
        assert_eq!(words.nearest("公安信息"), None);
        assert_eq!(Words::new([]).nearest("公安信息"), None);
    }

    #[test]
    fn what_is_too_long_is_near_nothing() {
        let long = "数".repeat(LONGEST + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        let (word, far) = ("数".repeat(LONGEST), "数".repeat(100_000));
        assert_eq!(nearest(&word, [far.as_str()]), None);
    }
}
