//! A progress bar on a terminal, and nothing anywhere else.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is drawn where it is known how much there is.
const BAR: &str = "{spinner} [{wide_bar}] {pos}/{len} {elapsed}";

/// How far a run is.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Draws nothing.
    pub(super) fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Starts with so many registers to go.
    pub(super) fn on_stderr(registers: usize) -> Self {
        Self::start(Some(registers as u64), BAR)
    }

    /// Starts with something of which it is not known how long it takes.
    pub(super) fn of_work() -> Self {
        Self::start(None, "{spinner} {elapsed}")
    }

    /// indicatif draws nothing where standard error is no terminal.
    fn start(length: Option<u64>, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(300));
        Self(bar)
    }

    /// So much of something is done. Until it is known how much there is, nothing but time is shown.
    pub(super) fn reach(&self, done: usize, all: usize) {
        if self.0.length() != Some(all as u64) {
            if let Ok(style) = ProgressStyle::with_template(BAR) {
                self.0.set_style(style);
            }
            self.0.set_length(all as u64);
        }
        self.0.set_position(done as u64);
    }

    /// One register is done.
    pub(super) fn advance(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
