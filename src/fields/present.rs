//! Which keys of a table were there.

use crate::keys::{Key, MAX_COLUMNS, TableKind};

/// Which keys of a table were there, so that the missing ones can be told when all of the table was seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Present {
    keys: Places,
    /// Keys that an unknown key of the table looks like: they are misspelt, not missing.
    misspelt: Places,
}

/// Some places in a list of keys.
#[derive(Clone, Copy, Debug, Default)]
struct Places([u64; MAX_COLUMNS / u64::BITS as usize]);

impl Places {
    /// Adds a place, and says whether it is new.
    fn add(&mut self, place: usize) -> bool {
        let bit = 1 << (place % u64::BITS as usize);
        let Some(bits) = self.0.get_mut(place / u64::BITS as usize) else {
            return false;
        };
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }

    fn has(&self, place: usize) -> bool {
        let bits = self.0.get(place / u64::BITS as usize).copied().unwrap_or_default();
        bits & (1 << (place % u64::BITS as usize)) != 0
    }
}

impl Present {
    pub(super) const NONE: Self = Self {
        keys: Places([0; MAX_COLUMNS / u64::BITS as usize]),
        misspelt: Places([0; MAX_COLUMNS / u64::BITS as usize]),
    };

    pub(crate) fn add(&mut self, key: usize) -> bool {
        self.keys.add(key)
    }

    pub(crate) fn has(&self, key: usize) -> bool {
        self.keys.has(key)
    }

    pub(super) fn add_misspelt(&mut self, key: usize) {
        self.misspelt.add(key);
    }

    pub(crate) fn is_missing(&self, key: usize) -> bool {
        !self.keys.has(key) && !self.misspelt.has(key)
    }

    /// The keys that must be there and are not.
    pub(super) fn missing(&self, kind: TableKind) -> impl Iterator<Item = &'static Key<'static>> {
        let keys = kind.keys().iter().enumerate();
        keys.filter(move |(place, key)| key.is_required() && self.is_missing(*place))
            .map(|(_, key)| key)
    }
}
