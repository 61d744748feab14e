//! The registers in `tests/registers` that have a scheme of their own: each is clean, and each of its broken variants has
//! what is marked in it. `broken.txt` beside a register says what is replaced in it by what; where there is no register, it is
//! that of the same name in `examples`. There is a variant for each rule that applies, and the others are listed here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};
use stdreg::rules;

use crate::case::Case;
use crate::{at_fault, run};

/// The rules that a system has no variant for, and why: systems (all where there are none), rules, reason. The list is exact.
const WITHOUT: &[(&[&str], &[&str], &str)] = &[
    (
        &[],
        &["T001", "T005", "T006", "T007", "T009", "X001", "X002", "X003"],
        "about files and suppressions, which are the same in every system",
    ),
    (&[], &["M003"], "the systems have no catalogue of standards"),
    (
        &[],
        &["L001", "L002", "L003", "L005", "L006", "L007"],
        "no code has a layer of that role",
    ),
    (&["path"], &["L009"], "no layer names the subsystem"),
    (
        &["enterprise", "path", "svc"],
        &["S002"],
        "sequences have one width, so that an equal one makes the whole code equal (S001)",
    ),
    (
        &["flat"],
        &[
            "C001", "C002", "C003", "C004", "C005", "L004", "L008", "L009", "S001", "S002", "S005", "S006", "S007",
            "R006",
        ],
        "without layers there are no codes",
    ),
    (&["enterprise", "flat"], &["E017"], "no level has an alias"),
    (&["svc"], &["E019"], "no column is of words"),
    (&["enterprise"], &["E006"], "a plan is not asked for"),
];

/// Trials for each register, one for each of its variants among them.
pub fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers");
    let folders = std::fs::read_dir(root).expect("tests/registers is there");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().flat_map(of_folder).collect()
}

fn of_folder(folder: PathBuf) -> Vec<Trial> {
    let Ok(broken) = std::fs::read_to_string(folder.join("broken.txt")) else {
        return Vec::new();
    };
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let home = match folder.join("register.toml").is_file() {
        true => folder,
        false => Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(&name),
    };
    let register = std::fs::read_to_string(home.join("register.toml")).unwrap();
    let files = std::fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().path());
    let scheme = files
        .into_iter()
        .find(|path| path.to_string_lossy().ends_with(".scheme.toml"));
    let scheme = scheme.expect("the register has a scheme");
    let scheme_name = scheme.file_name().unwrap().to_string_lossy().into_owned();
    let scheme = std::fs::read_to_string(scheme).unwrap();
    let case = move |register: &str| {
        let text = format!("#- register.toml\n{register}#- {scheme_name}\n{scheme}");
        let case = Case::parse(&text)?;
        run::in_memory(&case)?;
        Ok::<_, String>(case)
    };
    let whole = (register.clone(), case.clone());
    let mut trials = vec![Trial::test(format!("{name}::clean"), move || {
        let (register, case) = whole;
        let case = case(&register)?;
        run::run(&case)?;
        at_fault::hold(&case).map_err(Failed::from)
    })];
    let variants: Vec<(String, String)> = broken
        .split("\n## ")
        .skip(1)
        .map(|variant| variant.split_once('\n').expect("a variant has a title"))
        .map(|(title, edits)| (title.to_owned(), edits.to_owned()))
        .collect();
    let codes = variants.iter().map(|(title, _)| code(title).to_owned()).collect();
    let system = name.clone();
    trials.push(Trial::test(format!("{name}::has_every_rule"), move || {
        has_every_rule(&system, &codes)
    }));
    for (title, edits) in variants {
        let changed = changed(&register, &edits).unwrap_or_else(|told| panic!("{name}: {title}: {told}"));
        let case = case.clone();
        trials.push(Trial::test(format!("{name}::{title}"), move || {
            let rule = rules::find(code(&title)).ok_or("the title begins with no rule")?;
            let case = case(&changed)?;
            let is_told = case
                .expected
                .iter()
                .any(|marker| marker.rule == rule.definition().rule.name);
            if is_told {
                Ok(())
            } else {
                Err("the rule of its title is not marked".into())
            }
        }));
    }
    trials
}

/// The rule that a variant is for: the first word of its title.
fn code(title: &str) -> &str {
    title.split_whitespace().next().unwrap_or_default()
}

/// Each rule has a variant, or a reason for having none, and not both.
fn has_every_rule(system: &str, codes: &BTreeSet<String>) -> Result<(), Failed> {
    let mut told = Vec::new();
    for rule in rules::ALL.iter().map(|definition| definition.rule.code) {
        let is_meant = |(systems, codes, _): &&(&[&str], &[&str], &str)| {
            (systems.is_empty() || systems.contains(&system)) && codes.contains(&rule)
        };
        match (codes.contains(rule), WITHOUT.iter().find(is_meant)) {
            (false, None) => told.push(format!("{rule} has no variant, nor a reason for that")),
            (true, Some((_, _, reason))) => told.push(format!("{rule} has a variant; so it is not that {reason}")),
            _ => {}
        }
    }
    if told.is_empty() {
        Ok(())
    } else {
        Err(told.join("\n").into())
    }
}

/// The register with each piece of text replaced that stands between `<<<` and `===`, and stands in it once.
fn changed(register: &str, edits: &str) -> Result<String, String> {
    let mut pieces = Vec::new();
    for edit in edits.split("<<<\n").skip(1) {
        let (old, rest) = edit.split_once("\n===\n").ok_or("no `===`")?;
        let (new, _) = rest.split_once("\n>>>").ok_or("no `>>>`")?;
        let mut places = register.match_indices(old);
        match (places.next(), places.next()) {
            (Some((start, _)), None) => pieces.push((start, old, new)),
            _ => return Err(format!("stands not once: {old}")),
        }
    }
    pieces.sort_unstable();
    let (mut text, mut end) = (String::new(), 0);
    for (start, old, new) in pieces {
        text += register.get(end..start).ok_or("pieces overlap")?;
        text += new;
        end = start + old.len();
    }
    Ok(text + &register[end..])
}
