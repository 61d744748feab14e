//! A catalogue as bytes, in which a row is found by two short readings, however many there are. The same bytes are looked
//! up in where they are held in memory and where they are a file.
//!
//! ```text
//! opening    MAGIC, how long the head is and its checksum (u32 each)
//! head       JSON: what it was made of, the files, what is wrong with them, how large each section is
//! directory  for each bucket of the table where it ends (u32, in slots) and the checksum of its slots (u32)
//! table      a slot for each number, plan and standard of parts: its mixed key (u128) and where its row is (u64); sorted
//! rows       each with its length and checksum (u32 each); those of one number follow each other
//! search     see [`search`](super::search); may be missing
//! ```
//!
//! Numbers are little-endian. Whatever is read is checked, for the bytes may have been changed by anybody; what does not
//! fit is [`Damaged`].

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::build::{Builder, NONE, Stored};
use super::fault::Fault;
use super::row::{FRAME, More, Row, Until};
use super::store::{Bytes, Damaged, Store, checksum};
use super::words;
use super::{Catalogue, search};
use crate::number::{self, Key};
use crate::text::to_u32;

/// What such bytes begin with. Its last byte is the version of this form.
const MAGIC: [u8; 16] = *b"stdreg catalog \x01";

/// How long the opening is, in bytes.
const OPENING: usize = MAGIC.len() + 8;

/// How long a bucket of the directory, and a slot of the table, is, in bytes.
const BUCKET: usize = 8;
const SLOT: usize = 24;

/// How many slots a bucket has on average, at the most.
const SLOTS_OF_BUCKET: usize = 16;

/// How much is read of rows at once, in bytes: most are shorter.
const PIECE: usize = 512;

/// Whether rows are made ready to be searched by what somebody types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// At once: who looks the bytes up later has no time.
    Now,
    /// When somebody types.
    Later,
}

/// What a slot of the table is about: numbers, plans and standards of parts have a table together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A number without its year.
    Number,
    /// A plan, folded.
    Plan,
    /// A standard with its parts: the one that is in force longest.
    Parts,
}

impl About {
    /// The key of a slot. Its bits are mixed, for the first ones tell the bucket.
    const fn mixed(self, key: Key) -> u128 {
        let own = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        let bits = key.bits().wrapping_add((self as u128).wrapping_mul(own));
        let bits = (bits ^ (bits >> 67)).wrapping_mul(own);
        bits ^ (bits >> 64)
    }
}

/// What is said of the rest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Head {
    /// What it was made of.
    origin: String,
    pub(super) files: Vec<String>,
    /// What is wrong with rows and values: the first fault, in which file, and how many there are.
    pub(super) unusable: Option<(String, Fault, usize)>,
    pub(super) rows: u64,
    pub(super) has_plans: bool,
    /// How many bits of a key tell its bucket.
    bits: u32,
    directory_checksum: u32,
    slots: u64,
    /// How long they are, in bytes.
    rows_length: u64,
    search_length: u64,
}

/// A catalogue that is looked up in.
#[derive(Debug)]
pub(super) struct Image {
    pub(super) store: Box<dyn Store>,
    pub(super) head: Head,
    directory: Vec<u8>,
    table_at: u64,
    rows_at: u64,
    search_at: u64,
}

impl Default for Image {
    fn default() -> Self {
        Self {
            store: Box::new(Vec::new()),
            head: Head::default(),
            directory: [0_u32, checksum(&[])].map(u32::to_le_bytes).concat(),
            table_at: 0,
            rows_at: 0,
            search_at: 0,
        }
    }
}

/// All parts of a standard together.
#[derive(Clone, Copy, Debug)]
struct Whole {
    /// Where the part is that is in force longest.
    at: u64,
    until: Until,
}

impl Builder {
    /// The catalogue of all that was added.
    pub fn finish(self) -> Catalogue {
        Catalogue::in_memory(self.image("", Search::Later))
    }

    /// The catalogue of all that was added, as bytes that can be kept and looked up in: see [`Catalogue::kept`]. `origin`
    /// says what it was made of.
    pub fn finish_to_keep(self, origin: &str) -> Vec<u8> {
        self.image(origin, Search::Now)
    }

