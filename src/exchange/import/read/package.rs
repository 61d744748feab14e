//! The zip that office files are, looked at before anything is unpacked: a small file can hold gigabytes.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use zip::ZipArchive;

use super::{Problem, tags};

/// The most strings that a workbook may share between its cells: half as many as there may be cells.
const MOST_STRINGS: u64 = 4_000_000;

/// A zip that unpacks to no more than is allowed.
pub(in crate::exchange) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes it unpacks to.
    unpacked: u64,
}

impl<'b> Package<'b> {
    /// Opens a zip. The sizes that it declares are added up: no more than these is ever read.
    pub(in crate::exchange) fn open(bytes: &'b [u8], max_unpacked: u64) -> Result<Self, Problem> {
        if is_compound(bytes) {
            // What a password protects is a zip inside of the older container.
            return Err(Problem::Encrypted);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Problem::Damaged(error.to_string()))?;
        let mut package = Self { archive, unpacked: 0 };
        let mut unpacked = 0_u64;
        for place in 0..package.archive.len() {
            let file = package
                .archive
                .by_index_raw(place)
                .map_err(|error| Problem::Damaged(error.to_string()))?;
            if file.encrypted() {
                return Err(Problem::Encrypted);
            }
            unpacked = unpacked.saturating_add(file.size());
        }
        if unpacked > max_unpacked {
            return Err(Problem::Unpacked(max_unpacked >> 20));
        }
        package.unpacked = unpacked;
        Ok(package)
    }

    /// How many bytes it unpacks to.
    pub(super) const fn size(&self) -> u64 {
        self.unpacked
    }

    /// The names of the parts.
    pub(in crate::exchange) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// A part by its name; some programs write backslashes, and none minds the case.
    pub(in crate::exchange) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some((part, size)) = self.unpacked(name)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        part.take(size)
            .read_to_end(&mut bytes)
            .map_err(|error| Problem::Damaged(format!("{name}: {error}")))?;
        Ok(Some(bytes))
    }

    /// A part to be read as it is unpacked, and how many bytes it says it has.
    pub(super) fn unpacked(&mut self, name: &str) -> Result<Option<(impl Read, u64)>, Problem> {
        let is_meant = |other: &&String| other.replace('\\', "/").eq_ignore_ascii_case(name);
        let Some(stored) = self.names().iter().find(is_meant).cloned() else {
            return Ok(None);
        };
        let file = self.archive.by_name(&stored);
        let file = file.map_err(|error| Problem::Damaged(format!("{name}: {error}")))?;
        let size = file.size();
        Ok(Some((file, size)))
    }

    /// Looks at the shared strings of a workbook: room is made for as many as are said to be there, so that a few bytes that claim
    /// billions would end the process.
    pub(in crate::exchange) fn check_shared_strings(&mut self) -> Result<(), Problem> {
        let names = self.names().into_iter().map(|name| name.replace('\\', "/"));
        let is_of_strings = |name: &String| name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        for name in names.filter(is_of_strings).collect::<Vec<_>>() {
            let damaged = |error| Problem::Damaged(format!("{name}: {error}"));
            let Some((part, size)) = self.unpacked(&name)? else {
                continue;
            };
            // The shortest that a string takes is `<si/>`.
            let most = size / 5;
            // Which tag is the one that counts is not for us to say.
            let claimed = tags::highest(part, "uniqueCount").map_err(damaged)?;
            let mut count = 0;
            if let Some((part, _)) = self.unpacked(&name)?.filter(|_| most > MOST_STRINGS) {
                let read = tags::each(part, |tag| {
                    count += u64::from(tag.name == b"si");
                    match count <= MOST_STRINGS {
                        true => ControlFlow::Continue(()),
                        false => ControlFlow::Break(()),
                    }
                });
                read.map_err(damaged)?;
            }
            if claimed > most {
                return Err(Problem::Damaged(format!("{name}: {claimed}")));
            }
            if count > MOST_STRINGS || claimed > MOST_STRINGS {
                return Err(Problem::TooLarge);
            }
        }
        Ok(())
    }
}

/// Whether bytes are of the older container of office files.
pub(in crate::exchange) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}
