//! What fuzzing keeps: every input in `corpus/` is checked as `fuzz/` does it. How that is run, and how what it finds comes here, is in
//! `fuzz/README.md`. `STDREG_CORPUS` is another folder with a folder for each target.
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
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Trial};

fn main() {
    let trials = checks::ALL.iter().map(|(name, check)| {
        Trial::test(*name, move || {
            let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
            let folder = std::env::var_os("STDREG_CORPUS").map_or(kept, PathBuf::from).join(name);
            let mut inputs: Vec<_> = fs::read_dir(&folder)?.map(|entry| entry.unwrap().path()).collect();
            inputs.sort();
            if inputs.len() < 10 {
                return Err(format!("{} has too few inputs", folder.display()).into());
            }
            let is_broken = |input: &PathBuf| {
                let data = fs::read(input).unwrap();
                std::panic::catch_unwind(|| check(&data)).is_err()
            };
            let broken: Vec<String> = inputs
                .iter()
                .filter(|input| is_broken(input))
                .map(|input| input.display().to_string())
                .collect();
            if broken.is_empty() {
                Ok(())
            } else {
                Err(broken.join("\n").into())
            }
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}
