//! The zip that office files are, written so that the same parts give the same bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::{Format, Problem};

/// An office file that is being written.
pub(super) struct PackageWriter {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    format: Format,
}

impl PackageWriter {
    pub(super) fn new(format: Format) -> Self {
        let zip = ZipWriter::new(Cursor::default());
        Self { zip, format }
    }

    /// Copies the parts of another file as they are packed there, all but some.
    pub(super) fn copy(&mut self, bytes: &[u8], except: &[&str]) -> Result<(), Problem> {
        let format = self.format;
        let failed = |error: zip::result::ZipError| failed(format, &error);
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
        for place in 0..archive.len() {
            let file = archive.by_index_raw(place).map_err(failed)?;
            let is_left_out = file.name().is_ok_and(|name| except.contains(&name.as_ref()));
            if !is_left_out {
                self.zip.raw_copy_file(file).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Begins a part, to be filled by [`Self::write`].
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Problem> {
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::default())
            .large_file(false);
        let begun = self.zip.start_file(name, options);
        begun.map_err(|error| failed(self.format, &error))
    }

    pub(super) fn write(&mut self, text: &str) -> Result<(), Problem> {
        let written = self.zip.write_all(text.as_bytes());
        written.map_err(|error| failed(self.format, &error))
    }

    /// Writes a part.
    pub(super) fn part(&mut self, name: &str, text: &str) -> Result<(), Problem> {
        self.begin(name)?;
        self.write(text)
    }

    /// The file.
    pub(super) fn end(self) -> Result<Vec<u8>, Problem> {
        let format = self.format;
        let bytes = self.zip.finish().map_err(|error| failed(format, &error))?;
        Ok(bytes.into_inner())
    }
}

fn failed(format: Format, error: &dyn std::fmt::Display) -> Problem {
    Problem::Failed {
        format,
        reason: error.to_string(),
    }
}
