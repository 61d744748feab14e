//! What the statistics come to before and after: all entries, and those of each level.

use super::{Coverage, Figures};
use crate::register::Register;
use crate::register::counts;

/// What stands for all entries, whatever is counted by.
const ALL: &str = "共计";

pub(super) fn compare(old: &Register, new: &Register) -> Vec<Coverage> {
    let mut items = vec![ALL.to_owned()];
    for level in new.vocabulary.levels.iter().chain(&old.vocabulary.levels) {
        if !items.contains(&level.name) {
            items.push(level.name.clone());
        }
    }
    let before = counts::of_items(old, "level", &items);
    let after = counts::of_items(new, "level", &items);
    let figures = |counted: Option<counts::Counted>| {
        counted.map_or_else(Figures::default, |counted| Figures {
            expected: counted.expected.exact(),
            existing: counted.existing.exact(),
        })
    };
    let rows = items.into_iter().zip(before.into_iter().zip(after));
    rows.map(|(item, (old, new))| Coverage {
        level: Some(item).filter(|item| item != ALL),
        old: figures(old),
        new: figures(new),
    })
    .filter(|row| row.old != row.new)
    .collect()
}
