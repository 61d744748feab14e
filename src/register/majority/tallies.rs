//! How often the codes below each header have which value, kept up by difference.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{LEAST, Majority};
use crate::code::{self, Code};
use crate::register::Register;
use crate::register::model::{Entry, Table};
use crate::scheme::Role;

/// What a code says in the layers that headers fix, as [`code::key`]s; none where a layer cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::register) struct Votes {
    class: Option<u128>,
    domain: Option<u128>,
    business: Option<u128>,
    category: Option<u128>,
    /// What it says its category is: the value of that layer, with those of the layers of the subsystems.
    identity: Option<u128>,
    /// The layers of the subsystems, the outermost first.
    subsystems: SmallVec<[Option<u128>; 2]>,
}

impl Votes {
    pub(in crate::register) fn of(register: &Register, entry: &Entry) -> Self {
        let Some(code) = entry.code else {
            return Self::default();
        };
        Self::of_text(register, entry.layers, &register.of(entry).text(code))
    }

    fn of_text(register: &Register, layers: Code, text: &str) -> Self {
        let scheme = &register.scheme;
        let vote = |role| layers.value(scheme, text, role).map(code::key);
        let subsystems = scheme.subsystem_layers().iter();
        Self {
            class: vote(Role::Class),
            domain: vote(Role::Domain),
            business: vote(Role::Business),
            category: vote(Role::Category),
            identity: register.identity_in(layers, text),
            subsystems: subsystems
                .map(|layer| layers.value_at(scheme, text, *layer).map(code::key))
                .collect(),
        }
    }
}

/// How often the codes below a header have which value.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// The value that came first, which nearly always is the only one.
    first: (u128, u32),
    others: FxHashMap<u128, u32>,
    total: u32,
}

impl Tally {
    pub(super) fn add(&mut self, value: Option<u128>, times: u32) {
        let Some(value) = value else {
            return;
        };
        self.total += times;
        if self.first.1 == 0 && !self.others.contains_key(&value) {
            self.first.0 = value;
        }
        if self.first.0 == value {
            self.first.1 += times;
        } else {
            *self.others.entry(value).or_default() += times;
        }
    }

    pub(super) fn remove(&mut self, value: Option<u128>) {
        let Some(value) = value else {
            return;
        };
        self.total = self.total.saturating_sub(1);
        if self.first.0 == value && self.first.1 > 0 {
            self.first.1 -= 1;
        } else if let Some(count) = self.others.get_mut(&value) {
            *count -= 1;
            if *count == 0 {
                self.others.remove(&value);
            }
        }
    }

