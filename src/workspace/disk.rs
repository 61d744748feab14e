//! What is read from the disk: regular files alone, and never more than a limit.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;

use super::entry::{Limit, ReadError};

/// The bytes of a regular file on disk: the one way in which anything is read from it.
///
/// # Errors
/// See [`ReadError`]. Never waits: only regular files are opened.
pub fn read(path: &Path, limit: Limit) -> Result<Vec<u8>, ReadError> {
    let (file, size) = open(path, limit)?;
    // What is not there is not asked for: the size of a file in `/proc` may be a fancy.
    let room = usize::try_from(size).unwrap_or_default();
    read_stream(file, limit, room)
}

/// The bytes of a stream, such as standard input, up to its end.
///
/// # Errors
/// Where it has more than the limit, and where the system fails.
pub fn read_to_end(stream: impl Read, limit: Limit) -> Result<Vec<u8>, ReadError> {
    read_stream(stream, limit, 0)
}

fn read_stream(stream: impl Read, limit: Limit, room: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(room + 1);
    // A file may grow while it is read; one byte past the limit is enough to know.
    stream.take(limit.bytes() + 1).read_to_end(&mut bytes)?;
    within(limit, bytes.len() as u64)?;
    Ok(bytes)
}

/// Opens a regular file. Gives its size as well.
pub(super) fn open(path: &Path, limit: Limit) -> Result<(File, u64), ReadError> {
    // Looked at before it is opened, because to open a device may do something already.
    regular(&fs::metadata(path)?, limit)?;
    let mut options = OpenOptions::new();
    options.read(true);
    // What took its place since then, such as a pipe that nobody writes to, is not waited for either.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    regular(&metadata, limit)?;
    Ok((file, metadata.len()))
}

fn regular(metadata: &Metadata, limit: Limit) -> Result<(), ReadError> {
    if metadata.is_dir() {
        return Err(ReadError::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadError::Special);
    }
    within(limit, metadata.len())
}

pub(super) fn within(limit: Limit, bytes: u64) -> Result<(), ReadError> {
    if bytes > limit.bytes() {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The system calls it a regular file, and has whoever reads it wait for what the kernel will have to say.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_has_its_reader_wait_is_an_error_as_well() {
        let (sender, answer) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            // The first reading may get what there is.
            for _ in 0..2 {
                let _ = sender.send(read(Path::new("/proc/kmsg"), Limit::Settings));
            }
        });
        for _ in 0..2 {
            let read = answer.recv_timeout(std::time::Duration::from_secs(20));
            // Who may not read it at all is told that.
            assert!(matches!(
                read,
                Ok(Err(ReadError::Special | ReadError::System(_) | ReadError::Missing))
            ));
        }
    }

    #[test]
    fn a_stream_without_an_end_is_read_to_the_limit() {
        let read = read_to_end(std::io::repeat(0), Limit::Settings);
        assert!(matches!(read, Err(ReadError::TooLarge(Limit::Settings))));
        let bytes = read_to_end(std::io::repeat(7).take(9), Limit::Settings).unwrap();
        assert_eq!(bytes, [7; 9]);
    }
}
