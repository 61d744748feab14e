//! Rows by what somebody types: the beginning of a number, of a title or of a part of one (titles are made of several:
//! `信息安全技术 云计算服务 …`), or the initials of its pinyin.
//!
//! All of these words stand in one sorted list, cut into blocks. What is typed is found by halving, however long the list
//! is; a block is some hundred bytes. Words are cut at [`WIDTH`]; whoever types more is told the row by what it says.
//!
//! ```text
//! blocks     checksum of the rest (u32), then for each word how many bytes it shares with the one before (u8), how many
//!            follow (u8), these, and where its row is (u64)
//! offsets    where each block begins (u32)
//! count      of the blocks (u32), and the checksum of the offsets and it (u32)
//! ```

use super::row::Row;
use super::store::{Bytes, Damaged, Store, checksum};
use super::words::folded;
use crate::text::latin::initials;
use crate::text::to_u32;

/// How many bytes of a word are kept: eight Chinese characters.
const WIDTH: usize = 24;

/// How many words a block has.
const WORDS_OF_BLOCK: usize = 64;

/// How many parts of a title are words, from the first on.
const MOST_PARTS: usize = 4;

/// How many initials are kept.
const MOST_INITIALS: usize = 8;

/// A word, filled up with zeros.
type Word = [u8; WIDTH];

/// Puts the words of rows in order.
pub(super) fn section(rows: impl Iterator<Item = (u64, Row)>) -> Vec<u8> {
    let mut words: Vec<(Word, u64)> = Vec::new();
    for (at, row) in rows {
        of_row(&row, |word| words.extend((!word.is_empty()).then(|| (cut(word), at))));
    }
    words.sort_unstable();
    words.dedup();
    let mut section = Vec::new();
    let mut offsets = Vec::new();
    for block in words.chunks(WORDS_OF_BLOCK) {
        // Past 4 GiB of words the rest is not found by typing.
        let Ok(offset) = u32::try_from(section.len()) else {
            break;
        };
        offsets.extend(offset.to_le_bytes());
        let mut written = Vec::new();
        let mut before: Word = [0; WIDTH];
        for (word, at) in block {
            let shared = word.iter().zip(&before).take_while(|(one, other)| one == other).count();
            let length = word.iter().position(|byte| *byte == 0).unwrap_or(WIDTH);
            let own = word.get(shared.min(length)..length).unwrap_or_default();
            written.extend([shared.min(length), own.len()].map(|length| length.try_into().unwrap_or(u8::MAX)));
            written.extend(own);
            written.extend(at.to_le_bytes());
            before = *word;
        }
        section.extend(checksum(&written).to_le_bytes());
        section.extend(written);
    }
    let count = to_u32(offsets.len() / 4);
    offsets.extend(count.to_le_bytes());
    offsets.extend(checksum(&offsets).to_le_bytes());
    section.extend(offsets);
    section
}

/// The words of a row.
fn of_row(row: &Row, mut take: impl FnMut(&str)) {
    take(&bare(row.number()));
    for part in parts(row.title()) {
        take(&bare(part));
        initials(part, MOST_INITIALS).iter().for_each(|word| take(word));
    }
}

/// A text's letters and digits, without its case and width.
fn bare(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A title from the beginnings of its parts on.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let mut is_apart = true;
    let starts = title.char_indices().filter(move |(_, c)| {
        let was_apart = std::mem::replace(&mut is_apart, !c.is_alphanumeric());
        was_apart && c.is_alphanumeric()
    });
    starts.filter_map(|(at, _)| title.get(at..)).take(MOST_PARTS)
}

/// A word of [`WIDTH`].
fn cut(word: &str) -> Word {
    let mut cut = [0; WIDTH];
    for (slot, byte) in cut.iter_mut().zip(word.bytes()) {
        *slot = byte;
    }
    cut
}

/// What is typed, as rows are searched for it; none where it says nothing.
pub(super) fn typed(text: &str) -> Option<String> {
    Some(bare(text)).filter(|typed| !typed.is_empty())
}

