//! Loops that allocate nothing are work too. So a run of the program over some shapes, those most at risk, is counted in
//! instructions, by valgrind: the same on a machine that has other work. Where there is no valgrind nothing is counted, which
//! is said; `.ci/run` sees to it that there is.

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::judge;
use super::shapes::{SHAPES, Shape};

/// The shapes in which things are held against each other, or looked for, and each of them is small: what a loop over the others
/// adds to one is seen beside what it takes by itself.
const AT_RISK: &[&str] = &[
    "a key set again, lines that are no TOML in between",
    "a table defined again",
    "keys with dots",
    "lines that are no TOML",
    "headers that are none",
    "headers in full-width brackets, and one that is none",
    "brackets that are not closed",
    "suppressions of a line",
    "suppressions of the file that are not used",
    "parts with suppressions and findings",
    "categories of one title",
    "categories, and tables of unknown ones",
    "titles that are required and missing",
];

const SIZES: [usize; 3] = [1, 200, 400];

/// How much more twice the input may take: these shapes take twice as much, to a hundredth.
const MOST: f64 = 2.2;

/// How many instructions a run over a register of a shape takes.
fn count(shape: &Shape, size: usize) -> u64 {
    count_of(&["check", "-j", "1", "--statistics", "."], shape, size)
}

/// The same of any command in the folder of the register.
pub fn count_of(command: &[&str], shape: &Shape, size: usize) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in shape.1(size) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_stdreg"))
        .args(command)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    let count = told
        .rsplit_once("refs:")
        .map(|(_, count)| count.lines().next().unwrap());
    let count = count.unwrap_or_else(|| panic!("{}: {told}", shape.0));
    count.trim().replace([',', ' '], "").parse().unwrap()
}

/// Whether there is valgrind, which counts; where there is none that is said.
pub fn is_counted() -> bool {
    let is_there = Command::new("valgrind").arg("--version").output().is_ok();
    if !is_there {
        println!("there is no valgrind: instructions are not counted");
    }
    is_there
}

#[test]
fn instructions_grow_with_the_input() {
    if !is_counted() {
        return;
    }
    let asked = std::env::var("STDREG_SHAPES").unwrap_or_default();
    let named = |name: &&str| SHAPES.iter().find(|shape| shape.0 == *name).expect(name);
    let shapes: Vec<&Shape> = AT_RISK
        .iter()
        .map(named)
        .filter(|shape| shape.0.contains(&asked))
        .collect();
    // What any run takes, without the faults of a shape, is found out once.
    let least = count(named(&AT_RISK[0]), SIZES[0]);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut taken = Vec::new();
        while let Some(shape) = shapes.get(next.fetch_add(1, Ordering::Relaxed)) {
            taken.push((shape.0, [least, count(shape, SIZES[1]), count(shape, SIZES[2])]));
        }
        taken
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let taken = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    judge("instructions", MOST, taken);
}
