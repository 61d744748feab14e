//! How many rows were placed, told to whoever shows it.

/// Is told how many rows were placed, and of how many that were read so far.
pub type Watch<'w> = &'w dyn Fn(usize, usize);

/// How many rows were placed, and how many there are.
pub(super) struct Done<'w> {
    watch: Watch<'w>,
    done: usize,
    all: usize,
}

/// After so many rows it is told how many there were.
const STEP: usize = 256;

impl<'w> Done<'w> {
    pub(super) fn new(watch: Watch<'w>) -> Self {
        Self { watch, done: 0, all: 0 }
    }

    /// There are so many more rows to come.
    pub(super) fn expect(&mut self, rows: usize) {
        self.all += rows;
        (self.watch)(self.done, self.all);
    }

    /// So many more rows were placed.
    pub(super) fn add(&mut self, rows: usize) {
        let before = self.done;
        self.done += rows;
        if before / STEP != self.done / STEP || self.done == self.all {
            (self.watch)(self.done, self.all);
        }
    }
}
