//! What tests of entries are about: rows that ask for one thing of it are found by the value that an entry has.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::Test;
use super::cell::{InColumn, level_of, phase_of};
use super::test::layer_value;
use crate::register::Register;
use crate::register::model::Entry;

/// What a test of an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Layer(usize),
    Status,
    Phase,
    Level,
    Column(u16),
}

impl Kind {
    /// What a test is about that many rows may be sorted by.
    pub(super) const fn of(test: &Test) -> Option<Self> {
        match test {
            Test::Layer { layer, .. } => Some(Self::Layer(*layer)),
            Test::Status(_) => Some(Self::Status),
            Test::Phase(_) => Some(Self::Phase),
            Test::Level(_) => Some(Self::Level),
            Test::Column { column, .. } => Some(Self::Column(*column)),
            Test::Any(_)
            | Test::Filled(_)
            | Test::WithWithdrawn
            | Test::Table(_)
            | Test::Category(_)
            | Test::Subsystem(_) => None,
        }
    }

    /// The tests that an entry passes: one, or of a column of lists several; nothing where it could not be read.
    pub(super) fn tests(self, register: &Register, entry: &Entry, code: &str) -> Option<SmallVec<[Test; 1]>> {
        let one = match self {
            Self::Layer(layer) => layer_value(register, entry, code, layer).map(|value| Test::Layer {
                layer,
                value: value.to_owned(),
            }),
            Self::Status => entry.status_term.map(Test::Status),
            Self::Phase => phase_of(register, entry).map(Test::Phase),
            Self::Level => level_of(register, entry).map(Test::Level),
            Self::Column(column) => {
                let test = |value: Cow<'_, str>| Test::Column {
                    column,
                    value: value.into_owned(),
                };
                return match InColumn::of(register, entry, column) {
                    InColumn::Values(mut values) => {
                        // What a list has twice it has once.
                        values.sort_unstable();
                        values.dedup();
                        Some(values.into_iter().map(test).collect())
                    }
                    InColumn::Nothing => Some(smallvec![test(Cow::Borrowed(""))]),
                    InColumn::Unread => None,
                };
            }
        };
        one.map(|test| smallvec![test])
    }
}