    /// The catalogue as bytes. `origin` is kept with them.
    pub(super) fn image(self, origin: &str, search: Search) -> Vec<u8> {
        let (rows, mut slots) = self.rows_and_slots();
        slots.sort_unstable();
        let bits = (slots.len() / SLOTS_OF_BUCKET).next_power_of_two().trailing_zeros();
        let table: Vec<u8> = slots
            .iter()
            .flat_map(|(key, at)| key.to_le_bytes().into_iter().chain(at.to_le_bytes()))
            .collect();
        let directory = directory(&slots, &table, bits);
        let mut head = Head {
            origin: origin.to_owned(),
            rows: self.rows.len() as u64,
            has_plans: !self.plans.is_empty(),
            files: self.files,
            unusable: self.unusable,
            bits,
            directory_checksum: checksum(&directory),
            slots: slots.len() as u64,
            rows_length: rows.len() as u64,
            search_length: 0,
        };
        // The largest part of what was needed until here goes before more is made.
        drop((self.rows, self.numbers, self.plans, slots));
        let search = match search {
            Search::Now => search::section(rows_in(&rows, &head.files)),
            Search::Later => Vec::new(),
        };
        head.search_length = search.len() as u64;
        // What is plain numbers and texts can always be written.
        let written = serde_json::to_vec(&head).unwrap_or_default();
        let sizes = [to_u32(written.len()), checksum(&written)]
            .map(u32::to_le_bytes)
            .concat();
        [&MAGIC, sizes.as_slice(), &written, &directory, &table, &rows, &search].concat()
    }

    /// The rows as bytes, and where each of them is to be found.
    fn rows_and_slots(&self) -> (Vec<u8>, Vec<(u128, u64)>) {
        let mut rows = Vec::new();
        let mut at: Vec<u64> = vec![u64::MAX; self.rows.len()];
        let mut wholes: FxHashMap<Key, Whole> = FxHashMap::default();
        for first in 0..to_u32(self.rows.len()) {
            let mut index = first;
            // Those of a number stand where the first of them does.
            while let (Some(row), Some(place)) = (self.rows.get(index as usize), at.get_mut(index as usize))
                && *place == u64::MAX
            {
                *place = rows.len() as u64;
                let more = if row.next == NONE { More::Last } else { More::Follow };
                row.facts.write(more, self.texts(row), &mut rows);
                self.note_part(row, *place, &mut wholes);
                index = row.next;
            }
        }
        let place = |index: &u32| at.get(*index as usize).copied().unwrap_or_default();
        let numbers = self
            .numbers
            .iter()
            .map(|(key, row)| (About::Number.mixed(*key), place(row)));
        let plans = self
            .plans
            .iter()
            .map(|(plan, row)| (About::Plan.mixed(Key::of_text(plan)), place(row)));
        let wholes = wholes.iter().map(|(key, whole)| (About::Parts.mixed(*key), whole.at));
        let slots = numbers.chain(plans).chain(wholes).collect();
        (rows, slots)
    }

    /// Notes a part of a standard, where it is in force longer than those that were noted before.
    fn note_part(&self, row: &Stored, at: u64, wholes: &mut FxHashMap<Key, Whole>) {
        let mut texts = self.texts(row);
        let (text, replaced_by) = (texts.next().unwrap_or_default(), texts.nth(1).unwrap_or_default());
        let number = number::parse(text, &self.grammar).number;
        let Some(number) = number.filter(|number| !number.parts.is_empty()) else {
            return;
        };
        let until = row.facts.until(replaced_by);
        let whole = wholes.entry(number.base_key(text)).or_insert(Whole { at, until });
        if until > whole.until {
            *whole = Whole { at, until };
        }
    }
}

/// The directory of a table of sorted slots.
fn directory(slots: &[(u128, u64)], table: &[u8], bits: u32) -> Vec<u8> {
    let mut directory = Vec::with_capacity(BUCKET << bits);
    let mut start = 0;
    for bucket in 0..1_u64 << bits {
        let rest = slots.get(start..).unwrap_or_default();
        let end = start
            + rest
                .iter()
                .take_while(|(key, _)| bucket_of(*key, bits) == bucket)
                .count();
        directory.extend(to_u32(end).to_le_bytes());
        let own = table.get(start * SLOT..end * SLOT).unwrap_or_default();
        directory.extend(checksum(own).to_le_bytes());
        start = end;
    }
    directory
}

/// Which bucket a mixed key belongs to.
fn bucket_of(key: u128, bits: u32) -> u64 {
    u64::try_from(key.checked_shr(u128::BITS - bits).unwrap_or(0)).unwrap_or(0)
}

/// The rows of a section of them, each with its place, as far as they can be read.
fn rows_in<'r>(rows: &'r [u8], files: &'r [String]) -> impl Iterator<Item = (u64, Row)> + 'r {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut bytes = Bytes(rows.get(at..)?);
        let length = bytes.u32().ok()? as usize;
        let body = rows.get(at + FRAME..(at + FRAME).checked_add(length)?)?;
        let (row, _) = Row::read(body, files).ok()?;
        let place = at as u64;
        at += FRAME + length;
        Some((place, row))
    })
}

