//! Standard output, whose reader may go before the end: `stdreg check | head -1`.

use std::io::{self, Write};
use std::path::Path;

/// Standard output. When its reader has gone, what is still written goes nowhere and is no error: how a run went does not
/// depend on how much of it somebody reads, so that it is brought to its end and keeps its exit code.
pub(super) struct Output<W> {
    inner: W,
    has_reader: bool,
}

impl<W: Write> Output<W> {
    pub(super) const fn new(inner: W) -> Self {
        Self {
            inner,
            has_reader: true,
        }
    }

    /// What an attempt to write came to; `lost` stands in for it where nobody reads any more.
    fn unless_closed<T>(&mut self, lost: T, attempt: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if !self.has_reader {
            return Ok(lost);
        }
        match attempt(&mut self.inner) {
            Err(error) if is_of_a_closed_pipe(&error) => {
                self.has_reader = false;
                Ok(lost)
            }
            result => result,
        }
    }
}

/// The file that an option names to write to; none where it names none, or standard output by `-`.
pub(super) fn named_file(output: Option<&Path>) -> Option<&Path> {
    output.filter(|path| path.as_os_str() != "-")
}

/// A stream that may lose its reader.
pub(super) trait Stream: Write {
    /// Whether somebody may still read what is written. That nobody does shows when something is written.
    fn has_reader(&self) -> bool;
}

impl<W: Write> Stream for Output<W> {
    fn has_reader(&self) -> bool {
        self.has_reader
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), Write::flush)
    }
}

/// Whether nobody reads any more. Windows has an error of its own for pipes with a name, which the standard library does not know.
fn is_of_a_closed_pipe(error: &io::Error) -> bool {
    const NOT_CONNECTED: i32 = 233;
    error.kind() == io::ErrorKind::BrokenPipe || (cfg!(windows) && error.raw_os_error() == Some(NOT_CONNECTED))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails from the second write on.
    struct Failing(io::ErrorKind, usize);

    impl Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1 > 1 {
                Err(self.0.into())
            } else {
                Ok(bytes.len())
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_goes_is_no_error_and_any_other_fault_is() {
        let mut out = Output::new(Failing(io::ErrorKind::BrokenPipe, 0));
        for expected in [true, false, false] {
            out.write_all(b"x").unwrap();
            out.flush().unwrap();
            assert_eq!(out.has_reader(), expected);
        }
        assert_eq!(out.inner.1, 2);
        let mut out = Output::new(Failing(io::ErrorKind::StorageFull, 0));
        out.write_all(b"x").unwrap();
        assert!(out.write_all(b"x").is_err() && out.has_reader());
    }
}
