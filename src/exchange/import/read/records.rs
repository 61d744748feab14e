//! The records of an older workbook (`.xls`), looked at before the library reads them. It makes room for the whole box around the
//! cells of a sheet, and for as many as a record says there are: a few bytes would take gigabytes. What is hidden is found here too,
//! as the library does not tell it.

use super::Problem;
use super::compound::{long, word};
use super::hidden::Hidden;

/// How many cells the boxes around the cells of all sheets may have.
const MOST_IN_BOXES: u64 = 4_000_000;

/// How many records may go on with one, 8 KB each as they are written. The library takes each out of the front of a list.
const MOST_CONTINUED: usize = 20_000;

/// How many sheets may have the same records, on average: a library of macros has no sheet, and one that is said to have one.
const MOST_SHARED: usize = 4;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const COLUMNS: u16 = 0x007D;
const SHEET: u16 = 0x0085;
const SEVERAL: u16 = 0x00BD;
const RICH: u16 = 0x00D6;
const SHARED: u16 = 0x00FD;
const SIZE: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const TRUTH: u16 = 0x0205;
const TEXT: u16 = 0x0207;
const ROW: u16 = 0x0208;
const SHORT: u16 = 0x027E;
const BEGIN: u16 = 0x0809;

/// Looks at the records of a workbook, and takes the type from those that say how large a sheet is. Gives what is hidden in each
/// sheet, in the order in which they are named.
///
/// # Errors
/// Where the library would make room for far more than there is.
pub(super) fn check(stream: &mut [u8]) -> Result<Vec<Hidden>, Problem> {
    let mut sheets = Vec::new();
    let mut records = Records { stream, at: 0 };
    while let Some(record) = records.next()? {
        match record.kind {
            SHEET => sheets.extend(long(record.data, 0)),
            END => break,
            _ => {}
        }
    }
    let mut room = MOST_IN_BOXES;
    // Records that are those of several sheets are read for each.
    let mut unread = stream.len().saturating_mul(MOST_SHARED);
    let mut sizes = Vec::new();
    let mut all = Vec::new();
    for start in sheets {
        let (hidden, read) = sheet(stream, start as usize, &mut room, &mut sizes)?;
        let rest = unread.checked_sub(read);
        unread = rest.ok_or_else(|| Problem::Damaged("BoundSheet".to_owned()))?;
        all.push(hidden);
    }
    for at in sizes {
        stream.get_mut(at..at + 2).unwrap_or_default().fill(0);
    }
    Ok(all)
}

/// Looks at the records of a sheet. Gives how many bytes of them there are, too.
fn sheet(stream: &[u8], start: usize, room: &mut u64, sizes: &mut Vec<usize>) -> Result<(Hidden, usize), Problem> {
    let mut records = Records { stream, at: start };
    let (mut cells, mut formulas) = (Extent::default(), Extent::default());
    let mut hidden = Hidden::default();
    // What is drawn in a sheet has records of its own.
    let mut depth = 0_usize;
    while let Some(Record { kind, data, at }) = records.next()? {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            SIZE => sizes.push(at),
            NUMBER | SHORT | SHARED | TRUTH => cells.add(data, None, room)?,
            LABEL | RICH => {
                told(data, 6)?;
                cells.add(data, None, room)?;
            }
            TEXT => told(data, 0)?,
            SEVERAL => {
                let last = data.len().checked_sub(2).and_then(|at| word(data, at));
                cells.add(data, last, room)?;
            }
            FORMULA => {
                cells.add(data, None, room)?;
                formulas.add(data, None, room)?;
            }
            ROW if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
                hidden.rows.extend(word(data, 0).map(|row| u32::from(row) + 1));
            }
            COLUMNS if data.get(8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (word(data, 0), word(data, 2)) {
                    hidden.columns.push((first.into(), last.into()));
                }
            }
            _ => {}
        }
    }
    Ok((hidden, records.at.saturating_sub(start)))
}

/// Refuses a text that is said to be longer than its record.
fn told(data: &[u8], at: usize) -> Result<(), Problem> {
    match word(data, at) {
        Some(length) if usize::from(length) > data.len() => Err(Problem::Damaged("XLUnicodeString".to_owned())),
        _ => Ok(()),
    }
}

/// The box around cells.
#[derive(Default)]
struct Extent(Option<[u16; 4]>);

impl Extent {
    /// Adds the cell of a record, and those up to the last column that it has. What the box grows by is taken from the room.
    fn add(&mut self, data: &[u8], last: Option<u16>, room: &mut u64) -> Result<(), Problem> {
        let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) else {
            return Ok(());
        };
        let before = self.size();
        let last = last.unwrap_or(column).max(column);
        let [top, bottom, left, right] = self.0.get_or_insert([row, row, column, last]);
        (*top, *bottom) = ((*top).min(row), (*bottom).max(row));
        (*left, *right) = ((*left).min(column), (*right).max(last));
        *room = room.checked_sub(self.size() - before).ok_or(Problem::FarApart)?;
        Ok(())
    }

    fn size(&self) -> u64 {
        self.0.map_or(0, |[top, bottom, left, right]| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }
}

/// A record, and where it begins.
struct Record<'s> {
    kind: u16,
    data: &'s [u8],
    at: usize,
}

struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    /// The next record, behind those that go on with the one before.
    fn next(&mut self) -> Result<Option<Record<'s>>, Problem> {
        for _ in 0..MOST_CONTINUED {
            let (Some(kind), Some(length)) = (word(self.stream, self.at), word(self.stream, self.at + 2)) else {
                return Ok(None);
            };
            let at = self.at;
            let Some(data) = self.stream.get(at + 4..at + 4 + usize::from(length)) else {
                return Ok(None);
            };
            self.at += 4 + usize::from(length);
            if kind != CONTINUE {
                return Ok(Some(Record { kind, data, at }));
            }
        }
        Err(Problem::Damaged("Continue".to_owned()))
    }
}
