//! Two registers that are to be the same in all that they hold.

use std::fmt::Debug;

use stdreg::register::Register;
use stdreg::register::index::Groups;

/// Holds a register under edit to one that was read anew.
pub fn assert_same(live: &Register, fresh: &Register) {
    assert_alike(&live.head(), &fresh.head());
    assert_all_alike(live.extra_heads(), fresh.extra_heads());
    assert_all_alike(live.subsystems(), fresh.subsystems());
    assert_all_alike(live.categories(), fresh.categories());
    assert_all_alike(live.tables(), fresh.tables());
    assert_all_alike(live.entries(), fresh.entries());
    assert_all_alike(live.statistics(), fresh.statistics());
    assert_alike(&live.vocabulary, &fresh.vocabulary);
    assert_alike(&live.faults, &fresh.faults);
    assert_alike(&live.completeness, &fresh.completeness);
    assert_alike(&live.counts, &fresh.counts);
    assert_alike(&live.majorities.verdicts, &fresh.majorities.verdicts);
    assert_same_groups(&live.index.codes, &fresh.index.codes);
    assert_same_groups(&live.index.sequences, &fresh.index.sequences);
    assert_same_groups(&live.index.numbers, &fresh.index.numbers);
    assert_same_groups(&live.index.bases, &fresh.index.bases);
    assert_same_groups(&live.index.titles, &fresh.index.titles);
    assert_same_groups(&live.index.owners, &fresh.index.owners);
    for (live, fresh) in live.files.iter().zip(&fresh.files) {
        assert_eq!(live.text, fresh.text);
        assert_eq!(live.document.starts, fresh.document.starts);
        assert!(live.document.segments == fresh.document.segments);
        assert_eq!(live.document.redefinitions, fresh.document.redefinitions);
    }
}

/// Compares what cannot be compared otherwise by all that it holds.
pub fn assert_alike<T: Debug>(live: &T, fresh: &T) {
    assert_eq!(format!("{live:?}"), format!("{fresh:?}"));
}

fn assert_all_alike<T: Debug>(live: impl Iterator<Item = T>, fresh: impl Iterator<Item = T>) {
    assert_alike(&live.collect::<Vec<_>>(), &fresh.collect::<Vec<_>>());
}

fn assert_same_groups<K: Copy + Eq + std::hash::Hash + Debug>(live: &Groups<K>, fresh: &Groups<K>) {
    let sorted = |groups: &Groups<K>| {
        let mut groups: Vec<String> = groups.iter().map(|group| format!("{group:?}")).collect();
        groups.sort();
        groups
    };
    assert_eq!(sorted(live), sorted(fresh));
}
