//! Runs the cases of all rules: those in `tests/fixtures` and the examples of the pages. One runner serves all rules.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

mod at_fault;
mod case;
#[path = "../common/mod.rs"]
mod common;
mod registers;
mod right;
mod run;
mod written;

use std::path::{Path, PathBuf};

use case::Case;
use libtest_mimic::{Arguments, Failed, Trial};
use stdreg::rules::{self, Definition, Example};

fn main() {
    let mut trials: Vec<Trial> = fixtures().into_iter().map(fixture_trial).collect();
    trials.extend(registers::trials());
    for definition in rules::ALL {
        let name = definition.rule.name;
        trials.push(Trial::test(format!("{name}::page::bad"), || bad_example(definition)));
        trials.push(Trial::test(format!("{name}::page::good"), || good_example(definition)));
        trials.push(Trial::test(format!("{name}::has_cases"), || has_cases(definition)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The case files, by rule and name.
fn fixtures() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(folder()).expect("tests/fixtures is there");
    let mut cases: Vec<PathBuf> = folders
        .map(|entry| entry.expect("tests/fixtures can be read").path())
        .filter(|path| path.is_dir())
        .flat_map(|path| std::fs::read_dir(path).expect("a folder of cases can be read"))
        .map(|entry| entry.expect("a folder of cases can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    cases.sort();
    cases
}

fn fixture_trial(path: PathBuf) -> Trial {
    let rule = path
        .parent()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned());
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
    let (rule, name) = (rule.unwrap_or_default(), name.unwrap_or_default());
    Trial::test(format!("{rule}::{name}"), move || {
        if rules::find(&rule).is_none() && rule != "several" {
            return Err(format!("{rule} is no rule").into());
        }
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let case = Case::parse(&text)?;
        let outcome = run::run(&case)?;
        at_fault::hold(&case)?;
        if std::env::var_os("UPDATE").is_some() {
            let text = case.write(outcome.safe.as_deref(), outcome.unsafe_.as_deref());
            return std::fs::write(&path, text).map_err(|error| error.to_string().into());
        }
        outcome.compare_fixes(&case).map_err(Failed::from)
    })
}

fn example(example: Example) -> Result<Case, String> {
    Case::example(example.text(), matches!(example, Example::Entries(_)))
}

/// The bad example has the findings that it marks, and one of this rule among them.
fn bad_example(definition: &'static Definition) -> Result<(), Failed> {
    let case = example(definition.page.bad)?;
    if case.expected.iter().any(|marker| marker.rule == definition.rule.name) {
        run::run(&case)?;
        at_fault::hold(&case)?;
        return Ok(());
    }
    Err("the bad example marks no finding of its rule".into())
}

/// The good example has none.
fn good_example(definition: &'static Definition) -> Result<(), Failed> {
    let case = example(definition.page.good)?;
    run::run(&case)?;
    at_fault::hold(&case)?;
    if case.expected.is_empty() {
        Ok(())
    } else {
        Err("the good example marks findings".into())
    }
}

fn has_cases(definition: &'static Definition) -> Result<(), Failed> {
    let folder = folder().join(definition.rule.name);
    let has_case = std::fs::read_dir(&folder).is_ok_and(|mut cases| cases.next().is_some());
    if has_case {
        Ok(())
    } else {
        Err(format!("{} has no cases", folder.display()).into())
    }
}
