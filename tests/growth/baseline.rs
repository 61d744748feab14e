//! What commands took when it was last written down, in instructions, which no other work of the machine changes: a command that
//! takes more by a few percent shows before anybody feels it. `UPDATE=1 cargo test --test growth baseline` writes it down anew.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use super::instructions::{count_of, is_counted};
use super::shapes::SHAPES;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/growth/baseline.tsv");

/// How much more a command may take.
const MOST: f64 = 1.05;

/// The same where another compiler made the program than the one that it was written down of.
const MOST_ELSEWHERE: f64 = 1.3;

/// The commands, and the shape of the register that they are run on.
const CASES: &[(&str, &str)] = &[
    ("check -j 1", "entries without a fault"),
    ("check -j 1", "entries in braces"),
    ("check -j 1", "one code"),
    ("fmt --check", "entries without a fault"),
    ("stats", "entries without a fault"),
    ("query status=已颁", "entries without a fault"),
    ("export --format json", "entries without a fault"),
];

const SIZE: usize = 400;

/// What makes programs here, and for what machine.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    format!("{} for {}", version.trim(), std::env::consts::ARCH)
}

#[test]
fn commands_take_what_was_written_down() {
    if !is_counted() {
        return;
    }
    let compiler = compiler();
    let counts = CASES.iter().map(|(command, shape)| {
        let words: Vec<&str> = command.split(' ').collect();
        let found = SHAPES.iter().find(|found| found.0 == *shape).expect(shape);
        (format!("stdreg {command}\t{shape}"), count_of(&words, found, SIZE))
    });
    let counts: Vec<(String, u64)> = counts.collect();
    if std::env::var_os("UPDATE").is_some() {
        let mut text = format!("{compiler}\t{SIZE} entries\tinstructions\n");
        for (case, count) in &counts {
            let _ = writeln!(text, "{case}\t{count}");
        }
        fs::write(FILE, text).unwrap();
        return;
    }
    let written = fs::read_to_string(FILE).unwrap();
    let mut lines = written.lines();
    let first = lines.next().unwrap();
    if !first.contains(std::env::consts::ARCH) {
        println!("it was written down on another machine: {first}");
        return;
    }
    let is_same_compiler = first.starts_with(&compiler);
    let most = if is_same_compiler { MOST } else { MOST_ELSEWHERE };
    let mut wrong = String::new();
    for (case, count) in counts {
        let before = lines
            .clone()
            .find_map(|line| line.strip_prefix(&case)?.trim().parse::<u64>().ok());
        let before = before.unwrap_or_else(|| panic!("{case} is not written down"));
        #[expect(clippy::cast_precision_loss, reason = "a ratio need not be exact")]
        let ratio = count as f64 / before as f64;
        println!("{ratio:5.3} {before:>12} {count:>12} {case}");
        if ratio > most {
            let _ = writeln!(
                wrong,
                "{case}: {count} instructions, {ratio:.3} times as many as written down"
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}if that is as it has to be, `UPDATE=1 cargo test --test growth baseline`"
    );
}
