//! The older container of office files: sectors that follow each other in chains. Chains are walked here before the library walks
//! them, as one that leads back into itself, or that is said to be longer than the file, would fill the memory.

use super::Problem;
use crate::text::to_u32;

/// Sectors from here on are marks and none that are there.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// The end of a chain.
const END: u32 = 0xFFFF_FFFE;

/// A sector that belongs to no stream.
const FREE: u32 = 0xFFFF_FFFF;

/// The size of a sector inside of the stream of small streams, in bytes.
const SMALL: usize = 64;

/// Streams from this size on, in bytes, have sectors of their own.
const SMALL_STREAM: usize = 4096;

/// A container.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    /// The size of a sector, in bytes.
    sector: usize,
    /// The sector that follows each.
    next: Vec<u32>,
    /// The same of the small sectors, and what is in these.
    next_small: Vec<u32>,
    small: Vec<u8>,
    /// The names of the streams, where they begin, and how many bytes they have.
    streams: Vec<(String, u32, usize)>,
}

impl<'b> Compound<'b> {
    /// Opens a container.
    ///
    /// # Errors
    /// Where it is none, or what it says of its sizes and chains cannot be.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Problem> {
        let sector = match word(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(damaged("sectors")),
        };
        let header = |at| long(bytes, at).ok_or_else(|| damaged("header"));
        let most = bytes.len() / sector + 1;
        let mut container = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            streams: Vec::new(),
        };
        let mut lists: Vec<u32> = longs(bytes.get(76..512).unwrap_or_default()).collect();
        let mut list = header(68)?;
        while list < LAST_SECTOR {
            lists.extend(longs(container.sector(list)));
            // The last of a list is where the next one is.
            list = lists.pop().unwrap_or(END);
            if lists.len() > most.saturating_add(2 * sector) {
                return Err(damaged("sectors"));
            }
        }
        lists.retain(|list| *list < LAST_SECTOR);
        if lists.len() > most {
            return Err(damaged("sectors"));
        }
        for list in lists {
            container.next.extend(longs(container.sector(list)));
        }
        let directory = container.chain(header(48)?, usize::MAX)?;
        let entries = directory.chunks_exact(128);
        container.streams = entries.map(stream).collect();
        let small = long(bytes, 64).map_or(0, |sectors| (sectors as usize).saturating_mul(sector));
        if let Some((_, start, length)) = container.streams.first().cloned().filter(|_| small > 0) {
            container.small = container.chain(start, length)?;
            container.next_small = longs(&container.chain(header(60)?, small)?).collect();
        }
        Ok(container)
    }

    /// A stream by its name, whatever its case.
    ///
    /// # Errors
    /// Where it is said to be longer than the file, or its chain leads back into itself.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let is_meant = |(other, ..): &&(String, u32, usize)| other.eq_ignore_ascii_case(name);
        let Some((_, start, length)) = self.streams.iter().find(is_meant) else {
            return Ok(None);
        };
        if *length >= SMALL_STREAM {
            return self.chain(*start, *length).map(Some);
        }
        let sector = |id: u32| {
            let start = (id as usize).saturating_mul(SMALL);
            let end = start.saturating_add(SMALL).min(self.small.len());
            self.small.get(start..end).unwrap_or_default()
        };
        follow(*start, *length, &self.next_small, sector).map(Some)
    }

    /// The content of a chain of sectors, at most so many bytes.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, Problem> {
        follow(start, length, &self.next, |id| self.sector(id))
    }

    /// A sector; what of it is there.
    fn sector(&self, id: u32) -> &'b [u8] {
        let start = (id as usize).saturating_add(1).saturating_mul(self.sector);
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }
}