impl Image {
    /// Opens bytes that were made of the same, by this very form; none where they were not, or are damaged.
    pub(super) fn open(store: Box<dyn Store>, origin: &str) -> Option<Self> {
        let (head, head_end) = Self::read_head(&*store, origin).ok()?;
        let directory_length = BUCKET.checked_shl(head.bits)?;
        let table_at = head_end + directory_length as u64;
        let rows_at = table_at.checked_add(head.slots.checked_mul(SLOT as u64)?)?;
        let search_at = rows_at.checked_add(head.rows_length)?;
        // The length goes first: a damaged head asks for no more memory than the bytes have.
        if search_at.checked_add(head.search_length)? != store.len() {
            return None;
        }
        let directory = store.read(head_end, directory_length)?.into_owned();
        if checksum(&directory) != head.directory_checksum {
            return None;
        }
        Some(Self {
            store,
            head,
            directory,
            table_at,
            rows_at,
            search_at,
        })
    }

    fn read_head(store: &dyn Store, origin: &str) -> Result<(Head, u64), Damaged> {
        let opening = store.read(0, OPENING).ok_or(Damaged)?;
        let mut opening = Bytes(&opening);
        let is_ours = opening.take(MAGIC.len())? == MAGIC;
        let (length, sum) = (opening.u32()?, opening.u32()?);
        let end = OPENING as u64 + u64::from(length);
        if !is_ours || end > store.len() {
            return Err(Damaged);
        }
        let written = store.read(OPENING as u64, length as usize).ok_or(Damaged)?;
        let head: Head = match checksum(&written) == sum {
            true => serde_json::from_slice(&written).map_err(|_| Damaged)?,
            false => return Err(Damaged),
        };
        if head.origin != origin || head.bits > 28 {
            return Err(Damaged);
        }
        Ok((head, end))
    }

    /// Where the row of a key is, among the rows.
    fn place(&self, about: About, key: Key) -> Result<Option<u64>, Damaged> {
        let wanted = about.mixed(key);
        let bucket = usize::try_from(bucket_of(wanted, self.head.bits)).map_err(|_| Damaged)?;
        let bucket_at = |bucket: usize| {
            let mut bytes = Bytes(self.directory.get(bucket * BUCKET..).unwrap_or_default());
            Ok((bytes.u32()?, bytes.u32()?))
        };
        let start = match bucket.checked_sub(1) {
            Some(before) => bucket_at(before)?.0,
            None => 0,
        };
        let (end, sum) = bucket_at(bucket)?;
        let length = end.checked_sub(start).ok_or(Damaged)? as usize * SLOT;
        let at = self.table_at + u64::from(start) * SLOT as u64;
        let slots = self.store.read(at, length).ok_or(Damaged)?;
        if checksum(&slots) != sum {
            return Err(Damaged);
        }
        let mut slots = Bytes(&slots);
        while !slots.0.is_empty() {
            let (key, at) = (slots.u128()?, slots.u64()?);
            if key == wanted {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// The rows of a key: of a number all its editions, of another the one row that is meant.
    pub(super) fn rows(&self, about: About, key: Key) -> Result<Vec<Row>, Damaged> {
        let mut rows = Vec::new();
        let mut next = self.place(about, key)?;
        while let Some(at) = next {
            let (row, more, length) = self.row_at(at)?;
            rows.push(row);
            next = (more == More::Follow && about == About::Number).then_some(at + length);
        }
        Ok(rows)
    }

    /// The row at a place among the rows, whether another edition follows, and how long it is there.
    pub(super) fn row_at(&self, at: u64) -> Result<(Row, More, u64), Damaged> {
        let piece = self.piece(at, PIECE)?;
        let mut bytes = Bytes(&piece);
        let (length, sum) = (bytes.u32()? as usize, bytes.u32()?);
        let whole = FRAME + length;
        let longer;
        let body = match piece.get(FRAME..whole) {
            Some(body) => body,
            None => {
                longer = self.piece(at, whole)?;
                longer.get(FRAME..whole).ok_or(Damaged)?
            }
        };
        if checksum(body) != sum {
            return Err(Damaged);
        }
        let (row, more) = Row::read(body, &self.head.files)?;
        Ok((row, more, whole as u64))
    }

    /// Some bytes of the rows, or as many as there are.
    fn piece(&self, at: u64, length: usize) -> Result<Cow<'_, [u8]>, Damaged> {
        let rest = self.head.rows_length.checked_sub(at).ok_or(Damaged)?;
        let length = usize::try_from(rest).map_or(length, |rest| rest.min(length));
        self.store.read(self.rows_at + at, length).ok_or(Damaged)
    }

    /// All rows with their places, as far as they can be read.
    pub(super) fn all_rows(&self) -> impl Iterator<Item = (u64, Row)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (row, _, length) = self.row_at(at).ok()?;
            let place = at;
            at += length;
            Some((place, row))
        })
    }

    /// Where the bytes are that are searched; none where there are none.
    pub(super) fn search_section(&self) -> Option<(&dyn Store, u64, u64)> {
        let length = self.head.search_length;
        (length > 0).then_some((&*self.store, self.search_at, length))
    }
}

/// The key of a plan.
pub(super) fn plan_key(plan: &str) -> Key {
    Key::of_text(&words::folded(plan))
}