    /// The value of more than half, and at least [`LEAST`], where it is another than the header's.
    pub(super) fn majority_against(&self, header: u128) -> Option<Majority> {
        let is_majority = |count: u32| count >= LEAST && count > self.total / 2;
        let (value, count) = if is_majority(self.first.1) {
            self.first
        } else {
            let mut others = self.others.iter().map(|(value, count)| (*value, *count));
            others.find(|(_, count)| is_majority(*count))?
        };
        (value != header).then_some(Majority {
            value,
            count,
            of: self.total,
        })
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct CategoryTallies {
    pub(super) class: Tally,
    pub(super) code: Tally,
    pub(super) subsystem: Tally,
}

/// What the codes below each header say.
#[derive(Clone, Debug, Default)]
pub(in crate::register) struct Tallies {
    pub(super) domain: Tally,
    pub(super) business: Tally,
    pub(super) categories: Vec<CategoryTallies>,
    pub(super) subsystems: Vec<Tally>,
    pub(super) tables: Vec<Tally>,
}

impl Tallies {
    /// Counts all codes of a register.
    pub(in crate::register) fn new(register: &Register) -> Self {
        let mut tallies = Self {
            categories: vec![CategoryTallies::default(); register.categories.len()],
            tables: vec![Tally::default(); register.tables.len()],
            subsystems: vec![Tally::default(); register.subsystems.len()],
            ..Self::default()
        };
        if !register.goes_by_scheme() {
            return tallies;
        }
        let end = end_of_fixed(register);
        for (index, table) in register.tables.iter().enumerate() {
            let above = Above::of(register, index, table);
            // The codes of a table begin alike, as a rule: what is said by all of them is counted at once.
            let mut run: Option<(Code, &str, Votes)> = None;
            let mut times = 0;
            for (_, entry) in register.entries_of(table) {
                let Some(code) = entry.code else {
                    continue;
                };
                let text = entry.text(code);
                let start = match &text {
                    std::borrow::Cow::Borrowed(text) if text.is_ascii() => end.and_then(|end| text.get(..end)),
                    _ => None,
                };
                if let (Some((layers, before, _)), Some(start)) = (&run, start)
                    && *layers == entry.layers
                    && *before == start
                {
                    times += 1;
                    continue;
                }
                let votes = Votes::of_text(register, entry.layers, &text);
                match start {
                    Some(start) => {
                        if let Some((.., votes)) = run.replace((entry.layers, start, votes)) {
                            tallies.add(&above, &votes, times);
                        }
                        times = 1;
                    }
                    None => tallies.add(&above, &votes, 1),
                }
            }
            if let Some((.., votes)) = run {
                tallies.add(&above, &votes, times);
            }
        }
        tallies
    }

    pub(super) fn add(&mut self, above: &Above, votes: &Votes, times: u32) {
        self.each(above, votes, |tally, vote| tally.add(vote, times));
    }

    pub(super) fn remove(&mut self, above: &Above, votes: &Votes) {
        self.each(above, votes, Tally::remove);
    }

    /// The tallies of the headers above a code, each with what the code says to it.
    fn each(&mut self, above: &Above, votes: &Votes, mut apply: impl FnMut(&mut Tally, Option<u128>)) {
        apply(&mut self.domain, votes.domain);
        apply(&mut self.business, votes.business);
        if let Some(tally) = self.tables.get_mut(above.table) {
            apply(tally, votes.identity);
        }
        // A code that names another category has the class and the subsystems of that one.
        let is_own = votes.category.is_none() || votes.category == above.code;
        // One that names another subsystem has the categories of that.
        let is_own_subsystem = above.subsystems.is_none_or_same(&votes.subsystems);
        if let Some(tallies) = above.category.and_then(|index| self.categories.get_mut(index)) {
            apply(&mut tallies.code, votes.category.filter(|_| is_own_subsystem));
            apply(&mut tallies.class, votes.class.filter(|_| is_own));
            let innermost = votes.subsystems.last().copied().flatten();
            apply(&mut tallies.subsystem, innermost.filter(|_| is_own));
        }
        for ((subsystem, _), vote) in above.subsystems.0.iter().zip(&votes.subsystems) {
            if let Some(tally) = self.subsystems.get_mut(*subsystem) {
                apply(tally, vote.filter(|_| is_own));
            }
        }
    }
}

/// The headers above the codes of a table.
pub(super) struct Above {
    table: usize,
    category: Option<usize>,
    /// The code of the category, as [`code::key`].
    code: Option<u128>,
    subsystems: NamedSubsystems,
}

/// The subsystems that layers name, the outermost first, with their codes as [`code::key`]s.
#[derive(Default)]
struct NamedSubsystems(SmallVec<[(usize, Option<u128>); 2]>);

impl NamedSubsystems {
    /// Whether a code says nothing else of any of them, as far as it can be read.
    fn is_none_or_same(&self, votes: &[Option<u128>]) -> bool {
        let mut pairs = self.0.iter().zip(votes);
        pairs.all(|((_, code), vote)| vote.is_none() || vote == code)
    }
}

impl Above {
    pub(super) fn of(register: &Register, index: usize, table: &Table) -> Self {
        let category = table.category_index;
        let named = category.and_then(|category| register.named_subsystems(category));
        let code = |subsystem: usize| Some(code::key(&register.of(register.subsystems.get(subsystem)?).code()?));
        let subsystems = named.into_iter().flatten();
        Self {
            table: index,
            category,
            code: register.of(table).category().map(|category| code::key(&category)),
            subsystems: NamedSubsystems(subsystems.map(|subsystem| (subsystem, code(subsystem))).collect()),
        }
    }
}

/// How many characters of a code reach to the end of the last layer that a header fixes; none where that is not the same
/// in all codes.
fn end_of_fixed(register: &Register) -> Option<usize> {
    let scheme = &register.scheme;
    let layers = scheme.counted_in().iter().filter_map(|layer| scheme.layers.get(*layer));
    let end = layers.map(|layer| layer.start + layer.width.least).max();
    scheme.is_of_fixed_width().then_some(end.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(values: &[u128]) -> Tally {
        let mut tally = Tally::default();
        for value in values {
            tally.add(Some(*value), 1);
        }
        tally
    }

    fn found(values: &[u128], header: u128) -> Option<(u128, u32, u32)> {
        let majority = tally(values).majority_against(header)?;
        Some((majority.value, majority.count, majority.of))
    }

    #[test]
    fn more_than_half_and_at_least_three_that_agree() {
        assert_eq!(found(&[5, 5], 1), None);
        assert_eq!(found(&[5, 5, 5], 1), Some((5, 3, 3)));
        assert_eq!(found(&[5, 5, 5], 5), None);
        assert_eq!(found(&[5, 5, 5, 1, 1, 1], 1), None);
        assert_eq!(found(&[1, 1, 5, 5, 5], 1), Some((5, 3, 5)));
        assert_eq!(found(&[2, 3, 4, 5, 6], 1), None);
        assert_eq!(found(&[2, 2, 5, 5, 6, 6], 1), None);
    }

    #[test]
    fn what_is_taken_back_was_never_said() {
        let mut tally = tally(&[1, 5, 5, 5]);
        tally.remove(Some(1));
        assert_eq!(
            tally.majority_against(1).map(|found| (found.count, found.of)),
            Some((3, 3))
        );
        tally.add(Some(7), 4);
        tally.remove(Some(5));
        assert_eq!(
            tally.majority_against(1).map(|found| (found.value, found.of)),
            Some((7, 6))
        );
        tally.add(Some(5), 3);
        assert!(
            tally
                .majority_against(1)
                .is_some_and(|found| found.value == 5 && found.of == 9)
        );
        tally.remove(None);
        assert_eq!(tally.total, 9);
    }
}
