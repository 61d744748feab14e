//! Catalogues of published standards: the seed's own, and `stdreg catalogue`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use std::path::Path;
use std::process::{Command, Output};

/// The 69 published standards of the seed, by its register.
const CATALOGUE: &str = include_str!("catalogue/seed.csv");
const REGISTER: &str = include_str!("registers/internet-plus/register.toml");

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command.args(["--lang", "en"]).args(arguments).current_dir(folder);
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn project(register: &str, catalogue: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("register.toml", register);
    write("seed.csv", catalogue);
    write("stdreg.toml", "[catalogue]\nfiles = [\"seed.csv\"]\n");
    folder
}

const CHECK: &[&str] = &[
    "check",
    "--select",
    "M003",
    "--fail-on",
    "warning",
    "--output-format",
    "concise",
];

#[test]
fn the_seeds_catalogue_has_its_69_standards_each_with_a_source_and_finds_nothing_in_its_register() {
    let rows: Vec<&str> = CATALOGUE.lines().skip(1).collect();
    assert_eq!(rows.len(), 69);
    assert!(rows.iter().all(|row| row.contains(",seed,")));
    let folder = project(REGISTER, CATALOGUE);
    let checked = run(folder.path(), &["catalogue", "check", "seed.csv"]);
    assert_eq!(
        (out(&checked).as_str(), checked.status.code()),
        ("seed.csv: 69 standards, no errors\n", Some(0))
    );
    let clean = run(folder.path(), CHECK);
    assert_eq!(
        (out(&clean).contains("M003"), clean.status.code()),
        (false, Some(0)),
        "{clean:?}"
    );
    // The register as it would be if each of these figures had been copied wrongly.
    let wrong = REGISTER.replace("effective = 2015-02-01", "effective = 2015-02-02");
    let count = REGISTER.matches("effective = 2015-02-01").count();
    assert!(count > 0);
    let told = run(project(&wrong, CATALOGUE).path(), CHECK);
    assert_eq!(
        (out(&told).matches("M003").count(), told.status.code()),
        (count, Some(1)),
        "{told:?}"
    );
}

#[test]
fn a_catalogue_is_built_out_of_registers_and_says_the_same_again() {
    let folder = project(REGISTER, CATALOGUE);
    let built = run(
        folder.path(),
        &["catalogue", "build", "register.toml", "--source", "seed"],
    );
    assert_eq!(built.status.code(), Some(0), "{built:?}");
    // Beside what is published it has the plans.
    let published: Vec<String> = out(&built)
        .lines()
        .filter(|row| !row.contains(",拟编,"))
        .map(str::to_owned)
        .collect();
    assert_eq!(published, CATALOGUE.lines().collect::<Vec<_>>());
    let replaced = REGISTER.replacen(
        "standard  = \"GB/T 30850（所有部分）\"\n",
        "standard  = \"GB/T 30850（所有部分）\"\nreplaces  = [\"GB/Z 9-2000\"]\n",
        1,
    );
    assert_ne!(replaced, REGISTER);
    let built = run(project(&replaced, CATALOGUE).path(), &["catalogue", "build", "."]);
    let row = "GB/Z 9-2000,,被代替,,,,GB/T 30850（所有部分）,register.toml,,\n";
    assert!(out(&built).contains(row), "{built:?}");
}

#[test]
fn faults_of_a_catalogue_are_told_with_their_lines() {
    let folder = project(
        REGISTER,
        "number,status,effective\n\n\"GB 1-2020\n\",大概,\nGB 2-2020,现行,某日\n",
    );
    let told = run(folder.path(), &["catalogue", "check", "seed.csv"]);
    assert_eq!(told.status.code(), Some(1));
    let lines: Vec<String> = out(&told).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("seed.csv:3: unknown status “大概”"), "{lines:?}");
    assert!(
        lines[1].starts_with("seed.csv:5: effective: “某日” is not a date"),
        "{lines:?}"
    );
    assert_eq!(
        run(folder.path(), &["catalogue", "check", "none.csv"]).status.code(),
        Some(2)
    );
    // A check of the register says so too, once.
    let checked = run(folder.path(), CHECK);
    assert_eq!(
        out(&checked)
            .matches("2 errors in the catalogue seed.csv, the first in line 3")
            .count(),
        1,
        "{checked:?}"
    );
}

#[test]
fn a_catalogue_that_cannot_be_used_is_told_where_the_settings_name_it() {
    let folder = project(REGISTER, "title\n");
    let told = |folder: &Path| {
        let output = run(folder, CHECK);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        told(folder.path()).contains(
            "stdreg.toml:2:11: the catalogue seed.csv cannot be used: line 1: there is no column for numbers"
        )
    );
    std::fs::remove_file(folder.path().join("seed.csv")).unwrap();
    assert!(told(folder.path()).contains("stdreg.toml:2:11: the catalogue seed.csv cannot be used"));
}
