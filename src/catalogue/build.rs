//! Puts a catalogue together, row by row.

use rustc_hash::FxHashMap;

use super::fault::{Fault, FaultKind};
use super::headings::Field;
use super::row::{Facts, TEXTS};
use super::{Standing, words};
use crate::number::{self, Grammar, Key};
use crate::syntax::Date;
use crate::text::to_u32;

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// How many bytes the texts of all rows have at the most: offsets are `u32`.
const MOST_BYTES: usize = u32::MAX as usize;

/// A row as it is kept for now: texts are pieces of one long text, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stored {
    pub(super) facts: Facts,
    start: u32,
    ends: [u32; TEXTS.len()],
    /// The row with another year of the same number, or [`NONE`].
    pub(super) next: u32,
}

/// Puts a catalogue together.
#[derive(Debug, Default)]
pub struct Builder {
    pub(super) files: Vec<String>,
    text: String,
    pub(super) rows: Vec<Stored>,
    /// The first row of each number without its year.
    pub(super) numbers: FxHashMap<Key, u32>,
    pub(super) plans: FxHashMap<String, u32>,
    pub(super) grammar: Grammar,
    /// What is wrong with rows and values: the first fault, in which file, and how many there are.
    pub(super) unusable: Option<(String, Fault, usize)>,
    faults: Vec<Fault>,
    pub(super) line: u32,
}

/// What a row says, field by field, while it is read.
pub(super) type Values<'t> = [Option<&'t str>; Field::COUNT];

impl Builder {
    /// A catalogue without rows, whose numbers are read by the grammar of a scheme.
    pub fn new(grammar: &Grammar) -> Self {
        Self {
            grammar: grammar.clone(),
            ..Self::default()
        }
    }

    /// What is wrong with the texts that were added since this was asked last, in the order of their lines.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    /// How many rows there are by now.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The texts of a row.
    pub(super) fn texts<'b>(&'b self, row: &'b Stored) -> impl Iterator<Item = &'b str> {
        let starts = std::iter::once(row.start).chain(row.ends);
        let spans = starts.zip(row.ends);
        spans.map(|(start, end)| self.text.get(start as usize..end as usize).unwrap_or_default())
    }

    /// Notes faults of the text that was added last, without which the rest of it can be used.
    pub fn pass_over(&mut self, faults: &[Fault]) {
        let Some(first) = faults.first() else { return };
        let file = || self.files.last().cloned().unwrap_or_default();
        let noted = self.unusable.take();
        let (file, first, count) = noted.unwrap_or_else(|| (file(), first.clone(), 0));
        self.unusable = Some((file, first, count + faults.len()));
    }

    pub(super) fn fault(&mut self, kind: FaultKind) {
        self.faults.push(Fault { line: self.line, kind });
    }

    /// Adds a row that begins in a line. A row of which some value cannot be read is kept without that value.
    pub(super) fn row(&mut self, line: u32, values: &Values<'_>) {
        self.line = line;
        let value = |field: Field| values.get(field as usize).copied().flatten().map_or("", str::trim);
        if values.iter().flatten().all(|value| value.trim().is_empty()) {
            return;
        }
        let (written, plan) = (value(Field::Number), value(Field::Plan));
        let number = number::parse(written, &self.grammar).number;
        if number.is_none() && plan.is_empty() {
            return self.fault(match written.is_empty() {
                true => FaultKind::NoNumber,
                false => FaultKind::BadNumber(written.to_owned()),
            });
        }
        let standing = Standing::of_word(value(Field::Status)).unwrap_or_else(|| {
            self.fault(FaultKind::UnknownStatus(value(Field::Status).to_owned()));
            Standing::Unknown
        });
        let [issued, effective, withdrawn, as_of] = [Field::Issued, Field::Effective, Field::Withdrawn, Field::AsOf]
            .map(|field| self.date(field, value(field)));
        let length: usize = TEXTS.iter().map(|field| value(*field).len()).sum();
        let text = &mut self.text;
        if text.len() + length > MOST_BYTES || self.rows.len() >= NONE as usize {
            return self.fault(FaultKind::TooLarge);
        }
        let start = to_u32(text.len());
        let ends = TEXTS.map(|field| {
            text.push_str(value(field));
            to_u32(text.len())
        });
        let row = Stored {
            facts: Facts {
                file: u16::try_from(self.files.len().saturating_sub(1)).unwrap_or(u16::MAX),
                line,
                standing,
                year: number.and_then(|number| number.year).map_or(0, |year| year.value),
                effective,
                withdrawn,
                issued,
                as_of,
            },
            start,
            ends,
            next: NONE,
        };
        let index = self.place(row, number.map(|number| number.undated_key(written)));
        self.place_plan(plan, index, standing);
    }

    fn date(&mut self, field: Field, written: &str) -> Option<Date> {
        if written.chars().all(|c| matches!(c, '-' | '/' | '—' | '－' | '／')) {
            return None;
        }
        let date = crate::syntax::written_day(written);
        if date.is_none() {
            self.fault(FaultKind::BadDate(field, written.to_owned()));
        }
        date
    }

    /// Puts a row where lookups find it, and gives its place. Of two rows for one number the later one holds, by what they say
    /// that they are as of; the first one where they do not say.
    fn place(&mut self, mut row: Stored, key: Option<Key>) -> u32 {
        let rows = &mut self.rows;
        let index = to_u32(rows.len());
        let Some(key) = key else {
            rows.push(row);
            return index;
        };
        let mut at = *self.numbers.entry(key).or_insert(index);
        while let Some(known) = rows.get_mut(at as usize) {
            if known.facts.year == row.facts.year {
                let again = (known.facts.file == row.facts.file).then_some(FaultKind::Again(known.facts.line));
                if row.facts.as_of > known.facts.as_of {
                    row.next = known.next;
                    *known = row;
                }
                if let Some(again) = again {
                    self.fault(again);
                }
                return at;
            }
            if known.next == NONE {
                known.next = index;
            }
            at = known.next;
        }
        rows.push(row);
        index
    }

    /// Has a plan lead to a row: a plan that became several standards to the first of them, rather than to its own row.
    fn place_plan(&mut self, plan: &str, index: u32, standing: Standing) {
        let key = words::folded(plan);
        if key.is_empty() {
            return;
        }
        let place = self.plans.entry(key).or_insert(index);
        let known = self.rows.get(*place as usize);
        if known.is_some_and(|known| known.facts.standing == Standing::Planned && standing != Standing::Planned) {
            *place = index;
        }
    }
}