/// Why a row is found by what is typed (see [`typed`]): its number, or the title from the part on that was meant.
pub(super) fn found_by<'r>(row: &'r Row, typed: &str) -> Option<&'r str> {
    if bare(row.number()).starts_with(typed) {
        return Some(row.number());
    }
    let is_meant = |part: &&str| {
        let initials = || initials(part, MOST_INITIALS).into_iter();
        bare(part).starts_with(typed) || initials().any(|word| word.starts_with(typed))
    };
    parts(row.title()).find(is_meant)
}

/// A section that is searched.
#[derive(Debug)]
pub(super) struct Searched<'s> {
    store: &'s dyn Store,
    at: u64,
    /// Where the offsets begin.
    offsets_at: u64,
    blocks: u32,
}

impl<'s> Searched<'s> {
    pub(super) fn open((store, at, length): (&'s dyn Store, u64, u64)) -> Result<Self, Damaged> {
        let end = length.checked_sub(8).ok_or(Damaged)?;
        let sizes = store.read(at + end, 8).ok_or(Damaged)?;
        let blocks = Bytes(&sizes).u32()?;
        let offsets_at = end.checked_sub(4 * u64::from(blocks)).ok_or(Damaged)?;
        Ok(Self {
            store,
            at,
            offsets_at,
            blocks,
        })
    }

    /// Where a block begins; the one behind the last begins where the blocks end.
    fn offset(&self, block: u32) -> Result<u64, Damaged> {
        if block >= self.blocks {
            return Ok(self.offsets_at);
        }
        let at = self.at + self.offsets_at + 4 * u64::from(block);
        Bytes(&self.store.read(at, 4).ok_or(Damaged)?).u32().map(u64::from)
    }

    /// The words of a block, with the places of their rows.
    fn block(&self, block: u32) -> Result<Vec<(Word, u64)>, Damaged> {
        let (start, end) = (self.offset(block)?, self.offset(block + 1)?);
        let length = end
            .checked_sub(start)
            .filter(|_| end <= self.offsets_at)
            .ok_or(Damaged)?;
        let length = usize::try_from(length).map_err(|_| Damaged)?;
        let bytes = self.store.read(self.at + start, length).ok_or(Damaged)?;
        let mut bytes = Bytes(&bytes);
        if bytes.u32()? != checksum(bytes.0) {
            return Err(Damaged);
        }
        let mut words = Vec::with_capacity(WORDS_OF_BLOCK);
        let mut word: Word = [0; WIDTH];
        while !bytes.0.is_empty() {
            let (shared, own) = (usize::from(bytes.u8()?), usize::from(bytes.u8()?));
            let own_bytes = bytes.take(own)?;
            word.get_mut(shared..).ok_or(Damaged)?.fill(0);
            word.get_mut(shared..shared + own)
                .ok_or(Damaged)?
                .copy_from_slice(own_bytes);
            words.push((word, bytes.u64()?));
        }
        Ok(words)
    }

    /// The places of the rows with a word that begins with what is typed, at most so many of them, in the order of the
    /// words, each once; and whether there may be more.
    pub(super) fn find(&self, typed: &str, most: usize) -> Result<(Vec<u64>, bool), Damaged> {
        let wanted = typed.as_bytes().get(..WIDTH).unwrap_or(typed.as_bytes());
        let (mut low, mut high) = (0, self.blocks);
        // The first block whose first word is not before what is typed.
        while low < high {
            let middle = low + (high - low) / 2;
            let first = self.block(middle)?.first().map(|(word, _)| *word).ok_or(Damaged)?;
            if first.as_slice() < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut places = Vec::new();
        for block in low.saturating_sub(1)..self.blocks {
            for (word, at) in self.block(block)? {
                if word.starts_with(wanted) {
                    if places.len() == most {
                        return Ok((places, true));
                    }
                    if !places.contains(&at) {
                        places.push(at);
                    }
                } else if word.as_slice() > wanted {
                    return Ok((places, false));
                }
            }
        }
        Ok((places, false))
    }
}
