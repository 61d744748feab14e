//! What fuzzing keeps: every input in `corpus/` is checked as `fuzz/` does it. How that is run, and how what it finds comes here, is in
//! `fuzz/README.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

mod checks;

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let trials = checks::ALL.iter().map(|(name, check)| {
        Trial::test(*name, move || {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/fuzz/corpus")
                .join(name);
            let mut inputs: Vec<_> = fs::read_dir(&folder)?.map(|entry| entry.unwrap().path()).collect();
            inputs.sort();
            if inputs.len() < 10 {
                return Err(format!("{} has too few inputs", folder.display()).into());
            }
            for input in inputs {
                let data = fs::read(&input)?;
                std::panic::catch_unwind(|| check(&data)).map_err(|_| input.display().to_string())?;
            }
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}
