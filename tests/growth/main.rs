//! Work grows with the input, and not with its square: registers of many shapes, each of a size and of twice that size,
//! are read, checked, repaired in memory and reported, and what that takes is counted.
//!
//! What is counted are allocations and their bytes, on one thread: the same on every machine and in every run, whatever
//! else the machine does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test may fail"
)]

mod baseline;
mod commands;
#[path = "../common/mod.rs"]
mod common;
mod instructions;
mod into;
mod keystrokes;
mod pasted;
mod requests;
mod shapes;

use std::fmt::Write as _;
use std::sync::Arc;

use allocation_counter::measure;
use common::{Files, TODAY, load};
use shapes::{SHAPES, Shape};
use stdreg::analysis::fixes;
use stdreg::analysis::{self, Options};
use stdreg::diagnostic::Applicability;
use stdreg::messages::Language;
use stdreg::report::{self, Color, Finding, Format, Paths, Repeats};

/// How much more twice the input may allocate: twice as much, and what lists cost that grow by doubling.
const MOST: f64 = 2.6;

/// The size of a register whose cost is taken off, as it is there for any: the scheme is read, and so on.
const SMALLEST: usize = 1;

/// All that is done with a register.
fn work(files: &Files) {
    let register = load(files);
    let options = Options {
        severities: &[],
        today: TODAY,
    };
    let found = analysis::check(&register, options);
    let round = fixes::round(&found, Applicability::Unsafe, |_| true);
    let _ = fixes::texts_after(&register, &round);
    let files: Arc<[Arc<_>]> = register.files.into();
    let columns = Arc::new(register.columns);
    let finding = |diagnostic| Finding {
        columns: Arc::clone(&columns),
        diagnostic,
        files: Arc::clone(&files),
    };
    let mut findings: Vec<Finding> = found.into_iter().map(finding).collect();
    report::sort(&mut findings);
    for format in [Format::Full, Format::Json] {
        let mut out = Vec::new();
        report::render(
            format,
            &findings,
            &Paths::default(),
            Repeats::Each,
            (Language::Zh, Color::Never),
            &mut out,
        )
        .unwrap();
    }
}

/// Everything on this thread, so that all of it is counted, and in one order.
fn on_one_thread() -> rayon::ThreadPool {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build().unwrap()
}

/// The shapes, or those with a word in their name that the environment asks for.
fn shapes() -> impl Iterator<Item = &'static Shape> {
    let asked = std::env::var("STDREG_SHAPES").unwrap_or_default();
    SHAPES.iter().filter(move |(name, _)| name.contains(&asked))
}

/// Fails with the shapes of which twice the size takes more than `most` times as much. `taken` is what the smallest, a size and twice that size take.
fn judge<'s>(what: &str, most: f64, taken: impl IntoIterator<Item = (&'s str, [u64; 3])>) {
    let mut wrong = String::new();
    for (name, [least, one, two]) in taken {
        let one = one.saturating_sub(least).max(1);
        let two = two.saturating_sub(least);
        #[expect(clippy::cast_precision_loss, reason = "a ratio need not be exact")]
        let ratio = two as f64 / one as f64;
        println!("{ratio:5.2} {what} {one:>12} {two:>12} {name}");
        if ratio > most {
            let _ = writeln!(wrong, "{name}: {one} and {two} {what}, {ratio:.2} times as many");
        }
    }
    assert!(
        wrong.is_empty(),
        "twice the input takes far more than twice as much:\n{wrong}"
    );
}

#[test]
fn there_are_many_shapes_and_none_twice() {
    let mut names: Vec<&str> = SHAPES.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), SHAPES.len());
    assert!(names.len() >= 60, "{}", names.len());
}

#[test]
fn allocations_grow_with_the_input() {
    let _pool = on_one_thread();
    // What is read once and kept is not to be counted for the first shape.
    work(&SHAPES[0].1(SMALLEST));
    let mut counts = Vec::new();
    let mut bytes = Vec::new();
    for (name, shape) in shapes() {
        let taken = [SMALLEST, 200, 400].map(|size| {
            let files = shape(size);
            measure(|| work(&files))
        });
        counts.push((*name, taken.map(|taken| taken.count_total)));
        bytes.push((*name, taken.map(|taken| taken.bytes_total)));
    }
    judge("allocations", MOST, counts);
    judge("bytes", MOST, bytes);
}
