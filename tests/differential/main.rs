//! What stdreg does, held to another way of doing it: its reader to `toml_edit`, a register under edit to a fresh reading, fixes to
//! edits made by hand. Many inputs, and the same in every run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

#[path = "../rules/case.rs"]
#[allow(dead_code, reason = "the findings of a case are another test's")]
mod case;
#[path = "../common/cases.rs"]
mod cases;
#[path = "../fuzz/checks/mod.rs"]
#[allow(dead_code, reason = "each of these tests has its own")]
mod checks;
#[path = "../common/mod.rs"]
mod common;
mod fixes;
#[path = "../common/mutation.rs"]
mod mutation;
#[path = "../common/random.rs"]
mod random;
mod reader;
mod scripts;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The registers of the repository, each with its scheme file where it has one of its own.
fn registers() -> Vec<common::Files> {
    let mut registers = Vec::new();
    for above in ["tests/registers", "examples"] {
        for folder in sorted(&root().join(above)) {
            let Ok(text) = fs::read_to_string(folder.join("register.toml")) else {
                continue;
            };
            let mut files = vec![("register.toml".to_owned(), text)];
            for path in sorted(&folder) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                if name.ends_with(".scheme.toml") {
                    files.push((name, fs::read_to_string(&path).unwrap()));
                }
            }
            registers.push(files);
        }
    }
    assert!(registers.len() > 7);
    registers
}

/// The texts of the registers.
fn texts() -> &'static [String] {
    static TEXTS: OnceLock<Vec<String>> = OnceLock::new();
    TEXTS.get_or_init(|| registers().into_iter().map(|mut files| files.remove(0).1).collect())
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
