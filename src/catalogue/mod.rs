//! Catalogues of published standards, which registers are held against (rule M003): which numbers there are, whether they
//! are in force, what replaces them, from when on, and who says so as of when.
//!
//! [`Builder`] takes texts in, as CSV, TOML or JSON ([`read`](mod@read)); [`Catalogue`] is what lookups go by. A row is found
//! by its number, whatever form that is written in, or by the plan that it came of. Nothing here touches files.

mod headings;
mod read;
#[cfg(test)]
mod tests;
mod words;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use self::headings::Field;
pub use self::read::{Fault, FaultKind};
pub use self::words::Standing;
use crate::number::{self, Grammar, Key, Number};
use crate::syntax::Date;
use crate::text::to_u32;

/// No row.
const NONE: u32 = u32::MAX;

/// How many bytes the texts of all rows have at the most: offsets are `u32`.
const MOST_BYTES: usize = u32::MAX as usize;

/// The texts of a row, in the order in which they are kept.
const TEXTS: [Field; 5] = [
    Field::Number,
    Field::Title,
    Field::ReplacedBy,
    Field::Plan,
    Field::Source,
];

/// A row as it is kept: texts are pieces of one long text, one after the other.
#[derive(Clone, Copy, Debug)]
struct Stored {
    file: u16,
    line: u32,
    start: u32,
    ends: [u32; TEXTS.len()],
    standing: Standing,
    /// That of the number; 0 for none.
    year: u16,
    effective: Option<Date>,
    withdrawn: Option<Date>,
    issued: Option<Date>,
    as_of: Option<Date>,
    /// The row with another year of the same number, or [`NONE`].
    next: u32,
}

/// All parts of a standard together.
#[derive(Clone, Copy, Debug)]
struct Whole {
    /// The part that is in force longest.
    row: u32,
    until: Until,
}

/// How long something is in force. Ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Until {
    /// It is no longer.
    Past,
    Day(Date),
    /// Nothing is known of an end.
    Ever,
}

/// The rows of one or more catalogues.
#[derive(Debug, Default)]
pub struct Catalogue {
    files: Vec<String>,
    text: String,
    rows: Vec<Stored>,
    /// The first row of each number without its year.
    numbers: FxHashMap<Key, u32>,
    plans: FxHashMap<String, u32>,
    grammar: Grammar,
    /// What is wrong with rows and values: the first fault, in which file, and how many there are.
    unusable: Option<(String, Fault, usize)>,
    /// Made when it is first asked for: few registers list all parts of a standard at once.
    wholes: OnceLock<FxHashMap<Key, Whole>>,
}

/// A row, to be asked for what it says.
#[derive(Clone, Copy, Debug)]
pub struct Row<'c> {
    catalogue: &'c Catalogue,
    row: &'c Stored,
}

/// Why a standard is no longer in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was withdrawn.
    Withdrawn,
    /// Another standard, or another edition, is in its place.
    Replaced,
}

/// Puts a catalogue together.
#[derive(Debug)]
pub struct Builder {
    catalogue: Catalogue,
    faults: Vec<Fault>,
    line: u32,
}

/// What a row says, field by field, while it is read.
type Values<'t> = [Option<&'t str>; Field::COUNT];

impl Builder {
    /// A catalogue without rows, whose numbers are read by the grammar of a scheme.
    pub fn new(grammar: &Grammar) -> Self {
        Self {
            catalogue: Catalogue {
                grammar: grammar.clone(),
                ..Catalogue::default()
            },
            faults: Vec::new(),
            line: 0,
        }
    }

    /// What is wrong with the texts that were added since this was asked last, in the order of their lines.
    pub fn take_faults(&mut self) -> Vec<Fault> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    /// The catalogue of all that was added.
    pub fn finish(self) -> Catalogue {
        self.catalogue
    }

