//! Rules by their place in the list, and sets of them.

use super::{ALL, Definition};

/// A rule of [`ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(u8);

impl RuleId {
    /// All rules, in the order of the list.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(ALL).map(|(place, _)| Self(place))
    }

    /// The place in the list.
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }

    /// The rule itself.
    pub fn definition(self) -> &'static Definition {
        // Ids are made from places of the list alone.
        ALL.get(self.place())
            .copied()
            .unwrap_or(&super::toml_syntax::TOML_SYNTAX)
    }
}

/// Some rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleSet(u128);

const _: () = assert!(ALL.len() <= u128::BITS as usize);

impl RuleSet {
    /// Whether no rule is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a rule is in it.
    pub const fn contains(self, rule: RuleId) -> bool {
        self.0 & Self::only(rule).0 != 0
    }

    /// Puts a rule in.
    pub(super) const fn insert(&mut self, rule: RuleId) {
        self.0 |= Self::only(rule).0;
    }

    /// The set of one rule.
    pub(super) const fn only(rule: RuleId) -> Self {
        Self(1 << rule.0)
    }

    /// The rules, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = RuleId> {
        RuleId::all().filter(move |rule| self.contains(*rule))
    }
}

impl Extend<RuleId> for RuleSet {
    fn extend<I: IntoIterator<Item = RuleId>>(&mut self, rules: I) {
        for rule in rules {
            self.insert(rule);
        }
    }
}

impl FromIterator<RuleId> for RuleSet {
    fn from_iter<I: IntoIterator<Item = RuleId>>(rules: I) -> Self {
        let mut set = Self::default();
        set.extend(rules);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_it_in_the_order_of_the_list() {
        let all: Vec<_> = RuleId::all().collect();
        let (first, last) = (all[0], all[all.len() - 1]);
        let set: RuleSet = [last, first, last].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [first, last]);
        assert!(set.contains(last) && !set.contains(all[1]));
        assert_eq!((set.iter().count(), RuleSet::default().is_empty()), (2, true));
        let whole: RuleSet = RuleId::all().collect();
        assert_eq!(whole.iter().count(), ALL.len());
        assert!(
            all.iter()
                .all(|rule| std::ptr::eq(rule.definition(), ALL[rule.place()]))
        );
    }
}
