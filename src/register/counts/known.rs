//! The names that statistics may have meant: for a name that nothing has.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::cell::InColumn;
use crate::diagnostic::Place;
use crate::register::Register;
use crate::register::handle::{CategoryRef, SubsystemRef, TableRef};
use crate::scheme::Phase;
use crate::text::nearest::Words;

/// How many rows and columns may ask for any of several values.
const MOST_ARRAYS: usize = 256;

/// What a name in a row names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// An item of statistics by level.
    Level,
    /// A word for a level.
    LevelWord,
    /// A subsystem.
    Subsystem,
    /// A category.
    Category,
    /// A table.
    Table,
    /// A status.
    Status,
    /// A phase.
    Phase,
    /// A value of a layer, by its place in the scheme.
    Layer(usize),
    /// A word of a column that lists its words, by its place in the register.
    Word(usize),
    /// What entries have in a column that lists none.
    Value(usize),
}

impl NameKind {
    /// The word that messages select on.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::LevelWord => "level-word",
            Self::Subsystem => "subsystem",
            Self::Category => "category",
            Self::Table => "table",
            Self::Status => "status",
            Self::Phase => "phase",
            Self::Layer(_) => "layer",
            Self::Word(_) => "word",
            Self::Value(_) => "value",
        }
    }
}

/// The names that things of each kind have, for a name that none has: sorted once, whatever the number of rows.
pub(super) struct KnownNames<'a> {
    register: &'a Register,
    words: RefCell<FxHashMap<NameKind, Rc<Words<'a>>>>,
    /// How many rows and columns with arrays there are so far.
    arrays: Cell<usize>,
    /// The columns of entries that were asked for.
    asked: RefCell<SmallVec<[u16; 2]>>,
    /// What entries have in columns that list no words.
    values: RefCell<FxHashMap<u16, Rc<Values<'a>>>>,
}

/// What entries have in a column.
#[derive(Default)]
pub(super) struct Values<'a> {
    /// Each value once, in the order of the text.
    list: Vec<Cow<'a, str>>,
    set: FxHashSet<Cow<'a, str>>,
    /// The first entry of which nobody knows what it has.
    pub(super) unread: Option<Place>,
}

impl<'a> Values<'a> {
    pub(super) fn of(register: &'a Register, column: u16) -> Self {
        let mut values = Self::default();
        for entry in &register.entries {
            match InColumn::of(register, entry, column) {
                InColumn::Values(found) => {
                    for value in found {
                        if values.set.insert(value.clone()) {
                            values.list.push(value);
                        }
                    }
                }
                InColumn::Nothing => {}
                InColumn::Unread => _ = values.unread.get_or_insert_with(|| entry.site.header()),
            }
        }
        values
    }

    /// The values, in the order of the text.
    pub(super) fn into_list(self) -> Vec<Cow<'a, str>> {
        self.list
    }

    /// Whether an entry has the value.
    pub(super) fn has(&self, value: &str) -> bool {
        self.set.contains(value)
    }

    /// Whether no entry has any.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<'a> KnownNames<'a> {
    pub(super) const fn register(&self) -> &'a Register {
        self.register
    }

    pub(super) fn new(register: &'a Register) -> Self {
        Self {
            register,
            words: RefCell::default(),
            arrays: Cell::new(0),
            asked: RefCell::default(),
            values: RefCell::default(),
        }
    }

    /// Whether one more row or column may ask for any of several values: these are asked one by one of every entry.
    pub(super) fn has_room_for_array(&self) -> bool {
        self.arrays.set(self.arrays.get() + 1);
        self.arrays.get() <= MOST_ARRAYS
    }

    /// Notes that a column of entries is asked for, so that what they have there matters.
    pub(super) fn ask(&self, column: u16) {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&column) {
            asked.push(column);
        }
    }

    /// The columns of entries that were asked for.
    pub(super) fn asked(self) -> SmallVec<[u16; 2]> {
        self.asked.into_inner()
    }

    /// What entries have in a column.
    pub(super) fn values(&self, column: u16) -> Rc<Values<'a>> {
        let mut values = self.values.borrow_mut();
        let values = values.entry(column);
        Rc::clone(values.or_insert_with(|| Rc::new(Values::of(self.register, column))))
    }

    pub(super) fn of(&self, kind: &NameKind) -> Rc<Words<'a>> {
        let mut words = self.words.borrow_mut();
        let words = words.entry(kind.clone());
        Rc::clone(words.or_insert_with(|| Rc::new(Words::new(self.list(kind)))))
    }

    /// The names that something of a kind has, in the order of the register or the scheme.
    fn list(&self, kind: &NameKind) -> Vec<Cow<'a, str>> {
        let register = self.register;
        let scheme = &register.scheme;
        let subsystem = |subsystem: SubsystemRef<'a>| [subsystem.title().unwrap_or_default()];
        let category = |category: CategoryRef<'a>| [category.title(), category.code()].map(Option::unwrap_or_default);
        let table = |table: TableRef<'a>| [table.title(), table.id()].map(Option::unwrap_or_default);
        match kind {
            NameKind::Level => {
                let items = scheme.statistics.iter().map(|statistic| &statistic.item);
                let levels = register.vocabulary.levels.iter().map(|level| &level.name);
                items.chain(levels).map(Cow::from).collect()
            }
            NameKind::LevelWord => {
                let levels = register.vocabulary.levels.iter();
                levels.map(|level| Cow::from(&level.name)).collect()
            }
            NameKind::Phase => Phase::NAMES.into_iter().map(Cow::from).collect(),
            NameKind::Subsystem => register.subsystems().flat_map(subsystem).collect(),
            NameKind::Category => register.categories().flat_map(category).collect(),
            NameKind::Table => register.tables().flat_map(table).collect(),
            NameKind::Status => {
                let statuses = register.vocabulary.statuses.iter();
                statuses.map(|status| Cow::from(&status.name)).collect()
            }
            NameKind::Word(place) => {
                let words = register.columns.get(*place).map(|column| column.words.iter());
                words.into_iter().flatten().map(Cow::from).collect()
            }
            NameKind::Value(place) => {
                let values = u16::try_from(*place).map(|column| self.values(column));
                values.map(|values| values.list.clone()).unwrap_or_default()
            }
            NameKind::Layer(index) => {
                let values = scheme.layers.get(*index).map(|layer| &layer.values);
                values
                    .into_iter()
                    .flatten()
                    .map(|(value, _)| Cow::from(value))
                    .collect()
            }
        }
    }
}
