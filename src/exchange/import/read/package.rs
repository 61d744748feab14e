//! The zip that office files are, looked at before anything is unpacked: a small file can hold gigabytes.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::Problem;

/// A zip that unpacks to no more than is allowed.
pub(in crate::exchange) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    /// Opens a zip. The sizes that it declares are added up: no more than these is ever read.
    pub(in crate::exchange) fn open(bytes: &'b [u8], max_unpacked: u64) -> Result<Self, Problem> {
        if is_compound(bytes) {
            // What a password protects is a zip inside of the older container.
            return Err(Problem::Encrypted);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Problem::Damaged(error.to_string()))?;
        let mut package = Self { archive };
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
        Ok(package)
    }

    /// The names of the parts.
    pub(in crate::exchange) fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().filter_map(Result::ok);
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// A part by its name; some programs write backslashes, and none minds the case.
    pub(in crate::exchange) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        self.start_of(name, u64::MAX)
    }

    /// The start of a part, at most so many bytes.
    fn start_of(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Problem> {
        let is_meant = |other: &&String| other.replace('\\', "/").eq_ignore_ascii_case(name);
        let Some(stored) = self.names().iter().find(is_meant).cloned() else {
            return Ok(None);
        };
        let damaged = |error: &dyn std::fmt::Display| Problem::Damaged(format!("{name}: {error}"));
        let file = self.archive.by_name(&stored).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        let limit = file.size().min(most);
        file.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&error))?;
        Ok(Some(bytes))
    }

    /// Looks at what the shared strings of a workbook claim: room is made for as many as are said to be there, so that a few bytes
    /// that claim billions would end the process.
    pub(in crate::exchange) fn check_shared_strings(&mut self) -> Result<(), Problem> {
        let names = self.names();
        for name in names
            .iter()
            .filter(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"))
        {
            let name = name.replace('\\', "/");
            let start = self.start_of(&name, 4096)?.unwrap_or_default();
            let start = String::from_utf8_lossy(&start);
            let claims = start.split(['"', '\'']).filter_map(|text| text.parse::<u64>().ok());
            let most = claims.max().unwrap_or_default();
            let stored = self.archive.by_name(&name).map_or(0, |file| file.size());
            // The shortest that a string takes is `<si/>`. A table may use one string many times, which `count` says.
            if most > stored.max(1).saturating_mul(64) {
                return Err(Problem::Damaged(format!("{name}: {most}")));
            }
        }
        Ok(())
    }
}

/// Whether bytes are of the older container of office files.
pub(in crate::exchange) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}
