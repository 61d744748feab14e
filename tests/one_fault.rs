//! One fault makes no fix for another thing: a register that is right is given one fault at each of its lines, and where
//! that is a fault of reading, the safe fixes change no other line. So a lost header, a key set twice or a misspelt list
//! costs no figure, number or code that was right.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

mod common;

use common::{Files, TODAY, check, load};
use stdreg::analysis::fixes;
use stdreg::diagnostic::Applicability;
use stdreg::text::edit;

/// Registers that are right, with entries and statistics under headers and in braces.
const RIGHT: [(&str, &str); 2] = [
    ("one", include_str!("registers/one-fault/register.toml")),
    ("example", stdreg::register::EXAMPLE),
];

/// What a fault makes of a line; nothing where the line has no room for it.
type Spoil = fn(&str) -> Option<String>;

/// The ways to spoil a line.
const FAULTS: [(&str, Spoil); 9] = [
    ("the line is gone", |_| Some(String::new())),
    ("the line stands twice", |line| Some(format!("{line}{line}"))),
    ("the last quote is gone", |line| without_last(line, '"')),
    ("the first quote is three", |line| {
        line.contains('"').then(|| line.replacen('"', "\"\"\"", 1))
    }),
    ("the last bracket is gone", |line| without_last(line, ']')),
    ("the first brace is gone", |line| {
        line.contains('{').then(|| line.replacen('{', "", 1))
    }),
    ("the last comma is gone", |line| without_last(line, ',')),
    ("the name is misspelt", |line| {
        let place = line.find(|c: char| c.is_ascii_lowercase())?;
        Some(format!("{}x{}", &line[..place], &line[place..]))
    }),
    ("the value is of another type", |line| {
        let (key, _) = line.split_once('=').filter(|(key, _)| !key.contains('{'))?;
        Some(format!("{key}= true\n"))
    }),
];

fn without_last(line: &str, c: char) -> Option<String> {
    let place = line.rfind(c)?;
    Some(format!("{}{}", &line[..place], &line[place + c.len_utf8()..]))
}

/// The files after the safe fixes.
fn fixed(files: &Files) -> Files {
    let mut files = files.clone();
    for _ in 0..fixes::MAX_ROUNDS {
        let round = fixes::round(&check(&load(&files), TODAY), Applicability::Safe, |_| true);
        if round.count == 0 {
            break;
        }
        for (file, edits) in round.edits {
            let text = &mut files[file.0 as usize].1;
            *text = edit::apply(text, &edits).unwrap();
        }
    }
    files
}

#[test]
fn a_fault_of_reading_makes_no_fix_elsewhere() {
    let mut tried = 0;
    let mut spoilt_by = Vec::new();
    for (name, right) in RIGHT {
        let lines: Vec<&str> = right.split_inclusive('\n').collect();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            for (fault, spoil) in FAULTS {
                let Some(spoilt) = spoil(line) else {
                    continue;
                };
                let text = [
                    &lines[..number].concat(),
                    spoilt.as_str(),
                    &lines[number + 1..].concat(),
                ]
                .concat();
                let files = vec![("register.toml".to_owned(), text.clone())];
                let is_of_reading = |rule: &str| rule.starts_with('T');
                if !check(&load(&files), TODAY)
                    .iter()
                    .any(|found| is_of_reading(found.rule.code))
                {
                    continue;
                }
                tried += 1;
                let after = &fixed(&files)[0].1;
                let (start, end) = (lines[..number].concat(), lines[number + 1..].concat());
                let is_kept = after.starts_with(&start) && after.ends_with(&end);
                if !is_kept {
                    let difference = common::difference::difference(&text, after);
                    spoilt_by.push(format!("{name}, line {}: {fault}: {line}{difference}", number + 1));
                }
            }
        }
    }
    assert!(spoilt_by.is_empty(), "{}", spoilt_by.join("\n"));
    assert!(tried > 300, "only {tried} faults were tried");
}

/// The registers are right: nothing is found but what is not worth mending, and nothing is fixed.
#[test]
fn the_registers_are_right() {
    for (name, right) in RIGHT {
        let files = vec![("register.toml".to_owned(), right.to_owned())];
        assert_eq!(fixed(&files), files, "{name}");
    }
}