    /// Notes faults of the text that was added last, without which the rest of it can be used.
    pub fn pass_over(&mut self, faults: &[Fault]) {
        let Some(first) = faults.first() else { return };
        let file = || self.catalogue.files.last().cloned().unwrap_or_default();
        let noted = self.catalogue.unusable.take();
        let (file, first, count) = noted.unwrap_or_else(|| (file(), first.clone(), 0));
        self.catalogue.unusable = Some((file, first, count + faults.len()));
    }

    fn fault(&mut self, kind: FaultKind) {
        self.faults.push(Fault { line: self.line, kind });
    }

    /// Adds a row that begins in a line. A row of which some value cannot be read is kept without that value.
    fn row(&mut self, line: u32, values: &Values<'_>) {
        self.line = line;
        let value = |field: Field| values.get(field as usize).copied().flatten().map_or("", str::trim);
        if values.iter().flatten().all(|value| value.trim().is_empty()) {
            return;
        }
        let (written, plan) = (value(Field::Number), value(Field::Plan));
        let number = number::parse(written, &self.catalogue.grammar).number;
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
        let text = &mut self.catalogue.text;
        if text.len() + length > MOST_BYTES || self.catalogue.rows.len() >= NONE as usize {
            return self.fault(FaultKind::TooLarge);
        }
        let start = to_u32(text.len());
        let ends = TEXTS.map(|field| {
            text.push_str(value(field));
            to_u32(text.len())
        });
        let row = Stored {
            file: u16::try_from(self.catalogue.files.len().saturating_sub(1)).unwrap_or(u16::MAX),
            line,
            start,
            ends,
            standing,
            year: number.and_then(|number| number.year).map_or(0, |year| year.value),
            effective,
            withdrawn,
            issued,
            as_of,
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
        let rows = &mut self.catalogue.rows;
        let index = to_u32(rows.len());
        let Some(key) = key else {
            rows.push(row);
            return index;
        };
        let mut at = *self.catalogue.numbers.entry(key).or_insert(index);
        while let Some(known) = rows.get_mut(at as usize) {
            if known.year == row.year {
                let again = (known.file == row.file).then_some(FaultKind::Again(known.line));
                if row.as_of > known.as_of {
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
        let place = self.catalogue.plans.entry(key).or_insert(index);
        let known = self.catalogue.rows.get(*place as usize);
        if known.is_some_and(|known| known.standing == Standing::Planned && standing != Standing::Planned) {
            *place = index;
        }
    }
}

impl Catalogue {
    /// How many rows there are.
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is wrong with rows and values: the first fault, in which file, and how many there are in all.
    pub fn unusable(&self) -> Option<(&str, &Fault, usize)> {
        let (file, fault, count) = self.unusable.as_ref()?;
        Some((file, fault, *count))
    }

    /// All rows, in the order of their files.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row { catalogue: self, row })
    }

    fn at(&self, index: u32) -> Option<Row<'_>> {
        let row = self.rows.get(index as usize)?;
        Some(Row { catalogue: self, row })
    }

    /// The rows of a number with any year, or with none: its editions. `text` is what the number was read of.
    pub fn editions(&self, number: &Number, text: &str) -> impl Iterator<Item = Row<'_>> {
        let mut next = self.numbers.get(&number.undated_key(text)).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let row = self.at(next)?;
            next = row.row.next;
            Some(row)
        })
    }

    /// The row of a number as it stands: with its year where it has one, and without one where it has none.
    pub fn find(&self, number: &Number, text: &str) -> Option<Row<'_>> {
        let year = number.year.map_or(0, |year| year.value);
        self.editions(number, text).find(|row| row.row.year == year)
    }

    /// The row of the standard that a plan became, or of the plan itself.
    pub fn of_plan(&self, plan: &str) -> Option<Row<'_>> {
        if self.plans.is_empty() {
            return None;
        }
        self.at(*self.plans.get(&words::folded(plan))?)
    }

    /// The row that is in force longest among the parts of a standard, whichever edition they are of: where that one is not
    /// in force, none is.
    pub fn last_part(&self, number: &Number, text: &str) -> Option<Row<'_>> {
        let wholes = self.wholes.get_or_init(|| {
            let mut wholes: FxHashMap<Key, Whole> = FxHashMap::default();
            for (row, index) in self.rows.iter().zip(0..) {
                let found = Row { catalogue: self, row };
                let text = found.number();
                let number = number::parse(text, &self.grammar).number;
                let Some(number) = number.filter(|number| !number.parts.is_empty()) else {
                    continue;
                };
                let until = found.until();
                let whole = wholes
                    .entry(number.base_key(text))
                    .or_insert(Whole { row: index, until });
                if until > whole.until {
                    *whole = Whole { row: index, until };
                }
            }
            wholes
        });
        self.at(wholes.get(&number.base_key(text))?.row)
    }
}

