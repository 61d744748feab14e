//! Catalogues as they are kept in the user's cache, so that a large one is read once and not by each run: a file each, that
//! is found by which catalogues it is of, and holds as long as these look as they did when it was made.
//!
//! Nothing depends on it. A file that cannot be read, is of other catalogues, or is damaged is as good as none; one that
//! cannot be written is not. It is written beside and put in its place at once, so that two processes never see half of
//! one; the last one stays. Those that nobody has asked for in a while go.

use std::borrow::Cow;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::temporary::{Access, Temporary};
use crate::catalogue::Store;

/// How large catalogues are together before they are kept, in bytes: a few thousand rows, which are read in about ten
/// milliseconds. Smaller ones are read anew by each run.
pub(super) const LEAST_KEPT: u64 = 512 << 10;

/// The ending of such files.
const ENDING: &str = "catalogue";

/// How many of them are kept, and for how long after they were last asked for.
const MOST_KEPT: usize = 16;
const LONGEST_KEPT: Duration = Duration::from_hours(30 * 24);

/// How much of them is kept, in bytes, the newest one aside.
const MOST_BYTES: u64 = 2 << 30;

/// How old a file must be when it has been read: what was written in the same tick of the clock could not be told by the
/// time. Some file systems have ticks of two seconds.
const OLD_ENOUGH: Duration = Duration::from_secs(2);

/// How a file looks from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// In bytes.
    pub(super) size: u64,
    written: Option<SystemTime>,
    /// On Unix also when it was last changed in any way, and which file it is: times can be set, and files be renamed.
    identity: [i64; 4],
}

impl Look {
    /// How the file at a path looks; none where it is no file.
    pub(super) fn at(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(Metadata::is_file)?;
        Some(Self {
            size: metadata.len(),
            written: metadata.modified().ok(),
            identity: identity(&metadata),
        })
    }

    /// Whether another content would have another look by now.
    pub(super) fn is_settled(&self) -> bool {
        let age = self
            .written
            .and_then(|written| SystemTime::now().duration_since(written).ok());
        age.is_some_and(|age| age > OLD_ENOUGH)
    }

    /// In letters: equal for what looks the same.
    pub(super) fn letters(&self) -> String {
        let written = self.written.and_then(|written| written.duration_since(UNIX_EPOCH).ok());
        let written = written.map_or(0, |since| since.as_nanos());
        format!("{} {written} {:?}", self.size, self.identity)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt as _;
    let numbers = [metadata.dev(), metadata.ino()].map(u64::cast_signed);
    [metadata.ctime(), metadata.ctime_nsec(), numbers[0], numbers[1]]
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> [i64; 4] {
    [0; 4]
}

/// A file that pieces are read from. It stays the same one when another takes its place.
#[derive(Debug)]
pub(super) struct Kept {
    file: File,
    length: u64,
    #[cfg(not(any(unix, windows)))]
    turn: std::sync::Mutex<()>,
}

impl Kept {
    /// Opens a file that was kept; none where there is none.
    pub(super) fn open(path: &Path) -> Option<Self> {
        let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
        let file = File::open(path).ok().filter(|_| is_file)?;
        let metadata = file.metadata().ok()?;
        // That somebody asked for it is noted once a day; where that cannot be, it goes early.
        let is_old = |time: SystemTime| time.elapsed().is_ok_and(|age| age > Duration::from_hours(24));
        if metadata.modified().is_ok_and(is_old) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(Self {
            length: metadata.len(),
            file,
            #[cfg(not(any(unix, windows)))]
            turn: std::sync::Mutex::default(),
        })
    }

    #[cfg(unix)]
    fn fill(&self, bytes: &mut [u8], offset: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, offset)
    }

    #[cfg(windows)]
    fn fill(&self, mut bytes: &mut [u8], mut offset: u64) -> io::Result<()> {
        while !bytes.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.file, bytes, offset)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            bytes = bytes.get_mut(read..).unwrap_or_default();
            offset += read as u64;
        }
        Ok(())
    }

    #[cfg(not(any(unix, windows)))]
    fn fill(&self, bytes: &mut [u8], offset: u64) -> io::Result<()> {
        use std::io::{Read as _, Seek as _};
        let _turn = self.turn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut file = &self.file;
        file.seek(io::SeekFrom::Start(offset))?;
        file.read_exact(bytes)
    }
}

impl Store for Kept {
    fn len(&self) -> u64 {
        self.length
    }

    fn read(&self, offset: u64, length: usize) -> Option<Cow<'_, [u8]>> {
        // Asked for by bytes that may be damaged: there is never more than the file has.
        let end = offset.checked_add(length as u64)?;
        if end > self.length {
            return None;
        }
        let mut bytes = vec![0; length];
        self.fill(&mut bytes, offset).ok()?;
        Some(Cow::Owned(bytes))
    }
}

/// The folder in which catalogues are kept.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// That in the user's cache.
    pub(super) fn new(cache: &Path) -> Self {
        Self {
            folder: cache.join("catalogues"),
        }
    }

    /// Where the file of some catalogues is, which `name` tells from all others.
    pub(super) fn place(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{ENDING}"))
    }

    /// Keeps the bytes of a catalogue.
    pub(super) fn keep(&self, place: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut temporary = Temporary::new(&self.folder, Access::Owner)?;
        temporary.fill_in_time(bytes)?;
        temporary.replace(place)?;
        self.clean(place);
        Ok(())
    }

    /// Removes what nobody has asked for in a while, and the oldest where there is too much.
    fn clean(&self, newest: &Path) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
            .filter(|entry| entry.path().extension().is_some_and(|ending| ending == ENDING))
            .filter_map(|entry| {
                let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
                Some((metadata.modified().ok()?, metadata.len(), entry.path()))
            })
            .filter(|(.., path)| path != newest)
            .collect();
        files.sort_by(|one, other| other.cmp(one));
        let mut held = 0_u64;
        for (place, (used, size, path)) in files.iter().enumerate() {
            held = held.saturating_add(*size);
            let is_old = used.elapsed().is_ok_and(|age| age > LONGEST_KEPT);
            if is_old || place + 1 >= MOST_KEPT || held > MOST_BYTES {
                let _ = fs::remove_file(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asks_for_goes_and_the_newest_stays() {
        let cache = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(cache.path());
        let count = || fs::read_dir(cache.path().join("catalogues")).unwrap().count();
        for number in 0..2 * MOST_KEPT {
            shelf.keep(&shelf.place(&format!("{number:02}")), b"x").unwrap();
        }
        assert_eq!(count(), MOST_KEPT);
        for entry in fs::read_dir(cache.path().join("catalogues")).unwrap() {
            let file = File::options().write(true).open(entry.unwrap().path()).unwrap();
            file.set_modified(SystemTime::now() - 2 * LONGEST_KEPT).unwrap();
        }
        // Whoever opens one has asked for it.
        let asked = fs::read_dir(cache.path().join("catalogues"))
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        assert_eq!(Kept::open(&asked).unwrap().read(0, 1).unwrap(), b"x".as_slice());
        fs::write(cache.path().join("catalogues").join("mine.txt"), "").unwrap();
        shelf.keep(&shelf.place("new"), b"x").unwrap();
        assert_eq!(count(), 3, "the one asked for, the new one, and what is none of ours");
        assert!(asked.exists() && shelf.place("new").exists());
    }
}
