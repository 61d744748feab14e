//! A progress bar on a terminal, and nothing anywhere else.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a run is.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Draws nothing.
    pub(super) fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Starts with so many registers to go. indicatif draws nothing where standard error is no terminal.
    pub(super) fn on_stderr(registers: usize) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(10);
        let bar = ProgressBar::with_draw_target(Some(registers as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} [{wide_bar}] {pos}/{len} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(300));
        Self(bar)
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