impl<'c> Row<'c> {
    fn text(self, field: usize) -> &'c str {
        let start = match field.checked_sub(1) {
            Some(before) => self.row.ends.get(before).copied().unwrap_or(self.row.start),
            None => self.row.start,
        };
        let end = self.row.ends.get(field).copied().unwrap_or(start);
        self.catalogue
            .text
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// The number, as the catalogue writes it.
    pub fn number(self) -> &'c str {
        self.text(0)
    }

    /// The number in its canonical form, where that can be told.
    pub fn canonical_number(self) -> String {
        let canonical = number::parse(self.number(), &self.catalogue.grammar).canonical;
        canonical.unwrap_or_else(|| self.number().to_owned())
    }

    /// The title; empty where the catalogue has none.
    pub fn title(self) -> &'c str {
        self.text(1)
    }

    /// What replaces it, as the catalogue writes it: one number, or several.
    pub fn replaced_by(self) -> &'c str {
        self.text(2)
    }

    /// The plan that it came of.
    pub fn plan(self) -> &'c str {
        self.text(3)
    }

    /// Who says so.
    pub fn source(self) -> &'c str {
        self.text(4)
    }

    /// The year of the number.
    pub const fn year(self) -> Option<u16> {
        match self.row.year {
            0 => None,
            year => Some(year),
        }
    }

    /// What the catalogue says of its status.
    pub const fn standing(self) -> Standing {
        self.row.standing
    }

    /// When it was published.
    pub const fn issued(self) -> Option<Date> {
        self.row.issued
    }

    /// From when on it is in force.
    pub const fn effective(self) -> Option<Date> {
        self.row.effective
    }

    /// From when on it is no longer.
    pub const fn withdrawn(self) -> Option<Date> {
        self.row.withdrawn
    }

    /// When the catalogue had it from there.
    pub const fn as_of(self) -> Option<Date> {
        self.row.as_of
    }

    /// The file of the catalogue, as it is shown.
    pub fn file(self) -> &'c str {
        self.catalogue
            .files
            .get(usize::from(self.row.file))
            .map_or("", String::as_str)
    }

    /// The line that the row begins in, from 1.
    pub const fn line(self) -> u32 {
        self.row.line
    }

    fn until(self) -> Until {
        let is_replaced = || self.row.standing == Standing::Unknown && !self.replaced_by().is_empty();
        match (self.row.standing, self.row.withdrawn) {
            (_, Some(day)) => Until::Day(day),
            (Standing::Withdrawn | Standing::Replaced, None) => Until::Past,
            _ if is_replaced() => Until::Past,
            _ => Until::Ever,
        }
    }

    /// Why it is no longer in force on a day; none where it is, or was not yet.
    pub fn end(self, today: Date) -> Option<End> {
        let is_over = match self.until() {
            Until::Past => true,
            Until::Day(day) => day <= today,
            Until::Ever => false,
        };
        is_over.then(
            || match self.replaced_by().is_empty() && self.row.standing != Standing::Replaced {
                true => End::Withdrawn,
                false => End::Replaced,
            },
        )
    }

    /// Whether it is in force on a day.
    pub fn is_in_force(self, today: Date) -> bool {
        let has_begun = match (self.row.effective, self.row.standing) {
            (Some(day), standing) => day <= today && standing != Standing::Planned,
            (None, standing) => !matches!(standing, Standing::Planned | Standing::Upcoming),
        };
        has_begun && self.end(today).is_none()
    }
}
