//! The end of a server that a test started.

use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

/// How long a server whose input is closed may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// Waits for a program whose input is closed: one that is killed does not say which lines it reached (`tests/coverage`).
pub fn end(child: &mut Child) {
    let until = Instant::now() + PATIENCE;
    while !thread::panicking() && Instant::now() < until {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    let _ = child.wait();
}