/// The bytes of a container that holds one stream, of a name in ASCII. None where that is too long for the lists in its header.
///
/// Of what it was taken from it has nothing else: a reader finds only sizes and chains that are as they should be.
pub(super) fn of_stream(name: &str, stream: &[u8]) -> Option<Vec<u8>> {
    const SECTOR: usize = 4096;
    const IN_LIST: usize = SECTOR / 4;
    const MOST_LISTS: usize = 109;
    // A short stream would be one of small sectors. What is behind its end is read by nobody.
    let length = stream.len().max(SMALL_STREAM);
    let sectors = length.div_ceil(SECTOR);
    // A sector for the directory, and those of the lists, which list themselves.
    let lists = (sectors + 1).div_ceil(IN_LIST - 1);
    if lists > MOST_LISTS {
        return None;
    }
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(24, 0);
    for word in [0x3E_u16, 3, 0xFFFE, 12, 6] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.resize(44, 0);
    let number = |number: usize| to_u32(number).to_le_bytes();
    bytes.extend(number(lists));
    bytes.extend(number(lists));
    bytes.resize(60, 0);
    bytes.extend(END.to_le_bytes());
    bytes.resize(68, 0);
    bytes.extend(END.to_le_bytes());
    bytes.resize(76, 0);
    for list in 0..MOST_LISTS {
        bytes.extend(if list < lists { number(list) } else { FREE.to_le_bytes() });
    }
    bytes.resize(SECTOR, 0);
    // The lists themselves, the directory, the stream.
    bytes.extend((0..lists).flat_map(|_| 0xFFFF_FFFD_u32.to_le_bytes()));
    bytes.extend(END.to_le_bytes());
    let first = lists + 1;
    bytes.extend((first + 1..first + sectors).flat_map(number));
    bytes.extend(END.to_le_bytes());
    while bytes.len() < SECTOR * (1 + lists) {
        bytes.extend(FREE.to_le_bytes());
    }
    for (name, kind, start, length) in [("Root Entry", 5, END, 0), (name, 2, to_u32(first), length)] {
        let entry = bytes.len();
        bytes.extend(name.encode_utf16().take(31).flat_map(u16::to_le_bytes));
        bytes.resize(entry + 64, 0);
        bytes.extend(u16::try_from((name.len() + 1) * 2).unwrap_or(64).to_le_bytes());
        bytes.extend([kind, 1]);
        bytes.resize(entry + 116, 0xFF);
        bytes.extend(start.to_le_bytes());
        bytes.extend((length as u64).to_le_bytes());
    }
    bytes.resize(SECTOR * (2 + lists), 0);
    bytes.extend_from_slice(stream);
    bytes.resize(SECTOR * (2 + lists + sectors), 0);
    Some(bytes)
}

/// Follows a chain. None has more sectors than there are.
fn follow<'s>(start: u32, length: usize, next: &[u32], sector: impl Fn(u32) -> &'s [u8]) -> Result<Vec<u8>, Problem> {
    let mut content = Vec::new();
    let mut id = start;
    let mut steps = 0;
    while id != END && content.len() < length {
        steps += 1;
        let Some(after) = next.get(id as usize).filter(|_| steps <= next.len()) else {
            return Err(damaged("sectors"));
        };
        let sector = sector(id);
        let wanted = sector.len().min(length - content.len());
        content.extend_from_slice(sector.get(..wanted).unwrap_or_default());
        id = *after;
    }
    Ok(content)
}

/// An entry of the directory: 64 bytes of name, where the stream begins, its length.
fn stream(entry: &[u8]) -> (String, u32, usize) {
    let units = entry.get(..64).unwrap_or_default().chunks_exact(2);
    let units = units.map(|pair| pair.iter().rev().fold(0, |unit, byte| (unit << 8) | u16::from(*byte)));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    let start = long(entry, 116).unwrap_or(END);
    let length = long(entry, 120).unwrap_or_default() as usize;
    (String::from_utf16_lossy(&units), start, length)
}

/// Two bytes as a number, the lower first.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let [low, high] = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes([*low, *high]))
}

/// Four bytes as a number, the lowest first.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|bytes| long(bytes, 0))
}

fn damaged(what: &str) -> Problem {
    Problem::Damaged(what.to_owned())
}
