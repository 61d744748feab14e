//! The end of a server that a test started.

use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server whose input is closed may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// Waits for the end of a program, for so long at the most.
pub fn ended(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let until = Instant::now() + patience;
    while Instant::now() < until {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(5));
    }
    None
}

/// Waits for a program whose input is closed: one that is killed does not say which lines it reached (`tests/coverage`).
pub fn end(child: &mut Child) {
    if thread::panicking() || ended(child, PATIENCE).is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
}
