//! How far a run is, which nothing draws: a page has no terminal, and no second thread that would.

/// Draws nothing.
pub(super) struct Progress;

impl Progress {
    pub(super) fn hidden() -> Self {
        Self
    }

    pub(super) fn on_stderr(_registers: usize) -> Self {
        Self
    }

    pub(super) fn of_work() -> Self {
        Self
    }

    pub(super) fn reach(&self, _done: usize, _all: usize) {}

    pub(super) fn advance(&self) {}
}

// `drop` is how the end of the one that draws is told.
impl Drop for Progress {
    fn drop(&mut self) {}
}
