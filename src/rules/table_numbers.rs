//! What S003 and S004 share: the 序号 of a table's entries, and the fix that numbers the table anew.

use rustc_hash::{FxHashMap, FxHashSet};

use super::TableContext;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Place};
use crate::messages::Message;

/// The most edits that the findings of a rule in one table carry together, beyond the first one's. Every finding of a
/// small table can be repaired from where one stands; in a table of a hundred thousand wrong numbers, a hundred
/// thousand fixes of as many edits each would be the end of any machine.
const MOST_EDITS: usize = 4096;

/// A 序号 where it stands.
#[derive(Clone, Copy)]
pub(super) struct Numbered {
    /// The number.
    pub(super) value: i64,
    /// Where it stands.
    pub(super) place: Place,
}

/// What an entry has for a number.
#[derive(Clone, Copy)]
enum Slot {
    /// A number.
    Number(Numbered),
    /// None: it counts as whatever number should be there.
    Nothing,
    /// The entry did not parse, or holds the keys of several: it counts as whatever numbers should be there.
    Unread,
}

/// The numbers of the table in the order of its entries. A table that did not parse has no numbers.
fn slots(context: &TableContext<'_>) -> impl Iterator<Item = Slot> {
    let is_read = !context.table.site.is_broken;
    context
        .entries()
        .filter(move |_| is_read)
        .map(|(_, entry)| match entry.number {
            _ if entry.site.is_broken => Slot::Unread,
            None => Slot::Nothing,
            Some(number) => Slot::Number(Numbered {
                value: number.value,
                place: entry.site.place(number.span),
            }),
        })
}

/// The same, where it does not matter why there is none.
fn numbers(context: &TableContext<'_>) -> impl Iterator<Item = Option<Numbered>> {
    slots(context).map(|slot| match slot {
        Slot::Number(number) => Some(number),
        Slot::Nothing | Slot::Unread => None,
    })
}

/// The numbers that an earlier entry of the table has too, and where the first such entry has it.
pub(super) fn repeated(context: &TableContext<'_>) -> Vec<(Numbered, Place)> {
    let mut firsts: FxHashMap<i64, Place> = FxHashMap::default();
    let mut repeated = Vec::new();
    for number in numbers(context).flatten() {
        match firsts.get(&number.value) {
            Some(first) => repeated.push((number, *first)),
            None => {
                firsts.insert(number.value, number.place);
            }
        }
    }
    repeated
}

/// The numbers at which the run 1, 2, 3 … breaks, and what should be there. After a break the run goes on from the
/// number found.
pub(super) fn breaks(context: &TableContext<'_>) -> Vec<(Numbered, i64)> {
    let mut seen = FxHashSet::default();
    let mut breaks = Vec::new();
    // The numbers that may come next, both included. They are more than one after a number used twice: it may have been
    // put in, so that the run goes on where it was, or be the wrong number for its own place.
    let mut next = (1_i64, 1_i64);
    for slot in slots(context) {
        let number = match slot {
            Slot::Number(number) => number,
            Slot::Nothing => {
                next = (next.0.saturating_add(1), next.1.saturating_add(1));
                continue;
            }
            Slot::Unread => {
                next = (next.0.saturating_add(1), i64::MAX);
                continue;
            }
        };
        if !seen.insert(number.value) {
            next.1 = next.1.saturating_add(1);
            continue;
        }
        if number.value < next.0 || number.value > next.1 {
            // With no end to what may come, the first is as good as any.
            breaks.push((number, if next.1 == i64::MAX { next.0 } else { next.1 }));
        }
        let following = number.value.saturating_add(1);
        next = (following, following);
    }
    breaks
}

/// The fix that numbers a table anew, for all findings of a rule in it.
pub(super) struct Renumbering {
    edits: Vec<Edit>,
    /// How many more findings may carry it.
    left: usize,
}

impl Renumbering {
    /// The fix for a number of findings. There is none where an entry did not parse: its number cannot be written; and
    /// none where a header of the register is lost or misspelt: the number that seems to be missing may be there.
    pub(super) fn new(context: &TableContext<'_>, findings: usize) -> Self {
        let is_unsure = || context.is_partial() || context.entries().any(|(_, entry)| entry.site.is_broken);
        if findings == 0 || is_unsure() {
            return Self {
                edits: Vec::new(),
                left: 0,
            };
        }
        let edits: Vec<_> = (1_i64..)
            .zip(numbers(context))
            .filter_map(|(position, number)| {
                let number = number.filter(|number| number.value != position)?;
                Some(Edit {
                    place: number.place,
                    text: position.to_string(),
                })
            })
            .collect();
        let left = 1 + MOST_EDITS / edits.len().max(1);
        Self { edits, left }
    }

    /// Gives a finding the fix, whose title is the `.fix` of the finding's rule.
    pub(super) fn attach(&mut self, diagnostic: Diagnostic) -> Diagnostic {
        if self.edits.is_empty() || self.left == 0 {
            return diagnostic;
        }
        self.left -= 1;
        let title = Message::attribute(diagnostic.rule.name, "fix");
        diagnostic.fix(Applicability::Safe, title, self.edits.clone())
    }
}
