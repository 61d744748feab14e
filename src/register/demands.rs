//! What the other keys of an entry ask of layers of its code: its number says whose standard it is and of which nature,
//! its level says the level. For the rules that compare, and for whoever writes a code.

use super::vocabulary::Vocabulary;
use crate::number::{Kind, Number};
use crate::scheme::{Layer, Level, Role, Scheme};

/// The value of the ownership layer that a number's prefix asks for; `text` is the number as it is written. Nothing
/// where the scheme does not say.
pub fn ownership<'s>(scheme: &'s Scheme, text: &str, number: &Number) -> Option<&'s str> {
    let layer: &Layer = scheme.layer(Role::Ownership)?;
    // The prefix may be spelt in lower case or full width; that is another rule's finding, and it means the same.
    let listed = layer
        .prefixes
        .iter()
        .map(|(prefix, _)| prefix.as_str())
        .find(|prefix| number.prefix_is(text, prefix));
    layer.value_of_prefix(listed.unwrap_or(number.prefix_text(text)))
}

/// The value of the nature layer that a number's mark asks for. Nothing where the number tells no nature, or the scheme
/// does not say.
pub fn nature<'s>(scheme: &'s Scheme, number: &Number) -> Option<&'s str> {
    scheme.layer(Role::Nature)?.value_of_mark(number.nature()?.letter())
}

/// The levels that numbers of a kind are of.
pub fn levels_of_kind(vocabulary: &Vocabulary, kind: Kind) -> impl Iterator<Item = &Level> {
    vocabulary.levels.iter().filter(move |level| level.kinds.has(kind))
}

/// Whether a number cannot be of a level, which says what kinds of number it has.
pub fn contradicts(level: &Level, kind: Kind) -> bool {
    !level.kinds.is_empty() && !level.kinds.is_any() && !level.kinds.has(kind)
}

/// Whether a level and a number of one entry are at odds: one of them is wrong, and nobody knows which. A kind of number that
/// no level has says nothing.
pub fn are_at_odds(vocabulary: &Vocabulary, level: &Level, kind: Kind) -> bool {
    contradicts(level, kind) && levels_of_kind(vocabulary, kind).next().is_some()
}

/// The values of the level layer that an entry asks for, by its level and its number; none where neither says. Where
/// the number is of another kind than the level has, the level is what is wrong, and the number says.
pub fn levels<'v>(vocabulary: &'v Vocabulary, level: Option<&'v Level>, number: Option<&Number>) -> Vec<&'v str> {
    let of_number = || {
        let levels = number
            .into_iter()
            .flat_map(|number| levels_of_kind(vocabulary, number.kind));
        levels.map(|level| level.value.as_str()).collect::<Vec<_>>()
    };
    let mut values = match (level, number) {
        (Some(level), Some(number)) if contradicts(level, number.kind) => {
            let values = of_number();
            if values.is_empty() {
                vec![level.value.as_str()]
            } else {
                values
            }
        }
        (Some(level), _) => vec![level.value.as_str()],
        (None, _) => of_number(),
    };
    values.dedup();
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{self, Grammar};

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(&Scheme::built_in(), std::iter::empty(), std::iter::empty())
    }

    #[test]
    fn a_number_says_whose_standard_it_is_and_of_which_nature() {
        let scheme = Scheme::built_in();
        let asked = |text: &str| {
            let number = number::parse(text, &scheme.grammar).number.unwrap();
            (ownership(&scheme, text, &number), nature(&scheme, &number))
        };
        assert_eq!(asked("GA/T 542-2011"), (Some("P"), Some("T")));
        assert_eq!(asked("ga 542-2011"), (Some("P"), Some("Q")));
        assert_eq!(asked("GB/Z 24294.1-2018"), (Some("R"), Some("Z")));
        assert_eq!(asked("ISO/IEC 27001:2022"), (Some("R"), None));
    }

    #[test]
    fn the_level_says_unless_the_number_knows_better() {
        let vocabulary = vocabulary();
        let level = |name: &str| vocabulary.level(name).and_then(|(term, _)| vocabulary.level_term(term));
        let asked = |name: &str, number: &str| {
            let number = number::parse(number, &Grammar::default()).number;
            levels(&vocabulary, level(name), number.as_ref())
        };
        assert_eq!(asked("行业标准", ""), ["3"]);
        assert_eq!(asked("", "GB/T 1-2020"), ["2"]);
        assert_eq!(asked("行业标准", "GB/T 1-2020"), ["2"]);
        assert_eq!(asked("行业标准", "DB31/T 1-2020"), ["3"]);
        assert_eq!(asked("", ""), [""; 0]);
    }
}
